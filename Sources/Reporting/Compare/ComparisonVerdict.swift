/// What a measured difference B - A means, in words.
public enum ComparisonVerdict: String, CaseIterable, Sendable {
  /// Every pair is equal, to the last minor unit.
  case noChange
  /// The interval leaves out zero, in the platform's favour or against it.
  case better, worse
  /// The interval leaves out zero, and neither direction is good or bad by itself.
  case higher, lower
  /// The interval holds zero and lies within the band that counts as noise.
  case withinNoise
  /// The interval holds zero and reaches further than that: too few runs to tell.
  case inconclusive

  /// - Parameters:
  ///   - isEqual: whether every pair is equal.
  ///   - interval: of the difference; nil where there are too few pairs for one.
  ///   - noise: the size of a difference that counts as none, in the metric's unit.
  init(isEqual: Bool, interval: (low: Double, high: Double)?, noise: Double, polarity: Metric.Polarity) {
    guard !isEqual, let interval else {
      self = isEqual ? .noChange : .inconclusive
      return
    }
    if interval.low > 0 || interval.high < 0 {
      let isUp = interval.low > 0
      switch polarity {
      case .higherIsBetter: self = isUp ? .better : .worse
      case .lowerIsBetter: self = isUp ? .worse : .better
      case .neutral: self = isUp ? .higher : .lower
      }
    } else {
      self = max(interval.low.magnitude, interval.high.magnitude) <= noise ? .withinNoise : .inconclusive
    }
  }

  /// Seen from the platform; such as "better for the platform".
  public var text: String {
    switch self {
    case .noChange: "no change"
    case .better: "better for the platform"
    case .worse: "worse for the platform"
    case .higher: "higher"
    case .lower: "lower"
    case .withinNoise: "within noise"
    case .inconclusive: "inconclusive"
    }
  }

  /// The same where a heading says for whom.
  var short: String {
    switch self {
    case .better: "better"
    case .worse: "worse"
    default: text
    }
  }

  /// Whether there is a difference that the runs tell from none.
  public var isSignificant: Bool {
    switch self {
    case .better, .worse, .higher, .lower: true
    case .noChange, .withinNoise, .inconclusive: false
    }
  }
}
