import Accounting
import Pricing

/// What an end user, or the owner itself, has to spend. Quantities in thousandths of a credit. Source: rule HI-13.
public struct CreditBalance: Hashable, Sendable {
  /// What can be spent, below zero where credits were spent beyond it.
  public var balance: Int64
  /// Whether documents cost nothing under the owner's plan.
  public var hasUnlimited: Bool
  public var totalPurchased: Int64
  public var totalSpent: Int64
  /// Reports that wait for an analysis, in thousandths.
  public var reports: Int64
}

/// A pack as a shop shows it. Source: rule HI-10.
public struct PackOffer: Hashable, Sendable {
  public var pack: PackID
  public var name: String
  /// Thousandths of a credit.
  public var credits: Int64
  /// In minor units: for the pack, and for one credit, cut.
  public var price: Int64
  public var pricePerCredit: Int64
}

/// What a caller is told when the credits do not suffice: the answer 402. Quantities in thousandths. Source: rule HI-12.
public struct PaymentRequest: Hashable, Sendable {
  public static let httpStatus = 402

  public var required: Int64
  public var available: Int64
  public var purchaseOptions: [PackOffer]
  /// The cheapest plan under which it would have cost nothing; nil where there is none.
  public var subscriptionOption: PlanID?

  public var needed: Int64 { max(0, required - available) }
}

/// Why nothing can be read.
public enum WalletRefusal: Error, Hashable, Sendable {
  /// The owner has no end user of that number; another's are not found. Source: rule HI-14.
  case unknownEndUser
  /// A limit is at least 1, an offset at least 0.
  case invalidPage
}

/// What is asked about wallets. Reading changes nothing.
extension Book {
  /// - Complexity: O(wallets of the owner).
  public borrowing func creditBalance(
    of endUser: EndUserID, by owner: OwnerSlot
  ) throws(WalletRefusal) -> CreditBalance {
    let row = walletRow(owner.index, endUser)
    if row < 0 { throw .unknownEndUser }
    let wallet = wallets[Int(row)]
    return CreditBalance(
      balance: wallet.credits - wallet.owed, hasUnlimited: hasFreeDocuments(owner.index), totalPurchased: wallet.purchased,
      totalSpent: wallet.spent, reports: wallet.reports)
  }

  /// Whether the end user has bought a document. Source: rule HI-11.
  public borrowing func hasBought(
    _ document: DocumentID, _ endUser: EndUserID, by owner: OwnerSlot
  ) throws(WalletRefusal) -> Bool {
    let row = walletRow(owner.index, endUser)
    if row < 0 { throw .unknownEndUser }
    return owns(Int(row), document)
  }

  /// The packs on the shelf, in its order. Source: rule HI-10.
  public borrowing func packOffers() -> [PackOffer] {
    let packs = terms.packs?.packs ?? []
    return packs.indices.map { index in
      PackOffer(
        pack: PackID(UInt8(index)), name: packs[index].name, credits: packs[index].credits, price: packs[index].price,
        pricePerCredit: packs[index].pricePerCredit)
    }
  }

  /// What goes with the last command's `paymentRequired`; nil after any other answer. Source: rule HI-12.
  public borrowing func paymentRequest() -> PaymentRequest? {
    if refusal.required == 0 { return nil }
    return PaymentRequest(
      required: refusal.required, available: refusal.available, purchaseOptions: packOffers(),
      subscriptionOption: freeAccessPlan())
  }

  private borrowing func freeAccessPlan() -> PlanID? {
    guard terms.documents != nil, let plans = terms.plans?.plans else { return nil }
    let free = plans.indices.filter { plans[$0].hasFreeDocuments }
    return free.min { plans[$0].price < plans[$1].price }.map { PlanID(UInt8($0)) }
  }
}
