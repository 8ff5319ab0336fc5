import CSampling

/// A quantile of a sample, with an interval that assumes nothing about the distribution.
public struct SampleQuantile: Hashable, Sendable {
  /// In (0, 1): 0.05 for P5.
  public let p: Double
  /// Interpolated between two order statistics, median-unbiased (type 8 of Hyndman and Fan, 1996).
  public let value: Double
  /// Two order statistics that enclose the true quantile with at least the confidence.
  public let interval: Interval
}

extension Sample {
  /// The quantile `p`; nil where so few values cannot tell it with this confidence: at 95 %, P10 and P90 need 29 values, P5
  /// and P95 59, P1 and P99 299.
  ///
  /// - Complexity: O(n log n).
  public func quantile(_ p: Double, confidence: Double = 0.95) -> SampleQuantile? {
    quantiles([p], confidence: confidence)[0]
  }

  /// Several quantiles, each for itself, from one sorting.
  public func quantiles(_ shares: [Double], confidence: Double = 0.95) -> [SampleQuantile?] {
    let sorted = values.sorted()
    return shares.map { p in
      guard let (low, high) = Sample.ranks(of: p, count: sorted.count, confidence: confidence) else { return nil }
      let interval = Interval(low: sorted[low - 1], high: sorted[high - 1], confidence: confidence)
      return SampleQuantile(p: p, value: Sample.interpolated(sorted, p), interval: interval)
    }
  }

  /// The fewest values that tell the quantile `p` with this confidence: the first n with pⁿ + (1 - p)ⁿ <= 1 - confidence.
  public static func fewestValues(forQuantile p: Double, confidence: Double = 0.95) -> Int {
    guard p > 0, p < 1 else { return .max }
    var count = 0
    var (below, above) = (1.0, 1.0)
    repeat {
      count += 1
      below *= p
      above *= 1 - p
    } while below + above > 1 - confidence
    return count
  }

  /// The value below which a share `p` of the sorted values lies.
  private static func interpolated(_ sorted: [Double], _ p: Double) -> Double {
    let position = p * (Double(sorted.count) + 1.0 / 3) + 1.0 / 3
    if position <= 1 { return sorted[0] }
    if position >= Double(sorted.count) { return sorted[sorted.count - 1] }
    let rank = Int(position)
    let rest = position - Double(rank)
    return sorted[rank - 1] + rest * (sorted[rank] - sorted[rank - 1])
  }

  /// The ranks l < u, from 1, that are nearest each other with P(X₍l₎ <= quantile < X₍u₎) = Σ C(n,i) pⁱ (1-p)ⁿ⁻ⁱ over
  /// l <= i < u of at least the confidence; of several such pairs the one that errs equally often on both sides.
  private static func ranks(of p: Double, count: Int, confidence: Double) -> (low: Int, high: Int)? {
    guard count >= 2, p > 0, p < 1, count >= fewestValues(forQuantile: p, confidence: confidence) else { return nil }
    // P(at most i of the values lie below).
    let atMost = (0..<count).map { csampling_lower(csampling_binomial, Double($0), Double(count), p) }
    var best: (low: Int, high: Int, unevenness: Double)?
    var high = 2
    for low in 1..<count {
      high = max(high, low + 1)
      while high < count, atMost[high - 1] - atMost[low - 1] < confidence { high += 1 }
      if atMost[high - 1] - atMost[low - 1] < confidence { break }
      let unevenness = (atMost[low - 1] - (1 - atMost[high - 1])).magnitude
      if let best, (high - low, unevenness) >= (best.high - best.low, best.unevenness) { continue }
      best = (low, high, unevenness)
    }
    return best.map { ($0.low, $0.high) }
  }
}
