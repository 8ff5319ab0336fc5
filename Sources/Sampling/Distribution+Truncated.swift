import CSampling

extension Distribution {
  /// The least share of the law that a truncation may keep.
  static let leastKept = 1e-4
  /// From this share on, drawing again costs less than inverting a gamma or beta law.
  static let leastRetried = 0.05

  /// The same law, given that the value lies within limits, both included.
  ///
  /// This leaves out what lies beyond; it does not move it to the limit. A truncation of a truncation keeps the narrower
  /// limits. Exponential, Weibull, lognormal, Pareto and Gaussian laws still take one uniform number and rise with it;
  /// gamma and beta laws are drawn again until they fit, or inverted where little is kept; counts are tabulated.
  ///
  /// - Parameters:
  ///   - min: the least value, in the law's unit; none by default.
  ///   - max: the greatest value; none by default.
  /// - Throws: ``DistributionError`` if a limit is not finite, if they cross, if less than 1/10,000 of the law is kept,
  ///   or if a count keeps more than 65,536 likely values.
  /// - Complexity: some ten thousand evaluations of the law at most, for the moments.
  public func truncated(min: Double? = nil, max: Double? = nil) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: name)
    if let min { try check.finite(min, "min") }
    if let max { try check.finite(max, "max") }
    if let min, let max { try check.require(max >= min, "max", max, "at least the min of \(min)") }
    return try truncated(from: min ?? -.infinity, to: max ?? .infinity, keeping: Self.leastKept)
  }

  private func truncated(from lower: Double, to upper: Double, keeping least: Double) throws(DistributionError) -> Distribution {
    let share = probability(from: lower, to: upper)
    let check = ParameterCheck(distribution: name)
    try check.require(share >= least && share > 0, "probability kept by min and max", share, "at least \(least)")
    switch family {
    case .constant: return self
    case .uniform:
      let start = Swift.max(first, lower)
      let end = Swift.min(second, upper)
      return try .uniform(min: start, max: end)
    case .choice:
      let options = values.indices.map { (value: values[$0], weight: table.probability(of: $0)) }
      return try .choice(options.filter { $0.value >= lower && $0.value <= upper })
    case .empirical: return clipped(from: lower, to: upper)
    case .mixture: return try truncatedMixture(from: lower, to: upper, share: share)
    case .poisson, .binomial, .negativeBinomial, .geometric: return try truncatedCount(from: lower, to: upper)
    case .exponential, .gamma, .weibull, .lognormal, .pareto, .beta, .gaussian:
      return try truncatedLaw(from: Swift.max(lower, minimum), to: Swift.min(upper, maximum))
    }
  }

  /// P(lower <= X <= upper), from whichever tail has the digits.
  private func probability(from lower: Double, to upper: Double) -> Double {
    if let law, method == .direct, law.rawValue < csampling_poisson.rawValue {
      let under = csampling_lower(law, lower, first, second)
      return under > 0.5
        ? csampling_upper(law, lower, first, second) - csampling_upper(law, upper, first, second)
        : csampling_lower(law, upper, first, second) - under
    }
    return probability(below: upper, orAt: true) - probability(below: lower, orAt: false)
  }

  private func truncatedLaw(from lower: Double, to upper: Double) throws(DistributionError) -> Distribution {
    guard let law else { return self }
    if family == .pareto && upper == .infinity { return try .pareto(shape: first, minimum: Swift.max(lower, second)) }
    let below = csampling_lower(law, lower, first, second)
    let above = csampling_upper(law, upper, first, second)
    if below == 0 && above == 0 { return self }
    let kept = below > 0.5 ? csampling_upper(law, lower, first, second) - above : (1 - above) - below
    let moments = csampling_truncated(law, first, second, lower, upper, kept)
    let hasSlowInverse = family == .gamma || family == .beta
    return Distribution(
      family, first, second, method: hasSlowInverse && kept >= Self.leastRetried ? .retried : .inverted,
      minimum: lower, maximum: upper, below: below, above: above, kept: kept, mean: moments.mean,
      variance: moments.variance)
  }

  private func truncatedCount(from lower: Double, to upper: Double) throws(DistributionError) -> Distribution {
    guard let law, first > 0, variance > 0 else { return self }
    let least = Swift.max(lower, minimum).rounded(.up)
    let most = Swift.min(upper, maximum).rounded(.down)
    let share = csampling_upper(law, least - 1, first, second) - csampling_upper(law, most, first, second)
    let from = Swift.max(least, csampling_lower_inverse(law, 0x1p-60, first, second))
    let to = Swift.min(most, csampling_upper_inverse(law, 0x1p-54 * Swift.max(share, Self.leastKept), first, second))
    try ParameterCheck(distribution: name).require(
      to - from < Self.largestTable, "number of values within min and max", to - from + 1, "at most \(Self.largestTable)")
    let masses = Self.masses(of: law, first, second, from: from, to: Swift.max(to, from))
    let total = masses.reduce(0, +)
    var mean = 0.0
    for (index, mass) in masses.enumerated() { mean += mass / total * (from + Double(index)) }
    var variance = 0.0
    for (index, mass) in masses.enumerated() {
      let distance = from + Double(index) - mean
      variance += mass / total * distance * distance
    }
    return Distribution(
      family, first, second, method: .tabulated, minimum: least, maximum: most, kept: share, offset: from,
      table: GuideTable(cumulative: Self.accumulated(masses)), mean: mean, variance: variance)
  }

  private func clipped(from lower: Double, to upper: Double) -> Distribution {
    let start = probability(below: lower, orAt: false)
    let end = probability(below: upper, orAt: true)
    var newValues = [Swift.max(values[0], lower)]
    var newCumulative: [Double] = []
    for piece in table.cumulative.indices where table.cumulative[piece] > start && table.cumulative[piece] < end {
      newValues.append(values[piece + 1])
      newCumulative.append((table.cumulative[piece] - start) / (end - start))
    }
    newValues.append(Swift.min(values[values.count - 1], upper))
    newCumulative.append(1)
    return .empirical(values: newValues, cumulative: newCumulative)
  }

  /// A truncated mixture is the mixture of its truncated parts, each weighing what it keeps.
  private func truncatedMixture(from lower: Double, to upper: Double, share: Double) throws(DistributionError) -> Distribution {
    var options: [(weight: Double, part: Distribution)] = []
    for (index, part) in parts.enumerated() {
      let weight = table.probability(of: index) * part.probability(from: lower, to: upper)
      // A part that brings less than this would only bring rounding errors.
      guard weight > 1e-12 * share else { continue }
      options.append((weight: weight, part: try part.truncated(from: lower, to: upper, keeping: 0)))
    }
    return try .mixture(options)
  }
}
