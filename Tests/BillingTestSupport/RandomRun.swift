import Accounting
import Billing
import Pricing

/// A few owners who send whatever comes to their mind, sensible or not, and a bookkeeper who recounts after every command.
public struct RandomRun {
  /// The first thing that was wrong, with seed, owner, step and command; nil when nothing was.
  public private(set) var failure: String?
  public private(set) var commands = 0
  public private(set) var statuses: Set<Status> = []
  public private(set) var observations: Observation = []
  private let seed: UInt64
  let ledger: Ledger
  let terms: Terms
  var generator: Generator
  private var nextJob: [UInt32]
  private var cardSince: [Instant]

  public init(_ catalog: Catalog, seed: UInt64, steps: Int, owners: Int = 3) {
    self.seed = seed
    terms = catalog.terms
    generator = Generator(seed: seed)
    ledger = Ledger(catalog, owners: owners, from: .utc(2026, 1, 25))
    nextJob = Array(repeating: 1, count: owners)
    cardSince = Array(repeating: .distantPast, count: owners)
    for step in 1...steps where failure == nil { take(step) }
  }

  private mutating func take(_ step: Int) {
    passTime()
    ledger.owner = OwnerSlot(Int(generator.number(0...Int64(nextJob.count - 1))))
    ledger.answersAfter_ms = generator.chance(oneIn: 5) ? nil : generator.number(0...3) * Duration_ms.minute
    if generator.chance(oneIn: 4) {
      ledger.nextAnswers = [generator.pick([.declinedSoft, .declinedSoft, .declinedHard, .needs3DS])]
    }
    let command = walletWish() ?? wish()
    let before = ledger.snapshot
    let status = ledger.applyAlone(command)
    commands += 1
    statuses.insert(status)
    var complaints = ledger.complaints
    if let line = ledger.lines.last {
      observations.formUnion(line.observations)
      let asked = !line.transfers.isEmpty || !line.effects.isEmpty
      if !status.isOK, asked || ledger.snapshot != before { complaints.append("refused with \(status), but it left a trace") }
    }
    if status.isOK, case .attachMethod = command { cardSince[ledger.owner.index] = ledger.now }
    complaints += reloadComplaints(status) + cashComplaints()
    if !complaints.isEmpty {
      failure = "seed \(seed), owner \(ledger.owner.row), step \(step), \(command): \(complaints)\(ledger)"
    }
  }

  private mutating func passTime() {
    let length =
      switch generator.number(1...20) {
      case 1...8: 0 as Int64
      case 9...14: generator.number(1...120) * Duration_ms.minute
      case 15...19: generator.number(1...72) * Duration_ms.hour
      default: generator.number(1...20) * Duration_ms.day
      }
    if generator.chance(oneIn: 60) {
      ledger.skip(to: ledger.now.advanced(by: length))
    } else {
      let seen = ledger.lines.count
      ledger.wait(length)
      for line in ledger.lines[seen...] {
        observations.formUnion(line.observations)
        statuses.insert(line.status)
      }
    }
  }

  /// A reload that waits has its timer; one that is ready has nothing to do; a card is not asked too often.
  private func reloadComplaints(_ status: Status) -> [String] {
    var complaints: [String] = []
    let account = ledger.account
    let reload = account.reload
    if reload.phase.waits, !ledger.reloadTimers.contains(reload.until) { complaints.append("\(reload.phase) without a timer") }
    let rule = ledger.book.terms.reload
    if status.isOK, reload.enabled, reload.phase == .ready,
      rule.trigger.fires(balance: ledger.balance, threshold: reload.threshold)
    {
      complaints.append("the balance is low, and nothing happens")
    }
    let since = max(cardSince[ledger.owner.index], ledger.now.advanced(by: 1 - rule.attemptWindow_ms))
    let attempts = ledger.reloads.filter { $0.requestedAt > since && $0.card == account.cards }.count
    if attempts > rule.attemptsPerCard { complaints.append("\(attempts) attempts on one card in the window") }
    return complaints
  }

  private func cashComplaints() -> [String] {
    var paid: Int64 = 0
    for index in ledger.book.payments.indices where ledger.book.payments[index].state == .settled {
      paid += ledger.book.payments[index].amount - ledger.book.payments[index].givenBack
    }
    let cash = ledger[.cash] + ledger[.processorFees]
    return cash == paid ? [] : ["cash and processor fees are \(cash), settled payments \(paid)"]
  }
}

extension RandomRun {
  private mutating func amount() -> Int64 {
    switch generator.number(1...40) {
    case 1: generator.pick([0, -1, .min, .max, Limits.largestAmount + 1])
    case 2: Limits.largestAmount
    case 3...15: generator.number(1...50)
    default: generator.number(50...20_000)
    }
  }

  private mutating func slots() -> Int64 {
    switch generator.number(1...20) {
    case 1: generator.pick([0, -1, .min, .max, terms.jobs.mostSlots + 1])
    default: generator.number(1...9)
    }
  }

  private mutating func job() -> JobID {
    let last = Int64(nextJob[ledger.owner.index])
    return JobID(UInt32(generator.number(max(0, last - 4)...last)))
  }

  private mutating func moment() -> Instant {
    switch generator.number(1...10) {
    case 1: ledger.now
    case 2...4: .never
    case 5: ledger.now.advanced(by: 1)
    default: ledger.now.advanced(by: generator.number(1...200) * Duration_ms.hour)
    }
  }

  private mutating func wish() -> Command {
    if let command = planWish() { return command }
    return switch generator.number(1...28) {
    case 1: .attachMethod(generator.pick([.works, .works, .works, .alwaysDeclines, .asksFor3DS]))
    case 2: generator.chance(oneIn: 3) ? .detachMethod : .attachMethod(.works)
    case 3, 4: .configureReload(enabled: !generator.chance(oneIn: 4), threshold: amount(), amount: amount())
    case 5...7: .purchase(amount: amount(), key: IdempotencyKey(fingerprint: UInt64(generator.number(0...30))))
    case 8, 9:
      .settle(
        PaymentID(UInt32(generator.number(0...Int64(ledger.account.lastPaymentNumber) + 1))),
        generator.pick([.succeeded, .declinedSoft, .declinedHard, .needs3DS]))
    case 10 where terms.freeTier != nil && generator.chance(oneIn: 3):
      .grant(amount: terms.freeTier?.amount ?? 1, origin: .freeTier, expiresAt: moment(), priority: 0)
    case 10, 11:
      .grant(
        amount: amount(), origin: generator.pick(LotOrigin.allCases), expiresAt: moment(),
        priority: Int16(generator.number(-1...1)))
    case 12...14: openJob()
    case 15...17: .settleSlots(job(), slots: slots())
    case 18: .rejectSlots(job(), slots: slots())
    case 19: .closeJob(job())
    case 20: .cancelJob(job())
    case 21: .use(amount: amount())
    // Exactly down to the threshold, where the two triggers differ.
    case 22: .use(amount: ledger.available - ledger.account.reload.threshold)
    case 23: .use(amount: generator.number(1...20_000))
    case 24: .refund(payment(), amount: amount())
    case 25: generator.chance(oneIn: 3) ? .dispute(payment()) : .refund(payment(), amount: generator.number(1...200))
    case 26: generator.chance(oneIn: 3) ? .startArrears : .endArrears
    case 27: generator.chance(oneIn: 4) ? .writeOff : .endArrears
    default: timer()
    }
  }

  private mutating func openJob() -> Command {
    let owner = ledger.owner.index
    let number = generator.chance(oneIn: 10) ? job() : JobID(nextJob[owner])
    nextJob[owner] = max(nextJob[owner], number.number + 1)
    return .openJob(
      number, slots: slots(), price: generator.chance(oneIn: 20) ? amount() : generator.number(1...400), deadline: moment())
  }

  private mutating func payment() -> PaymentID {
    PaymentID(UInt32(generator.number(0...Int64(ledger.account.lastPaymentNumber) + 1)))
  }

  private mutating func timer() -> Command {
    switch generator.number(1...6) {
    case 5 where terms.cutoff?.timing == .metered: .endAccess(CutoffID(ledger.account.lastCutoffNumber))
    case 5: .elapse(.cutoff)
    case 6: .elapse(.invoice)
    case 1: .elapse(.reload)
    case 4: .elapse(.checkout(PaymentID(UInt32(generator.number(0...Int64(ledger.account.lastPaymentNumber) + 1)))))
    case 2: .elapse(.jobDeadline(job()))
    default: .elapse(.lotExpiry(LotID(UInt32(generator.number(0...Int64(ledger.account.lastLotNumber) + 1)))))
    }
  }
}
