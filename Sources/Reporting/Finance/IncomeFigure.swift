import Accounting

/// The lines of an income statement that tells cash and earnings apart, in the order in which every renderer shows them.
/// Raw values are the keys of the JSON.
public enum IncomeFigure: String, CaseIterable, Sendable {
  // Cash.
  case forCredits, forDebts, forPlans, forPacks, overpaid, received, refunded, takenByBanks, processorFeesPaid, netCash
  // Earnings.
  case feeRevenue, usageRevenue, planRevenue, packRevenue, breakage, revenue
  case promotion, processorFees, badDebt, disputeLosses, net
  // From the one to the other.
  case owedByOwners, paidCredits, promotionalCredits, deferredPlans, deferredPacks, accountCredit, owedToWorkers

  /// What a line belongs to; raw values are the keys of the JSON.
  public enum Basis: String, CaseIterable, Sendable {
    case cash, earned, bridge

    /// As a heading.
    public var title: String {
      switch self {
      case .cash: "cash basis"
      case .earned: "accrual basis"
      case .bridge: "from net cash to net"
      }
    }
  }

  public var basis: Basis {
    switch self {
    case .forCredits, .forDebts, .forPlans, .forPacks, .overpaid, .received, .refunded, .takenByBanks, .processorFeesPaid,
      .netCash:
      .cash
    case .feeRevenue, .usageRevenue, .planRevenue, .packRevenue, .breakage, .revenue, .promotion, .processorFees, .badDebt,
      .disputeLosses, .net:
      .earned
    case .owedByOwners, .paidCredits, .promotionalCredits, .deferredPlans, .deferredPacks, .accountCredit, .owedToWorkers:
      .bridge
    }
  }

  /// Whether it adds up lines above it.
  public var isSum: Bool { [.received, .netCash, .revenue, .net].contains(self) }

  /// As a line's name.
  public var title: String {
    switch self {
    case .forCredits: "received for credits"
    case .forDebts: "received for debts"
    case .forPlans: "received for plans"
    case .forPacks: "received for packs"
    case .overpaid: "overpaid"
    case .received: "cash received"
    case .refunded: "refunded"
    case .takenByBanks: "taken back by banks"
    case .processorFeesPaid: "processor fees paid"
    case .netCash: "net cash"
    case .feeRevenue: "fee revenue"
    case .usageRevenue: "usage revenue"
    case .planRevenue: "plan revenue"
    case .packRevenue: "pack revenue"
    case .breakage: "breakage"
    case .revenue: "revenue in total"
    case .promotion: "promotion cost"
    case .processorFees: "processor fees"
    case .badDebt: "bad debt"
    case .disputeLosses: "losses by disputes"
    case .net: "net"
    case .owedByOwners: "more owed by owners"
    case .paidCredits: "fewer paid credits owed"
    case .promotionalCredits: "fewer promotional credits owed"
    case .deferredPlans: "less deferred for plans"
    case .deferredPacks: "less deferred for packs"
    case .accountCredit: "less account credit"
    case .owedToWorkers: "less owed to workers"
    }
  }

  /// What it counts, in one sentence.
  public var meaning: String {
    switch self {
    case .forCredits: "Card payments that became paid credits."
    case .forDebts: "Card payments, or parts of them, that repaid what an owner owed."
    case .forPlans: "Card payments for plans."
    case .forPacks: "Card payments for packs of credits and single reports."
    case .overpaid: "Card payments for invoices that were paid or void already."
    case .received: "All card payments that settled."
    case .refunded: "Cash given back to owners."
    case .takenByBanks: "Cash that card holders had their banks take back."
    case .processorFeesPaid: "What the card processor kept."
    case .netCash:
      "Cash received less refunds, what banks took back and processor fees: the change of `cash`. Workers are owed, not paid, in a run."
    case .feeRevenue: "The platform's share of escrow, earned when it was captured."
    case .usageRevenue: "Metered usage and minutes beyond an allowance, earned when used."
    case .planRevenue: "Subscriptions, earned as time passes."
    case .packRevenue: "Packs and reports, earned as they are used up."
    case .breakage: "Paid credits, packs, reports and account credit that expired unspent."
    case .revenue: "The five streams above together."
    case .promotion: "Credits given away, less those that expired or were taken back."
    case .processorFees: "What the card processor kept, an expense of the month in which the payment settled."
    case .badDebt: "Debts that were written off."
    case .disputeLosses: "Cash taken back by banks for what was earned already."
    case .net: "Revenue in total less the four expenses: what was earned, whenever it is paid."
    case .owedByOwners: "What owners owe at the end less what they owed at the beginning: earned, and not received yet."
    case .paidCredits:
      "Paid credits owed at the beginning less those owed at the end: above zero where more was used up than bought."
    case .promotionalCredits: "The same for promotional credits: below zero where more was given than used up."
    case .deferredPlans: "What was paid for plans and not earned, at the beginning less at the end."
    case .deferredPacks: "What was paid for packs and reports and not earned, at the beginning less at the end."
    case .accountCredit: "Account credit at the beginning less at the end."
    case .owedToWorkers: "What workers were owed at the beginning less at the end: below zero, because a run never pays them."
    }
  }
}
