/// How often values came, in buckets that grow with the value: quantiles to within 0.8 % whatever the range, in little room.
///
/// Whole numbers below 128 have a bucket each; from there on every doubling has 64. All of it is integers. A run counts into a
/// ``LogTable``, and threads merge that.
public struct LogHistogram: Equatable, Sendable {
  private static let perDoubling = 64
  /// Enough for any value.
  static let buckets = 59 * perDoubling
  /// As long as the largest value needs.
  private var counts: [Int64] = []
  /// How many values.
  public private(set) var count: Int64 = 0
  /// Exactly; 0 without any value.
  public private(set) var largest: Int64 = 0

  public init() {}

  /// Values that were counted elsewhere: as many buckets as the largest value needs.
  init(counts: [Int64], largest: Int64) {
    self.counts = counts
    self.largest = largest
    count = counts.reduce(0, +)
  }

  /// Counts a value; one below zero counts as zero. - Complexity: O(1), but for growing.
  public mutating func add(_ value: Int64, times: Int64 = 1) {
    let bucket = LogHistogram.bucket(of: value)
    if bucket >= counts.count { counts += Array(repeating: 0, count: bucket + 1 - counts.count) }
    counts[bucket] += times
    count += times
    if value > largest { largest = value }
  }

  /// The value that `part` of `whole` of the values do not exceed, the rank rounded up; nil without values.
  ///
  /// It is the middle of its bucket, at most 1/128 of itself away from the true one; of the last value it is exact.
  /// - Complexity: O(buckets).
  public func quantile(_ part: Int64, of whole: Int64) -> Int64? {
    if count == 0 { return nil }
    let rank = Int64((Int128(count) * Int128(part) + Int128(whole) - 1) / Int128(whole))
    if rank >= count { return largest }
    var seen: Int64 = 0
    for (bucket, times) in counts.enumerated() {
      seen += times
      if seen >= max(1, rank) { return min(largest, LogHistogram.middle(of: bucket)) }
    }
    return largest
  }

  @inline(__always)
  static func bucket(of value: Int64) -> Int {
    let value = UInt64(max(0, value))
    let shift = max(0, 57 - value.leadingZeroBitCount)
    return shift * perDoubling + Int(value >> UInt64(shift))
  }

  static func middle(of bucket: Int) -> Int64 {
    if bucket < 2 * perDoubling { return Int64(bucket) }
    let shift = Int64(bucket / perDoubling - 1)
    let low = Int64(bucket % perDoubling + perDoubling) << shift
    return low + (1 << shift - 1) / 2
  }
}
