import Accounting
import Sampling

/// What the next use of an owner takes, together in two lines of memory: the hot path reads nothing else of it.
@frozen
public struct PlainUser: BitwiseCopyable, Sendable {
  /// The next gaps between uses, in busy hours at one use an hour.
  @usableFromInline var gaps = DrawAhead()
  /// Uses per busy hour.
  @usableFromInline var usesPerHour = 0.0
  /// Minor units of every use; 0 where they are drawn.
  @usableFromInline var amount: Int64 = 0
  /// The run's length where all its hours are alike; 0 where they are not, and gaps are laid onto a timeline.
  @usableFromInline var flatLength_ms = 0.0
  /// Uses come one by one at any hour, so the next one needs no look at sessions or batches; not for those who have left.
  @usableFromInline var usesPlainly = false
}

/// Uses by owners whose uses come one by one at any hour, without a detour through `asked` and `planned`: most of what there is.
extension Behaviour {
  /// What an owner needs for its uses, at birth.
  func plainUser(_ persona: Persona) -> PlainUser {
    let segment = Int(persona.segment)
    var user = PlainUser()
    user.usesPerHour = persona.usesPerHour
    user.amount = plans[segment].constantUse
    user.flatLength_ms = timelines[segment * 5 + Activity.uses.rawValue].flatLength_ms
    user.usesPlainly = persona.usesPerHour > 0 && !plans[segment].hasSessions && !plans[segment].hasBatches
    return user
  }

  /// Whether the owner's uses can be asked for here; it stays so until the owner hears of something else.
  @inlinable @inline(__always)
  public func usesPlainly(_ row: Int) -> Bool { users[row].usesPlainly }

  /// Minor units of a use.
  @inlinable @inline(__always)
  public func plainAmount(_ row: Int, _ ordinal: UInt32) -> Int64 {
    let amount = users[row].amount
    return amount > 0 ? amount : drawnAmount(row, ordinal)
  }

  /// When the use with this ordinal comes, if the one before is admitted; nil beyond the run.
  @inlinable @inline(__always)
  public mutating func nextPlainUse(_ row: Int, _ ordinal: UInt32, after now: Instant) -> Instant? {
    if let gap = users[row].gaps.drawn(ordinal) {
      let wait_ms = gap / users[row].usesPerHour * Double(Duration_ms.hour)
      // Neither a wait without end nor one that is no number is below any length.
      if wait_ms < users[row].flatLength_ms { return Instant(milliseconds: now.milliseconds + wholePart(of: wait_ms)) }
    }
    return drawnUse(row, ordinal, after: now)
  }

  @usableFromInline @inline(never)
  func drawnAmount(_ row: Int, _ ordinal: UInt32) -> Int64 {
    minorUnits(sample(plans[segment(row)].quantity, row, Purpose.quantity, ordinal))
  }

  @usableFromInline @inline(never)
  mutating func drawnUse(_ row: Int, _ ordinal: UInt32, after now: Instant) -> Instant? {
    let length_ms = users[row].flatLength_ms
    guard length_ms > 0, let law = plans[segment(row)].usageGaps.direct else { return usedOnTimeline(row, ordinal, after: now) }
    let gap = users[row].gaps.sample(law, stream(row), Purpose.useGap, ordinal) / users[row].usesPerHour
    let wait_ms = max(0, gap) * Double(Duration_ms.hour)
    return gap.isFinite && wait_ms < length_ms ? Instant(milliseconds: now.milliseconds + wholePart(of: wait_ms)) : nil
  }

  @inline(never)
  private mutating func usedOnTimeline(_ row: Int, _ ordinal: UInt32, after now: Instant) -> Instant? {
    nextUse(row, ordinal: ordinal, after: now)
  }
}
