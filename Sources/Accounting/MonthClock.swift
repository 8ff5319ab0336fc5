/// Tells in which month an instant lies, quickly where it is mostly the month of the instant before.
///
/// Owner after owner lives through the same months, so those that were found once are kept: 128 stretches of twelve days, which is
/// four years, each with the month that was looked for in it last.
public struct MonthClock: BitwiseCopyable, Sendable {
  /// A month, half-open, with its `CivilDate.monthIndex`.
  public struct Month: BitwiseCopyable, Sendable {
    public var start = Instant.never
    public var end = Instant.never
    public var index = 0

    public init() {}

    @inlinable @inline(__always)
    public func contains(_ now: Instant) -> Bool { start <= now && now < end }
  }

  /// The month that was asked for last.
  public internal(set) var month = Month()
  private var found = InlineArray<128, Month>(repeating: Month())

  public init() {}

  /// The `CivilDate.monthIndex` of `now`, UTC. - Complexity: O(1), two compares within the month of the call before.
  @inlinable @inline(__always)
  public mutating func index(of now: Instant) -> Int {
    if !month.contains(now) { find(now) }
    return month.index
  }

  @inline(never) @usableFromInline
  mutating func find(_ now: Instant) {
    let stretch = Int(now.milliseconds >> 30 & 127)
    if !found[stretch].contains(now) {
      let date = now.date
      found[stretch].start = CivilDate(year: date.year, month: date.month, day: 1).midnight
      found[stretch].end = found[stretch].start.addingMonths(1)
      found[stretch].index = date.monthIndex
    }
    month = found[stretch]
  }
}
