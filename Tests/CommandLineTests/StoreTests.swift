import Foundation
import Testing

@Suite("Stored runs", .serialized)
struct StoreTests {
  private let small = "scenarios/check/small.yaml"

  @Test("A run is stored, listed, shown again and compared")
  func commands() throws {
    try Program.inTemporaryFolder { folder in
      let file = folder.appendingPathComponent("runs.sqlite").path
      let first = try Program.run("run", small, "--owners", "10", "--store", file, "--no-report")
      #expect(first.code == 0 && first.errors.contains("stored: run 1 in \(file)"))
      #expect(try Program.run("run", small, "--owners", "10", "--seed", "9", "--store", file, "--no-report", "--quiet").code == 0)
      let list = try Program.run("runs", "--store", file)
      #expect(list.output.split(separator: "\n").count == 3)
      #expect(try Program.run("runs", "--store", file, "--format", "json").output.contains("\"run\": 2"))
      let again = try Program.run("report", "--store", file, "--run", "1")
      #expect(again.output == first.output)
      #expect(try Program.run("report", "--store", file, "--format", "html").output.hasPrefix("<!DOCTYPE html>"))
      let json = try Program.run("report", "--store", file, "--run", "1", "--format", "json")
      #expect(json.output.contains("\"windtunnel-report/1\""))
      let compared = try Program.run("report", "--store", file, "--run", "1", "--against", "2")
      #expect(compared.code == 0 && compared.output.contains("seed: ") && compared.output.contains("\nnet "))
      let missing = try Program.run("report", "--store", file, "--run", "7")
      #expect(missing.code == 66 && missing.errors.contains("windtunnel runs --store"))
      for wrong in [["report"], ["report", "x", "--store", file], ["report", "x", "--run", "1"], ["runs"]] {
        #expect(try Program.execute(Program.path, wrong, input: "", during: { _ in }).code == 64, "\(wrong)")
      }
    }
  }

  @Test("Replications and comparisons are studies: one line, each run for itself, and what they say together")
  func studies() throws {
    try Program.inTemporaryFolder { folder in
      let file = folder.appendingPathComponent("runs.sqlite").path
      let series = try Program.run("run", small, "--owners", "10", "--replications", "3", "--store", file, "--no-report")
      #expect(series.code == 0 && series.errors.contains("stored: study 1 of 3 runs in \(file)"))
      let alone = try Program.run("run", small, "--owners", "10", "--replication", "2", "--no-report", "--stable")
      let fee = ["--owners", "10", "--set", "catalog.fee.on_top=25 %", "--replications", "2", "--store", file]
      let compared = try Program.execute(Program.path, ["compare", small] + fee, input: "", during: { _ in })
      #expect(compared.code == 0 && compared.errors.contains("stored: study 2 of 4 runs"))
      let list = try Program.run("runs", "--store", file).output.split(separator: "\n")
      #expect(list.count == 3 && list[1].hasPrefix("study 2") && list[2].contains("small, 3 runs"), "\(list)")
      let runs = try Program.run("runs", "--store", file, "--study", "1").output.split(separator: "\n")
      #expect(runs.count == 4 && runs[3].contains("replication 2"), "\(runs)")
      // Each of its runs prints what it would have printed alone.
      let third = try Program.run("report", "--store", file, "--run", "3").output
      func money(_ text: String) -> String? { text.components(separatedBy: "\n\n").first { $0.hasPrefix("MONEY") } }
      #expect(third.contains("replication 2") && money(third) != nil && money(third) == money(alone.output))
      // All together, as it was printed; the newest is the comparison.
      #expect(try Program.run("report", "--store", file, "--study", "1").output == series.output)
      #expect(try Program.run("report", "--store", file).output == compared.output)
      for (number, title) in [("1", "<title>small"), ("2", "<title>small compared with")] {
        let page = try Program.run("report", "--store", file, "--study", number, "--format", "html").output
        #expect(page.hasPrefix("<!DOCTYPE html>") && page.contains(title))
      }
      #expect(try Program.run("report", "--store", file, "--study", "2", "--format", "json").output.contains("comparison/1"))
      #expect(try Program.run("runs", "--store", file, "--study", "9").code == 66)
      #expect(try Program.run("report", "--store", file, "--study", "1", "--run", "2").code == 64)
    }
  }

  @Test("Several programs write at once, and every run is there")
  func together() throws {
    try Program.inTemporaryFolder { folder in
      let file = folder.appendingPathComponent("runs.sqlite").path
      let one = "$WINDTUNNEL run \(small) --owners 5 --store \(file) --no-report --quiet --seed"
      let all = try Program.shell(
        "for seed in 1 2 3 4 5 6; do \(one) $seed & done; for job in $(jobs -p); do wait $job || exit 1; done")
      #expect(all.code == 0, "\(all.errors)")
      let runs = try Program.run("runs", "--store", file)
      #expect(runs.output.split(separator: "\n").count == 7, "\(runs.output)")
    }
  }

  @Test("What cannot be stored is told before the run, or after it beside the printed report; earlier runs stay")
  func failures() throws {
    try Program.inTemporaryFolder { folder in
      let file = folder.appendingPathComponent("runs.sqlite").path
      #expect(try Program.run("run", small, "--owners", "5", "--store", folder.path, "--no-report").code == 73)
      let text = folder.appendingPathComponent("notes.txt").path
      try Data("notes".utf8).write(to: URL(fileURLWithPath: text))
      let foreign = try Program.run("run", small, "--owners", "5", "--store", text, "--no-report")
      #expect(foreign.code == 65 && foreign.output.isEmpty && foreign.errors.contains("no SQLite database"))
      #expect(try Program.run("run", small, "--owners", "5", "--store", file, "--no-report", "--quiet").code == 0)
      // A file may not grow: as on a full disk. The report is printed, and the run before is there.
      let full = try Program.shell("ulimit -f 80; $WINDTUNNEL run \(small) --owners 40 --store \(file) --no-report")
      #expect(full.code == 74, "\(full.errors)")
      #expect(full.output.contains("VERDICT") && full.errors.contains("make room"))
      #expect(try Program.run("runs", "--store", file).output.split(separator: "\n").count == 2)
    }
  }
}

@Suite("docs/archive.md")
struct ArchiveDocumentTests {
  @Test("Its seven questions and its listings are what the program answers")
  func examples() throws {
    let result = try Program.shell("scripts/archive-examples --check")
    #expect(result.code == 0, "\(result.output)\(result.errors)")
    #expect(result.output.contains("7 queries"))
  }
}
