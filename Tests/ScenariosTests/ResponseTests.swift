import Accounting
import Population
import Pricing
import Sampling
import Testing

@testable import Scenarios

@Suite struct ResponseTests {
  private let responding = Sample.with(
    "owners: 100", "owners: 100\n    responds: {activity_elasticity: -0.6, churn_elasticity: 0.3}")

  @Test func elasticitiesAreRead() throws {
    let segment = try Sample.load(responding).scenario.segments[0]
    #expect(segment.responds == PriceResponse(activityElasticity: -0.6, churnElasticity: 0.3))
    #expect(try Sample.load().scenario.segments[0].responds == .none)
  }

  @Test func aBaselineIsAnotherCatalogFile() throws {
    let text = responding.replacingOccurrences(of: "population:", with: "baseline: before.yaml\npopulation:")
    let files = ["before.yaml": "catalog: before\nfee: {on_top: 25 %}"]
    let loaded = try Sample.load(text, files: files)
    #expect(loaded.scenario.baseline?.terms.fee.share == Share(percent: 25))
    #expect(loaded.scenario.catalog.terms.fee.share == Share(percent: 30))
    #expect(loaded.files.map(\.path) == ["sample.yaml", "catalog.yaml", "before.yaml"])
    #expect(abs(loaded.scenario.prices[0].steps[0].prices[Offer.jobs.rawValue] - 1.04) < 1e-12)
    let set = Overrides(set: [("baseline", "before.yaml")])
    #expect(try Sample.load(responding, files: files, overrides: set).scenario.baseline?.name == "before")
  }

  @Test func aChangeOfTheCatalogMeetsTheBaseline() throws {
    let text = responding.replacingOccurrences(of: "population:", with: "baseline: catalog.yaml\npopulation:")
    let set = Overrides(set: [("catalog.fee.on_top", "43 %")])
    let prices = try Sample.load(text, overrides: set).scenario.prices
    #expect(abs(prices[0].steps[0].prices[Offer.jobs.rawValue] - 1.1) < 1e-12)
  }

  @Test func mistakesAreNamed() {
    let other = responding.replacingOccurrences(of: "population:", with: "baseline: before.yaml\npopulation:")
    let files = ["before.yaml": "catalog: before\ncurrency: EUR\nfee: {on_top: 25 %}"]
    #expect(Sample.mistakes(other, files: files).map(\.code) == [.wrongCurrency])
    #expect(Sample.mistakes(other).map(\.code) == [.noSuchFile])
    #expect(Sample.mistakes(responding.replacingOccurrences(of: "-0.6", with: "-60")).map(\.code) == [.outOfRange])
  }

  @Test func aChoiceMayLeanTowardsTheBonus() throws {
    let text = Sample.with("first_purchase: 100 USD", "first_purchase: {choice: {10 USD: 3, 50 USD: 1}, bonus_sensitivity: 5}")
    let funds = try Sample.load(text).scenario.segments[0].funds
    #expect(funds.firstPurchaseBonusSensitivity == 5)
    #expect(funds.topUpBonusSensitivity == 5)
    #expect(funds.firstPurchase == (try Distribution.choice([(1_000, 3), (5_000, 1)])))
    let wrong = Sample.with("first_purchase: 100 USD", "first_purchase: {exponential: {mean: 10 USD}, bonus_sensitivity: 5}")
    #expect(Sample.mistakes(wrong).map(\.code) == [.contradiction])
  }
}
