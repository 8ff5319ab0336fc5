import Accounting
import Billing
import Pricing

/// What the price list promises: how a price is split, what is given for nothing, how long a checkout stays open.
extension Auditor {
  /// The frozen terms of a job that was opened in this step, against the rule itself.
  mutating func checkSplit(_ book: borrowing Book, _ terms: SlotTerms, _ slots: Int64, _ price: Int64) -> Bool {
    tick(.splitAddsUp)
    let rule = book.terms.fee
    let kept = rule.placement == .inside ? terms.escrow : terms.payoutTotal
    guard equal(.splitAddsUp, "what the slots are split into", kept, "slots times price", slots * price) else { return false }
    let (divided, times) = rule.scope == .perSlot ? (price, slots) : (price * slots, 1)
    let least = rule.share.of(divided, rounding: .down) * times
    let most = rule.share.of(divided, rounding: .up) * times
    if terms.feeTotal < least { return fail(.splitAddsUp, "the fee", terms.feeTotal, "its share rounded down, at least", least) }
    if terms.feeTotal > most { return fail(.splitAddsUp, "the fee", terms.feeTotal, "its share rounded up, at most", most) }
    return true
  }

  /// Only a grant gives, and the free tier is given once.
  @inline(__always)
  mutating func checkGiven(_ book: borrowing Book, _ command: Command, _ owner: Int) -> Bool {
    guard case .grant(let amount, let origin, _, _) = command else { return true }
    return checkGrant(book, amount, origin, owner)
  }

  private mutating func checkGrant(_ book: borrowing Book, _ amount: Int64, _ origin: LotOrigin, _ owner: Int) -> Bool {
    tick(.givenAsGranted)
    guard equal(.givenAsGranted, "given", flows[.grant], "the grant's amount", amount) else { return false }
    guard origin == .freeTier, let tier = book.terms.freeTier else { return true }
    witnesses[owner].freeTiers += 1
    return equal(.givenAsGranted, "free tiers given", Int64(witnesses[owner].freeTiers), "one", 1)
      && equal(.givenAsGranted, "the free tier given", flows[.grant], "the catalog's", tier.amount)
  }

  /// A session ends at its own instant; an answer that finds it pending came by then.
  @inline(__always)
  mutating func checkCheckout(_ book: borrowing Book, _ kind: CommandKind, _ now: Instant) -> Bool {
    guard book.touchedPayment >= 0, kind == .settle || kind == .checkoutExpiry else { return true }
    return checkSession(book, Int(book.touchedPayment), kind, now)
  }

  private mutating func checkSession(_ book: borrowing Book, _ row: Int, _ kind: CommandKind, _ now: Instant) -> Bool {
    let expiresAt = book.payments[row].expiresAt
    if expiresAt == .never { return true }
    tick(.checkoutLapsesOnTime)
    if kind == .checkoutExpiry {
      return equal(
        .checkoutLapsesOnTime, "a checkout lapsed at", now.milliseconds, "its own instant", expiresAt.milliseconds)
        && equal(
          .checkoutLapsesOnTime, "times a lapsed checkout was credited", Int64(book.payments[row].timesCredited), "none:", 0)
    }
    let wasOver = book.observations.contains(.settledAfterLapse) || book.observations.contains(.settledAfterDecline)
    if now <= expiresAt || wasOver { return true }
    return fail(
      .checkoutLapsesOnTime, "a checkout still pending at", now.milliseconds, "its end at the latest", expiresAt.milliseconds)
  }

  /// The lot whose timer this was: where holds shrink nothing of it stays held; one that was put off lies in its new place.
  @inline(__always)
  mutating func checkExpired(_ book: borrowing Book, _ command: Command, _ now: Instant) -> Bool {
    guard case .elapse(.lotExpiry(let lot)) = command, book.terms.expiry.held != .pin else { return true }
    for index in book.touchedLots.indices {
      let row = Int(book.touchedLots[index])
      guard book.lots[row].id == lot else { continue }
      if book.terms.expiry.held == .shrink, book.lots[row].held > 0 {
        return fail(.expiryOnTime, "held credits of an expired lot", book.lots[row].held, "none:", 0)
      }
      if book.lots[row].wasExtended { return checkNeighbours(book, row) }
    }
    return true
  }

  /// At the end no session is pending that should have lapsed. - Complexity: O(payments of the owner).
  mutating func checkSessions(_ book: borrowing Book, _ owner: Int, at now: Instant) -> Bool {
    var row = book.owners[owner].firstPayment
    while row >= 0 {
      let payment = book.payments[Int(row)]
      if payment.state == .pending, payment.expiresAt < now {
        tick(.checkoutLapsesOnTime)
        return fail(
          .checkoutLapsesOnTime, "a checkout still pending at", now.milliseconds, "its end at the latest",
          payment.expiresAt.milliseconds)
      }
      row = payment.next
    }
    return true
  }
}
