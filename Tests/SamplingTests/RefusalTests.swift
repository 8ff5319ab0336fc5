import Sampling
import Testing

/// One bad parameter.
struct BadParameter: Sendable, CustomTestStringConvertible {
  let distribution: String
  let parameter: String
  let make: @Sendable () throws(DistributionError) -> Distribution

  init(
    _ distribution: String, _ parameter: String, _ make: @escaping @Sendable () throws(DistributionError) -> Distribution
  ) {
    self.distribution = distribution
    self.parameter = parameter
    self.make = make
  }

  var testDescription: String { "\(distribution) \(parameter)" }
}

/// Values that no positive parameter may have.
private let notPositive: [Double] = [.nan, .infinity, -.infinity, -1, 0, 1e300]
/// Values that no probability may have.
private let notProbability: [Double] = [.nan, .infinity, -.infinity, -0.001, 1.001]

private func badParameters() -> [BadParameter] {
  var all: [BadParameter] = []
  for bad in notPositive {
    all += [
      BadParameter("exponential", "mean") { () throws(DistributionError) in try .exponential(mean: bad) },
      BadParameter("exponential", "rate") { () throws(DistributionError) in try .exponential(rate: bad) },
      BadParameter("gamma", "shape") { () throws(DistributionError) in try .gamma(shape: bad, scale: 1) },
      BadParameter("gamma", "scale") { () throws(DistributionError) in try .gamma(shape: 1, scale: bad) },
      BadParameter("gamma", "mean") { () throws(DistributionError) in try .gamma(mean: bad, cv: 1) },
      BadParameter("gamma", "cv") { () throws(DistributionError) in try .gamma(mean: 1, cv: bad) },
      BadParameter("weibull", "shape") { () throws(DistributionError) in try .weibull(shape: bad, scale: 1) },
      BadParameter("weibull", "scale") { () throws(DistributionError) in try .weibull(shape: 1, scale: bad) },
      BadParameter("weibull", "shape") { () throws(DistributionError) in try .weibull(shape: bad, mean: 1) },
      BadParameter("weibull", "mean") { () throws(DistributionError) in try .weibull(shape: 1, mean: bad) },
      BadParameter("weibull", "mean") { () throws(DistributionError) in try .weibull(mean: bad, cv: 1) },
      BadParameter("weibull", "cv") { () throws(DistributionError) in try .weibull(mean: 1, cv: bad) },
      BadParameter("lognormal", "sigma") { () throws(DistributionError) in try .lognormal(mu: 1, sigma: bad) },
      BadParameter("lognormal", "median") { () throws(DistributionError) in try .lognormal(median: bad, sigma: 1) },
      BadParameter("lognormal", "mean") { () throws(DistributionError) in try .lognormal(mean: bad, cv: 1) },
      BadParameter("lognormal", "cv") { () throws(DistributionError) in try .lognormal(mean: 1, cv: bad) },
      BadParameter("pareto", "shape") { () throws(DistributionError) in try .pareto(shape: bad, minimum: 1) },
      BadParameter("pareto", "minimum") { () throws(DistributionError) in try .pareto(shape: 2, minimum: bad) },
      BadParameter("pareto", "shape") { () throws(DistributionError) in try .pareto(shape: bad, mean: 1) },
      BadParameter("pareto", "mean") { () throws(DistributionError) in try .pareto(shape: 2, mean: bad) },
      BadParameter("pareto", "mean") { () throws(DistributionError) in try .pareto(mean: bad, cv: 1) },
      BadParameter("pareto", "cv") { () throws(DistributionError) in try .pareto(mean: 1, cv: bad) },
      BadParameter("beta", "alpha") { () throws(DistributionError) in try .beta(alpha: bad, beta: 1) },
      BadParameter("beta", "beta") { () throws(DistributionError) in try .beta(alpha: 1, beta: bad) },
      BadParameter("beta", "mean") { () throws(DistributionError) in try .beta(mean: bad, cv: 0.1) },
      BadParameter("beta", "cv") { () throws(DistributionError) in try .beta(mean: 0.5, cv: bad) },
      BadParameter("gaussian", "standard deviation") { () throws(DistributionError) in
        try .gaussian(mean: 1, standardDeviation: bad)
      },
      BadParameter("gaussian", "cv") { () throws(DistributionError) in try .gaussian(mean: 1, cv: bad) },
      BadParameter("uniform", "mean") { () throws(DistributionError) in try .uniform(mean: bad, cv: 1) },
      BadParameter("uniform", "cv") { () throws(DistributionError) in try .uniform(mean: 1, cv: bad) },
      BadParameter("negative binomial", "number of successes") { () throws(DistributionError) in
        try .negativeBinomial(successes: bad, probability: 0.5)
      },
      BadParameter("negative binomial", "mean") { () throws(DistributionError) in try .negativeBinomial(mean: bad, cv: 2) },
      BadParameter("negative binomial", "cv") { () throws(DistributionError) in try .negativeBinomial(mean: 4, cv: bad) },
      BadParameter("geometric", "mean") { () throws(DistributionError) in try .geometric(mean: bad) },
    ]
  }
  for bad in notProbability {
    all += [
      BadParameter("binomial", "probability") { () throws(DistributionError) in try .binomial(trials: 5, probability: bad) },
      BadParameter("negative binomial", "probability") { () throws(DistributionError) in
        try .negativeBinomial(successes: 2, probability: bad)
      },
      BadParameter("geometric", "probability") { () throws(DistributionError) in try .geometric(probability: bad) },
    ]
  }
  for bad in [Double.nan, .infinity, -.infinity, -1e300] {
    all += [
      BadParameter("constant", "value") { () throws(DistributionError) in try .constant(bad) },
      BadParameter("uniform", "min") { () throws(DistributionError) in try .uniform(min: bad, max: 1) },
      BadParameter("uniform", "max") { () throws(DistributionError) in try .uniform(min: 0, max: bad) },
      BadParameter("lognormal", "mu") { () throws(DistributionError) in try .lognormal(mu: bad, sigma: 1) },
      BadParameter("gaussian", "mean") { () throws(DistributionError) in
        try .gaussian(mean: bad, standardDeviation: 1)
      },
      BadParameter("poisson", "mean") { () throws(DistributionError) in try .poisson(mean: bad) },
      BadParameter("binomial", "number of trials") { () throws(DistributionError) in
        try .binomial(trials: bad, probability: 0.5)
      },
      BadParameter("choice", "value") { () throws(DistributionError) in try .choice([(bad, 1)]) },
      BadParameter("choice", "weight 1") { () throws(DistributionError) in try .choice([(1, 1), (2, bad)]) },
      BadParameter("mixture", "weight 0") { () throws(DistributionError) in try .mixture([(bad, .constant(1))]) },
      BadParameter("empirical", "sample") { () throws(DistributionError) in try .empirical(samples: [1, bad]) },
      BadParameter("empirical", "value") { () throws(DistributionError) in
        try .empirical(quantiles: [(0, 1), (1, bad)])
      },
    ]
  }
  return all + singleBadParameters()
}

private func singleBadParameters() -> [BadParameter] {
  [
    BadParameter("poisson", "mean") { () throws(DistributionError) in try .poisson(mean: 1_000_001) },
    BadParameter("uniform", "max") { () throws(DistributionError) in try .uniform(min: 1, max: 1) },
    BadParameter("binomial", "number of trials") { () throws(DistributionError) in
      try .binomial(trials: 2.5, probability: 0.5)
    },
    BadParameter("binomial", "number of trials") { () throws(DistributionError) in
      try .binomial(trials: 2e9, probability: 0.5)
    },
    BadParameter("binomial", "mean") { () throws(DistributionError) in try .binomial(trials: 5, mean: 5.1) },
    BadParameter("negative binomial", "probability") { () throws(DistributionError) in
      try .negativeBinomial(successes: 1, probability: 0)
    },
    BadParameter("negative binomial", "mean") { () throws(DistributionError) in
      try .negativeBinomial(successes: 1_000, probability: 1e-6)
    },
    BadParameter("negative binomial", "cv") { () throws(DistributionError) in try .negativeBinomial(mean: 4, cv: 0.5) },
    BadParameter("geometric", "probability") { () throws(DistributionError) in try .geometric(probability: 0) },
    BadParameter("geometric", "mean") { () throws(DistributionError) in try .geometric(mean: 0.5) },
    BadParameter("beta", "mean") { () throws(DistributionError) in try .beta(mean: 1, cv: 0.1) },
    BadParameter("beta", "cv") { () throws(DistributionError) in try .beta(mean: 0.5, cv: 1) },
    BadParameter("gaussian", "mean") { () throws(DistributionError) in try .gaussian(mean: 0, cv: 1) },
    BadParameter("pareto", "shape") { () throws(DistributionError) in try .pareto(shape: 1, mean: 1) },
    BadParameter("choice", "number of weights") { () throws(DistributionError) in try .choice([]) },
    BadParameter("choice", "sum of weights") { () throws(DistributionError) in try .choice([(1, 0), (2, 0)]) },
    BadParameter("choice", "weight 0") { () throws(DistributionError) in try .choice([(1, -1), (2, 2)]) },
    BadParameter("mixture", "number of weights") { () throws(DistributionError) in try .mixture([]) },
    BadParameter("mixture", "depth of nesting") { () throws(DistributionError) in
      var law = try Distribution.constant(1)
      for _ in 0..<9 { law = try .mixture([(1, law)]) }
      return law
    },
    BadParameter("empirical", "number of samples") { () throws(DistributionError) in try .empirical(samples: [1]) },
    BadParameter("empirical", "number of quantiles") { () throws(DistributionError) in try .empirical(quantiles: [(0, 1)]) },
    BadParameter("empirical", "first probability") { () throws(DistributionError) in
      try .empirical(quantiles: [(0.1, 1), (1, 2)])
    },
    BadParameter("empirical", "last probability") { () throws(DistributionError) in
      try .empirical(quantiles: [(0, 1), (.nan, 2)])
    },
    BadParameter("empirical", "probability") { () throws(DistributionError) in
      try .empirical(quantiles: [(0, 1), (0.5, 2), (0.5, 3), (1, 4)])
    },
    BadParameter("empirical", "value") { () throws(DistributionError) in
      try .empirical(quantiles: [(0, 1), (0.5, 0.9), (1, 4)])
    },
  ]
}

@Suite("Refusals")
struct RefusalTests {
  @Test("A bad parameter is refused by name", arguments: badParameters())
  func refused(_ bad: BadParameter) {
    #expect {
      try bad.make()
    } throws: { error in
      guard let error = error as? DistributionError else { return false }
      return error.distribution == bad.distribution && error.parameter == bad.parameter && !error.allowed.isEmpty
    }
  }

  @Test("A refusal reads as a sentence and equals itself")
  func sentence() {
    let error = DistributionError(distribution: "gamma", parameter: "shape", value: -1, allowed: "above 0")
    #expect("\(error)" == "gamma: the shape must be above 0, but is -1.0.")
    let unknown = DistributionError(distribution: "gamma", parameter: "shape", value: .nan, allowed: "above 0")
    #expect(unknown == unknown && unknown != error)
  }

  @Test("The most extreme parameters that are allowed return finite numbers")
  func extremes() throws {
    let laws: [Distribution] = [
      try .gamma(shape: 1e-3, scale: 1e18), try .gamma(shape: 1e8, scale: 1e-18), try .weibull(shape: 0.1, scale: 1e18),
      try .weibull(shape: 1_000, scale: 1), try .lognormal(mu: 100, sigma: 10), try .lognormal(mu: -100, sigma: 10),
      try .pareto(shape: 0.1, minimum: 1e18), try .beta(alpha: 1e-3, beta: 1e-3), try .beta(alpha: 1e6, beta: 1e-3),
      try .poisson(mean: 1e6), try .binomial(trials: 1e9, probability: 0.5), try .binomial(trials: 1e9, probability: 1e-9),
      try .negativeBinomial(successes: 1e-3, probability: 1e-7), try .negativeBinomial(successes: 1e7, probability: 0.95),
      try .geometric(probability: 1e-9), try .negativeBinomial(mean: 1e6, cv: 3), try .weibull(mean: 1, cv: 0.0015),
      try .weibull(mean: 1, cv: 400), try .binomial(trials: 0, probability: 0.5), try .poisson(mean: 0),
    ]
    for law in laws {
      let stream = Stream(seed: 1, owner: 1)
      #expect((0..<2_000).allSatisfy { law.sample(stream, 1, $0).isFinite }, "\(law)")
      #expect(law.mean.isFinite || law.name == "pareto", "\(law)")
    }
  }
}
