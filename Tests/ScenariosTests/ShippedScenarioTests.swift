import Accounting
import Foundation
import Population
import Pricing
import Simulation
import Testing

@testable import Scenarios

@Suite struct ShippedScenarioTests {
  @Test func theYearOfInstaHumanHasTenThousandOwnersInThreeSegments() throws {
    let loaded = try ScenarioFile.load(path: "instahuman", source: Repository.source)
    let scenario = loaded.scenario
    #expect(scenario.segments.map(\.name) == ["startups", "agencies", "researchers"])
    #expect(scenario.segments.map(\.owners).reduce(0, +) == 10_000)
    #expect(scenario.start == CivilDate(year: 2026, month: 1, day: 1).midnight)
    #expect(scenario.end == CivilDate(year: 2027, month: 1, day: 1).midnight)
    #expect(scenario.catalog.terms.fee == FeeRule(placement: .onTop, share: Share(percent: 30)))
    #expect(scenario.catalog.terms.expiry == .never)
    #expect(scenario.conditions.count == 3)
    #expect(loaded.files.map(\.path).count == 5)
    #expect(loaded.files.allSatisfy { $0.sha256.count == 64 })
  }

  @Test func theTwoYearsOfFirstHandHaveTenThousandOwnersInThreeSegments() throws {
    let scenario = try ScenarioFile.load(path: "firsthand", source: Repository.source).scenario
    #expect(scenario.segments.map(\.name) == ["prototypes", "datasets", "laboratories"])
    #expect(scenario.segments.map(\.owners).reduce(0, +) == 10_000)
    #expect(scenario.end == CivilDate(year: 2028, month: 1, day: 1).midnight)
    let terms = scenario.catalog.terms
    #expect(terms.fee == FeeRule(placement: .inside, share: Share(percent: 20)))
    #expect(terms.limits == PurchaseLimits(minimum: 1_000, maximum: 100_000, checkoutExpires_ms: Duration_ms.hour))
    #expect(
      [1_000, 2_500, 5_000, 10_000, 25_000].map { $0 + terms.bonus.bonus(on: $0) } == [1_000, 2_625, 5_500, 11_500, 30_000])
    #expect(terms.expiry == ExpiryRule(paid: .months(12)))
    #expect(terms.freeTier == FreeTierRule(amount: 500, term: .months(12)))
    #expect(scenario.segments.map(\.funds.abandons) == [0.08, 0.04, 0.03])
  }

  @Test func anInstaHumanOwnerMakesSomeHundredEventsAYear() throws {
    let estimate = try ScenarioFile.load(path: "instahuman", source: Repository.source).estimate
    #expect(estimate.owners == 10_000)
    #expect((200...500).contains(estimate.events / estimate.owners), "\(estimate.events / estimate.owners) events an owner")
  }

  @Test(
    arguments: Repository.yaml(in: "scenarios") + Repository.yaml(in: "scenarios/check")
      + Repository.yaml(in: "scenarios/what-if"))
  func everyShippedScenarioIsSound(path: String) throws {
    _ = try ScenarioFile.load(path: path, source: Repository.source)
  }

  @Test(arguments: Repository.yaml(in: "scenarios/catalogs"))
  func everyShippedCatalogIsSoundByItself(path: String) throws {
    let loaded = try CatalogFile.load(path: path, source: Repository.source)
    #expect(loaded.catalog.name == String(lastComponent(of: path).dropLast(5)))
  }

  @Test("HI-1, HI-2, HI-10, HI-11: the tiers, the report, the packs and the documents of Home Insight")
  func homeInsight() throws {
    let terms = try CatalogFile.load(path: "homeinsight", source: Repository.source).catalog.terms
    let plans = try #require(terms.plans)
    #expect(plans.plans.map(\.name) == ["free", "pro", "enterprise"])
    #expect(plans.plans.map(\.price) == [0, 9_900, 99_900])
    #expect(plans.plans.map(\.analyses) == [1, 100, nil])
    #expect(plans.plans.map(\.messages) == [50, nil, nil])
    #expect(plans.plans.map(\.hasFreeDocuments) == [false, true, true])
    #expect(plans == PlanRules(plans: plans.plans, fallback: PlanID(0)), "the rest is as the rules' defaults")
    #expect(terms.reports == ReportRule(price: 2_900))
    let packs = try #require(terms.packs)
    #expect(packs.packs.map(\.credits) == [1_000, 5_000, 10_000])
    #expect(packs.packs.map(\.price) == [499, 1_999, 2_999])
    #expect(packs.packs.map(\.pricePerCredit) == [499, 399, 299])
    #expect(packs.term == .never && terms.documents == DocumentRule())
  }

  @Test("IV-2, IV-3, IV-8: the allowance, the price of an interview and the features of InstaView")
  func instaView() throws {
    let minutes = try CatalogFile.load(path: "instaview-minutes", source: Repository.source).catalog.terms
    let growth = try #require(minutes.plans?.plans.first { $0.name == "growth" })
    #expect(growth.minutes?.overage(used: 620_000) == 1_440)
    #expect(growth.features == ["custom-voices"])
    #expect(minutes.interviews?.unit == .minutes)
    let newer = try CatalogFile.load(path: "instaview-credits", source: Repository.source).catalog.terms
    let credits = try #require(newer.interviews)
    let screening = try #require(credits.product(named: "screening"))
    #expect(credits.price(of: screening, under: nil)?.cost(of: 27_000) == 11_000)
    #expect(credits.price(of: screening, under: credits.override(named: "acme"))?.cost(of: 27_000) == 8_800)
  }

  @Test(
    "The shipped traces ask for nothing that their catalogs do not have",
    arguments: ["firsthand", "homeinsight", "instaview-credits", "instaview-minutes", "prepaid-api"])
  func traces(name: String) throws {
    let path = "scenarios/traces/\(name).jsonl"
    let catalog = try CatalogFile.load(path: name, source: Repository.source).catalog
    guard case .trace(let trace) = TraceReader.read(try Repository.bytes(path), file: path) else {
      Issue.record("\(path) cannot be read")
      return
    }
    #expect(TraceOffers.mistakes(in: trace, file: path, catalog: catalog).isEmpty)
  }

  @Test func aCatalogIsFoundByItsBareName() throws {
    let loaded = try CatalogFile.load(path: "instahuman", source: Repository.source)
    #expect(loaded.file.path == "scenarios/catalogs/instahuman.yaml")
    let scenario = try ScenarioFile.load(path: "scenarios/instahuman.yaml", source: Repository.source)
    #expect(scenario.catalogDigest == loaded.digest)
  }

  @Test func theSmallCheckTriesEveryCondition() throws {
    let scenario = try ScenarioFile.load(path: "scenarios/check/small.yaml", source: Repository.source).scenario
    #expect(scenario.conditions.count == 3)
    #expect(scenario.catalog.revisions.map(\.terms.fee.share) == [Share(percent: 35)])
    #expect(scenario.segments.map(\.owners) == [40, 20])
    #expect(scenario.segments[0].joins == .atStart, "keys beside 'from' replace those of the file")
  }

  @Test func aMissingFileIsAnErrorOfItsOwnWithTheNearestName() {
    #expect(throws: ScenarioError.missingFile(path: "scenarios/instahumam.yaml", nearest: "scenarios/instahuman.yaml")) {
      try ScenarioFile.load(path: "scenarios/instahumam.yaml", source: Repository.source)
    }
    #expect(ScenarioError.missingFile(path: "x", nearest: nil).exitCode == 66)
    #expect(ScenarioError.invalid([]).exitCode == 65)
  }

  @Test func aFolderCannotBeRead() {
    #expect(throws: ScenarioError.unreadable(path: "scenarios/check", reason: "it is a folder")) {
      try ScenarioFile.load(path: "scenarios/check", source: Repository.source)
    }
  }
}
