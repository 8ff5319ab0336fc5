import Accounting
import Population
import Pricing
import Sampling

/// The small biller on which simulators are compared, run through the whole core: each owner uses 390 at exponential gaps,
/// buys 5,000 with a bonus of 10 % when below 1,000, and whatever is left of a purchase expires after 30 days.
public enum BillingToy {
  /// - Parameters:
  ///   - owners: how many.
  ///   - usesPerDay: rate of each owner.
  ///   - days: length of the run.
  public static func scenario(owners: Int, usesPerDay: Double, days: Int64, seed: UInt64 = 1) throws -> Scenario {
    let start = CivilDate(year: 2026, month: 1, day: 1).midnight
    let terms = Terms(
      fee: FeeRule(placement: .onTop, share: .none),
      bonus: BonusLadder(steps: [BonusLadder.Step(from: 1, share: Share(percent: 10))]),
      expiry: ExpiryRule(paid: .milliseconds(30 * Duration_ms.day)),
      // Attempts are not limited: a busy owner of this toy reloads more often than a card network would allow.
      reload: ReloadRule(attemptsPerCard: ReloadRule.mostAttemptsPerCard, attemptWindow_ms: 1))
    let funds = FundingBehaviour(
      firstPurchase: try .constant(5_000),
      autoReload: FundingBehaviour.AutoReload(share: 1, threshold: try .constant(1_000), amount: try .constant(5_000)),
      topUp: .zero, topUpAfter_ms: .zero, replacesCardAfter_ms: .zero)
    let usage = UsageBehaviour(
      perDay: try .constant(usesPerDay), gaps: try .exponential(mean: 1), quantity: try .constant(390))
    return Scenario(
      name: "billing-toy", seed: seed, start: start, end: start.advanced(by: days * Duration_ms.day),
      catalog: Catalog(name: "billing-toy", terms: terms),
      segments: [Segment(name: "owners", owners: owners, usage: usage, funds: funds)])
  }
}
