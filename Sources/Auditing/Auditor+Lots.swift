import Accounting
import Billing

/// Lots that a step touched.
extension Auditor {
  @inline(__always)
  mutating func checkLots(_ book: borrowing Book, _ kind: CommandKind, _ owner: Int, _ now: Instant) -> Bool {
    if !book.touchedLots.isEmpty {
      let holds = kind == .openJob || kind == .use ? checkSpent(book, owner, now) : checkTouched(book, kind, owner)
      if !holds { return false }
    }
    return now < book.owners[owner].soonestExpiry ? true : checkExpiry(book, kind, owner, now)
  }

  /// Lots that were spent from.
  @inline(__always)
  private mutating func checkSpent(_ book: borrowing Book, _ owner: Int, _ now: Instant) -> Bool {
    let soonest = book.owners[owner].soonestExpiry
    let first = firstSpendable(book, owner)
    lotsSpent += Int64(book.touchedLots.count)
    for index in book.touchedLots.indices {
      let row = Int(book.touchedLots[index])
      let lot = LotFigures(book, row)
      if !lot.isConserved || !lot.isSoundly(bounded: soonest) { return failLot(book, row, soonest) }
      if now < lot.grantedAt || now >= lot.expiresAt { return failSpent(book, row, now) }
      if first >= 0, first != row, !checkRank(book, first, row) { return false }
    }
    return true
  }

  private mutating func checkTouched(_ book: borrowing Book, _ kind: CommandKind, _ owner: Int) -> Bool {
    let grants = kind == .settle || kind == .grant
    let soonest = book.owners[owner].soonestExpiry
    lotsTouched += Int64(book.touchedLots.count)
    for index in book.touchedLots.indices {
      let row = Int(book.touchedLots[index])
      let lot = LotFigures(book, row)
      if !lot.isConserved || !lot.isSoundly(bounded: soonest) { return failLot(book, row, soonest) }
      if grants, !checkNeighbours(book, row) { return false }
    }
    return true
  }

  /// The first lot in burn order with anything to spend, -1 for none.
  @inline(__always)
  private func firstSpendable(_ book: borrowing Book, _ owner: Int) -> Int {
    var first = Int(book.owners[owner].firstLot)
    while first >= 0, book.lots[first].remaining == 0 { first = Int(book.lots[first].next) }
    return first
  }

  /// What the checks ask of a lot, read once.
  struct LotFigures {
    let granted, remaining, held, used, expired, voided, refunded, costBasis: Int64
    let grantedAt, expiresAt: Instant
    let creditClass: CreditClass

    @inline(__always)
    init(_ book: borrowing Book, _ row: Int) {
      granted = book.lots[row].granted
      remaining = book.lots[row].remaining
      held = book.lots[row].held
      used = book.lots[row].used
      expired = book.lots[row].expired
      voided = book.lots[row].voided
      refunded = book.lots[row].refunded
      costBasis = book.lots[row].costBasis
      grantedAt = book.lots[row].grantedAt
      expiresAt = book.lots[row].expiresAt
      creditClass = book.lots[row].creditClass
    }

    var parts: Int64 { remaining + held + used + expired + voided + refunded }

    /// One negative part makes the union of the sign bits negative.
    @inline(__always)
    var isConserved: Bool { parts == granted && (remaining | held | used | expired | voided | refunded) >= 0 }

    /// The same for a lot that was never anything but spent, and of amounts that are not very large: then the sum cannot wrap.
    @inline(__always)
    var isPlainlyConserved: Bool {
      held | expired | voided | refunded == 0 && remaining &+ used == granted && UInt64(bitPattern: remaining | used) >> 60 == 0
    }

    /// A promotional lot cost nothing, and the owner's bound for expiries is not later than a spendable lot's.
    @inline(__always)
    func isSoundly(bounded soonest: Instant) -> Bool {
      (costBasis == 0 || creditClass == .paid) && (remaining <= 0 || soonest <= expiresAt)
    }
  }

  /// Says what is wrong with a lot.
  @inline(never)
  private mutating func failLot(_ book: borrowing Book, _ row: Int, _ soonest: Instant) -> Bool {
    let lot = LotFigures(book, row)
    if lot.parts != lot.granted {
      return fail(.lotConservation, "a lot's grant of", lot.granted, "the sum of its parts", lot.parts)
    }
    if !lot.isConserved {
      let least = min(lot.remaining, lot.held, lot.used, min(lot.expired, lot.voided, lot.refunded))
      return fail(.lotConservation, "the least part of a lot", least, "at least", 0)
    }
    if lot.costBasis != 0, lot.creditClass == .promotional {
      return fail(.promotionalHasNoBasis, "a promotional lot's cost basis", lot.costBasis, "nothing:", 0)
    }
    return fail(
      .expiryOnTime, "the owner's soonest expiry", soonest.milliseconds, "at or before a spendable lot's",
      lot.expiresAt.milliseconds)
  }

  @inline(never)
  private mutating func failSpent(_ book: borrowing Book, _ row: Int, _ now: Instant) -> Bool {
    fail(
      .noSpendAfterExpiry, "spent at", now.milliseconds, "before the lot's expiry", book.lots[row].expiresAt.milliseconds)
  }

  /// Nothing that burns before the lot is left.
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
