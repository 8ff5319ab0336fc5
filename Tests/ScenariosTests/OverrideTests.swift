import Accounting
import Population
import Simulation
import Testing

@testable import Scenarios

@Suite struct OverrideTests {
  private func load(_ set: (String, String)...) throws -> LoadedScenario {
    try Sample.load(overrides: Overrides(set: set.map { (key: $0.0, value: $0.1) }))
  }

  private func mistakes(_ key: String, _ value: String) -> [Diagnostic] {
    Sample.mistakes(Sample.scenario, overrides: Overrides(set: [(key: key, value: value)]))
  }

  @Test func aSegmentIsFoundByItsNameOrItsIndex() throws {
    #expect(try load(("population.testers.jobs.per_week", "3")).scenario.segments[0].jobs?.perWeek.mean == 3)
    #expect(try load(("population.0.owners", "7")).scenario.segments[0].owners == 7)
  }

  @Test func aWholeDistributionCanBeSet() throws {
    let loaded = try load(("population.testers.jobs.per_week", "{gamma: {mean: 4, cv: 1}}"))
    #expect(loaded.scenario.segments[0].jobs?.perWeek.mean == 4)
  }

  @Test func aSwarmSwitchesFaultsOnThatItsSeedChooses() throws {
    #expect(try load().scenario.swarm == nil)
    let loaded = try load(("swarm", "8"))
    let swarm = try #require(loaded.scenario.swarm)
    #expect(swarm == Swarm(seed: 8))
    #expect(try load().digest != loaded.digest)
    #expect(mistakes("swarm", "many").map(\.code) == [.notANumber])
  }

  @Test func keysThatTheFileLeavesOutCanBeSet() throws {
    #expect(try load(("gateway.duplicates", "5 %")).scenario.gateway.duplicates == 0.05)
  }

  @Test func theCatalogsFileIsReachedThroughTheScenario() throws {
    #expect(try load(("catalog.fee.on_top", "35 %")).scenario.catalog.terms.fee.share == Share(percent: 35))
  }

  @Test func anotherCatalogCanBeNamed() throws {
    let loaded = try Sample.load(
      files: ["other.yaml": "catalog: other\nfee: {inside: 20 %}"],
      overrides: Overrides(set: [(key: "catalog", value: "other.yaml")]))
    #expect(loaded.scenario.catalog.name == "other")
  }

  @Test func aMistakeInAFlagPointsIntoTheFlag() throws {
    let mistake = try #require(mistakes("population.testers.jobs.per_week", "often").first)
    #expect(mistake.code == .notANumber)
    #expect(mistake.place == Place(file: "--set population.testers.jobs.per_week=often", line: 1, column: 34))
    #expect(mistake.path == "population[0].jobs.per_week")
  }

  @Test func aMisspeltKeyInAFlagGetsTheNearestName() throws {
    let mistake = try #require(mistakes("population.testers.jobs.per_weak", "3").first)
    #expect(mistake.code == .unknownKey)
    #expect(mistake.place.column == 25)
    #expect(mistake.hint == "did you mean 'per_week'?")
  }

  @Test(arguments: [
    ("population.nobody.owners", "3"), ("population.9.owners", "3"), ("start.year", "3"), ("a..b", "3"), ("", "3"), ("seed", " "),
  ])
  func aPathThatLeadsNowhereIsRefused(key: String, value: String) {
    #expect(mistakes(key, value).map(\.code) == [.badOverride])
  }

  @Test func ownersAreSharedByLargestRemainder() {
    var segments = [Segment]()
    for owners in [6_000, 1_500, 2_500] {
      segments.append(Segment(name: "s", owners: owners, funds: Self.funds))
    }
    Sizing.share(7, among: &segments)
    #expect(segments.map(\.owners) == [4, 1, 2])
    Sizing.share(1_000_000_000_000, among: &segments)
    #expect(segments.map(\.owners).reduce(0, +) == 1_000_000_000_000)
    Sizing.share(0, among: &segments)
    Sizing.share(4, among: &segments)
    #expect(segments.map(\.owners) == [2, 1, 1], "segments without owners share evenly")
  }

  private static let funds = FundingBehaviour(
    firstPurchase: .zero, topUp: .zero, topUpAfter_ms: .zero, replacesCardAfter_ms: .zero)

  @Test func seedHorizonAndOwnersHaveFlagsOfTheirOwn() throws {
    let loaded = try Sample.load(overrides: Overrides(seed: 99, horizon: "2 months", owners: 5))
    #expect(loaded.scenario.seed == 99)
    #expect(loaded.scenario.end == CivilDate(year: 2026, month: 3, day: 1).midnight)
    #expect(loaded.scenario.segments[0].owners == 5)
    #expect(loaded.estimate.owners == 5)
  }

  @Test func aWrongHorizonPointsToItsFlag() {
    let mistakes = Sample.mistakes(Sample.scenario, overrides: Overrides(horizon: "2 yaers"))
    #expect(mistakes.map(\.place.file) == ["--horizon 2 yaers"])
  }

  @Test func theDigestFollowsTheContentAndNotTheLayout() throws {
    let plain = try Sample.load().digest
    #expect(try Sample.load("# a comment\n" + Sample.scenario).digest == plain)
    #expect(try load(("seed", "2")).digest != plain)
    #expect(try Sample.load(overrides: Overrides(owners: 5)).digest != plain)
  }
}
