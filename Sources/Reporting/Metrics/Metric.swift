/// A figure of a whole run that people decide by: what replications, comparisons and sweeps are about. Raw values are the stable
/// names, those of the threshold vocabulary where it has them.
public enum Metric: String, CaseIterable, Hashable, Sendable {
  case net, revenue
  case feeRevenue = "fee-revenue"
  case usageRevenue = "usage-revenue"
  case planRevenue = "plan-revenue"
  case packRevenue = "pack-revenue"
  case breakage
  case cashIn = "cash-in"
  case creditsSold = "credits-sold"
  case bonusGiven = "bonus-given"
  case promotionCost = "promotion-cost"
  case processorFees = "processor-fees"
  case payouts
  case refunds
  case badDebt = "bad-debt"
  case disputeLosses = "dispute-losses"
  case closingLiability = "closing-liability"
  case closingDeferred = "closing-deferred"
  case debt
  case refusedShare = "command.refused"
  case reloadDeclinedShare = "reload.declined"
  case ownersActive = "owners.active"
  case ownersGone = "owners.gone"

  /// What a value of it is.
  public enum Kind: String, Sendable {
    /// Minor units of the run's money.
    case money
    case count
    /// 0 to 1, shown in per cent.
    case share
  }

  /// Whether more of it is good, seen from one side.
  public enum Polarity: String, Sendable {
    case higherIsBetter, lowerIsBetter, neutral
  }

  public var name: String { rawValue }

  public var kind: Kind {
    switch self {
    case .refusedShare, .reloadDeclinedShare: .share
    case .ownersActive, .ownersGone: .count
    default: .money
    }
  }

  /// Whether it says something of every run; the others are left out where a scenario has none of it.
  public var isAlwaysShown: Bool {
    switch self {
    case .net, .revenue, .cashIn, .closingLiability: true
    default: false
    }
  }

  /// For the company that sells the credits.
  public var forPlatform: Polarity {
    switch self {
    case .net, .revenue, .feeRevenue, .usageRevenue, .planRevenue, .packRevenue, .breakage, .cashIn, .creditsSold, .ownersActive:
      .higherIsBetter
    case .promotionCost, .processorFees, .refunds, .badDebt, .disputeLosses, .debt, .refusedShare, .reloadDeclinedShare,
      .ownersGone:
      .lowerIsBetter
    case .bonusGiven, .payouts, .closingLiability, .closingDeferred: .neutral
    }
  }

  /// For those who buy and spend the credits.
  public var forOwner: Polarity {
    switch self {
    case .promotionCost, .bonusGiven: .higherIsBetter
    case .revenue, .feeRevenue, .usageRevenue, .planRevenue, .packRevenue, .breakage, .debt, .refusedShare, .reloadDeclinedShare,
      .ownersGone:
      .lowerIsBetter
    case .net, .cashIn, .creditsSold, .processorFees, .payouts, .refunds, .badDebt, .disputeLosses, .closingLiability,
      .closingDeferred, .ownersActive:
      .neutral
    }
  }
}

extension Metric {
  /// As a heading, such as "cash in"; at most 24 characters.
  public var label: String {
    if let figure { return figure.title }
    return switch self {
    case .debt: "largest debt of an owner"
    case .refusedShare: "commands refused"
    case .reloadDeclinedShare: "reloads declined"
    case .ownersActive: "owners active at the end"
    default: "owners gone"
    }
  }

  /// What it is, in one sentence.
  public var meaning: String {
    if let figure { return figure.meaning }
    return switch self {
    case .debt: "What one owner owed at most at once."
    case .refusedShare: "Share of all commands that changed nothing, repetitions included."
    case .reloadDeclinedShare: "Share of automatic reloads that the card declined, first tries and retries together."
    case .ownersActive: "Owners that sent a command in the last calendar month of the run."
    default: "Owners that left before the end of the run."
    }
  }

  /// The line of the income statement that it is; nil for what is not in it.
  public var figure: MonthlyFigure? {
    switch self {
    case .net: .net
    case .revenue: .revenue
    case .feeRevenue: .feeRevenue
    case .usageRevenue: .usageRevenue
    case .planRevenue: .planRevenue
    case .packRevenue: .packRevenue
    case .breakage: .breakage
    case .cashIn: .cashIn
    case .creditsSold: .creditsSold
    case .bonusGiven: .bonusGiven
    case .promotionCost: .promotionCost
    case .processorFees: .processorFees
    case .payouts: .payouts
    case .refunds: .refunds
    case .badDebt: .badDebt
    case .disputeLosses: .disputeLosses
    case .closingLiability: .closingLiability
    case .closingDeferred: .closingDeferred
    case .debt, .refusedShare, .reloadDeclinedShare, .ownersActive, .ownersGone: nil
    }
  }
}
