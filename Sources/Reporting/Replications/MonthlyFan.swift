import Accounting
import Statistics

/// How far the runs lie apart in one month. Each month's quantiles are for themselves: a run that is low in one month need not be
/// low in the next, so the edge of a fan is no run.
public struct FanMonth: Hashable, Sendable {
  /// The first day of the month, UTC.
  public let month: CivilDate
  public let mean: Double
  public let minimum: Double
  public let maximum: Double
  /// By `MetricSummary.shares`; nil where so few runs cannot tell it.
  public let quantiles: [Double?]
}

/// A figure of the income statement by month, over all runs, in minor units.
public struct MonthlyFan: Hashable, Sendable {
  public let figure: MonthlyFigure
  public let months: [FanMonth]

  /// The figures that have one.
  public static let figures: [MonthlyFigure] = [.cashIn, .revenue, .net, .closingLiability, .breakage, .badDebt]

  /// The fan of the figure at `index` of `figures`; nil where it is zero in every month of every run.
  ///
  /// - Parameter runs: of the same months; of draws of parameters, one of each, so that they are independent.
  init?(_ index: Int, runs: [ReplicatedRun], months: [CivilDate], confidence: Double) {
    figure = MonthlyFan.figures[index]
    let isIdle = runs.allSatisfy { run in run.monthly[index].allSatisfy { $0 == 0 } }
    if isIdle { return nil }
    self.months = months.indices.map { month in
      let sample = Sample(runs.map { $0.monthly[index][month] })
      let quantiles = sample.quantiles(MetricSummary.shares, confidence: confidence).map { $0?.value }
      return FanMonth(
        month: months[month], mean: sample.mean, minimum: sample.minimum, maximum: sample.maximum, quantiles: quantiles)
    }
  }
}
