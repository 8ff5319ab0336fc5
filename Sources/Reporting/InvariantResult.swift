import Accounting

/// How often an invariant was checked and broken, and the first time that it was broken.
public struct InvariantResult: Hashable, Sendable {
  public var name: String
  public var checks: Int64
  public var violations: Int64
  public var first: ViolationNote?
  /// What is wrong, where it was no step's doing.
  public var sentence: String?

  public init(
    name: String, checks: Int64, violations: Int64 = 0, first: ViolationNote? = nil, sentence: String? = nil
  ) {
    self.sentence = sentence
    self.name = name
    self.checks = checks
    self.violations = violations
    self.first = first
  }

  public var holds: Bool { violations == 0 }
}

/// One violation: which two figures should have agreed, when, whose, and how to see it again.
public struct ViolationNote: Hashable, Sendable {
  /// One side of the equation that does not hold: minor units or a count, as the label says.
  public struct Side: Hashable, Sendable {
    public var label: String
    public var value: Int64

    public init(_ label: String, _ value: Int64) {
      self.label = label
      self.value = value
    }
  }

  public var invariant: String
  public var left: Side
  public var right: Side
  /// What is wrong, in one sentence.
  public var sentence: String
  public var owner: String
  /// Simulated time.
  public var at: Instant
  /// The owner's event, counted from 1.
  public var event: Int64
  /// The command after which it was noticed, whole, and its answer.
  public var command: String
  /// The command line that shows it again.
  public var repeatCommand: String

  public init(
    invariant: String, left: Side, right: Side, sentence: String, owner: String, at: Instant, event: Int64, command: String,
    repeatCommand: String
  ) {
    self.invariant = invariant
    self.left = left
    self.right = right
    self.sentence = sentence
    self.owner = owner
    self.at = at
    self.event = event
    self.command = command
    self.repeatCommand = repeatCommand
  }
}

/// How many steps met a situation that a run should have seen.
public struct SituationCount: Hashable, Sendable {
  public var name: String
  public var count: Int64

  public init(name: String, count: Int64) {
    self.name = name
    self.count = count
  }
}
