import Accounting

/// How monthly recurring revenue (MRR) came to be what it is: changes by segment and calendar month, in minor units a month, and how many
/// subscriptions changed. Merged by adding.
public struct RecurringSums: ~Copyable, Sendable {
  /// What a change of a subscriber's price a month is.
  public enum Change: Int, CaseIterable, Sendable {
    /// The first subscription that is paid for.
    case new
    /// Paying more than before, by a dearer plan or a higher price.
    case expansion
    /// Paying less, but something.
    case contraction
    /// Paying nothing any more.
    case churned
    /// Paying again after paying nothing.
    case reactivated

    /// From one price a month to another; nil where nothing changes.
    public init?(from before: Int64, to after: Int64, paidBefore: Bool) {
      if before == after { return nil }
      if after == 0 {
        self = .churned
      } else if before == 0 {
        self = paidBefore ? .reactivated : .new
      } else {
        self = after > before ? .expansion : .contraction
      }
    }
  }

  let segments: Int
  let months: Int
  private var amounts: Tally
  private var counts: Tally
  /// What the books hold at the end, counted apart from the changes: amounts and subscriptions.
  private var closing: Tally

  /// A table of nothing.
  init(segments: Int, months: Int) {
    self.segments = segments
    self.months = months
    amounts = Tally(rows: segments * months, columns: Change.allCases.count)
    counts = Tally(rows: segments * months, columns: Change.allCases.count)
    closing = Tally(rows: segments, columns: 2)
  }

  /// Counts one change by `amount`, which is below zero where less is paid.
  public mutating func add(_ amount: Int64, _ change: Change, segment: Int, month: Int) {
    let row = segment * months + min(max(0, month), months - 1)
    amounts.add(amount, row: row, column: change.rawValue)
    counts.add(row: row, column: change.rawValue)
  }

  /// Counts a subscription that is paid for at the end.
  public mutating func close(_ amount: Int64, segment: Int) {
    closing.add(amount, row: segment, column: 0)
    closing.add(row: segment, column: 1)
  }

  public func amount(_ change: Change, segment: Int, month: Int) -> Int64 { amounts[segment * months + month, change.rawValue] }
  /// How many changes.
  public func count(_ change: Change, segment: Int, month: Int) -> Int64 { counts[segment * months + month, change.rawValue] }
  /// What the books hold at the end.
  public func closingAmount(segment: Int) -> Int64 { closing[segment, 0] }
  public func closingCount(segment: Int) -> Int64 { closing[segment, 1] }

  mutating func multiply(segment: Int, by factor: Int64) {
    for month in 0..<months { amounts.multiply(row: segment * months + month, by: factor) }
    closing.multiply(row: segment, column: 0, by: factor)
  }

  mutating func merge(_ other: borrowing RecurringSums) {
    amounts.merge(other.amounts)
    counts.merge(other.counts)
    closing.merge(other.closing)
  }
}
