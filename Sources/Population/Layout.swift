import Accounting
import Sampling

/// Which owner numbers belong to which segment. Numbers are dealt segment by segment, so an owner added at the end changes
/// nobody else.
public struct Layout: Sendable {
  /// First owner number of each segment, then the number of all owners.
  public let firstNumbers: [Int]

  public var owners: Int { firstNumbers[firstNumbers.count - 1] }

  /// Counts the owners of each segment; a Poisson stream's number is drawn here, once per run.
  public init(segments: [Segment], start: Instant, end: Instant, seed: UInt64, replication: UInt32) {
    var first = [0]
    for (index, segment) in segments.enumerated() {
      var count = segment.owners
      if case .poisson(let perDay, let growth) = segment.joins {
        let days = Double(end.since(start)) / Double(Duration_ms.day)
        let mean = Layout.expectedArrivals(perDay: perDay, growthPerYear: growth, days: days)
        // No owner has the highest number, so this stream is nobody's.
        let stream = Stream(seed: seed, replication: replication, owner: .max)
        count = Int(stream.poisson(mean: mean, Purpose.ownerCount, UInt32(index)))
      }
      first.append(first[index] + count)
    }
    firstNumbers = first
  }

  /// Expected arrivals of a stream that grows exponentially.
  public static func expectedArrivals(perDay: Double, growthPerYear: Double, days: Double) -> Double {
    let rate = rateOfGrowth(growthPerYear)
    return rate == 0 ? perDay * days : perDay * (exponential(rate * days) - 1) / rate
  }

  /// Growth a day as an exponent.
  static func rateOfGrowth(_ growthPerYear: Double) -> Double {
    growthPerYear == 0 ? 0 : logarithm(1 + growthPerYear) / 365.25
  }

  /// The segment of an owner number. - Complexity: O(segments).
  public func segment(of number: Int) -> Int {
    var segment = 0
    while firstNumbers[segment + 1] <= number { segment += 1 }
    return segment
  }
}
