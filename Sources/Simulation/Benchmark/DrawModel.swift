import Sampling

/// One variate after the other of a distribution, as an owner draws them.
public struct DrawModel {
  private let law: Distribution
  private let stream = Stream(seed: 1, owner: 1)
  private var occurrence: UInt32 = 0

  public init(_ law: Distribution) { self.law = law }

  /// Draws `count` variates.
  ///
  /// - Returns: their sum, so that the work cannot be left out.
  public mutating func run(_ count: Int) -> Double {
    var sum = 0.0
    for _ in 0..<count {
      sum += law.sample(stream, 255, occurrence)
      occurrence &+= 1
    }
    return sum
  }

  /// A distribution of each kind, with parameters that the shipped scenarios have; some kinds twice, where the way of drawing differs.
  public static func laws() throws(DistributionError) -> [(name: String, law: Distribution)] {
    var laws: [(name: String, law: Distribution)] = []
    laws.append(("constant", try .constant(1)))
    laws.append(("uniform", try .uniform(min: 1, max: 3)))
    laws.append(("exponential", try .exponential(mean: 1)))
    laws.append(("weibull", try .weibull(shape: 0.8, mean: 450)))
    laws.append(("lognormal", try .lognormal(median: 2, sigma: 1)))
    laws.append(("pareto", try .pareto(shape: 2.5, mean: 10)))
    laws.append(("gaussian", try .gaussian(mean: 10, standardDeviation: 2)))
    laws.append(("gamma", try .gamma(mean: 1, cv: 1.8)))
    laws.append(("gamma-regular", try .gamma(mean: 1, cv: 0.5)))
    laws.append(("beta", try .beta(mean: 0.85, cv: 0.15)))
    laws.append(("poisson", try .poisson(mean: 4)))
    laws.append(("poisson-wide", try .poisson(mean: 100_000)))
    laws.append(("binomial", try .binomial(trials: 20, probability: 0.3)))
    laws.append(("negative-binomial", try .negativeBinomial(mean: 9, cv: 1.4)))
    laws.append(("geometric", try .geometric(mean: 4)))
    laws.append(("choice", try .choice([(25, 5), (50, 3), (100, 2), (250, 1), (500, 1)])))
    laws.append(("empirical", try .empirical(samples: (1...100).map { Double($0 * $0) })))
    laws.append(("mixture", try .mixture([(3, try .exponential(mean: 1)), (1, try .lognormal(median: 20, sigma: 1))])))
    laws.append(("lognormal-truncated", try .lognormal(median: 2, sigma: 2).truncated(max: 20)))
    return laws
  }
}
