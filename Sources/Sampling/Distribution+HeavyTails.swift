import CSampling

// Weibull and Pareto: lifetimes and whales. Errors as for the other continuous kinds.

extension Distribution {
  /// The Weibull law: lifetimes whose hazard falls (shape below 1) or rises (above 1). Shape from 0.1 to 1000; O(1).
  public static func weibull(shape: Double, scale: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "weibull")
    try check.within(weibullShapes, shape, "shape")
    try check.positive(scale, "scale")
    let mean = scale * csampling_exp(csampling_log_gamma(1 + 1 / shape))
    return Distribution(.weibull, shape, scale, mean: mean, variance: mean * mean * weibullSquaredVariation(shape))
  }

  /// The Weibull law by its shape and mean; O(1).
  public static func weibull(shape: Double, mean: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "weibull")
    try check.within(weibullShapes, shape, "shape")
    try check.positive(mean, "mean")
    return try weibull(shape: shape, scale: mean / csampling_exp(csampling_log_gamma(1 + 1 / shape)))
  }

  /// The Weibull law by mean and coefficient of variation; the shape is found by bisection to the last digits.
  public static func weibull(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "weibull")
    try check.positive(mean, "mean")
    try check.within(0.0015...400, cv, "cv")
    var low = weibullShapes.lowerBound
    var high = weibullShapes.upperBound
    for _ in 0..<100 {
      // Halving ratios, because shapes matter by their magnitude.
      let middle = (low * high).squareRoot()
      if weibullSquaredVariation(middle) > cv * cv { low = middle } else { high = middle }
    }
    return try weibull(shape: (low * high).squareRoot(), mean: mean)
  }

  private static let weibullShapes = 0.1...1_000.0

  /// The squared coefficient of variation, which falls as the shape rises.
  private static func weibullSquaredVariation(_ shape: Double) -> Double {
    csampling_expm1(csampling_log_gamma(1 + 2 / shape) - 2 * csampling_log_gamma(1 + 1 / shape))
  }

  /// The Pareto law from a smallest value upwards; P(X > x) = (minimum / x)^shape. Shape from 0.1 to 1e6; O(1).
  ///
  /// The mean is infinite up to a shape of 1 and the variance up to 2: legal, since a maximum may be set next.
  public static func pareto(shape: Double, minimum: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "pareto")
    try check.within(0.1...1e6, shape, "shape")
    try check.positive(minimum, "minimum")
    let mean = shape > 1 ? minimum * (shape / (shape - 1)) : .infinity
    let variance = shape > 2 ? mean * mean / (shape * (shape - 2)) : .infinity
    return Distribution(.pareto, shape, minimum, mean: mean, variance: variance)
  }

  /// The Pareto law by its shape, above 1, and mean; O(1).
  public static func pareto(shape: Double, mean: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "pareto")
    try check.require(shape > 1 && shape <= 1e6, "shape", shape, "above 1 when a mean is given, at most 1000000.0")
    try check.positive(mean, "mean")
    return try pareto(shape: shape, minimum: mean * ((shape - 1) / shape))
  }

  /// The Pareto law by mean and coefficient of variation, which makes its shape exceed 2; O(1).
  public static func pareto(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "pareto")
    try check.positive(mean, "mean")
    try check.within(1e-5...1e6, cv, "cv")
    return try pareto(shape: 1 + (1 + 1 / (cv * cv)).squareRoot(), mean: mean)
  }
}
