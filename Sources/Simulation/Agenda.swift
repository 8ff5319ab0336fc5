import Accounting
import Billing
import Population

/// What the agenda holds: an owner's wish, a timer of the book, or the answer of the processor or of the metering.
public struct Event: Sendable, BitwiseCopyable {
  /// Ties at one instant are settled by meaning: payments settle before timers, timers before cutoffs as metered, and those
  /// before new wishes.
  public enum Rank: UInt8, Sendable, BitwiseCopyable {
    case settlement, timer, cutoff, wish
  }

  /// What is to happen.
  public enum Content: Sendable, BitwiseCopyable {
    case settlement(PaymentID, SettlementResult)
    case timer(Timer)
    case cutoff(CutoffID)
    case wish(Wish)
  }

  public var at: Instant
  /// Rank, owner's row and the owner's own counter in one word: with the instant a total order, in which one owner's events
  /// lie the same way whatever shard it is in.
  public var order: UInt64
  public var content: Content

  @inline(__always)
  init(at: Instant, rank: Rank, owner: OwnerSlot, ordinal: UInt32, _ content: Content) {
    self.at = at
    order = UInt64(rank.rawValue) << 60 | UInt64(UInt32(bitPattern: owner.row)) << 32 | UInt64(ordinal)
    self.content = content
  }

  @inline(__always) var owner: OwnerSlot { OwnerSlot(Int(order >> 32 & 0x0FFF_FFFF)) }

  @inline(__always)
  func precedes(_ other: Event) -> Bool { at != other.at ? at < other.at : order < other.order }
}

/// Pending events, soonest first.
public protocol Agenda: ~Copyable {
  init()
  var count: Int { get }
  mutating func insert(_ event: Event)
  /// The soonest event stays. - Precondition: not empty.
  borrowing func first() -> Event
  mutating func removeFirst()
  mutating func removeAll()
}

/// A list kept in order, soonest last: slow and plainly right, for comparing digests with the heap.
public struct SortedAgenda: Agenda, ~Copyable {
  private var events: [Event] = []

  public init() {}

  public var count: Int { events.count }
  public borrowing func first() -> Event { events[events.count - 1] }
  public mutating func removeFirst() { events.removeLast() }
  public mutating func removeAll() { events.removeAll() }

  public mutating func insert(_ event: Event) {
    let place = events.firstIndex { !event.precedes($0) } ?? events.count
    events.insert(event, at: place)
  }
}
