import Accounting
import Billing

/// Double entry, step by step.
extension Auditor {
  @inline(__always)
  mutating func checkPostings(_ book: borrowing Book, _ owner: Int) -> Bool {
    flows.forget()
    var change: Int64 = 0
    for index in book.transfers.indices {
      let transfer = book.transfers[index]
      if transfer.amount <= 0 || !law.allows(transfer) { return failTransfer(transfer) }
      if transfer.credit.isSpendableOrHeld { change += transfer.amount }
      if transfer.debit.isSpendableOrHeld { change -= transfer.amount }
      flows.add(transfer)
    }
    witnesses[owner].total += change
    return equal(.postingsBalance, "the sum of all debits", book.debited, "the sum of all credits", book.credited)
  }

  /// Says what is wrong with a transfer that the law forbids.
  @inline(never)
  private mutating func failTransfer(_ transfer: Transfer) -> Bool {
    if transfer.amount <= 0 { return fail(.postingsBalance, "a transfer's amount", transfer.amount, "at least", 1) }
    if transfer.debit == transfer.credit {
      return fail(.postingsBalance, "accounts of a transfer", 1, "two, a debit's and a credit's:", 2)
    }
    if transfer.debit.asset != transfer.credit.asset {
      return fail(
        .noMixedAssets, "the debit's asset", Int64(transfer.debit.asset.rawValue), "the credit's asset",
        Int64(transfer.credit.asset.rawValue))
    }
    return fail(
      .promotionalHasNoBasis, "breakage from account", Int64(transfer.debit.rawValue), "the paid credits' account",
      Int64(Account.availablePaid.rawValue))
  }

  /// Cash comes in by settlements, bonuses with them, gifts by grants, captures by settled slots, revenue by use, and cash goes
  /// back by refunds and disputes.
  @inline(__always)
  mutating func checkReserved(_ kind: CommandKind) -> Bool { law.forbids(flows.codes, to: kind) ? failReserved(kind) : true }

  /// Says which of the postings belong to another command.
  @inline(never)
  private mutating func failReserved(_ kind: CommandKind) -> Bool {
    if kind != .settleSlots, flows.captured != 0 {
      return fail(.captureSplitsExactly, "captured without a settled slot", flows.captured, "none:", 0)
    }
    if kind != .settle, flows.credited != 0 {
      return fail(.creditedExactlyOnce, "credited without a settlement", flows.credited, "none:", 0)
    }
    if kind != .settle, flows[.bonus] != 0 {
      return fail(.bonusFollowsPurchase, "bonus without a settlement", flows[.bonus], "none:", 0)
    }
    if kind != .grant, flows[.grant] != 0 {
      return fail(.givenAsGranted, "given without a grant", flows[.grant], "nothing:", 0)
    }
    if kind != .use, flows.used != 0 { return fail(.usageBilledOnce, "billed as usage", flows.used, "the use", 0) }
    return fail(.refundBounded, "cash that went back without a refund or a dispute", flows.givenBack, "none:", 0)
  }

  /// The two bookkeepings of one owner agree, and both with the witness.
  @inline(__always)
  mutating func checkBalances(_ book: borrowing Book, _ owner: Int) -> Bool {
    let availablePaid = book.owners[owner].ledger[0]
    let availablePromotional = book.owners[owner].ledger[1]
    let heldPaid = book.owners[owner].ledger[2]
    let heldPromotional = book.owners[owner].ledger[3]
    let debt = book.owners[owner].debt
    let total = availablePaid + availablePromotional + heldPaid + heldPromotional
    // Differing bits of all pairs in one word: most often there are none.
    let differing =
      (availablePaid ^ book.owners[owner].remaining[0]) | (availablePromotional ^ book.owners[owner].remaining[1])
      | (heldPaid ^ book.owners[owner].held[0]) | (heldPromotional ^ book.owners[owner].held[1])
      | (book.owners[owner].ledger[4] ^ debt) | (total ^ witnesses[owner].total)
    if differing != 0 { return failBalances(book, owner, total) }
    return debt >= 0 ? true : fail(.debtBounded, "debt", debt, "at least", 0)
  }

  /// Says which of the balances differ.
  @inline(never)
  private mutating func failBalances(_ book: borrowing Book, _ owner: Int, _ total: Int64) -> Bool {
    let ledger = book.owners[owner].ledger
    let remaining = book.owners[owner].remaining
    let held = book.owners[owner].held
    return equal(.controlEqualsSubledger, "available paid in the ledger", ledger[0], "its lots", remaining[0])
      && equal(.controlEqualsSubledger, "available promotional in the ledger", ledger[1], "its lots", remaining[1])
      && equal(.controlEqualsSubledger, "held paid in the ledger", ledger[2], "its holds", held[0])
      && equal(.controlEqualsSubledger, "held promotional in the ledger", ledger[3], "its holds", held[1])
      && equal(.controlEqualsSubledger, "receivable in the ledger", ledger[4], "the debt", book.owners[owner].debt)
      && equal(
        .availablePlusHeld, "available plus held", total, "what came in less what went out", witnesses[owner].total)
  }
}

extension Account {
  /// Whether what is left in it can become revenue unspent: somebody paid for it.
  @inline(__always) var mayBreak: Bool { self == .availablePaid || self == .accountCredit || self == .deferredCredits }

  /// Whether it is one of the four that make up an owner's total.
  @inline(__always) var isSpendableOrHeld: Bool { rawValue <= Account.heldPromotional.rawValue }
}
