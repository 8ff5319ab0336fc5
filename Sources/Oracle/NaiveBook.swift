import Accounting
import Billing
import Pricing

/// A second book for one owner, written plainly from the rules: one array of lots sorted anew for every spend, a dictionary of
/// balances, loops instead of formulas. It shares values with the core and no function, so that a mistake in one of them shows.
///
/// It does nothing but answer, move money, and say which wake-ups and charges it expects.
public struct NaiveBook: Sendable {
  let catalog: Catalog
  /// The rules in force.
  var terms: Terms
  var clock: Int64 = 0

  /// Balance of every account, the house's share of this owner included, positive on the side on which it grows.
  public internal(set) var money: [Account: Int64] = [:]
  /// What the last command changed in `money`.
  public internal(set) var moved: [Account: Int64] = [:]
  /// What the last command asks for.
  public internal(set) var wakes: [Wake] = []
  public internal(set) var charges: [Charge] = []
  /// Numbers of the cutoffs that the metering is asked to tell of.
  public internal(set) var cutoffs: [UInt32] = []

  /// A timer that is to be sent.
  public struct Wake: Hashable, Sendable {
    public var at: Int64
    public var timer: Timer
  }

  /// A card that is to be charged, in minor units.
  public struct Charge: Hashable, Sendable {
    public var payment: UInt32
    public var amount: Int64
    public var kind: PaymentKind
  }

  var lots: [NaiveLot] = []
  var lotCount: UInt32 = 0
  var jobs: [NaiveJob] = []
  var lastJob: UInt32 = 0
  var payments: [NaivePayment] = []
  var debt: Int64 = 0
  var hasMethod = false
  var cards = 0
  var hadFreeTier = false
  var reload = NaiveReload()
  /// When an automatic reload was charged to a card of which number.
  var attempts: [(card: Int, at: Int64)] = []
  var lastReloadAt: Int64?
  var access = Access.none
  var accessEndsAt = Naive.forever
  /// How often the balance was used up where the metering says when access ends, and whether it is to say so now.
  var cutoffCount: UInt32 = 0
  var awaitsMetering = false
  var isInArrears = false
  var billAt = Naive.forever
  var bill: UInt32?
  var paidIn: Int64 = 0
  var firstPaidAt: Int64?
  var member: NaiveMember?
  var invoices: [NaiveInvoice] = []
  var wallets: [UInt32: NaiveWallet] = [:]
  var packCount: UInt32 = 0
  var ownPrices: Int?
  var usage: [NaiveHeading: NaiveUsage] = [:]

  /// A book of an owner who has done nothing yet.
  public init(catalog: Catalog) {
    self.catalog = catalog
    terms = catalog.terms
  }

  /// Obeys the command, or refuses it whole.
  public mutating func apply(_ command: Command, at now: Instant) -> Status {
    clock = now.milliseconds
    terms = catalog.revisions.last { $0.effective.milliseconds <= clock }?.terms ?? catalog.terms
    moved.removeAll(keepingCapacity: true)
    wakes.removeAll(keepingCapacity: true)
    charges.removeAll(keepingCapacity: true)
    cutoffs.removeAll(keepingCapacity: true)
    let status = obey(command)
    if status == .ok {
      reloadIfLow()
      followBalance()
    }
    return status
  }

  private mutating func obey(_ command: Command) -> Status {
    if case .elapse(let timer) = command { return ring(timer) }
    if case .settle(let payment, let result) = command { return hear(payment.number, result) }
    if lots.contains(where: { $0.remaining > 0 && $0.until <= clock }) { return .timerOverdue }
    for wallet in wallets.values where wallet.packs.contains(where: { $0.remaining > 0 && $0.until <= clock }) {
      return .timerOverdue
    }
    switch command {
    case .attachMethod: return attach()
    case .detachMethod: return detach()
    case .configureReload(let enabled, let threshold, let amount): return configure(enabled, threshold, amount)
    case .purchase(let amount, let key): return buy(amount, key.fingerprint)
    case .grant(let amount, let origin, let until, let priority): return give(amount, origin, until.milliseconds, priority)
    case .openJob(let job, let slots, let price, let deadline):
      return open(job.number, slots, price, deadline.milliseconds)
    case .settleSlots(let job, let slots): return pay(job.number, slots)
    case .rejectSlots(let job, let slots): return reject(job.number, slots)
    case .closeJob(let job), .cancelJob(let job): return close(job.number)
    case .use(let amount): return use(amount)
    case .endAccess(let cutoff): return endAccess(cutoff.number)
    case .refund(let payment, let amount): return refund(payment.number, amount)
    case .dispute(let payment): return dispute(payment.number)
    case .startArrears: return startArrears()
    case .endArrears: return endArrears()
    case .writeOff: return writeOff()
    default: return obeyOffer(command)
    }
  }

  private mutating func obeyOffer(_ command: Command) -> Status {
    if isPlanTimerOverdue { return .timerOverdue }
    switch command {
    case .subscribe(let plan, let throughCheckout): return subscribe(plan.index, throughCheckout)
    case .changePlan(let plan): return changePlan(plan.index)
    case .cancel: return cancel()
    case .reactivate: return reactivate()
    case .analyse: return analyse()
    case .chat(let messages): return chat(messages)
    case .buyReport: return buyReport()
    case .buyPack(let pack, let endUser): return buyPack(pack.index, endUser.number)
    case .access(let endUser, let list): return read(endUser.number, list.indices.map { list[$0].number })
    case .interview(let product, let duration): return interview(product.index, duration)
    case .overridePrices(let override): return ownPrices(override.index)
    default: preconditionFailure("Every other command was dealt with above.")
    }
  }

  private mutating func ring(_ timer: Timer) -> Status {
    switch timer {
    case .jobDeadline(let job): return timeOut(job.number)
    case .lotExpiry(let lot): return expire(lot.number)
    case .reload: return resumeReload()
    case .checkout(let payment): return lapse(payment.number)
    case .cutoff: return endAccess()
    case .invoice: return monthIsOver()
    case .renewal: return periodIsOver()
    case .dunning: return tryAgain()
    case .incomplete: return firstPaymentLapses()
    case .recognition: return monthOfPlanIsOver()
    case .accountCredit: return accountCreditLapses()
    case .creditExpiry(let lot): return packExpires(lot.number)
    }
  }

  /// The only place where money, or a quantity, changes its account.
  mutating func add(_ amount: Int64, to account: Account) {
    if amount == 0 { return }
    money[account, default: 0] += amount
    moved[account, default: 0] += amount
  }

  mutating func wake(_ timer: Timer, at time: Int64) {
    if time != Naive.forever { wakes.append(Wake(at: time, timer: timer)) }
  }
}
