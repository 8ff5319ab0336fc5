import Accounting

/// What moved, by segment, cohort, calendar month, transfer code and class of credits, in minor units: the table that every figure of
/// money is added up from. Merged by adding.
///
/// One owner belongs to one cohort for life, so the cohort costs nothing at a transfer: `choose` moves the row once an owner.
public struct CohortFlows: ~Copyable, Sendable {
  public let shape: CohortShape
  @usableFromInline var amounts: Column<Int64>
  /// Runs of one month need no calendar.
  @usableFromInline var clock = MonthClock()
  /// Where the row of the chosen cohort and the clock's month begins.
  @usableFromInline var row = 0
  /// Where the rows of the chosen cohort begin.
  @usableFromInline var base = 0

  /// A table of nothing.
  public init(_ shape: CohortShape) {
    self.shape = shape
    amounts = Column()
    amounts.fill(0, count: shape.rows * MonthlyFlows.width)
  }

  /// What moves from now on is that of owners whose rows begin with `firstRow`. - Complexity: O(1).
  @inlinable @inline(__always)
  public mutating func choose(firstRow: Int) {
    let base = firstRow &* MonthlyFlows.width
    row = row &- self.base &+ base
    self.base = base
  }

  /// Adds one transfer at `now`. What moves outside the run counts towards the nearest month. - Complexity: O(1).
  @inlinable @inline(__always)
  public mutating func add(_ transfer: Transfer, at now: Instant) {
    if !clock.month.contains(now) { turn(to: now) }
    amounts[row &+ Int(transfer.code.rawValue) &* 2 &+ Int(transfer.creditClass.rawValue)] += transfer.amount
  }

  @inline(never) @usableFromInline
  mutating func turn(to now: Instant) {
    row = base + min(max(0, clock.index(of: now) - shape.firstMonth), shape.months - 1) * MonthlyFlows.width
  }

  /// What moved in `month` (0 is the first of the run) among the owners of one cohort.
  public func amount(_ code: TransferCode, _ creditClass: CreditClass, segment: Int, cohort: Int, month: Int) -> Int64 {
    let cell = (shape.firstRow(segment: segment, cohort: cohort) + month) * MonthlyFlows.width
    return amounts[cell + Int(code.rawValue) * 2 + Int(creditClass.rawValue)]
  }

  /// Multiplies the money of a segment, and adds what moved in it to `sums`, which are laid out as those of `MonthlyFlows`.
  mutating func settle(segment: Int, factor: Int64, addingTo sums: (Int, Int64) -> Void) {
    let cells = shape.cohorts * shape.months * MonthlyFlows.width
    let perMonths = shape.months * MonthlyFlows.width
    let isMoney = CohortFlows.isMoney
    for cell in segment * cells..<(segment + 1) * cells where amounts[cell] != 0 {
      if isMoney[cell % MonthlyFlows.width / 2] { amounts[cell] *= factor }
      sums(cell % perMonths, amounts[cell])
    }
  }

  /// By the number of a code, with room for more codes than there are.
  private static var isMoney: [Bool] {
    var result = [Bool](repeating: true, count: MonthlyFlows.width / 2)
    for code in TransferCode.allCases { result[Int(code.rawValue)] = code.asset == .money }
    return result
  }

  /// Adds the flows of other owners. - Complexity: O(cells).
  public mutating func merge(_ other: borrowing CohortFlows) {
    precondition(shape == other.shape, "Only tables of one shape add up.")
    for cell in amounts.indices { amounts[cell] += other.amounts[cell] }
  }
}
