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
    scenario.segments[0].plans = PlanBehaviour(first: .zero, after_ms: try .constant(3 * Double(Duration_ms.day)))
    scenario.catalog.revisions = [.init(effective: Worlds.start.advanced(by: 2 * Duration_ms.day), terms: scenario.catalog.terms)]
    let found = features(scenario)
    for name in ["credits-expired", "trial", "subscription", "revision"] {
      #expect(found[name] == FeatureCount(name: name, count: 0, isExpected: true))
    }
    #expect(found["upgrade"] == nil)
  }

  /// What a scenario names, whether or not a run does it.
  private func named(_ scenario: Scenario) -> Set<String> {
    let outcome = Runner(scenario).run(stop: { true })
    return Set(scenario.features(in: outcome.scorecard).filter(\.isExpected).map(\.name))
  }

  @Test("What a catalog offers and nobody in the population takes up is not named")
  func takers() throws {
    let offered: Set = [
      "subscription", "trial", "renewal", "upgrade", "downgrade", "cancellation", "dunning", "quota-reached", "report", "pack",
      "pack-expired", "document",
    ]
    var scenario = try Worlds.tiers(owners: 10)
    #expect(named(scenario).isSuperset(of: offered))
    for index in scenario.segments.indices {
      scenario.segments[index].plans = nil
      scenario.segments[index].documents = nil
    }
    #expect(named(scenario).isDisjoint(with: offered))
  }

  @Test("Who never chats, buys, moves or cancels names no such feature")
  func habits() throws {
    let base = try Worlds.tiers(owners: 10)
    func without(_ change: (inout Segment) -> Void) -> Set<String> {
      var scenario = base
      for index in scenario.segments.indices { change(&scenario.segments[index]) }
      return named(base).subtracting(named(scenario))
    }
    let downgrades = without { $0.plans?.downgradesPerYear = 0 }
    #expect(downgrades == ["downgrade"])
    let reports = without { $0.plans?.analyses?.buysReport = 0 }
    #expect(reports == ["report"])
    let analyses = without { $0.plans?.analyses = nil }
    #expect(analyses == ["quota-reached", "report"])
    let packs = without { $0.documents?.buysWhenRefused = 0 }
    #expect(packs == ["pack", "pack-expired"])
    let documents = without { $0.documents = nil }
    #expect(documents == ["document", "pack", "pack-expired"])
    let upgrades = without {
      $0.plans?.upgradesAtLimit = 0
      $0.plans?.upgradesPerYear = 0
    }
    #expect(upgrades == ["upgrade"])
    let cancellations = without {
      $0.plans?.cancelsPerYear = 0
      $0.stays_ms = nil
    }
    #expect(cancellations.contains("cancellation"))
  }

  @Test("A quota of messages alone is named by those who chat, and minutes beyond by those who hold interviews")
  func quantities() throws {
    var scenario = try Worlds.tiers(owners: 10)
    scenario.catalog.terms.plans = PlanRules(plans: [Plan(name: "pro", price: 2_000, messages: 5)])
    for index in scenario.segments.indices { scenario.segments[index].plans?.analyses?.messages = try .poisson(mean: 3) }
    #expect(named(scenario).contains("quota-reached"))
    for index in scenario.segments.indices { scenario.segments[index].plans?.analyses?.messages = .zero }
    #expect(!named(scenario).contains("quota-reached"))

    var minutes = try Worlds.minutes(owners: 10)
    #expect(named(minutes).isSuperset(of: ["overage", "interview"]))
    for index in minutes.segments.indices { minutes.segments[index].interviews = nil }
    #expect(named(minutes).isDisjoint(with: ["overage", "interview"]))
  }

  @Test("Plans that nobody begins with and nobody moves to are not named")
  func firstPlans() throws {
    var scenario = try Worlds.tiers(owners: 10)
    for index in scenario.segments.indices {
      scenario.segments[index].plans = PlanBehaviour(first: try .constant(PlanBehaviour.nothing))
    }
    #expect(named(scenario).isDisjoint(with: ["subscription", "renewal", "cancellation", "upgrade"]))
  }

  @Test("Credits of money are named by those who buy them")
  func money() throws {
    var scenario = try Worlds.offers(owners: 10, held: .pin)
    #expect(named(scenario).isSuperset(of: ["first-purchase", "bonus", "credits-expired"]))
    scenario.segments[0].funds.paymentMethod = 0
    #expect(named(scenario).isDisjoint(with: ["first-purchase", "bonus", "credits-expired"]))
  }
}
