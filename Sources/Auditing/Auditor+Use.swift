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
    if status == .ok, isPlainlySound(book, amount, owner.index, now) {
      witnesses[owner.index].lastAt = now
      witnesses[owner.index].total &-= amount
      steps &+= 1
      lotsSpent &+= 1
      return true
    }
    return examineUse(book, amount, owner.index, now, status)
  }

  /// Whether one lot paid for the use, all of `examine` holds, and nothing is to be remembered but the time and the total.
  ///
  /// Every equation is looked at that a step's check has for such a use, in one go. What is not plainly sound is not wrong
  /// for that: it is examined in full, which also says what is wrong. Sums wrap here: what is equal is equal modulo 2^64 too,
  /// and amounts that are not small are examined in full.
  @inline(__always)
  private mutating func isPlainlySound(_ book: borrowing Book, _ amount: Int64, _ owner: Int, _ now: Instant) -> Bool {
    guard book.transfers.count == 1, book.touchedLots.count == 1, book.effects.isEmpty else { return false }
    let lot = Int(book.touchedLots[0])
    return isPlainlyPosted(book, amount, owner) && isPlainlySpent(book, lot, owner, now) && owesNothing(book, owner)
      && waitsForNothing(book, owner) && hasNoOffers(book, owner)
  }

  /// One posting of the whole use; both bookkeepings of the owner agree, and with the witness. See `checkPostings`,
  /// `checkReserved`, `checkUsage` and `checkBalances`.
  @inline(__always)
  private func isPlainlyPosted(_ book: borrowing Book, _ amount: Int64, _ owner: Int) -> Bool {
    let lawful = Transfer(debit: .availablePaid, credit: .usageRevenue, amount: 0, code: .usage).packedSides
    let debitOfPromotional = UInt64(Account.availablePromotional.rawValue) << 16
    let sides = (book.transfers[0].packedSides & ~debitOfPromotional) ^ lawful
    let paid = book.owners[owner].ledger[0]
    let promotional = book.owners[owner].ledger[1]
    let heldPaid = book.owners[owner].ledger[2]
    let heldPromotional = book.owners[owner].ledger[3]
    let total = paid &+ promotional &+ heldPaid &+ heldPromotional
    let differing =
      (book.transfers[0].amount ^ amount) | Int64(bitPattern: sides) | (book.debited ^ book.credited)
      | (paid ^ book.owners[owner].remaining[0]) | (promotional ^ book.owners[owner].remaining[1])
      | (heldPaid ^ book.owners[owner].held[0]) | (heldPromotional ^ book.owners[owner].held[1])
      | (total ^ (witnesses[owner].total &- amount))
    return differing == 0 && amount > 0
  }

  /// The lot is the first to burn, adds up, has something left, and is good now; nothing of the owner's is overdue. See `checkTime`
  /// and `checkLots`.
  @inline(__always)
  private func isPlainlySpent(_ book: borrowing Book, _ lot: Int, _ owner: Int, _ now: Instant) -> Bool {
    let figures = LotFigures(book, lot)
    let soonest = book.owners[owner].soonestExpiry
    return figures.isPlainlyConserved && figures.remaining > 0 && lot == Int(book.owners[owner].firstLot)
      && (figures.costBasis == 0 || figures.creditClass == .paid) && now >= witnesses[owner].lastAt
      && now >= figures.grantedAt && now < soonest && soonest <= figures.expiresAt
  }

  /// Nothing was owed, and no end of access is near. See `checkUsage`: with a balance above zero it leaves it at that.
  @inline(__always)
  private func owesNothing(_ book: borrowing Book, _ owner: Int) -> Bool {
    book.owners[owner].debt | book.owners[owner].ledger[4] | witnesses[owner].onDebt == 0
      && witnesses[owner].accessUntil == .never
  }

  /// No reload is out, and none is called for: above the threshold no trigger fires. See `checkReload`.
  @inline(__always)
  private func waitsForNothing(_ book: borrowing Book, _ owner: Int) -> Bool {
    if book.owners[owner].reload.phase == .inFlight || witnesses[owner].pendingReloads != 0 { return false }
    return !book.owners[owner].reload.enabled
      || book.owners[owner].remaining[0] &+ book.owners[owner].remaining[1] > book.owners[owner].reload.threshold
  }
}
