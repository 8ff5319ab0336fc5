import Accounting

/// How many commands fell into each second and each minute of simulated time: what a real system must be sized for.
///
/// Minutes are counted by kind, hours add up minutes; seconds are counted for all kinds together, because a year has 31.5
/// million of them. All threads of a run count into the same tables, a few thousand commands at a time: what they add commutes,
/// so the peaks are those of all owners together, and there is one set of tables whatever the number of threads.
public struct ArrivalPeaks: ~Copyable, Sendable {
  /// The busiest second, minute or hour of a kind.
  public struct Peak: Sendable, Equatable {
    public var count: Int
    /// When it began.
    public var at: Instant
  }

  @usableFromInline let start: Instant
  /// Where it is counted for good.
  public let tables: PeakTables
  /// Commands not yet counted, as second and kind in one word. The tables are larger than any cache; counting many commands in
  /// one go lets the processor wait for many of them at once.
  @usableFromInline var waiting: Column<UInt64>

  @inlinable static var mostWaiting: Int { 4_096 }

  /// Room for `start..<end` and `kinds` kinds; with `seconds` a byte for each second as well.
  public init(start: Instant, end: Instant, kinds: Int, seconds: Bool) {
    self.init(into: PeakTables(start: start, end: end, kinds: kinds, seconds: seconds))
  }

  /// Counts into tables that others may count into at the same time.
  public init(into tables: PeakTables) {
    start = tables.start
    self.tables = tables
    waiting = Column(minimumCapacity: ArrivalPeaks.mostWaiting)
  }

  /// Counts one command of `kind` at `now`, for good once `flush` was called. - Complexity: O(1), two scattered writes.
  @inlinable @inline(__always)
  public mutating func count(_ kind: Int, at now: Instant) {
    let second = UInt64(truncatingIfNeeded: now.since(start)) / 1_000
    waiting.append(second << 8 | UInt64(kind))
    if waiting.count == ArrivalPeaks.mostWaiting { flush() }
  }

  /// Counts what is waiting. The peaks and `merge` see only what was flushed.
  public mutating func flush() {
    tables.count(waiting)
    waiting.removeAll()
  }

  /// Adds the counts of other owners over the same time; such as went into the same tables are there. - Complexity: O(cells).
  public mutating func merge(_ other: borrowing ArrivalPeaks) {
    precondition(other.waiting.isEmpty, "Counts are flushed before they are merged.")
    if tables !== other.tables { tables.merge(other.tables) }
  }

  /// The busiest minute of `kind`, or of all kinds together; nil when nothing happened.
  public func busiestMinute(_ kind: Int?) -> Peak? { busiest(minutesEach: 1)[kind ?? tables.kinds] }

  /// The busiest hour, counted from the start of the run; nil when nothing happened.
  public func busiestHour(_ kind: Int?) -> Peak? { busiest(minutesEach: 60)[kind ?? tables.kinds] }

  /// The busiest second over all kinds; nil when seconds were not counted or nothing happened.
  public func busiestSecond() -> Peak? { tables.busiestSecond() }

  /// Commands of all kinds in each hour of the clock (UTC), from the one in which the run begins; empty when nothing was counted.
  /// - Complexity: O(minutes x kinds).
  public func perHour() -> [Int] { tables.perHour() }

  /// The busiest stretch of `width` minutes, counted from the start of the run, for each kind and, last, for all together.
  /// - Complexity: O(minutes x kinds), one pass for all kinds.
  public func busiest(minutesEach width: Int) -> [Peak?] { tables.busiest(minutesEach: width) }
}
