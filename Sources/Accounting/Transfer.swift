/// Why value moved. The names are those of `docs/ledger.md` and of the trace output.
public enum TransferCode: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case purchase, debtRepaid, bonus, grant
  case hold, capturePayout, captureFee, release
  case expiry
  case usage, usageOnDebt
  case processorFee
  case refund, dispute, clawback, badDebt
  case disputeOnDebt
}

/// One movement of value from one account to another: the only way money moves, so an unbalanced entry cannot be written.
@frozen
public struct Transfer: Hashable, Sendable, BitwiseCopyable {
  public var amount: Int64
  public var debit: Account
  public var credit: Account
  public var code: TransferCode

  @inlinable
  public init(debit: Account, credit: Account, amount: Int64, code: TransferCode) {
    self.debit = debit
    self.credit = credit
    self.amount = amount
    self.code = code
  }

  /// The owner's side in one word, for folding into a digest.
  @inlinable
  public var packedSides: UInt64 {
    UInt64(debit.rawValue) << 16 | UInt64(credit.rawValue) << 8 | UInt64(code.rawValue)
  }

  /// The class of the owner's credits that this transfer moves: promotional when either side is a promotional account.
  @inlinable
  public var creditClass: CreditClass {
    debit == .availablePromotional || credit == .availablePromotional || debit == .heldPromotional || credit == .heldPromotional
      ? .promotional : .paid
  }
}
