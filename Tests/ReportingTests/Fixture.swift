import Accounting
import Measurement

@testable import Reporting

/// A run of two months made by hand: every kind of transfer once, sums that can be checked on paper.
struct HandMadeRun: ~Copyable {
  static let start = CivilDate(year: 2026, month: 1, day: 1).midnight
  static let end = CivilDate(year: 2026, month: 3, day: 1).midnight
  static let february = CivilDate(year: 2026, month: 2, day: 1).midnight
  static let names = ReportNames(
    kinds: ["purchase", "open-job", "use"], statuses: ["ok", "insufficient-funds", "repeated"],
    situations: ["reload fired", "reload settled", "reload declined", "reload retried", "reload paused", "held back", "leap day"])

  var card: Scorecard

  static func empty() -> Scorecard { Scorecard(start: start, end: end, kinds: 3, statuses: 3, peaks: true) }

  static let catalogs = [
    CatalogIdentity(name: "escrow", sha256: String(repeating: "1a", count: 32)),
    CatalogIdentity(name: "plans", sha256: String(repeating: "2b", count: 32)),
  ]

  static let conditions = [
    ConditionNote(
      kind: "surge", text: "owners are 3 times as active", from: february, to: february.advanced(by: Duration_ms.day)),
    ConditionNote(kind: "price change", text: "new terms", from: february, to: nil),
  ]

  static let settings = [
    ScenarioSetting(key: "seed", value: "42", isDefault: false), ScenarioSetting(key: "about", value: "none", isDefault: true),
  ]

  /// A run over two catalogs: 250 cents bought by the one and 30,000,001 millionths by the other.
  static func mixed() -> HandMadeRun {
    var run = HandMadeRun(card: Scorecard(start: start, end: end, kinds: 3, statuses: 3, peaks: true, catalogs: 2))
    run.card.owners = 2
    run.post(.cash, .availablePaid, 250, .purchase, at: start)
    run.card.putAway(catalog: 0, factor: 10_000)
    run.card.owners = 3
    run.post(.cash, .deferred, 30_000_001, .planBilled, at: february)
    run.post(.deferred, .planRevenue, 10_000_000, .planEarned, at: february)
    run.card.putAway(catalog: 1, factor: 1)
    run.card.sumCatalogs()
    return run
  }

  /// What such a run is called.
  static func mixedIdentity() -> RunIdentity {
    var run = identity()
    run.unit.decimals = 6
    run.catalogs = catalogs
    return run
  }

  /// A run of which nothing is known yet but `card`.
  init(card: consuming Scorecard) { self.card = card }

  /// Posts to both sides, as a ledger does.
  mutating func post(_ debit: Account, _ credit: Account, _ amount: Int64, _ code: TransferCode, at: Instant) {
    card.flows.add(Transfer(debit: debit, credit: credit, amount: amount, code: code), at: at)
    card.balances.add(debit.growsByDebit ? amount : -amount, row: Int(debit.rawValue))
    card.balances.add(credit.growsByDebit ? -amount : amount, row: Int(credit.rawValue))
  }

  init() {
    card = HandMadeRun.empty()
    let january = HandMadeRun.start
    post(.cash, .availablePaid, 10_000, .purchase, at: january)
    post(.processorFees, .cash, 320, .processorFee, at: january)
    post(.promotion, .availablePromotional, 1_500, .bonus, at: january)
    post(.promotion, .availablePromotional, 500, .grant, at: january)
    post(.availablePaid, .heldPaid, 2_400, .hold, at: january)
    post(.availablePromotional, .heldPromotional, 1_500, .hold, at: january)
    post(.heldPaid, .workerPayable, 2_100, .capturePayout, at: january)
    post(.heldPaid, .feeRevenue, 300, .captureFee, at: january)
    post(.heldPromotional, .feeRevenue, 330, .captureFee, at: january)
    post(.heldPromotional, .availablePromotional, 1_170, .release, at: january)
    post(.availablePaid, .usageRevenue, 800, .usage, at: january)
    post(.availablePromotional, .usageRevenue, 200, .usage, at: january)

    let february = HandMadeRun.february
    post(.availablePaid, .breakage, 200, .expiry, at: february)
    post(.availablePromotional, .promotion, 300, .expiry, at: february)
    post(.receivable, .usageRevenue, 700, .usageOnDebt, at: february)
    post(.cash, .receivable, 500, .debtRepaid, at: february)
    post(.badDebt, .receivable, 200, .badDebt, at: february)
    post(.availablePaid, .cash, 1_000, .refund, at: february)
    post(.availablePaid, .cash, 400, .dispute, at: february)
    post(.availablePromotional, .promotion, 100, .clawback, at: february)
    post(.availablePaid, .heldPaid, 650, .hold, at: february)

    addActivity()
  }

  mutating func addActivity() {
    card.owners = 3
    card.eventsRun = 1_234
    card.digest = 0xABC
    card.recordedDigest = 0xDEF
    card.commands.add(1_000, row: 0, column: 0)
    card.commands.add(7, row: 1, column: 0)
    card.commands.add(2, row: 1, column: 1)
    card.commands.add(1, row: 1, column: 2)
    card.note(debt: 700)
    card.costliest.add(CostliestOwners.Loss(owner: 17, segment: 0, writtenOff: 150, disputed: 50))
    card.costliest.add(CostliestOwners.Loss(owner: 2, segment: 0, writtenOff: 50))
    for wait: Int64 in [0, 200, 3_000, 61_000] { card.waits.add(milliseconds: wait, to: .reload) }
    card.waits.add(milliseconds: 86_400_000, to: .credited)
    for (delay, overspent): (Int64, Int64) in [(2_000, 0), (90_000, 250)] {
      card.cutoffs.add(delay_ms: delay, overspent: overspent)
    }
    for balance: Int64 in [0, 120, 10_000] { card.balancesAtMonthsEnd.add(balance, row: 1) }
    for row in 0..<6 { card.observations.add(Int64(6 - row), row: row) }
    card.ownersByMonth.add(3, row: 0, column: 0)
    card.ownersByMonth.add(2, row: 0, column: 1)
    card.ownersByMonth.add(1, row: 1, column: 1)
    card.ownersByMonth.add(1, row: 1, column: 2)
    for _ in 0..<300 { card.peaks.count(0, at: HandMadeRun.start) }
    card.peaks.count(1, at: HandMadeRun.february.advanced(by: 61_000))
    card.peaks.flush()
  }

  static func identity(seed: UInt64 = 42) -> RunIdentity {
    RunIdentity(
      version: "0.1.0",
      scenario: ScenarioIdentity(
        name: "marketplace", file: "scenarios/marketplace.yaml", sha256: String(repeating: "9f", count: 32),
        about: "Two months by hand"),
      seed: seed, threads: 2, owners: 3, start: start, horizon: end, unit: MoneyUnit(code: "USD", decimals: 2),
      repeatCommand: "windtunnel run scenarios/marketplace.yaml --seed \(seed)")
  }

  /// Two cutoffs, one of them late and costly.
  static let metering: MeteringSums = {
    var sums = MeteringSums()
    for (delay, overspent): (Int64, Int64) in [(2_000, 0), (90_000, 250)] {
      sums.countCutoff(delay_ms: delay)
      sums.overspent += overspent
    }
    return sums
  }()

  /// The life of the costliest of its owners, in short.
  static let timeline: OwnerTimeline = {
    var month = OwnerTimeline.Month(month: CivilDate(year: 2026, month: 2, day: 1))
    (month.commands, month.refused, month.paid, month.earned, month.lost, month.owed) = (12, 1, 500, 700, 200, 20)
    let event = OwnerTimeline.Event(at: february, text: "2.00 USD of debt are given up as lost", kind: .loss)
    return OwnerTimeline(months: [month], events: [event], steps: 12)
  }()

  /// The report of this run; `violation` breaks its second invariant.
  consuming func report(
    _ run: RunIdentity = identity(), violation: ViolationNote? = nil, thresholds: [ThresholdResult] = [],
    demands: [Threshold] = [], stop: Verdict.Stop? = nil, demandsEverySituation: Bool = false,
    wall: WallClock = WallClock(seconds: 2, peakMemoryBytes: 38_150_000)
  ) -> RunReport {
    RunReport(
      run: run, card: card, names: HandMadeRun.names,
      invariants: [
        InvariantResult(name: "postings-balance", checks: 1_010),
        InvariantResult(name: "lot-conservation", checks: 20, violations: violation == nil ? 0 : 1, first: violation),
      ], thresholds: thresholds, demands: demands, demandsEverySituation: demandsEverySituation, stop: stop, wall: wall)
  }

  static let violation = ViolationNote(
    invariant: "lot-conservation", left: .init("granted", 1_350), right: .init("parts", 0),
    sentence: "A lot lost what was pinned.", owner: "o17", at: february.advanced(by: 39_729_000), event: 1_204,
    command: "close-job 3", repeatCommand: "windtunnel explain capsule.json --owner 17")
}

/// Two months of plans, packs and interviews made by hand, with each of their postings.
struct SubscribedRun: ~Copyable {
  private var run = HandMadeRun(card: HandMadeRun.empty())
  var card: Scorecard {
    _read { yield run.card }
  }

  init() {
    let january = HandMadeRun.start
    run.post(.cash, .deferred, 11_000, .planBilled, at: january)
    run.post(.processorFees, .cash, 480, .processorFee, at: january)
    run.post(.deferred, .planRevenue, 3_000, .planEarned, at: january)
    run.post(.cash, .deferredCredits, 5_000, .packBilled, at: january)
    run.post(.deferredCredits, .packRevenue, 1_500, .packEarned, at: january)
    run.post(.receivable, .usageRevenue, 150, .overageBilled, at: january)

    let february = HandMadeRun.february
    run.post(.cash, .receivable, 150, .debtRepaid, at: february)
    run.post(.cash, .deferred, 2_000, .planBilled, at: february)
    run.post(.processorFees, .cash, 70, .processorFee, at: february)
    run.post(.deferred, .accountCredit, 4_000, .planCredited, at: february)
    run.post(.planRevenue, .accountCredit, 100, .planCreditedEarned, at: february)
    run.post(.accountCredit, .deferred, 1_200, .creditApplied, at: february)
    run.post(.accountCredit, .breakage, 600, .accountCreditExpiry, at: february)
    run.post(.deferred, .planRevenue, 6_000, .planEarned, at: february)
    run.post(.deferred, .cash, 500, .planDisputed, at: february)
    run.post(.disputes, .cash, 400, .disputeLost, at: february)
    run.post(.deferredCredits, .packRevenue, 700, .packEarned, at: february)
    run.post(.deferredCredits, .breakage, 250, .packExpiry, at: february)
    addQuantities()
  }

  /// Credits, reports and minutes, in thousandths.
  private mutating func addQuantities() {
    let at = HandMadeRun.february
    run.post(.creditsIssued, .credits, 15_000, .creditsIssued, at: at)
    run.post(.credits, .creditsSpent, 5_000, .creditsSpent, at: at)
    run.post(.creditsOwed, .creditsSpent, 500, .creditsSpentOnDebt, at: at)
    run.post(.credits, .creditsIssued, 2_500, .creditsLapsed, at: at)
    run.post(.reportsIssued, .reports, 2_000, .reportIssued, at: at)
    run.post(.reports, .reportsSpent, 1_000, .reportSpent, at: at)
    run.post(.minutesGranted, .allowance, 60_000, .minutesGranted, at: at)
    run.post(.allowance, .minutesServed, 45_250, .minutesServed, at: at)
    run.post(.allowance, .minutesGranted, 14_750, .minutesLapsed, at: at)
  }

  consuming func report() -> RunReport { run.report() }
}
