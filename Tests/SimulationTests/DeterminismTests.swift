import Accounting
import Population
import Sampling
import Testing

@testable import Billing
@testable import Simulation

@Suite("The same seed gives the same run")
struct DeterminismTests {
  private static let reference: UInt64? = try? Worlds.marketplace(owners: 200).run().scorecard.digest

  @Test(
    "whatever the threads, the shard size and the agenda",
    arguments: [
      (1, 1, RunOptions.AgendaKind.heap), (1, 64, .heap), (1, 4_096, .heap), (2, 1, .heap), (3, 1, .heap), (2, 64, .heap),
      (3, 64, .heap), (2, 4_096, .heap), (1, 1, .sorted), (1, 64, .sorted), (3, 4_096, .sorted), (1, 8, .heap),
    ])
  func sameDigest(threads: Int, shard: Int, agenda: RunOptions.AgendaKind) throws {
    let outcome = try Worlds.marketplace(owners: 200).run(threads: threads, shard: shard, agenda: agenda)
    #expect(outcome.trouble == nil)
    #expect(outcome.scorecard.digest == DeterminismTests.reference)
    #expect(outcome.scorecard.owners == 200)
  }

  @Test("and every count and every figure of money, not only the digest")
  func sameFigures() throws {
    let one = try Worlds.marketplace(owners: 120).run(threads: 1, shard: 1)
    let other = try Worlds.marketplace(owners: 120).run(threads: 3, shard: 32)
    for code in TransferCode.allCases {
      for month in 0..<one.scorecard.flows.months {
        #expect(one.scorecard.flows.amount(code, month: month) == other.scorecard.flows.amount(code, month: month))
      }
    }
    for kind in CommandKind.allCases {
      #expect(one.scorecard.commands[Int(kind.rawValue)] == other.scorecard.commands[Int(kind.rawValue)], "\(kind)")
    }
    #expect(one.scorecard.eventsRun == other.scorecard.eventsRun)
    for account in Account.allCases {
      #expect(one.scorecard.balances[Int(account.rawValue)] == other.scorecard.balances[Int(account.rawValue)])
    }
  }

  @Test("another seed, or another replication, gives another run")
  func othersDiffer() throws {
    #expect(try Worlds.marketplace(owners: 200, seed: 8).run().scorecard.digest != DeterminismTests.reference)
    #expect(try Worlds.marketplace(owners: 200).run(replication: 1).scorecard.digest != DeterminismTests.reference)
  }

  @Test("The audit watches and changes nothing", arguments: [0, 1, 2])
  func auditChangesNothing(level: Int) throws {
    let audit = [.off, .final, .sweep][level] as RunOptions.Audit
    #expect(try Worlds.marketplace(owners: 200).run(audit: audit).scorecard.digest == DeterminismTests.reference)
  }

  @Test("An idle owner added changes nobody else")
  func idleOwner() throws {
    let idle = Segment(name: "idle", owners: 1, funds: try Worlds.rich())
    let without = try Worlds.marketplace(owners: 50).run(record: [0...49])
    let with = try Worlds.marketplace(owners: 50, extra: [idle]).run(record: [0...49])
    #expect(with.scorecard.owners == 51)
    #expect(with.scorecard.recordedDigest == without.scorecard.recordedDigest)
    #expect(without.scorecard.recordedDigest == without.scorecard.digest)
    #expect(with.scorecard.digest != without.scorecard.digest)
  }

  @Test("Two populations simulated apart add up to the joint run")
  func populationsAddUp() throws {
    let first = try Worlds.marketplace(owners: 40)
    var both = first
    let second = try BillingToy.scenario(owners: 30, usesPerDay: 1, days: 120).segments
    both.segments += second
    let joint = both.run(record: [0...39])
    #expect(joint.scorecard.recordedDigest == first.run().scorecard.digest)
    #expect(joint.trouble == nil)
  }

  @Test("Applying the recorded commands to an empty book gives the digest of the run")
  func replayedCommands() throws {
    let scenario = try Worlds.marketplace(owners: 60)
    let outcome = scenario.run(threads: 2, shard: 16, record: [0...59])
    var book = Book(catalog: scenario.catalog)
    book.open(owners: 60)
    // Owners are independent, so any order of owners will do; a book wants time to run forwards.
    for entry in outcome.recorded.sorted(by: { ($0.at, $0.owner, $0.step) < ($1.at, $1.owner, $1.step) }) {
      let status = book.apply(entry.command, by: OwnerSlot(Int(entry.owner)), at: entry.at)
      #expect(status == entry.status)
    }
    var digest: UInt64 = 0
    for row in book.owners.indices { digest = digest &+ ownerDigest(identity: UInt64(row), book.owners[row]) }
    #expect(digest == outcome.scorecard.digest)
  }

  @Test("What the periodic sweep finds has no command, and is the same for any threads, shard size and agenda")
  func swept() throws {
    let scenario = try Worlds.marketplace(owners: 60)
    func outcome(_ threads: Int, _ shard: Int, _ agenda: RunOptions.AgendaKind = .heap, every events: Int = 50) -> Outcome {
      var options = RunOptions(threads: threads, shardOwners: shard, audit: .sweep, agenda: agenda)
      (options.brokenOwner, options.eventsBetweenSweeps) = (23, events)
      options.damage = { book, owner, _ in book.owners[owner.index].remaining[0] += 1 }
      return Runner(scenario, options: options).run()
    }
    let first = try #require(outcome(1, 1).violation)
    #expect(first.owner == 23 && first.violation.command == nil && first.violation.status == nil)
    // In the middle of its life: with rare sweeps the one at the end finds it.
    #expect(first.violation.at < scenario.end.advanced(by: -Duration_ms.day))
    let late = try #require(outcome(1, 1, every: 100_000).violation)
    #expect(late.violation.at == scenario.end && late.violation.invariant == first.violation.invariant)
    for (threads, shard, agenda) in [(2, 1, RunOptions.AgendaKind.heap), (1, 60, .heap), (3, 16, .sorted), (2, 1_000, .heap)] {
      let found = try #require(outcome(threads, shard, agenda).violation)
      #expect(found.owner == 23 && found.digest == first.digest && found.violation.at == first.violation.at)
      #expect(found.violation.sentence == first.violation.sentence && found.violation.step == first.violation.step)
    }
  }

  @Test("A stopped run says so and keeps what was finished")
  func stopped() throws {
    let scenario = try Worlds.marketplace(owners: 400)
    let counter = Counter()
    let outcome = Runner(scenario, options: RunOptions(threads: 2, shardOwners: 4)).run(stop: { counter.isPast(20) })
    #expect(outcome.isPartial)
    #expect(outcome.scorecard.owners < 400)
    #expect(outcome.scorecard.owners > 0)
    #expect(outcome.trouble == nil)
  }
}
