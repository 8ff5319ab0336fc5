import Accounting
import Auditing
import Billing
import Foundation
import Measurement
import Population
import Synchronization

/// What the workers of one run share: the counter of shards, the first violation, and the outcomes to be merged.
final class RunState: Sendable {
  let stop: @Sendable () -> Bool
  private let progress: @Sendable (RunProgress) -> Void
  private let start: Instant
  private let horizon_ms: Int64
  private let owners: Int
  private let plan: ShardPlan
  private let next = Atomic<Int>(0)
  private let finished = Atomic<Int>(0)
  private let events = Atomic<Int>(0)
  /// Owners from here on need not be simulated: one before them broke an invariant.
  private let limit = Atomic<Int>(Int.max)
  /// How far the partitions under way have come, by their lowest owners.
  private let underWay = Mutex<[Int: PartitionProgress]>([:])
  private let merged = Mutex<WorkerResult?>(nil)

  init(
    _ scenario: Scenario, owners: Int, plan: ShardPlan, stop: @escaping @Sendable () -> Bool,
    progress: @escaping @Sendable (RunProgress) -> Void
  ) {
    start = scenario.start
    horizon_ms = max(1, scenario.end.since(scenario.start))
    self.owners = owners
    self.plan = plan
    self.stop = stop
    self.progress = progress
  }

  /// The next owners to simulate and their catalog, or nil when all are taken or none is needed any more.
  func nextShard() -> (numbers: OwnerNumbers, catalog: Int)? {
    if stop() { return nil }
    guard let shard = plan[next.wrappingAdd(1, ordering: .relaxed).oldValue] else { return nil }
    return shard.numbers.first < limit.load(ordering: .relaxed) ? shard : nil
  }

  func noteViolation(owner: Int) { limit.min(owner, ordering: .relaxed) }

  /// A shard is finished.
  func noteProgress(_ numbers: OwnerNumbers, events ran: Int) {
    if plan.partitions > 0 { underWay.withLock { $0[numbers.first] = nil } }
    let done = finished.wrappingAdd(numbers.count, ordering: .relaxed).newValue
    let total = events.wrappingAdd(ran, ordering: .relaxed).newValue
    if plan.partitions > 0 { return reportPartitions(done, total) }
    progress(RunProgress(ownersDone: done, owners: owners, events: total))
  }

  /// A shard is under way. Only the owners of a partition live side by side, so only partitions have a date.
  func noteTime(_ numbers: OwnerNumbers, at now: Instant, events: Int) {
    if plan.partitions == 0 { return }
    underWay.withLock { $0[numbers.first] = PartitionProgress(owners: numbers.count, at: now, events: events) }
    reportPartitions(finished.load(ordering: .relaxed), self.events.load(ordering: .relaxed))
  }

  private func reportPartitions(_ done: Int, _ total: Int) {
    let under = underWay.withLock { $0 }
    var sofar = RunProgress(ownersDone: done, owners: owners, events: total)
    var lived = Double(done)
    for part in under.values {
      lived += Double(part.owners) * Double(part.at.since(start)) / Double(horizon_ms)
      sofar.events += part.events
    }
    sofar.done = owners > 0 ? lived / Double(owners) : 1
    sofar.date = under.values.map(\.at).min()
    progress(sofar)
  }

  /// Adds what a worker came to; the first one's card becomes the run's, so there are never more cards than threads.
  func deliver(_ result: consuming WorkerResult) {
    var result = Optional(result)
    merged.withLock { merged in
      guard let mine = result.take() else { return }
      if merged == nil { merged = consume mine } else { merged?.add(mine) }
    }
  }

  /// The workers' results added up.
  func outcome(owners: Int) -> Outcome {
    guard let result = merged.withLock({ $0.take() }) else {
      preconditionFailure("Every worker delivers before it ends.")
    }
    return result.outcome(owners: owners)
  }
}

/// How far a run has come.
public struct RunProgress: Hashable, Sendable {
  /// Owners whose lives are over.
  public var ownersDone: Int
  public var owners: Int
  public var events: Int
  /// Share of the simulated time of all owners together that is over, 0 to 1.
  public var done: Double
  /// The date that every partition under way has come to; nil where owners live one after the other, so that there is no such date.
  public var date: Instant?

  init(ownersDone: Int, owners: Int, events: Int) {
    self.ownersDone = ownersDone
    self.owners = owners
    self.events = events
    done = owners > 0 ? Double(ownersDone) / Double(owners) : 1
  }
}

private struct PartitionProgress {
  var owners: Int
  var at: Instant
  var events: Int
}

/// What one worker's shards came to.
struct WorkerResult: ~Copyable, Sendable {
  var scorecard: Scorecard
  var checks: [Int64]
  var violation: FoundViolation?
  var isPartial: Bool
  var recorded: [RecordedCommand]
  var ownerFlows: OwnerFlows?

  mutating func add(_ other: borrowing WorkerResult) {
    scorecard.merge(other.scorecard)
    for index in checks.indices { checks[index] += other.checks[index] }
    // The violation of the lowest owner.
    if let found = other.violation, found.owner < violation?.owner ?? .max { violation = found }
    isPartial = isPartial || other.isPartial
    recorded += other.recorded
    if let flows = other.ownerFlows { ownerFlows?.merge(flows) }
  }

  consuming func outcome(owners: Int) -> Outcome {
    // One worker wrote all commands of an owner, in order.
    recorded.sort { ($0.owner, $0.step) < ($1.owner, $1.step) }
    return Outcome(
      scorecard: scorecard, checks: checks, violation: violation, isPartial: isPartial, recorded: recorded, owners: owners,
      ownerFlows: ownerFlows)
  }
}

/// A thread with a stack of its own that reports to a group when it ends.
struct WorkerThread {
  let name: String
  let body: @Sendable () -> Void

  func start(in group: DispatchGroup) {
    group.enter()
    let thread = Thread { [body] in
      body()
      group.leave()
    }
    thread.name = name
    thread.stackSize = 8 << 20
    thread.start()
  }
}
