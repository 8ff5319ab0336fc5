import Accounting
import Synchronization

/// The counters behind `ArrivalPeaks`, which the threads of a run share.
///
/// A kind has counters once it has occurred: most of the kinds never do, and a year has half a million minutes.
public final class PeakTables: Sendable {
  public let start: Instant
  let kinds: Int
  private let cells: Mutex<Cells>

  /// Room for `start..<end` and `kinds` kinds; with `seconds` a byte for each second as well.
  public init(start: Instant, end: Instant, kinds: Int, seconds: Bool) {
    self.start = start
    self.kinds = kinds
    let minutes = end > start ? Int(end.since(start) / Duration_ms.minute) + 1 : 0
    cells = Mutex(Cells(minutes: minutes, kinds: kinds, countsSeconds: seconds))
  }

  /// Counts commands, as second and kind in one word. - Complexity: O(commands), two scattered writes each.
  func count(_ waiting: borrowing Column<UInt64>) {
    cells.withLock { cells in
      for index in waiting.indices { cells.count(second: Int(waiting[index] >> 8), kind: Int(waiting[index] & 0xFF)) }
    }
  }

  func merge(_ other: PeakTables) {
    precondition(start == other.start && kinds == other.kinds, "Only counts of the same kinds over the same time add up.")
    cells.withLock { mine in
      other.cells.withLock { mine.add($0) }
    }
  }

  func busiestSecond() -> ArrivalPeaks.Peak? { cells.withLock { $0.busiestSecond(from: start) } }

  func perHour() -> [Int] {
    // Hours of the clock, so that they can be told by their names.
    let skipped = Int(start.timeOfDay_ms / Duration_ms.minute % 60)
    return cells.withLock { $0.perHour(skipping: skipped) }
  }

  func busiest(minutesEach width: Int) -> [ArrivalPeaks.Peak?] {
    cells.withLock { $0.busiest(minutesEach: width, from: start) }
  }
}

private struct Cells: ~Copyable {
  let minutes: Int
  let kinds: Int
  let countsSeconds: Bool
  /// Where the counters of a kind begin, in `minutes`; -1 before it occurred.
  private var places: [Int]
  /// A full counter, 65,535, goes on in `beyondMinutes`.
  private var perMinute = Column<UInt16>()
  /// A full byte, 255, goes on in `beyondSeconds`.
  private var perSecond = Column<UInt8>()
  /// What came after a counter was full; such minutes and seconds are rare, narrow counters for the others save memory.
  private var beyondMinutes: [Int: Int] = [:]
  private var beyondSeconds: [Int: Int] = [:]

  init(minutes: Int, kinds: Int, countsSeconds: Bool) {
    self.minutes = minutes
    self.kinds = kinds
    self.countsSeconds = countsSeconds
    places = Array(repeating: -1, count: kinds)
    if countsSeconds { perSecond.fill(0, count: minutes * 60) }
  }

  @inline(__always)
  mutating func count(second: Int, kind: Int) {
    let minute = second / 60
    guard minute < minutes else { return }
    if places[kind] < 0 { makeRoom(kind) }
    let index = places[kind] + minute
    if perMinute[index] < .max { perMinute[index] += 1 } else { beyondMinutes[index, default: 0] += 1 }
    if countsSeconds {
      if perSecond[second] < .max { perSecond[second] += 1 } else { beyondSeconds[second, default: 0] += 1 }
    }
  }

  @inline(never)
  private mutating func makeRoom(_ kind: Int) {
    places[kind] = perMinute.count
    perMinute.extend(by: minutes, repeating: 0)
  }

  mutating func add(_ other: borrowing Cells) {
    precondition(minutes == other.minutes && countsSeconds == other.countsSeconds, "Only counts over the same time add up.")
    for kind in 0..<kinds where other.places[kind] >= 0 {
      if places[kind] < 0 { makeRoom(kind) }
      for minute in 0..<minutes {
        let sum = Int(perMinute[places[kind] + minute]) + other.count(ofMinute: minute, kind)
        perMinute[places[kind] + minute] = UInt16(min(65_535, sum))
        if sum > 65_535 { beyondMinutes[places[kind] + minute, default: 0] += sum - 65_535 }
      }
    }
    for index in perSecond.indices {
      let sum = Int(perSecond[index]) + Int(other.perSecond[index])
      perSecond[index] = UInt8(min(255, sum))
      if sum > 255 { beyondSeconds[index, default: 0] += sum - 255 }
    }
    for (second, count) in other.beyondSeconds { beyondSeconds[second, default: 0] += count }
  }

  /// What was counted in a minute. - Precondition: the kind has occurred.
  @inline(__always)
  private func count(ofMinute minute: Int, _ kind: Int) -> Int {
    let index = places[kind] + minute
    let count = Int(perMinute[index])
    return count < 65_535 ? count : count + (beyondMinutes[index] ?? 0)
  }

  func busiestSecond(from start: Instant) -> ArrivalPeaks.Peak? {
    func peak(_ count: Int, _ second: Int) -> ArrivalPeaks.Peak {
      ArrivalPeaks.Peak(count: count, at: start.advanced(by: Int64(second) * Duration_ms.second))
    }
    let fullest = perSecond.withElements { seconds in seconds.reduce(UInt8(0)) { max($0, $1) } }
    if fullest == 0 { return nil }
    if fullest < 255 { return peak(Int(fullest), perSecond.withElements { $0.firstIndex(of: fullest) } ?? 0) }
    var best = peak(0, 0)
    for second in perSecond.indices where perSecond[second] == 255 {
      let count = 255 + beyondSeconds[second, default: 0]
      if count > best.count { best = peak(count, second) }
    }
    return best
  }

  func perHour(skipping skipped: Int) -> [Int] {
    var hours = [Int](repeating: 0, count: minutes == 0 ? 0 : (minutes - 1 + skipped) / 60 + 1)
    for kind in 0..<kinds where places[kind] >= 0 {
      for minute in 0..<minutes { hours[(minute + skipped) / 60] += count(ofMinute: minute, kind) }
    }
    return hours
  }

  func busiest(minutesEach width: Int, from start: Instant) -> [ArrivalPeaks.Peak?] {
    let seen = (0..<kinds).filter { places[$0] >= 0 }
    var sums = [Int](repeating: 0, count: kinds + 1)
    var best = [Int](repeating: 0, count: kinds + 1)
    var at = [Int](repeating: 0, count: kinds + 1)
    var minute = 0
    while minute < minutes {
      for kind in seen {
        let count = count(ofMinute: minute, kind)
        sums[kind] &+= count
        sums[kinds] &+= count
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
    return (0...kinds).map { kind in
      if best[kind] == 0 { return nil }
      return ArrivalPeaks.Peak(count: best[kind], at: start.advanced(by: Int64(at[kind]) * Duration_ms.minute))
    }
  }
}
