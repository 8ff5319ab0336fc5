/// Why a distribution was refused.
public struct DistributionError: Error, Sendable, CustomStringConvertible {
  /// The kind, as it is written: "gamma", "negative binomial".
  public let distribution: String
  /// The parameter at fault: "shape", "cv".
  public let parameter: String
  /// What it was.
  public let value: Double
  /// What it may be: "a finite number above 0".
  public let allowed: String

  public init(distribution: String, parameter: String, value: Double, allowed: String) {
    self.distribution = distribution
    self.parameter = parameter
    self.value = value
    self.allowed = allowed
  }

  /// One sentence: "gamma: the shape must be a finite number above 0, but is -1.0."
  public var description: String {
    "\(distribution): the \(parameter) must be \(allowed), but is \(value)."
  }
}

extension DistributionError: Equatable {
  /// Equal when every field is, a NaN being equal to itself.
  public static func == (left: DistributionError, right: DistributionError) -> Bool {
    left.distribution == right.distribution && left.parameter == right.parameter && left.allowed == right.allowed
      && (left.value == right.value || (left.value.isNaN && right.value.isNaN))
  }
}

/// The checks of one distribution's parameters.
struct ParameterCheck {
  let distribution: String

  /// The largest magnitude of a location or scale. Far above any amount of money or milliseconds, and far enough below the
  /// largest number that no variance overflows.
  static let magnitudeLimit = 1e18

  func refusal(_ parameter: String, _ value: Double, _ allowed: String) -> DistributionError {
    DistributionError(distribution: distribution, parameter: parameter, value: value, allowed: allowed)
  }

  /// Throws unless `holds`.
  func require(_ holds: Bool, _ parameter: String, _ value: Double, _ allowed: String) throws(DistributionError) {
    guard holds else { throw refusal(parameter, value, allowed) }
  }

  /// A finite number of ordinary size.
  func finite(_ value: Double, _ parameter: String) throws(DistributionError) {
    try require(abs(value) <= Self.magnitudeLimit, parameter, value, "a finite number from -1e18 to 1e18")
  }

  /// Above 0.
  func positive(_ value: Double, _ parameter: String) throws(DistributionError) {
    try require(value >= 1e-18 && value <= Self.magnitudeLimit, parameter, value, "a finite number above 0 (1e-18 to 1e18)")
  }

  /// Within a closed range.
  func within(_ range: ClosedRange<Double>, _ value: Double, _ parameter: String) throws(DistributionError) {
    try require(range.contains(value), parameter, value, "a number from \(range.lowerBound) to \(range.upperBound)")
  }

  /// A coefficient of variation of ordinary size.
  func variation(_ value: Double) throws(DistributionError) {
    try require(value > 0 && value <= 1e6, "cv", value, "a finite number above 0, at most 1000000.0")
  }
}
