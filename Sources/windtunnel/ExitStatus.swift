import ArgumentParser
import Reporting
import Scenarios

/// Exit codes, by the habit of BSD's `sysexits`; the codes of a verdict come with the report.
enum ExitStatus {
  static let violated = ExitCode(2)
  static let inconclusive = ExitCode(5)
  static let usage = ExitCode(64)
  static let badInput = ExitCode(65)
  static let noInput = ExitCode(66)
  static let cannotCreate = ExitCode(73)
  static let cannotReadOrWrite = ExitCode(74)
  static let locked = ExitCode(75)

  /// How a shell tells that a signal ended a program.
  static func signal(_ number: Int32) -> ExitCode { ExitCode(128 + number) }
}

/// Says what is wrong on standard error, and gives the code to end with.
func failure(_ message: String, _ code: ExitCode) -> ExitCode {
  Console.error(message + "\n")
  return code
}

func failure(_ error: ScenarioError) -> ExitCode { failure(error.rendered, ExitCode(error.exitCode)) }

/// - Parameter flag: what names another place, such as "--out".
func failure(_ error: ReportError, flag: String) -> ExitCode {
  let advice: String
  switch error {
  case .cannotCreate: advice = "choose another place with \(flag)"
  case .io: advice = "make room there, or choose another place with \(flag)"
  }
  return failure("error: \(error)\n  hint: \(advice)", ExitCode(error.exitCode))
}

/// Finds out before a long run whether there is a place for the file that `flag` names; nil is none.
func checkPlace(of path: String?, flag: String) throws {
  guard let path else { return }
  do throws(ReportError) {
    try DiskFile.check(path)
  } catch {
    throw failure(error, flag: flag)
  }
}

/// Writes the file that `flag` names, which appears complete or not at all.
func writeFile(_ bytes: [UInt8], at path: String, flag: String) throws {
  do throws(ReportError) {
    try DiskFile.replace(bytes, at: path)
  } catch {
    throw failure(error, flag: flag)
  }
}
