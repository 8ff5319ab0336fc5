import CSampling

/// A validated probability law that knows its moments and draws its variates from a ``Stream``.
///
/// Made only by the throwing static functions, so a value of this type is always safe to draw from. Parameters carry
/// the caller's unit (milliseconds, cents, credits), and so do the variates and the mean; the variance has its square.
/// Laws that spend one uniform number rise with it, so two runs that differ in a parameter stay coupled.
///
/// Drawing is O(1) on average and allocates nothing. Copying shares the tables.
public struct Distribution: Sendable, Equatable {
  /// The kind of law.
  enum Family: UInt8, Sendable {
    case constant, uniform, exponential, gamma, weibull, lognormal, pareto, beta, gaussian
    case poisson, binomial, negativeBinomial, geometric
    case choice, empirical, mixture
  }

  /// How a variate is made, where the family alone does not say it.
  enum Method: UInt8, Sendable {
    /// The family's own sampler.
    case direct
    /// A count looked up in a table of the whole law; the table starts at `offset`.
    case tabulated
    /// Truncated: the inverse of the part that is kept.
    case inverted
    /// Truncated: the family's sampler until it falls inside.
    case retried
  }

  let family: Family
  let method: Method
  /// The parameters in the order of `csampling_law`; for a constant its value, for a uniform its ends.
  let first: Double
  let second: Double
  /// The limits of a truncation, infinite without one.
  let minimum: Double
  let maximum: Double
  /// What a truncation leaves out below and above, and what it keeps, as probabilities.
  let below: Double
  let above: Double
  let kept: Double
  /// The value of a table's first entry.
  let offset: Double
  /// Cumulative probabilities of a count, a choice, the pieces of an empirical law or the parts of a mixture.
  let table: GuideTable
  /// A choice's values in ascending order, or an empirical law's quantiles at the ends of its pieces.
  let values: [Double]
  /// A mixture's parts.
  let parts: [Distribution]

  /// The expected value; infinite for a Pareto law of shape 1 or below.
  public let mean: Double
  /// The variance; infinite for a Pareto law of shape 2 or below. Truncated laws: within 1e-9 relative.
  public let variance: Double

  init(
    _ family: Family, _ first: Double = 0, _ second: Double = 0, method: Method = .direct, minimum: Double = -.infinity,
    maximum: Double = .infinity, below: Double = 0, above: Double = 0, kept: Double = 1, offset: Double = 0,
    table: GuideTable = .none, values: [Double] = [], parts: [Distribution] = [], mean: Double, variance: Double
  ) {
    self.family = family
    self.method = method
    self.first = first
    self.second = second
    self.minimum = minimum
    self.maximum = maximum
    self.below = below
    self.above = above
    self.kept = kept
    self.offset = offset
    self.table = table
    self.values = values
    self.parts = parts
    self.mean = mean
    self.variance = variance
  }

  /// The square root of the variance.
  public var standardDeviation: Double { variance.squareRoot() }

  /// Whether a minimum or maximum was set.
  public var isTruncated: Bool { minimum > -.infinity || maximum < .infinity }

  /// The kind's position in the table of laws, for kinds that have one.
  var law: csampling_law? {
    switch family {
    case .exponential: csampling_exponential
    case .gamma: csampling_gamma
    case .weibull: csampling_weibull
    case .lognormal: csampling_lognormal
    case .pareto: csampling_pareto
    case .beta: csampling_beta
    case .gaussian: csampling_gaussian
    case .poisson: csampling_poisson
    case .binomial: csampling_binomial
    case .negativeBinomial: csampling_negative_binomial
    case .geometric: csampling_geometric
    case .constant, .uniform, .choice, .empirical, .mixture: nil
    }
  }
}
