import Accounting
import Sampling

/// What one owner is like, drawn once at birth, and how far its life has come.
public struct Persona: Sendable, BitwiseCopyable {
  /// The owner's number in the whole population: its identity, whatever shard it lies in.
  public var number: UInt32
  public var segment: Int32
  public var joinsAt: Instant
  public var leavesAt: Instant
  /// Jobs, and uses, per busy hour.
  var jobsPerHour: Double
  var usesPerHour: Double
  var uses: UInt32 = 0
  /// The session of use that runs or comes next, and how many were drawn.
  var sessions: UInt32 = 0
  var sessionFrom = Instant.distantPast
  var sessionTo = Instant.distantPast
  var topUps: UInt32 = 0
  var refusals: UInt32 = 0
  var cards: UInt32 = 0
  var detaches: UInt32 = 0
  /// The number of the last job opened or tried; the book wants rising numbers.
  var jobNumber: UInt32 = 0
  /// The end of the last month in which the owner was counted as active.
  public var activeUntil = Instant.distantPast
  public var hasJoined = false
  public var hasLeft = false
  var hasMethod: Bool
  var usesReload: Bool
  var topUpPlanned = false
  var replacementPlanned = false
  /// The card was declined for good and not yet replaced.
  public var cardIsDead = false
  var habits: Habits
}
