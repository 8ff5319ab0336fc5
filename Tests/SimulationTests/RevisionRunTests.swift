import Accounting
import Billing
import Population
import Pricing
import Sampling
import Testing

@testable import Simulation

@Suite("Whole runs through a revision of packs, and of prepaid usage")
struct RevisionRunTests {
  @Test("Packs: fee, ladder, checkout and the life of credits change in mid-run, and every invariant holds")
  func packs() throws {
    var scenario = try Worlds.offers(owners: 300, held: .pin)
    var later = scenario.catalog.terms
    later.fee.share = Share(percent: 30)
    later.bonus = BonusLadder(steps: [.init(from: 1_000, share: Share(percent: 10))])
    later.limits.checkoutExpires_ms = 10 * Duration_ms.minute
    later.expiry = ExpiryRule(paid: .milliseconds(7 * Duration_ms.day), held: .pin)
    scenario.catalog.revisions = [.init(effective: Worlds.start.advanced(by: 45 * Duration_ms.day), terms: later)]
    let outcome = scenario.run(threads: 2)
    #expect(outcome.trouble == nil)
    // Jobs end within four days, so January knows only the first fee, and March only the second.
    for (month, share) in [(0, 0.2), (2, 0.3)] {
      let fee = Double(outcome.scorecard.flows.amount(.captureFee, month: month))
      let payout = Double(outcome.scorecard.flows.amount(.capturePayout, month: month))
      #expect(abs(fee / (fee + payout) - share) < 0.005)
    }
    #expect(scenario.run(threads: 1, shard: 1, agenda: .sorted).scorecard.digest == outcome.scorecard.digest)
  }

  @Test("Prepaid usage: delay, tiers, refunds and the mode of the cutoff change in mid-run, and every invariant holds")
  func prepaid() throws {
    let day = Double(Duration_ms.day)
    let usage = UsageBehaviour(
      perDay: try .constant(6), gaps: try .gamma(mean: 1, cv: 2.4), quantity: try .gamma(mean: 300, cv: 1))
    var funds = try Worlds.rich(5_000)
    funds.topUpWhenRefused = 0.7
    funds.topUp = try .choice([(2_000, 1), (20_000, 1)])
    funds.autoReload = .init(share: 0.4, threshold: try .constant(500), amount: try .constant(15_000))
    funds.declines = .init(soft: 0.1, hard: 0.02, needs3DS: 0.02)
    funds.arrears = ArrearsBehaviour(
      share: 0.2, after_ms: try .exponential(mean: 20 * day), lasts_ms: try .exponential(mean: 30 * day))
    let segment = Segment(
      name: "users", owners: 200, stays_ms: try .exponential(mean: 60 * day), refundsWhenLeaving: 0.5, disputesWhenLeaving: 0.2,
      usage: usage, funds: funds)
    let terms = Worlds.terms {
      $0.cutoff = CutoffRule(delay_ms: 2 * Duration_ms.hour)
      $0.allowsArrears = true
      $0.tiers = TrustTiers(tiers: [.init(maximum: 10_000), .init(paid: 9_000, after_ms: 7 * Duration_ms.day, maximum: 50_000)])
    }
    func later(_ days: Int64, _ change: (inout Terms) -> Void) -> Catalog.Revision {
      var changed = terms
      change(&changed)
      return .init(effective: Worlds.start.advanced(by: days * Duration_ms.day), terms: changed)
    }
    let revisions = [
      later(20) {
        $0.cutoff?.delay_ms = 60_000
        $0.refunds = .unspent
      },
      later(40) {
        $0.cutoff = CutoffRule(mode: .creditThenInvoice)
        $0.allowsArrears = false
      },
      later(70) {
        $0.cutoff = nil
        $0.tiers = .none
      },
      later(85) { $0.cutoff = CutoffRule(delay_ms: 0) },
    ]
    let scenario = Worlds.scenario(
      "revised", days: 110, terms: terms, [segment],
      gateway: GatewayBehaviour(
        latency_ms: try .uniform(min: 0, max: 180_000), duplicates: 0.05, duplicateAfter_ms: try .constant(60_000)),
      revisions: revisions, seed: 73)
    let outcome = scenario.run(threads: 2)
    #expect(outcome.trouble == nil)
    for kind in [CommandKind.cutoffTimer, .invoiceTimer, .refund, .dispute, .startArrears, .endArrears] {
      #expect(outcome.scorecard.commands[Int(kind.rawValue)] > 0, "\(kind.name) never happened")
    }
    #expect(scenario.run(threads: 1, shard: 1, agenda: .sorted).scorecard.digest == outcome.scorecard.digest)
  }
}
