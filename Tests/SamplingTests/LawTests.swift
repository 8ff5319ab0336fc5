import Sampling
import Testing

@Suite("Laws")
struct LawTests {
  static let size = 100_000

  @Test("A sample has the law's mean, variance and shape", arguments: try specimens())
  func agreesWithItself(_ specimen: Specimen) {
    let law = specimen.law
    let stream = Stream(seed: 20_260_101, owner: 42)
    let sample = Evidence(count: Self.size) { law.sample(stream, 1, $0) }
    guard law.variance > 0 else {
      #expect(sample.values.allSatisfy { $0 == law.mean })
      return
    }
    sample.expectMean(law.mean)
    sample.expectVariance(law.variance)
    guard specimen.tested else { return }
    if specimen.counts { sample.expectCounts(law.cumulative) } else { sample.expectLaw(law.cumulative) }
  }

  @Test("A quantile is the inverse of the cumulative probability", arguments: try specimens())
  func quantiles(_ specimen: Specimen) {
    let law = specimen.law
    var previous = -Double.infinity
    for step in 1..<200 {
      let p = Double(step) / 200
      let x = law.quantile(p)
      #expect(x >= previous)
      previous = x
      #expect(law.cumulative(x) > p - 1e-9)
      if specimen.counts {
        #expect(law.cumulative(x - 1) <= p + 1e-9)
      } else {
        #expect(abs(law.cumulative(x) - p) < 1e-9)
      }
    }
    #expect(law.quantile(-0.1).isNaN && law.quantile(1.1).isNaN && law.cumulative(.nan).isNaN)
    #expect(law.cumulative(-.infinity) == 0 && law.cumulative(.infinity) == 1)
  }

  @Test("A constant is itself")
  func constant() throws {
    let law = try Distribution.constant(7)
    #expect(law.sample(Stream(seed: 1, owner: 1), 0, 0) == 7)
    #expect(law.mean == 7 && law.variance == 0 && law.cumulative(6.9) == 0 && law.cumulative(7) == 1)
    #expect(law.quantile(0.3) == 7)
  }

  @Test("Two parametrisations of one law agree")
  func parametrisations() throws {
    func same(_ one: Distribution, _ other: Distribution, _ location: SourceLocation = #_sourceLocation) {
      #expect(abs(one.mean / other.mean - 1) < 1e-9, "\(one) \(other)", sourceLocation: location)
      #expect(abs(one.variance / other.variance - 1) < 1e-9, "\(one) \(other)", sourceLocation: location)
      for p in [0.01, 0.3, 0.8, 0.99] {
        #expect(abs(one.quantile(p) - other.quantile(p)) <= 1e-8 * abs(other.quantile(p)), sourceLocation: location)
      }
    }
    func cv(_ law: Distribution) -> Double { law.variance.squareRoot() / abs(law.mean) }
    let uniform = try Distribution.uniform(min: 2, max: 5)
    same(try .uniform(mean: uniform.mean, cv: cv(uniform)), uniform)
    same(try .exponential(rate: 0.25), try .exponential(mean: 4))
    let gamma = try Distribution.gamma(shape: 2.5, scale: 3)
    same(try .gamma(mean: gamma.mean, cv: cv(gamma)), gamma)
    for shape in [0.2, 0.7, 1, 1.3, 4, 300] {
      let weibull = try Distribution.weibull(shape: shape, scale: 3)
      same(try .weibull(shape: shape, mean: weibull.mean), weibull)
      // The variance of a nearly certain lifetime has few digits: three hundredth powers differ little.
      if shape < 100 { same(try .weibull(mean: weibull.mean, cv: cv(weibull)), weibull) }
    }
    let lognormal = try Distribution.lognormal(mu: 1, sigma: 0.6)
    same(try .lognormal(mean: lognormal.mean, cv: cv(lognormal)), lognormal)
    same(try .lognormal(median: 2.718281828459045, sigma: 0.6), lognormal)
    let pareto = try Distribution.pareto(shape: 3.5, minimum: 2)
    same(try .pareto(shape: 3.5, mean: pareto.mean), pareto)
    same(try .pareto(mean: pareto.mean, cv: cv(pareto)), pareto)
    let beta = try Distribution.beta(alpha: 2, beta: 0.7)
    same(try .beta(mean: beta.mean, cv: cv(beta)), beta)
    let gaussian = try Distribution.gaussian(mean: -4, standardDeviation: 3)
    same(try .gaussian(mean: -4, cv: 0.75), gaussian)
    same(try .binomial(trials: 30, mean: 6), try .binomial(trials: 30, probability: 0.2))
    let negative = try Distribution.negativeBinomial(successes: 3, probability: 0.25)
    same(try .negativeBinomial(mean: negative.mean, cv: cv(negative)), negative)
    same(try .geometric(mean: 5), try .geometric(probability: 0.2))
    // A gamma law of shape 1 and a Weibull law of shape 1 are the exponential law.
    same(try .gamma(mean: 4, cv: 1), try .exponential(mean: 4))
    same(try .weibull(mean: 4, cv: 1), try .exponential(mean: 4))
  }

  @Test("Heavy tails say that their moments are infinite")
  func infiniteMoments() throws {
    #expect(try Distribution.pareto(shape: 1, minimum: 1).mean == .infinity)
    #expect(try Distribution.pareto(shape: 2, minimum: 1).variance == .infinity)
    let mixture = try Distribution.mixture([(1, .pareto(shape: 1, minimum: 1)), (1, .constant(3))])
    #expect(mixture.mean == .infinity && mixture.variance == .infinity)
  }

  @Test("A larger parameter never gives a smaller variate where inversion is promised")
  func coupled() throws {
    let pairs: [(Distribution, Distribution)] = [
      (try .exponential(mean: 2), try .exponential(mean: 2.1)),
      (try .weibull(shape: 1.3, scale: 2), try .weibull(shape: 1.3, scale: 2.1)),
      (try .lognormal(mu: 1, sigma: 1), try .lognormal(mu: 1.1, sigma: 1)),
      (try .pareto(shape: 3, minimum: 1), try .pareto(shape: 2.9, minimum: 1)),
      (try .geometric(mean: 4), try .geometric(mean: 5)),
      (try .poisson(mean: 9.9), try .poisson(mean: 10.1)),
      (try .binomial(trials: 20, probability: 0.49), try .binomial(trials: 20, probability: 0.51)),
      (try .negativeBinomial(successes: 2, probability: 0.2), try .negativeBinomial(successes: 2, probability: 0.19)),
      (try .choice([(1, 3), (2, 2), (3, 1)]), try .choice([(1, 2.9), (2, 2), (3, 1.2)])),
    ]
    let stream = Stream(seed: 5, owner: 5)
    for (smaller, larger) in pairs {
      #expect((0..<20_000).allSatisfy { smaller.sample(stream, 3, $0) <= larger.sample(stream, 3, $0) }, "\(larger)")
    }
    #expect((0..<20_000).allSatisfy { stream.poisson(mean: 9.9, 3, $0) <= stream.poisson(mean: 10.1, 3, $0) })
    #expect(
      (0..<20_000).allSatisfy { stream.binomial(n: 20, p: 0.49, 3, $0) <= stream.binomial(n: 20, p: 0.51, 3, $0) })
  }
}
