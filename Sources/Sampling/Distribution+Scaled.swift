import CSampling

extension Distribution {
  /// The law with its mean multiplied, for trends and elasticities.
  ///
  /// Measures are multiplied themselves, limits included, so their cv stays. Counts stay counts: a Poisson or geometric law
  /// gets the new mean, a binomial one the new probability, a negative binomial one the new mean at the same successes
  /// (as if every owner's own rate were multiplied).
  ///
  /// - Parameter factor: above 0.
  /// - Throws: ``DistributionError`` for a bad factor, for a parameter that it drives out of range, for a beta law (a
  ///   share has nowhere to grow) and for a truncated count (whose mean does not follow).
  /// - Complexity: that of building the law anew.
  public func scaled(by factor: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: name)
    try check.positive(factor, "factor")
    if factor == 1 { return self }
    switch family {
    case .constant: return try .constant(first * factor)
    case .uniform: return try .uniform(min: first * factor, max: second * factor)
    case .exponential: return limited(to: try .exponential(mean: first * factor), by: factor)
    case .gamma: return limited(to: try .gamma(shape: first, scale: second * factor), by: factor)
    case .weibull: return limited(to: try .weibull(shape: first, scale: second * factor), by: factor)
    case .lognormal: return limited(to: try .lognormal(mu: first + csampling_log(factor), sigma: second), by: factor)
    case .pareto: return limited(to: try .pareto(shape: first, minimum: second * factor), by: factor)
    case .gaussian:
      return limited(to: try .gaussian(mean: first * factor, standardDeviation: second * factor), by: factor)
    case .beta: throw check.refusal("factor", factor, "1, because a beta law is a share")
    case .choice:
      let options = values.indices.map { (value: values[$0] * factor, weight: table.probability(of: $0)) }
      return try .choice(options)
    case .empirical:
      for value in values { try check.finite(value * factor, "value times the factor") }
      return .empirical(values: values.map { $0 * factor }, cumulative: table.cumulative)
    case .mixture:
      var options: [(weight: Double, part: Distribution)] = []
      for (index, part) in parts.enumerated() {
        options.append((weight: table.probability(of: index), part: try part.scaled(by: factor)))
      }
      return try .mixture(options)
    case .poisson, .binomial, .negativeBinomial, .geometric: return try scaledCount(by: factor)
    }
  }

  private func scaledCount(by factor: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: name)
    if isTruncated { throw check.refusal("factor", factor, "1, because a truncated count does not scale") }
    switch family {
    case .poisson: return try .poisson(mean: first * factor)
    case .binomial: return try .binomial(trials: first, probability: second * factor)
    case .negativeBinomial:
      // The new mean at the same successes.
      return try .negativeBinomial(successes: first, probability: second / (second + (1 - second) * factor))
    default: return try .geometric(mean: mean * factor)
    }
  }

  /// The limits of this law on a law that is this one times the factor: the probabilities do not change.
  private func limited(to base: Distribution, by factor: Double) -> Distribution {
    guard isTruncated else { return base }
    return Distribution(
      base.family, base.first, base.second, method: method, minimum: minimum * factor, maximum: maximum * factor,
      below: below, above: above, kept: kept, mean: mean * factor, variance: variance * factor * factor)
  }
}
