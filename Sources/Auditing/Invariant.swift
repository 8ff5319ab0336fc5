/// What must hold, by name. Each case says its equation; `docs/ledger.md` explains the words.
///
/// Notation: integer minor units; o owner, l lot, h hold, p payment, t the instant of the step.
public enum Invariant: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  // Double entry.
  /// Every transfer has two different sides and a positive amount; sum of debits = sum of credits.
  case postingsBalance
  /// For each o: ledger available = sum of remaining, ledger held = sum of held, by class; ledger receivable = debt.
  case controlEqualsSubledger
  /// Assets - liabilities - income + expenses = 0 over all accounts; the owners' balances add up to the totals.
  case trialBalance
  /// Both sides of a transfer count the same asset.
  case noMixedAssets
  /// Applying an owner's recorded commands to an empty book gives the same digest.
  case replayEqualsState

  // Lots.
  /// granted(l) = remaining + held + used + expired + voided + refunded, each at least 0.
  case lotConservation
  /// available(o) + held(o) = what transfers brought in - what they took out.
  case availablePlusHeld
  /// What is spent of l at t satisfies grantedAt(l) <= t < expiresAt(l).
  case noSpendAfterExpiry
  /// After the step at t no l with expiresAt(l) <= t has remaining(l) > 0.
  case expiryOnTime
  /// Spending from l left nothing in any lot that burns before l; neighbours in the list rank in burn order.
  case burnOrder
  /// Promotional lots have cost basis 0; breakage comes from paid credits only.
  case promotionalHasNoBasis
  /// held(l) = sum of the parts of open holds that pin l, so giving back is the reverse of taking.
  case reverseUnwind

  // Holds.
  /// authorised(h) = captured + released + open, each at least 0; open = sum of its parts.
  case holdConservation
  /// A job that ended holds nothing; one that is open holds the escrow of its unsettled slots.
  case holdBelongsToOpenJob
  /// captured(h) = payouts + fees, in sum and for the slots of this step.
  case captureSplitsExactly

  // Money in.
  /// p was credited once if it settled, else never, with its whole amount.
  case creditedExactlyOnce
  /// bonus(p) = the ladder's bonus on amount(p) when p was asked for, given in the step in which p settles and in no other.
  case bonusFollowsPurchase
  /// No two payments of an owner have one idempotency key.
  case idempotent
  /// p settled if any of its notifications said so, whatever their order and number.
  case orderFree
  /// debt(o) >= 0, and at most what was used since it arose plus what disputes took; usage runs into debt only once no credits are
  /// left, and before the cutoff takes effect, at the time of the terms or, as metered, no later; what a payment brings repays
  /// debt before it becomes credits.
  case debtBounded
  /// A refused command moves nothing, asks for nothing and touches nothing.
  case refusedChangesNothing

  // Automatic reload.
  /// At most one reload of o is in flight, and the phase says so.
  case oneReloadInFlight
  /// Fired implies enabled, a method attached, and a balance that the trigger fires on.
  case reloadJustified
  /// A balance that the trigger fires on implies a charge in flight or a recorded reason.
  case reloadLive
  /// Back-off kept after a decline; no charge while paused; attempts a card and monthly cap kept.
  case reloadPaced

  // Usage, and money that goes back.
  /// What a use took from credits and put on debt = its amount; nothing else bills usage.
  case usageBilledOnce
  /// refunds(p) + disputes(p) <= amount(p); cash that left = what payments say went back; bonus taken back <= bonus(p).
  case refundBounded

  // The tunnel itself.
  /// The steps of an owner run in the order of time.
  case timeNeverRunsBack
  /// Events scheduled = run + cancelled + pending.
  case agendaAccounts

  // Prices and sessions.
  /// Inside: payout + fee = slots x price; on top: payout = slots x price; the fee is within a unit of its share for each division.
  case splitAddsUp
  /// A purchase lapses at its own instant, unpaid, and none is pending after it.
  case checkoutLapsesOnTime
  /// Credits are given by a grant only, with its amount; the catalog's free tier once, in the catalog's amount.
  case givenAsGranted

  // Subscriptions.
  /// A period begins where the one before ended, on the anchor's day; while there is access every instant lies in exactly one.
  case periodsAbut
  /// 0 <= credit <= billed for the period less credited before; 0 <= charge <= price.
  case prorationBounded
  /// A to B to A at one instant: what was charged = what was credited, within a unit a line.
  case changeIsReversible
  /// deferred(o) >= 0, and 0 when a period ends; recognised <= billed.
  case deferredRunsOut
  /// The status moves only as it may; an ended subscription never lives again.
  case legalStatus
  /// used <= limit; the counters are reset once a period, at its boundary.
  case quotaKept
  /// Attempts at a renewal <= retries + 1; gaps between them at least the rule's; one end.
  case dunningBounded
  /// total = sum of lines >= 0; 0 <= applied <= total; due = total - applied - paid >= 0; paid exactly when due = 0.
  case invoiceConsistent

  // Usage and access.
  /// overage = max(0, used - included) over the period, and what is billed is its price.
  case overageExact
  /// A document is charged at most once per end user, and a list wholly or not at all.
  case payOncePerDocument

  // Revenue.
  /// The unearned cost basis of unspent credits and reports = the liability; promotional credits are no part of it.
  case deferredIsLiability
  /// Cash = settled payments - refunds - disputes - processor fees, from the payments themselves.
  case cashExplained
  // Outside the book.
  /// For the owners chosen by `--oracle`: every figure of the core = that of a second, naive book that heard the same commands.
  case oracleAgrees

  /// As printed in reports, such as "control-equals-subledger".
  public var name: String {
    var text = ""
    for character in "\(self)" {
      if character.isUppercase { text += "-" }
      text += character.lowercased()
    }
    return text
  }

  /// When it is checked.
  public enum Cost: Sendable {
    /// After every step, O(1) in what the step touched.
    case step
    /// Over the whole shard, every so often.
    case sweep
    /// At the end of a shard.
    case final
  }

  public var cost: Cost {
    switch self {
    case .trialBalance, .reverseUnwind, .deferredIsLiability, .cashExplained: .sweep
    case .replayEqualsState, .idempotent, .orderFree, .agendaAccounts: .final
    default: .step
    }
  }
}

/// How much is checked; each level includes the ones before it.
public enum AuditLevel: UInt8, CaseIterable, Comparable, Sendable {
  case off, final, sweep, step

  public static func < (left: AuditLevel, right: AuditLevel) -> Bool { left.rawValue < right.rawValue }
}
