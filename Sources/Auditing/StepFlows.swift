import Accounting
import Billing

/// What one step moved, by transfer code.
///
/// A set of codes says which amounts count, so that none has to be cleared: a step has one or two codes of some fifty.
struct StepFlows: BitwiseCopyable {
  private(set) var codes = CodeSet()
  private var amounts = InlineArray<64, Int64>(repeating: 0)

  /// What moved under `code`, in its asset's unit.
  @inline(__always)
  subscript(code: TransferCode) -> Int64 { codes.contains(code) ? amounts[Int(code.rawValue)] : 0 }

  @inline(__always)
  mutating func forget() { codes = CodeSet() }

  @inline(__always)
  mutating func add(_ transfer: Transfer) {
    let row = Int(transfer.code.rawValue)
    amounts[row] = codes.contains(transfer.code) ? amounts[row] + transfer.amount : transfer.amount
    codes.insert(transfer.code)
  }

  /// Captured, for the worker and for the platform.
  @inline(__always) var captured: Int64 { self[.capturePayout] + self[.captureFee] }
  /// Cash that came in for credits, plans and packs, or for a debt.
  @inline(__always)
  var credited: Int64 {
    self[.purchase] + self[.debtRepaid] + self[.planBilled] + self[.overpayment] + self[.packBilled]
  }
  @inline(__always) var used: Int64 { self[.usage] + self[.usageOnDebt] }
  /// Cash that went back, to a card or to a bank.
  var givenBack: Int64 {
    self[.refund] + self[.dispute] + self[.disputeOnDebt] + self[.planDisputed] + self[.packDisputed] + self[.disputeLost]
      + self[.creditDisputed]
  }
}

/// A set of transfer codes.
struct CodeSet: BitwiseCopyable {
  private var bits: UInt64 = 0

  init() {}

  init(_ codes: [TransferCode]) {
    for code in codes { insert(code) }
  }

  @inline(__always)
  func contains(_ code: TransferCode) -> Bool { bits & (1 &<< UInt64(code.rawValue)) != 0 }

  @inline(__always)
  mutating func insert(_ code: TransferCode) { bits |= 1 &<< UInt64(code.rawValue) }

  mutating func formUnion(_ other: CodeSet) { bits |= other.bits }

  @inline(__always)
  func meets(_ other: CodeSet) -> Bool { bits & other.bits != 0 }
}

/// What may be posted at all, and by which command: tables, so that a step that keeps to them costs a look or two.
struct PostingLaw {
  /// By debited account: the accounts that may be credited, as bits.
  private var credits = InlineArray<64, UInt64>(repeating: 0)
  /// By kind of command: the codes that it must not post.
  private var forbidden = InlineArray<64, CodeSet>(repeating: CodeSet())
  private let ofWallets = CodeSet([
    .creditsIssued, .creditsIssuedOnDebt, .creditsSpent, .creditsSpentOnDebt, .creditsLapsed, .reportIssued, .reportSpent,
    .reportLapsed, .packBilled, .packEarned, .packExpiry, .packDisputed,
  ])

  private let ofPlans = CodeSet([
    .planBilled, .creditApplied, .planCredited, .planCreditedEarned, .planEarned, .overageBilled, .planDisputed,
  ])

  init() {
    for debit in Account.allCases {
      for credit in Account.allCases where PostingLaw.allows(debit, credit) {
        credits[Int(debit.rawValue)] |= 1 &<< UInt64(credit.rawValue)
      }
    }
    for kind in CommandKind.allCases {
      for (codes, kinds) in PostingLaw.reserved where !kinds.contains(kind) { forbidden[Int(kind.rawValue)].formUnion(codes) }
    }
  }

  /// Two accounts of one asset; and only what somebody paid for can become revenue unspent.
  private static func allows(_ debit: Account, _ credit: Account) -> Bool {
    debit != credit && debit.asset == credit.asset && (credit != .breakage || debit.mayBreak)
  }

  /// Codes that only some commands may post.
  private static let reserved: [(codes: CodeSet, kinds: [CommandKind])] = [
    (CodeSet([.capturePayout, .captureFee]), [.settleSlots]),
    (CodeSet([.purchase, .debtRepaid, .planBilled, .overpayment, .packBilled, .bonus]), [.settle]),
    (CodeSet([.grant]), [.grant]),
    (CodeSet([.usage, .usageOnDebt]), [.use]),
    (
      CodeSet([.refund, .dispute, .disputeOnDebt, .planDisputed, .packDisputed, .disputeLost, .creditDisputed]),
      [.refund, .dispute]
    ),
  ]

  /// Whether any of the codes belongs to some wallet.
  @inline(__always)
  func movesWallets(_ codes: CodeSet) -> Bool { ofWallets.meets(codes) }

  /// Whether any of the codes is money of a plan.
  @inline(__always)
  func movesPlans(_ codes: CodeSet) -> Bool { ofPlans.meets(codes) }

  @inline(__always)
  func allows(_ transfer: Transfer) -> Bool {
    credits[Int(transfer.debit.rawValue)] & (1 &<< UInt64(transfer.credit.rawValue)) != 0
  }

  @inline(__always)
  func forbids(_ codes: CodeSet, to kind: CommandKind) -> Bool { forbidden[Int(kind.rawValue)].meets(codes) }
}
