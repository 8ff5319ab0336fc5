import Accounting
import Population
import Pricing
import Simulation
import Testing

@testable import Scenarios

/// What a segment says about plans, documents and interviews, and that it names only what its catalog has.
@Suite struct OfferBehaviourTests {
  private static let catalog = """
    catalog: sample
    fee: {on_top: 0 %}
    plans:
      offered:
        - {name: free, price: 0 USD, analyses: 1, messages: 50}
        - {name: pro, price: 99 USD, analyses: 100, messages: unlimited}
      fallback: free
    reports: {price: 29 USD, term: 30 days}
    packs: {offered: [{name: single, credits: 1, price: 4.99 USD}, {name: medium, credits: 5, price: 19.99 USD}], term: never}
    documents: {price: 1 credit}
    interviews:
      unit: credits
      products: [{name: screening, cost_key: calls, base: 5 credits, included: 15 minutes, per_minute: 0.5 credits}]
      overrides: [{name: acme, prices: [{product: screening, base: 4 credits}]}]
    """

  private static let scenario = """
    scenario: sample
    start: 2026-01-01
    horizon: 1 year
    catalog: catalog.yaml
    population:
      - segment: testers
        owners: 100
        plans:
          first: {none: 60, pro: 40}
          checkout: 80 %
          analyses: {per_week: 2, messages: {poisson: {mean: 5}}, buys_report: 20 %}
          cancels_per_year: 0.5
        documents: {end_users: 10, per_week: 0.5, list: 3, again: 30 %, buys_when_refused: 50 %, packs: {single: 3, medium: 1}}
        interviews:
          per_week: 1
          products: {screening: 1}
          duration: 20 minutes
          overrides: {acme: 25 %}
          packs: {choice: {medium: 1}, low: 10}
        funds: {payment_method: 90 %}
    """

  private func mistakes(_ old: String, _ new: String, catalog: String = catalog) -> [Diagnostic] {
    Sample.mistakes(Self.scenario.replacingOccurrences(of: old, with: new), catalog: catalog)
  }

  @Test func everyPartIsReadAndPlacesFollowTheCatalog() throws {
    let segment = try Sample.load(Self.scenario, catalog: Self.catalog).scenario.segments[0]
    let plans = try #require(segment.plans)
    #expect(abs(plans.first.mean - (0.6 * -1 + 0.4 * 1)) < 1e-12)
    #expect(plans.throughCheckout == 0.8 && plans.cancelsPerYear == 0.5)
    #expect(plans.analyses?.buysReport == 0.2 && plans.analyses?.messages.mean == 5)
    #expect(segment.documents?.again == 0.3 && segment.documents?.packs.mean == 0.25)
    let interviews = try #require(segment.interviews)
    #expect(interviews.product.mean == 0 && interviews.duration_ms.mean == 20 * 60_000)
    #expect(abs(try #require(interviews.override).mean - (0.25 * 0 - 0.75)) < 1e-12)
    #expect(interviews.packs?.lowBalance.mean == 10_000, "credits are counted in thousandths")
    #expect(segment.funds.firstPurchase == nil, "no credits of money are bought")
  }

  @Test(arguments: [
    ("pro: 40", "prp: 40", "population[0].plans.first", "did you mean 'pro'?"),
    ("{single: 3", "{singel: 3", "population[0].documents.packs", "did you mean 'single'?"),
    ("{screening: 1}", "{screenings: 1}", "population[0].interviews.products", "did you mean 'screening'?"),
    ("{acme: 25 %}", "{acm: 25 %}", "population[0].interviews.overrides", "did you mean 'acme'?"),
    ("{medium: 1}, low", "{mediun: 1}, low", "population[0].interviews.packs.choice", "did you mean 'medium'?"),
  ])
  func anUnknownNameIsAMistakeWithAHint(old: String, new: String, path: String, hint: String) {
    let found = mistakes(old, new)
    #expect(found.map(\.code) == [.unknownName])
    #expect(found.first?.path == path && found.first?.hint == hint)
  }

  @Test func aCatalogWithoutThemSaysSo() {
    let bare = "catalog: sample\nfee: {on_top: 0 %}\n"
    let found = Sample.mistakes(Self.scenario, catalog: bare)
    #expect(found.contains { $0.found == "the catalog has no plans" })
    #expect(found.contains { $0.found == "the catalog has no packs" })
    #expect(found.contains { $0.found == "end users open documents, and the catalog has none" })
    #expect(found.contains { $0.found == "owners buy single reports, and the catalog sells none" })
  }

  @Test func weightsAndSharesAreChecked() {
    #expect(mistakes("{none: 60, pro: 40}", "{none: 0, pro: 0}").map(\.code) == [.badDistribution])
    #expect(mistakes("{none: 60, pro: 40}", "pro").map(\.code) == [.wrongShape])
    #expect(mistakes("{acme: 25 %}", "{acme: 25}").map(\.code) == [.notAShare])
    #expect(mistakes("{none: 60, pro: 40}", "{none: 60, pro: -1}").map(\.code) == [.outOfRange])
  }

  @Test func theEstimateCountsThem() throws {
    let all = try Sample.load(Self.scenario, catalog: Self.catalog).estimate
    // A year of each owner: 104 analyses and their chats, 260 lists, 52 interviews, and what is bought for them.
    #expect((45_000...90_000).contains(all.events), "\(all.events)")
    let dear = Self.catalog.replacingOccurrences(of: "99 USD", with: "900_000_000_000 USD")
    let found = Sample.mistakes(Self.scenario.replacingOccurrences(of: "owners: 100", with: "owners: 100_000"), catalog: dear)
    #expect(found.map(\.code) == [.tooMuchMoney])
  }

  @Test(arguments: ["homeinsight", "instaview-minutes", "instaview-credits"])
  func theShippedScenariosHaveTenThousandOwnersAndTwoYears(name: String) throws {
    let loaded = try ScenarioFile.load(path: name, source: Repository.source)
    #expect(loaded.scenario.segments.map(\.owners).reduce(0, +) == 10_000)
    #expect(loaded.scenario.end == CivilDate(year: 2028, month: 1, day: 1).midnight)
    #expect(!loaded.scenario.about.isEmpty && loaded.scenario.conditions.count >= 3)
  }
}
