import Sampling
import Testing

@Suite("Truncation")
struct TruncationTests {
  private func expect(
    _ law: Distribution, mean: Double, variance: Double, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(abs(law.mean / mean - 1) < 1e-9, "\(law): mean \(law.mean), expected \(mean)", sourceLocation: sourceLocation)
    #expect(
      abs(law.variance / variance - 1) < 1e-9, "\(law): variance \(law.variance), expected \(variance)",
      sourceLocation: sourceLocation)
  }

  @Test("An exponential law above a limit starts anew there")
  func exponential() throws {
    expect(try .exponential(mean: 3).truncated(min: 20), mean: 23, variance: 9)
    // On [0, 1] with mean 1: (e - 2) / (e - 1), and 1 - e / (e - 1)².
    let e = 2.718281828459045
    expect(try .exponential(mean: 1).truncated(max: 1), mean: (e - 2) / (e - 1), variance: 1 - e / ((e - 1) * (e - 1)))
    // A gamma law of shape 1 takes another way to the same figures.
    expect(try .gamma(shape: 1, scale: 3).truncated(min: 20), mean: 23, variance: 9)
    expect(try .weibull(shape: 1, scale: 3).truncated(min: 20), mean: 23, variance: 9)
  }

  @Test("A narrow truncation is all but uniform")
  func narrow() throws {
    // The density of exp(-x) over a width w: mean w/2 - w²/12, variance w²/12 - w⁴/240, up to w⁴ and w⁶.
    let width = 0.001
    expect(
      try .gamma(shape: 1, scale: 1).truncated(min: 1, max: 1 + width), mean: 1 + width / 2 - width * width / 12,
      variance: width * width / 12 * (1 - width * width / 20))
  }

  @Test("Limits far beyond the law change nothing")
  func wide() throws {
    for law: Distribution in [
      try .gamma(shape: 2.5, scale: 1), try .lognormal(median: 3, sigma: 0.5), try .weibull(shape: 1.3, scale: 2),
      try .gamma(shape: 0.01, scale: 10), try .gaussian(mean: 3, standardDeviation: 2),
    ] {
      expect(try law.truncated(max: 1e12), mean: law.mean, variance: law.variance)
      expect(try law.truncated(min: -1e12), mean: law.mean, variance: law.variance)
      expect(try law.truncated(min: -1e12, max: 1e12), mean: law.mean, variance: law.variance)
      // Far, but not beyond what the digits of a probability can see.
      let far = law.quantile(1 - 1e-14)
      #expect(abs(try law.truncated(max: far).mean / law.mean - 1) < 1e-9)
    }
  }

  @Test("A Gaussian law has the moments of the textbook")
  func gaussian() throws {
    let half = try Distribution.gaussian(mean: 0, standardDeviation: 1).truncated(min: 0)
    let pi = Double.pi
    expect(half, mean: (2 / pi).squareRoot(), variance: 1 - 2 / pi)
    let mirrored = try Distribution.gaussian(mean: 0, standardDeviation: 1).truncated(max: 0)
    expect(mirrored, mean: -(2 / pi).squareRoot(), variance: 1 - 2 / pi)
    // Above 3: the inverse Mills ratio, 3.2830986543 and 1 + 3 m - m².
    let tail = try Distribution.gaussian(mean: 0, standardDeviation: 1).truncated(min: 3)
    expect(tail, mean: 3.283098654259186, variance: 0.07055918678535107)
  }

  @Test("A Pareto law between limits has its power moments")
  func pareto() throws {
    // Shape 1 on [1, h]: the mean is h ln h / (h - 1), the second moment h.
    let high = 1_000.0
    let mean = high * 6.907755278982137 / (high - 1)
    expect(try .pareto(shape: 1, minimum: 1).truncated(max: high), mean: mean, variance: high - mean * mean)
    expect(try .pareto(shape: 3, minimum: 1).truncated(min: 5), mean: 7.5, variance: 18.75)
  }

  @Test("A beta law of shapes 1 is uniform, and one of 2 and 1 a triangle")
  func beta() throws {
    expect(try .beta(alpha: 1, beta: 1).truncated(min: 0.2, max: 0.6), mean: 0.4, variance: 0.16 / 12)
    expect(try .beta(alpha: 2, beta: 1).truncated(max: 0.5), mean: 1.0 / 3, variance: 0.125 - 1.0 / 9)
  }

  @Test("Counts have the moments of the sum")
  func counts() throws {
    // A geometric law above 3 is 3 more than itself.
    expect(try .geometric(mean: 4).truncated(min: 4), mean: 7, variance: 12)
    // A Poisson law of mean 1 without 0, 1 / (1 - 1/e).
    let mean = 1.5819767068693265
    expect(try .poisson(mean: 1).truncated(min: 1), mean: mean, variance: mean * 2 - mean * mean)
    let once = try Distribution.poisson(mean: 7).truncated(min: 3).truncated(max: 9)
    expect(once, mean: try Distribution.poisson(mean: 7).truncated(min: 3, max: 9).mean, variance: once.variance)
    #expect(try Distribution.binomial(trials: 5, probability: 1).truncated(min: 2).mean == 5)
    #expect(try Distribution.poisson(mean: 3).truncated(min: 2, max: 2).variance == 0)
  }

  @Test("Limits hold for every variate", arguments: try specimens())
  func limitsHold(_ specimen: Specimen) throws {
    let low = specimen.law.quantile(0.3)
    let high = specimen.law.quantile(0.95)
    guard low < high else { return }
    let law = try specimen.law.truncated(min: low, max: high)
    let sample = Evidence(count: 20_000) { law.sample(Stream(seed: 8, owner: 1), 2, $0) }
    #expect(sample.values.allSatisfy { $0 >= low && $0 <= high })
    sample.expectMean(law.mean)
    sample.expectVariance(law.variance)
  }

  @Test("A truncation that keeps nearly nothing is refused")
  func refused() throws {
    func expectRefusal(_ parameter: String, _ make: @autoclosure () throws -> Distribution) {
      #expect {
        try make()
      } throws: { error in
        (error as? DistributionError)?.parameter == parameter
      }
    }
    let kept = "probability kept by min and max"
    expectRefusal(kept, try .exponential(mean: 1).truncated(min: 10))
    expectRefusal(kept, try .gamma(shape: 1, scale: 1).truncated(min: 10))
    expectRefusal(kept, try .uniform(min: 0, max: 1).truncated(min: 2))
    expectRefusal(kept, try .constant(3).truncated(min: 4))
    expectRefusal(kept, try .poisson(mean: 3).truncated(min: 50))
    expectRefusal(kept, try .poisson(mean: 3).truncated(min: 2.1, max: 2.9))
    expectRefusal(kept, try .beta(alpha: 2, beta: 2).truncated(min: 1))
    expectRefusal(kept, try .choice([(1, 1), (2, 1)]).truncated(min: 1.2, max: 1.8))
    expectRefusal(kept, try .mixture([(1, .constant(1))]).truncated(max: 0))
    expectRefusal(kept, try .empirical(samples: [1, 2]).truncated(min: 3))
    expectRefusal("max", try .exponential(mean: 1).truncated(min: 2, max: 1))
    expectRefusal("max", try .exponential(mean: 1).truncated(max: .nan))
    expectRefusal("min", try .exponential(mean: 1).truncated(min: -.infinity))
    expectRefusal("number of values within min and max", try .geometric(mean: 1e6).truncated(min: 2))
    #expect(try Distribution.constant(3).truncated(min: 3, max: 3).mean == 3)
  }

  @Test("Scaling multiplies the mean, and the limits of measures", arguments: try specimens())
  func scaled(_ specimen: Specimen) throws {
    let law = specimen.law
    if law.name == "beta" || (specimen.counts && law.isTruncated) {
      #expect(throws: DistributionError.self) { try law.scaled(by: 1.5) }
      return
    }
    if law.name == "geometric" && law.mean == 1 { return }
    let factor = law.name == "binomial" ? 0.5 : 1.5
    let changed = try law.scaled(by: law.name == "mixture" && specimen.counts ? 1.05 : factor)
    let used = law.name == "mixture" && specimen.counts ? 1.05 : factor
    #expect(abs(changed.mean / (law.mean * used) - 1) < 1e-9)
    let sample = Evidence(count: 50_000) { changed.sample(Stream(seed: 8, owner: 1), 2, $0) }
    sample.expectMean(changed.mean)
    sample.expectVariance(changed.variance)
    #expect(throws: DistributionError.self) { try law.scaled(by: 0) }
    #expect(throws: DistributionError.self) { try law.scaled(by: .nan) }
  }
}
