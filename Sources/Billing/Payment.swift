import Accounting
import Pricing

/// Who asked for a charge.
public enum PaymentKind: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case purchase, reload
  /// The bill for what credits did not cover.
  case invoice
  /// A subscription's invoice: its first one, a change of plan, a renewal.
  case subscription, upgrade, renewal
  case pack, report

  /// Whether what it brings are credits of money, or the payment of a debt.
  @inlinable public var isMoney: Bool { self == .purchase || self == .reload || self == .invoice }
  /// Whether somebody pays it in person, so that it may be left unpaid.
  @inlinable public var isInPerson: Bool { self == .purchase || self == .pack || self == .report }

  @inlinable public var origin: LotOrigin { self == .reload ? .reload : .purchase }
}

/// Where a payment stands. A success is final whatever is heard later; a decline, and a checkout that lapsed unpaid, may still be
/// followed by a success, so the end is the same for every order of the same notifications.
public enum PaymentState: UInt8, Sendable, BitwiseCopyable {
  case pending, declined, settled, lapsed
}

/// One charge. It is remembered as long as its owner, because a notification may come twice at any time.
public struct Payment: BitwiseCopyable, Sendable {
  /// In minor units.
  public var amount: Int64
  /// The bonus that was promised when it was asked for, in minor units; a price change before it settles changes nothing.
  public var bonus: Int64
  public var key: IdempotencyKey
  public var requestedAt: Instant
  /// When it lapses unpaid; `never` for what is no checkout.
  public var expiresAt: Instant
  public var id: PaymentID
  /// Row of the owner's next older payment, -1 at the end.
  public var next: Int32
  /// Which of the owner's cards was charged, counted from 1.
  public var card: UInt16
  public var kind: PaymentKind
  public var state: PaymentState
  /// How often credits were granted for it: 1 if it settled, else 0.
  public var timesCredited: UInt8
  /// Cash that went back: given by a refund, taken by a dispute. Minor units.
  public var refunded: Int64 = 0
  public var disputed: Int64 = 0
  /// What it is for: the row of an invoice, or of the wallet of a pack; -1 for neither.
  public var subject: Int32 = -1
  /// The pack that was bought.
  public var pack = PackID(0)
  /// Credits or reports that were promised when it was asked for, in thousandths; a price change before it settles changes
  /// nothing.
  public var quantity: Int64 = 0
  /// When a pack or a report was paid; never before.
  public var settledAt = Instant.never
  /// What refunds took out of its credits, in cash and for its bonus: what the bonus taken back is in proportion to.
  public var returned: Int64 = 0
  /// Bonus taken back so far.
  public var clawedBack: Int64 = 0
  /// What of it became credit on the account, because nothing was open for it.
  public var overpaid: Int64 = 0

  /// Cash that went back in all.
  @inlinable public var givenBack: Int64 { refunded + disputed }
}

/// An escrowed job: its frozen terms, how far it has come, and its hold.
public struct Job: BitwiseCopyable, Sendable {
  /// Where a job stands.
  public enum State: UInt8, Sendable, BitwiseCopyable {
    case open, completed, closed, cancelled, timedOut
  }

  public var terms: SlotTerms
  public var hold: Hold
  public var settled: Int64
  /// Slots that ended without pay.
  public var rejected: Int64
  /// What was captured so far, apart: together they must be the hold's captured amount.
  public var paidOut: Int64
  public var feeTaken: Int64
  public var openedAt: Instant
  public var deadline: Instant
  public var id: JobID
  /// Rows of the owner's newer and older open job, -1 at the ends.
  public var previous: Int32
  public var next: Int32
  public var state: State
  /// What becomes of a rejected slot, frozen as the terms are.
  public var rejectedSlot: JobRule.RejectedSlot

  /// Slots that are over, paid or rejected.
  @inlinable public var done: Int64 { settled + rejected }
  /// Slots that can still be settled.
  @inlinable public var unsettled: Int64 { terms.slots - done }
}
