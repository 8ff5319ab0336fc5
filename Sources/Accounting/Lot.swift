/// How a lot of credits came into being.
public enum LotOrigin: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case purchase, reload, bonus, freeTier, grant

  /// Credits that nobody paid for are promotional.
  @inlinable public var creditClass: CreditClass {
    switch self {
    case .purchase, .reload: .paid
    case .bonus, .freeTier, .grant: .promotional
    }
  }
}

/// Credits that were granted together and expire together.
///
/// Every unit is in exactly one place: `granted = remaining + held + used + expired + voided + refunded`, each at least zero.
/// Validity is half-open: a credit may be spent at t when `grantedAt <= t < expiresAt`.
/// The list links order an owner's live lots as they burn; storage is reused, `id` is not.
@frozen
public struct Lot: BitwiseCopyable, Sendable {
  public var granted: Int64
  /// Spendable now.
  public var remaining: Int64
  /// Pinned by open holds.
  public var held: Int64
  public var used: Int64
  public var expired: Int64
  public var voided: Int64
  public var refunded: Int64
  /// What the whole lot was bought for, in minor units of money; zero for promotional credits.
  public var costBasis: Int64
  public var grantedAt: Instant
  public var expiresAt: Instant
  public var id: LotID
  public var payment: PaymentID
  /// The rows of the lots that burn before and after this one, -1 at the ends.
  public var previous: Int32
  public var next: Int32
  /// Smaller burns first, whatever else the burn order says.
  public var priority: Int16
  public var origin: LotOrigin
  /// Whether the expiry was put off once because the lot was held when it came. Source: rule FH-D4.
  public var wasExtended: Bool

  @inlinable
  public init(
    id: LotID, granted: Int64, costBasis: Int64, origin: LotOrigin, priority: Int16, payment: PaymentID,
    grantedAt: Instant, expiresAt: Instant
  ) {
    self.id = id
    self.granted = granted
    self.costBasis = costBasis
    self.origin = origin
    self.priority = priority
    self.payment = payment
    self.grantedAt = grantedAt
    self.expiresAt = expiresAt
    remaining = granted
    held = 0
    used = 0
    expired = 0
    voided = 0
    refunded = 0
    previous = -1
    next = -1
    wasExtended = false
  }

  @inlinable public var creditClass: CreditClass { origin.creditClass }

  /// Whether a unit of this lot may be spent at `now`. Source: rule FH-7.
  @inlinable public func isSpendable(at now: Instant) -> Bool { grantedAt <= now && now < expiresAt }

  /// Whether nothing of it can move any more.
  @inlinable public var isFinished: Bool { remaining == 0 && held == 0 }
}
