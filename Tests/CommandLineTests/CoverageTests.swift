import Accounting
import Population
import Pricing
import Sampling
import Simulation
import Testing

@testable import Reporting

/// The printed interval against the truth, in a scenario whose expectation is known by formula.
@Suite("Intervals cover the truth")
struct CoverageTests {
  /// One owner with more money than it can spend, who uses 1 USD at exponential gaps: usage revenue is Poisson with the rate times
  /// the days, in dollars.
  static func poisson(usesPerDay: Double, days: Int64, seed: UInt64) throws -> Scenario {
    let start = CivilDate(year: 2026, month: 1, day: 1).midnight
    let funds = FundingBehaviour(
      firstPurchase: try .constant(10_000_000), topUp: .zero, topUpAfter_ms: .zero, replacesCardAfter_ms: .zero)
    let usage = UsageBehaviour(
      perDay: try .constant(usesPerDay), gaps: try .exponential(mean: 1), quantity: try .constant(100))
    let terms = Terms(fee: FeeRule(placement: .onTop, share: .none))
    return Scenario(
      name: "poisson", seed: seed, start: start, end: start.advanced(by: days * Duration_ms.day),
      catalog: Catalog(name: "poisson", terms: terms),
      segments: [Segment(name: "owner", owners: 1, usage: usage, funds: funds)])
  }

  /// Usage revenue of each of the first replications, in cents.
  static func revenues(of scenario: Scenario, replications: Int) -> [Double] {
    (0..<replications).map { number in
      let options = RunOptions(audit: .off, replication: UInt32(number))
      let outcome = Runner(scenario, options: options).run()
      var cents: Int64 = 0
      for month in 0..<outcome.scorecard.flows.months {
        for creditClass in CreditClass.allCases { cents += outcome.scorecard.flows.amount(.usage, creditClass, month: month) }
      }
      return Double(cents)
    }
  }

  @Test("The 95 % interval of ten runs covers the true mean in 93.6 to 96.4 % of 1,000 studies")
  func runs() throws {
    let perStudy = 10
    let scenario = try Self.poisson(usesPerDay: 4, days: 10, seed: 6)
    let truth = 4.0 * 10 * 100
    let values = Self.revenues(of: scenario, replications: 1_000 * perStudy)
    var covered = 0
    for study in 0..<1_000 {
      let runs = Array(values[study * perStudy..<(study + 1) * perStudy])
      // What the report prints.
      let summary = MetricSummary(.usageRevenue, values: runs, draws: [], confidence: Replications.confidence)
      if try #require(summary.interval).contains(truth) { covered += 1 }
    }
    #expect((936...964).contains(covered), "seed 6: \(covered) of 1,000")
    // All of it together is the Poisson law that it should be: mean and variance are equal, in dollars.
    let all = MetricSummary(.usageRevenue, values: values, draws: [], confidence: 0.999)
    #expect(try #require(all.interval).contains(truth), "mean \(all.mean)")
    let ratio = all.standardDeviation * all.standardDeviation / 100 / all.mean
    #expect((0.94...1.06).contains(ratio), "variance over mean: \(ratio)")
  }

  @Test("With uncertain values the interval of twenty draws covers the mean over all that they may be")
  func draws() throws {
    // A rate that is 40 ± 8, and Poisson uses at it: 8² of the variance is not known, 40 is chance.
    var covered = 0
    var known = 0.0
    var unknown = 0.0
    for study in 0..<1_000 as Range<UInt32> {
      var values: [Double] = []
      var draws: [Int] = []
      for draw in 0..<20 as Range<UInt32> {
        let stream = Stream(seed: 66, replication: study, owner: draw)
        let rate = 40 + 8 * stream.normal(1, 0)
        for run in 0..<3 as Range<UInt32> {
          values.append(Double(stream.poisson(mean: rate, 2, run)))
          draws.append(Int(draw))
        }
      }
      let summary = MetricSummary(.usageRevenue, values: values, draws: draws, confidence: Replications.confidence)
      if try #require(summary.interval).contains(40) { covered += 1 }
      let bands = try #require(summary.bands)
      known += bands.samplingDeviation * bands.samplingDeviation / 1_000
      unknown += bands.assumptionsDeviation * bands.assumptionsDeviation / 1_000
    }
    #expect((936...964).contains(covered), "seed 66: \(covered) of 1,000")
    #expect((39.0...41.0).contains(known), "E[Var] \(known), should be 40")
    #expect((61.5...66.5).contains(unknown), "Var[E] \(unknown), should be 64")
  }
}
