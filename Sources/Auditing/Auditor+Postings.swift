import Accounting
import Billing

/// Double entry, step by step.
extension Auditor {
  mutating func checkPostings(_ book: borrowing Book, _ owner: Int) -> Bool {
    var change: Int64 = 0
    var moved = Moved()
    for index in book.transfers.indices {
      let transfer = book.transfers[index]
      if transfer.amount <= 0 {
        return fail(.postingsBalance, "a transfer's amount", transfer.amount, "at least", 1)
      }
      if transfer.debit == transfer.credit {
        return fail(.postingsBalance, "accounts of a transfer", 1, "two, a debit's and a credit's:", 2)
      }
      if transfer.debit.asset != transfer.credit.asset {
        return fail(
          .noMixedAssets, "the debit's asset", Int64(transfer.debit.asset.rawValue), "the credit's asset",
          Int64(transfer.credit.asset.rawValue))
      }
      if transfer.credit == .breakage, !transfer.debit.mayBreak {
        return fail(
          .promotionalHasNoBasis, "breakage from account", Int64(transfer.debit.rawValue), "the paid credits' account",
          Int64(Account.availablePaid.rawValue))
      }
      if transfer.credit.isSpendableOrHeld { change += transfer.amount }
      if transfer.debit.isSpendableOrHeld { change -= transfer.amount }
      switch transfer.code {
      case .capturePayout: moved.payout += transfer.amount
      case .captureFee: moved.fee += transfer.amount
      case .purchase:
        moved.credited += transfer.amount
        moved.bought += transfer.amount
      case .debtRepaid, .planBilled, .overpayment, .packBilled: moved.credited += transfer.amount
      case .usage: moved.used += transfer.amount
      case .usageOnDebt: moved.usedOnDebt += transfer.amount
      case .refund, .dispute, .planDisputed, .packDisputed, .disputeLost, .creditDisputed: moved.givenBack += transfer.amount
      case .disputeOnDebt:
        moved.disputedOnDebt += transfer.amount
        moved.givenBack += transfer.amount
      case .overageBilled: moved.overage += transfer.amount
      case .bonus: moved.bonus += transfer.amount
      case .grant: moved.given += transfer.amount
      default: break
      }
    }
    self.moved = moved
    witnesses[owner].total += change
    return equal(.postingsBalance, "the sum of all debits", book.debited, "the sum of all credits", book.credited)
  }

  /// The two bookkeepings of one owner agree, and both with the witness.
  mutating func checkBalances(_ book: borrowing Book, _ owner: Int) -> Bool {
    let availablePaid = book.owners[owner].ledger[0]
    let availablePromotional = book.owners[owner].ledger[1]
    let heldPaid = book.owners[owner].ledger[2]
    let heldPromotional = book.owners[owner].ledger[3]
    let debt = book.owners[owner].debt
    let total = availablePaid + availablePromotional + heldPaid + heldPromotional
    guard
      equal(.controlEqualsSubledger, "available paid in the ledger", availablePaid, "its lots", book.owners[owner].remaining[0]),
      equal(
        .controlEqualsSubledger, "available promotional in the ledger", availablePromotional, "its lots",
        book.owners[owner].remaining[1]),
      equal(.controlEqualsSubledger, "held paid in the ledger", heldPaid, "its holds", book.owners[owner].held[0]),
      equal(
        .controlEqualsSubledger, "held promotional in the ledger", heldPromotional, "its holds", book.owners[owner].held[1]),
      equal(.controlEqualsSubledger, "receivable in the ledger", book.owners[owner].ledger[4], "the debt", debt),
      equal(
        .availablePlusHeld, "available plus held", total, "what came in less what went out", witnesses[owner].total)
    else { return false }
    return debt >= 0 ? true : fail(.debtBounded, "debt", debt, "at least", 0)
  }
}

extension Account {
  /// Whether what is left in it can become revenue unspent: somebody paid for it.
  @inline(__always) var mayBreak: Bool { self == .availablePaid || self == .accountCredit || self == .deferredCredits }

  /// Whether it is one of the four that make up an owner's total.
  @inline(__always) var isSpendableOrHeld: Bool { rawValue <= Account.heldPromotional.rawValue }
}
