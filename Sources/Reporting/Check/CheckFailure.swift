/// One thing that keeps a check from passing, whole enough to act upon.
public struct CheckFailure: Sendable {
  /// How bad it is; the exit code follows the worst.
  public enum Severity: Int, Comparable, Sendable {
    /// An invariant broke, or the money does not tie: 2.
    case broken
    /// A threshold was missed: 3.
    case missed
    /// Nothing can be said: 5.
    case unknown

    public static func < (left: Severity, right: Severity) -> Bool { left.rawValue < right.rawValue }
  }

  public let severity: Severity
  /// What the scenario is called.
  public let scenario: String
  public let file: String
  /// A sentence without its full stop.
  public let title: String
  /// What there is to know, a sentence or an equation each.
  public let details: [String]
  /// The first run in which it happened.
  public let witness: RunWitness?
  /// The line of the scenario's file that it is about.
  public var line = 1

  /// The worst first.
  static func all(of scenarios: [(label: String, scenario: CheckedScenario)]) -> [CheckFailure] {
    let found = scenarios.flatMap { label, scenario in
      broken(scenario, label) + missed(scenario, label) + unknown(scenario, label)
    }
    let severities: [Severity] = [.broken, .missed, .unknown]
    return severities.flatMap { severity in found.filter { $0.severity == severity } }
  }

  private static func broken(_ scenario: CheckedScenario, _ label: String) -> [CheckFailure] {
    var failures: [CheckFailure] = []
    for tally in scenario.invariants where tally.violations > 0 {
      var details = tally.sentence.map { [$0] } ?? []
      if let first = tally.first {
        let left = "\(first.left.label) \(NumberText.grouped(first.left.value))"
        details = [
          first.sentence, "\(left) is not \(first.right.label) \(NumberText.grouped(first.right.value))",
          "owner \(first.owner), \(NumberText.instant(first.at)), event \(NumberText.grouped(first.event)), after \(first.command)",
        ]
      }
      failures.append(
        CheckFailure(
          severity: .broken, scenario: label, file: scenario.file,
          title: "Invariant \(tally.name) broke in \(label) with \(seeds(tally.seeds, of: scenario))", details: details,
          witness: tally.witness))
    }
    if !scenario.money.seeds.isEmpty {
      failures.append(
        CheckFailure(
          severity: .broken, scenario: label, file: scenario.file,
          title: "The money of \(label) does not tie with \(seeds(scenario.money.seeds, of: scenario))",
          details: scenario.money.sentences, witness: scenario.money.witness))
    }
    return failures
  }

  private static func missed(_ scenario: CheckedScenario, _ label: String) -> [CheckFailure] {
    scenario.thresholds.filter { $0.outcome == .fail }.map { tally in
      CheckFailure(
        severity: .missed, scenario: label, file: scenario.file,
        title: "Threshold '\(tally.expression)' was missed in \(label) with \(seeds(tally.seeds, of: scenario))",
        details: ["measured \(tally.measured)"], witness: tally.witness, line: tally.line ?? 1)
    }
  }

  private static func unknown(_ scenario: CheckedScenario, _ label: String) -> [CheckFailure] {
    func failure(_ title: String, _ details: [String] = [], line: Int? = nil) -> CheckFailure {
      CheckFailure(
        severity: .unknown, scenario: label, file: scenario.file, title: title, details: details, witness: nil, line: line ?? 1)
    }
    if scenario.runs.isEmpty { return [failure("No seed of \(label) was run")] }
    let runs = NumberText.counted(Int64(scenario.runs.count), "run")
    var failures = scenario.thresholds.filter { $0.outcome == .noData }.map {
      failure("Threshold '\($0.expression)' had nothing to measure in \(runs) of \(label)", line: $0.line)
    }
    if scenario.checks == 0 { failures.append(failure("No invariant was checked in \(runs) of \(label)")) }
    let never = scenario.neverHappened
    if !never.isEmpty {
      failures.append(
        failure(
          "Never happened in \(runs) of \(label), although it is named there: \(never.joined(separator: ", "))",
          ["more owners, a longer horizon or more seeds may do; a population that never does it should not name it"]))
    }
    return failures
  }

  /// "seed 7" or "3 of 10 seeds, the first 7".
  private static func seeds(_ seeds: [UInt64], of scenario: CheckedScenario) -> String {
    let first = seeds.first.map(String.init) ?? ""
    if scenario.runs.count == 1 { return "seed \(first)" }
    return
      "\(NumberText.grouped(Int64(seeds.count))) of \(NumberText.grouped(Int64(scenario.runs.count))) seeds, the first \(first)"
  }
}
