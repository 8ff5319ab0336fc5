import Accounting
import Measurement

/// One equation that the money of a run must satisfy. Both sides are minor units, or thousandths of another asset.
public struct Tie: Hashable, Sendable {
  /// What is compared, such as "cash: transfers = balance".
  public let name: String
  /// What both sides are counted in.
  public let unit: MoneyUnit
  public let left: Int64
  public let right: Int64
  public var holds: Bool { left == right }
}

/// The closing balance of one account, and what the transfers say it should be. Minor units, or thousandths of another asset,
/// positive where it grows.
public struct AccountLine: Hashable, Sendable {
  public let account: Account
  /// What it is counted in.
  public let unit: MoneyUnit
  public let balance: Int64
  public let explained: Int64

  /// As in the chart of accounts, such as "availablePaid".
  public var name: String { String(describing: account) }
  /// "asset", "liability", "income" or "expense".
  public var kind: String { String(describing: account.kind) }
  public var ties: Bool { balance == explained }
  /// Whether the run never used it, so that people need not read about it.
  public var isIdle: Bool { balance == 0 && explained == 0 }
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
  /// Of what was paid for plans and packs and is not earned yet, and of account credit: in the order of `MovingBalance`.
  public let balances: [BalanceRollForward]
  /// Every account in the order of the chart.
  public let accounts: [AccountLine]
  /// What one owner owed at most at once, after any of its steps.
  public let largestDebt: Int64
  /// Every equation, those that fail too.
  public let ties: [Tie]

  /// The figures that are not zero in every month, and those that every run has: what people read.
  public var shownFigures: [MonthlyFigure] {
    MonthlyFigure.allCases.filter { figure in
      figure.isAlwaysShown || total[figure] != 0 || monthly.contains { $0[figure] != 0 }
    }
  }

  public var failedTies: [Tie] { ties.filter { !$0.holds } }
  public var allTie: Bool { failedTies.isEmpty }

  /// Builds the statements from what moved and checks them against what is left.
  ///
  /// A mismatch is never an error: it is shown as a tie that failed.
  /// - Parameter balances: closing balances by `Account.rawValue`, positive where the account grows.
  /// - Parameter largestDebt: of any one owner at once, as it was counted.
  /// - Parameter furtherTies: equations of parts of the run, kept behind those of the whole.
  /// - Complexity: O(months x transfer codes).
  public init(
    flows: borrowing MonthlyFlows, balances: borrowing Tally, unit: MoneyUnit, largestDebt: Int64 = 0, furtherTies: [Tie] = []
  ) {
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
      let explained = sinceStart.balance(of: account)
      lines.append(AccountLine(account: account, unit: unit.of(account.asset), balance: balance, explained: explained))
    }
    func closing(_ accounts: Account...) -> Int64 { accounts.reduce(0) { $0 + lines[Int($1.rawValue)].balance } }

    self.unit = unit
    self.largestDebt = largestDebt
    monthly = months
    total = MonthlyStatement(month: nil, moved: sinceStart, sinceStart: sinceStart)
    paid = RollForward(.paid, moved: sinceStart, closing: closing(.availablePaid, .heldPaid), unit: unit)
    promotional = RollForward(
      .promotional, moved: sinceStart, closing: closing(.availablePromotional, .heldPromotional), unit: unit)
    rollForward = RollForward(
      nil, moved: sinceStart, closing: closing(.availablePaid, .heldPaid, .availablePromotional, .heldPromotional), unit: unit)
    self.balances = MovingBalance.allCases.map { balance in
      BalanceRollForward(balance, moved: sinceStart, closing: closing(balance.account), unit: unit)
    }
    accounts = lines
    ties =
      MoneyReport.equations(monthly: months, total: total, rollForward: rollForward, lines, unit)
      + MoneyReport.quantities(lines, unit) + furtherTies
  }

  private static func equations(
    monthly: [MonthlyStatement], total: MonthlyStatement, rollForward: RollForward, _ lines: [AccountLine], _ unit: MoneyUnit
  ) -> [Tie] {
    var ties = lines.map { Tie(name: "\($0.name): transfers = balance", unit: $0.unit, left: $0.explained, right: $0.balance) }
    func add(_ name: String, _ left: Int64, _ right: Int64) {
      ties.append(Tie(name: name, unit: unit, left: left, right: right))
    }
    func balance(_ account: Account) -> Int64 { lines[Int(account.rawValue)].balance }
    let last = monthly.last
    add("liability: last month = ledger", last?.closingLiability ?? 0, rollForward.closing)
    add("deferred: last month = ledger", last?.closingDeferred ?? 0, balance(.deferred) + balance(.deferredCredits))
    add("account credit: last month = ledger", last?.closingAccountCredit ?? 0, balance(.accountCredit))
    for figure in [MonthlyFigure.cashIn, .revenue, .net] {
      add("\(figure.title): months = whole run", monthly.reduce(0) { $0 + $1[figure] }, total[figure])
    }
    let sums = KindSums(lines, of: .money)
    add("net: statement = income - expenses", total.net, sums[.income] - sums[.expense])
    add("net: statement = assets - liabilities", total.net, sums[.asset] - sums[.liability])
    return ties
  }

  /// What was used up of each other asset is what was given out and owed, less what is left.
  private static func quantities(_ lines: [AccountLine], _ unit: MoneyUnit) -> [Tie] {
    Asset.allCases.filter { $0 != .money }.map { asset in
      let sums = KindSums(lines, of: asset)
      return Tie(
        name: "\(asset): used = given out + owed - left", unit: unit.of(asset), left: sums[.income],
        right: sums[.asset] - sums[.liability])
    }
  }
}

/// The balances of one asset, added up by kind of account.
private struct KindSums {
  private var sums: [AccountKind: Int64] = [:]

  init(_ lines: [AccountLine], of asset: Asset) {
    for line in lines where line.account.asset == asset { sums[line.account.kind, default: 0] += line.balance }
  }

  subscript(kind: AccountKind) -> Int64 { sums[kind] ?? 0 }
}
