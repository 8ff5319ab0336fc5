import Accounting

/// What moved in each calendar month (UTC), by transfer code and class of credits, in minor units: the source of every
/// figure of money in a report. Merged by adding.
public struct MonthlyFlows: ~Copyable, Sendable {
  /// Months since year 0 of the first row.
  public let firstMonth: Int
  public let months: Int
  @usableFromInline var amounts: Column<Int64>
  /// Runs of one month need no calendar.
  @usableFromInline var clock = MonthClock()
  /// Where the row of the clock's month begins.
  @usableFromInline var row = 0

  /// Rows for every month that `start..<end` touches: a year from 1 January has twelve, although it ends in a thirteenth.
  /// What moves outside them counts towards the nearest row.
  public init(start: Instant, end: Instant) {
    firstMonth = start.date.monthIndex
    let last = max(start, end.advanced(by: -1))
    months = last.date.monthIndex - firstMonth + 1
    amounts = Column()
    amounts.fill(0, count: months * MonthlyFlows.width)
  }

  /// Rows of nothing for the given months.
  init(firstMonth: Int, months: Int) {
    self.firstMonth = firstMonth
    self.months = months
    amounts = Column()
    amounts.fill(0, count: months * MonthlyFlows.width)
  }

  /// Room for the codes, twice; a literal, because a count is worked out anew at every transfer.
  @inlinable static var width: Int { 128 }

  /// Adds one transfer at `now`. - Complexity: O(1).
  @inlinable @inline(__always)
  public mutating func add(_ transfer: Transfer, at now: Instant) {
    if !clock.month.contains(now) { turn(to: now) }
    amounts[row &+ Int(transfer.code.rawValue) &* 2 &+ Int(transfer.creditClass.rawValue)] += transfer.amount
  }

  @inline(never) @usableFromInline
  mutating func turn(to now: Instant) {
    row = min(max(0, clock.index(of: now) - firstMonth), months - 1) * MonthlyFlows.width
  }

  /// What moved in row `month` (0 is the first) under `code`, in minor units; of one class, or of both.
  public func amount(_ code: TransferCode, _ creditClass: CreditClass? = nil, month: Int) -> Int64 {
    let column = month * MonthlyFlows.width + Int(code.rawValue) * 2
    switch creditClass {
    case .paid: return amounts[column]
    case .promotional: return amounts[column + 1]
    case nil: return amounts[column] + amounts[column + 1]
    }
  }

  /// What moved over the whole run.
  public func total(_ code: TransferCode, _ creditClass: CreditClass? = nil) -> Int64 {
    (0..<months).reduce(0) { $0 + amount(code, creditClass, month: $1) }
  }

  /// The first day of row `month`, UTC.
  public func firstDay(ofMonth month: Int) -> CivilDate {
    let index = firstMonth + month
    let year = index >= 0 ? index / 12 : (index - 11) / 12
    return CivilDate(year: year, month: index - year * 12 + 1, day: 1)
  }

  /// Adds the flows of other owners over the same months. - Complexity: O(cells).
  public mutating func merge(_ other: borrowing MonthlyFlows) {
    precondition(firstMonth == other.firstMonth && months == other.months, "Only flows over the same months add up.")
    for index in amounts.indices { amounts[index] += other.amounts[index] }
  }
}
