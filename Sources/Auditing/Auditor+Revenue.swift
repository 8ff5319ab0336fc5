import Accounting
import Billing
import Pricing

/// Revenue as time passes: what is deferred, what of it is earned, and how cash comes to be what it is.
extension Auditor {
  /// What is deferred runs out with its period, evenly, and never below nothing.
  mutating func checkDeferred(_ present: Membership, _ kind: CommandKind, _ row: Int, _ now: Instant) -> Bool {
    tick(.deferredRunsOut)
    let before = plans[row].deferred
    let billed = flows[.planBilled] + flows[.creditApplied]
    let credited = flows[.planCredited] + flows[.planCreditedEarned]
    let earned = flows[.planEarned]
    let deferred = before + billed - flows[.planCredited] - earned - flows[.planDisputed]
    plans[row].deferred = deferred
    if plans[row].hasMoved(to: present) { plans[row].billed = 0 }
    plans[row].billed += billed - credited
    if deferred < 0 { return fail(.deferredRunsOut, "deferred after what was recognised", deferred, "at least", 0) }
    if !present.status.hasAccess {
      return equal(.deferredRunsOut, "deferred without a subscription", deferred, "nothing:", 0)
    }
    if plans[row].hasMoved(to: present), plans[row].last.status.hasAccess {
      // All that was deferred is earned, and of the period that begins nothing but what is over of it already.
      if earned < before { return fail(.deferredRunsOut, "earned when a period ends", earned, "at least all deferred", before) }
      if now == present.periodStart {
        return equal(.deferredRunsOut, "earned when a period ends", earned, "all that was deferred", before)
      }
    }
    return kind == .recognitionTimer ? checkPace(plans[row].last, before, earned, now) : true
  }

  /// What is deferred is earned evenly over what is left of the period, within a minor unit.
  private mutating func checkPace(_ last: Membership, _ before: Int64, _ earned: Int64, _ now: Instant) -> Bool {
    let whole = Int128(last.periodEnd.milliseconds) - Int128(last.recognisedAt.milliseconds)
    let past = Int128(now.milliseconds) - Int128(last.recognisedAt.milliseconds)
    let error = Int128(earned) * whole - Int128(before) * min(past, whole)
    if whole <= 0 || error.magnitude <= whole.magnitude { return true }
    return fail(
      .deferredRunsOut, "earned in a month", earned, "its share of what was deferred, about",
      Int64(Int128(before) * min(past, whole) / whole))
  }

  // MARK: Cash

  /// Keeps the processor's fees of settled payments, by the terms of their settlement.
  @inline(__always)
  mutating func followFee(_ book: borrowing Book, _ row: Int) {
    if book.payments[row].state != .settled { return }
    let amount = book.payments[row].amount
    let rule = book.terms.processorFee
    fees += min(amount, rule.share.of(amount, rounding: .halfUp) + rule.fixed)
  }

  /// Cash is what settled payments brought, less what went back and what the processor kept. - Complexity: O(payments).
  mutating func sweepCash(_ book: borrowing Book, _ counts: Int64) -> Bool {
    // At lower levels the fees were not followed.
    if level < .step { return true }
    tick(.cashExplained, counts * Int64(book.owners.count))
    var cash = -fees
    for row in book.payments.indices where book.payments[row].state == .settled {
      cash += book.payments[row].amount - book.payments[row].refunded - book.payments[row].disputed
    }
    let shown = book.totals[Int(Account.cash.rawValue)]
    return equal(.cashExplained, "cash", shown, "settled payments less what went back and the processor's fees", cash)
  }

  // MARK: Liabilities

  /// What is shown as owed for paid credits is what is unspent of them: given ones are no part of it.
  mutating func sweepLiabilities(_ book: borrowing Book, _ owner: Int, _ counts: Int64) -> Bool {
    tick(.deferredIsLiability, counts)
    var paid: Int64 = 0
    var row = book.owners[owner].firstLot
    while row >= 0 {
      let lot = book.lots[Int(row)]
      if lot.costBasis > 0 { paid += lot.remaining + lot.held }
      row = lot.next
    }
    let shown =
      book.owners[owner].ledger[Int(Account.availablePaid.rawValue)] + book.owners[owner].ledger[Int(Account.heldPaid.rawValue)]
    return equal(.deferredIsLiability, "the liability shown for paid credits", shown, "unspent credits that were paid for", paid)
      && sweepWallets(book, owner)
  }

  private mutating func sweepWallets(_ book: borrowing Book, _ owner: Int) -> Bool {
    var sums = WalletWitness()
    var wallet = Int(book.owners[owner].firstWallet)
    while wallet >= 0 {
      guard sweepWallet(book, wallet, &sums) else { return false }
      wallet = Int(book.wallets[wallet].next)
    }
    let ledger = book.owners[owner].ledger
    return equal(
      .deferredIsLiability, "the liability shown for packs and reports", ledger[Int(Account.deferredCredits.rawValue)],
      "the unearned basis of their lots", sums.deferred)
      && equal(
        .controlEqualsSubledger, "credits in the ledger", ledger[Int(Account.credits.rawValue)], "those of all wallets",
        sums.credits)
      && equal(
        .controlEqualsSubledger, "reports in the ledger", ledger[Int(Account.reports.rawValue)], "those of all wallets",
        sums.reports)
      && equal(
        .controlEqualsSubledger, "credits owed in the ledger", ledger[Int(Account.creditsOwed.rawValue)],
        "those of all wallets", sums.owed)
  }

  private mutating func sweepWallet(_ book: borrowing Book, _ wallet: Int, _ sums: inout WalletWitness) -> Bool {
    let lots = sumLots(book, wallet)
    sums.credits += lots.credits
    sums.reports += lots.reports
    sums.deferred += lots.deferred
    sums.owed += book.wallets[wallet].owed
    var row = Int(book.wallets[wallet].firstLot)
    while row >= 0 {
      guard checkBasis(book.creditLots[row]) else { return false }
      row = Int(book.creditLots[row].next)
    }
    if level < .step { return true }
    var documents: Int64 = 0
    var document = book.wallets[wallet].firstDocument
    while document >= 0 {
      documents += 1
      document = book.documents[Int(document)].next
    }
    let paid = wallet < wallets.count ? wallets[wallet].documents : 0
    return equal(.payOncePerDocument, "documents that a wallet owns", documents, "those that it paid for", paid)
  }
}
