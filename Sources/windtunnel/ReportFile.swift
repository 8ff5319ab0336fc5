import Foundation
import Reporting
import Simulation

/// Reads the reports that people name: a `report.json`, the folder of one, or standard input.
enum ReportFile {
  /// - Throws: the exit code, after the reason was said.
  static func document(_ file: String) throws -> ReportDocument {
    let path = isFolder(file) ? "\(file)/report.json" : file
    let bytes = try read(path)
    do throws(ReportDocumentError) {
      return try ReportDocument(parsing: bytes)
    } catch {
      let hint =
        switch error {
        case .tooNew: "read it with the version of Windtunnel that wrote it, or a later one"
        default: "give the report.json that `windtunnel run` wrote, or the folder that it stands in"
        }
      let (line, column) =
        if case .malformed(let problem) = error { (problem.line, problem.column) } else { (1, 1) }
      throw failure("\(path):\(line):\(column): error: \(error)\n  hint: \(hint)", ExitStatus.badInput)
    }
  }

  /// The report that a run of `scenario` is compared with.
  static func baseline(_ file: String, of scenario: Scenario) throws -> BaselineReport {
    let document = try document(file)
    do throws(BaselineError) {
      return try BaselineReport(document, file: file, asset: scenario.currency.code)
    } catch {
      throw failure(
        "\(file): error: \(error)\n  hint: give --baseline the report of a run of this scenario, or of one like it",
        ExitStatus.badInput)
    }
  }

  private static func isFolder(_ file: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: file, isDirectory: &isFolder) && isFolder.boolValue
  }

  /// No more than a report may have, and one byte, so that a longer file is told from one.
  private static func read(_ path: String) throws -> [UInt8] {
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
