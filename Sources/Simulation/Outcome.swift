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
  /// The owner's share in the run's digest, as the step left it.
  public var digest: UInt64

  public init(violation: Violation, owner: Int, digest: UInt64 = 0) {
    self.violation = violation
    self.owner = owner
    self.digest = digest
  }
}

/// What came of a run.
public final class Outcome: Sendable {
  public let scorecard: Scorecard
  /// How often each invariant was checked, by `Invariant.rawValue`.
  public let checks: [Int64]
  /// The violation of the lowest owner number, if any: the same for any threads and shards.
  public let violation: FoundViolation?
  /// Stopped before the end: the figures cover the shards that were finished.
  public let isPartial: Bool
  /// Commands of the recorded owners, by owner and then in order; timers included.
  public let recorded: [RecordedCommand]
  /// Owners of the whole population, finished or not.
  public let owners: Int
  /// What each owner came to; nil unless `RunOptions.measuresOwners`.
  public let ownerFlows: OwnerFlows?

  init(
    scorecard: consuming Scorecard, checks: [Int64], violation: FoundViolation?, isPartial: Bool, recorded: [RecordedCommand],
    owners: Int, ownerFlows: OwnerFlows? = nil
  ) {
    self.scorecard = scorecard
    self.checks = checks
    self.violation = violation
    self.isPartial = isPartial
    self.recorded = recorded
    self.owners = owners
    self.ownerFlows = ownerFlows
  }
}
