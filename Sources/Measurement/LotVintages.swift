import Accounting

/// What became of lots of credits, by catalog, origin and the month in which they were granted. Merged by adding.
///
/// Transfers know whether credits were paid for, not where they came from; lots do.
public struct LotVintages: ~Copyable, Sendable {
  /// Where the units of a lot are: all together are what was granted.
  public enum Place: Int, CaseIterable, Sendable {
    case spent, expired, refunded, held, spendable
  }

  public let months: Int
  public let catalogs: Int
  private let origins = LotOrigin.allCases.count
  private let firstMonth: Int
  private var amounts: Tally
  private var counts: Tally
  private var clock = MonthClock()

  /// A table of nothing.
  init(firstMonth: Int, months: Int, catalogs: Int) {
    self.firstMonth = firstMonth
    self.months = months
    self.catalogs = catalogs
    let rows = catalogs * LotOrigin.allCases.count * months
    amounts = Tally(rows: rows, columns: Place.allCases.count)
    counts = Tally(rows: rows)
  }

  /// Counts a lot of which nothing moves any more, in the run's minor units or in those of its catalog.
  public mutating func add(_ lot: Lot, catalog: Int) {
    let month = min(max(0, clock.index(of: lot.grantedAt) - firstMonth), months - 1)
    let row = row(catalog, lot.origin, month)
    counts.add(row: row)
    amounts.add(lot.used, row: row, column: Place.spent.rawValue)
    // Most lots are spent whole.
    if lot.expired | lot.refunded | lot.voided | lot.held | lot.remaining == 0 { return }
    amounts.add(lot.expired, row: row, column: Place.expired.rawValue)
    amounts.add(lot.refunded + lot.voided, row: row, column: Place.refunded.rawValue)
    amounts.add(lot.held, row: row, column: Place.held.rawValue)
    amounts.add(lot.remaining, row: row, column: Place.spendable.rawValue)
  }

  public func amount(_ place: Place, _ origin: LotOrigin, catalog: Int, month: Int) -> Int64 {
    amounts[row(catalog, origin, month), place.rawValue]
  }

  /// How many lots.
  public func count(_ origin: LotOrigin, catalog: Int, month: Int) -> Int64 { counts[row(catalog, origin, month)] }

  private func row(_ catalog: Int, _ origin: LotOrigin, _ month: Int) -> Int {
    (catalog * origins + Int(origin.rawValue)) * months + month
  }

  mutating func multiply(catalog: Int, by factor: Int64) {
    for origin in LotOrigin.allCases {
      for month in 0..<months { amounts.multiply(row: row(catalog, origin, month), by: factor) }
    }
  }

  mutating func merge(_ other: borrowing LotVintages) {
    amounts.merge(other.amounts)
    counts.merge(other.counts)
  }
}
