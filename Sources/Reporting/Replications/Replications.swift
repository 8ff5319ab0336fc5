import Accounting
import Statistics

/// A parameter that was drawn anew for each group of runs.
public struct DrawnParameter: Hashable, Sendable {
  /// The path of keys.
  public var key: String
  /// The distribution, as it is written.
  public var says: String
  /// What was drawn, as it would stand in the scenario, by draw.
  public var values: [String]

  public init(key: String, says: String, values: [String]) {
    self.key = key
    self.says = says
    self.values = values
  }
}

/// How many runs came to a verdict.
public struct VerdictCount: Hashable, Sendable {
  public let outcome: Verdict.Outcome
  public let runs: Int
}

/// What several independent runs of a scenario say together. It is part of the report of one of them.
public struct Replications: Hashable, Sendable {
  /// Of every interval.
  public static let confidence = 0.95

  /// The number of the first run; the others follow.
  public let first: Int
  public let runs: Int
  /// How many draws of the uncertain parameters there were; 0 where none are uncertain.
  public let draws: Int
  public let parameters: [DrawnParameter]
  public let unit: MoneyUnit
  /// nil where the number of runs was given.
  public let goal: PrecisionGoal?
  /// How many runs came to each verdict.
  public let verdicts: [VerdictCount]
  /// Metrics that are of interest in every run, and those that are not zero in all of them.
  public let metrics: [MetricSummary]
  public let fans: [MonthlyFan]
  /// What judges the whole series, and the thresholds over all runs.
  let judgement: SeriesJudgement

  /// - Parameters:
  ///   - runs: in the order of their numbers, at least one, all of the same scenario but for uncertain parameters.
  ///   - months: of the run, the first day of each.
  ///   - stop: the signal that ended the series early.
  /// - Complexity: O(runs log runs) for each metric and for each month of each fan.
  public init(
    _ runs: [ReplicatedRun], months: [CivilDate], unit: MoneyUnit, goal: PrecisionGoal? = nil, parameters: [DrawnParameter] = [],
    stop: Verdict.Stop? = nil
  ) {
    precondition(!runs.isEmpty, "A series has a run.")
    let confidence = Replications.confidence
    first = runs[0].replication
    self.runs = runs.count
    self.unit = unit
    self.goal = goal
    self.parameters = parameters
    verdicts = [Verdict.Outcome.pass, .fail, .inconclusive].map { outcome in
      VerdictCount(outcome: outcome, runs: runs.count { $0.outcome == outcome })
    }
    metrics = Metric.allCases.enumerated().compactMap { index, metric in
      let measured = runs.filter { $0.metrics[index] != nil }
      let values = measured.compactMap { $0.metrics[index] }
      if values.isEmpty || (!metric.isAlwaysShown && values.allSatisfy { $0 == 0 }) { return nil }
      return MetricSummary(metric, values: values, draws: measured.compactMap(\.draw), confidence: confidence)
    }
    // One run of each draw: they are independent, and together they are what a run may come to for all that is known.
    var seen: Set<Int> = []
    let independent = runs.filter { run in run.draw.map { seen.insert($0).inserted } ?? true }
    draws = seen.count
    fans = FanFigure.allCases.indices.compactMap {
      MonthlyFan($0, runs: independent, months: months, confidence: confidence)
    }
    judgement = SeriesJudgement(runs, metrics, goal, stop)
  }

  /// What the runs say about a metric; nil for one that is zero in all of them.
  public subscript(metric: Metric) -> MetricSummary? { metrics.first { $0.metric == metric } }

  /// How many independent values the figures rest on.
  public var independentRuns: Int { draws > 0 ? draws : runs }
}
