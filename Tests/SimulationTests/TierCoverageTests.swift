import Accounting
import Billing
import Population
import Testing

@testable import Simulation

@Suite("Worlds of subscriptions, packs, documents and interviews")
struct TierCoverageTests {
  /// The three worlds by name, so that a test's arguments say which one it was.
  private func world(_ name: String, owners: Int, seed: UInt64 = 7, extra: [Segment] = []) throws -> Scenario {
    switch name {
    case "tiers": try Worlds.tiers(owners: owners, seed: seed, extra: extra)
    case "minutes": try Worlds.minutes(owners: owners, seed: seed, extra: extra)
    default: try Worlds.credits(owners: owners, seed: seed, extra: extra)
    }
  }

  @Test("Every kind of command occurs in one of them, and every situation")
  func everythingHappens() throws {
    var commands = [Int64](repeating: 0, count: CommandKind.allCases.count)
    var observations = [Int64](repeating: 0, count: Observation.named.count)
    for name in ["tiers", "minutes", "credits"] {
      let outcome = try world(name, owners: 300).run(threads: 2)
      #expect(outcome.trouble == nil)
      for index in commands.indices { commands[index] += outcome.scorecard.commands[index] }
      for index in observations.indices { observations[index] += outcome.scorecard.observations[index] }
    }
    // Ends of access as metered have a world of their own.
    for kind in CommandKind.allCases where kind.rawValue >= CommandKind.subscribe.rawValue && kind != .endAccess {
      #expect(commands[Int(kind.rawValue)] > 0, "\(kind.name) never happened")
    }
    for (observation, name) in Observation.named where observation.rawValue >= Observation.trialBegun.rawValue {
      #expect(observations[observation.rawValue.trailingZeroBitCount] > 0, "\(name) never happened")
    }
  }

  @Test("The same seed gives the same run, whatever threads, shards and agenda", arguments: ["tiers", "minutes", "credits"])
  func sameDigest(name: String) throws {
    let scenario = try world(name, owners: 80)
    let reference = scenario.run(threads: 1, shard: 1)
    #expect(reference.trouble == nil)
    for (threads, shard, agenda) in [(2, 64, .heap), (3, 4_096, .heap), (1, 8, .sorted)] as [(Int, Int, RunOptions.AgendaKind)] {
      let outcome = scenario.run(threads: threads, shard: shard, agenda: agenda, audit: .final)
      #expect(outcome.trouble == nil)
      #expect(outcome.scorecard.digest == reference.scorecard.digest)
      #expect(outcome.scorecard.eventsRun == reference.scorecard.eventsRun)
    }
    #expect(try world(name, owners: 80, seed: 8).run().scorecard.digest != reference.scorecard.digest)
  }

  @Test("An owner added changes nobody else", arguments: ["tiers", "minutes", "credits"])
  func addedOwner(name: String) throws {
    let without = try world(name, owners: 50).run(record: [0...49])
    var other = try world(name, owners: 50).segments[0]
    other.name = "others"
    other.owners = 1
    let with = try world(name, owners: 50, extra: [other]).run(shard: 64, record: [0...49])
    #expect(with.scorecard.owners == 51)
    #expect(with.scorecard.recordedDigest == without.scorecard.digest)
    #expect(with.scorecard.digest != without.scorecard.digest)
  }

  @Test("Eight seeds run clean under all checks", arguments: ["tiers", "minutes", "credits"])
  func severalSeeds(name: String) throws {
    for seed in 1...8 as ClosedRange<UInt64> {
      #expect(try world(name, owners: 60, seed: seed).run(threads: 2).trouble == nil, "seed \(seed)")
    }
  }

  @Test("Whoever has left asks for nothing more, and its subscription ends with the period")
  func leaving() throws {
    var scenario = try Worlds.tiers(owners: 150)
    scenario.segments[0].joins = .atStart
    scenario.segments[0].stays_ms = try .constant(100 * Double(Duration_ms.day))
    let day = { (number: Int64) in Worlds.start.advanced(by: number * Duration_ms.day) }
    let wishes: [CommandKind] = [.analyse, .chat, .access, .buyReport, .buyPack, .subscribe, .changePlan, .reactivate]
    var cancelled = 0
    for life in scenario.lives(owners: 150) {
      let after = life.filter { $0.at > day(100) }
      #expect(!after.contains { wishes.contains($0.command.kind) })
      #expect(!after.contains { $0.command.kind == .renewalTimer && $0.at > day(132) })
      if life.contains(where: { $0.at == day(100) && $0.command.kind == .cancel && $0.status == .ok }) { cancelled += 1 }
    }
    #expect(cancelled > 30)
  }
}
