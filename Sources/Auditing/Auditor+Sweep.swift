import Accounting
import Billing

/// Checks over the whole shard: what no single step can show.
extension Auditor {
  /// Walks every owner, lot, hold and account. - Complexity: O(rows of the book).
  ///
  /// How often a shard is swept on its way depends on its size, so only the sweep at its end adds to the number of checks:
  /// for each owner and each lot, never for each shard.
  public mutating func sweep(_ book: borrowing Book, at now: Instant) -> Violation? { sweep(book, at: now, counts: 0) }

  private mutating func sweep(_ book: borrowing Book, at now: Instant, counts: Int64) -> Violation? {
    if level < .sweep { return nil }
    for row in book.owners.indices {
      if !sweepOwner(book, row, counts) { return violation(in: book, of: OwnerSlot(row), at: now) }
    }
    return sweepAccounts(book, counts) ? nil : violation(in: book, of: OwnerSlot(0), at: now)
  }

  /// The end of a shard: the sweep, and what is only true or false of a whole life.
  public mutating func close(_ book: borrowing Book, at now: Instant) -> Violation? {
    if level < .final { return nil }
    if let broken = sweep(book, at: now, counts: 1) { return broken }
    for row in book.owners.indices {
      if !checkKeys(book, row) || !checkSessions(book, row, at: now) || !checkCutoffTaken(book, row, at: now) {
        return violation(in: book, of: OwnerSlot(row), at: now)
      }
    }
    return nil
  }

  private mutating func sweepAccounts(_ book: borrowing Book, _ counts: Int64) -> Bool {
    tick(.trialBalance, counts * Int64(book.owners.count))
    tick(.noMixedAssets, counts * Int64(book.owners.count))
    var owners = InlineArray<13, Int64>(repeating: 0)
    for row in book.owners.indices {
      for account in owners.indices { owners[account] += book.owners[row].ledger[account] }
    }
    for account in owners.indices where owners[account] != book.totals[account] {
      return fail(.trialBalance, "the owners' balances", owners[account], "the account's total", book.totals[account])
    }
    var byAsset = InlineArray<4, Int64>(repeating: 0)
    var signed: Int64 = 0
    for raw in book.totals.indices {
      let balance = book.totals[raw]
      // Most accounts of a shard of one owner were never posted to.
      guard balance != 0, let account = Account(rawValue: UInt8(raw)) else { continue }
      let change = account.growsByDebit ? balance : -balance
      signed += change
      byAsset[Int(account.asset.rawValue)] += change
    }
    guard equal(.trialBalance, "assets + expenses - liabilities - income", signed, "nothing:", 0) else { return false }
    for index in byAsset.indices {
      guard equal(.noMixedAssets, "assets + expenses - liabilities - income of one asset", byAsset[index], "nothing:", 0) else {
        return false
      }
    }
    return sweepCash(book, counts)
  }

  private mutating func sweepOwner(_ book: borrowing Book, _ owner: Int, _ counts: Int64) -> Bool {
    var remaining: Int64 = 0
    var held: Int64 = 0
    var row = book.owners[owner].firstLot
    while row >= 0 {
      let lot = book.lots[Int(row)]
      remaining += lot.remaining
      held += lot.held
      guard sweepPins(book, owner, lot: row, counts) else { return false }
      row = lot.next
    }
    tick(.controlEqualsSubledger, counts)
    let available = book.owners[owner].available
    let escrowed = book.owners[owner].escrowed
    return equal(.controlEqualsSubledger, "spendable credits of all lots", remaining, "the owner's available", available)
      && equal(.controlEqualsSubledger, "held credits of all lots", held, "the owner's held", escrowed)
      && sweepHolds(book, owner, counts) && sweepGivenBack(book, owner)
      && sweepLiabilities(book, owner, counts) && sweepUsage(book, owner)
  }

  /// A lot's held credits are exactly what open holds pin of it.
  private mutating func sweepPins(_ book: borrowing Book, _ owner: Int, lot: Int32, _ counts: Int64) -> Bool {
    // A lot that is finished is forgotten sooner or later, as the steps of others come.
    if !book.lots[Int(lot)].isFinished { tick(.reverseUnwind, counts) }
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

  private mutating func sweepHolds(_ book: borrowing Book, _ owner: Int, _ counts: Int64) -> Bool {
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
      guard equal(.holdConservation, "a hold's open amount", hold.open, "its parts", pinned) else { return false }
      open += hold.open
      job = book.jobs[Int(job)].next
    }
    tick(.holdConservation, counts)
    return equal(.holdConservation, "the owner's held", book.owners[owner].escrowed, "the sum of its open holds", open)
  }

  /// What was counted under cost keys is what interviews were billed.
  private mutating func sweepUsage(_ book: borrowing Book, _ owner: Int) -> Bool {
    let row = Int(witnesses[owner].plan)
    return level < .step || row < 0 ? true : sweepInterviews(book, owner, plans[row])
  }

  /// The payments' own account of cash that went back is that of the transfers.
  private mutating func sweepGivenBack(_ book: borrowing Book, _ owner: Int) -> Bool {
    // At lower levels the witness has not followed the steps.
    if level < .step { return true }
    tick(.refundBounded)
    var back: Int64 = 0
    var row = book.owners[owner].firstPayment
    while row >= 0 {
      back += book.payments[Int(row)].givenBack
      row = book.payments[Int(row)].next
    }
    return equal(.refundBounded, "given back by the payments", back, "the cash that went back", witnesses[owner].givenBack)
  }

  private mutating func checkKeys(_ book: borrowing Book, _ owner: Int) -> Bool {
    tick(.idempotent)
    var seen = Set<UInt64>()
    var row = book.owners[owner].firstPayment
    while row >= 0 {
      let payment = book.payments[Int(row)]
      if payment.key != .none, !seen.insert(payment.key.fingerprint).inserted {
        return fail(.idempotent, "payments under one key", 2, "at most", 1)
      }
      row = payment.next
    }
    return true
  }
}

/// Checks that need what only a driver knows.
extension Auditor {
  /// Every event that was ever scheduled was run, cancelled, or is still pending.
  public mutating func checkAgenda(
    _ book: borrowing Book, scheduled: Int64, run: Int64, cancelled: Int64, pending: Int64, at now: Instant
  ) -> Violation? {
    tick(.agendaAccounts, Int64(book.owners.count))
    let holds = equal(
      .agendaAccounts, "events scheduled", scheduled, "events run, cancelled and pending", run + cancelled + pending)
    return holds ? nil : violation(in: book, of: OwnerSlot(0), at: now)
  }

  /// The same commands, applied to an empty book, gave this owner this digest.
  public mutating func checkReplay(
    _ book: borrowing Book, _ owner: OwnerSlot, replayed: UInt64, at now: Instant
  ) -> Violation? {
    tick(.replayEqualsState)
    let digest = Int64(bitPattern: book.owners[owner.index].digest.value)
    let holds = equal(
      .replayEqualsState, "the owner's digest", digest, "the digest of its replayed commands", Int64(bitPattern: replayed))
    return holds ? nil : violation(in: book, of: owner, at: now)
  }

  /// Every payment of which a success was heard is settled, whatever else was heard and when.
  public mutating func checkOrder(
    _ book: borrowing Book, _ owner: OwnerSlot, succeeded: Set<UInt32>, at now: Instant
  ) -> Violation? {
    tick(.orderFree)
    var row = book.owners[owner.index].firstPayment
    while row >= 0 {
      let payment = book.payments[Int(row)]
      let settled: Int64 = payment.state == .settled ? 1 : 0
      let heard: Int64 = succeeded.contains(payment.id.number) ? 1 : 0
      if !equal(.orderFree, "a payment settled", settled, "a success was heard of it", heard) {
        return violation(in: book, of: owner, at: now)
      }
      row = payment.next
    }
    return nil
  }
}
