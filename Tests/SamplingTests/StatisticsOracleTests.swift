import CGSL
import Sampling
import Statistics
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// The oracles about dependence, rounding, intervals and popularity.
@Suite("Statistical oracles")
struct StatisticsOracleTests {
  @Test("Oracle 20: a Gaussian copula has the rank correlations of its angle", arguments: [-0.6, 0.3, 0.8])
  func copula(correlation: Double) throws {
    let rates = try Distribution.gamma(mean: 2, cv: 1.2)
    let prices = try Distribution.lognormal(median: 3, sigma: 0.5)
    let size = 150
    var spearman = Evidence()
    var kendall = Evidence()
    for batch in 0..<400 as Range<UInt32> {
      let stream = Stream(seed: 20, replication: batch, owner: 0)
      var rate: [Double] = []
      var price: [Double] = []
      for index in 0..<UInt32(size) {
        let first = stream.normal(0, index)
        let second = correlation * first + (1 - correlation * correlation).squareRoot() * stream.normal(1, index)
        rate.append(rates.quantile(gsl_cdf_ugaussian_P(first)))
        price.append(prices.quantile(gsl_cdf_ugaussian_P(second)))
      }
      kendall.add(concordance(rate, price))
      spearman.add(rankCorrelation(rate, price))
    }
    let tau = 2 / Double.pi * asin(correlation)
    let rho = 6 / Double.pi * asin(correlation / 2)
    kendall.expectMean(tau)
    // The sample's rank correlation of n pairs has the mean (3 tau + (n - 2) rho) / (n + 1).
    spearman.expectMean((3 * tau + Double(size - 2) * rho) / Double(size + 1))
  }

  private func concordance(_ one: [Double], _ other: [Double]) -> Double {
    var sum = 0
    for left in one.indices {
      for right in 0..<left { sum += (one[left] - one[right]) * (other[left] - other[right]) > 0 ? 1 : -1 }
    }
    return Double(sum) / Double(one.count * (one.count - 1) / 2)
  }

  private func rankCorrelation(_ one: [Double], _ other: [Double]) -> Double {
    func ranks(_ values: [Double]) -> [Int] {
      var ranks = [Int](repeating: 0, count: values.count)
      for (rank, index) in values.indices.sorted(by: { values[$0] < values[$1] }).enumerated() { ranks[index] = rank }
      return ranks
    }
    let squares = zip(ranks(one), ranks(other)).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
    let size = Double(one.count)
    return 1 - 6 * Double(squares) / (size * (size * size - 1))
  }

  @Test("Oracle 21: rounding a fee of 30 % is biased by a known part of a cent")
  func feeRounding() throws {
    // In tenths of a cent, exactly, summed over the ten last digits of a price: 0.05 and -0.45 cents a job.
    var halfUp = 0
    var down = 0
    for price in 0..<10 {
      halfUp += (3 * price + 5) / 10 * 10 - 3 * price
      down += 3 * price / 10 * 10 - 3 * price
    }
    #expect(halfUp == 5 && down == -45)
    let prices = try Distribution.choice((0..<1_000).map { (Double($0), 1) })
    let stream = Stream(seed: 21, owner: 0)
    let bias = Evidence(count: 200_000) { index in
      let price = Int(prices.sample(stream, 0, index))
      let rounding: Int = (3 * price + 5) / 10 * 10 - 3 * price
      return Double(rounding) / 10
    }
    bias.expectMean(0.05)
  }

  @Test("Oracle 23: 95 of 100 intervals cover the mean", arguments: [5, 10, 30])
  func coverage(size: Int) throws {
    let normal = try Distribution.gaussian(mean: 7, standardDeviation: 3)
    let quantile = Quantile.studentT(p: 0.975, df: Double(size - 1))
    let intervals = 20_000
    var covered = 0
    for interval in 0..<UInt32(intervals) {
      let stream = Stream(seed: 23, replication: interval, owner: 0)
      let sample = Evidence(count: size) { normal.sample(stream, 0, $0) }
      if abs(sample.mean - 7) <= quantile * sample.meanError { covered += 1 }
    }
    // The binomial law's own band, at 1 in 10,000 on either side.
    let band = try Distribution.binomial(trials: Double(intervals), probability: 0.95)
    #expect(Double(covered) >= band.quantile(1e-4) && Double(covered) <= band.quantile(1 - 1e-4), "\(covered)")
  }

  @Test("Oracle 25: Zipf's law on both tables", arguments: [true, false])
  func popularity(guided: Bool) throws {
    let (kinds, size) = (100, 400_000)
    let exponent = 1.1
    let weights = (1...kinds).map { pow(Double($0), -exponent) }
    let guide = try GuideTable(weights: weights)
    let alias = try AliasTable(weights: weights)
    let stream = Stream(seed: 25, owner: 0)
    let ranks = Evidence(count: size) { index in
      let uniform = stream.uniform(0, index)
      return Double(1 + (guided ? guide.index(at: uniform) : alias.index(at: uniform)))
    }
    let total = weights.reduce(0, +)
    let ranked = (1...kinds).map { pow(Double($0), 1 - exponent) }
    ranks.expectMean(ranked.reduce(0, +) / total)
    var counts = [Double](repeating: 0, count: kinds)
    for rank in ranks.values { counts[Int(rank) - 1] += 1 }
    var statistic = 0.0
    for (counted, weight) in zip(counts, weights) {
      let expected = weight / total * Double(size)
      statistic += (counted - expected) * (counted - expected) / expected
    }
    #expect(gsl_cdf_chisq_Q(statistic, Double(kinds - 1)) > 1e-4, "\(statistic)")
  }

  @Test("Distribution functions agree with another implementation's at ordinary shapes")
  func distributionFunctions() throws {
    for shape in [0.05, 0.5, 1, 2.5, 9, 11, 80] {
      let gamma = try Distribution.gamma(shape: shape, scale: 2)
      for x in [0.001, 0.1, 1, 3, 20, 170, 300] {
        #expect(abs(gamma.cumulative(x) - gsl_cdf_gamma_P(x, shape, 2)) < 1e-13)
      }
      let beta = try Distribution.beta(alpha: shape, beta: 3)
      for x in [0.001, 0.1, 0.3, 0.5, 0.9, 0.999] {
        #expect(abs(beta.cumulative(x) - gsl_cdf_beta_P(x, shape, 3)) < 1e-13)
      }
      let negative = try Distribution.negativeBinomial(successes: shape, probability: 0.3)
      for k in [0, 1, 5, 30, 200] as [UInt32] {
        #expect(abs(negative.cumulative(Double(k)) - gsl_cdf_negative_binomial_P(k, 0.3, shape)) < 1e-13)
      }
    }
    for k in [0, 3, 9, 20] as [UInt32] {
      #expect(abs(try Distribution.poisson(mean: 9.5).cumulative(Double(k)) - gsl_cdf_poisson_P(k, 9.5)) < 1e-13)
      let binomial = try Distribution.binomial(trials: 20, probability: 0.4)
      #expect(abs(binomial.cumulative(Double(k)) - gsl_cdf_binomial_P(k, 0.4, 20)) < 1e-13)
    }
  }
}
