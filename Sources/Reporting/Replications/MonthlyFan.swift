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

/// The figures by month that have a fan; raw values are the names in the JSON.
public enum FanFigure: String, CaseIterable, Hashable, Sendable {
  case cashIn, revenue, net, closingLiability, breakage, closingDebts, badDebt

  /// As a heading.
  public var title: String {
    switch self {
    case .cashIn: MonthlyFigure.cashIn.title
    case .revenue: MonthlyFigure.revenue.title
    case .net: MonthlyFigure.net.title
    case .closingLiability: MonthlyFigure.closingLiability.title
    case .breakage: MonthlyFigure.breakage.title
    case .closingDebts: "debts at the end"
    case .badDebt: MonthlyFigure.badDebt.title
    }
  }

  /// In minor units.
  func value(in statement: MonthlyStatement) -> Int64 {
    switch self {
    case .cashIn: statement.cashIn
    case .revenue: statement.revenue
    case .net: statement.net
    case .closingLiability: statement.closingLiability
    case .breakage: statement.breakage
    case .closingDebts: statement.closingDebts
    case .badDebt: statement.badDebt
    }
  }
}

/// A figure by month, over all runs, in minor units.
public struct MonthlyFan: Hashable, Sendable {
  public let figure: FanFigure
  public let months: [FanMonth]

  /// The fan of the figure at `index` of `FanFigure.allCases`; nil where it is zero in every month of every run.
  ///
  /// - Parameter runs: of the same months; of draws of parameters, one of each, so that they are independent.
  init?(_ index: Int, runs: [ReplicatedRun], months: [CivilDate], confidence: Double) {
    figure = FanFigure.allCases[index]
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
