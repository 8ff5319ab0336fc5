import Accounting
import Billing

/// Double entry, step by step.
extension Auditor {
  mutating func checkPostings(_ book: borrowing Book, _ owner: Int) -> Finding? {
    var change: Int64 = 0
    for index in book.transfers.indices {
      let transfer = book.transfers[index]
      if transfer.amount <= 0 || transfer.debit == transfer.credit {
        return Finding(
          invariant: .postingsBalance, leftName: "a transfer's amount", left: transfer.amount,
          rightName: "a positive amount between two accounts, not", right: 0)
      }
      if transfer.debit.asset != transfer.credit.asset {
        return Finding(
          invariant: .noMixedAssets, leftName: "the debit's asset", left: Int64(transfer.debit.asset.rawValue),
          rightName: "the credit's asset", right: Int64(transfer.credit.asset.rawValue))
      }
      if transfer.credit == .breakage, transfer.debit != .availablePaid {
        return Finding(
          invariant: .promotionalHasNoBasis, leftName: "breakage from account", left: Int64(transfer.debit.rawValue),
          rightName: "the paid credits' account", right: Int64(Account.availablePaid.rawValue))
      }
      change += (transfer.credit.rawValue < 4 ? transfer.amount : 0) - (transfer.debit.rawValue < 4 ? transfer.amount : 0)
    }
    witnesses[owner].total += change
    return equal(.postingsBalance, "the sum of all debits", book.debited, "the sum of all credits", book.credited)
  }

  /// The two bookkeepings of one owner agree, and both with the witness.
  mutating func checkBalances(_ book: borrowing Book, _ owner: Int) -> Finding? {
    let record = book.owners[owner]
    let availablePaid = record.ledger[0]
    let availablePromotional = record.ledger[1]
    let heldPaid = record.ledger[2]
    let heldPromotional = record.ledger[3]
    if availablePaid != record.remaining[0] || availablePromotional != record.remaining[1] || heldPaid != record.held[0]
      || heldPromotional != record.held[1] || record.ledger[4] != record.debt
    {
      return equal(.controlEqualsSubledger, "available paid in the ledger", availablePaid, "its lots", record.remaining[0])
        ?? equal(
          .controlEqualsSubledger, "available promotional in the ledger", availablePromotional, "its lots", record.remaining[1])
        ?? equal(.controlEqualsSubledger, "held paid in the ledger", heldPaid, "its holds", record.held[0])
        ?? equal(.controlEqualsSubledger, "held promotional in the ledger", heldPromotional, "its holds", record.held[1])
        ?? equal(.controlEqualsSubledger, "receivable in the ledger", record.ledger[4], "the debt", record.debt)
    }
    let total = availablePaid + availablePromotional + heldPaid + heldPromotional
    if total != witnesses[owner].total {
      return Finding(
        invariant: .availablePlusHeld, leftName: "available plus held", left: total,
        rightName: "what came in less what went out", right: witnesses[owner].total)
    }
    if record.debt != 0, record.debt < 0 || record.remaining[0] + record.remaining[1] > 0 {
      return Finding(
        invariant: .debtBounded, leftName: "debt beside spendable credits", left: record.debt, rightName: "at most", right: 0)
    }
    return nil
  }
}
