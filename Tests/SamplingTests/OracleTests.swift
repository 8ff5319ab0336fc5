import Sampling
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// Closed forms that sampling alone must reproduce; the numbers are those of the list of oracles.
@Suite("Oracles")
struct OracleTests {
  static let size = 100_000
  private let stream = Stream(seed: 1_406, owner: 0)

  private func owner(_ index: UInt32) -> Stream { Stream(seed: 1_406, owner: index) }

  @Test("Oracle 2: Poisson counts at gamma rates are negative binomial")
  func heterogeneousUsage() throws {
    let (shape, rate, time) = (0.8, 0.1, 3.0)
    let rates = try Distribution.gamma(shape: shape, scale: 1 / rate)
    let sample = Evidence(count: Self.size) { index in
      let owner = owner(index)
      return Double(owner.poisson(mean: rates.sample(owner, 0, 0) * time, 1, 0))
    }
    let odds = rate / (rate + time)
    sample.expectMean(shape * time / rate)
    sample.expectVariance(shape * time / rate + shape * time * time / (rate * rate))
    sample.expectShare(pow(odds, shape)) { $0 == 0 }
    sample.expectCounts(try Distribution.negativeBinomial(successes: shape, probability: odds).cumulative)
  }

  @Test("Oracle 5: the renewal function of Erlang-2 gaps", arguments: [0.5, 1, 2, 5, 20])
  func renewals(time: Double) throws {
    let rate = 1.5
    let gaps = try Distribution.gamma(shape: 2, scale: 1 / rate)
    let sample = Evidence(count: Self.size) { index in
      let owner = owner(index)
      var renewals: UInt32 = 0
      var now = gaps.sample(owner, 0, 0)
      while now <= time {
        renewals += 1
        now += gaps.sample(owner, 0, renewals)
      }
      return Double(renewals)
    }
    let expected: Double = rate * time / 2 - 0.25 + exp(-2 * rate * time) / 4
    sample.expectMean(expected)
  }

  @Test("Oracle 11: card retries end at success or at the limit")
  func cardRetries() throws {
    let (success, limit) = (0.35, 4)
    let failure = 1 - success
    let allFail = failure * failure * failure * failure
    var attempts = Evidence()
    var outcomes = Evidence()
    for index in 0..<UInt32(Self.size) {
      var used = 0
      var paid = false
      while !paid && used < limit {
        paid = owner(index).bernoulli(success, 0, UInt32(used))
        used += 1
      }
      attempts.add(Double(used))
      outcomes.add(paid ? 1 : 0)
    }
    attempts.expectMean((1 - allFail) / success)
    outcomes.expectMean(1 - allFail)
    let geometric = try Distribution.geometric(probability: success)
    let capped = Evidence(count: Self.size) { min(geometric.sample(stream, 1, $0), Double(limit)) }
    capped.expectMean((1 - allFail) / success)
    let failures = try Distribution.negativeBinomial(successes: 3, probability: success)
    let before = Evidence(count: Self.size) { failures.sample(stream, 2, $0) }
    before.expectMean(3 * failure / success)
    before.expectVariance(3 * failure / (success * success))
  }

  @Test("Oracle 16: the time until the n-th job empties the balance")
  func timeToCutOff() throws {
    let (jobs, rate, time) = (8, 2.0, 3.5)
    let gaps = try Distribution.exponential(rate: rate)
    let sample = Evidence(count: Self.size) { index in
      (0..<UInt32(jobs)).reduce(0) { $0 + gaps.sample(owner(index), 0, $1) }
    }
    sample.expectMean(Double(jobs) / rate)
    sample.expectVariance(Double(jobs) / (rate * rate))
    let done = try Distribution.poisson(mean: rate * time)
    sample.expectShare(1 - done.cumulative(Double(jobs - 1))) { $0 <= time }
  }

  @Test("Oracle 18: bursts of geometric size")
  func bursts() throws {
    let (rate, time, success) = (0.7, 10.0, 0.4)
    let batches = try Distribution.poisson(mean: rate * time)
    let sizes = try Distribution.geometric(probability: success)
    let sample = Evidence(count: Self.size) { index in
      let owner = owner(index)
      let count = UInt32(batches.sample(owner, 0, 0))
      return (0..<count).reduce(0) { $0 + sizes.sample(owner, 1, $1) }
    }
    sample.expectMean(rate * time / success)
    sample.expectVariance(rate * time * (2 - success) / (success * success))
  }

  @Test("Oracle 19: a seasonal rate by thinning")
  func seasons() throws {
    let (rate, swing, period, time) = (2.0, 0.8, 7.0, 10.0)
    let gaps = try Distribution.exponential(rate: rate * (1 + swing))
    let sample = Evidence(count: Self.size) { index in
      let owner = owner(index)
      var candidates: UInt32 = 0
      var events = 0.0
      var now = gaps.sample(owner, 0, 0)
      while now <= time {
        let share = (1 + swing * sin(2 * Double.pi * now / period)) / (1 + swing)
        if owner.bernoulli(share, 1, candidates) { events += 1 }
        candidates += 1
        now += gaps.sample(owner, 0, candidates)
      }
      return events
    }
    let expected = rate * (time + swing * period / (2 * Double.pi) * (1 - cos(2 * Double.pi * time / period)))
    sample.expectMean(expected)
    sample.expectVariance(expected)
  }

  @Test("Oracle 24: a share of the jobs is approved, a share of the slots filled")
  func thinning() throws {
    let (mean, share) = (12.0, 0.3)
    let jobs = try Distribution.poisson(mean: mean)
    let approved = Evidence(count: Self.size) { index in
      let owner = owner(index)
      return Double(owner.binomial(n: Int64(jobs.sample(owner, 0, 0)), p: share, 1, 0))
    }
    approved.expectMean(mean * share)
    approved.expectVariance(mean * share)
    approved.expectCounts(try Distribution.poisson(mean: mean * share).cumulative)
    let filled = try Distribution.binomial(trials: 12, probability: 0.85)
    Evidence(count: Self.size) { filled.sample(stream, 2, $0) }.expectMean(12 * 0.85)
    let each = Evidence(count: Self.size) { Double(stream.binomial(n: 12, p: 0.85, 3, $0)) }
    each.expectMean(12 * 0.85)
    each.expectCounts(filled.cumulative)
  }
}
