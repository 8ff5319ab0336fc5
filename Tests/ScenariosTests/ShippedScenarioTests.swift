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
    #expect((400...700).contains(estimate.events / estimate.owners), "\(estimate.events / estimate.owners) events an owner")
  }

  @Test(arguments: Repository.yaml(in: "scenarios") + Repository.yaml(in: "scenarios/check"))
  func everyShippedScenarioIsSound(path: String) throws {
    _ = try ScenarioFile.load(path: path, source: Repository.source)
  }

  @Test(arguments: Repository.yaml(in: "scenarios/catalogs"))
  func everyShippedCatalogIsSoundByItself(path: String) throws {
    let loaded = try CatalogFile.load(path: path, source: Repository.source)
    #expect(loaded.catalog.name == String(lastComponent(of: path).dropLast(5)))
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
