import Accounting
import Measurement
import Testing

@testable import Reporting

@Suite("The money of finance")
struct FinanceReportTests {
  @Test("Cash and earnings stand side by side, and the bridge leads from the one to the other")
  func income() throws {
    let finance = FinanceRun().report().finance
    let january = finance.income[0]
    #expect(january[.received] == 10_000)
    #expect(january[.netCash] == 9_680)
    #expect(january[.revenue] == 900)
    #expect(january[.net] == 900 - 1_000 - 320)
    #expect(january[.paidCredits] == -6_100)
    #expect(january[.promotionalCredits] == -1_000)
    #expect(january[.owedToWorkers] == -3_000)
    let february = finance.income[1]
    #expect(february[.netCash] == 2_880)
    #expect(february[.revenue] == 1_700)
    #expect(february[.net] == 1_700 - 100 - 120 - 200)
    #expect(february[.deferredPlans] == -2_000)
    #expect(february[.paidCredits] == 500)
    #expect(february[.owedByOwners] == 0)
    #expect(finance.income.allSatisfy { $0.ties } && finance.incomeTotal.ties)
  }

  @Test("Each balance rolls forward from month to month")
  func histories() throws {
    let finance = FinanceRun().report().finance
    let paid = try #require(finance.histories.first)
    #expect(paid.movements.map(\.key) == ["purchases", "captured", "used", "expired", "refunded"])
    #expect(paid.months.map(\.opening) == [0, 6_100])
    #expect(paid.months.map(\.amounts) == [[10_000, 3_900, 0, 0, 0], [0, 0, 500, 0, 0]])
    #expect(paid.months.map(\.closing) == [6_100, 5_600])
    #expect(finance.histories.map(\.closing) == [5_600, 1_100, 2_000, 0, 0])
    for history in finance.histories { #expect(history.months.allSatisfy { $0.ties }, "\(history.title)") }
  }

  @Test("Lots say where the credits that are owed came from")
  func origins() {
    let finance = FinanceRun().report().finance
    #expect(finance.origins.map(\.origin) == [.purchase, .bonus, .freeTier])
    #expect(finance.origins.map(\.total.granted) == [10_000, 1_000, 500])
    #expect(finance.origins.map(\.total.spent) == [4_400, 0, 0])
    #expect(finance.origins.map(\.total.expired) == [0, 400, 0])
    #expect(finance.origins.map(\.total.closing) == [5_600, 600, 500])
    #expect(finance.origins[2].vintages.map(\.lots) == [1])
    #expect(finance.origins[2].vintages[0].month == HandMadeRun.february.date)
  }

  @Test("Debts have an age, and subscriptions a bridge")
  func debtsAndSubscriptions() throws {
    let finance = FinanceRun().report().finance
    #expect(finance.debtAges.map(\.open) == [200, 0, 0, 0])
    #expect(finance.debtAges.map(\.openDebts) == [1, 0, 0, 0])
    let bridge = try #require(finance.recurring)
    #expect(bridge.months.map(\.opening) == [0, 0])
    #expect(bridge.months.map(\.closing) == [0, 3_000])
    #expect(bridge.months[1][.new] == 3_000)
    #expect(bridge.closing == 3_000 && bridge.closingSubscriptions == 1)
  }

  @Test("Segments and cohorts add up to the run, and owners have a worth by age")
  func segments() throws {
    let finance = FinanceRun().report().finance
    #expect(finance.economics.map(\.owners) == [3, 1, 2])
    #expect(finance.economics.map(\.activeMonths) == [4, 2, 2])
    #expect(finance.economics.map(\.total.revenue) == [2_600, 1_400, 1_200])
    #expect(finance.economics[0].revenuePerActiveMonth == 650)
    #expect(finance.economics.map(\.recurring) == [3_000, 0, 3_000])
    // The agency in its first month: -4.20; the startups together: 12.00 - 5.00 - 1.20 - 2.00.
    #expect(finance.economics[0].lifetime.map(\.owners) == [3, 1])
    #expect(finance.economics[0].lifetime.map(\.net) == [-13, 887])
    #expect(finance.economics[1].lifetime.map(\.net) == [-420, 480])
    #expect(finance.economics.map(\.paybackAge) == [1, 1, 0])
    let cohorts = try #require(finance.allSegments).cohorts
    #expect(cohorts.map(\.joined) == [1, 2])
    #expect(cohorts[0].ages.map(\.spent) == [3_900, 4_400])
    #expect(cohorts[0].ages[1].percent(cohorts[0].ages[1].spent) == "44.0")
    #expect(cohorts[1].ages[0].percent(0) == nil)
  }

  @Test("Everything ties with the ledger, and a cent that goes astray anywhere shows")
  func ties() {
    let report = FinanceRun().report()
    #expect(report.money.failedTies.map(\.name) == [])
    #expect(report.finance.ties.count == 32)

    func expect(_ failing: String..., after damage: (inout Scorecard) -> Void) {
      var run = FinanceRun()
      damage(&run.card)
      #expect(run.report().finance.ties.filter { !$0.holds }.map(\.name) == failing)
    }
    expect("income: net cash = ledger") { $0.balances.add(1, row: Int(Account.cash.rawValue)) }
    expect("deferred for plans: last month = ledger") { $0.balances.add(1, row: Int(Account.deferred.rawValue)) }
    expect("bad debt: ages = statement") { $0.debts.add(1, age: .over90, .beforeHorizon, segment: 0) }
    expect("MRR: bridge = subscriptions") { $0.recurring.add(1, .expansion, segment: 0, month: 0) }
    expect("segments: joined = owners") { $0.members.add(row: 0, column: 0) }
    expect("promotional lots: granted = roll-forward", "promotional lots: spent = roll-forward") {
      $0.vintages.add(Lot.spent(1, origin: .grant), catalog: 0)
    }
  }

  @Test("A posting that the accounts do not know breaks the bridge of its month")
  func lostPosting() {
    var run = FinanceRun()
    // A release that nobody booked in the ledger.
    run.card.cohorts.add(
      Transfer(debit: .heldPaid, credit: .availablePaid, amount: 7, code: .capturePayout), at: HandMadeRun.start)
    let report = run.report()
    #expect(report.finance.ties.filter { !$0.holds }.map(\.name).contains("paid credits: last month = ledger"))
    #expect(report.verdict.outcome == .fail)
  }

  @Test("A run whose segments are not known has statements and no segments")
  func withoutSegments() {
    let finance = HandMadeRun().report().finance
    #expect(finance.income.count == 2)
    #expect(finance.origins.isEmpty && finance.economics.isEmpty && finance.recurring == nil && finance.debtAges.isEmpty)
    #expect(finance.ties.allSatisfy { $0.holds })
  }
}

extension Lot {
  /// A lot of which everything is spent.
  fileprivate static func spent(_ amount: Int64, origin: LotOrigin) -> Lot {
    var lot = Lot(
      id: LotID(9), granted: amount, costBasis: 0, origin: origin, priority: 0, payment: .none, grantedAt: HandMadeRun.start,
      expiresAt: .never)
    lot.used = amount
    lot.remaining = 0
    return lot
  }
}
