import Accounting
import Auditing
import Billing
import Measurement
import Population
import Pricing
import Sampling
import Synchronization
import Testing

@testable import Simulation

@Suite("A metering pipeline")
struct PipelineTests {
  /// Owners who use more than they have at hand, through a pipeline that is busy half of the time and stands still for a while.
  private static func world(
    owners: Int = 120, partitions: Int? = 4, stall_ms: Int64 = 6 * Duration_ms.hour, atMost_ms: Int64 = 3 * Duration_ms.day
  ) throws -> Scenario {
    let usage = UsageBehaviour(
      perDay: try .gamma(mean: 24, cv: 1), gaps: try .gamma(mean: 1, cv: 1.8), quantity: try .gamma(mean: 60, cv: 1))
    var funds = try Worlds.rich(2_000)
    funds.topUpWhenRefused = 0.9
    funds.topUp = try .constant(3_000)
    funds.topUpAfter_ms = try .exponential(mean: 3 * Double(Duration_ms.hour))
    funds.autoReload = .init(share: 0.3, threshold: try .constant(500), amount: try .constant(4_000))
    let segment = Segment(name: "users", owners: owners, joins: .spread(over_ms: 5 * Duration_ms.day), usage: usage, funds: funds)
    let stallAt = Worlds.start.advanced(by: 20 * Duration_ms.day)
    var scenario = Worlds.scenario(
      "pipeline", days: 40, terms: Worlds.terms { $0.cutoff = CutoffRule(timing: .metered, delay_ms: atMost_ms) }, [segment],
      gateway: GatewayBehaviour(
        latency_ms: try .uniform(min: 0, max: 180_000), duplicates: 0.05, duplicateAfter_ms: try .constant(60_000)),
      conditions: stall_ms == 0 || partitions == nil
        ? [] : [Condition(kind: .pipelineStall, from: stallAt, to: stallAt.advanced(by: stall_ms))],
      seed: 11)
    scenario.metering = MeteringBehaviour(cutoffDelay_ms: try .lognormal(median: 120_000, sigma: 0.5))
    // 720 uses a day and partition: one in two minutes, metered in one minute.
    scenario.metering.pipeline = try partitions.map { Pipeline(partitions: $0, service_ns: try .exponential(mean: 60e9)) }
    return scenario
  }

  private static let reference: (digest: UInt64, metering: MeteringSums?)? = {
    guard let outcome = try? world().run() else { return nil }
    return (outcome.scorecard.digest, outcome.metering)
  }()

  @Test(
    "The result does not depend on threads, on the size of shards, or on the agenda",
    arguments: [
      (1, 1, RunOptions.AgendaKind.heap), (2, 1, .heap), (3, 64, .heap), (8, 4_096, .heap), (1, 64, .sorted), (3, 8, .sorted),
    ])
  func sameDigest(threads: Int, shard: Int, agenda: RunOptions.AgendaKind) throws {
    let outcome = try Self.world().run(threads: threads, shard: shard, agenda: agenda, audit: .final)
    #expect(outcome.trouble == nil)
    #expect(outcome.scorecard.digest == Self.reference?.digest)
    #expect(outcome.scorecard.metering == Self.reference?.metering)
    #expect(outcome.scorecard.owners == 120)
  }

  @Test("While it runs, its partitions come to one date after the other; owners who meet nobody have no common date")
  func progress() throws {
    let scenario = try Self.world()
    let seen = Mutex<[RunProgress]>([])
    _ = Runner(scenario).run(progress: { sofar in seen.withLock { $0.append(sofar) } })
    let all = seen.withLock { $0 }
    // One thread: partition after partition, each from the start to the end.
    let dates = all.compactMap(\.date)
    #expect(dates.count >= 8)
    #expect(dates.allSatisfy { (scenario.start..<scenario.end).contains($0) })
    #expect(zip(all, all.dropFirst()).allSatisfy { $0.done <= $1.done && $0.events <= $1.events })
    #expect(all.last?.done == 1 && all.last?.date == nil && all.last?.ownersDone == 120)
    #expect(all.contains { $0.ownersDone == 0 && $0.done > 0 })
    let alone = Mutex<Int>(0)
    _ = Runner(try Self.world(partitions: nil)).run(progress: { sofar in alone.withLock { $0 += sofar.date == nil ? 0 : 1 } })
    #expect(alone.withLock { $0 } == 0)
  }

  @Test("It depends on the number of partitions, which is a part of the scenario")
  func partitionsMatter() throws {
    #expect(Self.reference != nil)
    for partitions in [3, 8, 500] {
      let outcome = try Self.world(partitions: partitions).run(threads: 2)
      #expect(outcome.trouble == nil)
      #expect(outcome.scorecard.owners == 120)
      #expect(outcome.scorecard.digest != Self.reference?.digest)
    }
  }

  @Test("Every step holds, every kind of event occurs, and what was metered adds up")
  func everythingHappens() throws {
    let outcome = try Self.world().run(threads: 2)
    #expect(outcome.trouble == nil)
    let sums = try #require(outcome.metering)
    let uses = outcome.scorecard.commands[Int(CommandKind.use.rawValue), Int(Status.ok.rawValue)]
    #expect(sums.uses == uses)
    #expect(sums.waited > 0 && sums.waited < sums.uses)
    #expect(sums.longestWait_ns >= 5 * 3_600_000_000_000)
    #expect(sums.largestBacklog > 100)
    let answers = outcome.scorecard.commands[Int(CommandKind.endAccess.rawValue)]
    #expect(answers <= sums.cutoffs && answers > 0)
    let cancelled = outcome.scorecard.commands[Int(CommandKind.endAccess.rawValue), Int(Status.timerCancelled.rawValue)]
    #expect(cancelled > 0 && cancelled < answers)
    #expect(sums.overspent == outcome.scorecard.flows.total(.usageOnDebt))
    for situation in [Observation.accessEnded, .accessRestored, .negativeBalance] {
      #expect(outcome.scorecard.observations[situation.rawValue.trailingZeroBitCount] > 0)
    }
  }

  @Test("A stall makes cutoffs come later and more is owed")
  func stallCosts() throws {
    let calm = try #require(try Self.world(stall_ms: 0).run().metering)
    let stalled = try #require(try Self.world().run().metering)
    #expect(calm.longestCutoffDelay_ms < 3 * Duration_ms.hour)
    #expect(stalled.longestCutoffDelay_ms > 6 * Duration_ms.hour)
    #expect(stalled.overspent > calm.overspent)
  }

  @Test("Without a pipeline the shard does not matter, cutoffs or not")
  func noPipeline() throws {
    let scenario = try Self.world(partitions: nil)
    let outcome = scenario.run(threads: 1, shard: 1)
    #expect(outcome.trouble == nil)
    let sums = try #require(outcome.metering)
    #expect(sums.uses == 0 && sums.cutoffs > 0 && sums.overspent > 0)
    let other = scenario.run(threads: 3, shard: 64, agenda: .sorted)
    #expect(other.scorecard.digest == outcome.scorecard.digest)
    #expect(other.scorecard.metering == sums)
    #expect(try Worlds.marketplace(owners: 5).run().scorecard.metering == nil)
  }

  @Test("A run without pipeline is one with a pipeline that takes no time, but for the millisecond of its service")
  func immediateService() throws {
    var scenario = try Self.world(partitions: nil)
    let without = try #require(scenario.run().metering)
    scenario.metering.pipeline = Pipeline(partitions: 3, service_ns: try .constant(1))
    let with = try #require(scenario.run().metering)
    #expect(with.longestCutoffDelay_ms <= without.longestCutoffDelay_ms + 1)
    #expect(with.longestWait_ns < 1_000)
  }

  @Test("debt-bounded: a cutoff that the pipeline delays beyond the longest time of the terms")
  func overdue() throws {
    let outcome = try Self.world(atMost_ms: Duration_ms.hour).run(threads: 2)
    #expect(outcome.violation?.violation.invariant == .debtBounded)
    // The same one for any number of threads.
    let again = try Self.world(atMost_ms: Duration_ms.hour).run(threads: 1, agenda: .sorted)
    #expect(again.violation?.owner == outcome.violation?.owner)
    #expect(again.violation?.violation.at == outcome.violation?.violation.at)
  }

  @Test("Applying the recorded commands to an empty book gives the digest of the run")
  func replayedCommands() throws {
    let scenario = try Self.world()
    let outcome = scenario.run(threads: 2, record: [0...119])
    var book = Book(catalog: scenario.catalog)
    book.open(owners: 120)
    for entry in outcome.recorded.sorted(by: { ($0.at, $0.owner, $0.step) < ($1.at, $1.owner, $1.step) }) {
      #expect(book.apply(entry.command, by: OwnerSlot(Int(entry.owner)), at: entry.at) == entry.status)
    }
    var digest: UInt64 = 0
    for row in book.owners.indices { digest = digest &+ ownerDigest(identity: UInt64(row), book.owners[row]) }
    #expect(digest == outcome.scorecard.digest)
    #expect(outcome.scorecard.recordedDigest == outcome.scorecard.digest)
  }

  @Test("Partitions deal out every owner once", arguments: [(10, 3), (3, 8), (0, 4), (7, 1), (64, 64)])
  func dealing(owners: Int, partitions: Int) {
    var seen: [Int] = []
    for partition in 0..<partitions {
      let numbers = OwnerNumbers(partition: partition, of: partitions, owners: owners)
      seen += (0..<numbers.count).map { numbers[$0] }
    }
    #expect(seen.sorted() == Array(0..<owners))
    #expect(OwnerNumbers(5..<9).span == 5..<9)
  }
}
