/// `junit.xml` of a check: for each scenario a suite of invariants, of the money, of thresholds and of what it names. A suite
/// without a test would look green, so there is none; what could not be told is an error.
public enum CheckJUnit {
  public static func render(_ report: CheckReport) -> String {
    var suites: [(name: String, scenario: CheckedScenario?, cases: [JUnitReport.Case])] = []
    for (label, scenario) in CheckReport.labelled(report.scenarios) {
      let parts = [
        ("invariants", invariants(scenario)), ("money", money(scenario)), ("thresholds", thresholds(scenario)),
        ("sometimes", sometimes(scenario)),
      ]
      for (name, cases) in parts where !cases.isEmpty { suites.append(("\(label).\(name)", scenario, cases)) }
    }
    if suites.isEmpty { suites = [("check", nil, [inconclusive("scenarios", "there was nothing to check")])] }
    let all = suites.flatMap(\.cases)
    let head = "<testsuites name=\"windtunnel check\" \(JUnitReport.counts(all))>"
    var lines = ["<?xml version=\"1.0\" encoding=\"UTF-8\"?>", head]
    for suite in suites {
      let name = JUnitReport.escaped(suite.name)
      lines.append("  <testsuite name=\"\(name)\" \(JUnitReport.counts(suite.cases))>")
      lines += properties(suite.scenario) + suite.cases.flatMap { JUnitReport.rendered($0, suite: name) }
      lines.append("  </testsuite>")
    }
    return (lines + ["</testsuites>"]).joined(separator: "\n") + "\n"
  }

  private static func properties(_ scenario: CheckedScenario?) -> [String] {
    guard let scenario else { return [] }
    let seeds = scenario.runs.first.map { "\(scenario.runs.count) from \($0.seed)" } ?? "none"
    let pairs = [("file", scenario.file), ("seeds", seeds), ("events", String(scenario.events))]
    return ["    <properties>"]
      + pairs.map { "      <property name=\"\($0)\" value=\"\(JUnitReport.escaped($1))\"/>" } + ["    </properties>"]
  }

  private static func inconclusive(_ name: String, _ why: String) -> JUnitReport.Case {
    JUnitReport.Case(name: name, failure: ("inconclusive", why), isError: true)
  }

  private static func invariants(_ scenario: CheckedScenario) -> [JUnitReport.Case] {
    if scenario.runs.isEmpty { return [inconclusive("runs", "no seed was run")] }
    if scenario.checks == 0, scenario.invariants.allSatisfy({ $0.violations == 0 }) {
      return [inconclusive("checks", "no invariant was checked")]
    }
    return scenario.invariants.map { tally in
      if tally.violations == 0 {
        return JUnitReport.Case(name: tally.name, skipped: tally.checks == 0 ? "nothing to check here" : nil)
      }
      let result = InvariantResult(
        name: tally.name, checks: tally.checks, violations: tally.violations, first: tally.first, sentence: tally.sentence)
      var test = JUnitReport.invariant(result)
      if let failure = test.failure { test.failure = (failure.message, failure.detail + "\n" + described(tally.witness)) }
      return test
    }
  }

  private static func money(_ scenario: CheckedScenario) -> [JUnitReport.Case] {
    if scenario.money.checks == 0, scenario.money.seeds.isEmpty { return [] }
    let tally = scenario.money
    let detail = (tally.sentences + [described(tally.witness)]).joined(separator: "\n")
    return [JUnitReport.Case(name: "the money ties", failure: tally.seeds.isEmpty ? nil : ("the money does not tie", detail))]
  }

  private static func thresholds(_ scenario: CheckedScenario) -> [JUnitReport.Case] {
    scenario.thresholds.map { tally in
      switch tally.outcome {
      case .pass: JUnitReport.Case(name: tally.expression)
      case .noData: inconclusive(tally.expression, "nothing to measure in any seed")
      case .fail:
        JUnitReport.Case(
          name: tally.expression, failure: ("missed", "measured \(tally.measured)\n" + described(tally.witness)))
      }
    }
  }

  private static func sometimes(_ scenario: CheckedScenario) -> [JUnitReport.Case] {
    scenario.expected.map { tally in
      tally.count > 0
        ? JUnitReport.Case(name: tally.name) : inconclusive(tally.name, "never happened, although the scenario names it")
    }
  }

  private static func described(_ witness: RunWitness?) -> String {
    guard let witness else { return "" }
    let faults = witness.faults.map { ", faults switched on: \($0)" } ?? ""
    return "seed \(witness.seed)\(faults)\nrepeat: \(witness.repeatCommand)"
  }
}
