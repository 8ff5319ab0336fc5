/// A range that holds the true value with a stated confidence.
public struct Interval: Hashable, Sendable {
  public let low: Double
  public let high: Double
  /// In (0, 1), such as 0.95.
  public let confidence: Double

  public init(low: Double, high: Double, confidence: Double) {
    self.low = low
    self.high = high
    self.confidence = confidence
  }

  /// One that reaches equally far to both sides.
  public init(mean: Double, halfWidth: Double, confidence: Double) {
    self.init(low: mean - halfWidth, high: mean + halfWidth, confidence: confidence)
  }

  public var middle: Double { low + (high - low) / 2 }
  public var halfWidth: Double { (high - low) / 2 }
  public func contains(_ value: Double) -> Bool { low <= value && value <= high }
  /// The half-width as a share of `mean`'s size; nil where that is 0 and the half-width is not.
  public func relativeHalfWidth(of mean: Double) -> Double? {
    if halfWidth == 0 { return 0 }
    return mean == 0 ? nil : halfWidth / mean.magnitude
  }
}

/// Several intervals that are to hold all at once.
public enum Bonferroni {
  /// The confidence that each of `count` intervals needs, so that all hold with `confidence` together.
  public static func confidence(each count: Int, of confidence: Double) -> Double {
    1 - (1 - confidence) / Double(max(1, count))
  }
}
