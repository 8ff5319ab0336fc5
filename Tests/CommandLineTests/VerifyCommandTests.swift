import Foundation
import Testing

/// `verify`, as a user runs it over exported journals.
@Suite("windtunnel verify", .serialized)
struct VerifyCommandTests {
  private func export(_ scenario: String, to path: String) throws {
    let result = try Program.run(
      "run", "scenarios/\(scenario).yaml", "--owners", "30", "--horizon", "100 days", "--set", "thresholds=[]", "--quiet",
      "--no-report", "--journal", path)
    try #require(result.code == 0, "\(result.errors)")
  }

  @Test("Every system's journal adds up, as JSON lines and as a table", arguments: JournalTests.scenarios, ["jsonl", "csv"])
  func accepted(scenario: String, ending: String) throws {
    try Program.inTemporaryFolder { folder in
      let path = folder.appendingPathComponent("run.\(ending)").path
      try export(scenario, to: path)
      let result = try Program.run("verify", path)
      #expect(result.code == 0, "\(result.errors)")
      #expect(result.output.contains(#/run\.\w+: ok, \d+ entries of \d+ owners, all \d+ equations hold\n/#), "\(result.output)")
      #expect(try Program.run("verify", path, "--quiet").output.isEmpty)
      #expect(try Program.shell("cat '\(path)' | \"$WINDTUNNEL\" verify -").code == 0)
    }
  }

  @Test("A journal with one figure changed ends with 2, with the place and both sides")
  func oneFigure() throws {
    try Program.inTemporaryFolder { folder in
      let path = folder.appendingPathComponent("run.jsonl").path
      try export("instahuman", to: path)
      var lines = try String(contentsOfFile: path, encoding: .utf8).components(separatedBy: "\n")
      lines[3] = lines[3].replacing(#/"amount":(\d+)/#) { "\"amount\":\((Int64($0.1) ?? 0) + 1)" }
      try Data(lines.joined(separator: "\n").utf8).write(to: URL(fileURLWithPath: path))
      let result = try Program.run("verify", path)
      #expect(result.code == 2 && result.output.isEmpty)
      #expect(
        result.errors.contains(
          #/run\.jsonl:4:\d+: violated: running-balance: \w+( of o\d+)?: -?\d+ before and -?\d+ moved make -?\d+, which is not the stated -?\d+\n/#
        ), "\(result.errors)")
      #expect(
        result.errors.contains(#/run\.jsonl: 2 of \d+ equations are broken in \d+ entries of \d+ owners\n/#), "\(result.errors)")
    }
  }

  @Test("A journal that was cut at the end of a line ends with 2, one cut within a line with 65")
  func cut() throws {
    try Program.inTemporaryFolder { folder in
      let path = folder.appendingPathComponent("run.csv").path
      try export("homeinsight", to: path)
      let whole = try String(contentsOfFile: path, encoding: .utf8)
      let lines = whole.split(separator: "\n")
      try Data((lines.dropLast(5).joined(separator: "\n") + "\n").utf8).write(to: URL(fileURLWithPath: path))
      var result = try Program.run("verify", path)
      #expect(result.code == 2)
      #expect(
        result.errors.contains("entries-complete: the last entry is number \(lines.count - 6), which is not"), "\(result.errors)")
      try Data(whole.utf8.dropLast(60)).write(to: URL(fileURLWithPath: path))
      result = try Program.run("verify", path)
      #expect(result.code == 65)
      #expect(result.errors.contains("was the file cut short?"), "\(result.errors)")
    }
  }

  @Test("Journals in plain text are left to the programs that they are for", arguments: JournalTests.bookkeepers)
  func plainText(bookkeeper: JournalTests.Bookkeeper) throws {
    try Program.inTemporaryFolder { folder in
      let path = folder.appendingPathComponent("story").path
      let written = try Program.run(
        "replay", "scenarios/traces/worked-examples.jsonl", "--catalog", "instahuman", "--quiet", "--journal", path,
        "--journal-format", bookkeeper.format.rawValue)
      try #require(written.code == 0)
      let result = try Program.run("verify", path)
      #expect(result.code == 65)
      let program = bookkeeper.command.split(separator: " ")[0]
      let hint = try #require(result.errors.firstMatch(of: #/hint: (.*)\n/#), "\(result.errors)").1
      #expect(hint.hasPrefix(program))
      // The command is one that works.
      #expect(try Program.shell(String(hint)).code == 0)
    }
  }

  @Test("Malformed, missing and empty journals: 65, 66, 74 and 5, each with what to do")
  func refused() throws {
    try Program.inTemporaryFolder { folder in
      func file(_ name: String, _ bytes: [UInt8]) throws -> String {
        let path = folder.appendingPathComponent(name)
        try Data(bytes).write(to: path)
        return path.path
      }
      let binary = try Program.run("verify", try file("binary.jsonl", [0x1F, 0x8B, 0x08, 0x00, 0xFF, 0xFE, 0x0A, 0x00]))
      #expect(binary.code == 65 && binary.errors.contains("binary.jsonl:1:1: error: "), "\(binary.errors)")
      #expect(binary.errors.contains("hint: is the file compressed, or no text at all?"))
      let trace = try Program.run("verify", "scenarios/traces/worked-examples.jsonl")
      #expect(trace.code == 65 && trace.errors.contains("worked-examples.jsonl:1:"), "\(trace.errors)")
      let missing = try Program.run("verify", "nowhere.jsonl")
      #expect(missing.code == 66 && missing.errors.contains("nowhere.jsonl: error: no such file"))
      let folderRead = try Program.run("verify", folder.path)
      #expect(folderRead.code == 74 && folderRead.errors.contains("hint: name a file in it"))
      let empty = try Program.run("verify", try file("empty.jsonl", []))
      #expect(empty.code == 5 && empty.errors.contains("inconclusive: no entry"), "\(empty.errors)")
      // The worst of several is what it ends with, and all are looked at.
      let all = try Program.run("verify", try file("empty.csv", []), "nowhere.jsonl", "scenarios/traces/worked-examples.jsonl")
      #expect(all.code == 66 && all.errors.contains("empty.csv") && all.errors.contains("worked-examples"))
    }
  }
}
