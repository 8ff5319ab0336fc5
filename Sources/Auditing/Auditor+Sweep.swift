import Accounting
import Billing

/// Checks over the whole shard: what no single step can show.
extension Auditor {
  /// Walks every owner, lot, hold and account. - Complexity: O(rows of the book).
  public mutating func sweep(_ book: borrowing Book, at now: Instant) -> Violation? {
    if level < .sweep { return nil }
    for row in book.owners.indices {
      if let broken = sweepOwner(book, row) { return violation(broken, book, OwnerSlot(row), now, nil, nil) }
    }
    if let broken = sweepAccounts(book) { return violation(broken, book, OwnerSlot(0), now, nil, nil) }
    return nil
  }

  /// The end of a shard: the sweep, and what is only true or false of a whole life.
  public mutating func close(_ book: borrowing Book, at now: Instant) -> Violation? {
    if level < .final { return nil }
    if let broken = sweep(book, at: now) { return broken }
    for row in book.owners.indices {
      if let broken = checkKeys(book, row) { return violation(broken, book, OwnerSlot(row), now, nil, nil) }
    }
    return nil
  }

  private mutating func sweepAccounts(_ book: borrowing Book) -> Finding? {
    tick(.trialBalance)
    var signed: Int64 = 0
    for account in Account.allCases {
      let balance = book.totals[Int(account.rawValue)]
      signed += account.growsByDebit ? balance : -balance
      if account.isOwners {
        var owners: Int64 = 0
        for row in book.owners.indices { owners += book.owners[row].ledger[Int(account.rawValue)] }
        if owners != balance { return equal(.trialBalance, "the owners' balances", owners, "the account's total", balance) }
      }
    }
    return equal(.trialBalance, "assets + expenses - liabilities - income", signed, "nothing:", 0)
  }

  private mutating func sweepOwner(_ book: borrowing Book, _ owner: Int) -> Finding? {
    var remaining: Int64 = 0
    var held: Int64 = 0
    var row = book.owners[owner].firstLot
    while row >= 0 {
      let lot = book.lots[Int(row)]
      remaining += lot.remaining
      held += lot.held
      if let broken = sweepPins(book, owner, lot: row) { return broken }
      row = lot.next
    }
    tick(.controlEqualsSubledger)
    let record = book.owners[owner]
    return equal(.controlEqualsSubledger, "spendable credits of all lots", remaining, "the owner's available", record.available)
      ?? equal(.controlEqualsSubledger, "held credits of all lots", held, "the owner's held", record.escrowed)
      ?? sweepHolds(book, owner)
  }

  /// A lot's held credits are exactly what open holds pin of it.
  private mutating func sweepPins(_ book: borrowing Book, _ owner: Int, lot: Int32) -> Finding? {
    tick(.reverseUnwind)
    var pinned: Int64 = 0
    var job = book.owners[owner].firstJob
    while job >= 0 {
      var part = book.jobs[Int(job)].hold.firstPart
      while part >= 0 {
        if book.parts[Int(part)].lot == lot { pinned += book.parts[Int(part)].amount }
        part = book.parts[Int(part)].next
      }
      job = book.jobs[Int(job)].next
    }
    return equal(.reverseUnwind, "a lot's held credits", book.lots[Int(lot)].held, "what open holds pin of it", pinned)
  }

  private mutating func sweepHolds(_ book: borrowing Book, _ owner: Int) -> Finding? {
    var open: Int64 = 0
    var job = book.owners[owner].firstJob
    while job >= 0 {
      let hold = book.jobs[Int(job)].hold
      var pinned: Int64 = 0
      var part = hold.firstPart
      while part >= 0 {
        pinned += book.parts[Int(part)].amount
        part = book.parts[Int(part)].next
      }
      if let broken = equal(.holdConservation, "a hold's open amount", hold.open, "its parts", pinned) { return broken }
      open += hold.open
      job = book.jobs[Int(job)].next
    }
    tick(.holdConservation)
    return equal(.holdConservation, "the owner's held", book.owners[owner].escrowed, "the sum of its open holds", open)
  }

  private mutating func checkKeys(_ book: borrowing Book, _ owner: Int) -> Finding? {
    tick(.idempotent)
    var seen = Set<UInt64>()
    var row = book.owners[owner].firstPayment
    while row >= 0 {
      let payment = book.payments[Int(row)]
      if payment.key != .none, !seen.insert(payment.key.fingerprint).inserted {
        return Finding(
          invariant: .idempotent, leftName: "a second payment under one key, number", left: Int64(payment.id.number),
          rightName: "one effect per key:", right: 1)
      }
      row = payment.next
    }
    return nil
  }
}
