import Accounting

/// The ledger: transfers and the balances that they make. Nothing else changes these balances.
extension Book {
  /// Moves `amount` minor units from `credit` to `debit`, as of this step. Nothing moves for zero.
  @inline(__always)
  mutating func post(_ owner: Int, debit: Account, credit: Account, _ amount: Int64, _ code: TransferCode) {
    if amount == 0 { return }
    precondition(amount > 0, "A transfer moves a positive amount; the reverse movement has its sides swapped.")
    transfers.append(Transfer(debit: debit, credit: credit, amount: amount, code: code))
    #if Sabotage
      if PlantedBug.releaseAsIncome.isOn, code == .release {
        transfers[transfers.count - 1] = Transfer(debit: debit, credit: .feeRevenue, amount: amount, code: code)
      }
      if PlantedBug.postedTwice.isOn, code == .processorFee { totals[Int(debit.rawValue)] += amount }
    #endif
    postDebit(owner, debit, amount)
    postCredit(owner, credit, amount)
  }

  @inline(__always)
  private mutating func postDebit(_ owner: Int, _ account: Account, _ amount: Int64) {
    let change = account.growsByDebit ? amount : -amount
    debited += amount
    totals[Int(account.rawValue)] += change
    if account.isOwners { owners[owner].ledger[Int(account.rawValue)] += change }
  }

  @inline(__always)
  private mutating func postCredit(_ owner: Int, _ account: Account, _ amount: Int64) {
    let change = account.growsByDebit ? -amount : amount
    credited += amount
    totals[Int(account.rawValue)] += change
    if account.isOwners { owners[owner].ledger[Int(account.rawValue)] += change }
  }

  /// An amount of each class of credits.
  struct ByClass {
    var paid: Int64 = 0
    var promotional: Int64 = 0

    @inline(__always)
    mutating func add(_ amount: Int64, _ creditClass: CreditClass) {
      if creditClass == .paid { paid += amount } else { promotional += amount }
    }
  }

  /// Credits become held. Source: rule IH-3.
  mutating func postHold(_ owner: Int, _ amount: ByClass) {
    post(owner, debit: .availablePaid, credit: .heldPaid, amount.paid, .hold)
    post(owner, debit: .availablePromotional, credit: .heldPromotional, amount.promotional, .hold)
  }

  /// Held credits go back to where they came from. Source: rule IH-5.
  mutating func postRelease(_ owner: Int, _ amount: ByClass) {
    post(owner, debit: .heldPaid, credit: .availablePaid, amount.paid, .release)
    post(owner, debit: .heldPromotional, credit: .availablePromotional, amount.promotional, .release)
  }

  /// Held credits are earned by the worker (`.workerPayable`) or by the platform (`.feeRevenue`). Source: rule IH-4.
  mutating func postCapture(_ owner: Int, _ amount: ByClass, to account: Account, _ code: TransferCode) {
    #if Sabotage
      if PlantedBug.oneSidedFee.isOn, code == .captureFee {
        postDebit(owner, .heldPaid, amount.paid)
        return postDebit(owner, .heldPromotional, amount.promotional)
      }
    #endif
    post(owner, debit: .heldPaid, credit: account, amount.paid, code)
    post(owner, debit: .heldPromotional, credit: account, amount.promotional, code)
  }

  /// Credits are worth nothing any more: paid ones become breakage, given ones lower the cost of giving. Source: rule FH-D1.
  mutating func postExpiry(_ owner: Int, _ amount: ByClass) {
    post(owner, debit: .availablePaid, credit: .breakage, amount.paid, .expiry)
    #if Sabotage
      if PlantedBug.bonusExpiryAsRevenue.isOn {
        return post(owner, debit: .availablePromotional, credit: .breakage, amount.promotional, .expiry)
      }
    #endif
    post(owner, debit: .availablePromotional, credit: .promotion, amount.promotional, .expiry)
  }
}
