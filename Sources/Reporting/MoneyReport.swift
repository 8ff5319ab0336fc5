import Accounting
import Measurement

/// One equation that the money of a run must satisfy. Both sides are minor units.
public struct Tie: Hashable, Sendable {
  /// What is compared, such as "cash: transfers = balance".
  public let name: String
  public let left: Int64
  public let right: Int64
  public var holds: Bool { left == right }
}

/// The closing balance of one account, and what the transfers say it should be. Minor units, positive where it grows.
public struct AccountLine: Hashable, Sendable {
  public let account: Account
  public let balance: Int64
  public let explained: Int64

  /// As in the chart of accounts, such as "availablePaid".
  public var name: String { String(describing: account) }
  /// "asset", "liability", "income" or "expense".
  public var kind: String { String(describing: account.kind) }
  public var ties: Bool { balance == explained }
}

/// The money of a run: monthly statements, the roll-forward of what is owed to owners, and the proof that both agree with the
/// ledger's balances to the last minor unit. Computed once, in `init`; renderers only draw it.
public struct MoneyReport: Hashable, Sendable {
  public let unit: MoneyUnit
  public let monthly: [MonthlyStatement]
  /// The same statement over the whole run.
  public let total: MonthlyStatement
  public let paid: RollForward
  public let promotional: RollForward
  /// Both classes together.
  public let rollForward: RollForward
  /// Every account in the order of the chart.
  public let accounts: [AccountLine]
  /// Every equation, those that fail too.
  public let ties: [Tie]

  public var failedTies: [Tie] { ties.filter { !$0.holds } }
  public var allTie: Bool { failedTies.isEmpty }

  /// Builds the statements from what moved and checks them against what is left.
  ///
  /// A mismatch is never an error: it is shown as a tie that failed.
  /// - Parameter balances: closing balances by `Account.rawValue`, positive where the account grows.
  /// - Complexity: O(months x transfer codes).
  public init(flows: borrowing MonthlyFlows, balances: borrowing Tally, unit: MoneyUnit) {
    var sinceStart = FlowSums()
    var months: [MonthlyStatement] = []
    for month in 0..<flows.months {
      let moved = FlowSums(flows, month: month)
      sinceStart.add(moved)
      months.append(MonthlyStatement(month: flows.firstDay(ofMonth: month), moved: moved, sinceStart: sinceStart))
    }
    var lines: [AccountLine] = []
    for account in Account.allCases {
      let balance = balances[Int(account.rawValue)]
      lines.append(AccountLine(account: account, balance: balance, explained: sinceStart.balance(of: account)))
    }
    func closing(_ accounts: Account...) -> Int64 { accounts.reduce(0) { $0 + lines[Int($1.rawValue)].balance } }

    self.unit = unit
    monthly = months
    total = MonthlyStatement(month: nil, moved: sinceStart, sinceStart: sinceStart)
    paid = RollForward(.paid, moved: sinceStart, closing: closing(.availablePaid, .heldPaid), unit: unit)
    promotional = RollForward(
      .promotional, moved: sinceStart, closing: closing(.availablePromotional, .heldPromotional), unit: unit)
    rollForward = RollForward(
      nil, moved: sinceStart, closing: closing(.availablePaid, .heldPaid, .availablePromotional, .heldPromotional), unit: unit)
    accounts = lines
    ties = MoneyReport.equations(monthly: months, total: total, rollForward: rollForward, lines)
  }

  private static func equations(
    monthly: [MonthlyStatement], total: MonthlyStatement, rollForward: RollForward, _ lines: [AccountLine]
  ) -> [Tie] {
    var ties = lines.map { Tie(name: "\($0.name): transfers = balance", left: $0.explained, right: $0.balance) }
    ties.append(
      Tie(name: "liability: last month = ledger", left: monthly.last?.closingLiability ?? 0, right: rollForward.closing))
    for figure in [MonthlyFigure.cashIn, .revenue, .net] {
      let sum = monthly.reduce(0) { $0 + $1[figure] }
      ties.append(Tie(name: "\(figure.title): months = whole run", left: sum, right: total[figure]))
    }
    func sum(_ kind: AccountKind) -> Int64 { lines.reduce(0) { $0 + ($1.account.kind == kind && $1.account.asset == .money ? $1.balance : 0) } }
    ties.append(Tie(name: "net: statement = income - expenses", left: total.net, right: sum(.income) - sum(.expense)))
    ties.append(Tie(name: "net: statement = assets - liabilities", left: total.net, right: sum(.asset) - sum(.liability)))
    return ties
  }
}
