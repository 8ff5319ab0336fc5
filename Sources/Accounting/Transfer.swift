/// Why value moved. The names are those of `docs/ledger.md` and of the trace output.
public enum TransferCode: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case purchase, debtRepaid, bonus, grant
  case hold, capturePayout, captureFee, release
  case expiry
  case usage, usageOnDebt
  case processorFee
  case refund, dispute, clawback, badDebt
  case disputeOnDebt
  // Plans: billed, credited for an unused part, earned as time passes, used beyond the allowance, credit that ran out.
  case planBilled, creditApplied, planCredited, planCreditedEarned, planEarned, overageBilled, accountCreditExpiry
  /// A payment that nothing was open for any more: it waits on the account.
  case overpayment
  // Packs and reports: bought, earned as they are spent, and their quantities.
  case packBilled, packEarned, packExpiry
  // A bank takes a plan's or a pack's payment back: what was not earned yet, and what was.
  case planDisputed, packDisputed, disputeLost
  case creditsIssued, creditsIssuedOnDebt, creditsSpent, creditsSpentOnDebt, creditsLapsed
  case reportIssued, reportSpent, reportLapsed
  case minutesGranted, minutesServed, minutesServedBeyond, minutesBilled, minutesLapsed
  /// A bank takes back a payment that waits on the account as credit.
  case creditDisputed
}

extension TransferCode {
  /// What the amounts of such transfers are counted in.
  public var asset: Asset {
    switch self {
    case .creditsIssued, .creditsIssuedOnDebt, .creditsSpent, .creditsSpentOnDebt, .creditsLapsed: .credits
    case .reportIssued, .reportSpent, .reportLapsed: .reports
    case .minutesGranted, .minutesServed, .minutesServedBeyond, .minutesBilled, .minutesLapsed: .minutes
    default: .money
    }
  }
}

/// One movement of value from one account to another: the only way money moves, so an unbalanced entry cannot be written.
@frozen
public struct Transfer: Hashable, Sendable, BitwiseCopyable {
  public var amount: Int64
  /// Debit, credit and code in one word: what is posted is read several times, and each time with one look.
  @usableFromInline let sides: UInt32
  /// The class of the owner's credits that this transfer moves: promotional when either side is a promotional account.
  public let creditClass: CreditClass

  @inlinable @inline(__always)
  public init(debit: Account, credit: Account, amount: Int64, code: TransferCode) {
    self.amount = amount
    sides = UInt32(debit.rawValue) << 16 | UInt32(credit.rawValue) << 8 | UInt32(code.rawValue)
    let promotional: UInt64 = 1 << 1 | 1 << 3
    let accounts: UInt64 = 1 &<< UInt64(debit.rawValue) | 1 &<< UInt64(credit.rawValue)
    creditClass = accounts & promotional == 0 ? .paid : .promotional
  }

  // The bits are those of a case, because only the initialiser writes them.
  public var debit: Account {
    @inlinable @inline(__always) get { unsafeBitCast(UInt8(truncatingIfNeeded: sides >> 16), to: Account.self) }
    @inlinable set { self = Transfer(debit: newValue, credit: credit, amount: amount, code: code) }
  }
  public var credit: Account {
    @inlinable @inline(__always) get { unsafeBitCast(UInt8(truncatingIfNeeded: sides >> 8), to: Account.self) }
    @inlinable set { self = Transfer(debit: debit, credit: newValue, amount: amount, code: code) }
  }
  public var code: TransferCode {
    @inlinable @inline(__always) get { unsafeBitCast(UInt8(truncatingIfNeeded: sides), to: TransferCode.self) }
    @inlinable set { self = Transfer(debit: debit, credit: credit, amount: amount, code: newValue) }
  }

  /// Debit, credit and code in one word, for folding into a digest.
  @inlinable @inline(__always)
  public var packedSides: UInt64 { UInt64(sides) }
}
