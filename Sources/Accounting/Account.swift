/// What an amount is counted in. A transfer never moves value between assets.
public enum Asset: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// The book's money: its minor unit is the catalog's (a cent, or a micro-dollar).
  case money
  /// Prepaid credits that are no money: of interviews, or of documents. Counted in thousandths. Source: rules IV-3, HI-11.
  case credits
  /// Single analyses bought one by one. Counted in thousandths. Source: rules HI-2, HI-D7.
  case reports
  /// Minutes of interviews. Counted in thousandths. Source: rule IV-2.
  case minutes
}

/// The five kinds of account. Assets and expenses grow by debits, the others by credits.
public enum AccountKind: UInt8, Sendable, BitwiseCopyable {
  case asset, liability, income, expense
}

/// The chart of accounts (`docs/ledger.md`). The first ones exist once per owner, the rest once for the house.
public enum Account: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  // Per owner.
  case availablePaid, availablePromotional
  case heldPaid, heldPromotional
  case receivable, deferred, accountCredit
  // What was paid for credits and reports that are not spent yet, in money.
  case deferredCredits
  // Quantities: unspent credits, credits spent beyond them, unspent reports, minutes of the plan left and minutes beyond it.
  case credits, creditsOwed, reports, allowance, overage
  // The house's.
  case cash, processorFees, workerPayable
  case feeRevenue, usageRevenue, planRevenue, breakage
  case promotion, badDebt, disputes
  case packRevenue
  // Quantities given out, and quantities used up.
  case creditsIssued, creditsSpent, reportsIssued, reportsSpent, minutesGranted, minutesServed

  /// How many accounts each owner has; they are the first of `allCases`.
  public static let ownerCount = 13

  /// Whether each owner has one of its own.
  @inlinable public var isOwners: Bool { rawValue < Account.ownerCount }

  public var kind: AccountKind {
    switch self {
    case .availablePaid, .availablePromotional, .heldPaid, .heldPromotional, .deferred, .accountCredit, .deferredCredits,
      .workerPayable, .credits, .reports, .allowance:
      .liability
    case .receivable, .cash, .creditsOwed, .overage, .creditsIssued, .reportsIssued, .minutesGranted: .asset
    case .feeRevenue, .usageRevenue, .planRevenue, .packRevenue, .breakage, .creditsSpent, .reportsSpent, .minutesServed:
      .income
    case .processorFees, .promotion, .badDebt, .disputes: .expense
    }
  }

  /// What its balance is counted in.
  @inlinable public var asset: Asset {
    switch self {
    case .credits, .creditsOwed, .creditsIssued, .creditsSpent: .credits
    case .reports, .reportsIssued, .reportsSpent: .reports
    case .allowance, .overage, .minutesGranted, .minutesServed: .minutes
    default: .money
    }
  }

  /// Whether a debit makes the balance larger.
  @inlinable public var growsByDebit: Bool {
    switch self {
    case .receivable, .cash, .processorFees, .promotion, .badDebt, .disputes, .creditsOwed, .overage, .creditsIssued,
      .reportsIssued, .minutesGranted:
      true
    default: false
    }
  }
}

/// Whether credits were paid for or given. Promotional credits have no cost basis and never become cash revenue on expiry.
public enum CreditClass: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case paid, promotional

  /// The owner's account of spendable credits of this class.
  @inlinable public var available: Account { self == .paid ? .availablePaid : .availablePromotional }
  /// The owner's account of escrowed credits of this class.
  @inlinable public var held: Account { self == .paid ? .heldPaid : .heldPromotional }
}
