import Foundation
import Testing

@testable import Reporting

@Suite("The folder of a report")
struct ReportDirectoryTests {
  private let names = [
    "cohorts.csv", "income.csv", "junit.xml", "monthly.csv", "mrr.csv", "report.html", "report.json", "rollforward.csv",
    "segments.csv", "summary.md",
  ]

  @Test("All files appear, folders above are made, and nothing else is left")
  func complete() throws {
    try inFolder { folder in
      let target = folder.appendingPathComponent("reports/marketplace")
      try ReportDirectory.write(HandMadeRun().report(), to: target, extra: [.init(name: "trace.jsonl", contents: "{}\n")])
      #expect(try contents(target) == (names + ["trace.jsonl"]).sorted())
      #expect(try contents(folder.appendingPathComponent("reports")) == ["marketplace"])
      let json = try String(contentsOf: target.appendingPathComponent("report.json"), encoding: .utf8)
      #expect(json == JSONReport.render(HandMadeRun().report()))
    }
  }

  @Test("An earlier report is replaced whole, through a link too, and an empty folder is taken")
  func replaced() throws {
    try inFolder { folder in
      let target = folder.appendingPathComponent("out")
      try FileManager.default.createDirectory(at: target, withIntermediateDirectories: false)
      try ReportDirectory.write(HandMadeRun().report(), to: target, extra: [.init(name: "old.txt", contents: "old")])
      try ReportDirectory.write(HandMadeRun().report(HandMadeRun.identity(seed: 7)), to: target)
      #expect(try contents(target) == names)
      let link = folder.appendingPathComponent("latest")
      try FileManager.default.createSymbolicLink(at: link, withDestinationURL: target)
      try ReportDirectory.write(HandMadeRun().report(HandMadeRun.identity(seed: 8)), to: link)
      let json = try String(contentsOf: target.appendingPathComponent("report.json"), encoding: .utf8)
      #expect(json.contains("\"seed\": 8"))
      #expect(try contents(folder) == ["latest", "out"])
    }
  }

  @Test("A folder with other things in it, and a file, stay as they are")
  func notReplaced() throws {
    try inFolder { folder in
      let diary = folder.appendingPathComponent("diary.txt")
      try Data("dear".utf8).write(to: diary)
      let refusal = #expect(throws: ReportError.self) { try ReportDirectory.write(HandMadeRun().report(), to: folder) }
      #expect(refusal?.exitCode == 73)
      let onFile = #expect(throws: ReportError.self) { try ReportDirectory.write(HandMadeRun().report(), to: diary) }
      #expect(onFile?.exitCode == 73)
      try Data("{\"schema\": \"other/1\"}".utf8).write(to: folder.appendingPathComponent("report.json"))
      #expect(throws: ReportError.self) { try ReportDirectory.write(HandMadeRun().report(), to: folder) }
      #expect(try contents(folder) == ["diary.txt", "report.json"])
      #expect(try Data(contentsOf: diary) == Data("dear".utf8))
    }
  }

  @Test("Below a file, and where the system allows no folder, nothing can be created")
  func cannotCreate() throws {
    try inFolder { folder in
      let file = folder.appendingPathComponent("file")
      try Data().write(to: file)
      for target in [
        file.appendingPathComponent("out"), file.appendingPathComponent("deep/out"), URL(fileURLWithPath: "/proc/out"),
      ] {
        let error = #expect(throws: ReportError.self) { try ReportDirectory.write(HandMadeRun().report(), to: target) }
        #expect(error?.exitCode == 73, "\(target.path)")
        #expect(error?.description.hasPrefix("cannot create /") == true)
      }
    }
  }

  @Test("A read-only folder refuses the report", .enabled(if: geteuid() != 0, "root may write everywhere"))
  func readOnly() throws {
    try inFolder { folder in
      try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: folder.path)
      defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.path) }
      let target = folder.appendingPathComponent("out")
      let error = #expect(throws: ReportError.self) { try ReportDirectory.write(HandMadeRun().report(), to: target) }
      #expect(error?.exitCode == 73)
    }
  }

  @Test("A full disk is told apart", .enabled(if: FileManager.default.fileExists(atPath: "/dev/full")))
  func fullDisk() {
    let error = #expect(throws: ReportError.self) { try DiskFile.create([1, 2, 3], at: "/dev/full", named: "/dev/full") }
    #expect(error == .io(path: "/dev/full", reason: "No space left on device"))
    #expect(error?.exitCode == 74)
  }

  @Test("When writing fails half-way, nothing stays and the earlier report is untouched")
  func halfWay() throws {
    try inFolder { folder in
      let target = folder.appendingPathComponent("deep/out")
      // A file in a folder that does not exist cannot be created.
      let files = [ReportDirectory.ExtraFile(name: "a", contents: "a"), .init(name: "missing/b", contents: "b")]
      let error = #expect(throws: ReportError.self) { try ReportDirectory.write(files, to: target) }
      #expect(error == .cannotCreate(path: target.path + "/missing/b", reason: "No such file or directory"))
      #expect(try contents(folder) == [])
      try ReportDirectory.write(HandMadeRun().report(), to: target)
      #expect(throws: ReportError.self) { try ReportDirectory.write(files, to: target) }
      #expect(try contents(target) == names)
      #expect(try contents(folder.appendingPathComponent("deep")) == ["out"])
    }
  }

  private func contents(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
  }

  private func inFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("windtunnel-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }
}
