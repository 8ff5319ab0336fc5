import Accounting
import Billing
import Foundation
import Population
import Pricing
import Sampling
import Testing

@testable import Simulation

@Suite("Some owners are billed in arrears for a while")
struct ArrearsTests {
  private func scenario(owners: Int, allowed: Bool = true, declines: Double = 0.1) throws -> Scenario {
    let day = Double(Duration_ms.day)
    let usage = UsageBehaviour(
      perDay: try .constant(4), gaps: try .exponential(mean: 1), quantity: try .gamma(mean: 300, cv: 1))
    var funds = try Worlds.rich(5_000)
    funds.topUpWhenRefused = 0.9
    funds.topUp = try .constant(5_000)
    funds.autoReload = .init(share: 0.5, threshold: try .constant(500), amount: try .constant(10_000))
    funds.declines = .init(soft: declines)
    funds.arrears = ArrearsBehaviour(
      share: 0.3, after_ms: try .exponential(mean: 20 * day), lasts_ms: try .exponential(mean: 60 * day))
    let segment = Segment(
      name: "users", owners: owners, stays_ms: try .exponential(mean: 400 * day), usage: usage, funds: funds)
    let terms = Worlds.terms {
      $0.cutoff = CutoffRule(delay_ms: Duration_ms.hour)
      $0.allowsArrears = allowed
    }
    return Worlds.scenario("arrears", days: 200, terms: terms, [segment], seed: 72)
  }

  private func count(_ kind: CommandKind, _ status: Status, _ outcome: Outcome) -> Int64 {
    outcome.scorecard.commands[Int(kind.rawValue), Int(status.rawValue)]
  }

  @Test("The share of owners is the segment's, most plans end, and what is owed is billed")
  func shares() throws {
    let scenario = try scenario(owners: 2_000)
    let outcome = scenario.run(threads: 2)
    #expect(outcome.trouble == nil)
    let started = Double(count(.startArrears, .ok, outcome))
    // The time until the start has to pass before the owner leaves and the run ends.
    let passed = 20.0 / 400 + 1
    let expected = 2_000 * 0.3 * (1 - exp(-200 / 20.0 * passed)) / passed
    #expect(abs(started - expected) < 4 * (2_000 * 0.3 * 0.7).squareRoot())
    #expect(Double(count(.endArrears, .ok, outcome)) > 0.7 * started)
    #expect(count(.invoiceTimer, .ok, outcome) > 0)
    #expect(count(.purchase, .arrearsOpen, outcome) > 0)
    #expect(outcome.scorecard.balances[Int(Account.receivable.rawValue)] == 0)
    #expect(scenario.run(threads: 1, shard: 1, agenda: .sorted).scorecard.digest == outcome.scorecard.digest)
  }

  @Test("Where the catalog refuses the plan, nobody has one and nothing ends")
  func refused() throws {
    let outcome = try scenario(owners: 100, allowed: false).run()
    #expect(outcome.trouble == nil)
    #expect(count(.startArrears, .notOffered, outcome) > 0)
    #expect(outcome.scorecard.commands[Int(CommandKind.endArrears.rawValue)] == 0)
  }
}
