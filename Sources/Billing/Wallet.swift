import Accounting

/// Credits and reports of one end user, or of the owner itself. Source: rules HI-13, HI-14.
public struct Wallet: BitwiseCopyable, Sendable {
  public var endUser: EndUserID
  /// Row of the owner's next wallet, -1 at the end.
  public var next: Int32
  /// Unspent credits and reports, and credits spent beyond them, in thousandths.
  public var credits: Int64 = 0
  public var reports: Int64 = 0
  public var owed: Int64 = 0
  /// Credits bought, spent and lapsed so far, in thousandths: `purchased - spent - lapsed = credits - owed`.
  public var purchased: Int64 = 0
  public var spent: Int64 = 0
  public var lapsed: Int64 = 0
  /// Live lots of credits and of reports as they are spent: soonest expiry, then oldest; rows of `creditLots`, -1 for none.
  public var firstLot: Int32 = -1
  /// The documents it has bought; row of `documents`, -1 for none.
  public var firstDocument: Int32 = -1

  public init(endUser: EndUserID, next: Int32) {
    self.endUser = endUser
    self.next = next
  }
}

/// Credits, or reports, that were bought together. `granted = remaining + used + expired + voided`, each at least zero.
///
/// Its cost basis is money: what was paid for it. Of it, what has gone so far is the whole times gone / granted, rounded down,
/// and the part that goes with a use is the difference of two such figures: all parts add up to the basis exactly.
public struct CreditLot: BitwiseCopyable, Sendable {
  public var id: CreditLotID
  /// `.credits` or `.reports`.
  public var asset: Asset
  /// Thousandths.
  public var granted: Int64
  public var remaining: Int64
  public var used: Int64 = 0
  public var expired: Int64 = 0
  public var voided: Int64 = 0
  /// In minor units of money: what was paid for the whole lot, and what of it is not earned yet.
  public var costBasis: Int64
  public var deferred: Int64
  public var payment: PaymentID
  public var wallet: Int32
  public var grantedAt: Instant
  public var expiresAt: Instant
  public var next: Int32 = -1

  public init(
    id: CreditLotID, asset: Asset, granted: Int64, costBasis: Int64, payment: PaymentID, wallet: Int32, grantedAt: Instant,
    expiresAt: Instant
  ) {
    self.id = id
    self.asset = asset
    self.granted = granted
    self.costBasis = costBasis
    self.payment = payment
    self.wallet = wallet
    self.grantedAt = grantedAt
    self.expiresAt = expiresAt
    remaining = granted
    deferred = costBasis
  }

  /// Whether nothing of it can move any more.
  @inlinable public var isFinished: Bool { remaining == 0 }

  /// Whether it is spent before `other`: soonest expiry, then oldest. Source: rule HI-D7.
  @inlinable func comes(before other: CreditLot) -> Bool {
    expiresAt != other.expiresAt ? expiresAt < other.expiresAt : id.number < other.id.number
  }

  /// What of the basis is not earned while `remaining` is left, in minor units.
  @inlinable var unearned: Int64 {
    granted == 0 ? 0 : costBasis - proportion(of: costBasis, granted - remaining, over: granted, rounding: .down)
  }
}

/// A document that a wallet's holder has bought: it stays bought. Source: rules HI-11, HI-D6.
public struct OwnedDocument: BitwiseCopyable, Sendable {
  public var document: DocumentID
  public var next: Int32
}

/// What was used under one cost key in one period. Source: rule IV-5.
public struct UsageCounter: BitwiseCopyable, Sendable {
  /// The first product that has the cost key.
  public var product: ProductID
  public var next: Int32
  /// The first instant of the period that it counts.
  public var since: Instant
  public var events: Int64 = 0
  /// Thousandths of a minute, or of a credit.
  public var used: Int64 = 0

  public init(product: ProductID, since: Instant, next: Int32) {
    self.product = product
    self.since = since
    self.next = next
  }
}
