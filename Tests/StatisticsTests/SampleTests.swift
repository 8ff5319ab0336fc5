import Statistics
import Testing

@Suite("Samples")
struct SampleTests {
  @Test("Mean, variance and skewness are those of the textbook")
  func moments() {
    let sample = Sample([2, 4, 4, 4, 5, 5, 7, 9])
    #expect(sample.mean == 5)
    #expect(abs(sample.variance - 32.0 / 7) < 1e-12)
    // g1 = (42/8) / 2³ = 0.65625; G1 = g1 √(8·7)/6.
    #expect(abs(sample.skewness - 0.65625 * 56.0.squareRoot() / 6) < 1e-12)
    #expect(sample.minimum == 2 && sample.maximum == 9)
  }

  @Test("Equal values have exactly no variance, even where their sum is rounded", arguments: [0.1, 1e16, -7.3])
  func equal(_ value: Double) {
    let sample = Sample([Double](repeating: value, count: 30))
    #expect(sample.mean == value && sample.variance == 0 && sample.skewness == 0)
    #expect(sample.interval()?.halfWidth == 0)
  }

  @Test("Too few values have no interval and no moments that are no numbers", arguments: [[], [4.5]])
  func few(_ values: [Double]) {
    let sample = Sample(values)
    #expect(sample.interval() == nil && sample.variance == 0 && sample.skewness == 0 && sample.standardError == 0)
  }

  @Test("The interval is mean ± t s/√n")
  func interval() throws {
    let interval = try #require(Sample([1, 2, 3, 4, 5]).interval())
    #expect(abs(interval.halfWidth - 2.776445105 * (2.5 / 5).squareRoot()) < 1e-8)
    #expect(abs(interval.middle - 3) < 1e-12)
    let wide = try #require(Sample([1, 2, 3, 4, 5]).interval(confidence: 0.99))
    #expect(abs(wide.halfWidth - 4.604094871 * (2.5 / 5).squareRoot()) < 1e-8)
  }

  @Test("A skewed sample asks for more values before its interval is trusted")
  func trust() {
    #expect(Sample([1, 2, 3, 4, 5]).isIntervalTrustworthy)
    #expect(!Sample([0, 0, 0, 0, 0, 0, 0, 0, 0, 100]).isIntervalTrustworthy)
  }

  @Test("Half-widths are relative to a mean that is not zero")
  func relative() {
    let interval = Interval(mean: -200, halfWidth: 4, confidence: 0.95)
    #expect(interval.relativeHalfWidth(of: -200) == 0.02)
    #expect(interval.relativeHalfWidth(of: 0) == nil)
    #expect(Interval(mean: 0, halfWidth: 0, confidence: 0.95).relativeHalfWidth(of: 0) == 0)
  }

  @Test("Five intervals that hold together at 95 % hold at 99 % each")
  func bonferroni() {
    #expect(abs(Bonferroni.confidence(each: 5, of: 0.95) - 0.99) < 1e-12)
    #expect(abs(Bonferroni.confidence(each: 0, of: 0.95) - 0.95) < 1e-12)
  }
}

@Suite("Quantiles of samples")
struct SampleQuantileTests {
  @Test("Quantiles need as many values as can tell them", arguments: [(0.1, 29), (0.9, 29), (0.05, 59), (0.01, 299), (0.5, 6)])
  func fewest(_ p: Double, _ count: Int) {
    #expect(Sample.fewestValues(forQuantile: p) == count)
    #expect(Sample((1..<count).map(Double.init)).quantile(p) == nil)
    #expect(Sample((0..<count).map(Double.init)).quantile(p) != nil)
  }

  @Test("The ranks of an interval keep the confidence and are as near as they can be")
  func ranks() throws {
    // For the median of ten: the 2nd and the 9th, 97.85 %; the 2nd and 8th would keep only 93.5 %.
    let median = try #require(Sample([10, 3, 7, 1, 5, 9, 2, 8, 4, 6]).quantile(0.5))
    #expect(median.value == 5.5)
    #expect(median.interval.low == 2 && median.interval.high == 9)
  }

  @Test("Nothing can be told of no values, or of quantiles that are none", arguments: [0.0, 1.0, -0.5, .nan])
  func nonsense(_ p: Double) {
    #expect(Sample([]).quantile(0.5) == nil)
    #expect(Sample((0..<1_000).map(Double.init)).quantile(p) == nil)
  }
}

@Suite("Differences")
struct DifferenceTests {
  @Test("A paired difference has the variance of the pairs, not that of its sides")
  func paired() throws {
    let pairs = PairedDifference(a: [10, 20, 30, 40], b: [12, 21, 33, 42])
    #expect(pairs.mean == 2)
    #expect(abs(pairs.differences.variance - 2.0 / 3) < 1e-12)
    let reduction = try #require(pairs.varianceReduction)
    #expect(abs(reduction - (pairs.a.variance + pairs.b.variance) / (2.0 / 3)) < 1e-9)
    #expect(try #require(pairs.correlation) > 0.99)
    let interval = try #require(pairs.interval())
    #expect(abs(interval.halfWidth - 3.182446305 * (2.0 / 3 / 4).squareRoot()) < 1e-8)
    // t(0.975; 3) + t(0.9; 3) = 3.182446 + 1.637744.
    let smallest = try #require(pairs.smallestDetectable())
    #expect(abs(smallest - 4.820190659 * (2.0 / 3 / 4).squareRoot()) < 1e-7)
  }

  @Test("The same twice is a difference of exactly nothing")
  func same() {
    let pairs = PairedDifference(a: [0.1, 0.7, 1e9], b: [0.1, 0.7, 1e9])
    #expect(pairs.mean == 0 && pairs.interval()?.halfWidth == 0 && pairs.varianceReduction == nil)
    #expect(pairs.smallestDetectable() == 0)
  }

  @Test("Welch's interval of independent samples")
  func welch() throws {
    let a = Sample([27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4])
    let b = Sample([27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 30.5, 25.5])
    let difference = try #require(IndependentDifference(a: a, b: b))
    #expect(abs(difference.degreesOfFreedom - 27.9) < 0.3)
    #expect(abs(difference.mean - 2.9067) < 0.001)
    #expect(difference.interval().low > 0)
    #expect(IndependentDifference(a: a, b: Sample([1])) == nil)
  }

  @Test("Wilson's interval has a width even without a hit, and stays within 0 to 1")
  func wilson() throws {
    let none = try #require(Proportion(hits: 0, trials: 10).interval())
    #expect(none.low == 0 && abs(none.high - 0.27753) < 1e-4)
    let some = try #require(Proportion(hits: 15, trials: 50).interval())
    #expect(abs(some.low - 0.19098) < 1e-4 && abs(some.high - 0.43751) < 1e-4)
    #expect(Proportion(hits: 0, trials: 0).interval() == nil)
  }
}
