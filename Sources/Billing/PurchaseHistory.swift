import Accounting

/// One pack that somebody bought, or is about to. Source: rule HI-13.
public struct CreditPurchase: Hashable, Sendable {
  public enum State: UInt8, CaseIterable, Sendable {
    /// The payment is awaited.
    case pending
    /// It was paid, and the credits came.
    case completed
  }

  public var payment: PaymentID
  public var pack: PackID
  /// Thousandths of a credit.
  public var credits: Int64
  /// In minor units.
  public var price: Int64
  public var state: State
  public var createdAt: Instant
  /// Nil while it is pending.
  public var completedAt: Instant?
}

/// One page of the packs that an end user bought, newest first. Source: rule HI-13.
public struct PurchaseHistory: Hashable, Sendable {
  public static let standardLimit = 50

  public var purchases: [CreditPurchase]
  /// Over all pages, what was paid: thousandths of a credit, and minor units.
  public var totalPurchased: Int64
  public var totalPaid: Int64
}

extension Book {
  /// The packs of an end user. Charges that were declined, and checkouts that lapsed, are left out until they are paid after all.
  ///
  /// - Complexity: O(wallets + payments of the owner).
  public borrowing func purchases(
    of endUser: EndUserID, by owner: OwnerSlot, limit: Int = PurchaseHistory.standardLimit, offset: Int = 0
  ) throws(WalletRefusal) -> PurchaseHistory {
    if limit < 1 || offset < 0 { throw .invalidPage }
    let wallet = walletRow(owner.index, endUser)
    if wallet < 0 { throw .unknownEndUser }
    var history = PurchaseHistory(purchases: [], totalPurchased: 0, totalPaid: 0)
    var skipped = 0
    var row = owners[owner.index].firstPayment
    while row >= 0 {
      let payment = payments[Int(row)]
      row = payment.next
      guard payment.kind == .pack, payment.subject == wallet else { continue }
      guard payment.state == .settled || payment.state == .pending else { continue }
      if payment.state == .settled {
        history.totalPurchased += payment.quantity
        history.totalPaid += payment.amount
      }
      if skipped < offset {
        skipped += 1
      } else if history.purchases.count < limit {
        history.purchases.append(CreditPurchase(payment))
      }
    }
    return history
  }
}

extension CreditPurchase {
  fileprivate init(_ paid: Payment) {
    payment = paid.id
    pack = paid.pack
    credits = paid.quantity
    price = paid.amount
    state = paid.state == .settled ? .completed : .pending
    createdAt = paid.requestedAt
    completedAt = paid.state == .settled ? paid.settledAt : nil
  }
}
