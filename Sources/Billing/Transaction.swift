import Accounting

/// One entry of an owner's transaction history. Source: rule FH-10.
public struct Transaction: Hashable, Sendable {
  /// What the entry is about: the six of the public interface first, then what that has no name for.
  public enum Kind: UInt8, CaseIterable, Sendable {
    case purchase, deduction, freeTier, bonus, expiration, refund
    /// A bank took a payment back; a bonus was taken back; a debt was given up.
    case dispute, clawback, writeOff
    /// Minutes beyond the plan's, which become debt.
    case overage
    /// A plan's period, and credits or reports that are no money, bought by card; credit that waits for invoices, and its use.
    case subscription, pack, accountCredit

    /// How many kinds the public interface names: the first of `allCases`. Source: rule FH-10.
    public static let publicCount = 6

    /// As written in the interface, such as "free_tier".
    public var name: String {
      switch self {
      case .freeTier: "free_tier"
      case .writeOff: "write_off"
      case .accountCredit: "account_credit"
      default: "\(self)"
      }
    }
  }

  /// Number among the owner's transactions, from 1 in the order of time.
  public var id: UInt64
  public var kind: Kind
  /// In minor units: above zero for what the owner gets, below zero for what goes.
  public var amount: Int64
  public var at: Instant
  /// The job that it is about, if any.
  public var job: JobID?
  /// The payment that it is about, if any.
  public var payment: PaymentID?
  /// Listed, and leaves the total as it was: a release moves credits from held to available, and a plan's or a pack's money never was
  /// among the credits. Source: rule FH-D6.
  public var isInternal: Bool
}

/// The history of one owner, made from what each step moved. The book keeps none: whoever wants one feeds it.
///
/// Amounts of all entries that are not internal add up to the owner's total less its debt. Holds are not listed.
public struct TransactionLog: Sendable {
  /// Oldest first.
  public private(set) var transactions: [Transaction] = []
  /// Whether a purchase and its bonus are shown as one entry. Source: rule FH-D1.
  public let joinsBonus: Bool

  public init(joinsBonus: Bool = false) {
    self.joinsBonus = joinsBonus
  }

  /// Adds what the last `apply` of this owner's did. A refused command adds nothing.
  ///
  /// - Complexity: O(transfers of the step).
  public mutating func record(_ command: Command, in book: borrowing Book, at now: Instant) {
    let first = transactions.count
    let job = job(of: command)
    let payment = payment(of: command)
    for index in book.transfers.indices {
      let transfer = book.transfers[index]
      guard let (kind, amount) = entry(for: transfer, command) else { continue }
      let isInternal = isInternal(transfer.code)
      // What one step does of one kind is one entry, whatever lots and classes it came from.
      if let same = transactions[first...].lastIndex(where: { $0.kind == kind && $0.isInternal == isInternal }) {
        transactions[same].amount += amount
        continue
      }
      transactions.append(
        Transaction(
          id: UInt64(transactions.count + 1), kind: kind, amount: amount, at: now, job: job, payment: payment,
          isInternal: isInternal))
    }
  }

  /// The job of a command or of its timer.
  private func job(of command: Command) -> JobID? {
    switch command {
    case .settleSlots(let job, _), .rejectSlots(let job, _), .closeJob(let job), .cancelJob(let job),
      .elapse(.jobDeadline(let job)):
      job
    default: nil
    }
  }

  /// The payment that a command is about.
  private func payment(of command: Command) -> PaymentID? {
    switch command {
    case .settle(let payment, _), .refund(let payment, _), .dispute(let payment): payment
    default: nil
    }
  }

  /// Whether what a transfer shows leaves credits and debt as they were.
  private func isInternal(_ code: TransferCode) -> Bool {
    switch code {
    case .release, .planBilled, .packBilled, .planDisputed, .packDisputed, .disputeLost, .creditApplied, .planCredited,
      .planCreditedEarned, .accountCreditExpiry, .overpayment, .creditDisputed:
      true
    default: false
    }
  }

  /// How a transfer shows, or nil where it does not.
  private func entry(for transfer: Transfer, _ command: Command) -> (Transaction.Kind, Int64)? {
    switch transfer.code {
    case .purchase, .debtRepaid: return (.purchase, transfer.amount)
    case .bonus: return (joinsBonus ? .purchase : .bonus, transfer.amount)
    case .grant:
      if case .grant(_, .freeTier, _, _) = command { return (.freeTier, transfer.amount) }
      return (.bonus, transfer.amount)
    case .capturePayout, .captureFee, .usage, .usageOnDebt: return (.deduction, -transfer.amount)
    case .expiry: return (.expiration, -transfer.amount)
    case .release: return (.refund, transfer.amount)
    case .refund: return (.refund, -transfer.amount)
    case .dispute, .disputeOnDebt, .planDisputed, .packDisputed, .disputeLost, .creditDisputed:
      return (.dispute, -transfer.amount)
    case .clawback: return (.clawback, -transfer.amount)
    case .badDebt: return (.writeOff, transfer.amount)
    case .overageBilled: return (.overage, -transfer.amount)
    case .planBilled: return (.subscription, transfer.amount)
    case .packBilled: return (.pack, transfer.amount)
    case .planCredited, .planCreditedEarned, .overpayment: return (.accountCredit, transfer.amount)
    case .creditApplied, .accountCreditExpiry: return (.accountCredit, -transfer.amount)
    // Holds are internal, what is earned or kept by the processor is the house's, and quantities are no money.
    case .hold, .processorFee, .planEarned, .packEarned, .packExpiry, .creditsIssued, .creditsIssuedOnDebt, .creditsSpent,
      .creditsSpentOnDebt, .creditsLapsed, .reportIssued, .reportSpent, .reportLapsed, .minutesGranted, .minutesServed,
      .minutesServedBeyond, .minutesBilled, .minutesLapsed:
      return nil
    }
  }
}

/// One page of a history, newest first.
public struct TransactionPage: Hashable, Sendable {
  /// Why there is no page.
  public enum Refusal: Error, Hashable, Sendable {
    /// A limit is 1 to 100.
    case invalidLimit
    /// No transaction of this owner has that number.
    case unknownCursor
  }

  public var transactions: [Transaction]
  /// Whether older transactions of the kind asked for follow.
  public var hasMore: Bool
  /// Where the next page begins; nil on the last one.
  public var nextCursor: UInt64?

  public static let limits = 1...100
  public static let standardLimit = 20
}

extension TransactionLog {
  /// The newest transactions, of one kind where one is named, older than the one that `cursor` names.
  ///
  /// A cursor is the number of the last transaction seen, so what is added meanwhile moves no page.
  /// - Complexity: O(transactions between the cursor and the end of the page).
  public func page(
    of kind: Transaction.Kind? = nil, limit: Int = TransactionPage.standardLimit, after cursor: UInt64? = nil
  ) throws(TransactionPage.Refusal) -> TransactionPage {
    guard TransactionPage.limits.contains(limit) else { throw .invalidLimit }
    var index = transactions.count
    if let cursor {
      guard cursor >= 1, cursor <= UInt64(transactions.count) else { throw .unknownCursor }
      index = Int(cursor) - 1
    }
    var page = TransactionPage(transactions: [], hasMore: false, nextCursor: nil)
    while index > 0 {
      index -= 1
      guard kind == nil || transactions[index].kind == kind else { continue }
      if page.transactions.count == limit {
        page.hasMore = true
        page.nextCursor = page.transactions.last?.id
        break
      }
      page.transactions.append(transactions[index])
    }
    return page
  }
}
