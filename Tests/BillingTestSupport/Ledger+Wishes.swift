import Accounting
import Billing
import Pricing

/// The commands by their everyday names, and the figures that tests ask for. All amounts are in minor units.
extension Ledger {
  @discardableResult public func attach(_ card: Card = .works) -> Status { apply(.attachMethod(card)) }
  @discardableResult public func detach() -> Status { apply(.detachMethod) }

  @discardableResult
  public func reload(below threshold: Int64, add amount: Int64, enabled: Bool = true) -> Status {
    apply(.configureReload(enabled: enabled, threshold: threshold, amount: amount))
  }

  @discardableResult
  public func buy(_ amount: Int64, key: String = "") -> Status {
    apply(.purchase(amount: amount, key: key.isEmpty ? .none : IdempotencyKey(text: key)))
  }

  @discardableResult
  public func answer(_ payment: UInt32, _ result: SettlementResult) -> Status { apply(.settle(PaymentID(payment), result)) }

  @discardableResult
  public func grant(
    _ amount: Int64, until expiresAt: Instant = .never, priority: Int16 = 0, origin: LotOrigin = .grant
  ) -> Status {
    apply(.grant(amount: amount, origin: origin, expiresAt: expiresAt, priority: priority))
  }

  @discardableResult
  public func open(_ job: UInt32, slots: Int64, price: Int64, deadline: Instant = .never) -> Status {
    apply(.openJob(JobID(job), slots: slots, price: price, deadline: deadline))
  }

  @discardableResult
  public func pay(_ job: UInt32, slots: Int64) -> Status { apply(.settleSlots(JobID(job), slots: slots)) }

  @discardableResult
  public func reject(_ job: UInt32, slots: Int64) -> Status { apply(.rejectSlots(JobID(job), slots: slots)) }

  @discardableResult public func close(_ job: UInt32) -> Status { apply(.closeJob(JobID(job))) }
  @discardableResult public func cancel(_ job: UInt32) -> Status { apply(.cancelJob(JobID(job))) }
  @discardableResult public func use(_ amount: Int64) -> Status { apply(.use(amount: amount)) }

  @discardableResult
  public func refund(_ payment: UInt32, _ amount: Int64) -> Status { apply(.refund(PaymentID(payment), amount: amount)) }
  @discardableResult public func dispute(_ payment: UInt32) -> Status { apply(.dispute(PaymentID(payment))) }

  /// Uses credits until `balance` is left.
  @discardableResult public func spend(downTo balance: Int64) -> Status { use(available - balance) }

  // MARK: What the books say

  public var account: Owner { book.owners[owner.index] }
  public var available: Int64 { account.available }
  public var held: Int64 { account.escrowed }
  public var total: Int64 { available + held }
  public var debt: Int64 { account.debt }
  /// Below zero where there is a debt.
  public var balance: Int64 { account.balance }
  public var phase: ReloadPhase { account.reload.phase }

  /// Balance of an account: the house's, or the owners' in sum.
  public subscript(_ account: Account) -> Int64 { book.totals[Int(account.rawValue)] }

  /// Live lots in the order in which they burn.
  public var lots: [Lot] {
    book.rows(from: account.firstLot, next: { $0.next }, in: { book.lots[$0] }).filter { !$0.isFinished }
  }

  public func lot(_ number: UInt32) -> Lot? { lots.first { $0.id.number == number } }

  /// A job that is open or ended with the last command.
  public func job(_ number: UInt32) -> Job? {
    let open = book.rows(from: account.firstJob, next: { $0.next }, in: { book.jobs[$0] })
    if let job = open.first(where: { $0.id.number == number }) { return job }
    guard book.touchedJob >= 0, book.jobs[Int(book.touchedJob)].id.number == number else { return nil }
    return book.jobs[Int(book.touchedJob)]
  }

  /// All payments of the owner, oldest first.
  public var payments: [Payment] {
    book.rows(from: account.firstPayment, next: { $0.next }, in: { book.payments[$0] }).reversed()
  }

  /// What automatic reloads asked the processor for, oldest first.
  public var reloads: [Payment] { payments.filter { $0.kind == .reload } }

  /// When automatic reloads were asked for, in whole hours after `start`.
  public func reloadHours(since start: Instant) -> [Int64] {
    reloads.map { $0.requestedAt.since(start) / Duration_ms.hour }
  }

  /// What the last line that reached the book moved, such as "hold 3900".
  public var moved: [String] { lines.last?.transfers.map { "\($0.code) \($0.amount)" } ?? [] }

  /// Everything moved so far with `code`, in sum.
  public func sum(_ code: TransferCode) -> Int64 {
    lines.reduce(0) { sum, line in sum + line.transfers.filter { $0.code == code }.reduce(0) { $0 + $1.amount } }
  }

  /// What the owner was told, in order.
  public var notices: [Notice] {
    lines.flatMap { line in line.effects.compactMap { if case .notify(let notice) = $0 { notice } else { nil } } }
  }

  public func saw(_ observation: Observation) -> Bool { lines.contains { $0.observations.contains(observation) } }
}

extension Book {
  /// The rows of one list, in the order of its links.
  func rows<Row>(from first: Int32, next: (Row) -> Int32, in row: (Int) -> Row) -> [Row] {
    var found: [Row] = []
    var index = first
    while index >= 0 {
      let value = row(Int(index))
      found.append(value)
      index = next(value)
    }
    return found
  }
}

extension Ledger: CustomStringConvertible {
  /// The owner's story so far, one line a command: what a failing test prints.
  public var description: String {
    let story = lines.suffix(30).map { line in
      let moved = line.transfers.map { "\($0.code) \($0.amount)" }.joined(separator: ", ")
      return "\(line.at.text) owner \(line.owner.row) \(line.command) -> \(line.status) [\(moved)]"
    }
    let state = "available \(available), held \(held), debt \(debt), reload \(phase)"
    return "\nnow \(now.text): \(state)\n" + story.joined(separator: "\n")
  }
}

extension Instant {
  /// Such as "2026-01-31 09:30:00.000".
  public var text: String {
    if self == .never { return "never" }
    func padded(_ number: Int64, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let day = "\(date.year)-\(padded(Int64(date.month), 2))-\(padded(Int64(date.day), 2))"
    let time = timeOfDay_ms
    let clock = [time / Duration_ms.hour, time / Duration_ms.minute % 60, time / 1_000 % 60].map { padded($0, 2) }
    return "\(day) \(clock.joined(separator: ":")).\(padded(time % 1_000, 3))"
  }
}
