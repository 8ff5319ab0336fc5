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

  public var at: Instant
  /// Rank, owner's row and the owner's own counter in one word: with the instant a total order, in which one owner's events
  /// lie the same way whatever shard it is in.
  public var order: UInt64
  /// What is to happen, by rank: a wish's kind and subject, a timer, a cutoff, or a payment and its answer. Plain words: what is
  /// written as words is read as words, and waits for nothing on the way.
  private var word: UInt64
  private var detail: Int64

  @inline(__always)
  private init(_ at: Instant, _ rank: Rank, _ owner: OwnerSlot, _ ordinal: UInt32, word: UInt64, detail: Int64 = 0) {
    self.at = at
    order = UInt64(rank.rawValue) << 60 | UInt64(UInt32(bitPattern: owner.row)) << 32 | UInt64(ordinal)
    self.word = word
    self.detail = detail
  }

  @inline(__always)
  init(at: Instant, _ wish: Wish, of owner: OwnerSlot, ordinal: UInt32) {
    self.init(at, .wish, owner, ordinal, word: UInt64(wish.kind.rawValue) << 32 | UInt64(wish.subject), detail: wish.detail)
  }

  @inline(__always)
  init(at: Instant, _ timer: Timer, of owner: OwnerSlot, ordinal: UInt32) {
    self.init(at, .timer, owner, ordinal, word: timer.word)
  }

  @inline(__always)
  init(at: Instant, _ cutoff: CutoffID, of owner: OwnerSlot, ordinal: UInt32) {
    self.init(at, .cutoff, owner, ordinal, word: UInt64(cutoff.number))
  }

  @inline(__always)
  init(at: Instant, _ payment: PaymentID, _ result: SettlementResult, of owner: OwnerSlot, ordinal: UInt32) {
    self.init(at, .settlement, owner, ordinal, word: UInt64(result.rawValue) << 32 | UInt64(payment.number))
  }

  @inline(__always) var owner: OwnerSlot { OwnerSlot(Int(order >> 32 & 0x0FFF_FFFF)) }
  @inline(__always) var rank: Rank { unsafeBitCast(UInt8(truncatingIfNeeded: order >> 60), to: Rank.self) }

  /// The wish of an event of rank `wish`, and so on.
  @inline(__always)
  var wish: Wish {
    let kind = unsafeBitCast(UInt8(truncatingIfNeeded: word >> 32), to: WishKind.self)
    return Wish(kind, subject: UInt32(truncatingIfNeeded: word), detail: detail)
  }
  @inline(__always) var timer: Timer { Timer(word: word) }
  @inline(__always) var cutoff: CutoffID { CutoffID(UInt32(truncatingIfNeeded: word)) }
  @inline(__always) var payment: PaymentID { PaymentID(UInt32(truncatingIfNeeded: word)) }
  @inline(__always)
  var result: SettlementResult { unsafeBitCast(UInt8(truncatingIfNeeded: word >> 32), to: SettlementResult.self) }

  @inline(__always)
  func precedes(_ other: Event) -> Bool { at != other.at ? at < other.at : order < other.order }
}

/// Pending events, soonest first.
public protocol Agenda: ~Copyable {
  init()
  var count: Int { get }
  var isEmpty: Bool { get }
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
  public var isEmpty: Bool { events.isEmpty }
  public borrowing func first() -> Event { events[events.count - 1] }
  public mutating func removeFirst() { events.removeLast() }
  public mutating func removeAll() { events.removeAll() }

  public mutating func insert(_ event: Event) {
    let place = events.firstIndex { !event.precedes($0) } ?? events.count
    events.insert(event, at: place)
  }
}
