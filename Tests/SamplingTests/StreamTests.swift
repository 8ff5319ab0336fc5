import Sampling
import Statistics
import Testing

@Suite("Streams")
struct StreamTests {
  @Test("Binomial counts have their moments", arguments: [(20, 0.3), (20, 0.9), (1_000, 0.01), (1_000, 0.5), (100_000, 0.97)])
  func binomial(trials: Int64, probability: Double) {
    let stream = Stream(seed: 1, owner: 9)
    let sample = Evidence(count: 100_000) { Double(stream.binomial(n: trials, p: probability, 4, $0)) }
    sample.expectMean(Double(trials) * probability)
    sample.expectVariance(Double(trials) * probability * (1 - probability))
  }

  @Test("Poisson counts have their moments", arguments: [0.1, 5, 29.9, 30.1, 1_000])
  func poisson(mean: Double) {
    let stream = Stream(seed: 1, owner: 9)
    let sample = Evidence(count: 100_000) { Double(stream.poisson(mean: mean, 4, $0)) }
    sample.expectMean(mean)
    sample.expectVariance(mean)
  }

  @Test("Parameters at and beyond their ends give the nearest certain answer")
  func ends() {
    let stream = Stream(seed: 1, owner: 9)
    #expect(stream.binomial(n: 0, p: 0.5, 0, 0) == 0 && stream.binomial(n: -3, p: 0.5, 0, 0) == 0)
    #expect(stream.binomial(n: 9, p: 0, 0, 0) == 0 && stream.binomial(n: 9, p: .nan, 0, 0) == 0)
    #expect(stream.binomial(n: 9, p: 1, 0, 0) == 9 && stream.binomial(n: 9, p: .infinity, 0, 0) == 9)
    #expect(stream.poisson(mean: 0, 0, 0) == 0 && stream.poisson(mean: -1, 0, 0) == 0)
    #expect(stream.poisson(mean: .nan, 0, 0) == 0)
    #expect(stream.exponential(mean: 0, 0, 0) == 0)
  }

  @Test("Normal and exponential variates have their laws")
  func continuous() throws {
    let stream = Stream(seed: 1, owner: 9)
    let normal = try Distribution.gaussian(mean: 0, standardDeviation: 1)
    Evidence(count: 100_000) { stream.normal(4, $0) }.expectLaw(normal.cumulative)
    let exponential = try Distribution.exponential(mean: 4)
    Evidence(count: 100_000) { stream.exponential(mean: 4, 4, $0) }.expectLaw(exponential.cumulative)
  }

  @Test("Quantiles are those of the printed tables")
  func quantiles() {
    #expect(abs(Quantile.normal(p: 0.975) - 1.959963984540054) < 1e-14)
    #expect(abs(Quantile.studentT(p: 0.975, df: 9) - 2.262157162798) < 1e-9)
    #expect(abs(Quantile.studentT(p: 0.95, df: 1) - 6.313751514675) < 1e-9)
    #expect(Quantile.normal(p: 0) == -.infinity && Quantile.studentT(p: 1, df: 3) == .infinity)
    #expect(Quantile.normal(p: 1.5).isNaN && Quantile.studentT(p: 0.5, df: 0).isNaN)
    #expect(Quantile.studentT(p: .nan, df: 3).isNaN)
  }
}
