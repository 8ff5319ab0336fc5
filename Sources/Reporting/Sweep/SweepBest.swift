import Experiments
import Statistics

/// The best point by one objective.
public struct SweepBest: Hashable, Sendable {
  public let objective: Objective
  /// Its index.
  public let point: Int
  public let mean: Double
  /// Of the mean; nil with fewer than two runs a point.
  public let interval: Interval?
  /// Other points whose difference from it could be chance: the interval of the paired differences holds 0. By index.
  public let withinNoise: [Int]
  /// Whether there was no good point, so that it is the best of the others.
  public let isOfBadPoints: Bool

  /// Nil where no point has a value.
  init?(_ objective: Objective, among eligible: Set<Int>, _ points: [SweepPoint]) {
    let candidates = points.indices.filter { eligible.contains($0) }.compactMap { index in
      points[index].mean(of: objective.metric).map { (index, $0) }
    }
    guard var best = candidates.first else { return nil }
    for candidate in candidates.dropFirst() where objective.direction.isBetter(candidate.1, than: best.1) { best = candidate }
    self.objective = objective
    point = best.0
    mean = best.1
    let values = points[best.0].values(of: objective.metric)
    interval = Sample(values).interval()
    withinNoise = candidates.map(\.0).filter { index in
      if index == best.0 { return false }
      let difference = PairedDifference(a: values, b: points[index].values(of: objective.metric))
      // One run alone cannot tell; equal values are a draw all the same.
      return difference.interval().map { $0.contains(0) } ?? (difference.mean == 0)
    }
    isOfBadPoints = points[best.0].state != .good
  }

  /// The points that may be the best: the good ones, or where there are none all that are whole.
  static func eligible(_ points: [SweepPoint]) -> Set<Int> {
    let good = points.indices.filter { points[$0].state == .good }
    return Set(good.isEmpty ? points.indices.filter { points[$0].isWhole } : good)
  }
}

/// Where a sweep is safe: points that are good whatever the seed.
public struct RobustRegion: Hashable, Sendable {
  /// The share of its runs in which a point has to be good.
  public static let share = 0.95

  public struct Member: Hashable, Sendable {
    /// Its index.
    public let point: Int
    public let good: Proportion
  }

  /// Every whole point.
  public let members: [Member]

  init(_ points: [SweepPoint], replications: Int) {
    members = points.indices.filter { points[$0].isWhole }.map {
      Member(point: $0, good: Proportion(hits: points[$0].goodRuns, trials: points[$0].runs.count))
    }
  }

  /// Those that are good often enough.
  public var inside: [Member] { members.filter { $0.good.share >= RobustRegion.share } }
}

/// How one metric goes with the parameters.
public struct SweepResponse: Sendable {
  public let metric: Metric
  /// What the curves are seen against: the scenario as it is, where it was run, else the mean over all points. Nil without a point.
  public let base: Double?
  /// Whether the base is a run of the scenario as it is.
  public let baseIsScenario: Bool
  /// The widest first; without the parameters of which there are no two values.
  public let curves: [ResponseCurve]
  /// One for each pair of parameters, of a grid of several.
  public let heatMaps: [HeatMap]
  /// One for each parameter, of a Morris design.
  public let effects: [MorrisEffect]
  /// One for each parameter, of a Saltelli design; empty where the metric does not vary.
  public let indices: [SobolIndex]

  init(_ metric: Metric, _ design: Design, _ points: [SweepPoint], seed: UInt64) {
    self.metric = metric
    // A run ends where an invariant breaks, so its figures are those of a part.
    let values = points.map { $0.state == .broken ? [] : $0.values(of: metric) }
    let means = values.map { $0.isEmpty ? nil : Sample($0).mean }
    let found = means.compactMap { $0 }
    baseIsScenario = design.kind == .oneAtATime
    base = baseIsScenario ? means.first.flatMap { $0 } : found.isEmpty ? nil : Sample(found).mean
    let count = design.parameters.count
    let curves = (0..<count).compactMap { ResponseCurve(of: $0, in: design, values: values) }
    self.curves = curves.enumerated().sorted { ($1.element.width, $0.offset) < ($0.element.width, $1.offset) }.map(\.element)
    heatMaps = (0..<count).flatMap { row in
      ((row + 1)..<max(row + 1, count)).compactMap { HeatMap(row: row, column: $0, in: design, values: means) }
    }
    var (effects, indices): ([MorrisEffect], [SobolIndex]) = ([], [])
    switch design.kind {
    case .morris:
      let shares = points.map { $0.values.map { $0?.share ?? 0 } }
      effects = MorrisEffect.all(shares: shares, values: means, dimensions: count, seed: seed)
    case .saltelli: indices = SobolIndex.all(values: means, dimensions: count, seed: seed)
    default: break
    }
    (self.effects, self.indices) = (effects, indices)
  }
}

extension ResponseCurve {
  /// From its lowest to its highest step.
  public var width: Double { (steps.map(\.mean).max() ?? 0) - (steps.map(\.mean).min() ?? 0) }
}
