import Accounting
import Billing

/// A broken invariant: the equation with both its sides, and the step after which it broke.
public struct Violation: Error, Sendable {
  public var invariant: Invariant
  /// What the left side stands for, and its value.
  public var leftName: String
  public var left: Int64
  public var rightName: String
  public var right: Int64
  /// The owner's row in the book of its shard.
  public var owner: OwnerSlot
  public var at: Instant
  /// The command of the step; nil when a sweep found it.
  public var command: Command?
  public var status: Status?
  /// How many commands the owner had sent, this one included.
  public var step: UInt64

  public init(
    invariant: Invariant, leftName: String, left: Int64, rightName: String, right: Int64, owner: OwnerSlot, at: Instant,
    command: Command?, status: Status?, step: UInt64
  ) {
    self.invariant = invariant
    self.leftName = leftName
    self.left = left
    self.rightName = rightName
    self.right = right
    self.owner = owner
    self.at = at
    self.command = command
    self.status = status
    self.step = step
  }

  /// The broken equation as a sentence.
  public var sentence: String { "\(leftName) \(left) is not \(rightName) \(right)" }
}
