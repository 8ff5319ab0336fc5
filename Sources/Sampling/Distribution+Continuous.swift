import CSampling

// The continuous kinds. All functions are O(1) and throw `DistributionError` for a parameter outside the range that
// its description names.

extension Distribution {
  /// Always the same value.
  public static func constant(_ value: Double) throws(DistributionError) -> Distribution {
    try ParameterCheck(distribution: "constant").finite(value, "value")
    return Distribution(.constant, value, mean: value, variance: 0)
  }

  /// Equally likely anywhere between two values, the first below the second.
  public static func uniform(min: Double, max: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "uniform")
    try check.finite(min, "min")
    try check.finite(max, "max")
    try check.require(max > min, "max", max, "above the min of \(min)")
    let width = max - min
    return Distribution(.uniform, min, max, mean: min + width / 2, variance: width * width / 12)
  }

  /// A uniform law by its mean (above 0) and coefficient of variation.
  public static func uniform(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "uniform")
    try check.positive(mean, "mean")
    try check.variation(cv)
    let half = mean * cv * 3.0.squareRoot()
    return try uniform(min: mean - half, max: mean + half)
  }

  /// The exponential law: gaps without memory.
  public static func exponential(mean: Double) throws(DistributionError) -> Distribution {
    try ParameterCheck(distribution: "exponential").positive(mean, "mean")
    return Distribution(.exponential, mean, mean: mean, variance: mean * mean)
  }

  /// The exponential law by its rate, the inverse of the mean.
  public static func exponential(rate: Double) throws(DistributionError) -> Distribution {
    try ParameterCheck(distribution: "exponential").positive(rate, "rate")
    return try exponential(mean: 1 / rate)
  }

  /// The gamma law; shape from 0.001 to 1e8, mean = shape · scale.
  public static func gamma(shape: Double, scale: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "gamma")
    try check.within(1e-3...1e8, shape, "shape")
    try check.positive(scale, "scale")
    return Distribution(.gamma, shape, scale, mean: shape * scale, variance: shape * scale * scale)
  }

  /// The gamma law by mean and coefficient of variation; a cv of 1 is the exponential law.
  public static func gamma(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "gamma")
    try check.positive(mean, "mean")
    try check.within(1.001e-4...30, cv, "cv")
    return try gamma(shape: 1 / (cv * cv), scale: mean * cv * cv)
  }

  /// The lognormal law; `mu` and `sigma` are the mean and standard deviation of the logarithm.
  public static func lognormal(mu: Double, sigma: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "lognormal")
    try check.within(-100...100, mu, "mu")
    try check.require(sigma > 0 && sigma <= 10, "sigma", sigma, "a number above 0, at most 10.0")
    let mean = csampling_exp(mu + sigma * sigma / 2)
    return Distribution(.lognormal, mu, sigma, mean: mean, variance: mean * mean * csampling_expm1(sigma * sigma))
  }

  /// The lognormal law by its median and the standard deviation of its logarithm.
  public static func lognormal(median: Double, sigma: Double) throws(DistributionError) -> Distribution {
    try ParameterCheck(distribution: "lognormal").positive(median, "median")
    return try lognormal(mu: csampling_log(median), sigma: sigma)
  }

  /// The lognormal law by mean and coefficient of variation.
  public static func lognormal(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "lognormal")
    try check.positive(mean, "mean")
    try check.variation(cv)
    let square = csampling_log1p(cv * cv)
    return try lognormal(mu: csampling_log(mean) - square / 2, sigma: square.squareRoot())
  }

  /// The Gaussian law; the standard deviation above 0.
  public static func gaussian(mean: Double, standardDeviation: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "gaussian")
    try check.finite(mean, "mean")
    try check.positive(standardDeviation, "standard deviation")
    return Distribution(.gaussian, mean, standardDeviation, mean: mean, variance: standardDeviation * standardDeviation)
  }

  /// The Gaussian law by its mean (not 0) and coefficient of variation.
  public static func gaussian(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "gaussian")
    try check.finite(mean, "mean")
    try check.require(mean != 0, "mean", mean, "other than 0 when a cv is given")
    try check.variation(cv)
    return try gaussian(mean: mean, standardDeviation: abs(mean) * cv)
  }

  /// The beta law on [0, 1]; both shapes from 0.001 to 1e6.
  public static func beta(alpha: Double, beta: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "beta")
    try check.within(1e-3...1e6, alpha, "alpha")
    try check.within(1e-3...1e6, beta, "beta")
    let sum = alpha + beta
    let mean = alpha / sum
    return Distribution(.beta, alpha, beta, mean: mean, variance: mean * (beta / sum) / (sum + 1))
  }

  /// The beta law by its mean, between 0 and 1, and coefficient of variation, which a share bounds by √((1 - mean) / mean).
  public static func beta(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "beta")
    try check.require(mean > 0 && mean < 1, "mean", mean, "between 0 and 1, both excluded")
    let limit = ((1 - mean) / mean).squareRoot()
    try check.require(cv > 0 && cv < limit, "cv", cv, "above 0 and below \(limit) for a mean of \(mean)")
    let sum = (1 - mean) / (mean * cv * cv) - 1
    return try beta(alpha: mean * sum, beta: (1 - mean) * sum)
  }
}
