import Accounting

/// How many commands fell into each second and each minute of simulated time: what a real system must be sized for.
///
/// Minutes are counted by kind, hours add up minutes; seconds are counted for all kinds together, because a year has 31.5
/// million of them. Kept per thread and merged by adding, so the peaks are those of all owners together.
public struct ArrivalPeaks: ~Copyable, Sendable {
  /// The busiest second, minute or hour of a kind.
  public struct Peak: Sendable, Equatable {
    public var count: Int
    /// When it began.
    public var at: Instant
  }

  @usableFromInline let start: Instant
  let minutes: Int
  let kinds: Int
  let countsSeconds: Bool
  var perMinute: Column<UInt32>
  /// A full byte, 255, goes on in `beyond`.
  var perSecond: Column<UInt8>
  /// What came in a second after its byte was full; such seconds are rare, a byte for the others saves memory.
  private var beyond: [Int: Int] = [:]
  /// Commands not yet counted, as second and kind in one word. The tables are larger than any cache; counting many commands in
  /// one go lets the processor wait for many of them at once.
  @usableFromInline var waiting: Column<UInt64>

  @inlinable static var mostWaiting: Int { 4_096 }

  /// Room for `start..<end` and `kinds` kinds; with `seconds` a byte for each second as well.
  public init(start: Instant, end: Instant, kinds: Int, seconds: Bool) {
    self.start = start
    self.kinds = kinds
    minutes = end > start ? Int(end.since(start) / Duration_ms.minute) + 1 : 0
    countsSeconds = seconds
    perMinute = Column()
    perMinute.fill(0, count: minutes * kinds)
    perSecond = Column()
    perSecond.fill(0, count: seconds ? minutes * 60 : 0)
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
    for index in waiting.indices {
      let second = Int(waiting[index] >> 8)
      let minute = second / 60
      guard minute < minutes else { continue }
      perMinute[minute * kinds + Int(waiting[index] & 0xFF)] += 1
      if countsSeconds {
        if perSecond[second] < 255 { perSecond[second] += 1 } else { countBeyond(second) }
      }
    }
    waiting.removeAll()
  }

  @inline(never)
  private mutating func countBeyond(_ second: Int) { beyond[second, default: 0] += 1 }

  /// Adds the counts of other owners over the same time. - Complexity: O(seconds + minutes x kinds).
  public mutating func merge(_ other: borrowing ArrivalPeaks) {
    precondition(
      start == other.start && minutes == other.minutes && kinds == other.kinds && countsSeconds == other.countsSeconds,
      "Only counts of the same kinds over the same time add up.")
    precondition(other.waiting.isEmpty, "Counts are flushed before they are merged.")
    for index in perMinute.indices { perMinute[index] += other.perMinute[index] }
    for index in perSecond.indices {
      let sum = Int(perSecond[index]) + Int(other.perSecond[index])
      perSecond[index] = UInt8(min(255, sum))
      if sum > 255 { beyond[index, default: 0] += sum - 255 }
    }
    for (second, count) in other.beyond { beyond[second, default: 0] += count }
  }

  /// The busiest minute of `kind`, or of all kinds together; nil when nothing happened.
  public func busiestMinute(_ kind: Int?) -> Peak? { busiest(minutesEach: 1)[kind ?? kinds] }

  /// The busiest hour, counted from the start of the run; nil when nothing happened.
  public func busiestHour(_ kind: Int?) -> Peak? { busiest(minutesEach: 60)[kind ?? kinds] }

  /// The busiest second over all kinds; nil when seconds were not counted or nothing happened.
  public func busiestSecond() -> Peak? {
    let fullest = perSecond.withElements { seconds in seconds.reduce(UInt8(0)) { max($0, $1) } }
    if fullest == 0 { return nil }
    if fullest < 255 {
      let second = perSecond.withElements { $0.firstIndex(of: fullest) } ?? 0
      return Peak(count: Int(fullest), at: start.advanced(by: Int64(second) * Duration_ms.second))
    }
    var best = Peak(count: 0, at: start)
    for second in perSecond.indices where perSecond[second] == 255 {
      let count = 255 + beyond[second, default: 0]
      if count > best.count { best = Peak(count: count, at: start.advanced(by: Int64(second) * Duration_ms.second)) }
    }
    return best
  }

  /// The busiest stretch of `width` minutes, counted from the start of the run, for each kind and, last, for all together.
  /// - Complexity: O(minutes x kinds), one pass for all kinds.
  public func busiest(minutesEach width: Int) -> [Peak?] {
    var sums = [Int](repeating: 0, count: kinds + 1)
    var best = [Int](repeating: 0, count: kinds + 1)
    var at = [Int](repeating: 0, count: kinds + 1)
    perMinute.withElements { counts in
      var minute = 0
      while minute < minutes {
        let row = minute &* kinds
        for kind in 0..<kinds where counts[row &+ kind] > 0 {
          sums[kind] &+= Int(counts[row &+ kind])
          sums[kinds] &+= Int(counts[row &+ kind])
        }
        minute &+= 1
        guard minute % width == 0 || minute == minutes, sums[kinds] > 0 else { continue }
        for kind in 0...kinds {
          if sums[kind] > best[kind] {
            best[kind] = sums[kind]
            at[kind] = (minute &- 1) / width * width
          }
          sums[kind] = 0
        }
      }
    }
    return (0...kinds).map { kind in
      best[kind] == 0 ? nil : Peak(count: best[kind], at: start.advanced(by: Int64(at[kind]) * Duration_ms.minute))
    }
  }
}
