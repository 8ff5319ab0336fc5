import Accounting
import Pricing

/// Packs and single reports: bought, paid, used, taken back by a bank. Source: rules HI-2, HI-10, HI-13, HI-D7.
extension Book {
  /// Thousandths of one report.
  static let oneReport: Int64 = 1_000

  /// Asks for the charge of one report; it comes when the charge settles. Source: rule HI-2.
  mutating func buyReport(_ owner: Int, _ now: Instant) -> Status {
    guard let rule = terms.reports else { return .notOffered }
    if !owners[owner].hasPaymentMethod { return .noPaymentMethod }

    order(owner, .owner, .report, PackID(0), price: rule.price, quantity: Book.oneReport, now)
    return .ok
  }

  /// Asks for the charge of a pack. End users pay in person, with a card of their own. Source: rule HI-10.
  mutating func buyPack(_ owner: Int, _ pack: PackID, for endUser: EndUserID, _ now: Instant) -> Status {
    guard let shelf = terms.packs else { return .notOffered }
    if pack.index >= shelf.packs.count { return .unknownPack }
    if endUser == .owner, !owners[owner].hasPaymentMethod { return .noPaymentMethod }

    let price = shelf.packs[pack.index].price
    order(owner, endUser, .pack, pack, price: price, quantity: shelf.packs[pack.index].credits, now)
    return .ok
  }

  /// Writes down what was promised for which price, so that a revision before the answer changes neither.
  private mutating func order(
    _ owner: Int, _ endUser: EndUserID, _ kind: PaymentKind, _ pack: PackID, price: Int64, quantity: Int64, _ now: Instant
  ) {
    let wallet = openWallet(owner, endUser)
    _ = charge(owner, chargeable(price), kind, .none, now, subject: wallet, pack: pack)
    touchedPayment = owners[owner].firstPayment
    payments[Int(touchedPayment)].quantity = quantity
    touchedWallet = wallet
  }

  /// The processor's answer to the charge of a pack or a report. A decline changes nothing.
  mutating func packPaymentAnswered(_ owner: Int, _ row: Int, _ result: SettlementResult, _ now: Instant) {
    let payment = payments[row]
    touchedWallet = payment.subject
    if result != .succeeded { return }

    payments[row].settledAt = now
    post(owner, debit: .cash, credit: .deferredCredits, payment.amount, .packBilled)
    if payment.kind == .report {
      grantCreditLot(owner, payment, .reports, expiresAt: terms.reports?.term.end(from: now) ?? .never, now)
    } else {
      observations.insert(.packBought)
      grantCreditLot(owner, payment, .credits, expiresAt: terms.packs?.term.end(from: now) ?? .never, now)
    }
    effects.append(.notify(.checkoutCompleted))
  }

  /// Uses up one report of the owner's for an analysis. Source: rules HI-2, HI-D6.
  ///
  /// - Returns: whether there was one.
  mutating func takeReport(_ owner: Int, _ now: Instant) -> Bool {
    let wallet = walletRow(owner, .owner)
    if wallet < 0 || wallets[Int(wallet)].reports < Book.oneReport { return false }

    touchedWallet = wallet
    let basis = spendLots(Int(wallet), .reports, Book.oneReport)
    wallets[Int(wallet)].reports -= Book.oneReport
    post(owner, debit: .reports, credit: .reportsSpent, Book.oneReport, .reportSpent)
    post(owner, debit: .deferredCredits, credit: .packRevenue, basis, .packEarned)
    observations.insert(.reportUsed)
    return true
  }

  /// The bank takes a settled pack's or report's payment back, whole: what is unspent is void, the rest is a loss.
  ///
  /// - Precondition: `row` is a settled payment of a pack or a report that nobody disputed before.
  mutating func disputePack(_ owner: Int, _ row: Int) {
    let payment = payments[row]
    touchedPayment = Int32(row)
    touchedWallet = payment.subject
    payments[row].disputed = payment.amount
    var unearned: Int64 = 0
    let lot = creditLotRow(Int(payment.subject), of: payment.id)
    if lot >= 0 {
      let part = creditLots[Int(lot)].remaining
      creditLots[Int(lot)].voided += part
      unearned = takeOut(Int(lot), part)
      lapse(owner, Int(lot), part)
      if creditLots[Int(lot)].expiresAt != .never { owners[owner].soonestCreditExpiry = soonestCreditExpiry(owner) }
    }
    post(owner, debit: .deferredCredits, credit: .cash, unearned, .packDisputed)
    post(owner, debit: .disputes, credit: .cash, payment.amount - unearned, .disputeLost)
    effects.append(.notify(.paymentDisputed))
  }

  // MARK: Rows

  /// The row of an end user's wallet, or -1. - Complexity: O(wallets of the owner).
  func walletRow(_ owner: Int, _ endUser: EndUserID) -> Int32 {
    var row = owners[owner].firstWallet
    while row >= 0, wallets[Int(row)].endUser != endUser { row = wallets[Int(row)].next }
    return row
  }

  /// The wallet of an end user, made when it is first needed; it is kept as long as its owner.
  private mutating func openWallet(_ owner: Int, _ endUser: EndUserID) -> Int32 {
    let row = walletRow(owner, endUser)
    if row >= 0 { return row }
    wallets.append(Wallet(endUser: endUser, next: owners[owner].firstWallet))
    owners[owner].firstWallet = Int32(wallets.count - 1)
    return owners[owner].firstWallet
  }
}
