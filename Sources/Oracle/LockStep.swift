import Accounting
import Billing

/// Compares the core with the oracle after each command: answers, movements, requests, and all that either of them keeps.
public enum LockStep {
  /// The first figure on which they differ; nil when they agree.
  ///
  /// `naive` must have obeyed the same commands as this owner, the last of them last in the whole book.
  /// - Complexity: O(lots, jobs, payments and wallets of the owner).
  public static func compare(_ book: borrowing Book, _ owner: OwnerSlot, _ naive: NaiveBook, at now: Instant) -> Disagreement? {
    do throws(Disagreement) {
      try compareSteps(book, naive)
      try compareMoney(book, owner, naive)
      try compareLots(book, owner, naive)
      try compareJobs(book, owner, naive)
      try comparePayments(book, owner, naive)
      try compareAccess(book, owner, naive)
      try comparePlan(book, owner, naive, now)
      try compareWallets(book, owner, naive)
      try compareUsage(book, owner, naive)
      return nil
    } catch {
      return error
    }
  }

  /// The answers of the last command.
  public static func compare(_ core: Status, _ oracle: Status) -> Disagreement? {
    if core == oracle { return nil }
    return Disagreement(
      "status (\(core.name) and \(oracle.name))", core: Int64(core.rawValue), oracle: Int64(oracle.rawValue))
  }

  @inline(__always)
  static func same(_ figure: @autoclosure () -> String, _ core: Int64, _ oracle: Int64) throws(Disagreement) {
    if core != oracle { throw Disagreement(figure(), core: core, oracle: oracle) }
  }

  @inline(__always)
  static func same(_ figure: @autoclosure () -> String, _ core: Int, _ oracle: Int) throws(Disagreement) {
    if core != oracle { throw Disagreement(figure(), core: Int64(core), oracle: Int64(oracle)) }
  }

  @inline(__always)
  static func same(_ figure: @autoclosure () -> String, _ core: Bool, _ oracle: Bool) throws(Disagreement) {
    if core != oracle { throw Disagreement(figure(), core: core ? 1 : 0, oracle: oracle ? 1 : 0) }
  }

  // MARK: The last step

  /// What moved by account, the house's too, and what was asked for.
  private static func compareSteps(_ book: borrowing Book, _ naive: NaiveBook) throws(Disagreement) {
    var moved: [Account: Int64] = [:]
    for index in book.transfers.indices {
      let transfer = book.transfers[index]
      moved[transfer.debit, default: 0] += transfer.debit.growsByDebit ? transfer.amount : -transfer.amount
      moved[transfer.credit, default: 0] += transfer.credit.growsByDebit ? -transfer.amount : transfer.amount
    }
    for account in Account.allCases where moved[account] != nil || naive.moved[account] != nil {
      try same("moved on \(account)", moved[account, default: 0], naive.moved[account, default: 0])
    }
    var wakes = 0
    var charges = 0
    var cutoffs = 0
    for index in book.effects.indices {
      switch book.effects[index] {
      case .notify: break
      case .meter(let cutoff):
        cutoffs += 1
        try same("cutoff \(cutoff.number) to be metered", true, naive.cutoffs.contains(cutoff.number))
      case .wake(let at, let timer):
        wakes += 1
        try same("wake-up of \(timer)", true, naive.wakes.contains(.init(at: at.milliseconds, timer: timer)))
      case .charge(let payment, let amount, let kind):
        charges += 1
        let charge = NaiveBook.Charge(payment: payment.number, amount: amount, kind: kind)
        try same("charge of payment \(payment.number), \(kind) of \(amount)", true, naive.charges.contains(charge))
      }
    }
    try same("wake-ups asked for", wakes, naive.wakes.count)
    try same("cutoffs to be metered", cutoffs, naive.cutoffs.count)
    try same("charges asked for", charges, naive.charges.count)
  }

  // MARK: Credits of money

  private static func compareMoney(_ book: borrowing Book, _ owner: OwnerSlot, _ naive: NaiveBook) throws(Disagreement) {
    for account in Account.allCases where account.isOwners {
      let core = book.owners[owner.index].ledger[Int(account.rawValue)]
      try same("\(account)", core, naive.money[account, default: 0])
    }
    try same("available", book.owners[owner.index].available, naive.available)
    try same("held", book.owners[owner.index].escrowed, naive.lots.reduce(0) { $0 + $1.held })
    try same("debt", book.owners[owner.index].debt, naive.debt)
  }

  private static func compareLots(_ book: borrowing Book, _ owner: OwnerSlot, _ naive: NaiveBook) throws(Disagreement) {
    let order = naive.lots.count > 1 ? naive.burning : Array(naive.lots.indices)
    var row = book.owners[owner.index].firstLot
    var place = 0
    while row >= 0 {
      let lot = book.lots[Int(row)]
      row = lot.next
      if lot.isFinished { continue }
      guard place < order.count else { throw Disagreement("lot \(lot.id.number) is alive", core: 1, oracle: 0) }
      let other = naive.lots[order[place]]
      try same("number of lot \(place + 1) in burn order", Int64(lot.id.number), Int64(other.number))
      try same("lot \(lot.id.number) granted", lot.granted, other.granted)
      try same("lot \(lot.id.number) remaining", lot.remaining, other.remaining)
      try same("lot \(lot.id.number) held", lot.held, other.held)
      try same("lot \(lot.id.number) expires", lot.expiresAt.milliseconds, other.until)
      try same("lot \(lot.id.number) basis", lot.costBasis, other.basis)
      place += 1
    }
    try same("live lots", place, order.count)
  }

  private static func compareJobs(_ book: borrowing Book, _ owner: OwnerSlot, _ naive: NaiveBook) throws(Disagreement) {
    var row = book.owners[owner.index].firstJob
    var place = naive.jobs.count
    while row >= 0 {
      let job = book.jobs[Int(row)]
      row = job.next
      place -= 1
      guard place >= 0 else { throw Disagreement("job \(job.id.number) is open", core: 1, oracle: 0) }
      let other = naive.jobs[place]
      try same("number of open job \(place + 1)", Int64(job.id.number), Int64(other.number))
      try same("job \(job.id.number) slots done", job.done, other.done)
      try same("job \(job.id.number) hold", job.hold.open, other.pinned)
      try same("job \(job.id.number) deadline", job.deadline.milliseconds, other.deadline)
    }
    try same("open jobs that only the oracle has", 0, place)
  }

  private static func comparePayments(_ book: borrowing Book, _ owner: OwnerSlot, _ naive: NaiveBook) throws(Disagreement) {
    var row = book.owners[owner.index].firstPayment
    var place = naive.payments.count
    while row >= 0 {
      let payment = book.payments[Int(row)]
      row = payment.next
      place -= 1
      guard place >= 0 else { throw Disagreement("payment \(payment.id.number) is there", core: 1, oracle: 0) }
      let other = naive.payments[place]
      try same("payment \(payment.id.number) amount", payment.amount, other.amount)
      try same("payment \(payment.id.number) state", Int(payment.state.rawValue), Int(other.state.rawValue))
      try same("payment \(payment.id.number) given back", payment.givenBack, other.wentBack)
    }
    try same("payments that only the oracle has", 0, place)
  }

  private static func compareAccess(_ book: borrowing Book, _ owner: OwnerSlot, _ naive: NaiveBook) throws(Disagreement) {
    let access = book.owners[owner.index].access
    try same("access", Int(access.rawValue), Int(naive.access.rawValue))
    try same("end of access", book.owners[owner.index].cutoffAt.milliseconds, naive.accessEndsAt)
    try same("next bill", book.owners[owner.index].invoiceAt.milliseconds, naive.billAt)
    try same("in arrears", book.owners[owner.index].isInArrears, naive.isInArrears)
    try same("payment method", book.owners[owner.index].hasPaymentMethod, naive.hasMethod)
    try same("paid in", book.owners[owner.index].paidIn, naive.paidIn)
    try same("reload enabled", book.owners[owner.index].reload.enabled, naive.reload.enabled)
    let phase = book.owners[owner.index].reload.phase
    try same("reload phase", Int(phase.rawValue), Int(naive.reload.phase.rawValue))
    if phase.waits { try same("reload waits until", book.owners[owner.index].reload.until.milliseconds, naive.reload.until) }
  }
}
