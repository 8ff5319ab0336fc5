import Accounting

/// What was received and what was earned in one calendar month, or in the whole run, and how the one leads to the other. Minor units.
public struct IncomeStatement: Hashable, Sendable {
  /// The first day of the month, UTC; nil for the whole run.
  public let month: CivilDate?
  private let amounts: [Int64]

  init(month: CivilDate?, moved: FlowSums) {
    self.month = month
    amounts = IncomeFigure.allCases.map { IncomeStatement.amount($0, moved) }
  }

  /// The value of a line in minor units; refunds and expenses are above zero.
  public subscript(figure: IncomeFigure) -> Int64 { amounts[figure.index] }

  /// Net cash and the lines of the bridge together: what the net should be.
  public var bridged: Int64 {
    self[.netCash] + IncomeFigure.allCases.filter { $0.basis == .bridge }.reduce(0) { $0 + self[$1] }
  }
  public var ties: Bool { bridged == self[.net] }

  private static func amount(_ figure: IncomeFigure, _ moved: FlowSums) -> Int64 {
    switch figure {
    case .forCredits: moved[.purchase]
    case .forDebts: moved[.debtRepaid]
    case .forPlans: moved[.planBilled]
    case .forPacks: moved[.packBilled]
    case .overpaid: moved[.overpayment]
    case .received: moved.cashIn
    case .refunded: moved[.refund]
    case .takenByBanks: moved.takenByBanks
    case .processorFeesPaid, .processorFees: moved.balance(of: .processorFees)
    case .netCash: moved.cashIn - moved[.refund] - moved.takenByBanks - moved[.processorFee]
    case .feeRevenue: moved.balance(of: .feeRevenue)
    case .usageRevenue: moved.balance(of: .usageRevenue)
    case .planRevenue: moved.balance(of: .planRevenue)
    case .packRevenue: moved.balance(of: .packRevenue)
    case .breakage: moved.balance(of: .breakage)
    case .revenue: moved.revenue
    case .promotion: moved.balance(of: .promotion)
    case .badDebt: moved.balance(of: .badDebt)
    case .disputeLosses: moved.balance(of: .disputes)
    case .net: moved.net
    case .owedByOwners: moved.balance(of: .receivable)
    case .paidCredits: -moved.liability(.paid)
    case .promotionalCredits: -moved.liability(.promotional)
    case .deferredPlans: -moved.balance(of: .deferred)
    case .deferredPacks: -moved.balance(of: .deferredCredits)
    case .accountCredit: -moved.balance(of: .accountCredit)
    case .owedToWorkers: -moved.balance(of: .workerPayable)
    }
  }
}

extension IncomeFigure {
  /// Its place among all.
  var index: Int { IncomeFigure.places[self] ?? 0 }
  private static let places = Dictionary(uniqueKeysWithValues: zip(allCases, allCases.indices))
}

extension FlowSums {
  /// What was earned, by all streams.
  var revenue: Int64 {
    balance(of: .feeRevenue) + balance(of: .usageRevenue) + balance(of: .planRevenue) + balance(of: .packRevenue)
      + balance(of: .breakage)
  }

  /// What was earned less what it cost.
  var net: Int64 {
    revenue - balance(of: .promotion) - balance(of: .processorFees) - balance(of: .badDebt) - balance(of: .disputes)
  }
}
