import Accounting

/// The income statement of prepaid money for one calendar month, or for the whole run. All amounts are minor units;
/// `MonthlyFigure` says what each of them means.
public struct MonthlyStatement: Hashable, Sendable {
  /// The first day of the month, UTC; nil for the whole run.
  public let month: CivilDate?
  public let cashIn: Int64
  public let processorFees: Int64
  public let creditsSold: Int64
  public let bonusGiven: Int64
  public let grants: Int64
  public let held: Int64
  public let payouts: Int64
  public let feeRevenue: Int64
  public let usageRevenue: Int64
  public let breakage: Int64
  public let revenue: Int64
  public let promotionCost: Int64
  public let badDebt: Int64
  public let net: Int64
  public let refunds: Int64
  public let disputes: Int64
  public let closingHeld: Int64
  public let closingLiability: Int64

  /// The statement of what moved in the month, and of what had moved from the start of the run to the month's end.
  init(month: CivilDate?, moved: FlowSums, sinceStart: FlowSums) {
    self.month = month
    cashIn = moved[.purchase] + moved[.debtRepaid]
    processorFees = moved.balance(of: .processorFees)
    creditsSold = moved[.purchase]
    bonusGiven = moved[.bonus]
    grants = moved[.grant]
    held = moved[.hold]
    payouts = moved.balance(of: .workerPayable)
    feeRevenue = moved.balance(of: .feeRevenue)
    usageRevenue = moved.balance(of: .usageRevenue)
    breakage = moved.balance(of: .breakage)
    revenue = feeRevenue + usageRevenue + breakage
    promotionCost = moved.balance(of: .promotion)
    badDebt = moved.balance(of: .badDebt)
    net = revenue - promotionCost - processorFees - badDebt
    refunds = moved[.refund]
    disputes = moved[.dispute] + moved[.disputeOnDebt]
    closingHeld = sinceStart.balance(of: .heldPaid) + sinceStart.balance(of: .heldPromotional)
    closingLiability = sinceStart.liability(.paid) + sinceStart.liability(.promotional)
  }

  /// The value of a figure in minor units.
  public subscript(figure: MonthlyFigure) -> Int64 {
    switch figure {
    case .cashIn: cashIn
    case .processorFees: processorFees
    case .creditsSold: creditsSold
    case .bonusGiven: bonusGiven
    case .grants: grants
    case .held: held
    case .payouts: payouts
    case .feeRevenue: feeRevenue
    case .usageRevenue: usageRevenue
    case .breakage: breakage
    case .revenue: revenue
    case .promotionCost: promotionCost
    case .badDebt: badDebt
    case .net: net
    case .refunds: refunds
    case .disputes: disputes
    case .closingHeld: closingHeld
    case .closingLiability: closingLiability
    }
  }
}

/// The figures of a monthly statement in the order in which every renderer shows them; raw values are the keys of the JSON.
public enum MonthlyFigure: String, CaseIterable, Sendable {
  case cashIn, processorFees, creditsSold, bonusGiven, grants, held, payouts
  case feeRevenue, usageRevenue, breakage, revenue, promotionCost, badDebt, net
  case refunds, disputes, closingHeld, closingLiability

  /// As a column heading, such as "cash in".
  public var title: String {
    switch self {
    case .cashIn: "cash in"
    case .processorFees: "processor fees"
    case .creditsSold: "credits sold"
    case .bonusGiven: "bonus given"
    case .grants: "free credits granted"
    case .held: "set aside for jobs"
    case .payouts: "payouts to workers"
    case .feeRevenue: "fee revenue"
    case .usageRevenue: "usage revenue"
    case .breakage: "breakage"
    case .revenue: "revenue in total"
    case .promotionCost: "promotion cost"
    case .badDebt: "bad debt"
    case .net: "net"
    case .refunds: "refunds"
    case .disputes: "disputes"
    case .closingHeld: "held at the end"
    case .closingLiability: "liability at the end"
    }
  }

  /// What it counts, in one sentence.
  public var meaning: String {
    switch self {
    case .cashIn: "Card payments that settled: purchases and reloads, whether they became credits or repaid a debt."
    case .processorFees: "What the card processor kept of the cash in."
    case .creditsSold: "The part of the cash in that became paid credits."
    case .bonusGiven: "Promotional credits given with purchases."
    case .grants: "Promotional credits given without a purchase, such as a free tier."
    case .held: "Credits put into escrow when jobs were opened; what was given back later is not taken off."
    case .payouts: "What workers earned out of escrow."
    case .feeRevenue: "The platform's share, earned when escrow was captured."
    case .usageRevenue: "Metered usage, paid from credits or run up as debt."
    case .breakage: "Paid credits that expired unspent."
    case .revenue: "Fee revenue, usage revenue and breakage together."
    case .promotionCost: "Bonus and free credits given, less those that expired unspent or were taken back."
    case .badDebt: "Debts of owners that were written off."
    case .net: "Revenue in total less promotion cost, processor fees and bad debt."
    case .refunds: "Cash given back to owners for credits that they returned."
    case .disputes: "Cash taken back by card holders through their banks."
    case .closingHeld: "Credits in escrow when the month, or the run, ended."
    case .closingLiability: "Credits owed to owners, spendable or in escrow, when the month, or the run, ended."
    }
  }
}
