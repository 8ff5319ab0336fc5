import Accounting
import Billing
import Pricing

/// Uses, which most steps of a metered product are.
extension Auditor {
  /// What `check` does after `.use(amount)`, without a command to take apart.
  public mutating func checkUse(
    _ book: borrowing Book, _ amount: Int64, by owner: OwnerSlot, at now: Instant, _ status: Status
  ) -> Bool {
    if level < .step { return true }
    if status == .ok, book.touchedLots.count == 1, book.effects.isEmpty, waitsForNothing(book, owner.index),
      isPlainlyPaid(book, amount, owner.index, now, lots: 1)
    {
      return pass(amount, owner.index, now, lots: 1)
    }
    return checkOtherUse(book, amount, owner.index, now, status)
  }

  /// A use that one lot did not pay for alone, or that has something to do with a reload.
  @inline(never)
  private mutating func checkOtherUse(
    _ book: borrowing Book, _ amount: Int64, _ owner: Int, _ now: Instant, _ status: Status
  ) -> Bool {
    let lots = book.touchedLots.count
    let isPlain =
      lots == 1
      ? isPlainlyPaid(book, amount, owner, now, lots: 1) : lots == 2 && isPlainlyPaid(book, amount, owner, now, lots: 2)
    if status == .ok, isPlain {
      // The only check of a use that has something to follow.
      return checkReload(book, .use(amount: amount), owner, now) && pass(amount, owner, now, lots: Int64(lots))
    }
    return examineUse(book, amount, owner, now, status)
  }

  @inline(__always)
  private mutating func pass(_ amount: Int64, _ owner: Int, _ now: Instant, lots: Int64) -> Bool {
    witnesses[owner].lastAt = now
    witnesses[owner].total &-= amount
    steps &+= 1
    lotsSpent &+= lots
    return true
  }

  /// Whether one lot paid for the use, or two of which the first is used up, and all of `examine` holds but what is about reloads.
  ///
  /// Every equation is looked at that a step's check has for such a use, in one go. What is not plainly paid is not wrong
  /// for that: it is examined in full, which also says what is wrong. Sums wrap here: what is equal is equal modulo 2^64 too,
  /// and amounts that are not small are examined in full.
  @inline(__always)
  private func isPlainlyPaid(_ book: borrowing Book, _ amount: Int64, _ owner: Int, _ now: Instant, lots: Int) -> Bool {
    guard book.transfers.count == 1 || (lots == 2 && book.transfers.count == 2) else { return false }
    let first = Int(book.touchedLots[0])
    let last = Int(book.touchedLots[lots - 1])
    return first == Int(book.owners[owner].firstLot) && isPlainlyPosted(book, amount, owner, atMost: lots)
      && isPlainlySpent(book, last, owner, now) && (lots == 1 || isPlainlyUsedUp(book, first, before: last, now))
      && owesNothing(book, owner) && hasNoOffers(book, owner)
  }

  /// Postings of the whole use and of nothing else; both bookkeepings of the owner agree, and with the witness. See
  /// `checkPostings`, `checkReserved`, `checkUsage` and `checkBalances`.
  @inline(__always)
  private func isPlainlyPosted(_ book: borrowing Book, _ amount: Int64, _ owner: Int, atMost postings: Int) -> Bool {
    var moved = book.transfers[0].amount
    var sides = Auditor.difference(of: book.transfers[0])
    var least = moved
    if postings == 2, book.transfers.count == 2 {
      moved &+= book.transfers[1].amount
      sides |= Auditor.difference(of: book.transfers[1])
      least = min(least, book.transfers[1].amount)
    }
    let paid = book.owners[owner].ledger[0]
    let promotional = book.owners[owner].ledger[1]
    let heldPaid = book.owners[owner].ledger[2]
    let heldPromotional = book.owners[owner].ledger[3]
    let total = paid &+ promotional &+ heldPaid &+ heldPromotional
    let differing =
      (moved ^ amount) | Int64(bitPattern: sides) | (book.debited ^ book.credited)
      | (paid ^ book.owners[owner].remaining[0]) | (promotional ^ book.owners[owner].remaining[1])
      | (heldPaid ^ book.owners[owner].held[0]) | (heldPromotional ^ book.owners[owner].held[1])
      | (total ^ (witnesses[owner].total &- amount))
    return differing == 0 && least > 0
  }

  /// Nothing where credits, paid or given, were posted as used; its bits are those that differ.
  @inline(__always)
  private static func difference(of transfer: Transfer) -> UInt64 {
    let lawful = Transfer(debit: .availablePaid, credit: .usageRevenue, amount: 0, code: .usage).packedSides
    let debitOfPromotional = UInt64(Account.availablePromotional.rawValue) << 16
    return (transfer.packedSides & ~debitOfPromotional) ^ lawful
  }

  /// The lot adds up, has something left, and is good now; nothing of the owner's is overdue. See `checkTime` and `checkLots`:
  /// where it is the first to burn, or the one before it is used up, nothing was left that burns before it.
  @inline(__always)
  private func isPlainlySpent(_ book: borrowing Book, _ lot: Int, _ owner: Int, _ now: Instant) -> Bool {
    let figures = LotFigures(book, lot)
    let soonest = book.owners[owner].soonestExpiry
    return figures.isPlainlyConserved && figures.remaining > 0 && (figures.costBasis == 0 || figures.creditClass == .paid)
      && now >= witnesses[owner].lastAt && now >= figures.grantedAt && now < soonest && soonest <= figures.expiresAt
  }

  /// The first lot has nothing left and adds up, was good, and burns before the second, which follows it.
  private func isPlainlyUsedUp(_ book: borrowing Book, _ first: Int, before second: Int, _ now: Instant) -> Bool {
    let figures = LotFigures(book, first)
    return figures.isPlainlyConserved && figures.remaining == 0 && (figures.costBasis == 0 || figures.creditClass == .paid)
      && now >= figures.grantedAt && now < figures.expiresAt && Int(book.lots[first].next) == second
      && !book.burnOrder.ranks(book.lots[second], before: book.lots[first])
  }

  /// Nothing was owed, and no end of access is near. See `checkUsage`: with a balance above zero it leaves it at that.
  @inline(__always)
  private func owesNothing(_ book: borrowing Book, _ owner: Int) -> Bool {
    book.owners[owner].debt | book.owners[owner].ledger[4] | witnesses[owner].onDebt == 0
      && witnesses[owner].accessUntil == .never
  }

  /// No reload is out, and none is called for, so `checkReload` has nothing to find: above the threshold no trigger fires.
  @inline(__always)
  private func waitsForNothing(_ book: borrowing Book, _ owner: Int) -> Bool {
    if book.owners[owner].reload.phase == .inFlight || witnesses[owner].pendingReloads != 0 { return false }
    return !book.owners[owner].reload.enabled
      || book.owners[owner].remaining[0] &+ book.owners[owner].remaining[1] > book.owners[owner].reload.threshold
  }
}
