import Accounting
import Population
import Sampling
import Simulation
import Testing

@testable import Scenarios

@Suite("The estimate before a run")
struct EstimateTests {
  @Test(
    "It is within a factor of two of the events that are run, for every shipped scenario",
    arguments: Repository.yaml(in: "scenarios") + Repository.yaml(in: "scenarios/check"))
  func events(path: String) throws {
    // Large populations are asked for less: events and estimate both grow with the owners.
    var loaded = try ScenarioFile.load(path: path, source: Repository.source)
    if loaded.estimate.owners > 400 {
      loaded = try ScenarioFile.load(path: path, overrides: Overrides(owners: 400), source: Repository.source)
    }
    let run = Runner(loaded.scenario, options: RunOptions(audit: .off)).run().scorecard.eventsRun
    let ratio = Double(loaded.estimate.events) / Double(max(1, run))
    #expect((0.5...2).contains(ratio), "\(loaded.estimate.events) estimated, \(run) run")
  }

  private static let day = Double(Duration_ms.day)

  private func presence(_ joins: Joining, stays: Distribution? = nil, days: Double) -> Presence {
    let funds = FundingBehaviour(firstPurchase: nil, topUp: .zero, topUpAfter_ms: .zero, replacesCardAfter_ms: .zero)
    let segment = Segment(name: "some", owners: 1, joins: joins, stays_ms: stays, funds: funds)
    return Presence(segment, horizon_ms: days * Self.day)
  }

  @Test("Who never leaves is there from joining to the end")
  func untilTheEnd() {
    #expect(abs(presence(.atStart, days: 100).mean_ms / Self.day - 100) < 1e-6)
    #expect(abs(presence(.spread(over_ms: 40 * Duration_ms.day), days: 100).mean_ms / Self.day - 80) < 1e-6)
    #expect(abs(presence(.poisson(perDay: 1, growthPerYear: 0), days: 100).mean_ms / Self.day - 50) < 1e-6)
  }

  @Test("Of a stream that grows, more come late")
  func growth() {
    let steady = presence(.poisson(perDay: 1, growthPerYear: 0), days: 365.25).mean_ms
    let growing = presence(.poisson(perDay: 1, growthPerYear: 1), days: 365.25).mean_ms
    // Density 2^t over a year: the mean of what is left is 1 / ln 2 - 1 of it.
    #expect(abs(growing / (365.25 * Self.day) - 0.442695) < 1e-4)
    #expect(growing < steady)
  }

  @Test("Long stays are cut off by the end: the mean of both is below either")
  func stays() throws {
    let found = presence(.atStart, stays: try .exponential(mean: 100 * Self.day), days: 100)
    // 100 days x (1 - 1/e).
    #expect(abs(found.mean_ms / Self.day - 63.21206) < 1e-3)
  }

  @Test("Who joins after the end does not join")
  func joinsTooLate() {
    let found = presence(.spread(over_ms: 400 * Duration_ms.day), days: 100)
    #expect(found.joins == 0.25)
    #expect(abs(found.mean_ms / Self.day - 50) < 1e-6)
    #expect(presence(.atStart, days: 0).mean_ms == 0)
  }

  @Test("More threads take less time, and more events more")
  func time() {
    let small = Estimate(owners: 1, events: 1_000_000, memoryBytes: 0)
    let large = Estimate(owners: 1, events: 10_000_000, memoryBytes: 0)
    #expect(small.seconds(threads: 2) * 2 == small.seconds(threads: 1))
    #expect(large.seconds(threads: 1) > 9 * small.seconds(threads: 1))
  }
}
