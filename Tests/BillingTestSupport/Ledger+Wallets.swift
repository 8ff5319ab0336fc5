import Accounting
import Billing
import Pricing

/// Packs, reports, documents and interviews by their everyday names. Credits are whole ones unless said otherwise.
extension Ledger {
  /// Buys the pack of this name, for an end user or for the owner itself (0).
  @discardableResult
  public func buyPack(_ name: String, for endUser: UInt32 = 0) -> Status {
    apply(.buyPack(book.terms.packs?.pack(named: name) ?? PackID(.max), EndUserID(endUser)))
  }

  @discardableResult public func buyReport() -> Status { apply(.buyReport) }

  @discardableResult
  public func read(_ documents: [UInt32], by endUser: UInt32) -> Status {
    apply(.access(EndUserID(endUser), DocumentList(documents.map { DocumentID($0) })))
  }

  @discardableResult
  public func interview(_ product: String = "screening", minutes: Int64, seconds: Int64 = 0) -> Status {
    let id = book.terms.interviews?.product(named: product) ?? ProductID(.max)
    return apply(.interview(id, duration_ms: minutes * Duration_ms.minute + seconds * Duration_ms.second))
  }

  public func credit(_ endUser: UInt32 = 0) -> CreditBalance? { try? book.creditBalance(of: EndUserID(endUser), by: owner) }

  public var paymentRequest: PaymentRequest? { book.paymentRequest() }

  public func balance(of endUser: EndUserID) throws(WalletRefusal) -> CreditBalance {
    try book.creditBalance(of: endUser, by: owner)
  }

  public func hasBought(_ document: UInt32, _ endUser: EndUserID) throws(WalletRefusal) -> Bool {
    try book.hasBought(DocumentID(document), endUser, by: owner)
  }

  public func purchases(
    of endUser: EndUserID, limit: Int = PurchaseHistory.standardLimit, offset: Int = 0
  ) throws(WalletRefusal) -> PurchaseHistory {
    try book.purchases(of: endUser, by: owner, limit: limit, offset: offset)
  }

  public func usageReport(
    since: Instant? = nil, scopes: Scopes = .readBilling
  ) throws(UsageReport.Refusal) -> UsageReport {
    try book.usageReport(of: owner, at: now, since: since, scopes: scopes)
  }

  /// Thousandths of a credit in a wallet, 0 where there is none.
  public func credits(of endUser: UInt32 = 0) -> Int64 { credit(endUser)?.balance ?? 0 }

  /// Live lots of credits and reports of all wallets, those of one wallet as they are spent.
  public var creditLots: [CreditLot] {
    let wallets = book.rows(from: account.firstWallet, next: { $0.next }, in: { book.wallets[$0] })
    return wallets.flatMap { wallet in
      book.rows(from: wallet.firstLot, next: { $0.next }, in: { book.creditLots[$0] }).filter { !$0.isFinished }
    }
  }
}
