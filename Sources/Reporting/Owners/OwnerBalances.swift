import Accounting
import Measurement

/// What owners could spend when a month, or the run, ended: spendable credits of those who had joined and not left, in minor units.
///
/// The quantiles come from a histogram and are at most 0.8 % of themselves away from the true ones; the largest is exact.
public struct OwnerBalances: Hashable, Sendable {
  /// The first day of the month, UTC.
  public let month: CivilDate
  public let owners: Int64
  /// What 5, 25, 50, 75 and 95 % of the owners do not exceed; nil without owners.
  public let p5: Int64?
  public let p25: Int64?
  public let p50: Int64?
  public let p75: Int64?
  public let p95: Int64?
  public let largest: Int64

  init(month: CivilDate, _ levels: LogHistogram) {
    self.month = month
    owners = levels.count
    p5 = levels.quantile(5, of: 100)
    p25 = levels.quantile(25, of: 100)
    p50 = levels.quantile(50, of: 100)
    p75 = levels.quantile(75, of: 100)
    p95 = levels.quantile(95, of: 100)
    largest = levels.largest
  }

  func json(asset: String) -> JSONValue {
    .object([
      ("month", .text(NumberText.month(month))), ("asset", .text(asset)), ("owners", .integer(owners)), ("p5", .optional(p5)),
      ("p25", .optional(p25)), ("p50", .optional(p50)), ("p75", .optional(p75)), ("p95", .optional(p95)),
      ("largest", .integer(largest)),
    ])
  }
}

extension Scorecard {
  borrowing func ownerBalances() -> [OwnerBalances] {
    (0..<flows.months).map { OwnerBalances(month: flows.firstDay(ofMonth: $0), balancesAtMonthsEnd[$0]) }
  }
}

extension Definition {
  static let ownerBalances =
    [
      Definition("ownerBalances[].month", "month, UTC", "The calendar month; the last one ends with the run."),
      Definition("ownerBalances[].asset", "currency", "The asset of the amounts."),
      Definition("ownerBalances[].owners", "owners", "Had joined by its end, and not left."),
    ]
    + [5, 25, 50, 75, 95].map {
      Definition(
        "ownerBalances[].p\($0)", "minor units or null",
        "What \($0) % of them could spend at most then, to within 0.8 %; null without owners.")
    } + [Definition("ownerBalances[].largest", "minor units", "The most that one of them could spend, exactly.")]
}
