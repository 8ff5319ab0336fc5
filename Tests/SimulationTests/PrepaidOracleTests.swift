import Accounting
import Auditing
import Billing
import Foundation
import Population
import Pricing
import Testing

@testable import Sampling
@testable import Simulation

/// Closed formulas for usage paid in advance: the numbers are those of the list in `docs/simulation.md`. Fixed seeds, 4 standard
/// errors.
@Suite("Cutoff and breakage agree with closed formulas")
struct PrepaidOracleTests {
  private static let owners = 4_000

  /// Owners who buy `bought` once and then use 7 units at a time, at random.
  private func users(perDay: Double, bought: Double, days: Double, seed: UInt64, terms: Terms) throws -> Scenario {
    let usage = UsageBehaviour(perDay: try .constant(perDay), gaps: try .exponential(mean: 1), quantity: try .constant(7))
    let segment = Segment(name: "users", owners: Self.owners, usage: usage, funds: try Worlds.rich(bought))
    return Worlds.scenario("users", days: days, terms: terms, [segment], seed: seed)
  }

  @Test("17: what is overspent in a cutoff delay is the price times a Poisson number", arguments: [0.1, 0.5])
  func delayedCutoff(delayDays: Double) throws {
    let rate = 10.0
    let terms = Worlds.terms {
      $0.cutoff = CutoffRule(delay_ms: Int64(delayDays * Double(Duration_ms.day)))
    }
    let scenario = try users(perDay: rate, bought: 7 * 20, days: 12, seed: 117, terms: terms)
    let admitted = scenario.lives(owners: Self.owners).map { life in
      life.count { entry in if case .use = entry.command { entry.status == .ok } else { false } }
    }
    // The twentieth use empties the balance; every later one was admitted on debt.
    let overspent = Sample(admitted.map { Double($0 - 20) * 7 })
    let mean = rate * delayDays
    #expect(abs(overspent.z(mean: 7 * mean)) < 4)
    #expect(abs(overspent.z(variance: 49 * mean)) < 4)
    // All of it is owed at the horizon, and lost.
    let outcome = scenario.run(threads: 2)
    #expect(Double(outcome.scorecard.balances[Int(Account.badDebt.rawValue)]) == overspent.values.reduce(0, +))
    #expect(outcome.scorecard.balances[Int(Account.receivable.rawValue)] == 0)
  }

  @Test("15: breakage of one lot is what a Poisson number of uses leaves")
  func breakage() throws {
    let lot = 20
    let mean = 18.0
    let terms = Worlds.terms { $0.expiry = ExpiryRule(paid: .milliseconds(9 * Duration_ms.day)) }
    let scenario = try users(perDay: mean / 9, bought: Double(7 * lot), days: 12, seed: 115, terms: terms)
    let outcome = scenario.run(threads: 2)
    #expect(outcome.trouble == nil)
    var chance = exp(-mean)
    var first = 0.0
    var second = 0.0
    for uses in 0..<lot {
      let left = Double(lot - uses)
      first += chance * left
      second += chance * left * left
      chance *= mean / Double(uses + 1)
    }
    let broken = Double(outcome.scorecard.balances[Int(Account.breakage.rawValue)]) / 7 / Double(Self.owners)
    let error = ((second - first * first) / Double(Self.owners)).squareRoot()
    #expect(abs(broken - first) < 4 * error)
  }

  @Test(
    "Owners who leave owing something, ask for money back, or have their bank take it, leave books that hold",
    arguments: CutoffRule.Mode.allCases)
  func leaving(mode: CutoffRule.Mode) throws {
    let day = Double(Duration_ms.day)
    let usage = UsageBehaviour(
      perDay: try .constant(6), gaps: try .gamma(mean: 1, cv: 2.4), quantity: try .gamma(mean: 300, cv: 1))
    var funds = try Worlds.rich(5_000)
    funds.topUpWhenRefused = 0.7
    funds.topUp = try .choice([(2_000, 1), (20_000, 1)])
    funds.autoReload = .init(share: 0.4, threshold: try .constant(500), amount: try .constant(15_000))
    funds.declines = .init(soft: 0.1, hard: 0.02, needs3DS: 0.02)
    let segment = Segment(
      name: "users", owners: 300, stays_ms: try .exponential(mean: 30 * day), detachesWhenLeaving: 0.5, refundsWhenLeaving: 0.5,
      disputesWhenLeaving: 0.2, usage: usage, funds: funds)
    let terms = Worlds.terms {
      $0.cutoff = CutoffRule(mode: mode, delay_ms: 2 * Duration_ms.hour)
      $0.refunds = .unspent
      $0.bonus = BonusLadder(steps: [.init(from: 4_000, share: Share(percent: 10))])
      $0.tiers = TrustTiers(tiers: [.init(maximum: 10_000), .init(paid: 9_000, after_ms: 7 * Duration_ms.day, maximum: 50_000)])
    }
    let gateway = GatewayBehaviour(
      latency_ms: try .uniform(min: 0, max: 180_000), duplicates: 0.05, duplicateAfter_ms: try .constant(60_000))
    let scenario = Worlds.scenario("leaving", days: 90, terms: terms, [segment], gateway: gateway, seed: 3)
    let outcome = scenario.run(threads: 2)
    #expect(outcome.trouble == nil)
    let timer: CommandKind = mode == .creditOnly ? .cutoffTimer : .invoiceTimer
    for kind in [CommandKind.refund, .dispute, .writeOff, timer, .use] {
      #expect(outcome.scorecard.commands[Int(kind.rawValue)] > 0, "\(kind.name) never happened")
    }
    for situation in [Observation.negativeBalance, .accessEnded, .accessRestored, .disputeIntoDebt, .bonusTakenBack, .debtRepaid]
    {
      #expect(outcome.scorecard.observations[situation.rawValue.trailingZeroBitCount] > 0)
    }
    #expect(scenario.run(threads: 1, shard: 1, agenda: .sorted).scorecard.digest == outcome.scorecard.digest)
    #expect(outcome.scorecard.balances[Int(Account.receivable.rawValue)] == 0)
  }
}
