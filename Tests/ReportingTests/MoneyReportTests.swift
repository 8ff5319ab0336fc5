import Accounting
import Measurement
import Testing

@testable import Reporting

@Suite("The money of a run")
struct MoneyReportTests {
  private let unit = MoneyUnit(code: "USD", decimals: 2)

  @Test("The monthly statements are those made on paper")
  func monthly() {
    let run = HandMadeRun()
    let money = MoneyReport(flows: run.card.flows, balances: run.card.balances, unit: unit)
    let expected: [(MonthlyFigure, january: Int64, february: Int64, total: Int64)] = [
      (.cashIn, 10_000, 500, 10_500), (.processorFees, 320, 0, 320), (.creditsSold, 10_000, 0, 10_000),
      (.bonusGiven, 1_500, 0, 1_500), (.grants, 500, 0, 500), (.held, 3_900, 650, 4_550), (.payouts, 2_100, 0, 2_100),
      (.feeRevenue, 630, 0, 630), (.usageRevenue, 1_000, 700, 1_700), (.planRevenue, 0, 0, 0), (.packRevenue, 0, 0, 0),
      (.breakage, 0, 200, 200), (.revenue, 1_630, 900, 2_530), (.promotionCost, 2_000, -400, 1_600), (.badDebt, 0, 200, 200),
      (.disputeLosses, 0, 0, 0), (.net, -690, 1_100, 410), (.refunds, 0, 1_000, 1_000), (.disputes, 0, 400, 400),
      (.closingHeld, 0, 650, 650), (.closingLiability, 8_270, 6_270, 6_270), (.closingDeferred, 0, 0, 0),
      (.closingAccountCredit, 0, 0, 0),
    ]
    expect(money, expected)
  }

  @Test("The monthly statements of plans and packs are those made on paper")
  func monthlyOfPlans() {
    let run = SubscribedRun()
    let money = MoneyReport(flows: run.card.flows, balances: run.card.balances, unit: unit)
    // Revenue is plans, packs, usage beyond the allowance, and what ran out; net is that less fees and what disputes cost.
    let expected: [(MonthlyFigure, january: Int64, february: Int64, total: Int64)] = [
      (.cashIn, 16_000, 2_150, 18_150), (.processorFees, 480, 70, 550), (.creditsSold, 0, 0, 0), (.bonusGiven, 0, 0, 0),
      (.grants, 0, 0, 0), (.held, 0, 0, 0), (.payouts, 0, 0, 0), (.feeRevenue, 0, 0, 0), (.usageRevenue, 150, 0, 150),
      (.planRevenue, 3_000, 5_900, 8_900), (.packRevenue, 1_500, 700, 2_200), (.breakage, 0, 850, 850),
      (.revenue, 4_650, 7_450, 12_100), (.promotionCost, 0, 0, 0), (.badDebt, 0, 0, 0), (.disputeLosses, 0, 400, 400),
      (.net, 4_170, 6_980, 11_150), (.refunds, 0, 0, 0), (.disputes, 0, 900, 900), (.closingHeld, 0, 0, 0),
      (.closingLiability, 0, 0, 0), (.closingDeferred, 11_500, 3_250, 3_250), (.closingAccountCredit, 0, 2_300, 2_300),
    ]
    expect(money, expected)
  }

  private func expect(
    _ money: MoneyReport, _ expected: [(MonthlyFigure, january: Int64, february: Int64, total: Int64)]
  ) {
    #expect(expected.map(\.0) == MonthlyFigure.allCases)
    #expect(money.monthly.map(\.month) == [HandMadeRun.start.date, HandMadeRun.february.date])
    for (figure, january, february, total) in expected {
      #expect(money.monthly[0][figure] == january, "\(figure) in January")
      #expect(money.monthly[1][figure] == february, "\(figure) in February")
      #expect(money.total[figure] == total, "\(figure) in all")
    }
  }

  @Test("What was paid for plans and packs, and account credit, roll forward to what the accounts hold")
  func balances() {
    let run = SubscribedRun()
    let money = MoneyReport(flows: run.card.flows, balances: run.card.balances, unit: unit)
    #expect(money.failedTies.isEmpty)
    #expect(
      money.balances.map(\.identity) == [
        "0.00 opening + 130.00 billed + 12.00 credit applied - 40.00 credited - 90.00 earned - 5.00 disputed = 7.00 closing",
        "0.00 opening + 50.00 billed - 22.00 earned - 2.50 expired - 0.00 disputed = 25.50 closing",
        "0.00 opening + 41.00 credited + 0.00 overpaid - 12.00 applied - 6.00 expired - 0.00 disputed = 23.00 closing",
      ])
    #expect(money.balances.allSatisfy { $0.ties && !$0.isIdle })
  }

  @Test("Credits, reports and minutes are counted in thousandths of their own, apart from the money")
  func quantities() {
    let run = SubscribedRun()
    let money = MoneyReport(flows: run.card.flows, balances: run.card.balances, unit: unit)
    let credits = money.accounts[Int(Account.credits.rawValue)]
    #expect(credits.unit == MoneyUnit(code: "credits", decimals: 3))
    #expect(credits.unit.text(credits.balance) == "7.500")
    #expect(money.accounts[Int(Account.creditsOwed.rawValue)].balance == 500)
    #expect(money.ties.contains { $0.name == "credits: used = given out + owed - left" && $0.left == 5_500 && $0.holds })
  }

  @Test("The roll-forward leads from nothing to what the accounts hold, by class and in total")
  func rollForward() {
    let run = HandMadeRun()
    let money = MoneyReport(flows: run.card.flows, balances: run.card.balances, unit: unit)
    #expect(RollForwardFigure.allCases.map { money.paid[$0] } == [0, 10_000, 0, 0, 2_400, 800, 200, 1_400, 5_200])
    #expect(RollForwardFigure.allCases.map { money.promotional[$0] } == [0, 0, 1_500, 500, 330, 200, 300, 100, 1_070])
    #expect(RollForwardFigure.allCases.map { money.rollForward[$0] } == [0, 10_000, 1_500, 500, 2_730, 1_000, 500, 1_500, 6_270])
    #expect(money.paid.ties && money.promotional.ties && money.rollForward.ties)
    let identity =
      "0.00 opening + 100.00 purchases + 0.00 bonus + 0.00 grants - 24.00 captured - 8.00 used - 2.00 expired "
      + "- 14.00 refunded = 52.00 closing"
    #expect(money.paid.identity == identity)
  }

  @Test("Every equation of a sound run holds, and every account is explained")
  func sound() {
    let run = HandMadeRun()
    let money = MoneyReport(flows: run.card.flows, balances: run.card.balances, unit: unit)
    #expect(money.failedTies.isEmpty)
    #expect(money.accounts.count == Account.allCases.count)
    #expect(money.accounts[Int(Account.cash.rawValue)].balance == 8_780)
    #expect(money.accounts[Int(Account.promotion.rawValue)].explained == 1_600)
  }

  @Test("A cent too much in any account is a tie that failed", arguments: Account.allCases)
  func oneCentOff(account: Account) {
    var run = HandMadeRun()
    run.card.balances.add(1, row: Int(account.rawValue))
    let money = MoneyReport(flows: run.card.flows, balances: run.card.balances, unit: unit)
    #expect(!money.allTie)
    #expect(money.failedTies.contains { $0.name.hasPrefix("\(account):") && $0.right - $0.left == 1 })
    let isCredits = Account.allCases[..<4].contains(account)
    #expect(money.rollForward.ties == !isCredits)
    let report = run.report()
    #expect(report.verdict.outcome == .fail)
    #expect(report.verdict.exitCode == 2)
  }

  @Test("A cent too much in any kind of transfer is a tie that failed", arguments: TransferCode.allCases)
  func oneCentMoved(code: TransferCode) {
    var run = HandMadeRun()
    run.card.flows.add(Transfer(debit: .availablePaid, credit: .cash, amount: 1, code: code), at: HandMadeRun.february)
    #expect(!MoneyReport(flows: run.card.flows, balances: run.card.balances, unit: unit).allTie)
  }

  @Test("A mismatch is written into the identity with its size")
  func mismatch() {
    var run = HandMadeRun()
    run.card.balances.add(-105, row: Int(Account.heldPaid.rawValue))
    let money = MoneyReport(flows: run.card.flows, balances: run.card.balances, unit: unit)
    #expect(!money.paid.ties)
    #expect(money.paid.identity.hasSuffix("= 52.00 closing, but the accounts hold 50.95: off by -1.05"))
    #expect(money.promotional.ties)
  }

  @Test("A run without any money has statements of zeros that tie")
  func empty() {
    let card = Scorecard(start: HandMadeRun.start, end: HandMadeRun.end, kinds: 1, statuses: 1, peaks: false)
    let money = MoneyReport(flows: card.flows, balances: card.balances, unit: unit)
    #expect(money.allTie)
    #expect(money.monthly.count == 2)
    #expect(MonthlyFigure.allCases.allSatisfy { money.total[$0] == 0 })
  }
}
