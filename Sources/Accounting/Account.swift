/// What an amount is counted in. A transfer never moves value between assets.
public enum Asset: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// The book's money: its minor unit is the catalog's (a cent, or a micro-dollar).
  case money
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
  // The house's.
  case cash, processorFees, workerPayable
  case feeRevenue, usageRevenue, planRevenue, breakage
  case promotion, badDebt, disputes

  /// How many accounts each owner has; they are the first of `allCases`.
  public static let ownerCount = 7

  /// Whether each owner has one of its own.
  @inlinable public var isOwners: Bool { rawValue < Account.ownerCount }

  public var kind: AccountKind {
    switch self {
    case .availablePaid, .availablePromotional, .heldPaid, .heldPromotional, .deferred, .accountCredit, .workerPayable:
      .liability
    case .receivable, .cash: .asset
    case .feeRevenue, .usageRevenue, .planRevenue, .breakage: .income
    case .processorFees, .promotion, .badDebt, .disputes: .expense
    }
  }

  public var asset: Asset { .money }

  /// Whether a debit makes the balance larger.
  @inlinable public var growsByDebit: Bool {
    switch self {
    case .receivable, .cash, .processorFees, .promotion, .badDebt, .disputes: true
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
