/// A scenario's line in a table, in words.
struct CheckSummary {
  let verdict: String
  let invariants: String
  let thresholds: String
  let features: String

  init(_ scenario: CheckedScenario, _ worst: CheckFailure.Severity?) {
    verdict =
      switch worst {
      case .broken, .missed: "fail"
      case .unknown: "inconclusive"
      case nil: "pass"
      }
    let broken = scenario.invariants.count { $0.violations > 0 }
    let held = scenario.invariants.count { $0.violations == 0 && $0.checks > 0 }
    invariants = broken > 0 ? "\(broken) broke, \(held) held" : held > 0 ? "\(held) held" : "none checked"
    let missed = scenario.thresholds.count { $0.outcome == .fail }
    let met = scenario.thresholds.count { $0.outcome == .pass }
    thresholds =
      scenario.thresholds.isEmpty
      ? "none" : missed > 0 ? "\(missed) missed of \(scenario.thresholds.count)" : "\(met) of \(scenario.thresholds.count) met"
    let expected = scenario.expected
    features = expected.isEmpty ? "none" : "\(expected.count { $0.count > 0 }) of \(expected.count)"
  }

  /// How many runs had which fault; nil without a swarm.
  static func faults(of report: CheckReport) -> String? {
    let lists = report.scenarios.flatMap(\.runs).compactMap(\.faults)
    if lists.isEmpty { return nil }
    var names: [String] = []
    var counts: [String: Int64] = [:]
    for name in lists.flatMap({ $0.split(separator: ", ").map(String.init) }) {
      if counts[name] == nil { names.append(name) }
      counts[name, default: 0] += 1
    }
    let parts = names.sorted().map { "\($0) in \(NumberText.grouped(counts[$0] ?? 0))" }
    return "Faults switched on in \(NumberText.counted(Int64(lists.count), "run")): \(parts.joined(separator: ", "))."
  }
}
