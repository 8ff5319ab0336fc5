import Accounting
import Billing
import Population
import Pricing
import Sampling
import Testing

@testable import Simulation

@Suite("A run knows which features of its scenario it exercised")
struct FeatureTests {
  private func features(_ scenario: Scenario) -> [String: FeatureCount] {
    let outcome = scenario.run(threads: 2)
    #expect(outcome.trouble == nil)
    return Dictionary(uniqueKeysWithValues: scenario.features(in: outcome.scorecard).map { ($0.name, $0) })
  }

  @Test("A marketplace names jobs, reloads, a bonus and a revision, and meets them all")
  func marketplace() throws {
    let found = features(try Worlds.marketplace(owners: 200))
    for name in ["job", "slot-rejected", "job-cancelled", "reload", "bonus", "credits-expired", "revision", "method-detached"] {
      #expect(found[name]?.isExpected == true, "\(name)")
      #expect(found[name]?.count ?? 0 > 0, "\(name)")
    }
    #expect(found["use"] == nil && found["trial"] == nil)
  }

  @Test("What is named and cannot happen in so short a run is expected, with a count of zero")
  func never() throws {
    var scenario = try Worlds.offers(owners: 30, held: .pin)
    scenario.end = Worlds.start.advanced(by: Duration_ms.day)
    scenario.catalog.terms.plans = PlanRules(plans: [Plan(name: "pro", price: 2_000, trialDays: 14)])
    scenario.catalog.revisions = [.init(effective: Worlds.start.advanced(by: 2 * Duration_ms.day), terms: scenario.catalog.terms)]
    let found = features(scenario)
    for name in ["credits-expired", "trial", "subscription", "revision"] {
      #expect(found[name] == FeatureCount(name: name, count: 0, isExpected: true))
    }
    #expect(found["upgrade"] == nil)
  }
}
