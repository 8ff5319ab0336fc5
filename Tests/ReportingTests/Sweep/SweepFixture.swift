import Accounting
import Experiments

@testable import Reporting

/// Sweeps whose figures are known.
enum SweepFixture {
  static func design(_ kind: Design.Kind, _ arguments: String...) throws -> Design {
    try Design(kind, of: try arguments.map { try Parameter(argument: $0) }, seed: 1, limit: 10_000)
  }

  static func identity(thresholds: Int = 1) -> SweepIdentity {
    SweepIdentity(
      version: "9.9.9",
      scenario: ScenarioIdentity(
        name: "tiny", file: "scenarios/tiny.yaml", sha256: String(repeating: "ab", count: 32), about: "A tiny one"),
      seed: 7, owners: 40, start: Instant(milliseconds: 1_767_225_600_000), horizon: Instant(milliseconds: 1_772_323_200_000),
      unit: MoneyUnit(code: "USD", decimals: 2), thresholds: thresholds, repeatCommand: "windtunnel sweep scenarios/tiny.yaml")
  }

  /// - Parameter net: of a point, by its values' positions, and of a replication, in minor units; nil leaves the run out.
  static func report(
    _ design: Design, replications: Int = 1, objectives: [Objective] = [Objective(.net, .max)], thresholds: Int = 1,
    uncertain: [DrawnParameter] = [],
    exitCode: (Int, UInt32) -> Int32 = { _, _ in 0 }, stop: Verdict.Stop? = nil, net: ([Double], UInt32) -> Double?
  ) -> SweepReport {
    let runs = design.points.enumerated().map { index, point in
      (0..<UInt32(replications)).compactMap { replication -> SweepRun? in
        guard let net = net(point.values.map { $0?.position ?? 0 }, replication) else { return nil }
        let code = exitCode(index, replication)
        return SweepRun(
          replication: replication, metrics: ["net": net, "debt": net / 2, "reload.declined": 0.05], exitCode: code,
          reasons: code == 0 ? [] : ["Something went wrong with code \(code)."], events: 100)
      }
    }
    return SweepReport(
      identity: identity(thresholds: thresholds), design: design, replications: replications, objectives: objectives,
      shown: [.reloadDeclinedShare], runs: runs, uncertain: uncertain,
      cost: SweepCost(runs: design.points.count * replications, kept: 0, seconds: 2, threads: 2), stop: stop)
  }
}
