import Accounting
import Auditing
import Billing
import Measurement

/// A command that was recorded: enough to write a trace line.
public struct RecordedCommand: Sendable, BitwiseCopyable {
  public var owner: UInt32
  /// Its place among the owner's commands, timers included.
  public var step: UInt32
  public var at: Instant
  public var command: Command
  public var status: Status
}

/// A broken invariant with the identity of its owner.
public struct FoundViolation: Sendable {
  public var violation: Violation
  /// The owner's number in the population.
  public var owner: Int
}

/// What came of a run.
public struct Outcome: ~Copyable, Sendable {
  public var scorecard: Scorecard
  /// How often each invariant was checked, by `Invariant.rawValue`.
  public var checks: [Int64]
  /// The violation of the lowest owner number, if any: the same for any threads and shards.
  public var violation: FoundViolation?
  /// Stopped before the end: the figures cover the shards that were finished.
  public var isPartial: Bool
  /// Commands of the recorded owners, by owner and then in order; timers included.
  public var recorded: [RecordedCommand]
  /// Owners of the whole population, finished or not.
  public var owners: Int
}
