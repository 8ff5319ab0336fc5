import Accounting
import Population

/// The classic measure of an event set: with a number of events pending, take the soonest and put it back a random time later.
public struct HoldModel: ~Copyable {
  private var agenda = HeapAgenda()
  private var random: UInt64 = 0x2545_F491_4F6C_DD1D

  /// `pending` events at random times.
  public init(pending: Int) {
    for index in 0..<pending { insert(after: Instant(milliseconds: 0), ordinal: UInt32(truncatingIfNeeded: index)) }
  }

  /// Does `count` holds.
  ///
  /// - Returns: the time of the last event taken, so that the work cannot be left out.
  public mutating func run(_ count: Int) -> Instant {
    var last = Instant(milliseconds: 0)
    for _ in 0..<count {
      let event = agenda.first()
      agenda.removeFirst()
      last = event.at
      insert(after: last, ordinal: UInt32(truncatingIfNeeded: event.order))
    }
    return last
  }

  /// A step of xorshift: the increments need spread, not quality, and should cost nothing beside the heap.
  private mutating func insert(after now: Instant, ordinal: UInt32) {
    random ^= random << 13
    random ^= random >> 7
    random ^= random << 17
    let wait_ms = Int64(random >> 40)
    agenda.insert(
      Event(at: now.advanced(by: wait_ms), Wish(.use), of: OwnerSlot(0), ordinal: ordinal))
  }
}
