import ArgumentParser
import Foundation
import Reporting
import Scenarios

/// What GitHub's Actions read of a check, where it runs in them. Commands go to standard error, which they read as well, so that
/// standard output stays the report.
enum GitHubActions {
  private static var isOn: Bool { ProcessInfo.processInfo.environment["GITHUB_ACTIONS"] == "true" }

  static func annotate(_ report: CheckReport) {
    if isOn { Console.error(GitHubAnnotations.render(report)) }
  }

  static func annotate(_ error: ScenarioError) {
    guard isOn, case .invalid(let diagnostics) = error else { return }
    for diagnostic in diagnostics.prefix(GitHubAnnotations.most) {
      Console.error(
        GitHubAnnotations.line(
          file: diagnostic.place.file, line: diagnostic.place.line, column: diagnostic.place.column, title: "windtunnel check",
          message: diagnostic.rendered))
    }
  }

  /// A step's summary may hold this much; more is refused as a whole.
  static let mostBytes = 1 << 20

  /// Appends the report to the summary of the step, if there is one.
  static func summarise(_ report: CheckReport) throws {
    guard let path = ProcessInfo.processInfo.environment["GITHUB_STEP_SUMMARY"], !path.isEmpty else { return }
    let text = CheckMarkdown.render(report)
    var status = stat()
    let before = stat(path, &status) == 0 ? Int(status.st_size) : 0
    if before + text.utf8.count > mostBytes {
      return Console.error("summary: not appended to \(path), which would be larger than 1 MiB\n")
    }
    do throws(ReportError) {
      try DiskFile.append(Array(text.utf8), to: path)
    } catch {
      throw failure(error, flag: "GITHUB_STEP_SUMMARY")
    }
  }
}
