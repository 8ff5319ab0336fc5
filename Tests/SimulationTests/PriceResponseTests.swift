import Accounting
import Billing
import Foundation
import Measurement
import Population
import Pricing
import Sampling
import Testing

@testable import Simulation

/// Fixed seeds, 4 standard errors: a sound run fails one such comparison in 16,000.
@Suite("Owners answer to prices by the elasticities of their segment")
struct PriceResponseTests {
  private static let owners = 2_000

  /// Random jobs, one a day, of owners whose money never ends; the fee on top is `fee` per cent, and `later` from a day on.
  private func scenario(
    fee: Int64, later: (day: Int64, fee: Int64)? = nil, responds: PriceResponse, baseline: Int64? = nil,
    stays: Distribution? = nil, owners: Int = owners
  ) throws -> Scenario {
    func terms(_ fee: Int64) -> Terms { Worlds.terms { $0.fee.share = Share(percent: fee) } }
    let jobs = try JobWorlds.jobs(perWeek: 7, gaps: .exponential(mean: 1), duration_ms: 1_000)
    var segment = Segment(name: "buyers", owners: owners, stays_ms: stays, jobs: jobs, funds: try Worlds.rich())
    segment.responds = responds
    var scenario = Worlds.scenario(
      "prices", days: 60, terms: terms(fee), [segment],
      revisions: later.map { later in
        [.init(effective: Worlds.start.advanced(by: later.day * Duration_ms.day), terms: terms(later.fee))]
      } ?? [], seed: 70)
    scenario.baseline = baseline.map { Catalog(name: "before", terms: terms($0)) }
    return scenario
  }

  private func jobs(_ scenario: Scenario) -> [Double] {
    scenario.lives(owners: scenario.segments[0].owners).map { life in Double(life.count { $0.command.kind == .openJob }) }
  }

  @Test(
    "A fee that rises from 30 % to 60 % in mid-run makes (1.6/1.3)^e times as many jobs from then on", arguments: [-1.5, 0.8])
  func feeRise(elasticity: Double) throws {
    let counts = jobs(
      try scenario(fee: 30, later: (20, 60), responds: PriceResponse(activityElasticity: elasticity)))
    let expected = 20 + 40 * pow(1.6 / 1.3, elasticity)
    #expect(abs(Sample(counts).z(mean: expected)) < 4)
    // Still Poisson: a change of pace, not of kind.
    #expect(abs(Sample(counts).z(variance: expected)) < 4)
  }

  @Test("A catalog compared with a baseline counts from the start")
  func baseline() throws {
    let counts = jobs(try scenario(fee: 20, responds: PriceResponse(activityElasticity: -0.6), baseline: 30))
    #expect(abs(Sample(counts).z(mean: 60 * pow(1.2 / 1.3, -0.6))) < 4)
  }

  @Test("A dearer catalog lets exponential stays pass (1.6/1.3)^e times as fast")
  func churn() throws {
    let responds = PriceResponse(churnElasticity: 2)
    let stays = try Distribution.exponential(mean: 25 * Double(Duration_ms.day))
    let outcome = try scenario(fee: 30, later: (20, 60), responds: responds, stays: stays).run(threads: 2)
    let left = 1 - exp(-(20 + 40 * pow(1.6 / 1.3, 2)) / 25)
    var gone: Int64 = 0
    for month in 0..<outcome.scorecard.flows.months {
      gone += outcome.scorecard.ownersByMonth[month, Scorecard.OwnerColumn.gone.rawValue]
    }
    let n = Double(Self.owners)
    #expect(abs(Double(gone) - n * left) < 4 * (n * left * (1 - left)).squareRoot())
  }

  @Test("Elasticities of zero, and prices that do not differ, leave the digest as it is")
  func nothingToAnswer() throws {
    let before = try Worlds.marketplace(owners: 40)
    var same = before
    same.segments[0].responds = PriceResponse(activityElasticity: -2, churnElasticity: 3)
    same.catalog.revisions = []
    var plain = before
    plain.catalog.revisions = []
    #expect(same.run().scorecard.digest == plain.run().scorecard.digest)
    var zero = before
    zero.segments[0].responds = PriceResponse(activityElasticity: 0, churnElasticity: 0)
    #expect(zero.run().scorecard.digest == before.run().scorecard.digest)
    var answering = before
    answering.segments[0].responds = PriceResponse(activityElasticity: -2)
    let outcome = answering.run(threads: 2)
    #expect(outcome.trouble == nil)
    #expect(outcome.scorecard.digest != before.run().scorecard.digest)
    #expect(answering.run(threads: 1, shard: 1, agenda: .sorted).scorecard.digest == outcome.scorecard.digest)
  }

  @Test("A lower fee never lowers the activity of any owner, below an elasticity of zero")
  func cheaperIsNeverLess() throws {
    var before: [Double]?
    for fee in [60, 45, 30, 15, 0] as [Int64] {
      let counts = jobs(
        try scenario(fee: fee, responds: PriceResponse(activityElasticity: -0.9), baseline: 30, owners: 300))
      if let before { #expect(zip(before, counts).allSatisfy { $0 <= $1 }, "at \(fee) %") }
      before = counts
    }
  }

  @Test("The relative price of each kind of offer")
  func relativePrices() throws {
    let old = Worlds.terms {
      $0.plans = PlanRules(plans: [Plan(name: "free", price: 0), Plan(name: "pro", price: 2_000)])
      $0.packs = PackShelf(packs: [Pack(name: "small", credits: 10_000, price: 1_000)])
      $0.documents = DocumentRule(price: 1_000)
    }
    var new = old
    new.fee.share = Share(percent: 56)
    new.bonus = BonusLadder(steps: [.init(from: 1_000, share: Share(percent: 25))])
    new.plans?.plans[1].price = 2_500
    new.packs?.packs[0].credits = 20_000
    new.documents?.price = 4_000
    func price(_ offer: Offer, _ amount: Double) throws -> Double {
      new.price(of: offer, against: old, purchases: try .constant(amount))
    }
    #expect(abs(try price(.jobs, 999) - 1.2) < 1e-12)
    #expect(abs(try price(.jobs, 1_000) - 1.2 / 1.25) < 1e-12)
    #expect(abs(try price(.use, 1_000) - 0.8) < 1e-12)
    #expect(try price(.use, 10) == 1)
    #expect(abs(try price(.plans, 1) - 1.25) < 1e-12)
    #expect(abs(try price(.packs, 1) - 0.5) < 1e-12)
    #expect(abs(try price(.documents, 1) - 2) < 1e-12)
    #expect(try price(.reports, 1) == 1)
    // A fee inside the price is the platform's part of what the owner set.
    new.fee = FeeRule(placement: .inside, share: Share(percent: 20))
    #expect(abs(try price(.jobs, 10) - 1 / 1.3) < 1e-12)
  }
}
