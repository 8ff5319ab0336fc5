/// The difference B - A of two things that were measured under the same conditions, pair by pair.
public struct PairedDifference: Hashable, Sendable {
  public let a: Sample
  public let b: Sample
  /// B - A of each pair.
  public let differences: Sample
  /// Of the pairs, -1 to 1; nil where one of the two does not vary.
  public let correlation: Double?

  /// - Precondition: as many values of A as of B, in the order of the pairs.
  /// - Complexity: O(pairs).
  public init(a: [Double], b: [Double]) {
    precondition(a.count == b.count, "Pairs have two sides.")
    self.a = Sample(a)
    self.b = Sample(b)
    differences = Sample(zip(a, b).map { $1 - $0 })
    let scale = (self.a.variance * self.b.variance).squareRoot()
    guard scale > 0 else {
      correlation = nil
      return
    }
    let meanA = self.a.mean
    let meanB = self.b.mean
    let covariance = zip(a, b).reduce(0) { $0 + ($1.0 - meanA) * ($1.1 - meanB) } / Double(a.count - 1)
    correlation = min(1, max(-1, covariance / scale))
  }

  public var count: Int { differences.count }
  public var mean: Double { differences.mean }

  /// Of the mean difference, by Student's t over the pairs; nil with fewer than two.
  public func interval(confidence: Double = 0.95) -> Interval? { differences.interval(confidence: confidence) }

  /// How many times larger the variance of the difference would be with independent runs: (var A + var B) / var D. Nil where the
  /// differences are all the same, so that pairing left no variance at all, and with fewer than two pairs.
  public var varianceReduction: Double? {
    differences.variance > 0 ? (a.variance + b.variance) / differences.variance : nil
  }

  /// The smallest true difference that so many pairs would have told from 0 with a chance of `power`: (t₁₋α/₂ + t_power) s/√n.
  /// Nil with fewer than two pairs.
  public func smallestDetectable(confidence: Double = 0.95, power: Double = 0.9) -> Double? {
    guard count >= 2 else { return nil }
    let df = Double(count - 1)
    let reach = Quantile.studentT(p: (1 + confidence) / 2, df: df) + Quantile.studentT(p: power, df: df)
    return reach * differences.standardError
  }
}

/// The difference B - A of two independent samples, whose variances may differ (Welch, 1947).
public struct IndependentDifference: Hashable, Sendable {
  public let mean: Double
  public let standardError: Double
  /// By Welch and Satterthwaite; infinite where neither sample varies.
  public let degreesOfFreedom: Double

  /// Nil where one of the samples has fewer than two values.
  public init?(a: Sample, b: Sample) {
    guard a.count >= 2, b.count >= 2 else { return nil }
    mean = b.mean - a.mean
    let shareA = a.variance / Double(a.count)
    let shareB = b.variance / Double(b.count)
    let sum = shareA + shareB
    standardError = sum.squareRoot()
    let spread = shareA * shareA / Double(a.count - 1) + shareB * shareB / Double(b.count - 1)
    degreesOfFreedom = spread > 0 ? sum * sum / spread : .infinity
  }

  public func interval(confidence: Double = 0.95) -> Interval {
    let half = standardError == 0 ? 0 : Quantile.studentT(p: (1 + confidence) / 2, df: degreesOfFreedom) * standardError
    return Interval(mean: mean, halfWidth: half, confidence: confidence)
  }
}
