import Foundation
import Testing

@testable import Reporting

@Suite("The tables of finance as CSV")
struct FinanceCSVTests {
  @Test("Python's reader finds the figures of the report in every table", arguments: FinanceCSV.allCases)
  func python(table: FinanceCSV) throws {
    let finance = FinanceRun().report().finance
    let rows = try readByPython(table.render(finance))
    let headings = try #require(rows.first)
    #expect(Set(headings).count == headings.count)
    #expect(rows.allSatisfy { $0.count == headings.count })
    #expect(rows.count - 1 == expectedRows[table])
    for row in rows.dropFirst() {
      for (heading, cell) in zip(headings, row) where heading.hasSuffix(")") && !cell.isEmpty {
        // A spreadsheet in any language reads this as a number; in front of the point there is no zero too many.
        #expect(cell.wholeMatch(of: /-?(0|[1-9][0-9]*)(\.[0-9]+)?/) != nil, "\(heading): \(cell)")
      }
    }
  }

  private let expectedRows: [FinanceCSV: Int] = [.income: 2, .rollforward: 2, .mrr: 2, .segments: 3, .cohorts: 6]

  @Test("The figures are those of the statements, and a row of the roll-forward adds up")
  func figures() throws {
    let finance = FinanceRun().report().finance
    let income = try table(.income, finance)
    #expect(income["net cash (USD)"] == ["96.80", "28.80"])
    #expect(income["net (USD)"] == ["-4.20", "12.80"])
    let rolled = try table(.rollforward, finance)
    #expect(rolled["paid credits: captured (USD)"] == ["-39.00", "0.00"])
    #expect(rolled["paid credits: closing (USD)"] == ["61.00", "56.00"])
    #expect(try table(.mrr, finance)["MRR closing (USD a month)"] == ["0.00", "30.00"])
    #expect(try table(.segments, finance)["segment"] == ["all segments", "agencies", "startups"])
    #expect(try table(.cohorts, finance)["spent (%)"] == ["39.0", "44.0", "", "39.0", "44.0", ""])
  }

  @Test("A name that begins like a formula is text", arguments: ["=1+1", "+1", "-1", "@SUM(A1)", "\tx"])
  func formulas(name: String) throws {
    #expect(CSVTable.guarded(name) == "'" + name)
    #expect(CSVTable.guarded("agencies = many") == "agencies = many")
    var run = FinanceRun.identity()
    run.segments[0].name = name
    var made = FinanceRun()
    made.card.settle(catalogsOfSegments: [0, 0], factors: [1])
    let finance = HandMadeRun(card: made.card).report(run).finance
    #expect(try table(.segments, finance)["segment"]?[1] == "'" + name)
  }

  @Test("Every column is explained in the documentation, and every table named")
  func documented() throws {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let text = try String(contentsOf: root.appendingPathComponent("docs/report-format.md"), encoding: .utf8)
    for table in FinanceCSV.allCases { #expect(text.contains("`\(table.fileName)`"), "\(table.fileName)") }
    for figure in IncomeFigure.allCases { #expect(text.contains("| \(figure.title) | \(figure.meaning) |\n"), "\(figure.title)") }
  }

  /// The columns of a table by their headings.
  private func table(_ table: FinanceCSV, _ finance: FinanceReport) throws -> [String: [String]] {
    let rows = try readByPython(table.render(finance))
    var columns: [String: [String]] = [:]
    for (index, heading) in rows[0].enumerated() { columns[heading] = rows.dropFirst().map { $0[index] } }
    return columns
  }

  private func readByPython(_ text: String) throws -> [[String]] {
    let python = Process()
    python.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    python.arguments = [
      "python3", "-c",
      "import csv,json,sys,io; t=sys.stdin.buffer.read().decode('utf-8'); print(json.dumps(list(csv.reader(io.StringIO(t,newline='')))))",
    ]
    let (input, output) = (Pipe(), Pipe())
    python.standardInput = input
    python.standardOutput = output
    try python.run()
    try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    try input.fileHandleForWriting.close()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    python.waitUntilExit()
    return try #require(try JSONSerialization.jsonObject(with: data) as? [[String]])
  }
}
