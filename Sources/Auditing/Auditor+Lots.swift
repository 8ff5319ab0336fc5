import Accounting
import Billing

/// Lots that a step touched.
extension Auditor {
  mutating func checkLots(_ book: borrowing Book, _ kind: CommandKind, _ owner: Int, _ now: Instant) -> Bool {
    let spends = kind == .openJob || kind == .use
    let grants = kind == .settle || kind == .grant
    for index in book.touchedLots.indices {
      let row = Int(book.touchedLots[index])
      guard checkLot(book, row, owner) else { return false }
      if spends, !checkSpent(book, row, owner, now) { return false }
      if grants, !checkNeighbours(book, row) { return false }
    }
    return now < book.owners[owner].soonestExpiry ? true : checkExpiry(book, kind, owner, now)
  }

  @inline(__always)
  private mutating func checkLot(_ book: borrowing Book, _ row: Int, _ owner: Int) -> Bool {
    tick(.lotConservation)
    let remaining = book.lots[row].remaining
    let held = book.lots[row].held
    let used = book.lots[row].used
    let expired = book.lots[row].expired
    let voided = book.lots[row].voided
    let refunded = book.lots[row].refunded
    let parts = remaining + held + used + expired + voided + refunded
    // One negative part makes the union of the sign bits negative.
    if parts != book.lots[row].granted {
      return fail(.lotConservation, "a lot's grant of", book.lots[row].granted, "the sum of its parts", parts)
    }
    if (remaining | held | used | expired | voided | refunded) < 0 {
      let least = min(remaining, held, used, min(expired, voided, refunded))
      return fail(.lotConservation, "the least part of a lot", least, "at least", 0)
    }
    tick(.promotionalHasNoBasis)
    if book.lots[row].costBasis != 0, book.lots[row].creditClass == .promotional {
      return fail(.promotionalHasNoBasis, "a promotional lot's cost basis", book.lots[row].costBasis, "nothing:", 0)
    }
    let soonest = book.owners[owner].soonestExpiry
    if remaining > 0, soonest > book.lots[row].expiresAt {
      return fail(
        .expiryOnTime, "the owner's soonest expiry", soonest.milliseconds, "at or before a spendable lot's",
        book.lots[row].expiresAt.milliseconds)
    }
    return true
  }

  /// The lot was spendable, and nothing that burns before it is left.
  @inline(__always)
  private mutating func checkSpent(_ book: borrowing Book, _ row: Int, _ owner: Int, _ now: Instant) -> Bool {
    tick(.noSpendAfterExpiry)
    if now < book.lots[row].grantedAt || now >= book.lots[row].expiresAt {
      return fail(
        .noSpendAfterExpiry, "spent at", now.milliseconds, "before the lot's expiry", book.lots[row].expiresAt.milliseconds)
    }
    tick(.burnOrder)
    var first = Int(book.owners[owner].firstLot)
    while first >= 0, book.lots[first].remaining == 0 { first = Int(book.lots[first].next) }
    if first < 0 || first == row { return true }
    return checkRank(book, first, row)
  }

  private mutating func checkRank(_ book: borrowing Book, _ first: Int, _ spent: Int) -> Bool {
    if !book.burnOrder.ranks(book.lots[first], before: book.lots[spent]) { return true }
    return fail(
      .burnOrder, "spent from lot", Int64(book.lots[spent].id.number), "the first in burn order, lot",
      Int64(book.lots[first].id.number))
  }

  /// A lot that was granted lies between lots that burn before and after it.
  mutating func checkNeighbours(_ book: borrowing Book, _ row: Int) -> Bool {
    tick(.burnOrder)
    let previous = Int(book.lots[row].previous)
    let next = Int(book.lots[row].next)
    let follows = previous < 0 || book.burnOrder.ranks(book.lots[previous], before: book.lots[row])
    let leads = next < 0 || book.burnOrder.ranks(book.lots[row], before: book.lots[next])
    if follows && leads { return true }
    return fail(
      .burnOrder, "granted beside lot", Int64(book.lots[follows ? next : previous].id.number), "the place of lot",
      Int64(book.lots[row].id.number))
  }

  /// Answers of the processor come before the timers of their instant, and those come one after the other, so such a step may
  /// leave lots that expire at that very instant.
  private mutating func checkExpiry(_ book: borrowing Book, _ kind: CommandKind, _ owner: Int, _ now: Instant) -> Bool {
    let comesFirst =
      kind == .settle || kind == .lotExpiry || kind == .jobTimeout || kind == .reloadTimer
      || kind == .checkoutExpiry
    var row = Int(book.owners[owner].firstLot)
    while row >= 0 {
      let expiresAt = book.lots[row].expiresAt
      if book.lots[row].remaining > 0, comesFirst ? expiresAt < now : expiresAt <= now {
        return fail(.expiryOnTime, "spendable credits of an expired lot", book.lots[row].remaining, "none:", 0)
      }
      row = Int(book.lots[row].next)
    }
    return true
  }
}
