import Accounting

/// How the credits owed to owners came to be what they are: from the opening balance to the closing one. Minor units.
public struct RollForward: Hashable, Sendable {
  /// "paid", "promotional" or "total".
  public let name: String
  public let opening: Int64
  public let purchases: Int64
  public let bonus: Int64
  public let grants: Int64
  public let captured: Int64
  public let used: Int64
  public let expired: Int64
  public let refunded: Int64
  /// What the owners' accounts hold at the end, by the ledger.
  public let closing: Int64
  /// Whether the movements lead from the opening to the closing balance.
  public let ties: Bool
  /// The movements written out as an equation in major units; where it does not hold, it says by how much.
  public let identity: String

  /// The roll-forward of one class, or of both together; `closing` comes from the ledger, everything else from the transfers.
  init(_ creditClass: CreditClass?, moved: FlowSums, closing: Int64, unit: MoneyUnit) {
    func sum(_ codes: TransferCode...) -> Int64 {
      var sum: Int64 = 0
      for code in codes {
        if let creditClass { sum += moved[code, creditClass] } else { sum += moved[code] }
      }
      return sum
    }
    switch creditClass {
    case .paid: name = "paid"
    case .promotional: name = "promotional"
    case nil: name = "total"
    }
    opening = 0
    purchases = sum(.purchase)
    bonus = sum(.bonus)
    grants = sum(.grant)
    captured = sum(.capturePayout, .captureFee)
    used = sum(.usage)
    expired = sum(.expiry)
    refunded = sum(.refund, .dispute, .clawback)
    self.closing = closing
    let explained = opening + purchases + bonus + grants - captured - used - expired - refunded
    ties = explained == closing
    let terms = [
      "\(unit.text(opening)) opening", "+ \(unit.text(purchases)) purchases", "+ \(unit.text(bonus)) bonus",
      "+ \(unit.text(grants)) grants", "- \(unit.text(captured)) captured", "- \(unit.text(used)) used",
      "- \(unit.text(expired)) expired", "- \(unit.text(refunded)) refunded", "= \(unit.text(explained)) closing",
    ]
    identity = terms.joined(separator: " ") + RollForward.mismatch(explained: explained, closing: closing, unit)
  }

  /// What an equation ends with when the accounts hold something else; empty when they do not.
  static func mismatch(explained: Int64, closing: Int64, _ unit: MoneyUnit) -> String {
    explained == closing
      ? "" : ", but the accounts hold \(unit.text(closing)): off by \(unit.text(closing - explained))"
  }

  /// Whether nothing ever moved, so that people need not read about it.
  public var isIdle: Bool { RollForwardFigure.allCases.allSatisfy { self[$0] == 0 } }

  /// The value of a figure in minor units.
  public subscript(figure: RollForwardFigure) -> Int64 {
    switch figure {
    case .opening: opening
    case .purchases: purchases
    case .bonus: bonus
    case .grants: grants
    case .captured: captured
    case .used: used
    case .expired: expired
    case .refunded: refunded
    case .closing: closing
    }
  }
}

/// The figures of a roll-forward in order; raw values are the keys of the JSON.
public enum RollForwardFigure: String, CaseIterable, Sendable {
  case opening, purchases, bonus, grants, captured, used, expired, refunded, closing

  /// What it counts, in one sentence.
  public var meaning: String {
    switch self {
    case .opening: "Credits owed when the run began; a run begins without any."
    case .purchases: "Paid credits that cash was received for."
    case .bonus: "Credits given with purchases."
    case .grants: "Credits given without a purchase."
    case .captured: "Escrow earned by workers and by the platform."
    case .used: "Credits spent on metered usage."
    case .expired: "Credits that expired unspent."
    case .refunded: "Credits taken back by refunds, by disputes, or as bonus of a refunded purchase."
    case .closing: "Credits owed when the run ended, spendable or in escrow, as the ledger's accounts hold them."
    }
  }
}
