import Accounting
import Billing
import Pricing

/// Automatic reload: one at a time, for a reason, never silent, never a storm.
extension Auditor {
  @inline(__always)
  mutating func checkReload(_ book: borrowing Book, _ command: Command, _ owner: Int, _ now: Instant) -> Bool {
    followAnswers(book, command, owner, now)
    if !book.effects.isEmpty, !checkCharges(book, owner, now) { return false }
    let flagged: Int64 = book.owners[owner].reload.phase == .inFlight ? 1 : 0
    let pending = Int64(witnesses[owner].pendingReloads)
    return equal(.oneReloadInFlight, "reloads in flight", pending, "the phase's, at most one:", flagged)
      && checkLive(book, owner, now)
  }

  private mutating func checkCharges(_ book: borrowing Book, _ owner: Int, _ now: Instant) -> Bool {
    for index in book.effects.indices {
      if case .charge(_, let amount, .reload) = book.effects[index], !checkFired(book, owner, amount, now) { return false }
    }
    return true
  }

  /// Keeps the witness's own count of what is out and what was declined.
  @inline(__always)
  private mutating func followAnswers(_ book: borrowing Book, _ command: Command, _ owner: Int, _ now: Instant) {
    switch command {
    case .attachMethod: followCard(owner)
    case .subscribe(_, throughCheckout: true):
      // A trial through a checkout has its card at once.
      if book.observations.contains(.trialBegun) { followCard(owner) }
    case .settle(_, let result):
      if book.touchedPayment >= 0 { followAnswer(book, result, owner, now) }
    default: break
    }
  }

  /// What the card before did does not count against the new one.
  private mutating func followCard(_ owner: Int) {
    witnesses[owner].cards += 1
    witnesses[owner].declines = 0
    witnesses[owner].paused = false
    witnesses[owner].attempts = InlineArray(repeating: .distantPast)
  }

  /// The first invoice of a subscription through a checkout is paid with a card that stays.
  private mutating func followCheckout(_ book: borrowing Book, _ payment: Payment, _ result: SettlementResult, _ owner: Int) {
    guard payment.kind == .subscription, result == .succeeded else { return }
    let member = Int(book.owners[owner].membership)
    let isOwn = book.invoices[Int(payment.subject)].paidBy == payment.id && payment.overpaid < payment.amount
    if isOwn, member >= 0, book.memberships[member].isThroughCheckout { followCard(owner) }
  }

  private mutating func followAnswer(_ book: borrowing Book, _ result: SettlementResult, _ owner: Int, _ now: Instant) {
    let payment = book.payments[Int(book.touchedPayment)]
    // What a plan or a pack was paid with says nothing about reloads.
    if !payment.kind.isMoney { return followCheckout(book, payment, result, owner) }
    // A success after a decline answers a charge that is no longer out.
    let answersFirst = !book.observations.contains(.settledAfterDecline)
    if payment.kind == .reload, answersFirst { witnesses[owner].pendingReloads -= 1 }
    if result == .succeeded {
      witnesses[owner].declines = 0
      witnesses[owner].paused = false
    } else if payment.kind == .reload {
      uncount(payment, owner)
      // The answer of a card that was replaced meanwhile does not count against the new one.
      if witnesses[owner].flightCard != witnesses[owner].cards { return }
      witnesses[owner].declines += 1
      witnesses[owner].declinedAt = now
      // A price change may bring other waiting times; those in force when the decline came are kept.
      let backOffs = book.terms.reload.backOff_ms
      let declines = Int(witnesses[owner].declines)
      witnesses[owner].paused = result != .declinedSoft || declines > backOffs.count
      witnesses[owner].backOff_ms = declines <= backOffs.count ? backOffs[declines - 1] : 0
    }
  }

  private mutating func uncount(_ payment: Payment, _ owner: Int) {
    if payment.requestedAt.date.monthIndex == witnesses[owner].month { witnesses[owner].charged -= payment.amount }
  }

  /// A reload was charged in this step: rightly, and not too soon.
  private mutating func checkFired(_ book: borrowing Book, _ owner: Int, _ amount: Int64, _ now: Instant) -> Bool {
    witnesses[owner].pendingReloads += 1
    witnesses[owner].flightCard = witnesses[owner].cards
    tick(.reloadJustified)
    let balance = book.owners[owner].available - book.owners[owner].debt
    let threshold = book.owners[owner].reload.threshold
    if !book.owners[owner].reload.enabled || !book.owners[owner].hasPaymentMethod
      || !book.terms.reload.trigger.fires(balance: balance, threshold: threshold)
    {
      return fail(
        .reloadJustified, "a reload's balance", balance, "enabled, with a method, and called for by the threshold", threshold)
    }
    tick(.reloadPaced)
    return checkPace(book, owner, amount, now)
  }

  private mutating func checkPace(_ book: borrowing Book, _ owner: Int, _ amount: Int64, _ now: Instant) -> Bool {
    if witnesses[owner].paused {
      return fail(.reloadPaced, "reloads fired while paused", 1, "at most", 0)
    }
    if witnesses[owner].declines > 0, now.since(witnesses[owner].declinedAt) < witnesses[owner].backOff_ms {
      return fail(
        .reloadPaced, "milliseconds since the decline", now.since(witnesses[owner].declinedAt), "at least",
        witnesses[owner].backOff_ms)
    }
    let most = book.terms.reload.attemptsPerCard
    if witnesses[owner].attempt(ago: most) > now.advanced(by: -book.terms.reload.attemptWindow_ms) {
      return fail(.reloadPaced, "attempts on one card in the window", Int64(most + 1), "at most", Int64(most))
    }
    witnesses[owner].remember(attempt: now)
    return checkCap(book.terms.reload.monthlyCap, owner, amount, now)
  }

  private mutating func checkCap(_ cap: Int64?, _ owner: Int, _ amount: Int64, _ now: Instant) -> Bool {
    let month = monthClock.index(of: now)
    if witnesses[owner].month != month {
      witnesses[owner].month = month
      witnesses[owner].charged = 0
    }
    witnesses[owner].charged += amount
    guard let cap else { return true }
    if witnesses[owner].charged <= cap { return true }
    return fail(.reloadPaced, "reloaded this month", witnesses[owner].charged, "at most", cap)
  }

  /// Low, enabled and able, and yet nothing done and no reason recorded: the silent stop.
  @inline(__always)
  private mutating func checkLive(_ book: borrowing Book, _ owner: Int, _ now: Instant) -> Bool {
    guard book.owners[owner].reload.enabled, book.owners[owner].hasPaymentMethod else { return true }
    let balance = book.owners[owner].available - book.owners[owner].debt
    let threshold = book.owners[owner].reload.threshold
    guard book.terms.reload.trigger.fires(balance: balance, threshold: threshold) else { return true }
    let phase = book.owners[owner].reload.phase
    guard phase == .ready || (phase.waits && book.owners[owner].reload.until < now) else { return true }
    return fail(
      .reloadLive, "a low balance without a charge or a reason:", balance, "a balance the trigger leaves alone, threshold",
      threshold)
  }
}
