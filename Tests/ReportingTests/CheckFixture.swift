import Accounting

@testable import Reporting

/// Checked runs made by hand.
enum HandMadeCheck {
  static func note(_ sentence: String = "Ten credits are missing.") -> ViolationNote {
    ViolationNote(
      invariant: "control-equals-subledger", left: .init("available", 5_000), right: .init("its lots", 4_990), sentence: sentence,
      owner: "o17", at: CivilDate(year: 2026, month: 3, day: 9).midnight, event: 4, command: "settle p2 succeeded: ok",
      repeatCommand: "windtunnel run x.yaml --record story.jsonl --record-owners 17")
  }

  static func run(
    seed: UInt64 = 7, breaks: Bool = false, note: ViolationNote = note(), ties: [String] = [],
    thresholds: [ThresholdResult] = [], features: [FeatureResult] = [], checks: Int64 = 100
  ) -> CheckedRun {
    CheckedRun(
      seed: seed, faults: "duplicates, outages", owners: 10, events: 1_000, digest: breaks ? nil : "00000000000000aa",
      invariants: [
        InvariantResult(
          name: "control-equals-subledger", checks: checks, violations: breaks ? 1 : 0, first: breaks ? note : nil),
        InvariantResult(name: "plans-have-owners", checks: 0),
      ], brokenTies: ties, ties: 6, thresholds: thresholds, features: features,
      repeatCommand: "windtunnel run x.yaml --seed \(seed) --set swarm=\(seed)")
  }

  static func scenario(_ name: String = "small", _ runs: [CheckedRun]) -> CheckedScenario {
    var scenario = CheckedScenario(name: name, file: "scenarios/check/\(name).yaml")
    for run in runs { scenario.add(run) }
    return scenario
  }

  static func report(_ scenarios: [CheckedScenario], stop: Verdict.Stop? = nil) -> CheckReport {
    CheckReport(
      version: "1.2.3", scenarios: scenarios, repeatCommand: "windtunnel check scenarios/check", seconds: 1.5, stop: stop)
  }

  static func report(_ runs: CheckedRun...) -> CheckReport { report([scenario("small", runs)]) }

  static func threshold(_ outcome: ThresholdResult.Outcome) -> ThresholdResult {
    ThresholdResult(expression: "debt max <= 50 USD", measured: outcome == .noData ? "" : "62 USD", outcome: outcome)
  }

  static func feature(_ name: String, _ count: Int64, expected: Bool = true) -> FeatureResult {
    FeatureResult(name: name, count: count, isExpected: expected)
  }

  /// Hundreds of scenarios that all break in many seeds, with as much to say as anybody ever had.
  static func disaster() -> CheckReport {
    let sentence = String(repeating: "a | long `sentence` about <b>credits</b> ", count: 60)
    let scenarios = (1...300).map { index in
      scenario(
        "scenario-\(index)",
        (1...5).map { run(seed: $0, breaks: true, note: note(sentence), ties: [sentence], thresholds: [threshold(.fail)]) })
    }
    return report(scenarios)
  }
}
