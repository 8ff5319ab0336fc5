import ArgumentParser
import Foundation
import Reporting

struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Draw a report again: a page from its report.json, or a stored run; or compare two stored runs.",
    discussion: """
      The page is one file that needs nothing else: it can be mailed, opened from disk and printed. Runs write it beside
      report.json as report.html; this draws it from a report of an earlier version, or from one that was kept without it.

      With --store the report is of a run or a study in a file that --store wrote, as it was printed then; with --against two of them are
      compared metric by metric.

      EXAMPLES
        windtunnel report reports/year
        windtunnel report reports/year/report.json --out year.html
        windtunnel report - < report.json > report.html
        windtunnel report --store results.sqlite
        windtunnel report --store results.sqlite --run 3 --format html --out third.html
        windtunnel report --store results.sqlite --run 3 --against 7
        windtunnel report --store results.sqlite --study 2 --format html --out study.html
      """)

  @Argument(help: "A report.json, the folder of a report, or - for standard input.")
  var file: String?

  @Option(help: "File of the page, or of what --store prints. Default: standard output.")
  var out: String?

  @OptionGroup(title: "Stored runs") var stored: StoredReportOptions

  func validate() throws {
    if (file == nil) == (stored.store == nil) {
      throw ValidationError("Give a report.json or the folder of a report, or --store FILE.")
    }
  }

  func run() throws {
    try checkPlace(of: out, flag: "--out")
    guard let file else { return try stored.write(to: out) }
    let page = Array(HTMLReport.render(try document(file)).utf8)
    guard let out else { return Console.output(page) }
    try writeFile(page, at: out, flag: "--out")
    Console.error("page: \(out)\n")
  }

  private func document(_ file: String) throws -> ReportDocument {
    let path = isFolder(file) ? "\(file)/report.json" : file
    let bytes = try read(path)
    do throws(ReportDocumentError) {
      return try ReportDocument(parsing: bytes)
    } catch {
      let hint =
        switch error {
        case .tooNew: "draw it with the version of Windtunnel that wrote it, or a later one"
        default: "give the report.json that `windtunnel run` wrote, or the folder that it stands in"
        }
      let (line, column) =
        if case .malformed(let problem) = error { (problem.line, problem.column) } else { (1, 1) }
      throw failure("\(path):\(line):\(column): error: \(error)\n  hint: \(hint)", ExitStatus.badInput)
    }
  }

  private func isFolder(_ file: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// No more than a report may have, and one byte, so that a longer file is told from one.
  private func read(_ path: String) throws -> [UInt8] {
    let isInput = path == "-"
    guard isInput || FileManager.default.fileExists(atPath: path) else {
      throw failure(
        "error: there is no file \(path)\n  hint: run a scenario first; its report folder has a report.json", ExitStatus.noInput)
    }
    do {
      let handle = isInput ? FileHandle.standardInput : try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      var bytes: [UInt8] = []
      while bytes.count <= ReportDocument.mostBytes, let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
        bytes += piece
      }
      return bytes
    } catch {
      throw failure("error: \(path) cannot be read\n  hint: \(error.localizedDescription)", ExitStatus.cannotReadOrWrite)
    }
  }
}
