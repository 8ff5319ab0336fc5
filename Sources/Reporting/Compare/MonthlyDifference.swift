import Accounting
import Statistics

/// The net of B less that of A, added up month by month: minor units, means over the replications.
public struct MonthlyDifference: Sendable {
  public struct Month: Sendable {
    /// The first day, UTC.
    public let month: CivilDate
    /// Of the month alone.
    public let difference: Double
    /// From the start to the month's end.
    public let cumulative: Double
    /// Of the cumulative difference at this month alone, not of the whole curve; nil with one replication.
    public let band: Interval?
  }

  public let months: [Month]

  /// - Parameter a: the monthly statements of each replication.
  init(a: [[MonthlyStatement]], b: [[MonthlyStatement]], confidence: Double) {
    let count = zip(a, b).map { min($0.count, $1.count) }.min() ?? 0
    var (sumsA, sumsB) = ([Double](repeating: 0, count: a.count), [Double](repeating: 0, count: a.count))
    var months: [Month] = []
    for month in 0..<count {
      for index in a.indices {
        sumsA[index] += Double(a[index][month].net)
        sumsB[index] += Double(b[index][month].net)
      }
      // Both sides in whole units, as in the table of figures, so that the last month ends where that does.
      let cumulative = Sample(sumsB).mean.rounded() - Sample(sumsA).mean.rounded()
      months.append(
        Month(
          month: a[0][month].month ?? CivilDate(year: 1970, month: 1, day: 1),
          difference: cumulative - (months.last?.cumulative ?? 0), cumulative: cumulative,
          band: PairedDifference(a: sumsA, b: sumsB).interval(confidence: confidence)))
    }
    self.months = months
  }

  /// From when on the cumulative difference stays on the side that it ends on.
  public enum Turn: Hashable, Sendable {
    /// Never anything but zero.
    case none
    /// On one side from the start.
    case always(isGain: Bool)
    /// On the side that it ends on from this month on.
    case since(CivilDate, isGain: Bool)
  }

  public var turn: Turn {
    guard let last = months.last, months.contains(where: { $0.cumulative != 0 }) else { return .none }
    if last.cumulative == 0 { return .none }
    let isGain = last.cumulative > 0
    let before = months.lastIndex { isGain ? $0.cumulative <= 0 : $0.cumulative >= 0 }
    return before.map { .since(months[$0 + 1].month, isGain: isGain) } ?? .always(isGain: isGain)
  }

  /// The turn as a sentence.
  public var turnText: String {
    switch turn {
    case .none: "The cumulative difference ends where it began."
    case .always(true): "B is ahead from the first month on."
    case .always(false): "B is behind from the first month on and does not break even within the run."
    case .since(let month, true): "B is ahead from \(NumberText.month(month)) on."
    case .since(let month, false): "B is behind from \(NumberText.month(month)) on and does not break even within the run."
    }
  }
}
