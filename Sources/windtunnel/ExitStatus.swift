import ArgumentParser
import Reporting
import Scenarios

/// Exit codes, by the habit of BSD's `sysexits`; the codes of a verdict come with the report.
enum ExitStatus {
  static let violated = ExitCode(2)
  static let inconclusive = ExitCode(5)
  static let usage = ExitCode(64)
  static let badInput = ExitCode(65)
  static let cannotCreate = ExitCode(73)
  static let cannotReadOrWrite = ExitCode(74)

  /// How a shell tells that a signal ended a program.
  static func signal(_ number: Int32) -> ExitCode { ExitCode(128 + number) }
}

/// Says what is wrong on standard error, and gives the code to end with.
func failure(_ message: String, _ code: ExitCode) -> ExitCode {
  Console.error(message + "\n")
  return code
}

func failure(_ error: ScenarioError) -> ExitCode { failure(error.rendered, ExitCode(error.exitCode)) }

func failure(_ error: ReportError) -> ExitCode {
  failure("error: \(error)\n  hint: choose another place with --out, or write nothing with --no-report", ExitCode(error.exitCode))
}
