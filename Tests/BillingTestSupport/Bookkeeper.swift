import Accounting
import Billing

/// Recounts one owner's books from nothing and says where the two bookkeepings disagree. No code of the book is used.
public struct Bookkeeper {
  public private(set) var complaints: [String] = []
  private var pinned: [Int32: Int64] = [:]
  private var available: [Int64] = [0, 0]
  private var held: [Int64] = [0, 0]

  public static func complaints(about book: borrowing Book, owner: OwnerSlot) -> [String] {
    var keeper = Bookkeeper()
    keeper.countJobs(book, owner)
    keeper.countLots(book, owner)
    keeper.compareSums(book, owner)
    keeper.comparePayments(book, owner)
    keeper.countWallets(book, owner)
    keeper.countMinutes(book, owner)
    keeper.countPlans(book, owner)
    keeper.compareTotals(book)
    return keeper.complaints
  }

  mutating func same(_ left: Int64, _ right: Int64, _ what: String) {
    if left != right { complaints.append("\(what): \(left) is not \(right)") }
  }

  mutating func require(_ condition: Bool, _ what: String) {
    if !condition { complaints.append(what) }
  }

  private mutating func countJobs(_ book: borrowing Book, _ owner: OwnerSlot) {
    var row = book.owners[owner.index].firstJob
    var previous: Int32 = -1
    var count: Int32 = 0
    while row >= 0 {
      let job = book.jobs[Int(row)]
      require(job.state == .open, "a job on the list of open jobs is \(job.state)")
      require(job.previous == previous, "job \(job.id.number) is linked to the wrong newer job")
      same(job.hold.authorised, job.terms.escrow, "authorised and escrow of job \(job.id.number)")
      same(job.hold.captured, job.paidOut + job.feeTaken, "captured and payout + fee of job \(job.id.number)")
      same(job.hold.open, job.terms.escrow(from: job.done, to: job.terms.slots), "open hold of job \(job.id.number)")
      same(countParts(book, job.hold), job.hold.open, "pinned parts and open hold of job \(job.id.number)")
      count += 1
      previous = row
      row = job.next
    }
    same(Int64(count), Int64(book.owners[owner.index].openJobs), "number of open jobs")
  }

  private mutating func countParts(_ book: borrowing Book, _ hold: Hold) -> Int64 {
    var row = hold.firstPart
    var previous: Int32 = -1
    var sum: Int64 = 0
    while row >= 0 {
      let part = book.parts[Int(row)]
      require(part.amount > 0, "a hold pins a part of nothing")
      require(part.previous == previous, "a part of a hold is linked to the wrong part")
      pinned[part.lot, default: 0] += part.amount
      sum += part.amount
      previous = row
      row = part.next
    }
    require(hold.lastPart == previous, "the last part of a hold is not the end of its list")
    return sum
  }

  private mutating func countLots(_ book: borrowing Book, _ owner: OwnerSlot) {
    var row = book.owners[owner.index].firstLot
    var previous: Int32 = -1
    var soonest = Instant.never
    while row >= 0 {
      let lot = book.lots[Int(row)]
      let parts = [lot.remaining, lot.held, lot.used, lot.expired, lot.voided, lot.refunded]
      same(parts.reduce(0, +), lot.granted, "granted and parts of lot \(lot.id.number)")
      require(parts.allSatisfy { $0 >= 0 }, "a part of lot \(lot.id.number) is below zero: \(parts)")
      same(lot.costBasis, lot.creditClass == .paid ? lot.granted : 0, "cost basis of lot \(lot.id.number)")
      same(pinned.removeValue(forKey: row) ?? 0, lot.held, "pinned parts and held of lot \(lot.id.number)")
      require(lot.previous == previous, "lot \(lot.id.number) is linked to the wrong lot before it")
      if previous >= 0 {
        require(book.burnOrder.ranks(book.lots[Int(previous)], before: lot), "lot \(lot.id.number) burns out of order")
      }
      if lot.remaining > 0 { soonest = min(soonest, lot.expiresAt) }
      let index = lot.creditClass == .paid ? 0 : 1
      available[index] += lot.remaining
      held[index] += lot.held
      previous = row
      row = lot.next
    }
    require(book.owners[owner.index].lastLot == previous, "the last lot is not the end of the list")
    require(pinned.isEmpty, "a hold pins a lot that is not on the list")
    require(book.owners[owner.index].soonestExpiry <= soonest, "the bound on the soonest expiry is late")
  }

  private mutating func compareSums(_ book: borrowing Book, _ owner: OwnerSlot) {
    let account = book.owners[owner.index]
    for creditClass in CreditClass.allCases {
      let index = Int(creditClass.rawValue)
      same(account.remaining[index], available[index], "available sum and lots, \(creditClass)")
      same(account.held[index], held[index], "held sum and lots, \(creditClass)")
      same(account.ledger[Int(creditClass.available.rawValue)], available[index], "ledger and lots, available \(creditClass)")
      same(account.ledger[Int(creditClass.held.rawValue)], held[index], "ledger and lots, held \(creditClass)")
    }
    same(account.ledger[Int(Account.receivable.rawValue)], account.debt, "receivable and debt")
    require(account.debt == 0 || account.available >= 0, "available is below zero")
  }

  private mutating func comparePayments(_ book: borrowing Book, _ owner: OwnerSlot) {
    let account = book.owners[owner.index]
    var row = account.firstPayment
    var pendingReloads = 0
    while row >= 0 {
      let payment = book.payments[Int(row)]
      same(Int64(payment.timesCredited), payment.state == .settled ? 1 : 0, "credits of payment \(payment.id.number)")
      if payment.kind == .reload, payment.state == .pending {
        pendingReloads += 1
        require(account.reload.inFlight == payment.id, "a pending reload is not the one in flight")
      }
      row = payment.next
    }
    same(Int64(pendingReloads), account.reload.phase == .inFlight ? 1 : 0, "reloads in flight")
    require((account.reload.inFlight != .none) == (account.reload.phase == .inFlight), "phase and reload in flight disagree")
  }

  private mutating func compareTotals(_ book: borrowing Book) {
    var sum: Int64 = 0
    for account in Account.allCases {
      let balance = book.totals[Int(account.rawValue)]
      switch account.kind {
      case .asset, .expense: sum += balance
      case .liability, .income: sum -= balance
      }
      guard account.isOwners else { continue }
      let owners = book.owners.indices.reduce(0 as Int64) { $0 + book.owners[$1].ledger[Int(account.rawValue)] }
      same(owners, balance, "owners' \(account) in sum")
    }
    same(sum, 0, "assets - liabilities - income + expenses")
    same(book.debited, book.credited, "debits and credits")
  }
}

extension Ledger {
  public var complaints: [String] { Bookkeeper.complaints(about: book, owner: owner) }
}
