import Accounting
import Billing
import Foundation
import Population
import Pricing
import Testing

@testable import Sampling
@testable import Simulation

/// Closed formulas for bursts and for the lots alive: the numbers are those of the list in `docs/simulation.md`. Fixed seeds, 4
/// standard errors: a sound run fails one such comparison in 16,000.
@Suite("Bursts, sessions and lots alive agree with closed formulas")
struct BurstOracleTests {
  private static let owners = 4_000
  private static let hour = Double(Duration_ms.hour)

  private func uses(days: Double, seed: UInt64, _ usage: UsageBehaviour) throws -> [Double] {
    let segment = Segment(name: "users", owners: Self.owners, usage: usage, funds: try Worlds.rich())
    return Worlds.scenario("bursts", days: days, [segment], seed: seed).lives(owners: Self.owners).map { life in
      Double(life.count { $0.command.kind == .use })
    }
  }

  private func usage(perDay: Double, _ change: (inout UsageBehaviour) throws -> Void) throws -> UsageBehaviour {
    var usage = UsageBehaviour(perDay: try .constant(perDay), gaps: try .exponential(mean: 1), quantity: try .constant(7))
    try change(&usage)
    return usage
  }

  @Test("18: geometric batches at random instants", arguments: [0.25, 0.7])
  func batches(p: Double) throws {
    let (rate, days) = (3.0, 10.0)
    let counts = Sample(
      try uses(days: days, seed: 118, usage(perDay: rate) { $0.batch = try .geometric(probability: p) }))
    #expect(abs(counts.z(mean: rate * days / p)) < 4)
    #expect(abs(counts.z(variance: rate * days * (2 - p) / (p * p))) < 4)
  }

  @Test("22: sessions and pauses make counts as dispersed as an interrupted Poisson process", arguments: [6.0, 48])
  func sessions(hours: Double) throws {
    let (on, off, perDay) = (2.0, 6.0, 24.0)
    let counts = Sample(
      try uses(
        days: hours / 24, seed: 122,
        usage(perDay: perDay) {
          $0.sessions = Sessions(
            on_ms: try .exponential(mean: on * Self.hour), off_ms: try .exponential(mean: off * Self.hour))
        }))
    let (leaving, entering) = (1 / on, 1 / off)
    let rate = perDay / 24 * (on + off) / on
    let sum = leaving + entering
    let dispersion = 1 + 2 * leaving * rate / (sum * sum) * (1 - (1 - exp(-sum * hours)) / (sum * hours))
    let mean = perDay * hours / 24
    #expect(abs(counts.z(mean: mean)) < 4)
    #expect(abs(counts.z(variance: mean * dispersion)) < 4)
    #expect(dispersion > 3)
  }

  @Test("Sessions do not care for threads and shards, and follow the hours of the week")
  func sessionsInAWeek() throws {
    let busy = try usage(perDay: 20) {
      $0.hours = .office
      $0.batch = try .geometric(probability: 0.5)
      $0.sessions = Sessions(on_ms: try .gamma(mean: Self.hour, cv: 0.5), off_ms: try .constant(3 * Self.hour))
    }
    let segment = Segment(name: "users", owners: 60, usage: busy, funds: try Worlds.rich())
    let scenario = Worlds.scenario("sessions", days: 28, [segment], seed: 22)
    let outcome = scenario.run(threads: 2)
    #expect(outcome.trouble == nil)
    #expect(scenario.run(threads: 1, shard: 1, agenda: .sorted).scorecard.digest == outcome.scorecard.digest)
    let nights = scenario.lives(owners: 60).joined().filter { entry in
      entry.command.kind == .use && !(8..<18).contains(entry.at.milliseconds / Duration_ms.hour % 24)
    }
    #expect(nights.count * 4 < Int(outcome.scorecard.commands[Int(CommandKind.use.rawValue)]))
  }

  @Test("26: the lots alive are the rate of purchases times the mean of the shorter of life and time to burn")
  func liveLots() throws {
    let (units, perDay, life, perDayJoin, days) = (12, 1.0, 10.0, 60.0, 60.0)
    let terms = Worlds.terms { $0.expiry = ExpiryRule(paid: .milliseconds(Int64(life) * Duration_ms.day)) }
    let segment = Segment(
      name: "users", owners: Int(perDayJoin * days), joins: .poisson(perDay: perDayJoin, growthPerYear: 0),
      usage: try usage(perDay: perDay) { _ in }, funds: try Worlds.rich(Double(7 * units)))
    let scenario = Worlds.scenario("lots", days: days, terms: terms, [segment], seed: 126)
    let owners = Runner(scenario).layout.owners
    // When each owner's one lot came, and when it was burnt or expired.
    let lots = scenario.lives(owners: owners).compactMap { life -> (from: Instant, to: Instant)? in
      guard let bought = life.first(where: { $0.command.kind == .settle && $0.status == .ok }) else { return nil }
      let burnt = life.filter { $0.command.kind == .use && $0.status == .ok }
      let expired = life.first { $0.command.kind == .lotExpiry && $0.status == .ok }
      return (bought.at, burnt.count == units ? burnt[units - 1].at : expired?.at ?? scenario.end)
    }
    // E[min(L, Erlang(n))] is the sum of P(Erlang(k) <= L) / rate over k = 1...n.
    var below = 0.0
    var term = exp(-perDay * life)
    var shorter = 0.0
    for k in 1...units {
      below += term
      term *= perDay * life / Double(k)
      shorter += (1 - below) / perDay
    }
    // Poisson at every instant once the first lots have ended; a life apart they are independent.
    for day in [11.0, 22, 33, 44, 55] {
      let at = Worlds.start.advanced(by: Int64(day * Double(Duration_ms.day)))
      let alive = Double(lots.count { $0.from <= at && at < $0.to })
      let expected = perDayJoin * shorter
      #expect(abs(alive - expected) < 4 * expected.squareRoot(), "on day \(day)")
    }
    let expired = Double(lots.count { $0.to < scenario.end && $0.to.since($0.from) == Int64(life) * Duration_ms.day })
    let ended = Double(lots.count { $0.to < scenario.end })
    #expect(expired > 0 && expired < ended)
  }
}
