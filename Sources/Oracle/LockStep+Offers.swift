import Accounting
import Billing

/// The part of the comparison that is about plans, wallets and interviews.
extension LockStep {
  static func comparePlan(
    _ book: borrowing Book, _ owner: OwnerSlot, _ naive: NaiveBook, _ now: Instant
  ) throws(Disagreement) {
    let row = Int(book.owners[owner.index].membership)
    try same("membership", row >= 0, naive.member != nil)
    guard row >= 0, let kept = naive.member else { return }
    let core = book.subscription(of: owner, at: now)
    let member = naive.standing
    try same("subscription status", Int(core.status.rawValue), Int(member.status.rawValue))
    try same("plan", core.plan?.index ?? -1, member.plan ?? -1)
    try same("period begins", core.periodStart.milliseconds, member.start)
    try same("period ends", core.periodEnd.milliseconds, member.end)
    try same("cancels at the period's end", core.cancelsAtPeriodEnd, member.cancels)
    try same("analyses used", core.analysesUsed, member.analyses)
    try same("analyses limit", core.analysesLimit ?? -1, member.analysesLimit ?? -1)
    let own = book.memberships[row]
    try same("messages used", own.messages, kept.messages)
    try same("minutes used", own.minutes, kept.minutes)
    try same("minutes included", own.includedMinutes, kept.included)
    try same("price of the period", own.price, kept.price)
    try same("billed for the period", own.billed, kept.billed)
    try same("deferred", own.deferred, kept.deferred)
    try same("account credit", own.accountCredit, kept.credit)
    try same("end of account credit", own.creditEndsAt.milliseconds, kept.creditEndsAt)
    try same("next plan", Int(own.nextPlan), kept.nextPlan ?? -1)
    try same("plan that waits for payment", Int(own.pendingPlan), kept.pendingPlan ?? -1)
    try same("failed attempts", Int(own.attempts), kept.attempts)
    try same("next attempt", own.retryAt.milliseconds, kept.retryAt)
    try same("end of the first payment", own.lapsesAt.milliseconds, kept.lapsesAt)
    try same("next recognition", own.recogniseAt.milliseconds, kept.monthEndsAt)
    try same("an invoice is open", own.openInvoice >= 0, kept.openInvoice != nil)
    guard own.openInvoice >= 0, let open = kept.openInvoice else { return }
    try same("due of the open invoice", book.invoices[Int(own.openInvoice)].due, naive.invoices[open].due)
    try same("credit set aside for it", book.invoices[Int(own.openInvoice)].applied, naive.invoices[open].applied)
  }

  static func compareWallets(_ book: borrowing Book, _ owner: OwnerSlot, _ naive: NaiveBook) throws(Disagreement) {
    var row = book.owners[owner.index].firstWallet
    var count = 0
    while row >= 0 {
      let wallet = book.wallets[Int(row)]
      let number = wallet.endUser.number
      guard let other = naive.wallets[number] else { throw Disagreement("wallet \(number) is there", core: 1, oracle: 0) }
      try same("wallet \(number) credits", wallet.credits, other.credits)
      try same("wallet \(number) reports", wallet.reports, other.reports)
      try same("wallet \(number) owed", wallet.owed, other.owed)
      try same("wallet \(number) purchased", wallet.purchased, other.purchased)
      try same("wallet \(number) spent", wallet.spent, other.spent)
      try same("wallet \(number) lapsed", wallet.lapsed, other.lapsed)
      try comparePacks(book, wallet, other)
      try compareDocuments(book, wallet, other)
      row = wallet.next
      count += 1
    }
    try same("wallets", count, naive.wallets.count)
  }

  private static func comparePacks(
    _ book: borrowing Book, _ wallet: Wallet, _ other: NaiveWallet
  ) throws(Disagreement) {
    let packs = other.packs.sorted { ($0.until, $0.number) < ($1.until, $1.number) }
    var row = wallet.firstLot
    var place = 0
    while row >= 0 {
      let lot = book.creditLots[Int(row)]
      row = lot.next
      if lot.isFinished { continue }
      guard place < packs.count else { throw Disagreement("pack \(lot.id.number) is alive", core: 1, oracle: 0) }
      let pack = packs[place]
      try same("number of pack \(place + 1) in order", Int64(lot.id.number), Int64(pack.number))
      try same("pack \(lot.id.number) granted", lot.granted, pack.granted)
      try same("pack \(lot.id.number) remaining", lot.remaining, pack.remaining)
      try same("pack \(lot.id.number) unearned", lot.deferred, pack.unearned)
      try same("pack \(lot.id.number) expires", lot.expiresAt.milliseconds, pack.until)
      place += 1
    }
    try same("live packs", place, packs.count)
  }

  private static func compareDocuments(
    _ book: borrowing Book, _ wallet: Wallet, _ other: NaiveWallet
  ) throws(Disagreement) {
    var row = wallet.firstDocument
    var count = 0
    while row >= 0 {
      let number = book.documents[Int(row)].document.number
      try same("document \(number) of wallet \(wallet.endUser.number)", true, other.documents.contains(number))
      row = book.documents[Int(row)].next
      count += 1
    }
    try same("documents of wallet \(wallet.endUser.number)", count, other.documents.count)
  }

  static func compareUsage(_ book: borrowing Book, _ owner: OwnerSlot, _ naive: NaiveBook) throws(Disagreement) {
    var row = book.owners[owner.index].firstUsage
    var count = 0
    while row >= 0 {
      let counter = book.usage[Int(row)]
      let heading = NaiveHeading(since: counter.since.milliseconds, product: counter.product.index)
      let other = naive.usage[heading] ?? NaiveUsage()
      try same("interviews of product \(counter.product.number)", counter.events, other.events)
      try same("usage of product \(counter.product.number)", counter.used, other.used)
      row = counter.next
      count += 1
    }
    try same("usage counters", count, naive.usage.count)
  }
}
