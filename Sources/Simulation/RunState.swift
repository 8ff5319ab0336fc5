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
  private let progress: @Sendable (Int, Int, Int) -> Void
  private let owners: Int
  private let plan: ShardPlan
  private let next = Atomic<Int>(0)
  private let finished = Atomic<Int>(0)
  private let events = Atomic<Int>(0)
  /// Owners from here on need not be simulated: one before them broke an invariant.
  private let limit = Atomic<Int>(Int.max)
  private let merged = Mutex<WorkerResult?>(nil)

  init(
    owners: Int, plan: ShardPlan, stop: @escaping @Sendable () -> Bool, progress: @escaping @Sendable (Int, Int, Int) -> Void
  ) {
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

  func noteProgress(owners count: Int, events ran: Int) {
    let done = finished.wrappingAdd(count, ordering: .relaxed).newValue
    let total = events.wrappingAdd(ran, ordering: .relaxed).newValue
    progress(done, owners, total)
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

/// What one worker's shards came to.
struct WorkerResult: ~Copyable, Sendable {
  var scorecard: Scorecard
  var checks: [Int64]
  var violation: FoundViolation?
  var isPartial: Bool
  var recorded: [RecordedCommand]

  mutating func add(_ other: borrowing WorkerResult) {
    scorecard.merge(other.scorecard)
    for index in checks.indices { checks[index] += other.checks[index] }
    // The violation of the lowest owner.
    if let found = other.violation, found.owner < violation?.owner ?? .max { violation = found }
    isPartial = isPartial || other.isPartial
    recorded += other.recorded
  }

  consuming func outcome(owners: Int) -> Outcome {
    // One worker wrote all commands of an owner, in order.
    recorded.sort { ($0.owner, $0.step) < ($1.owner, $1.step) }
    return Outcome(
      scorecard: scorecard, checks: checks, violation: violation, isPartial: isPartial, recorded: recorded, owners: owners)
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
