import Accounting
import Billing
import Foundation
import Population
import Pricing
import Testing

@testable import Sampling
@testable import Simulation

/// Closed formulas against whole runs: the numbers are those of the list in `docs/simulation.md`. Fixed seeds, 4 standard errors.
@Suite("Arrivals and spending agree with closed formulas")
struct ArrivalOracleTests {
  private static let owners = 4_000

  /// Owners who only use a product, at gaps and amounts of one's choice.
  private func users(
    perDay: Double, gaps: Distribution, quantity: Distribution, days: Double, funds: FundingBehaviour? = nil, seed: UInt64
  ) throws -> Scenario {
    let usage = UsageBehaviour(perDay: try .constant(perDay), gaps: gaps, quantity: quantity)
    return Worlds.scenario(
      "users", days: days, [Segment(name: "users", owners: Self.owners, usage: usage, funds: try funds ?? Worlds.rich())],
      seed: seed)
  }

  private func uses(_ life: [RecordedCommand]) -> [Int64] {
    life.compactMap { entry in
      guard case .use(let amount) = entry.command, entry.status == .ok else { return nil }
      return amount
    }
  }

  @Test("1: gross spend is compound Poisson")
  func grossSpend() throws {
    // Gamma amounts with mean m and shape k: E X = m, E X² = m²(1 + 1/k). Rounding to a unit of m = 50,000 is below notice.
    let rate = 3.0
    let days = 20.0
    let mean = 50_000.0
    let shape = 2.0
    let scenario = try users(
      perDay: rate, gaps: .exponential(mean: 1), quantity: .gamma(shape: shape, scale: mean / shape), days: days, seed: 101)
    let spent = Sample(scenario.lives(owners: Self.owners).map { Double(uses($0).reduce(0, +)) })
    #expect(abs(spent.z(mean: rate * days * mean)) < 4)
    #expect(abs(spent.z(variance: rate * days * mean * mean * (1 + 1 / shape))) < 4)
  }

  @Test("2: owners with Gamma rates make negative binomial counts")
  func heterogeneousUsage() throws {
    let shape = 0.8
    let mean = 0.5
    let days = 30.0
    var scenario = try users(perDay: 1, gaps: .exponential(mean: 1), quantity: .one, days: days, seed: 102)
    scenario.segments[0].usage?.perDay = try .gamma(shape: shape, scale: mean / shape)
    let counts = scenario.lives(owners: Self.owners).map { Double(uses($0).count) }
    let sample = Sample(counts)
    let expected = mean * days
    #expect(abs(sample.z(mean: expected)) < 4)
    #expect(abs(sample.z(variance: expected + expected * expected / shape)) < 4)
    let silent = pow(1 + expected / shape, -shape)
    let n = Double(Self.owners)
    let seen = Double(counts.filter { $0 == 0 }.count) / n
    #expect(abs(seen - silent) < 4 * (silent * (1 - silent) / n).squareRoot())
  }

  @Test("5: Erlang-2 gaps renew at the rate that the renewal function says")
  func renewal() throws {
    // Gaps are Gamma with shape 2 and mean 1 day, so each is two exponential stages of rate 2.
    let days = 6.0
    let scenario = try users(perDay: 1, gaps: .gamma(shape: 2, scale: 0.5), quantity: .one, days: days, seed: 105)
    let counts = Sample(scenario.lives(owners: Self.owners).map { Double(uses($0).count) })
    let stages = 2.0
    #expect(abs(counts.z(mean: stages * days / 2 - 0.25 + exp(-2 * stages * days) / 4)) < 4)
  }

  @Test("16: without reload the cut-off comes with the first use that the credits do not cover")
  func timeToCutOff() throws {
    let rate = 4.0
    let covered = 25.0
    let funds = FundingBehaviour(
      firstPurchase: try .constant(covered * 10), topUp: .zero, topUpAfter_ms: .zero, replacesCardAfter_ms: .zero)
    let scenario = try users(
      perDay: rate, gaps: .exponential(mean: 1), quantity: .constant(10), days: 40, funds: funds, seed: 116)
    let refusedAt = scenario.lives(owners: Self.owners).compactMap { life in
      life.first { $0.status == .insufficientFunds }.map { Double($0.at.since(Worlds.start)) / Double(Duration_ms.day) }
    }
    #expect(refusedAt.count == Self.owners)
    let sample = Sample(refusedAt)
    #expect(abs(sample.z(mean: (covered + 1) / rate)) < 4)
    #expect(abs(sample.z(variance: (covered + 1) / (rate * rate))) < 4)
  }

  @Test("19: a profile, a trend and a surge make an inhomogeneous Poisson stream with the integral as mean and variance")
  func seasonality() throws {
    let from = Worlds.start.advanced(by: 10 * Duration_ms.day)
    let jobs = try JobWorlds.jobs(perWeek: 14, gaps: .exponential(mean: 1), duration_ms: Double(Duration_ms.hour)) {
      $0.hours = .office
      $0.trendPerYear = 2
    }
    let surges = [Timeline.Surge(from: from, to: from.advanced(by: 37 * Duration_ms.hour + 20 * Duration_ms.minute), factor: 3)]
    let scenario = Worlds.scenario(
      "season", days: 21, [Segment(name: "office", owners: Self.owners, jobs: jobs, funds: try Worlds.rich())],
      conditions: [Condition(kind: .surge(factor: 3), from: from, to: surges[0].to)], seed: 119)
    let counts = scenario.lives(owners: Self.owners).map { life in
      Double(life.filter { $0.command.kind == .openJob }.count)
    }
    // The integral hour by hour, from the definition. 2026-01-01 is a Thursday, day 3 of a week that begins on Monday.
    var integral = 0.0
    for hour in 0..<(21 * 24) {
      let growth = 1 + 2 * Double(hour) / 8_766
      let weight = HourProfile.office.weights[(hour + 72) % 168]
      let surged = min(max((37.0 + 1.0 / 3.0) - Double(hour - 240), 0), 1) * (hour >= 240 ? 1 : 0)
      integral += weight * growth * (1 + 2 * surged)
    }
    let sample = Sample(counts)
    #expect(abs(sample.z(mean: integral * 14 / 168)) < 4)
    #expect(abs(sample.z(variance: integral * 14 / 168)) < 4)
  }

  @Test("Joining as a growing Poisson stream has the integral as mean and variance")
  func growingArrivals() throws {
    let counts = (0..<400).map { replication in
      Double(
        Layout(
          segments: [
            Segment(
              name: "new", owners: 0, joins: .poisson(perDay: 2, growthPerYear: 0.5),
              funds: FundingBehaviour(
                firstPurchase: .one, topUp: .zero, topUpAfter_ms: .zero, replacesCardAfter_ms: .zero))
          ], start: Worlds.start, end: Worlds.start.advanced(by: 365 * Duration_ms.day), seed: 5,
          replication: UInt32(replication)
        ).owners)
    }
    let growth = log(1.5) / 365.25
    let expected = 2 * (exp(growth * 365) - 1) / growth
    #expect(abs(Sample(counts).z(mean: expected)) < 4)
    #expect(abs(Sample(counts).z(variance: expected)) < 4)
  }
}
