import Accounting
import Billing

/// Lots that a step touched.
extension Auditor {
  mutating func checkLots(_ book: borrowing Book, _ command: Command, _ owner: Int, _ now: Instant) -> Finding? {
    let spends = command.kind == .openJob || command.kind == .use
    for index in book.touchedLots.indices {
      let row = book.touchedLots[index]
      if let broken = checkLot(book.lots[Int(row)], soonest: book.owners[owner].soonestExpiry) { return broken }
      if spends, let broken = checkSpent(book, book.lots[Int(row)], owner, now) { return broken }
    }
    if command.kind == .settle || command.kind == .grant {
      for index in book.touchedLots.indices {
        if let broken = checkNeighbours(book, book.touchedLots[index]) { return broken }
      }
    }
    return checkExpiry(book, command, owner, now)
  }

  private mutating func checkLot(_ lot: Lot, soonest: Instant) -> Finding? {
    tick(.lotConservation)
    let parts = lot.remaining + lot.held + lot.used + lot.expired + lot.voided + lot.refunded
    let least = min(lot.remaining, lot.held, lot.used, lot.expired, lot.voided, lot.refunded)
    if parts != lot.granted || least < 0 {
      return Finding(
        invariant: .lotConservation, leftName: "a lot's grant of", left: lot.granted,
        rightName: "the sum of its parts, each at least 0:", right: parts)
    }
    tick(.promotionalHasNoBasis)
    if lot.creditClass == .promotional, lot.costBasis != 0 {
      return equal(.promotionalHasNoBasis, "a promotional lot's cost basis", lot.costBasis, "nothing:", 0)
    }
    if lot.remaining > 0, soonest > lot.expiresAt {
      return Finding(
        invariant: .expiryOnTime, leftName: "the owner's soonest expiry", left: soonest.milliseconds,
        rightName: "at or before a spendable lot's", right: lot.expiresAt.milliseconds)
    }
    return nil
  }

  /// The lot was spendable, and nothing that burns before it is left.
  private mutating func checkSpent(_ book: borrowing Book, _ lot: Lot, _ owner: Int, _ now: Instant) -> Finding? {
    tick(.noSpendAfterExpiry)
    if !lot.isSpendable(at: now) {
      return Finding(
        invariant: .noSpendAfterExpiry, leftName: "spent at", left: now.milliseconds, rightName: "before the lot's expiry",
        right: lot.expiresAt.milliseconds)
    }
    tick(.burnOrder)
    var first = book.owners[owner].firstLot
    while first >= 0, book.lots[Int(first)].remaining == 0 { first = book.lots[Int(first)].next }
    if first >= 0, book.burnOrder.ranks(book.lots[Int(first)], before: lot) {
      return Finding(
        invariant: .burnOrder, leftName: "spent from lot", left: Int64(lot.id.number), rightName: "the first in burn order, lot",
        right: Int64(book.lots[Int(first)].id.number))
    }
    return nil
  }

  /// A lot that was granted lies between lots that burn before and after it.
  private mutating func checkNeighbours(_ book: borrowing Book, _ row: Int32) -> Finding? {
    tick(.burnOrder)
    let lot = book.lots[Int(row)]
    for neighbour in [lot.previous, lot.next] where neighbour >= 0 {
      let other = book.lots[Int(neighbour)]
      let inOrder =
        neighbour == lot.previous ? book.burnOrder.ranks(other, before: lot) : book.burnOrder.ranks(lot, before: other)
      if !inOrder {
        return Finding(
          invariant: .burnOrder, leftName: "granted beside lot", left: Int64(other.id.number), rightName: "the place of lot",
          right: Int64(lot.id.number))
      }
    }
    return nil
  }

  /// Timers of one instant come one after the other, so a timer's step may leave lots that expire at that very instant.
  private mutating func checkExpiry(_ book: borrowing Book, _ command: Command, _ owner: Int, _ now: Instant) -> Finding? {
    if now < book.owners[owner].soonestExpiry { return nil }
    let timer = if case .elapse = command { true } else { false }
    var row = book.owners[owner].firstLot
    while row >= 0 {
      let lot = book.lots[Int(row)]
      if lot.remaining > 0, timer ? lot.expiresAt < now : lot.expiresAt <= now {
        return Finding(
          invariant: .expiryOnTime, leftName: "spendable credits of an expired lot", left: lot.remaining, rightName: "none:",
          right: 0)
      }
      row = lot.next
    }
    return nil
  }
}
