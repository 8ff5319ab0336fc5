/// Numbers that were measured independently of each other, such as one figure of several runs, with what describes them.
///
/// Moments are taken in two passes around the first value, so that equal values have exactly no variance.
public struct Sample: Hashable, Sendable {
  /// In the order of measuring.
  public let values: [Double]
  /// 0 without values.
  public let mean: Double
  /// The unbiased estimate, divided by n - 1; 0 with fewer than two values.
  public let variance: Double
  /// Adjusted for the size of the sample (G1 of Joanes and Gill, 1998); 0 with fewer than three values or without variance.
  public let skewness: Double

  /// - Complexity: O(values).
  public init(_ values: [Double]) {
    self.values = values
    guard let first = values.first else {
      (mean, variance, skewness) = (0, 0, 0)
      return
    }
    let count = Double(values.count)
    let mean = first + values.reduce(0) { $0 + ($1 - first) } / count
    var squares = 0.0
    var cubes = 0.0
    for value in values {
      let distance = value - mean
      squares += distance * distance
      cubes += distance * distance * distance
    }
    self.mean = mean
    variance = values.count < 2 ? 0 : squares / (count - 1)
    if values.count < 3 || squares == 0 {
      skewness = 0
    } else {
      let deviation = (squares / count).squareRoot()
      let plain = (cubes / count) / (deviation * deviation * deviation)
      skewness = plain * (count * (count - 1)).squareRoot() / (count - 2)
    }
  }

  public var count: Int { values.count }
  public var standardDeviation: Double { variance.squareRoot() }
  /// The standard deviation of the mean; 0 without values.
  public var standardError: Double { values.isEmpty ? 0 : (variance / Double(count)).squareRoot() }
  /// 0 without values. - Complexity: O(values).
  public var minimum: Double { values.min() ?? 0 }
  /// 0 without values. - Complexity: O(values).
  public var maximum: Double { values.max() ?? 0 }

  /// Where the true mean lies with this confidence, by Student's t: mean ± t s/√n. Nil with fewer than two values.
  public func interval(confidence: Double = 0.95) -> Interval? {
    guard count >= 2 else { return nil }
    let half = Quantile.studentT(p: (1 + confidence) / 2, df: Double(count - 1)) * standardError
    return Interval(mean: mean, halfWidth: half, confidence: confidence)
  }

  /// How many values it takes until the interval of the mean can be trusted in spite of the skewness, by Cochran's rule of
  /// thumb n > 25 G1² (Sampling Techniques, 1977, section 2.15).
  public var trustworthyCount: Double { 25 * skewness * skewness }

  /// Whether there are as many values as the skewness asks for.
  public var isIntervalTrustworthy: Bool { Double(count) >= trustworthyCount }
}
