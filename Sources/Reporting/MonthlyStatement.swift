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
  public let planRevenue: Int64
  public let packRevenue: Int64
  public let breakage: Int64
  public let revenue: Int64
  public let promotionCost: Int64
  public let badDebt: Int64
  public let disputeLosses: Int64
  public let net: Int64
  public let refunds: Int64
  public let disputes: Int64
  public let closingHeld: Int64
  public let closingLiability: Int64
  public let closingDeferred: Int64
  public let closingAccountCredit: Int64
  /// Owed by owners at the end: no line of the statement, but a figure of replications.
  let closingDebts: Int64

  /// The statement of what moved in the month, and of what had moved from the start of the run to the month's end.
  init(month: CivilDate?, moved: FlowSums, sinceStart: FlowSums) {
    self.month = month
    cashIn = moved.cashIn
    processorFees = moved.balance(of: .processorFees)
    creditsSold = moved[.purchase]
    bonusGiven = moved[.bonus]
    grants = moved[.grant]
    held = moved[.hold]
    payouts = moved.balance(of: .workerPayable)
    feeRevenue = moved.balance(of: .feeRevenue)
    usageRevenue = moved.balance(of: .usageRevenue)
    breakage = moved.balance(of: .breakage)
    planRevenue = moved.balance(of: .planRevenue)
    packRevenue = moved.balance(of: .packRevenue)
    revenue = feeRevenue + usageRevenue + planRevenue + packRevenue + breakage
    promotionCost = moved.balance(of: .promotion)
    badDebt = moved.balance(of: .badDebt)
    disputeLosses = moved.balance(of: .disputes)
    net = revenue - promotionCost - processorFees - badDebt - disputeLosses
    refunds = moved[.refund]
    disputes = moved.takenByBanks
    closingHeld = sinceStart.balance(of: .heldPaid) + sinceStart.balance(of: .heldPromotional)
    closingLiability = sinceStart.liability(.paid) + sinceStart.liability(.promotional)
    closingDeferred = sinceStart.balance(of: .deferred) + sinceStart.balance(of: .deferredCredits)
    closingAccountCredit = sinceStart.balance(of: .accountCredit)
    closingDebts = sinceStart.balance(of: .receivable)
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
    case .planRevenue: planRevenue
    case .packRevenue: packRevenue
    case .breakage: breakage
    case .revenue: revenue
    case .promotionCost: promotionCost
    case .badDebt: badDebt
    case .disputeLosses: disputeLosses
    case .net: net
    case .refunds: refunds
    case .disputes: disputes
    case .closingHeld: closingHeld
    case .closingLiability: closingLiability
    case .closingDeferred: closingDeferred
    case .closingAccountCredit: closingAccountCredit
    }
  }
}

/// The figures of a monthly statement in the order in which every renderer shows them; raw values are the keys of the JSON.
public enum MonthlyFigure: String, CaseIterable, Sendable {
  case cashIn, processorFees, creditsSold, bonusGiven, grants, held, payouts
  case feeRevenue, usageRevenue, planRevenue, packRevenue, breakage, revenue, promotionCost, badDebt, disputeLosses, net
  case refunds, disputes, closingHeld, closingLiability, closingDeferred, closingAccountCredit

  /// As a column heading, such as "cash in"; at most 20 characters, so that two columns fit a terminal.
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
    case .planRevenue: "plan revenue"
    case .packRevenue: "pack revenue"
    case .breakage: "breakage"
    case .revenue: "revenue in total"
    case .promotionCost: "promotion cost"
    case .badDebt: "bad debt"
    case .disputeLosses: "losses by disputes"
    case .net: "net"
    case .refunds: "refunds"
    case .disputes: "disputes"
    case .closingHeld: "held at the end"
    case .closingLiability: "liability at the end"
    case .closingDeferred: "deferred at the end"
    case .closingAccountCredit: "account credit left"
    }
  }

  /// Whether people read it even where it is zero; the others are left out of tables where a run has none of it.
  var isAlwaysShown: Bool {
    switch self {
    case .cashIn, .revenue, .net, .closingLiability: true
    default: false
    }
  }

  /// What it counts, in one sentence.
  public var meaning: String {
    switch self {
    case .cashIn: "Card payments that settled: purchases, reloads, plans and packs, whether they became credits or repaid a debt."
    case .processorFees: "What the card processor kept of the cash in."
    case .creditsSold: "The part of the cash in that became paid credits."
    case .bonusGiven: "Promotional credits given with purchases."
    case .grants: "Promotional credits given without a purchase, such as a free tier."
    case .held: "Credits put into escrow when jobs were opened; what was given back later is not taken off."
    case .payouts: "What workers earned out of escrow."
    case .feeRevenue: "The platform's share, earned when escrow was captured."
    case .usageRevenue: "Metered usage, paid from credits or run up as debt, and minutes beyond an allowance."
    case .planRevenue: "Subscriptions, earned day by day over the periods that were paid."
    case .packRevenue: "Packs of credits and single reports, earned as they are used up."
    case .breakage: "Paid credits, packs, reports and account credit that expired unspent."
    case .revenue: "Fee, usage, plan and pack revenue and breakage together."
    case .promotionCost: "Bonus and free credits given, less those that expired unspent or were taken back."
    case .badDebt: "Debts of owners that were written off."
    case .disputeLosses: "Cash taken back by banks for what was used up or earned already."
    case .net: "Revenue in total less promotion cost, processor fees, bad debt and losses by disputes."
    case .refunds: "Cash given back to owners for credits that they returned."
    case .disputes: "Cash taken back by card holders through their banks."
    case .closingHeld: "Credits in escrow when the month, or the run, ended."
    case .closingLiability: "Credits owed to owners, spendable or in escrow, when the month, or the run, ended."
    case .closingDeferred: "Paid for plans, packs and reports and not earned yet when the month, or the run, ended."
    case .closingAccountCredit: "Credit waiting for coming invoices when the month, or the run, ended."
    }
  }
}
