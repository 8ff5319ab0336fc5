import Accounting
import Foundation
import Population
import Sampling

/// How long an owner of a segment is there on average: from joining until it leaves or the run ends, whichever comes first.
/// A mean of stays alone says too much, because the longest are cut off.
struct Presence {
  /// Milliseconds of presence of those who join.
  let mean_ms: Double
  /// Share of the owners who join before the end.
  let joins: Double

  private static let steps = 256

  /// - Complexity: O(1): a few hundred looks at the law of stays.
  init(_ segment: Segment, horizon_ms: Double) {
    guard horizon_ms > 0 else {
      mean_ms = 0
      joins = 1
      return
    }
    // Presence of somebody who has `step / steps` of the horizon before him: the integral of the share that is still there.
    let width = horizon_ms / Double(Presence.steps)
    var present = [0.0]
    for step in 0..<Presence.steps {
      let left = segment.stays_ms.map { $0.cumulative((Double(step) + 0.5) * width) } ?? 0
      present.append(present[step] + width * (left.isFinite ? min(max(1 - left, 0), 1) : 1))
    }
    switch segment.joins {
    case .atStart:
      mean_ms = present[Presence.steps]
      joins = 1
    case .spread(let over_ms):
      let over = max(0, Double(over_ms))
      joins = over > horizon_ms ? horizon_ms / over : 1
      mean_ms = Presence.average(present, joiningUntil: min(over / horizon_ms, 1), exponent: 0)
    case .poisson(_, let growthPerYear):
      joins = 1
      // Of a stream that grows, more join late.
      let years = horizon_ms / (365.25 * Double(Duration_ms.day))
      let exponent = growthPerYear > -1 ? log(1 + growthPerYear) * years : 0
      mean_ms = Presence.average(present, joiningUntil: 1, exponent: exponent)
    }
  }

  /// Over joining times from 0 to `limit` of the horizon, whose density is exp(exponent x time).
  private static func average(_ present: [Double], joiningUntil limit: Double, exponent: Double) -> Double {
    var sum = 0.0
    var weights = 0.0
    for step in 0..<steps {
      let at = limit * (Double(step) + 0.5) / Double(steps)
      let weight = exp(exponent * (at - 0.5))
      let rest = (1 - at) * Double(steps)
      let below = min(Int(rest), steps - 1)
      sum += weight * (present[below] + (present[below + 1] - present[below]) * (rest - Double(below)))
      weights += weight
    }
    return weights > 0 && sum.isFinite ? sum / weights : present[steps]
  }
}
