import Accounting
import Pricing

/// Lots of credits and of reports: granted, spent soonest expiry first, expired. Their figures change only here and by a dispute.
extension Book {
  /// Writes the lot that a payment brings, and its timer. Credits that were spent beyond the balance are repaid from it first.
  mutating func grantCreditLot(_ owner: Int, _ payment: Payment, _ asset: Asset, expiresAt: Instant, _ now: Instant) {
    owners[owner].lastCreditLotNumber += 1
    let lot = CreditLot(
      id: CreditLotID(owners[owner].lastCreditLotNumber), asset: asset, granted: payment.quantity, costBasis: payment.amount,
      payment: payment.id, wallet: payment.subject, grantedAt: now, expiresAt: expiresAt)
    let row = storeCreditLot(lot)
    linkCreditLot(row)
    touchedCreditLots.append(row)
    if expiresAt != .never {
      owners[owner].soonestCreditExpiry = min(owners[owner].soonestCreditExpiry, expiresAt)
      effects.append(.wake(at: expiresAt, .creditExpiry(lot.id)))
    }
    let wallet = Int(payment.subject)
    if asset == .reports {
      wallets[wallet].reports += payment.quantity
      post(owner, debit: .reportsIssued, credit: .reports, payment.quantity, .reportIssued)
      return
    }
    wallets[wallet].purchased += payment.quantity
    let repaid = min(payment.quantity, wallets[wallet].owed)
    wallets[wallet].credits += payment.quantity - repaid
    post(owner, debit: .creditsIssued, credit: .credits, payment.quantity - repaid, .creditsIssued)
    if repaid > 0 { repayCredits(owner, Int(row), repaid) }
  }

  /// Credits of a new lot that were spent before it came: they are earned at once.
  private mutating func repayCredits(_ owner: Int, _ row: Int, _ amount: Int64) {
    wallets[Int(creditLots[row].wallet)].owed -= amount
    creditLots[row].used += amount
    let basis = takeOut(row, amount)
    post(owner, debit: .creditsIssued, credit: .creditsOwed, amount, .creditsIssuedOnDebt)
    post(owner, debit: .deferredCredits, credit: .packRevenue, basis, .packEarned)
  }

  /// Spends credits of a wallet, and beyond them on debt where there are too few.
  mutating func spendCredits(_ owner: Int, _ wallet: Int, _ amount: Int64) {
    let covered = min(amount, wallets[wallet].credits)
    let basis = spendLots(wallet, .credits, covered)
    wallets[wallet].credits -= covered
    wallets[wallet].owed += amount - covered
    wallets[wallet].spent += amount
    post(owner, debit: .credits, credit: .creditsSpent, covered, .creditsSpent)
    post(owner, debit: .creditsOwed, credit: .creditsSpent, amount - covered, .creditsSpentOnDebt)
    post(owner, debit: .deferredCredits, credit: .packRevenue, basis, .packEarned)
    if amount > covered { observations.insert(.spentBeyondCredits) }
  }

  /// Takes `amount` thousandths from the lots of one asset, soonest expiry first.
  ///
  /// - Precondition: the lots hold as much, and none is overdue.
  /// - Returns: the basis that goes with it, in minor units.
  mutating func spendLots(_ wallet: Int, _ asset: Asset, _ amount: Int64) -> Int64 {
    var basis: Int64 = 0
    var left = amount
    var row = Int(wallets[wallet].firstLot)
    while left > 0 {
      precondition(row >= 0, "The lots hold less than their wallet.")
      let part = creditLots[row].asset == asset ? min(left, creditLots[row].remaining) : 0
      if part > 0 {
        creditLots[row].used += part
        basis += takeOut(row, part)
        left -= part
      }
      row = Int(creditLots[row].next)
    }
    return basis
  }

  /// Lowers what remains of a lot; whereto is the caller's.
  ///
  /// - Returns: the basis that goes with it, in minor units.
  mutating func takeOut(_ row: Int, _ part: Int64) -> Int64 {
    let before = creditLots[row].deferred
    creditLots[row].remaining -= part
    creditLots[row].deferred = creditLots[row].unearned
    touchedCreditLots.append(Int32(row))
    return before - creditLots[row].deferred
  }

  /// Credits or reports are gone without use: off their wallet, and back to what was never issued.
  mutating func lapse(_ owner: Int, _ row: Int, _ part: Int64) {
    let wallet = Int(creditLots[row].wallet)
    if creditLots[row].asset == .reports {
      wallets[wallet].reports -= part
      post(owner, debit: .reports, credit: .reportsIssued, part, .reportLapsed)
    } else {
      wallets[wallet].credits -= part
      wallets[wallet].lapsed += part
      post(owner, debit: .credits, credit: .creditsIssued, part, .creditsLapsed)
    }
  }

  /// The end of a lot's validity: what is left of it is gone, and its basis is breakage. Source: rule HI-2.
  mutating func expireCreditLot(_ owner: Int, _ lot: CreditLotID, _ now: Instant) -> Status {
    let row = Int(creditLotRow(owner, lot))
    if row < 0 { return .timerCancelled }
    if now < creditLots[row].expiresAt { return .timerNotDue }

    let part = creditLots[row].remaining
    touchedWallet = creditLots[row].wallet
    creditLots[row].expired += part
    let basis = takeOut(row, part)
    lapse(owner, row, part)
    post(owner, debit: .deferredCredits, credit: .breakage, basis, .packExpiry)
    owners[owner].soonestCreditExpiry = soonestCreditExpiry(owner)
    if creditLots[row].asset == .reports { observations.insert(.reportExpired) }
    effects.append(.notify(.creditsExpired))
    return .ok
  }

  func isCreditLotDue(_ owner: Int, _ lot: CreditLotID, _ now: Instant) -> Bool {
    let row = creditLotRow(owner, lot)
    return row >= 0 && creditLots[Int(row)].expiresAt <= now
  }

  /// Whether a lot should have expired by `now`; if not, the early bound is set right.
  mutating func hasOverdueCreditLot(_ owner: Int, _ now: Instant) -> Bool {
    owners[owner].soonestCreditExpiry = soonestCreditExpiry(owner)
    return owners[owner].soonestCreditExpiry <= now
  }

  /// - Complexity: O(wallets of the owner): the first live lot of each expires soonest.
  func soonestCreditExpiry(_ owner: Int) -> Instant {
    var soonest = Instant.never
    var wallet = owners[owner].firstWallet
    while wallet >= 0 {
      var row = wallets[Int(wallet)].firstLot
      while row >= 0, creditLots[Int(row)].isFinished { row = creditLots[Int(row)].next }
      if row >= 0 { soonest = min(soonest, creditLots[Int(row)].expiresAt) }
      wallet = wallets[Int(wallet)].next
    }
    return soonest
  }

  // MARK: Rows

  /// The row of a live lot, or -1. - Complexity: O(live lots of all wallets of the owner).
  func creditLotRow(_ owner: Int, _ lot: CreditLotID) -> Int32 {
    var wallet = owners[owner].firstWallet
    while wallet >= 0 {
      var row = wallets[Int(wallet)].firstLot
      while row >= 0 {
        if creditLots[Int(row)].id == lot { return creditLots[Int(row)].isFinished ? -1 : row }
        row = creditLots[Int(row)].next
      }
      wallet = wallets[Int(wallet)].next
    }
    return -1
  }

  /// The row of the live lot of a wallet that came with a payment, or -1.
  func creditLotRow(_ wallet: Int, of payment: PaymentID) -> Int32 {
    var row = wallets[wallet].firstLot
    while row >= 0, creditLots[Int(row)].payment != payment { row = creditLots[Int(row)].next }
    return row >= 0 && creditLots[Int(row)].isFinished ? -1 : row
  }

  private mutating func storeCreditLot(_ lot: CreditLot) -> Int32 {
    if freeCreditLot < 0 {
      creditLots.append(lot)
      return Int32(creditLots.count - 1)
    }
    let row = freeCreditLot
    freeCreditLot = creditLots[Int(row)].next
    creditLots[Int(row)] = lot
    return row
  }

  /// Links a new lot into its wallet where it is spent.
  private mutating func linkCreditLot(_ row: Int32) {
    let lot = creditLots[Int(row)]
    var before: Int32 = -1
    var after = wallets[Int(lot.wallet)].firstLot
    while after >= 0, !lot.comes(before: creditLots[Int(after)]) {
      before = after
      after = creditLots[Int(after)].next
    }
    creditLots[Int(row)].next = after
    if before >= 0 { creditLots[Int(before)].next = row } else { wallets[Int(lot.wallet)].firstLot = row }
  }

  /// A finished lot stays readable for one step; then its row is used again.
  mutating func forgetCreditLotIfFinished(_ row: Int32) {
    let lot = creditLots[Int(row)]
    // Number zero marks a row that was forgotten already: a step may touch a lot twice.
    guard lot.isFinished, lot.id.number != 0 else { return }
    var before: Int32 = -1
    var here = wallets[Int(lot.wallet)].firstLot
    while here != row {
      before = here
      here = creditLots[Int(here)].next
    }
    if before >= 0 { creditLots[Int(before)].next = lot.next } else { wallets[Int(lot.wallet)].firstLot = lot.next }
    creditLots[Int(row)].id = CreditLotID(0)
    creditLots[Int(row)].next = freeCreditLot
    freeCreditLot = row
  }
}
