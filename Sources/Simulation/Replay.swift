import Accounting
import Billing
import Pricing

/// Drives the book with a recorded trace, letting timers fire by themselves in between.
///
/// At one instant the answers to payments come first, then timers, then the trace's commands in their order. A charge is
/// answered at once as its card behaves, unless the trace says when its owner's charges are answered.
public struct Replay: ~Copyable {
  /// What was done: a line of the trace, an answer to a charge, or a timer.
  public struct Step: Sendable {
    public var at: Instant
    /// Index into the trace's owners.
    public var owner: Int
    public var slot: OwnerSlot
    /// Nil where a line only lets time pass.
    public var command: Command?
    public var status: Status
    /// Line of the trace, from 1; nil for what happened by itself.
    public var line: Int?
  }

  /// What a replay came to.
  public struct Summary: Hashable, Sendable {
    /// Commands applied, answers to charges among them; timers are counted apart.
    public var commands = 0
    public var timers = 0
    /// Commands that the book refused.
    public var refused = 0
    /// The order-free digest over all owners.
    public var digest: UInt64 = 0
  }

  /// What became of the timers that the book asked for.
  public struct Timers: Hashable, Sendable {
    public var scheduled: Int64
    public var run: Int64
    /// Their reason was gone when they were due.
    public var cancelled: Int64
    /// Not due yet.
    public var pending: Int64

    public init(scheduled: Int64, run: Int64, cancelled: Int64, pending: Int64) {
      self.scheduled = scheduled
      self.run = run
      self.cancelled = cancelled
      self.pending = pending
    }
  }

  /// Why a replay cannot go on.
  public enum Failure: Error, Equatable {
    /// Timers and charges went on and on after this line of the trace, without an end in sight.
    case endless(line: Int)
    /// So much money was moved by this line of the trace that sums would soon no longer fit 64 bits.
    case tooMuchMoney(line: Int)
  }

  /// Most timers and answered charges between two lines of the trace, beside ten for each of its lines. An automatic reload of one cent with a threshold of
  /// billions would otherwise keep the replay busy for years.
  public static let mostStepsBetweenLines = 1_000_000

  let trace: Trace
  /// Where the catalog has what the trace's `offers` name; nil where it has no such thing.
  let places: [Int?]
  public private(set) var book: Book
  var agenda: ReplayAgenda
  /// Charges that are still to be answered at this instant, first come first served, with the card that they were made on.
  var unanswered: [(owner: Int, payment: PaymentID, answer: SettlementResult)] = []
  var jobs: [JobKey: NamedJob] = [:]
  /// The highest job number given to each owner so far.
  var lastJob: [UInt32]
  var now = Instant.distantPast
  var automaticSteps = 0
  public private(set) var summary = Summary()
  private var cancelled: Int64 = 0

  struct JobKey: Hashable {
    var owner: Int
    var name: Int32
  }

  struct NamedJob {
    var id: JobID
    var wasRefused: Bool
  }

  public init(_ trace: Trace, catalog: Catalog) {
    self.trace = trace
    let names = OfferNames(catalog)
    places = trace.offers.map { names.place(of: $0.kind, named: $0.name) }
    book = Book(catalog: catalog)
    agenda = ReplayAgenda(owners: trace.owners.count)
    lastJob = Array(repeating: 0, count: trace.owners.count)
    for _ in trace.owners { _ = book.addOwner() }
  }

  /// Runs the whole trace. After its last line the timers that are due by then have fired, and nothing later.
  ///
  /// - Parameter observe: called after every step with the book as the step left it; false stops the replay there.
  /// - Throws: `Failure`, or what `observe` throws.
  public mutating func run(_ observe: (borrowing Book, Step) throws -> Bool) throws -> Summary {
    var goesOn = true
    for index in trace.steps.indices where goesOn { goesOn = try obey(trace.steps[index], observe) }
    while goesOn, let due = agenda.nextDue(), due <= now, let entry = agenda.removeNext() { goesOn = try fire(entry, observe) }
    summary.digest = digest
    return summary
  }

  /// The digest over all owners of the trace as they stand. - Complexity: O(owners).
  public var digest: UInt64 {
    var sum: UInt64 = 0
    for owner in trace.owners.indices {
      sum &+= ownerDigest(identity: ownerIdentity(name: trace.owners[owner]), book.owners[owner])
    }
    return sum
  }

  /// What became of the timers so far. - Complexity: O(owners).
  public var timers: Timers {
    Timers(
      scheduled: Int64(agenda.scheduled), run: Int64(summary.timers), cancelled: cancelled, pending: Int64(agenda.count))
  }

  private mutating func obey(_ step: Trace.Step, _ observe: (borrowing Book, Step) throws -> Bool) throws -> Bool {
    automaticSteps = 0
    while let due = agenda.nextDue(), due < step.at, let entry = agenda.removeNext() {
      if try !fire(entry, observe) { return false }
    }
    now = step.at
    guard let owner = step.owner else { return try fireAllDue(observe) }
    guard try fireTimers(before: step, of: owner, observe) else { return false }
    guard let command = step.command else {
      return try observe(book, Step(at: now, owner: owner, slot: OwnerSlot(owner), command: nil, status: .ok, line: step.line))
    }
    let complete = lookUp(command, step.reference, of: owner)
    let status = try apply(complete, of: owner, line: step.line, observe)
    if case .job(let name) = step.reference, case .openJob = complete {
      jobs[JobKey(owner: owner, name: name)]?.wasRefused = status.status != .ok && status.status != .jobExists
    }
    return try status.goesOn && answerCharges(observe)
  }

  /// Timers of the line's own instant come before it, unless it answers a payment that is known already.
  private mutating func fireTimers(
    before step: Trace.Step, of owner: Int, _ observe: (borrowing Book, Step) throws -> Bool
  ) throws -> Bool {
    while let due = agenda.nextDue(of: owner), due <= step.at {
      if case .settle(let payment, _) = step.command, isKnown(payment, step.reference, of: owner) { return true }
      guard let entry = agenda.removeNext(of: owner) else { return true }
      if try !fire(entry, observe) { return false }
    }
    return true
  }

  private mutating func fireAllDue(_ observe: (borrowing Book, Step) throws -> Bool) throws -> Bool {
    while let due = agenda.nextDue(), due <= now, let entry = agenda.removeNext() {
      if try !fire(entry, observe) { return false }
    }
    return true
  }

  /// Sends a timer that is due, unless its reason is gone.
  private mutating func fire(_ entry: ReplayAgenda.Entry, _ observe: (borrowing Book, Step) throws -> Bool) throws -> Bool {
    now = entry.at
    guard book.isLive(entry.timer, of: OwnerSlot(entry.owner), at: entry.at) else {
      cancelled += 1
      return true
    }
    try countAutomaticStep()
    return try apply(.elapse(entry.timer), of: entry.owner, line: nil, observe).goesOn && answerCharges(observe)
  }

  private mutating func answerCharges(_ observe: (borrowing Book, Step) throws -> Bool) throws -> Bool {
    var answered = 0
    defer { unanswered.removeAll(keepingCapacity: true) }
    while answered < unanswered.count {
      let charge = unanswered[answered]
      answered += 1
      try countAutomaticStep()
      if try !apply(.settle(charge.payment, charge.answer), of: charge.owner, line: nil, observe).goesOn { return false }
    }
    return true
  }

  private mutating func countAutomaticStep() throws {
    automaticSteps += 1
    if automaticSteps > Self.mostStepsBetweenLines + 10 * trace.steps.count {
      throw Failure.endless(line: lastLine)
    }
  }

  /// The line of the trace that time has come to.
  private var lastLine: Int { trace.steps.last { $0.at <= now }?.line ?? 1 }

  private mutating func apply(
    _ command: Command, of owner: Int, line: Int?, _ observe: (borrowing Book, Step) throws -> Bool
  ) throws -> (status: Status, goesOn: Bool) {
    // No command moves more than a thousandth of what is left then.
    if book.debited > Int64.max / 2 { throw Failure.tooMuchMoney(line: lastLine) }
    #if Sabotage
      var now = now
      if PlantedBug.clockRunsBack.isOn, case .settle = command { now = now.advanced(by: -Duration_ms.minute) }
    #endif
    let slot = OwnerSlot(owner)
    let status = book.apply(command, by: slot, at: now)
    if case .elapse = command { summary.timers += 1 } else { summary.commands += 1 }
    if !status.isOK { summary.refused += 1 }
    for index in book.effects.indices {
      switch book.effects[index] {
      case .wake(let at, let timer): agenda.schedule(timer, of: owner, at: at)
      case .charge(let payment, _, _):
        if !trace.answersAreRecorded[owner] { unanswered.append((owner, payment, book.owners[owner].card.answer)) }
      // When the metering has caught up is for the trace to say.
      case .notify, .meter: break
      }
    }
    let step = Step(at: now, owner: owner, slot: slot, command: command, status: status, line: line)
    return (status, try observe(book, step))
  }
}

/// Names into numbers.
extension Replay {
  /// Fills in the number of the job, payment or offer that `command` means by name. A job or payment that was never heard of gets
  /// number zero, and what the catalog does not have the last place there is; the book refuses both as unknown.
  mutating func lookUp(_ command: Command, _ reference: Trace.Reference, of owner: Int) -> Command {
    switch reference {
    case .none:
      if case .openJob(let job, _, _, _) = command { lastJob[owner] = max(lastJob[owner], job.number) }
      return command
    case .payment(let key):
      return command.about(payment(key, of: owner) ?? .none)
    case .offer(let index):
      return command.about(place: places[Int(index)] ?? OfferKind.noPlace)
    case .job(let name):
      let key = JobKey(owner: owner, name: name)
      guard case .openJob = command else { return command.about(jobs[key]?.id ?? JobID(0)) }
      return command.about(numberForOpening(key))
    }
  }

  /// The number of a job that is about to be opened: in the order of first opening. A name whose opening was refused keeps its
  /// number as long as the book has not gone past it.
  private mutating func numberForOpening(_ key: JobKey) -> JobID {
    if let known = jobs[key], !known.wasRefused || known.id.number > book.owners[key.owner].lastJobNumber { return known.id }
    lastJob[key.owner] = min(lastJob[key.owner], .max - 1) + 1
    let id = JobID(lastJob[key.owner])
    jobs[key] = NamedJob(id: id, wasRefused: false)
    return id
  }

  private func isKnown(_ payment: PaymentID, _ reference: Trace.Reference, of owner: Int) -> Bool {
    if case .payment(let key) = reference { return self.payment(key, of: owner) != nil }
    return payment.number <= book.owners[owner].lastPaymentNumber
  }

  /// The payment of the purchase with this key. - Complexity: O(payments of the owner), newest first.
  private func payment(_ key: IdempotencyKey, of owner: Int) -> PaymentID? {
    var row = book.owners[owner].firstPayment
    while row >= 0 {
      if book.payments[Int(row)].key == key { return book.payments[Int(row)].id }
      row = book.payments[Int(row)].next
    }
    return nil
  }
}
