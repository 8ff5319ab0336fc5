import Accounting
import Billing
import Pricing

/// Automatic reload: one at a time, for a reason, never silent, never a storm.
extension Auditor {
  mutating func checkReload(_ book: borrowing Book, _ command: Command, _ owner: Int, _ now: Instant) -> Finding? {
    if let broken = followAnswers(book, command, owner, now) { return broken }
    for index in book.effects.indices {
      if case .charge(_, let amount, .reload) = book.effects[index] {
        if let broken = checkFired(book, owner, amount, now) { return broken }
      }
    }
    let record = book.owners[owner]
    let flagged: Int64 = record.reload.phase == .inFlight ? 1 : 0
    let pending = Int64(witnesses[owner].pendingReloads)
    if pending > 1 || pending != flagged {
      return equal(.oneReloadInFlight, "reloads in flight", pending, "the phase's, at most one:", flagged)
    }
    return checkLive(book, owner, now)
  }

  /// Keeps the witness's own count of what is out and what was declined.
  private mutating func followAnswers(_ book: borrowing Book, _ command: Command, _ owner: Int, _ now: Instant) -> Finding? {
    switch command {
    case .attachMethod:
      witnesses[owner].declines = 0
      witnesses[owner].paused = false
      witnesses[owner].attempts = InlineArray(repeating: .distantPast)
    case .settle(_, let result):
      if book.touchedPayment < 0 { return nil }
      let payment = book.payments[Int(book.touchedPayment)]
      // A success after a decline answers a charge that is no longer out.
      let answersFirst = !book.observations.contains(.settledAfterDecline)
      if payment.kind == .reload, answersFirst { witnesses[owner].pendingReloads -= 1 }
      if result == .succeeded {
        witnesses[owner].declines = 0
        witnesses[owner].paused = false
      } else if payment.kind == .reload {
        witnesses[owner].declines += 1
        witnesses[owner].declinedAt = now
        let backOffs = book.terms.reload.backOff_ms.count
        witnesses[owner].paused = result != .declinedSoft || Int(witnesses[owner].declines) > backOffs
        uncount(payment, owner)
      }
    default: break
    }
    return nil
  }

  private mutating func uncount(_ payment: Payment, _ owner: Int) {
    if payment.requestedAt.date.monthIndex == witnesses[owner].month { witnesses[owner].charged -= payment.amount }
  }

  /// A reload was charged in this step: rightly, and not too soon.
  private mutating func checkFired(_ book: borrowing Book, _ owner: Int, _ amount: Int64, _ now: Instant) -> Finding? {
    witnesses[owner].pendingReloads += 1
    tick(.reloadJustified)
    let record = book.owners[owner]
    let rule = book.terms.reload
    let balance = record.available - record.debt
    if !record.reload.enabled || !record.hasPaymentMethod || !rule.fires(balance: balance, threshold: record.reload.threshold) {
      return Finding(
        invariant: .reloadJustified, leftName: "reloaded although enabled, with a method, at balance", left: balance,
        rightName: "a state below the threshold", right: record.reload.threshold)
    }
    tick(.reloadPaced)
    return checkPace(rule, owner, amount, now)
  }

  private mutating func checkPace(_ rule: ReloadRule, _ owner: Int, _ amount: Int64, _ now: Instant) -> Finding? {
    let witness = witnesses[owner]
    let declines = Int(witness.declines)
    if witness.paused {
      return equal(.reloadPaced, "a reload while paused after declines:", Int64(declines), "none:", -1)
    }
    if declines > 0, now.since(witness.declinedAt) < rule.backOff_ms[declines - 1] {
      return Finding(
        invariant: .reloadPaced, leftName: "milliseconds since the decline", left: now.since(witness.declinedAt),
        rightName: "at least", right: rule.backOff_ms[declines - 1])
    }
    let recent = witness.attempts(since: now.advanced(by: -rule.attemptWindow_ms))
    if recent >= rule.attemptsPerCard {
      return Finding(
        invariant: .reloadPaced, leftName: "attempts on one card in the window", left: Int64(recent + 1), rightName: "at most",
        right: Int64(rule.attemptsPerCard))
    }
    witnesses[owner].remember(attempt: now)
    return checkCap(rule, owner, amount, now)
  }

  private mutating func checkCap(_ rule: ReloadRule, _ owner: Int, _ amount: Int64, _ now: Instant) -> Finding? {
    guard let cap = rule.monthlyCap else { return nil }
    let month = now.date.monthIndex
    if witnesses[owner].month != month {
      witnesses[owner].month = month
      witnesses[owner].charged = 0
    }
    witnesses[owner].charged += amount
    return witnesses[owner].charged <= cap
      ? nil : Finding(
        invariant: .reloadPaced, leftName: "reloaded this month", left: witnesses[owner].charged, rightName: "at most", right: cap)
  }

  /// Low, enabled and able, and yet nothing done and no reason recorded: the silent stop.
  private func checkLive(_ book: borrowing Book, _ owner: Int, _ now: Instant) -> Finding? {
    let record = book.owners[owner]
    guard record.reload.enabled, record.hasPaymentMethod else { return nil }
    let low = book.terms.reload.fires(balance: record.available - record.debt, threshold: record.reload.threshold)
    let silent = record.reload.phase == .ready || (record.reload.phase.waits && record.reload.until < now)
    if low, silent {
      return Finding(
        invariant: .reloadLive, leftName: "a low balance without a charge or a reason:", left: record.available - record.debt,
        rightName: "a balance the trigger leaves alone, threshold", right: record.reload.threshold)
    }
    return nil
  }
}
