import Accounting

/// One partition of the metering pipeline: a queue and one server, first come first served.
///
/// Times are nanoseconds since the run's start, because a partition may meter thousands of uses a second; a run of a hundred
/// years has 3.2 * 10^18 of them. During a stall the server does nothing; what it was at goes on afterwards.
struct MeteringQueue: ~Copyable {
  /// What became of one arrival.
  struct Visit: BitwiseCopyable {
    /// From the arrival to the beginning of its service.
    var wait_ns: Int64
    /// Uses not metered yet, this one counted.
    var backlog: Int64
  }

  /// When the server is done with all that has come.
  private(set) var freeAt_ns: Int64 = 0
  /// Ends of service of what is not metered yet, a ring: `count` of them from `head` on.
  private var ends: Column<Int64>
  private var head = 0
  private var count = 0
  /// Disjoint, in the order of time.
  private let stalls: [(from: Int64, to: Int64)]
  /// The first stall that is not over by the last beginning of a service.
  private var nextStall = 0

  static let nanoseconds: Int64 = 1_000_000
  /// Beyond any run; a server that is busy for longer is busy until then.
  private static let latest_ns: Int64 = 8_000_000_000_000_000_000

  init(stalls windows: [(from: Instant, to: Instant)], start: Instant) {
    var merged: [(from: Int64, to: Int64)] = []
    for window in windows.sorted(by: { $0.from < $1.from }) {
      let from = MeteringQueue.time_ns(window.from, since: start)
      let to = MeteringQueue.time_ns(window.to, since: start)
      if let last = merged.last, from <= last.to {
        merged[merged.count - 1].to = max(last.to, to)
      } else if from < to {
        merged.append((from, to))
      }
    }
    stalls = merged
    ends = Column()
    ends.fill(0, count: 64)
  }

  /// Nobody waits and nothing was ever metered.
  mutating func open() {
    freeAt_ns = 0
    head = 0
    count = 0
    nextStall = 0
  }

  /// Nanoseconds from `start` to `instant`, zero before it.
  static func time_ns(_ instant: Instant, since start: Instant) -> Int64 {
    min(max(instant.since(start), 0), latest_ns / nanoseconds) * nanoseconds
  }

  /// Queues one use. - Complexity: O(1) amortised.
  /// - Precondition: arrivals come in the order of time.
  mutating func arrive(at now_ns: Int64, service_ns: Int64) -> Visit {
    while count > 0, ends[head] <= now_ns { forgetFirst() }
    let begins = outsideStall(max(now_ns, freeAt_ns))
    freeAt_ns = end(from: begins, service_ns: service_ns)
    append(freeAt_ns)
    return Visit(wait_ns: begins - now_ns, backlog: Int64(count))
  }

  /// How long from `now` until all that has come by now is metered, in milliseconds, rounded up.
  func catchesUpIn_ms(at now_ns: Int64) -> Int64 {
    let left = max(0, freeAt_ns - now_ns)
    return (left + MeteringQueue.nanoseconds - 1) / MeteringQueue.nanoseconds
  }

  /// The first moment from `time` on at which the server works.
  private mutating func outsideStall(_ time: Int64) -> Int64 {
    // Beginnings of service never run back, so a stall that is over stays over.
    while nextStall < stalls.count, stalls[nextStall].to <= time { nextStall += 1 }
    guard nextStall < stalls.count, stalls[nextStall].from <= time else { return time }
    return stalls[nextStall].to
  }

  /// When a service that begins at `begins` is done; stalls on the way put it off.
  private func end(from begins: Int64, service_ns: Int64) -> Int64 {
    var end = min(begins, MeteringQueue.latest_ns) + service_ns
    var stall = nextStall
    while stall < stalls.count, stalls[stall].from < end {
      if stalls[stall].from >= begins { end += stalls[stall].to - stalls[stall].from }
      stall += 1
    }
    return min(end, MeteringQueue.latest_ns)
  }

  private mutating func forgetFirst() {
    head = (head + 1) & (ends.count - 1)
    count -= 1
  }

  private mutating func append(_ end: Int64) {
    if count == ends.count { grow() }
    ends[(head + count) & (ends.count - 1)] = end
    count += 1
  }

  private mutating func grow() {
    var larger = Column<Int64>()
    larger.fill(0, count: ends.count * 2)
    for index in 0..<count { larger[index] = ends[(head + index) & (ends.count - 1)] }
    ends = larger
    head = 0
  }
}
