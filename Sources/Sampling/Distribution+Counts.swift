import CSampling

// The kinds that count. A law whose likely values are few is tabulated when it is built: one uniform number and a look-up
// then draw it, monotone in that number and faster than any sampler; the wide ones use GSL's samplers.

extension Distribution {
  /// The most entries of a table that is made unasked.
  static let ordinaryTable = 4_096.0
  /// The most entries of a truncated count, which has no other sampler.
  static let largestTable = 65_536.0

  /// The Poisson law: a count of independent events. The mean from 0 to 10⁶. O(√mean) to build.
  public static func poisson(mean: Double) throws(DistributionError) -> Distribution {
    try ParameterCheck(distribution: "poisson").within(0...1e6, mean, "mean")
    guard mean > 0 else { return counting(.poisson, 0, 0, certain: 0) }
    return tabulated(.poisson, mean, 0, law: csampling_poisson, mean: mean, variance: mean)
  }

  /// The binomial law: how many of `trials` succeed. Trials a whole number from 0 to 10⁹, the probability in [0, 1].
  ///
  /// Not made by mean and cv, because the trials that follow from two moments are seldom a whole number.
  public static func binomial(trials: Double, probability: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "binomial")
    try check.require(
      trials >= 0 && trials <= 1e9 && trials.rounded() == trials, "number of trials", trials, "a whole number from 0 to 1e9")
    try check.within(0...1, probability, "probability")
    let mean = trials * probability
    if mean == 0 || probability == 1 { return counting(.binomial, trials, probability, certain: mean) }
    let variance = mean * (1 - probability)
    return tabulated(.binomial, trials, probability, law: csampling_binomial, mean: mean, variance: variance)
  }

  /// The binomial law by its trials and mean, which is at most the trials.
  public static func binomial(trials: Double, mean: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "binomial")
    try check.require(trials >= 1, "number of trials", trials, "at least 1 when a mean is given")
    try check.require(mean >= 0 && mean <= trials, "mean", mean, "from 0 to the \(trials) trials")
    return try binomial(trials: trials, probability: mean / trials)
  }

  /// The negative binomial law: failures before the given number of successes, which need not be whole.
  ///
  /// Successes from 0.001 to 1e7, the probability of a success in [1e-7, 1], the mean at most 10⁶.
  public static func negativeBinomial(successes: Double, probability: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "negative binomial")
    try check.within(1e-3...1e7, successes, "number of successes")
    try check.within(1e-7...1, probability, "probability")
    let mean = successes * (1 - probability) / probability
    // A mean of exactly 10⁶ may have come back from its parameters a digit larger.
    try check.require(mean <= 1e6 * (1 + 1e-9), "mean", mean, "at most 1000000.0")
    if probability == 1 { return counting(.negativeBinomial, successes, 1, certain: 0) }
    return tabulated(
      .negativeBinomial, successes, probability, law: csampling_negative_binomial, mean: mean, variance: mean / probability)
  }

  /// The negative binomial law by mean and coefficient of variation, which exceeds the Poisson law's 1 / √mean.
  public static func negativeBinomial(mean: Double, cv: Double) throws(DistributionError) -> Distribution {
    let check = ParameterCheck(distribution: "negative binomial")
    try check.require(mean >= 1e-9 && mean <= 1e6, "mean", mean, "a number above 0 (1e-9), at most 1000000.0")
    let least = (1 / mean).squareRoot()
    try check.require(cv > least && cv <= 1e6, "cv", cv, "above \(least) for a mean of \(mean), at most 1000000.0")
    let successes = 1 / (cv * cv - 1 / mean)
    return try negativeBinomial(successes: successes, probability: successes / (successes + mean))
  }

  /// The geometric law: trials up to and including the first success, so at least 1. The probability in [1e-9, 1]; O(1).
  public static func geometric(probability: Double) throws(DistributionError) -> Distribution {
    try ParameterCheck(distribution: "geometric").within(1e-9...1, probability, "probability")
    let variance = (1 - probability) / (probability * probability)
    return Distribution(.geometric, probability, mean: 1 / probability, variance: variance)
  }

  /// The geometric law by its mean, from 1 to 10⁹; O(1).
  public static func geometric(mean: Double) throws(DistributionError) -> Distribution {
    try ParameterCheck(distribution: "geometric").within(1...1e9, mean, "mean")
    return try geometric(probability: Swift.max(1 / mean, 1e-9))
  }

  /// A count that can only be one number; its family stays, so that it can be scaled and described.
  private static func counting(_ family: Family, _ first: Double, _ second: Double, certain: Double) -> Distribution {
    Distribution(
      family, first, second, method: .tabulated, offset: certain, table: GuideTable(cumulative: [1]), mean: certain,
      variance: 0)
  }

  /// The family's law with a table of all values that 53 bits can reach, if they are few.
  private static func tabulated(
    _ family: Family, _ first: Double, _ second: Double, law: csampling_law, mean: Double, variance: Double
  ) -> Distribution {
    // A table so wide is recognised by its deviation before any quantile is searched for.
    if variance.squareRoot() < ordinaryTable {
      let low = csampling_lower_inverse(law, 0x1p-60, first, second)
      let high = csampling_upper_inverse(law, 0x1p-54, first, second)
      if high - low < ordinaryTable {
        let masses = masses(of: law, first, second, from: low, to: high)
        let table = GuideTable(cumulative: accumulated(masses))
        return Distribution(
          family, first, second, method: .tabulated, offset: low, table: table, mean: mean, variance: variance)
      }
    }
    return Distribution(family, first, second, mean: mean, variance: variance)
  }

  /// The probabilities of the whole numbers of a closed range.
  static func masses(of law: csampling_law, _ first: Double, _ second: Double, from: Double, to: Double) -> [Double] {
    (0...Int(to - from)).map { csampling_mass(law, from + Double($0), first, second) }
  }

  /// Running sums, scaled to end at 1.
  static func accumulated(_ masses: [Double]) -> [Double] {
    let total = masses.reduce(0, +)
    var sum = 0.0
    var cumulative = masses.map { mass in
      sum += mass
      return sum / total
    }
    cumulative[cumulative.count - 1] = 1
    return cumulative
  }
}
