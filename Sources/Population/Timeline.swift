import Accounting
import Sampling

/// How busy a segment is, hour by hour over the whole run: its hour-of-week profile, its trend, and the surges.
///
/// Gaps are drawn in busy hours and laid onto the clock through this table, so that a profile or a surge moves events
/// without changing any draw. Intensity is 1 on average without trend and surge.
public struct Timeline: ~Copyable, Sendable {
  let start: Instant
  let hours: Int
  /// The same intensity at every hour: the table need not be searched.
  let isFlat: Bool
  /// Busy hours from the start of the run to the start of each hour; one entry more than hours.
  var cumulative: Column<Double>

  /// A window in which everything happens `factor` times as often.
  public struct Surge: Sendable {
    public var from: Instant
    public var to: Instant
    public var factor: Double

    public init(from: Instant, to: Instant, factor: Double) {
      self.from = from
      self.to = to
      self.factor = factor
    }
  }

  /// The table for `start..<end`. - Complexity: O(hours * surges).
  public init(start: Instant, end: Instant, profile: HourProfile, trendPerYear: Double, surges: [Surge]) {
    self.start = start
    hours = Int((end.since(start) + Duration_ms.hour - 1) / Duration_ms.hour)
    isFlat = profile == .flat && trendPerYear == 0 && surges.isEmpty
    cumulative = Column(minimumCapacity: hours + 1)
    cumulative.append(0)
    var sum = 0.0
    for hour in 0..<hours {
      let at = start.advanced(by: Int64(hour) * Duration_ms.hour)
      // 1970-01-01 was a Thursday; the profile's week begins on Monday.
      let hoursSinceEpoch = at.milliseconds / Duration_ms.hour
      let hourOfWeek = Int(((hoursSinceEpoch + 72) % 168 + 168) % 168)
      let growth = 1 + trendPerYear * Double(hour) / 8_766
      sum += max(0, profile.weights[hourOfWeek] * growth * Timeline.factor(in: at, surges))
      cumulative.append(sum)
    }
  }

  /// The mean factor of an hour: surges that begin within it count for their part.
  private static func factor(in hour: Instant, _ surges: [Surge]) -> Double {
    let end = hour.advanced(by: Duration_ms.hour)
    var factor = 1.0
    for surge in surges where surge.from < end && hour < surge.to {
      let overlap = Double(min(end, surge.to).since(max(hour, surge.from))) / Double(Duration_ms.hour)
      factor *= 1 + (surge.factor - 1) * overlap
    }
    return factor
  }

  /// What the hot path reads; valid as long as the timeline lives.
  var view: TimelineView {
    TimelineView(
      start: start, length_ms: Int64(hours) * Duration_ms.hour, hours: hours, isFlat: isFlat,
      cumulative: cumulative.withElements { $0.baseAddress! })
  }
}

/// A timeline by its address: reading it counts no references, which threads would share.
struct TimelineView: BitwiseCopyable {
  let start: Instant
  let length_ms: Int64
  let hours: Int
  let isFlat: Bool
  /// One entry more than hours. Every index below is an hour of the run, or the one after the last.
  let cumulative: UnsafePointer<Double>

  /// Milliseconds from start to end where all hours are alike; 0 where they are not.
  var flatLength_ms: Double { isFlat ? Double(length_ms) : 0 }

  /// The instant at which `busyHours` busy hours have passed since `now`, or nil when that is beyond the run.
  /// - Complexity: O(log of the hours between).
  @inline(__always)
  func instant(after now: Instant, busyHours: Double) -> Instant? {
    let elapsed_ms = now.since(start)
    guard elapsed_ms >= 0, elapsed_ms < length_ms, busyHours.isFinite else { return nil }
    if isFlat {
      let wait = max(0, busyHours) * Double(Duration_ms.hour)
      return wait < Double(length_ms) ? now.advanced(by: wholePart(of: wait)) : nil
    }
    return TimelineView.search(start, hours, cumulative, now, elapsed_ms, busyHours)
  }

  // Not a method, for which the whole view would be copied.
  @inline(never)
  private static func search(
    _ start: Instant, _ hours: Int, _ cumulative: UnsafePointer<Double>, _ now: Instant, _ elapsed_ms: Int64, _ busyHours: Double
  ) -> Instant? {
    let hour = Int(elapsed_ms / Duration_ms.hour)
    let fraction = Double(elapsed_ms - Int64(hour) * Duration_ms.hour) / Double(Duration_ms.hour)
    let target = cumulative[hour] + (cumulative[hour + 1] - cumulative[hour]) * fraction + max(0, busyHours)
    guard target < cumulative[hours] else { return nil }
    let found = lastHour(hours, cumulative, notAfter: target, from: hour)
    let width = cumulative[found + 1] - cumulative[found]
    let part = (target - cumulative[found]) / width
    let offset_ms = wholePart(of: part * Double(Duration_ms.hour))
    let at = start.advanced(by: Int64(found) * Duration_ms.hour + min(offset_ms, Duration_ms.hour - 1))
    return max(at, now)
  }

  /// Busy hours from one instant of the run to a later one; what lies beyond the end counts as nothing. - Complexity: O(1).
  func busyHours(from: Instant, to: Instant) -> Double { max(0, position(to) - position(from)) }

  /// Busy hours since the start of the run.
  private func position(_ at: Instant) -> Double {
    let elapsed_ms = max(0, at.since(start))
    let hour = Int(elapsed_ms / Duration_ms.hour)
    if hour >= hours { return cumulative[hours] }
    if isFlat { return Double(elapsed_ms) / Double(Duration_ms.hour) }
    let fraction = Double(elapsed_ms - Int64(hour) * Duration_ms.hour) / Double(Duration_ms.hour)
    return cumulative[hour] + (cumulative[hour + 1] - cumulative[hour]) * fraction
  }

  /// The last hour whose start is at or before `target` busy hours: strides that double, then halves.
  private static func lastHour(
    _ hours: Int, _ cumulative: UnsafePointer<Double>, notAfter target: Double, from hour: Int
  ) -> Int {
    var low = hour
    var stride = 1
    while low + stride <= hours, cumulative[low + stride] <= target {
      low += stride
      stride *= 2
    }
    var high = min(hours, low + stride)
    while high - low > 1 {
      let middle = (low + high) / 2
      if cumulative[middle] <= target { low = middle } else { high = middle }
    }
    return low
  }
}
