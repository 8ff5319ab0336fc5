import Accounting

/// How a balance came to be what it is: from the opening balance to the closing one. Minor units.
public struct BalanceRollForward: Hashable, Sendable {
  public let balance: MovingBalance
  public let opening: Int64
  /// In the order of `balance.movements`, all zero or more where nothing is wrong.
  public let amounts: [Int64]
  /// What the owners' accounts hold at the end, by the ledger.
  public let closing: Int64
  /// Whether the movements lead from the opening to the closing balance.
  public let ties: Bool
  /// The movements written out as an equation in major units; where it does not hold, it says by how much.
  public let identity: String

  /// Whether nothing ever moved, so that people need not read about it.
  public var isIdle: Bool { closing == 0 && amounts.allSatisfy { $0 == 0 } }

  /// `closing` comes from the ledger, everything else from the transfers.
  init(_ balance: MovingBalance, moved: FlowSums, closing: Int64, unit: MoneyUnit) {
    self.balance = balance
    opening = 0
    self.closing = closing
    var explained = opening
    var amounts: [Int64] = []
    var terms = ["\(unit.text(opening)) opening"]
    for movement in balance.movements {
      let amount = movement.codes.reduce(0) { $0 + moved[$1] }
      explained += movement.adds ? amount : -amount
      amounts.append(amount)
      terms.append("\(movement.adds ? "+" : "-") \(unit.text(amount)) \(movement.title)")
    }
    self.amounts = amounts
    ties = explained == closing
    terms.append("= \(unit.text(explained)) closing")
    identity = terms.joined(separator: " ") + RollForward.mismatch(explained: explained, closing: closing, unit)
  }
}
