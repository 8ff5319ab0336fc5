import Experiments
import Statistics

/// Everything that a sweep has to say, computed once. Renderers draw it and compute nothing.
public struct SweepReport: Sendable {
  /// Version of the form of `sweep.json`.
  public static let schema = "windtunnel-sweep/1"

  public let identity: SweepIdentity
  public let design: Design
  /// Runs of each point; the same ones at all points, so that they meet the same customers.
  public let replications: Int
  /// What is not known, with its values in each replication, the same at all points; empty where everything is known or taken as written.
  public let uncertain: [DrawnParameter]
  public let objectives: [Objective]
  /// The objectives' metrics first, each once.
  public let metrics: [Metric]
  public let points: [SweepPoint]
  public let verdict: Verdict
  /// One for each objective; nil where no point is whole.
  public let best: [SweepBest?]
  /// Points, by index, that no other point beats in all objectives; empty with one objective. Only good points take part, where
  /// there are any.
  public let front: [Int]
  /// One for each of `metrics`.
  public let responses: [SweepResponse]
  /// Points that are good in at least 95 % of their runs; nil with fewer than two runs a point, and without any demand to be good by.
  public let robust: RobustRegion?
  public let cost: SweepCost

  /// - Parameters:
  ///   - runs: of each point of the design, in any order.
  ///   - shown: further metrics for tables.
  ///   - uncertain: what each replication drew.
  ///   - stop: the signal that ended the sweep early.
  /// - Complexity: O(points² x objectives + points x replications x parameters).
  public init(
    identity: SweepIdentity, design: Design, replications: Int, objectives: [Objective], shown: [Metric], runs: [[SweepRun]],
    uncertain: [DrawnParameter] = [], cost: SweepCost, stop: Verdict.Stop? = nil
  ) {
    self.identity = identity
    self.design = design
    self.replications = replications
    self.objectives = objectives
    self.uncertain = uncertain
    self.cost = cost
    metrics = (objectives.map(\.metric) + shown).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    let points = zip(design.points, runs).enumerated().map { index, point in
      SweepPoint(number: index + 1, values: point.0.values, runs: point.1, replications: replications)
    }
    self.points = points
    let eligible = SweepBest.eligible(points)
    best = objectives.map { SweepBest($0, among: eligible, points) }
    if objectives.count < 2 {
      front = []
    } else {
      let rows = points.indices.map { index in
        objectives.map { eligible.contains(index) ? points[index].mean(of: $0.metric) : nil }
      }
      front = ParetoFront.indices(rows, objectives.map(\.direction))
    }
    responses = metrics.map { SweepResponse($0, design, points, seed: identity.seed) }
    robust = replications < 2 || identity.thresholds == 0 ? nil : RobustRegion(points, replications: replications)
    verdict = SweepReport.judge(points, design.parameters, runs: cost.runs, stop)
  }

  private static func judge(
    _ points: [SweepPoint], _ parameters: [Parameter], runs: Int, _ stop: Verdict.Stop?
  ) -> Verdict {
    func reasons(_ state: SweepPoint.State) -> [String] {
      points.filter { $0.state == state }.map { point in
        let often = point.runs.count > 1 ? " in \(point.runs.count - point.goodRuns) of \(point.runs.count) runs" : ""
        return "Point \(point.number) (\(point.text(parameters)))\(often): \(point.reason ?? "")"
      }
    }
    let broken = reasons(.broken)
    let missed = reasons(.missed)
    let unknown = reasons(.noData)
    let whole = points.count(where: \.isWhole)
    let partial = stop.map {
      [
        "Signal \($0.signal) stopped it after \(NumberText.grouped(Int64(whole))) of "
          + "\(NumberText.counted(Int64(points.count), "point")): the same command goes on from there."
      ]
    }
    let all = broken + missed + (partial ?? []) + unknown
    if !broken.isEmpty { return Verdict(outcome: .fail, exitCode: 2, reasons: all) }
    if !missed.isEmpty { return Verdict(outcome: .fail, exitCode: 3, reasons: all) }
    if let stop { return Verdict(outcome: .partial, exitCode: 128 + stop.signal, reasons: all) }
    if !unknown.isEmpty { return Verdict(outcome: .inconclusive, exitCode: 5, reasons: all) }
    let sentence =
      "Every invariant held and every threshold was met at all \(NumberText.counted(Int64(points.count), "point")), in "
      + "\(NumberText.counted(Int64(runs), "run"))."
    return Verdict(outcome: .pass, exitCode: 0, reasons: [sentence])
  }
}

extension SweepReport {
  /// Whether the design is made for effects or indices, so that curves over its points say less.
  var isOfSensitivity: Bool {
    switch design.kind {
    case .morris, .saltelli: true
    default: false
    }
  }
}

extension SweepPoint {
  /// Over its runs; nil where it has none of it.
  public func mean(of metric: Metric) -> Double? {
    let values = values(of: metric)
    return values.isEmpty ? nil : Sample(values).mean
  }
}
