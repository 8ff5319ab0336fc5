import Accounting
import Billing
import Foundation
import Population
import Pricing
import Testing

@testable import Sampling
@testable import Simulation

/// Subscriptions that end because a card fails: number 12 of the list in `docs/simulation.md`. Fixed seeds, 4 standard errors, so
/// that each comparison is wrong by chance once in 16,000.
@Suite("Involuntary churn agrees with closed formulas")
struct ChurnOracleTests {
  private static let owners = 4_000
  private static let renewals = 12

  /// Owners who subscribe once and do nothing else for a year and a fortnight, with cards that fail by chance.
  private func subscribers(failing share: Double, retries: Int) throws -> Scenario {
    let terms = Worlds.terms {
      $0.plans = PlanRules(
        plans: [Plan(name: "only", price: 1_000)],
        dunning: DunningRule(retries_ms: [Int64](repeating: Duration_ms.day, count: retries)))
    }
    var funds = try Worlds.rich()
    funds.firstPurchase = nil
    funds.declines = .init(soft: share)
    let segment = Segment(
      name: "subscribers", owners: Self.owners, plans: PlanBehaviour(first: try .constant(0)), funds: funds)
    return Worlds.scenario("subscribers", days: 379, terms: terms, [segment], seed: 112)
  }

  @Test("12: a period's hazard is f q^K, and (1 - h)^n survive n periods", arguments: [(0.5, 2), (0.4, 1), (0.3, 3)])
  func survival(share: Double, retries: Int) throws {
    let scenario = try subscribers(failing: share, retries: retries)
    // Every answer that each owner heard, in order.
    let lives = scenario.lives(owners: Self.owners).map { life in
      life.compactMap { entry in if case .settle(_, let result) = entry.command { result } else { nil } }
    }
    let began = lives.filter { $0.first == .succeeded }
    let beginners = Sample(lives.map { $0.first == .succeeded ? 1 : 0 })
    #expect(abs(beginners.z(mean: 1 - share)) < 4)

    // The first attempt fails with the chance f, each of the K retries with q; here they are the same.
    let hazard = share * pow(share, Double(retries))
    let paid = began.map { answers in answers.count { $0 == .succeeded } - 1 }
    for periods in [1, 2, 4, 8, Self.renewals] {
      let survived = Sample(paid.map { $0 >= periods ? 1 : 0 })
      #expect(abs(survived.z(mean: pow(1 - hazard, Double(periods)))) < 4, "\(periods) periods")
    }
    // What a subscriber pays in all: the first period and each one survived.
    let expected = (1...Self.renewals).reduce(1.0) { $0 + pow(1 - hazard, Double($1)) }
    let payments = Sample(paid.map { Double($0 + 1) })
    #expect(abs(payments.z(mean: expected)) < 4)
    // Those who did not survive ended after as many failures in a row as there are attempts.
    for (answers, count) in zip(began, paid) where count < Self.renewals {
      #expect(answers.suffix(retries + 1).allSatisfy { $0 == .declinedSoft })
    }
    let outcome = scenario.run(threads: 2)
    let ended = outcome.scorecard.observations[Observation.endedByDunning.rawValue.trailingZeroBitCount]
    #expect(Int(ended) == paid.count { $0 < Self.renewals })
  }

  @Test("11: a renewal takes (1 - q^K) / (1 - q) attempts on average", arguments: [(0.5, 2), (0.3, 3)])
  func attempts(share: Double, retries: Int) throws {
    let outcome = try subscribers(failing: share, retries: retries).run(threads: 2)
    func count(_ observation: Observation) -> Double {
      Double(outcome.scorecard.observations[observation.rawValue.trailingZeroBitCount])
    }
    let finished = Double(outcome.scorecard.commands[Int(CommandKind.renewalTimer.rawValue)])
    let attempts = finished + count(.dunningRetried)
    let mean = (1 - pow(share, Double(retries + 1))) / (1 - share)
    var second = 0.0
    for number in 1...(retries + 1) {
      let chance = number <= retries ? pow(share, Double(number - 1)) * (1 - share) : pow(share, Double(retries))
      second += chance * Double(number * number)
    }
    let error = ((second - mean * mean) / finished).squareRoot()
    #expect(abs(attempts / finished - mean) < 4 * error)
  }
}
