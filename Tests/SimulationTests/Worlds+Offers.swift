import Accounting
import Billing
import Population
import Pricing
import Sampling

@testable import Simulation

extension Worlds {
  /// Work bought by the file: packs with a bonus, checkouts that some abandon and that are confirmed late, a free tier, credits
  /// that live a fortnight and are held for days.
  static func offers(owners: Int, held: ExpiryRule.Held, seed: UInt64 = 7) throws -> Scenario {
    let day = Double(Duration_ms.day)
    let terms = Worlds.terms {
      $0.fee = FeeRule(placement: .inside, share: Share(percent: 20))
      $0.limits = PurchaseLimits(minimum: 1_000, maximum: 100_000, checkoutExpires_ms: Duration_ms.hour)
      $0.bonus = BonusLadder(steps: [BonusLadder.Step(from: 2_500, share: Share(percent: 5))])
      $0.expiry = ExpiryRule(paid: .milliseconds(14 * Duration_ms.day), held: held)
      $0.freeTier = FreeTierRule(amount: 500, term: .milliseconds(7 * Duration_ms.day))
    }
    let jobs = JobBehaviour(
      perWeek: try .gamma(mean: 3, cv: 1), gaps: try .gamma(mean: 1, cv: 1.8), slots: try .uniform(min: 5, max: 40),
      payout: try .lognormal(median: 60, sigma: 0.5), fill: try .beta(mean: 0.8, cv: 0.2), batches: 2,
      timeToFill_ms: try .exponential(mean: 2 * day), rejects: 0.05, deadline_ms: 4 * Duration_ms.day + 12_345, cancels: 0.1)
    let funds = FundingBehaviour(
      firstPurchase: try .choice([(1_000, 2), (2_500, 2), (10_000, 1)]), topUpWhenRefused: 0.8,
      topUp: try .choice([(1_000, 1), (2_500, 1)]), topUpAfter_ms: try .exponential(mean: day / 24),
      declines: FundingBehaviour.Declines(soft: 0.05, needs3DS: 0.05), replacesCardAfter_ms: .zero, abandons: 0.1)
    let segment = Segment(
      name: "buyers", owners: owners, joins: .spread(over_ms: 20 * Duration_ms.day), jobs: jobs, funds: funds)
    return scenario(
      "offers", days: 90, terms: terms, [segment],
      gateway: GatewayBehaviour(
        latency_ms: try .lognormal(median: 600_000, sigma: 1.2), duplicates: 0.1,
        duplicateAfter_ms: try .exponential(mean: day / 24)),
      seed: seed)
  }
}
