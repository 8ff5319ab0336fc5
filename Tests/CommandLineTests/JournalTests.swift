import Foundation
import Reporting
import Testing

/// Journals of whole runs, read by the bookkeeping programs that they are for.
@Suite("Journals and the programs that check them", .serialized)
struct JournalTests {
  /// How a program is asked whether a journal is right.
  struct Bookkeeper: Sendable, CustomTestStringConvertible {
    var format: JournalFormat
    var command: String
    var testDescription: String { format.rawValue }
  }

  static let bookkeepers = [
    Bookkeeper(format: .hledger, command: "hledger check --strict -f"),
    Bookkeeper(format: .ledger, command: "ledger --strict --pedantic balance -f"),
    Bookkeeper(format: .beancount, command: "bean-check"),
  ]

  /// Every shipped scenario, a few owners of it.
  static let scenarios: [String] = {
    let names =
      (try? FileManager.default.contentsOfDirectory(atPath: Program.root.appendingPathComponent("scenarios").path)) ?? []
    return names.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
  }()

  private func export(_ scenario: String, _ format: JournalFormat, to file: URL) throws {
    // What a scenario demands of its figures is meant for its own size.
    let result = try Program.run(
      "run", "scenarios/\(scenario).yaml", "--owners", "30", "--horizon", "100 days", "--set", "thresholds=[]", "--quiet",
      "--no-report", "--journal", file.path, "--journal-format", format.rawValue)
    try #require(result.code == 0, "\(result.errors)")
  }

  private func verdict(_ bookkeeper: Bookkeeper, _ file: URL) throws -> Program.Result {
    let name = bookkeeper.command.split(separator: " ")[0]
    try #require(try Program.shell("command -v \(name)").code == 0, "\(name) is not installed; scripts/test installs it")
    return try Program.shell("\(bookkeeper.command) '\(file.path)'")
  }

  @Test("Every system's journal is accepted", arguments: scenarios, bookkeepers)
  func accepted(scenario: String, bookkeeper: Bookkeeper) throws {
    try Program.inTemporaryFolder { folder in
      let file = folder.appendingPathComponent("run.journal")
      try export(scenario, bookkeeper.format, to: file)
      let result = try verdict(bookkeeper, file)
      #expect(result.code == 0, "\(result.output.prefix(500)) \(result.errors.prefix(500))")
    }
  }

  @Test("A journal with one figure changed is refused", arguments: scenarios, bookkeepers)
  func oneFigure(scenario: String, bookkeeper: Bookkeeper) throws {
    try Program.inTemporaryFolder { folder in
      let file = folder.appendingPathComponent("run.journal")
      try export(scenario, bookkeeper.format, to: file)
      var lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
      let row = try #require(lines.firstIndex { $0.hasPrefix("  ") && $0.contains(#/ [1-9][0-9]* [A-Z]+/#) && !$0.contains(";") })
      lines[row] = lines[row].replacing(#/ ([1-9][0-9]*) ([A-Z]+)/#, maxReplacements: 1) { " \((Int64($0.1) ?? 0) + 1) \($0.2)" }
      try Data(lines.joined(separator: "\n").utf8).write(to: file)
      #expect(try verdict(bookkeeper, file).code != 0)
    }
  }

  @Test("A journal whose entry balances but is not what moved is refused by its balances", arguments: bookkeepers)
  func bothSides(bookkeeper: Bookkeeper) throws {
    try Program.inTemporaryFolder { folder in
      let file = folder.appendingPathComponent("run.journal")
      try export("instahuman", bookkeeper.format, to: file)
      var lines = try String(contentsOf: file, encoding: .utf8).components(separatedBy: "\n")
      let row = try #require(lines.firstIndex { $0.hasPrefix("  ") && $0.contains(#/ [1-9][0-9]* [A-Z]+/#) && !$0.contains(";") })
      for line in [row, row + 1] {
        lines[line] = lines[line].replacing(#/ (-?)([1-9][0-9]*) ([A-Z]+)/#, maxReplacements: 1) {
          " \($0.1)\((Int64($0.2) ?? 0) + 1) \($0.3)"
        }
      }
      try Data(lines.joined(separator: "\n").utf8).write(to: file)
      #expect(try verdict(bookkeeper, file).code != 0)
    }
  }

  @Test("A trace's journal has the worked figures, as JSON lines and as a table")
  func workedFigures() throws {
    try Program.inTemporaryFolder { folder in
      let lines = folder.appendingPathComponent("story.jsonl")
      let table = folder.appendingPathComponent("story.csv")
      for file in [lines, table] {
        let result = try Program.run(
          "replay", "scenarios/traces/worked-examples.jsonl", "--catalog", "instahuman", "--quiet", "--journal", file.path)
        #expect(result.code == 0, "\(result.errors)")
      }
      let first = try String(contentsOf: lines, encoding: .utf8).split(separator: "\n").first.map(String.init) ?? ""
      #expect(first.contains(#""code":"purchase","debit":"cash","credit":"availablePaid""#), "\(first)")
      let rows = try String(contentsOf: table, encoding: .utf8).split(separator: "\n")
      #expect(rows.first == "entry,of,at,owner,step,code,debit,credit,amount,commodity,debit_balance,credit_balance")
      #expect(rows.count == (try String(contentsOf: lines, encoding: .utf8).split(separator: "\n").count) + 1)
    }
  }

  @Test("A place that cannot be written to is found out before the run")
  func noPlace() throws {
    let result = try Program.run(
      "run", "scenarios/check/small.yaml", "--quiet", "--no-report", "--journal", "/nonexistent/run.journal")
    #expect(result.code == 73)
    #expect(result.errors.contains("--journal"))
  }
}
