import Accounting
import Billing

/// Everything that an owner and the house can see of the books. A refused command must leave it as it was.
public struct Snapshot: Equatable {
  var ledger: [Int64]
  var sums: [Int64]
  var lots: [[Int64]]
  var jobs: [[Int64]]
  var payments: [[Int64]]
  var reload: [Int64]
  var method: [Int]
  var access: [Int64]
  var totals: [Int64]
  var posted: [Int64]
  var wallets: [[Int64]]
  var usage: [[Int64]]
  var plans: [[Int64]]

  public init(of book: borrowing Book, owner: OwnerSlot) {
    let account = book.owners[owner.index]
    ledger = account.ledger.indices.map { account.ledger[$0] }
    sums = [account.remaining[0], account.remaining[1], account.held[0], account.held[1], account.debt]
    lots = []
    var row = account.firstLot
    while row >= 0 {
      let lot = book.lots[Int(row)]
      if !lot.isFinished { lots.append(lot.figures) }
      row = lot.next
    }
    jobs = []
    row = account.firstJob
    while row >= 0 {
      jobs.append(book.jobs[Int(row)].figures)
      row = book.jobs[Int(row)].next
    }
    payments = []
    row = account.firstPayment
    while row >= 0 {
      payments.append(book.payments[Int(row)].figures)
      row = book.payments[Int(row)].next
    }
    reload = account.reload.figures
    access = [
      Int64(account.access.rawValue), account.isInArrears ? 1 : 0, account.cutoffAt.milliseconds, account.invoiceAt.milliseconds,
      Int64(account.invoice.number), account.paidIn, account.firstPaidAt.milliseconds,
    ]
    method = [account.hasPaymentMethod ? 1 : 0, Int(account.card.rawValue), Int(account.openJobs), Int(account.lastJobNumber)]
    totals = book.totals.indices.map { book.totals[$0] }
    posted = [book.debited, book.credited]
    wallets = Snapshot.wallets(book, owner)
    usage = Snapshot.usage(book, owner)
    plans = Snapshot.plans(book, owner)
  }
}

extension Lot {
  var figures: [Int64] {
    [
      Int64(id.number), granted, remaining, held, used, expired, voided, refunded, costBasis, grantedAt.milliseconds,
      expiresAt.milliseconds, Int64(payment.number), Int64(priority), Int64(origin.rawValue),
    ]
  }
}

extension Job {
  var figures: [Int64] {
    [
      Int64(id.number), terms.slots, terms.payoutTotal, terms.feeTotal, hold.authorised, hold.captured, hold.released, settled,
      rejected, paidOut, feeTaken, openedAt.milliseconds, deadline.milliseconds, Int64(state.rawValue),
    ]
  }
}

extension Payment {
  var figures: [Int64] {
    [
      Int64(id.number), amount, Int64(bitPattern: key.fingerprint), requestedAt.milliseconds, Int64(kind.rawValue),
      Int64(state.rawValue), Int64(timesCredited), refunded, disputed, returned, clawedBack,
    ]
  }
}

extension Reload {
  var figures: [Int64] {
    [
      enabled ? 1 : 0, threshold, amount, until.milliseconds, lastChargeAt.milliseconds, chargedThisMonth, Int64(month),
      Int64(inFlight.number), Int64(phase.rawValue), Int64(declines), Int64(attemptCount), Int64(attemptNext),
    ]
  }
}

extension Ledger {
  public var snapshot: Snapshot { Snapshot(of: book, owner: owner) }
}
