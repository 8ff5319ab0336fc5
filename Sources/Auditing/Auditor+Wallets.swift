import Accounting
import Billing

/// Packs and reports: credited once, spent in order, expired on time, and their cost basis earned as they are used.
extension Auditor {
  mutating func checkWallet(
    _ book: borrowing Book, _ command: Command, _ kind: CommandKind, _ owner: Int, _ now: Instant
  ) -> Bool {
    for index in book.touchedCreditLots.indices {
      let row = Int(book.touchedCreditLots[index])
      guard checkCreditLot(book, row) else { return false }
      if kind == .analyse || kind == .access || kind == .interview, !checkCreditSpent(book, row, now) { return false }
    }
    guard checkPack(book, kind) else { return false }
    let wallet = Int(book.touchedWallet)
    if wallet >= 0 { return checkWalletSums(book, wallet) && checkCreditExpiry(book, wallet, kind, now) }
    if !law.movesWallets(flows.codes) { return true }
    return equal(.controlEqualsSubledger, "credits, reports and their basis moved without a wallet", flows.ofWallets, "none:", 0)
  }

  private mutating func checkCreditLot(_ book: borrowing Book, _ row: Int) -> Bool {
    tick(.lotConservation)
    let lot = book.creditLots[row]
    let parts = lot.remaining + lot.used + lot.expired + lot.voided
    if parts != lot.granted { return fail(.lotConservation, "a lot's grant of", lot.granted, "the sum of its parts", parts) }
    if (lot.remaining | lot.used | lot.expired | lot.voided) < 0 {
      let least = min(min(lot.remaining, lot.used), min(lot.expired, lot.voided))
      return fail(.lotConservation, "the least part of a lot", least, "at least", 0)
    }
    return checkBasis(lot)
  }

  /// What is not earned of a lot is its share of the basis, within one minor unit; of nothing left, nothing.
  mutating func checkBasis(_ lot: CreditLot) -> Bool {
    let exact = Int128(lot.costBasis) * Int128(lot.remaining)
    let shown = Int128(lot.deferred) * Int128(lot.granted)
    if lot.remaining == 0 || lot.costBasis == 0 {
      return equal(.deferredIsLiability, "the unearned basis of a lot that is used up or was free", lot.deferred, "nothing:", 0)
    }
    if (shown - exact).magnitude < UInt128(lot.granted.magnitude) { return true }
    return fail(
      .deferredIsLiability, "the unearned basis of a lot", lot.deferred, "its share of the price, within one,",
      Int64(exact / Int128(lot.granted)))
  }

  /// The lot was valid, and no lot of its kind that is spent before it has anything left.
  private mutating func checkCreditSpent(_ book: borrowing Book, _ row: Int, _ now: Instant) -> Bool {
    tick(.noSpendAfterExpiry)
    let lot = book.creditLots[row]
    if now < lot.grantedAt || now >= lot.expiresAt {
      return fail(.noSpendAfterExpiry, "spent at", now.milliseconds, "before the lot's expiry", lot.expiresAt.milliseconds)
    }
    tick(.burnOrder)
    var first = Int(book.wallets[Int(lot.wallet)].firstLot)
    while first >= 0, first != row {
      let earlier = book.creditLots[first]
      if earlier.remaining > 0, earlier.asset == lot.asset, lot.expiresAt >= earlier.expiresAt {
        return fail(.burnOrder, "spent from lot", Int64(lot.id.number), "the first to expire, lot", Int64(earlier.id.number))
      }
      first = Int(earlier.next)
    }
    return true
  }

  /// What a pack or a report brings: what was promised, once, when its payment settles; and no other step brings any.
  @inline(__always)
  private mutating func checkPack(_ book: borrowing Book, _ kind: CommandKind) -> Bool {
    let issued = flows[.creditsIssued] + flows[.creditsIssuedOnDebt] + flows[.reportIssued]
    if kind == .settle, book.touchedPayment >= 0 { return checkPackPaid(book, Int(book.touchedPayment), issued) }
    if kind == .buyPack || kind == .buyReport, !checkOrder(book, kind) { return false }
    return equal(.creditedExactlyOnce, "credits issued without a settlement", issued, "none:", 0)
  }

  private mutating func checkPackPaid(_ book: borrowing Book, _ row: Int, _ issued: Int64) -> Bool {
    let payment = book.payments[row]
    let isPack = payment.kind == .pack || payment.kind == .report
    let promised = isPack && payment.state == .settled ? payment.quantity : 0
    let price = isPack && payment.state == .settled ? payment.amount : 0
    return equal(.creditedExactlyOnce, "credits or reports issued", issued, "what the payment was promised", promised)
      && equal(.creditedExactlyOnce, "deferred for a pack", flows[.packBilled], "its price", price)
  }

  /// What is promised is what the shelf says at that moment.
  private mutating func checkOrder(_ book: borrowing Book, _ kind: CommandKind) -> Bool {
    tick(.creditedExactlyOnce)
    let payment = book.payments[Int(book.touchedPayment)]
    var quantity: Int64 = 1_000
    var price = book.terms.reports?.price ?? 0
    if kind == .buyPack, let shelf = book.terms.packs {
      quantity = shelf.packs[payment.pack.index].credits
      price = shelf.packs[payment.pack.index].price
    }
    if payment.amount < price { return fail(.creditedExactlyOnce, "charged for a pack", payment.amount, "at least", price) }
    return equal(.creditedExactlyOnce, "promised for a payment", payment.quantity, "what the shelf says", quantity)
  }

  /// The step's transfers explain what changed in the wallet.
  private mutating func checkWalletSums(_ book: borrowing Book, _ row: Int) -> Bool {
    while wallets.count < book.wallets.count { wallets.append(WalletWitness()) }
    tick(.controlEqualsSubledger)
    let last = wallets[row]
    let wallet = book.wallets[row]
    let sums = sumLots(book, row)
    wallets[row].credits = wallet.credits
    wallets[row].reports = wallet.reports
    wallets[row].owed = wallet.owed
    wallets[row].deferred = sums.deferred
    let credits = last.credits + flows[.creditsIssued] - flows[.creditsSpent] - flows[.creditsLapsed]
    let reports = last.reports + flows[.reportIssued] - flows[.reportSpent] - flows[.reportLapsed]
    let owed = last.owed + flows[.creditsSpentOnDebt] - flows[.creditsIssuedOnDebt]
    let basis = flows[.packBilled] - flows[.packEarned] - flows[.packExpiry] - flows[.packDisputed]
    return equal(.controlEqualsSubledger, "a wallet's credits", wallet.credits, "what its transfers leave", credits)
      && equal(.controlEqualsSubledger, "a wallet's reports", wallet.reports, "what its transfers leave", reports)
      && equal(.controlEqualsSubledger, "credits that a wallet owes", wallet.owed, "what its transfers leave", owed)
      && equal(.controlEqualsSubledger, "spendable credits of a wallet's lots", sums.credits, "the wallet's credits", credits)
      && equal(.controlEqualsSubledger, "reports of a wallet's lots", sums.reports, "the wallet's reports", reports)
      && equal(
        .controlEqualsSubledger, "the unearned basis of a wallet's lots", sums.deferred, "what its transfers leave",
        last.deferred + basis)
  }

  /// - Complexity: O(live lots of the wallet).
  func sumLots(_ book: borrowing Book, _ wallet: Int) -> WalletWitness {
    var sums = WalletWitness()
    var row = book.wallets[wallet].firstLot
    while row >= 0 {
      let lot = book.creditLots[Int(row)]
      if lot.asset == .reports { sums.reports += lot.remaining } else { sums.credits += lot.remaining }
      sums.deferred += lot.deferred
      row = lot.next
    }
    return sums
  }

  /// Answers and timers may leave lots that expire at that very instant: their own timer is still to come.
  private mutating func checkCreditExpiry(
    _ book: borrowing Book, _ wallet: Int, _ kind: CommandKind, _ now: Instant
  ) -> Bool {
    tick(.expiryOnTime)
    let comesFirst = kind == .settle || kind.isTimer
    var row = book.wallets[wallet].firstLot
    while row >= 0 {
      let lot = book.creditLots[Int(row)]
      if lot.remaining > 0, comesFirst ? lot.expiresAt < now : lot.expiresAt <= now {
        return fail(.expiryOnTime, "spendable credits of an expired lot", lot.remaining, "none:", 0)
      }
      if lot.expiresAt > now { return true }
      row = lot.next
    }
    return true
  }
}

extension StepFlows {
  /// Whatever belongs to some wallet, in sum of sizes.
  var ofWallets: Int64 {
    let credits = self[.creditsIssued] + self[.creditsIssuedOnDebt] + self[.creditsSpent] + self[.creditsSpentOnDebt]
    let reports = self[.reportIssued] + self[.reportSpent] + self[.reportLapsed] + self[.creditsLapsed]
    return credits + reports + self[.packBilled] + self[.packEarned] + self[.packExpiry] + self[.packDisputed]
  }
}

extension CommandKind {
  /// Whether it is an `elapse`.
  @inline(__always) var isTimer: Bool {
    switch self {
    case .jobTimeout, .lotExpiry, .reloadTimer, .checkoutExpiry, .cutoffTimer, .invoiceTimer, .renewalTimer, .dunningTimer,
      .incompleteTimer, .recognitionTimer, .accountCreditTimer, .creditExpiry:
      true
    default: false
    }
  }
}
