import Accounting
import Measurement

/// The equations between the statements of finance and the ledger, which must hold to the last minor unit.
struct FinanceTies {
  let unit: MoneyUnit
  let income: [IncomeStatement]
  let incomeTotal: IncomeStatement
  let histories: [BalanceHistory]
  let origins: [OriginRollForward]
  let debtAges: [DebtAgeLine]
  let recurring: RecurringBridge?
  let economics: [UnitEconomics]
  /// What moved in the whole run.
  let whole: FlowSums
  let knowsSegments: Bool

  func all(_ card: borrowing Scorecard) -> [Tie] {
    statements(card) + (knowsSegments ? fromOwners() : []) + segments(card)
  }

  /// Against the closing balances, which the postings of this report know nothing of.
  private func statements(_ card: borrowing Scorecard) -> [Tie] {
    func balance(_ accounts: Account...) -> Int64 { accounts.reduce(0) { $0 + card.balances[Int($1.rawValue)] } }
    var ties = [
      tie("income: net cash = ledger", incomeTotal[.netCash], balance(.cash)),
      tie(
        "income: revenue = ledger", incomeTotal[.revenue],
        balance(.feeRevenue, .usageRevenue, .planRevenue, .packRevenue, .breakage)),
      tie("income: net cash and bridge = net", incomeTotal.bridged, incomeTotal[.net]),
      months("income: months whose bridge closes", income.count(where: \.ties)),
    ]
    let accounts: [[Account]] = [
      [.availablePaid, .heldPaid], [.availablePromotional, .heldPromotional], [.deferred], [.deferredCredits], [.accountCredit],
    ]
    for (history, accounts) in zip(histories, accounts) {
      let ledger = accounts.reduce(0) { $0 + card.balances[Int($1.rawValue)] }
      ties.append(tie("\(history.title): last month = ledger", history.closing, ledger))
      ties.append(months("\(history.title): months that roll forward", history.months.count(where: \.ties)))
    }
    return ties
  }

  /// Against what was counted from lots, debts and memberships.
  private func fromOwners() -> [Tie] {
    var ties: [Tie] = []
    for (creditClass, history) in zip(CreditClass.allCases, histories) {
      let lots = origins.filter { $0.origin.creditClass == creditClass }
      func sum(_ figure: OriginFigure) -> Int64 { lots.reduce(0) { $0 + $1.total[figure] } }
      func moved(_ codes: TransferCode...) -> Int64 { codes.reduce(0) { $0 + whole[$1, creditClass] } }
      ties += [
        tie("\(creditClass) lots: granted = roll-forward", sum(.granted), moved(.purchase, .bonus, .grant)),
        tie("\(creditClass) lots: spent = roll-forward", sum(.spent), moved(.capturePayout, .captureFee, .usage)),
        tie("\(creditClass) lots: expired = roll-forward", sum(.expired), moved(.expiry)),
        tie("\(creditClass) lots: refunded = roll-forward", sum(.refunded), moved(.refund, .dispute, .clawback)),
        tie("\(creditClass) lots: closing = roll-forward", sum(.closing), history.closing),
      ]
    }
    ties.append(
      tie("bad debt: ages = statement", debtAges.reduce(0) { $0 + $1.open + $1.writtenOff }, incomeTotal[.badDebt]))
    if let recurring {
      ties.append(tie("MRR: bridge = subscriptions", recurring.months.last?.closing ?? 0, recurring.closing))
      ties.append(
        Tie(
          name: "MRR: bridge = subscriptions, counted", unit: MoneyUnit(code: "subscriptions", decimals: 0),
          left: recurring.months.last?.closingSubscriptions ?? 0, right: recurring.closingSubscriptions))
    }
    return ties
  }

  /// Segments, and their cohorts, against the whole run.
  private func segments(_ card: borrowing Scorecard) -> [Tie] {
    if economics.isEmpty { return [] }
    let parts = economics.dropFirst()
    func sum(_ figure: (UnitEconomics) -> Int64) -> Int64 { parts.reduce(0) { $0 + figure($1) } }
    func owners(_ name: String, _ left: Int64, _ column: Scorecard.OwnerColumn) -> Tie {
      var right: Int64 = 0
      for month in 0..<card.ownersByMonth.rows { right += card.ownersByMonth[month, column.rawValue] }
      return Tie(name: name, unit: MoneyUnit(code: "owners", decimals: 0), left: left, right: right)
    }
    return [
      tie("segments: cash in = statement", sum { $0.total.cashIn }, incomeTotal[.received]),
      tie("segments: revenue = statement", sum { $0.total.revenue }, incomeTotal[.revenue]),
      tie("segments: net = statement", sum { $0.total.net }, incomeTotal[.net]),
      owners("segments: joined = owners", sum(\.owners), .joined),
      owners("segments: active months = owners", sum(\.activeMonths), .active),
    ]
  }

  private func tie(_ name: String, _ left: Int64, _ right: Int64) -> Tie { Tie(name: name, unit: unit, left: left, right: right) }

  private func months(_ name: String, _ holding: Int) -> Tie {
    Tie(name: name, unit: MoneyUnit(code: "months", decimals: 0), left: Int64(holding), right: Int64(income.count))
  }
}
