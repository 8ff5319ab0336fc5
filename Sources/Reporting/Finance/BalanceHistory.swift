import Accounting

/// One of the balances that are owed to owners, and how it came from month to month to be what it is. Minor units.
public struct BalanceHistory: Hashable, Sendable {
  /// From the end of one month to the end of the next.
  public struct Month: Hashable, Sendable {
    /// The first day of the month, UTC.
    public let month: CivilDate
    public let opening: Int64
    /// In the order of `movements`, all zero or more where nothing is wrong.
    public let amounts: [Int64]
    /// By the postings of all months up to this one.
    public let closing: Int64
    public let ties: Bool
  }

  /// The key of the JSON: "paid", "promotional", "plans", "packs" or "accountCredit".
  public let key: String
  /// As the head of a column, such as "paid credits".
  public let title: String
  public let movements: [Movement]
  public let months: [Month]

  /// Whether nothing ever moved.
  public var isIdle: Bool { months.allSatisfy { $0.closing == 0 && $0.amounts.allSatisfy { $0 == 0 } } }
  /// The balance when the run ended.
  public var closing: Int64 { months.last?.closing ?? 0 }

  private init(
    key: String, title: String, movements: [Movement], moved: [(CivilDate, FlowSums)], ofClass creditClass: CreditClass?,
    balance: (FlowSums) -> Int64
  ) {
    self.key = key
    self.title = title
    self.movements = movements
    var months: [Month] = []
    var sinceStart = FlowSums()
    var opening: Int64 = 0
    for (month, sums) in moved {
      sinceStart.add(sums)
      var amounts: [Int64] = []
      var explained = opening
      for movement in movements {
        var amount: Int64 = 0
        for code in movement.codes { amount += creditClass.map { sums[code, $0] } ?? sums[code] }
        amounts.append(amount)
        explained += movement.adds ? amount : -amount
      }
      let closing = balance(sinceStart)
      months.append(
        Month(month: month, opening: opening, amounts: amounts, closing: closing, ties: explained == closing))
      opening = closing
    }
    self.months = months
  }

  /// Of every balance that is owed to owners, from what moved in each month.
  static func all(_ moved: [(CivilDate, FlowSums)]) -> [BalanceHistory] {
    let credits = CreditClass.allCases.map { creditClass in
      BalanceHistory(
        key: "\(creditClass)", title: "\(creditClass) credits", movements: movements(of: creditClass), moved: moved,
        ofClass: creditClass, balance: { $0.liability(creditClass) })
    }
    return credits
      + MovingBalance.allCases.map { balance in
        BalanceHistory(
          key: balance.rawValue, title: balance.title, movements: balance.movements, moved: moved, ofClass: nil,
          balance: { $0.balance(of: balance.account) })
      }
  }

  /// What changes the credits of a class.
  public static func movements(of creditClass: CreditClass) -> [Movement] {
    let additions =
      switch creditClass {
      case .paid: [Movement("purchases", RollForwardFigure.purchases.meaning, adds: .purchase)]
      case .promotional:
        [
          Movement("bonus", RollForwardFigure.bonus.meaning, adds: .bonus),
          Movement("grants", RollForwardFigure.grants.meaning, adds: .grant),
        ]
      }
    return additions + [
      Movement("captured", RollForwardFigure.captured.meaning, takes: .capturePayout, .captureFee),
      Movement("used", RollForwardFigure.used.meaning, takes: .usage),
      Movement("expired", RollForwardFigure.expired.meaning, takes: .expiry),
      Movement("refunded", RollForwardFigure.refunded.meaning, takes: .refund, .dispute, .clawback),
    ]
  }
}
