import Accounting
import Measurement

/// What moved in some time, by transfer code and class of credits, in minor units: a copy that can be added up.
struct FlowSums: Sendable {
  private var amounts = [Int64](repeating: 0, count: TransferCode.allCases.count * 2)

  init() {}

  /// What moved in row `month` of `flows`.
  init(_ flows: borrowing MonthlyFlows, month: Int) {
    for code in TransferCode.allCases {
      for creditClass in CreditClass.allCases {
        amounts[FlowSums.index(code, creditClass)] = flows.amount(code, creditClass, month: month)
      }
    }
  }

  /// What `amount` says moved under each code and class.
  init(amount: (TransferCode, CreditClass) -> Int64) {
    for code in TransferCode.allCases {
      for creditClass in CreditClass.allCases { amounts[FlowSums.index(code, creditClass)] = amount(code, creditClass) }
    }
  }

  subscript(code: TransferCode, creditClass: CreditClass) -> Int64 { amounts[FlowSums.index(code, creditClass)] }
  subscript(code: TransferCode) -> Int64 { self[code, .paid] + self[code, .promotional] }

  mutating func add(_ amount: Int64, _ code: TransferCode, _ creditClass: CreditClass) {
    amounts[FlowSums.index(code, creditClass)] += amount
  }

  mutating func add(_ other: FlowSums) {
    for index in amounts.indices { amounts[index] += other.amounts[index] }
  }

  /// What the transfers alone leave in `account`, positive where the account grows; a run begins without any money.
  ///
  /// Which accounts each code touches is the posting table of the ledger, read a second time here and on purpose: a posting
  /// that goes elsewhere shows up as an account that its transfers do not explain.
  func balance(of account: Account) -> Int64 {
    switch account {
    case .availablePaid: spendable(.paid)
    case .availablePromotional: spendable(.promotional)
    case .heldPaid: escrowed(.paid)
    case .heldPromotional: escrowed(.promotional)
    case .receivable:
      self[.usageOnDebt] + self[.disputeOnDebt] + self[.overageBilled] - self[.debtRepaid] - self[.badDebt]
    case .cash: cashIn - self[.processorFee] - self[.refund] - takenByBanks
    case .processorFees: self[.processorFee]
    case .workerPayable: self[.capturePayout]
    case .feeRevenue: self[.captureFee]
    case .usageRevenue: self[.usage] + self[.usageOnDebt] + self[.overageBilled]
    case .breakage: self[.expiry, .paid] + self[.accountCreditExpiry] + self[.packExpiry]
    case .promotion: self[.bonus] + self[.grant] - self[.expiry, .promotional] - self[.clawback]
    case .badDebt: self[.badDebt]
    case .disputes: self[.disputeLost]
    case .deferred, .accountCredit, .planRevenue: planBalance(of: account)
    case .deferredCredits:
      self[.packBilled] - self[.packEarned] - self[.packExpiry] - self[.packDisputed]
    case .packRevenue: self[.packEarned]
    default: quantity(of: account)
    }
  }

  /// Card payments that settled.
  var cashIn: Int64 {
    self[.purchase] + self[.debtRepaid] + self[.planBilled] + self[.overpayment] + self[.packBilled]
  }

  /// Cash that card holders had their banks take back.
  var takenByBanks: Int64 {
    self[.dispute] + self[.disputeOnDebt] + self[.planDisputed] + self[.packDisputed] + self[.disputeLost]
      + self[.creditDisputed]
  }

  private func planBalance(of account: Account) -> Int64 {
    switch account {
    case .deferred:
      self[.planBilled] + self[.creditApplied] - self[.planCredited] - self[.planEarned] - self[.planDisputed]
    case .accountCredit:
      self[.planCredited] + self[.planCreditedEarned] + self[.overpayment] - self[.creditApplied] - self[.accountCreditExpiry]
        - self[.creditDisputed]
    default: self[.planEarned] - self[.planCreditedEarned]
    }
  }

  /// Credits, reports and minutes, in thousandths.
  private func quantity(of account: Account) -> Int64 {
    switch account {
    case .credits: self[.creditsIssued] - self[.creditsSpent] - self[.creditsLapsed]
    case .creditsOwed: self[.creditsSpentOnDebt] - self[.creditsIssuedOnDebt]
    case .creditsIssued: self[.creditsIssued] + self[.creditsIssuedOnDebt] - self[.creditsLapsed]
    case .creditsSpent: self[.creditsSpent] + self[.creditsSpentOnDebt]
    case .reports: self[.reportIssued] - self[.reportSpent] - self[.reportLapsed]
    case .reportsIssued: self[.reportIssued] - self[.reportLapsed]
    case .reportsSpent: self[.reportSpent]
    case .allowance: self[.minutesGranted] - self[.minutesServed] - self[.minutesLapsed]
    case .overage: self[.minutesServedBeyond] - self[.minutesBilled]
    case .minutesGranted: self[.minutesGranted] + self[.minutesBilled] - self[.minutesLapsed]
    case .minutesServed: self[.minutesServed] + self[.minutesServedBeyond]
    default: preconditionFailure("Every account of money was dealt with before.")
    }
  }

  /// Spendable and escrowed credits of a class: what the house owes their owners.
  func liability(_ creditClass: CreditClass) -> Int64 { spendable(creditClass) + escrowed(creditClass) }

  private func spendable(_ creditClass: CreditClass) -> Int64 {
    let given = self[.purchase, creditClass] + self[.bonus, creditClass] + self[.grant, creditClass]
    let back = self[.refund, creditClass] + self[.dispute, creditClass] + self[.clawback, creditClass]
    return given - self[.hold, creditClass] + self[.release, creditClass] - self[.usage, creditClass]
      - self[.expiry, creditClass] - back
  }

  private func escrowed(_ creditClass: CreditClass) -> Int64 {
    self[.hold, creditClass] - self[.release, creditClass] - self[.capturePayout, creditClass] - self[.captureFee, creditClass]
  }

  private static func index(_ code: TransferCode, _ creditClass: CreditClass) -> Int {
    Int(code.rawValue) * 2 + Int(creditClass.rawValue)
  }
}
