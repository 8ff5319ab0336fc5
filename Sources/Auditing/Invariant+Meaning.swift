extension Invariant {
  /// What must hold, in the words of its comment in `Invariant.swift`, for people who meet it broken.
  public var meaning: String {
    switch self {
    case .postingsBalance: "Every transfer has two different sides and a positive amount; sum of debits = sum of credits."
    case .controlEqualsSubledger:
      "For each o: ledger available = sum of remaining, ledger held = sum of held, by class; ledger receivable = "
        + "debt."
    case .trialBalance:
      "Assets - liabilities - income + expenses = 0 over all accounts; the owners' balances add up to the totals."

    case .noMixedAssets: "Both sides of a transfer count the same asset."
    case .replayEqualsState: "Applying an owner's recorded commands to an empty book gives the same digest."
    case .lotConservation: "granted(l) = remaining + held + used + expired + voided + refunded, each at least 0."
    case .availablePlusHeld: "available(o) + held(o) = what transfers brought in - what they took out."
    case .noSpendAfterExpiry: "What is spent of l at t satisfies grantedAt(l) <= t < expiresAt(l)."
    case .expiryOnTime: "After the step at t no l with expiresAt(l) <= t has remaining(l) > 0."
    case .burnOrder: "Spending from l left nothing in any lot that burns before l; neighbours in the list rank in burn order."
    case .promotionalHasNoBasis: "Promotional lots have cost basis 0; breakage comes from paid credits only."
    case .reverseUnwind: "held(l) = sum of the parts of open holds that pin l, so giving back is the reverse of taking."
    case .holdConservation: "authorised(h) = captured + released + open, each at least 0; open = sum of its parts."
    case .holdBelongsToOpenJob: "A job that ended holds nothing; one that is open holds the escrow of its unsettled slots."
    case .captureSplitsExactly: "captured(h) = payouts + fees, in sum and for the slots of this step."
    case .creditedExactlyOnce: "p was credited once if it settled, else never, with its whole amount."
    case .bonusFollowsPurchase:
      "bonus(p) = the ladder's bonus on amount(p) when p was asked for, given in the step in which p settles and in "
        + "no other."
    case .idempotent: "No two payments of an owner have one idempotency key."
    case .orderFree: "p settled if any of its notifications said so, whatever their order and number."
    case .debtBounded:
      "debt(o) >= 0, and at most what was used since it arose plus what disputes took; usage runs into debt only once "
        + "no credits are left, and before the cutoff takes effect, at the time of the terms or, as metered, no later; "
        + "what a payment brings repays debt before it becomes credits."
    case .refusedChangesNothing: "A refused command moves nothing, asks for nothing and touches nothing."
    case .oneReloadInFlight: "At most one reload of o is in flight, and the phase says so."
    case .reloadJustified: "Fired implies enabled, a method attached, and a balance that the trigger fires on."
    case .reloadLive: "A balance that the trigger fires on implies a charge in flight or a recorded reason."
    case .reloadPaced: "Back-off kept after a decline; no charge while paused; attempts a card and monthly cap kept."
    case .usageBilledOnce: "What a use took from credits and put on debt = its amount; nothing else bills usage."
    case .refundBounded:
      "refunds(p) + disputes(p) <= amount(p); cash that left = what payments say went back; bonus taken back <= "
        + "bonus(p)."
    case .timeNeverRunsBack: "The steps of an owner run in the order of time."
    case .agendaAccounts: "Events scheduled = run + cancelled + pending."
    case .splitAddsUp:
      "Inside: payout + fee = slots x price; on top: payout = slots x price; the fee is within a unit of its share "
        + "for each division."
    case .checkoutLapsesOnTime: "A purchase lapses at its own instant, unpaid, and none is pending after it."
    case .givenAsGranted:
      "Credits are given by a grant only, with its amount; the catalog's free tier once, in the catalog's amount."

    case .periodsAbut:
      "A period begins where the one before ended, on the anchor's day; while there is access every instant lies in "
        + "exactly one."
    case .prorationBounded: "0 <= credit <= billed for the period less credited before; 0 <= charge <= price."
    case .changeIsReversible: "A to B to A at one instant: what was charged = what was credited, within a unit a line."
    case .deferredRunsOut: "deferred(o) >= 0, and 0 when a period ends; recognised <= billed."
    case .legalStatus: "The status moves only as it may; an ended subscription never lives again."
    case .quotaKept: "used <= limit; the counters are reset once a period, at its boundary."
    case .dunningBounded: "Attempts at a renewal <= retries + 1; gaps between them at least the rule's; one end."
    case .invoiceConsistent:
      "total = sum of lines >= 0; 0 <= applied <= total; due = total - applied - paid >= 0; paid exactly when due = "
        + "0."
    case .overageExact: "overage = max(0, used - included) over the period, and what is billed is its price."
    case .payOncePerDocument: "A document is charged at most once per end user, and a list wholly or not at all."
    case .deferredIsLiability:
      "The unearned cost basis of unspent credits and reports = the liability; promotional credits are no part of it."

    case .cashExplained: "Cash = settled payments - refunds - disputes - processor fees, from the payments themselves."
    case .oracleAgrees:
      "For the owners chosen by `--oracle`: every figure of the core = that of a second, naive book that heard the same "
        + "commands."
    }
  }
}
