import Accounting
import Measurement

/// How monthly recurring revenue (MRR) came through one calendar month: minor units a month, and subscriptions.
public struct RecurringMonth: Hashable, Sendable {
  /// The first day of the month, UTC.
  public let month: CivilDate
  public let opening: Int64
  public let openingSubscriptions: Int64
  /// By `RecurringSums.Change`, above zero or below it as they change the sum.
  public let amounts: [Int64]
  /// How many subscriptions changed so.
  public let counts: [Int64]

  public var closing: Int64 { amounts.reduce(opening, +) }
  public var closingSubscriptions: Int64 {
    openingSubscriptions + counts[RecurringSums.Change.new.rawValue] + counts[RecurringSums.Change.reactivated.rawValue]
      - counts[RecurringSums.Change.churned.rawValue]
  }

  public subscript(change: RecurringSums.Change) -> Int64 { amounts[change.rawValue] }
}

/// The MRR bridge: opening + new + expansion - contraction - churned + reactivated = closing, month by month.
public struct RecurringBridge: Hashable, Sendable {
  public let months: [RecurringMonth]
  /// What the books hold when the run ends, counted apart from the changes.
  public let closing: Int64
  public let closingSubscriptions: Int64

  /// Over the given segments; nil where nobody ever paid for a plan.
  static func make(_ card: borrowing Scorecard, segments: Range<Int>) -> RecurringBridge? {
    var months: [RecurringMonth] = []
    var (opening, subscriptions): (Int64, Int64) = (0, 0)
    for month in 0..<card.flows.months {
      var amounts: [Int64] = []
      var counts: [Int64] = []
      for change in RecurringSums.Change.allCases {
        var (amount, count): (Int64, Int64) = (0, 0)
        for segment in segments {
          amount += card.recurring.amount(change, segment: segment, month: month)
          count += card.recurring.count(change, segment: segment, month: month)
        }
        amounts.append(amount)
        counts.append(count)
      }
      let line = RecurringMonth(
        month: card.flows.firstDay(ofMonth: month), opening: opening, openingSubscriptions: subscriptions, amounts: amounts,
        counts: counts)
      months.append(line)
      (opening, subscriptions) = (line.closing, line.closingSubscriptions)
    }
    var (closing, closingSubscriptions): (Int64, Int64) = (0, 0)
    for segment in segments {
      closing += card.recurring.closingAmount(segment: segment)
      closingSubscriptions += card.recurring.closingCount(segment: segment)
    }
    if closing == 0, months.allSatisfy({ $0.counts.allSatisfy { $0 == 0 } }) { return nil }
    return RecurringBridge(months: months, closing: closing, closingSubscriptions: closingSubscriptions)
  }
}

extension RecurringSums.Change {
  /// The key of the JSON.
  public var key: String { String(describing: self) }

  /// What it counts, in one sentence.
  public var meaning: String {
    switch self {
    case .new: "First subscriptions that are paid for; a trial counts when it is over."
    case .expansion: "More paid than before, by dearer plans or higher prices."
    case .contraction: "Less paid than before, below zero."
    case .churned: "Subscriptions that ended, below zero; one that is cancelled counts until its period is over."
    case .reactivated: "Subscriptions of owners who came back."
    }
  }
}
