import Accounting
import Population
import Sampling
import Testing

@testable import Scenarios

@Suite struct ScenarioFileTests {
  @Test func aSegmentIsReadWithItsUnits() throws {
    let text = Sample.with(
      "      payout: 3.00 USD",
      """
            payout: {lognormal: {median: 3.00 USD, sigma: 0.5}, step: 0.05 USD}
            fill: {beta: {mean: 85 %, cv: 0.15}}
            gaps: {cv: 1.8}
            hours: office
            trend: 20 %
            batches: 3
            rejects: 4 %
            closes_early: 60 %
            cancels: 1 %
      """)
    let jobs = try #require(try Sample.load(text).scenario.segments[0].jobs)
    #expect(jobs.payout == (try Distribution.lognormal(median: 300, sigma: 0.5)))
    #expect(jobs.payoutStep == 5)
    #expect(jobs.gaps == (try Distribution.gamma(mean: 1, cv: 1.8)))
    #expect(jobs.hours == .office)
    #expect(jobs.trendPerYear == 0.2)
    #expect(jobs.batches == 3)
    #expect((jobs.rejects, jobs.closesEarly, jobs.cancels) == (0.04, 0.6, 0.01))
    #expect(jobs.timeToFill_ms.mean == 21_600_000)
  }

  @Test func aJobWithoutADeadlineTakesTheCatalogsTimeout() throws {
    let loaded = try Sample.load(catalog: Sample.catalog + "\njobs: {timeout: 9 days}")
    #expect(loaded.scenario.segments[0].jobs?.deadline_ms == 9 * Duration_ms.day)
  }

  @Test func useOfAMeteredProductIsRead() throws {
    let text = Sample.with("    funds:", "    use: {per_day: 20, quantity: 0.02 USD, hours: global}\n    funds:")
    let usage = try #require(try Sample.load(text).scenario.segments[0].usage)
    #expect(usage.perDay.mean == 20)
    #expect(usage.quantity.mean == 2)
    #expect(usage.hours == .global)
  }

  @Test(arguments: [
    ("at start", Joining.atStart), ("{spread: 90 days}", .spread(over_ms: 90 * Duration_ms.day)),
    ("poisson", .poisson(perDay: 100.0 / 365, growthPerYear: 0)),
  ])
  func ownersJoinInThreeWays(text: String, joins: Joining) throws {
    let loaded = try Sample.load(Sample.with("owners: 100", "owners: 100\n    joins: \(text)"))
    #expect(loaded.scenario.segments[0].joins == joins)
  }

  @Test func aGrowingStreamBringsAsManyOwnersAsTheFileSays() throws {
    let scenario = try Sample.load(Sample.with("owners: 100", "owners: 100\n    joins: {poisson: {growth: 100 %}}")).scenario
    guard case .poisson(let perDay, let growth) = scenario.segments[0].joins else {
      Issue.record("the owners do not join as a stream")
      return
    }
    #expect(growth == 1)
    #expect(abs(Layout.expectedArrivals(perDay: perDay, growthPerYear: growth, days: 365) - 100) < 1e-9)
  }

  @Test func theHorizonIsATermOrADate() throws {
    #expect(try Sample.load(Sample.with("1 year", "2026-03-01")).scenario.end == CivilDate(year: 2026, month: 3, day: 1).midnight)
    #expect(try Sample.load(Sample.with("1 year", "18 months")).scenario.end == CivilDate(year: 2027, month: 7, day: 1).midnight)
    #expect(Sample.mistakes(Sample.with("1 year", "2025-03-01")).map(\.code) == [.emptyWindow])
  }

  @Test func allMistakesOfAllFilesComeAtOnceInTheOrderOfTheFiles() {
    let text = Sample.with("per_week: 1.5", "per_week: -1")
    let mistakes = Sample.mistakes(text, catalog: "catalog: sample\nfee: {on_top: 300 %}\nburn_order: oldest")
    #expect(
      mistakes.map { "\($0.place.file) \($0.place.line) \($0.code.rawValue)" } == [
        "sample.yaml 9 out-of-range", "catalog.yaml 2 share-out-of-range", "catalog.yaml 3 unknown-name",
      ])
  }

  @Test func aBrokenCatalogDoesNotMakeAmountsElsewhereWrong() {
    let mistakes = Sample.mistakes(Sample.scenario, catalog: "catalog: sample\ncurrency: UDS\nfee: {on_top: 30 %}")
    #expect(mistakes.map(\.code) == [.unknownName])
  }

  @Test func aConditionNeedsItsDates() {
    #expect(Sample.mistakes(Sample.scenario + "\nconditions: [{surge: x2, from: 2026-02-01}]").map(\.code) == [.missingKey])
    let outage = "\nconditions: [{processor_outage: 6 hours, from: 2026-02-01, to: 2026-02-02}]"
    #expect(Sample.mistakes(Sample.scenario + outage).map(\.code) == [.contradiction])
    #expect(Sample.mistakes(Sample.scenario + "\nconditions: [{from: 2026-02-01}]").map(\.code) == [.missingKey])
  }

  @Test func declinesAddUpToAtMostAWhole() {
    let text = Sample.with("first_purchase: 100 USD", "first_purchase: 100 USD\n      declines: {soft: 60 %, hard: 50 %}")
    #expect(Sample.mistakes(text).map(\.code) == [.shareOutOfRange])
  }

  @Test func sizesAboveTheLimitsAreRefusedUntilTheLimitIsRaised() throws {
    let text = Sample.with("owners: 100", "owners: 10_000_000")
    let mistake = try #require(Sample.mistakes(text).first)
    #expect(mistake.code == .tooManyEvents)
    #expect(mistake.hint == "--limit-events raises the limit")
    var limits = LoadLimits()
    limits.events = 100_000_000_000
    #expect(try Sample.load(text, limits: limits).estimate.events > 2_000_000_000)
  }

  @Test func theEstimateIsProportionalToOwnersAndTime() throws {
    let year = try Sample.load().estimate.events
    let double = try Sample.load(Sample.with("owners: 100", "owners: 200")).estimate.events
    #expect(abs(double - 2 * year) <= 2)
    // 100 owners open 1.5 jobs a week: opening, one batch, the end and a timer, and what they pay.
    let jobs = 100 * 1.5 / 7 * 365
    #expect(Double(year) > 4 * jobs && Double(year) < 8 * jobs)
  }
}
