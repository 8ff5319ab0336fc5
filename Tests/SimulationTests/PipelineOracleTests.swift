import Accounting
import Auditing
import Billing
import Foundation
import Population
import Pricing
import Testing

@testable import Sampling
@testable import Simulation

/// Closed formulas for the metering pipeline: the numbers are those of the list in `docs/simulation.md`. Fixed seeds, 4 standard
/// errors, which a sound simulator exceeds once in 15,000 such comparisons.
@Suite("Queues and delayed cutoffs agree with closed formulas")
struct PipelineOracleTests {
  /// 200 owners whose uses together are a Poisson stream of one a minute, through one partition.
  private func queue(load: Double, service: (_ mean_ns: Double) throws -> Distribution, seed: UInt64) throws -> Scenario {
    let owners = 200
    let usage = UsageBehaviour(
      perDay: try .constant(1_440 / Double(owners)), gaps: try .exponential(mean: 1), quantity: try .constant(1))
    let segment = Segment(name: "users", owners: owners, usage: usage, funds: try Worlds.rich())
    var scenario = Worlds.scenario(
      "queue", days: 4, terms: Worlds.terms { $0.cutoff = CutoffRule(timing: .metered, delay_ms: Duration_ms.day) }, [segment],
      seed: seed)
    scenario.metering.pipeline = Pipeline(partitions: 1, service_ns: try service(load * 60e9))
    return scenario
  }

  /// Mean waits in minutes, and shares of uses that waited, of independent runs; each begins empty, and is long beside the time in
  /// which a queue forgets that.
  private func runs(_ scenario: Scenario) throws -> (waits: Sample, waited: Sample) {
    var waits: [Double] = []
    var waited: [Double] = []
    for replication in 0..<40 as Range<UInt32> {
      let outcome = scenario.run(audit: .off, replication: replication)
      let sums = try #require(outcome.metering)
      #expect((5_000...6_600).contains(sums.uses))
      waits.append(Double(sums.wait_ns) / Double(sums.uses) / 60e9)
      waited.append(Double(sums.waited) / Double(sums.uses))
    }
    return (Sample(waits), Sample(waited))
  }

  @Test("6: M/M/1 waits ρ/(μ − λ), and the share ρ of all uses waits at all", arguments: [0.3, 0.6])
  func exponentialService(load: Double) throws {
    let (waits, waited) = try runs(try queue(load: load, service: { try .exponential(mean: $0) }, seed: 106))
    // In minutes, with λ = 1: μ = 1/ρ.
    #expect(abs(waits.z(mean: load / (1 / load - 1))) < 4)
    #expect(abs(waited.z(mean: load)) < 4)
  }

  @Test("7: M/D/1 waits ρ/(2μ(1 − ρ))")
  func constantService() throws {
    let load = 0.6
    let (waits, waited) = try runs(try queue(load: load, service: { try .constant($0) }, seed: 107))
    #expect(abs(waits.z(mean: load * load / (2 * (1 - load)))) < 4)
    #expect(abs(waited.z(mean: load)) < 4)
  }

  @Test("7: M/G/1 waits λE[S²]/(2(1 − ρ))", arguments: [0.5, 1.5])
  func gammaService(cv: Double) throws {
    let load = 0.5
    let (waits, waited) = try runs(try queue(load: load, service: { try .gamma(mean: $0, cv: cv) }, seed: 207))
    #expect(abs(waits.z(mean: load * load * (1 + cv * cv) / (2 * (1 - load)))) < 4)
    #expect(abs(waited.z(mean: load)) < 4)
  }

  // MARK: Delayed cutoffs

  private static let owners = 4_000

  /// Owners who buy twenty uses of 7 once, and what each used after those.
  private func overspent(delay_ms: Distribution, perDay: Double, seed: UInt64) throws -> (Sample, Outcome) {
    let usage = UsageBehaviour(perDay: try .constant(perDay), gaps: try .exponential(mean: 1), quantity: try .constant(7))
    let segment = Segment(name: "users", owners: Self.owners, usage: usage, funds: try Worlds.rich(140))
    var scenario = Worlds.scenario(
      "users", days: 20, terms: Worlds.terms { $0.cutoff = CutoffRule(timing: .metered, delay_ms: 20 * Duration_ms.day) },
      [segment], seed: seed)
    scenario.metering.cutoffDelay_ms = delay_ms
    let admitted = scenario.lives(owners: Self.owners).map { life in
      life.count { entry in if case .use = entry.command { entry.status == .ok } else { false } }
    }
    return (Sample(admitted.map { Double($0 - 20) }), scenario.run(threads: 2))
  }

  @Test("17: uses admitted during a metered cutoff's fixed delay are Poisson with mean λd")
  func fixedDelay() throws {
    let rate = 10.0
    let days = 0.3
    let (uses, outcome) = try overspent(delay_ms: .constant(days * Double(Duration_ms.day)), perDay: rate, seed: 117)
    #expect(abs(uses.z(mean: rate * days)) < 4)
    #expect(abs(uses.z(variance: rate * days)) < 4)
    let sums = try #require(outcome.metering)
    #expect(sums.cutoffs == Int64(Self.owners))
    #expect(Double(sums.overspent) == 7 * uses.values.reduce(0, +))
    #expect(sums.longestCutoffDelay_ms == Int64(days * Double(Duration_ms.day)))
  }

  @Test("17: with a log-normal delay D the mean is λE[D] and the variance λE[D] + λ²Var D")
  func lognormalDelay() throws {
    let rate = 10.0
    let sigma = 0.5
    let median = 0.3
    let (uses, outcome) = try overspent(
      delay_ms: .lognormal(median: median * Double(Duration_ms.day), sigma: sigma), perDay: rate, seed: 217)
    let mean = median * exp(sigma * sigma / 2)
    let variance = mean * mean * (exp(sigma * sigma) - 1)
    #expect(abs(uses.z(mean: rate * mean)) < 4)
    #expect(abs(uses.z(variance: rate * mean + rate * rate * variance)) < 4)
    let sums = try #require(outcome.metering)
    let error = (variance / Double(Self.owners)).squareRoot()
    let drawn = Double(sums.cutoffDelay_ms) / Double(sums.cutoffs) / Double(Duration_ms.day)
    #expect(abs(drawn - mean) < 4 * error)
  }
}
