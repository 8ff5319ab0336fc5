import Accounting
import Pricing

/// The billing core: a pure state machine over the owners of one shard.
///
/// No clock, no randomness, no input or output. `apply` takes a command at an instant and returns a status; what moved is in
/// `transfers`, what is to be done next in `effects`, both until the next `apply`. Time must not run backwards. Of one instant,
/// answers of the card processor come first, then timers, then other commands (`Status.timerOverdue` otherwise).
///
/// All rows live in columns that grow once and are used again, so a shard that is as large as one before allocates nothing.
public struct Book: ~Copyable {
  private let anchor = Anchor()
  public internal(set) var owners: Column<Owner>
  public internal(set) var lots: Column<Lot>
  public internal(set) var jobs: Column<Job>
  public internal(set) var payments: Column<Payment>
  public internal(set) var parts: Column<HoldPart>
  public internal(set) var memberships: Column<Membership>
  public internal(set) var invoices: Column<Invoice>
  public internal(set) var wallets: Column<Wallet>
  public internal(set) var creditLots: Column<CreditLot>
  public internal(set) var documents: Column<OwnedDocument>
  public internal(set) var usage: Column<UsageCounter>
  /// Balance of every account of the house, and of the owners' in sum, by `Account.rawValue`; positive where the account grows.
  public internal(set) var totals = InlineArray<32, Int64>(repeating: 0)

  /// Lots whose rows are used again, for a driver that counts what became of them and then calls `forgetFinishedLots`.
  public internal(set) var finishedLots: Column<Lot>
  public var keepsFinishedLots = false

  /// What the last command moved.
  public internal(set) var transfers: Column<Transfer>
  /// What the last command asks for.
  public internal(set) var effects: Column<Effect>
  /// Rows of the lots that the last command touched, with repetitions, in order.
  public internal(set) var touchedLots: Column<Int32>
  /// Rows of the lots of credits and reports that the last command touched, with repetitions, in order.
  public internal(set) var touchedCreditLots: Column<Int32>
  /// What the last command was.
  public internal(set) var kind = CommandKind.attachMethod
  /// Row of the owner of the last command.
  public internal(set) var touchedOwner: Int32 = 0
  /// Row of the job, and of the payment, that the last command was about; -1 for none. A reload that the command set off is
  /// among the effects, not here.
  public internal(set) var touchedJob: Int32 = -1
  public internal(set) var touchedPayment: Int32 = -1
  /// Row of the invoice, and of the wallet, that the last command was about; -1 for none.
  public internal(set) var touchedInvoice: Int32 = -1
  public internal(set) var touchedWallet: Int32 = -1
  /// The figures behind the last refusal, all zero for a refusal that has none. Source: rule HI-16.
  public internal(set) var refusal = Refusal()
  public internal(set) var observations: Observation = []
  /// Sums of all debits and of all credits posted since the book was opened, in minor units.
  public internal(set) var debited: Int64 = 0
  public internal(set) var credited: Int64 = 0

  /// The terms in force.
  public internal(set) var terms: Terms
  /// The order that lots burn in; a revision cannot change it, because the lots are linked in it.
  public let burnOrder: BurnOrder
  let catalog: Catalog
  /// Stored, because the compiler makes two multiplications of one by a constant that a rotation follows.
  let digestFactor = Digest.factor
  /// Minor units of the smallest amount that a card can be charged. Source: rule PB-D1.
  let cardStep: Int64
  var revisionsApplied = 0
  var nextRevision: Instant
  var monthClock = MonthClock()
  /// Whether the last command left nothing of a lot that it touched.
  var hasFinishedLots = false
  var freeLot: Int32 = -1
  var freeJob: Int32 = -1
  var freePart: Int32 = -1
  var freeCreditLot: Int32 = -1

  /// A book without owners.
  public init(catalog: Catalog) {
    self.catalog = catalog
    cardStep = catalog.currency.cardStep
    terms = catalog.terms
    burnOrder = catalog.terms.burnOrder
    nextRevision = catalog.revisions.first?.effective ?? .never
    owners = Column()
    lots = Column()
    jobs = Column()
    payments = Column()
    parts = Column()
    memberships = Column()
    invoices = Column()
    wallets = Column()
    creditLots = Column()
    documents = Column()
    usage = Column()
    finishedLots = Column()
    transfers = Column()
    effects = Column()
    touchedLots = Column()
    touchedCreditLots = Column()
  }

  /// Forgets everything and makes room for `count` owners without any money; storage and catalog stay.
  public mutating func open(owners count: Int) {
    owners.fill(Owner(), count: count)
    lots.removeAll()
    finishedLots.removeAll()
    jobs.removeAll()
    payments.removeAll()
    parts.removeAll()
    memberships.removeAll()
    invoices.removeAll()
    wallets.removeAll()
    creditLots.removeAll()
    documents.removeAll()
    usage.removeAll()
    totals = InlineArray(repeating: 0)
    freeLot = -1
    freeJob = -1
    freePart = -1
    freeCreditLot = -1
    debited = 0
    credited = 0
    if revisionsApplied > 0 {
      terms = catalog.terms
      revisionsApplied = 0
      nextRevision = catalog.revisions.first?.effective ?? .never
    }
    touchedOwner = 0
    hasFinishedLots = false
    beginStep()
  }

  /// Adds an owner without any money, for drivers that meet owners one by one.
  public mutating func addOwner() -> OwnerSlot {
    owners.append(Owner())
    return OwnerSlot(owners.count - 1)
  }

  /// Obeys `command` or refuses it whole.
  ///
  /// - Returns: `ok`, or why nothing changed.
  /// - Complexity: O(1) but for the lots that a command takes from and the jobs and payments that one owner has open.
  public mutating func apply(_ command: Command, by owner: OwnerSlot, at now: Instant) -> Status {
    if case .use(let amount) = command { return applyUse(amount, by: owner, at: now) }
    begin(command.kind, owner, now)
    let status = perform(command, owner.index, now)
    if status.isOK { considerFollowing(owner.index, now) }
    var digest = owners[owner.index].digest
    digest.fold(now.milliseconds)
    command.fold(into: &digest, kind)
    seal(digest, owner.index, status)
    return status
  }

  /// What `apply` does with `.use(amount)`, without a command to take apart: most of what there is.
  public mutating func applyUse(_ amount: Int64, by owner: OwnerSlot, at now: Instant) -> Status {
    begin(.use, owner, now)
    let row = owner.index
    var status = Status.ok
    if !usePlainly(row, amount, now) {
      status = overdue(row, now)
      if status.isOK { status = use(row, amount, now) }
    }
    if status.isOK { considerFollowing(row, now) }
    var digest = owners[row].digest
    digest.fold(UInt64(bitPattern: now.milliseconds), times: digestFactor)
    digest.fold(UInt64(CommandKind.use.rawValue), times: digestFactor)
    digest.fold(UInt64(bitPattern: amount), times: digestFactor)
    seal(digest, row, status)
    return status
  }

  @inline(__always)
  private mutating func begin(_ kind: CommandKind, _ owner: OwnerSlot, _ now: Instant) {
    forgetFinishedRows()
    beginStep()
    if now >= nextRevision { takeRevision(at: now) }
    touchedOwner = owner.row
    self.kind = kind
  }

  /// A timer that is due at this instant comes before what is spent at it.
  @inline(__always)
  private mutating func overdue(_ owner: Int, _ now: Instant) -> Status {
    if now >= owners[owner].soonestExpiry, hasOverdueLot(owner, now) { return .timerOverdue }
    if now >= owners[owner].soonestCreditExpiry, hasOverdueCreditLot(owner, now) { return .timerOverdue }
    return .ok
  }

  /// After every command that changed something.
  @inline(__always)
  private mutating func considerFollowing(_ owner: Int, _ now: Instant) {
    considerReload(owner, now)
    considerAccess(owner, now)
  }

  @inline(__always)
  private mutating func perform(_ command: Command, _ owner: Int, _ now: Instant) -> Status {
    if case .elapse(let timer) = command { return elapse(timer, owner, now) }
    // An answer of the processor spends nothing, and it comes before the timers of its instant.
    if case .settle(let payment, let result) = command { return settle(owner, payment, result, now) }
    let overdue = overdue(owner, now)
    if !overdue.isOK { return overdue }
    switch command {
    case .attachMethod(let card): return attachMethod(owner, card, now)
    case .detachMethod: return detachMethod(owner, now)
    case .configureReload(let enabled, let threshold, let amount):
      return configureReload(owner, enabled: enabled, threshold: threshold, amount: amount, now)
    case .purchase(let amount, let key): return purchase(owner, amount, key, now)
    case .grant(let amount, let origin, let expiresAt, let priority):
      return grant(owner, amount, origin: origin, expiresAt: expiresAt, priority: priority, now)
    case .openJob(let job, let slots, let price, let deadline):
      return openJob(owner, job, slots: slots, price: price, deadline: deadline, now)
    case .settleSlots(let job, let slots): return settleSlots(owner, job, slots, now)
    case .rejectSlots(let job, let slots): return rejectSlots(owner, job, slots, now)
    case .closeJob(let job): return endJob(owner, job, as: .closed, now)
    case .cancelJob(let job): return endJob(owner, job, as: .cancelled, now)
    case .endAccess(let cutoff): return endAccess(owner, cutoff)
    case .refund(let payment, let amount): return refund(owner, payment, amount)
    case .dispute(let payment): return dispute(owner, payment, now)
    case .startArrears: return startArrears(owner)
    case .endArrears: return endArrears(owner, now)
    case .writeOff: return writeOff(owner)
    default: return performOffer(command, owner, now)
    }
  }

  /// Commands about subscriptions, packs, documents and interviews; apart, so that neither half grows long.
  private mutating func performOffer(_ command: Command, _ owner: Int, _ now: Instant) -> Status {
    if hasOverduePlanTimer(owner, now) { return .timerOverdue }
    switch command {
    case .subscribe(let plan, let throughCheckout): return subscribe(owner, plan, throughCheckout: throughCheckout, now)
    case .changePlan(let plan): return changePlan(owner, plan, now)
    case .cancel: return cancel(owner, now)
    case .reactivate: return reactivate(owner, now)
    case .analyse: return analyse(owner, now)
    case .chat(let messages): return chat(owner, messages, now)
    case .buyReport: return buyReport(owner, now)
    case .buyPack(let pack, let endUser): return buyPack(owner, pack, for: endUser, now)
    case .access(let endUser, let documents): return access(owner, endUser, documents, now)
    case .interview(let product, let duration_ms): return interview(owner, product, duration_ms: duration_ms, now)
    case .overridePrices(let override): return overridePrices(owner, override)
    default: preconditionFailure("Every other command was dealt with above.")
    }
  }

  private mutating func elapse(_ timer: Timer, _ owner: Int, _ now: Instant) -> Status {
    switch timer {
    case .jobDeadline(let job): return timeOutJob(owner, job, now)
    case .lotExpiry(let lot): return expireLot(owner, lot, now)
    case .reload: return resumeReload(owner, now)
    case .checkout(let payment): return lapseCheckout(owner, payment, now)
    case .cutoff: return endAccess(owner, now)
    case .invoice: return raiseInvoice(owner, now)
    case .renewal: return renew(owner, now)
    case .dunning: return retryRenewal(owner, now)
    case .incomplete: return lapseIncomplete(owner, now)
    case .recognition: return recogniseMonth(owner, now)
    case .accountCredit: return lapseAccountCredit(owner, now)
    case .creditExpiry(let lot): return expireCreditLot(owner, lot, now)
    }
  }

  /// Whether a timer still has its reason; a driver drops one that has not.
  public func isLive(_ timer: Timer, of owner: OwnerSlot, at now: Instant) -> Bool {
    switch timer {
    case .jobDeadline(let job): return openJobRow(owner.index, job) >= 0
    case .lotExpiry(let lot):
      #if Sabotage
        if PlantedBug.cachedBalance.isOn { return false }
      #endif
      let row = lotRow(owner.index, lot)
      return row >= 0 && lots[Int(row)].expiresAt <= now
    case .reload:
      let reload = owners[owner.index].reload
      return reload.phase.waits && reload.until <= now
    case .checkout(let payment):
      #if Sabotage
        if PlantedBug.checkoutNeverLapses.isOn { return false }
      #endif
      let row = paymentRow(owner.index, payment)
      return row >= 0 && payments[Int(row)].state == .pending
    case .cutoff: return owners[owner.index].access == .closing && owners[owner.index].cutoffAt <= now
    case .invoice: return owners[owner.index].invoiceAt <= now
    case .renewal, .dunning, .incomplete, .recognition, .accountCredit: return isPlanTimerLive(timer, owner.index, now)
    case .creditExpiry(let lot): return isCreditLotDue(owner.index, lot, now)
    }
  }

  private mutating func beginStep() {
    transfers.removeAll()
    effects.removeAll()
    touchedLots.removeAll()
    touchedCreditLots.removeAll()
    touchedJob = -1
    touchedPayment = -1
    touchedInvoice = -1
    touchedWallet = -1
    refusal = Refusal()
    observations = []
  }

  /// Rows that the step before finished stay readable until now, so that an auditor can look at them.
  @inline(__always)
  private mutating func forgetFinishedRows() {
    if hasFinishedLots { forgetLotsThatFinished() }
    for index in touchedCreditLots.indices { forgetCreditLotIfFinished(touchedCreditLots[index]) }
    if touchedJob >= 0, jobs[Int(touchedJob)].state != .open { recycleJob(touchedJob) }
  }

  @inline(never)
  private mutating func forgetLotsThatFinished() {
    for index in touchedLots.indices { forgetLotIfFinished(touchedLots[index]) }
    hasFinishedLots = false
  }

  private mutating func takeRevision(at now: Instant) {
    while revisionsApplied < catalog.revisions.count, catalog.revisions[revisionsApplied].effective <= now {
      terms = catalog.revisions[revisionsApplied].terms
      revisionsApplied += 1
    }
    nextRevision =
      revisionsApplied < catalog.revisions.count ? catalog.revisions[revisionsApplied].effective : .never
  }

  /// Writes the rest of the step into the owner's digest, after when and what: the answer, and every movement.
  @inline(__always)
  private mutating func seal(_ begun: Digest, _ owner: Int, _ status: Status) {
    var digest = begun
    digest.fold(UInt64(status.rawValue), times: digestFactor)
    for index in transfers.indices {
      let transfer = transfers[index]
      digest.fold(transfer.packedSides, times: digestFactor)
      digest.fold(UInt64(bitPattern: transfer.amount), times: digestFactor)
    }
    owners[owner].digest = digest
    owners[owner].steps += 1
  }
}
