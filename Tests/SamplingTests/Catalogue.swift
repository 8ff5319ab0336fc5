import Sampling
import Testing

/// One law under test.
struct Specimen: Sendable, CustomTestStringConvertible {
  let law: Distribution
  let counts: Bool
  /// Whether the law has no jumps, or only those of whole numbers.
  let tested: Bool

  init(_ law: Distribution, counts: Bool = false, tested: Bool = true) {
    self.law = law
    self.counts = counts
    self.tested = tested
  }

  var testDescription: String { "\(law)" }
}

/// Laws of every kind and every way to draw them; fourth moments exist, so that the variance has an error.
func specimens() throws -> [Specimen] {
  try plainSpecimens() + countSpecimens() + listSpecimens() + truncatedSpecimens()
}

private func plainSpecimens() throws -> [Specimen] {
  [
    Specimen(try .uniform(min: -2, max: 5)),
    Specimen(try .uniform(mean: 10, cv: 0.3)),
    Specimen(try .exponential(mean: 3)),
    Specimen(try .exponential(rate: 4)),
    Specimen(try .gamma(shape: 0.5, scale: 2)),
    Specimen(try .gamma(mean: 2, cv: 0.6)),
    Specimen(try .gamma(shape: 1e6, scale: 1e-6)),
    Specimen(try .weibull(shape: 0.8, scale: 2)),
    Specimen(try .weibull(shape: 1.3, mean: 400)),
    Specimen(try .weibull(mean: 5, cv: 0.5)),
    Specimen(try .lognormal(median: 300, sigma: 0.5)),
    Specimen(try .lognormal(mu: 1, sigma: 0.2)),
    Specimen(try .lognormal(mean: 12, cv: 0.4)),
    Specimen(try .pareto(shape: 9, minimum: 2)),
    Specimen(try .pareto(shape: 12, mean: 5)),
    Specimen(try .pareto(mean: 5, cv: 0.1)),
    Specimen(try .beta(alpha: 2, beta: 5)),
    Specimen(try .beta(alpha: 0.5, beta: 0.4)),
    Specimen(try .beta(alpha: 1e5, beta: 3e5)),
    Specimen(try .beta(mean: 0.85, cv: 0.15)),
    Specimen(try .gaussian(mean: -3, standardDeviation: 2)),
    Specimen(try .gaussian(mean: 10, cv: 0.1)),
  ]
}

private func countSpecimens() throws -> [Specimen] {
  [
    Specimen(try .poisson(mean: 0.5), counts: true),
    Specimen(try .poisson(mean: 50), counts: true),
    Specimen(try .poisson(mean: 100_000), counts: true),
    Specimen(try .binomial(trials: 20, probability: 0.3), counts: true),
    Specimen(try .binomial(trials: 500, mean: 450), counts: true),
    Specimen(try .binomial(trials: 10_000_000, probability: 0.4), counts: true),
    Specimen(try .negativeBinomial(successes: 2.5, probability: 0.2), counts: true),
    Specimen(try .negativeBinomial(mean: 12, cv: 0.8), counts: true),
    Specimen(try .negativeBinomial(mean: 20_000, cv: 0.5), counts: true),
    Specimen(try .geometric(probability: 0.3), counts: true),
    Specimen(try .geometric(mean: 12), counts: true),
    Specimen(try .geometric(probability: 1), counts: true, tested: false),
  ]
}

private func listSpecimens() throws -> [Specimen] {
  [
    Specimen(try .choice([(100, 3), (250, 2), (500, 1)]), counts: true),
    Specimen(try .empirical(samples: [4, 1, 9, 2, 2.5, 7]), counts: false),
    Specimen(try .empirical(quantiles: [(0, 10), (0.5, 20), (0.9, 60), (1, 200)])),
    Specimen(
      try .mixture([
        (0.7, .exponential(mean: 2)), (0.3, .mixture([(1, .gamma(mean: 20, cv: 0.3)), (1, .uniform(min: 0, max: 1))])),
      ])),
    Specimen(try .mixture([(1, .poisson(mean: 3)), (2, .binomial(trials: 9, probability: 0.9))]), counts: true),
  ]
}

private func truncatedSpecimens() throws -> [Specimen] {
  [
    Specimen(try .exponential(mean: 3).truncated(min: 1, max: 4)),
    Specimen(try .exponential(mean: 3).truncated(min: 20)),
    Specimen(try .gamma(shape: 2.5, scale: 1).truncated(max: 4)),
    Specimen(try .gamma(shape: 2.5, scale: 1).truncated(min: 9)),
    Specimen(try .gamma(shape: 0.3, scale: 1).truncated(max: 0.00001)),
    Specimen(try .weibull(shape: 1.3, mean: 400).truncated(min: 100, max: 900)),
    Specimen(try .lognormal(median: 300, sigma: 0.5).truncated(min: 200)),
    Specimen(try .pareto(shape: 0.9, minimum: 1).truncated(max: 100)),
    Specimen(try .pareto(shape: 9, minimum: 1).truncated(min: 2)),
    Specimen(try .beta(alpha: 2, beta: 5).truncated(min: 0.1, max: 0.6)),
    Specimen(try .beta(alpha: 2, beta: 5).truncated(min: 0.8)),
    Specimen(try .gaussian(mean: 0, standardDeviation: 1).truncated(min: -1, max: 0.5)),
    Specimen(try .gaussian(mean: 0, standardDeviation: 1).truncated(min: 3)),
    Specimen(try .gaussian(mean: 0, standardDeviation: 1).truncated(max: -2)),
    Specimen(try .uniform(min: 0, max: 10).truncated(min: 2, max: 30)),
    Specimen(try .negativeBinomial(mean: 12, cv: 0.8).truncated(min: 1, max: 40), counts: true),
    Specimen(try .poisson(mean: 100_000).truncated(max: 100_100), counts: true),
    Specimen(try .geometric(mean: 4).truncated(min: 3), counts: true),
    Specimen(try .choice([(100, 3), (250, 2), (500, 1)]).truncated(max: 400), counts: true),
    Specimen(try .empirical(samples: [4, 1, 9, 2, 2.5, 7]).truncated(min: 2, max: 8)),
    Specimen(
      try .mixture([(0.7, .exponential(mean: 2)), (0.3, .gamma(mean: 20, cv: 0.3))]).truncated(min: 1, max: 25)),
  ]
}
