import Accounting
import Pricing
import Sampling
import Simulation
import Testing

@testable import Scenarios

@Suite struct MeteringFileTests {
  private static func scenario(cutoff: String, _ more: String) -> String {
    """
    scenario: metered
    start: 2026-01-01
    horizon: 1 month
    catalog: {catalog: c, fee: {on_top: 0 %}, cutoff: \(cutoff)}
    population:
      - {segment: users, owners: 10, use: {per_day: 1, quantity: 1 USD}, funds: {first_purchase: 10 USD}}
    \(more)
    """
  }

  private static let metered = "{delay: metered, at_most: 2 days}"

  private func mistakes(cutoff: String, _ more: String) throws -> [Diagnostic] {
    do {
      _ = try Sample.load(Self.scenario(cutoff: cutoff, more))
      return []
    } catch ScenarioError.invalid(let diagnostics) {
      return diagnostics
    }
  }

  @Test func aPipelineIsReadAsItIsWritten() throws {
    let text = Self.scenario(
      cutoff: Self.metered,
      """
      cutoff_delay: {lognormal: {median: 120 s, sigma: 0.5}}
      pipeline: {partitions: 8, capacity: 600 per minute, service: exponential}
      conditions: [{pipeline_stall: 6 hours, from: 2026-01-10}]
      """)
    let scenario = try Sample.load(text).scenario
    #expect(scenario.catalog.terms.cutoff == CutoffRule(timing: .metered, delay_ms: 2 * Duration_ms.day))
    #expect(scenario.endsAccessAsMetered)
    #expect(scenario.metering.cutoffDelay_ms == (try .lognormal(median: 120_000, sigma: 0.5)))
    let pipeline = try #require(scenario.metering.pipeline)
    #expect(pipeline.partitions == 8)
    #expect(pipeline.service_ns == (try .exponential(mean: 100_000_000)))
    #expect(scenario.conditions.count == 1)
    #expect(scenario.conditions[0].to.since(scenario.conditions[0].from) == 6 * Duration_ms.hour)
  }

  @Test(arguments: [
    ("50 per second", 20_000_000.0), ("1 per hour", 3.6e12), ("0.5 per second", 2e9), ("1_000 per day", 86.4e9),
    ("100_000 per second", 10_000),
  ])
  func ratesAreNanosecondsFromOneToTheNext(capacity: String, nanoseconds: Double) throws {
    let text = Self.scenario(cutoff: Self.metered, "pipeline: {partitions: 1, capacity: \(capacity)}")
    let service = try #require(try Sample.load(text).scenario.metering.pipeline?.service_ns)
    #expect(service.variance == 0)
    #expect(abs(service.mean - nanoseconds) <= 1e-9 * nanoseconds)
  }

  @Test func serviceTimesMayVaryAsAGammaLaw() throws {
    let text = Self.scenario(cutoff: Self.metered, "pipeline: {partitions: 1, capacity: 10 per second, service: {cv: 1.5}}")
    let service = try #require(try Sample.load(text).scenario.metering.pipeline?.service_ns)
    #expect(service == (try .gamma(mean: 1e8, cv: 1.5)))
  }

  @Test func withoutTheKeysNothingIsMetered() throws {
    let scenario = try Sample.load(Self.scenario(cutoff: "{delay: 5 minutes}", "")).scenario
    #expect(scenario.catalog.terms.cutoff == CutoffRule(delay_ms: 5 * Duration_ms.minute))
    #expect(!scenario.endsAccessAsMetered && scenario.metering.pipeline == nil)
    let standard = try Sample.load(Self.scenario(cutoff: "{delay: metered}", "")).scenario
    #expect(standard.catalog.terms.cutoff?.delay_ms == Duration_ms.day)
  }

  @Test(arguments: [
    ("{delay: 120 s}", "pipeline: {partitions: 2, capacity: 1 per second}", Diagnostic.Code.contradiction, "pipeline"),
    ("{delay: 120 s}", "cutoff_delay: 2 minutes", .contradiction, "cutoff_delay"),
    ("{delay: metered}", "conditions: [{pipeline_stall: 1 hour, from: 2026-01-05}]", .contradiction, "conditions[0]"),
    ("{delay: 120 s, at_most: 1 hour}", "", .contradiction, "catalog.cutoff.at_most"),
    ("{delay: metered, mode: credit_then_invoice}", "", .contradiction, "catalog.cutoff.delay"),
    ("{delay: meterd}", "", .unknownName, "catalog.cutoff.delay"),
    ("{delay: 120 parsecs}", "", .notADuration, "catalog.cutoff.delay"),
    ("{delay: metered, at_most: 0 s}", "", .outOfRange, "catalog.cutoff.at_most"),
    ("{delay: metered}", "pipeline: {partitions: 0, capacity: 1 per second}", .outOfRange, "pipeline.partitions"),
    ("{delay: metered}", "pipeline: {partitions: 2, capacity: 50}", .notARate, "pipeline.capacity"),
    ("{delay: metered}", "pipeline: {partitions: 2, capacity: 50 per fortnight}", .notARate, "pipeline.capacity"),
    ("{delay: metered}", "pipeline: {partitions: 2, capacity: 0 per second}", .outOfRange, "pipeline.capacity"),
    ("{delay: metered}", "pipeline: {partitions: 2, capacity: 1 per second, service: fast}", .unknownName, "pipeline.service"),
    ("{delay: metered}", "pipeline: {partitions: 2}", .missingKey, "pipeline"),
    (
      "{delay: metered}",
      """
      pipeline: {partitions: 2, capacity: 1 per second}
      conditions: [{pipeline_stall: 1 hour, from: 2026-01-05, to: 2026-01-06}]
      """,
      .contradiction, "conditions[0].to"
    ),
  ])
  func mistakesAreReportedWhereTheyStand(cutoff: String, more: String, code: Diagnostic.Code, path: String) throws {
    let found = try mistakes(cutoff: cutoff, more)
    #expect(found.map(\.code) == [code], "\(found.map(\.rendered))")
    #expect(found.first?.path == path)
  }

  @Test func hintsNameWhatIsMissing() throws {
    let pipeline = try mistakes(cutoff: "{delay: 120 s}", "pipeline: {partitions: 2, capacity: 1 per second}")
    #expect(pipeline.first?.hint == "write 'cutoff: {delay: metered, at_most: 1 day}' into the catalog")
    let rate = try mistakes(cutoff: "{delay: metered}", "pipeline: {partitions: 2, capacity: 50 per secnd}")
    #expect(rate.first?.hint == "write '50 per second'")
  }

  @Test func theShippedPipelineStandsStillOnce() throws {
    let scenario = try ScenarioFile.load(path: "scenarios/check/pipeline.yaml", source: Repository.source).scenario
    #expect(scenario.metering.pipeline?.partitions == 4)
    #expect(scenario.endsAccessAsMetered)
    #expect(scenario.conditions.count == 1)
  }
}
