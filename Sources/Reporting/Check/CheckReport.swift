/// What a check of several scenarios over several seeds came to, computed once; renderers draw it.
public struct CheckReport: Sendable {
  /// Version of the form of `check.json`.
  public static let schema = "windtunnel-check/1"

  public let version: String
  /// In the order in which they were given.
  public let scenarios: [CheckedScenario]
  /// What went wrong, the worst first, and of the same kind in the order of the scenarios.
  public let failures: [CheckFailure]
  public let verdict: Verdict
  /// The command line of the whole check.
  public let repeatCommand: String
  /// Wall time, in seconds.
  public let seconds: Double
  /// What the time given covered, or why seeds are missing: a sentence; nil where the seeds asked for were run.
  public let scope: String?

  public init(
    version: String, scenarios: [CheckedScenario], repeatCommand: String, seconds: Double, stop: Verdict.Stop? = nil,
    scope: String? = nil
  ) {
    self.version = version
    self.scenarios = scenarios
    self.repeatCommand = repeatCommand
    self.seconds = seconds
    self.scope = scope
    let failures = CheckFailure.all(of: CheckReport.labelled(scenarios))
    self.failures = failures
    verdict = CheckReport.judge(scenarios, failures, stop)
  }

  public var runs: Int64 { scenarios.reduce(0) { $0 + Int64($1.runs.count) } }
  public var events: Int64 { scenarios.reduce(0) { $0 + $1.events } }
  public var checks: Int64 { scenarios.reduce(0) { $0 + $1.checks } }

  /// Each with what it is called here: its name, or its file where two have one name.
  static func labelled(_ scenarios: [CheckedScenario]) -> [(label: String, scenario: CheckedScenario)] {
    scenarios.map { one in (scenarios.count { $0.name == one.name } > 1 ? one.file : one.name, one) }
  }

  /// What broke comes before what was missed, before that it was stopped, before what could not be told.
  private static func judge(_ scenarios: [CheckedScenario], _ failures: [CheckFailure], _ stop: Verdict.Stop?) -> Verdict {
    let sentences = failures.map { "\($0.title)." }
    let runs = scenarios.reduce(0) { $0 + Int64($1.runs.count) }
    let stopped = stop.map { ["Signal \($0.signal) stopped it after \(NumberText.counted(runs, "run"))."] } ?? []
    switch failures.first?.severity {
    case .broken: return Verdict(outcome: .fail, exitCode: 2, reasons: sentences + stopped)
    case .missed: return Verdict(outcome: .fail, exitCode: 3, reasons: sentences + stopped)
    case .unknown, nil:
      if let stop { return Verdict(outcome: .partial, exitCode: 128 + stop.signal, reasons: stopped + sentences) }
      if scenarios.isEmpty { return Verdict(outcome: .inconclusive, exitCode: 5, reasons: ["There was nothing to check."]) }
      if !failures.isEmpty { return Verdict(outcome: .inconclusive, exitCode: 5, reasons: sentences) }
      return Verdict(outcome: .pass, exitCode: 0, reasons: [success(scenarios)])
    }
  }

  private static func success(_ scenarios: [CheckedScenario]) -> String {
    let checks = scenarios.reduce(0) { $0 + $1.checks }
    let events = scenarios.reduce(0) { $0 + $1.events }
    let runs = scenarios.reduce(0) { $0 + Int64($1.runs.count) }
    let thresholds = scenarios.reduce(0) { $0 + Int64($1.thresholds.count) }
    let expected = scenarios.reduce(0) { $0 + Int64($1.expected.count) }
    let met = thresholds == 0 ? "" : ", \(NumberText.counted(thresholds, "threshold")) met"
    let seen = expected == 0 ? "" : ", \(NumberText.counted(expected, "named feature")) exercised"
    return "\(NumberText.counted(Int64(scenarios.count), "scenario")) held in \(NumberText.counted(runs, "run")) of "
      + "\(NumberText.counted(events, "event")): \(NumberText.counted(checks, "check")) of invariants\(met)\(seen)."
  }
}
