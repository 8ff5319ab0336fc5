import Accounting

/// What the card processor said about a charge.
public enum SettlementResult: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case succeeded
  /// Try again later: too little money on the card, or the processor did not answer.
  case declinedSoft
  /// Never try again with this card: lost, stolen, closed.
  case declinedHard
  /// The card holder has to confirm in person, which an automatic charge cannot wait for.
  case needs3DS
}

/// The card behind a payment method, as far as billing cares: how the processor's test cards behave. Source: rule HI-18.
public enum Card: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case works, alwaysDeclines, asksFor3DS
}

/// Something that the book asked to be told later.
public enum Timer: Hashable, Sendable, BitwiseCopyable {
  /// A job's deadline: it times out.
  case jobDeadline(JobID)
  /// A lot's last instant has passed.
  case lotExpiry(LotID)
  /// The end of a reload's back-off, cool-down or cap.
  case reload
  /// The end of a checkout session: an unpaid purchase lapses.
  case checkout(PaymentID)
  /// Access ends, unless the balance is above zero again.
  case cutoff
  /// The month is over: what is owed is billed.
  case invoice

  @inlinable var word: UInt64 {
    switch self {
    case .jobDeadline(let job): 1 << 32 | UInt64(job.number)
    case .lotExpiry(let lot): 2 << 32 | UInt64(lot.number)
    case .reload: 3 << 32
    case .cutoff: 4 << 32
    case .invoice: 5 << 32
    case .checkout(let payment): 6 << 32 | UInt64(payment.number)
    }
  }
}

/// Everything that can be asked of the book. A list of (time, owner, command) is a run; replayed, it gives the same digest.
public enum Command: Sendable, BitwiseCopyable {
  case attachMethod(Card)
  case detachMethod
  /// `threshold` and `amount` in minor units.
  case configureReload(enabled: Bool, threshold: Int64, amount: Int64)
  /// `amount` in minor units.
  case purchase(amount: Int64, key: IdempotencyKey)
  case settle(PaymentID, SettlementResult)
  /// Promotional credits out of nothing: a free tier, or goodwill. A free tier of the catalog's is given once, in the catalog's
  /// amount; `.never` then means the catalog's term.
  case grant(amount: Int64, origin: LotOrigin, expiresAt: Instant, priority: Int16)
  /// `price` is what one slot pays (fee on top) or costs (fee inside), in minor units; `deadline` may be `.never`, which
  /// means the catalog's timeout.
  case openJob(JobID, slots: Int64, price: Int64, deadline: Instant)
  case settleSlots(JobID, slots: Int64)
  case rejectSlots(JobID, slots: Int64)
  case closeJob(JobID)
  case cancelJob(JobID)
  /// Metered usage worth `amount` minor units.
  case use(amount: Int64)
  case elapse(Timer)
  /// Gives back `amount` minor units of unspent credits of a settled payment.
  case refund(PaymentID, amount: Int64)
  /// The card holder has the bank take a settled payment back, whole.
  case dispute(PaymentID)
  /// Billed monthly for what was used, until the plan is ended.
  case startArrears
  case endArrears
  /// What is owed is given up as lost.
  case writeOff

  /// The command without its figures, for counting.
  @inlinable public var kind: CommandKind {
    switch self {
    case .attachMethod: .attachMethod
    case .detachMethod: .detachMethod
    case .configureReload: .configureReload
    case .purchase: .purchase
    case .settle: .settle
    case .grant: .grant
    case .openJob: .openJob
    case .settleSlots: .settleSlots
    case .rejectSlots: .rejectSlots
    case .closeJob: .closeJob
    case .cancelJob: .cancelJob
    case .use: .use
    case .elapse(.jobDeadline): .jobTimeout
    case .elapse(.lotExpiry): .lotExpiry
    case .elapse(.reload): .reloadTimer
    case .elapse(.checkout): .checkoutExpiry
    case .elapse(.cutoff): .cutoffTimer
    case .elapse(.invoice): .invoiceTimer
    case .refund: .refund
    case .dispute: .dispute
    case .startArrears: .startArrears
    case .endArrears: .endArrears
    case .writeOff: .writeOff
    }
  }

  /// Folds everything that the command says into `digest`.
  @inlinable func fold(into digest: inout Digest) {
    digest.fold(UInt64(kind.rawValue))
    switch self {
    case .attachMethod(let card): digest.fold(UInt64(card.rawValue))
    case .detachMethod: break
    case .configureReload(let enabled, let threshold, let amount):
      digest.fold(enabled ? 1 : 0 as UInt64)
      digest.fold(threshold)
      digest.fold(amount)
    case .purchase(let amount, let key):
      digest.fold(amount)
      digest.fold(key.fingerprint)
    case .settle(let payment, let result): digest.fold(UInt64(payment.number) << 8 | UInt64(result.rawValue))
    case .grant(let amount, let origin, let expiresAt, let priority):
      digest.fold(amount)
      digest.fold(expiresAt.milliseconds)
      digest.fold(UInt64(UInt16(bitPattern: priority)) << 8 | UInt64(origin.rawValue))
    case .openJob(let job, let slots, let price, let deadline):
      digest.fold(UInt64(job.number))
      digest.fold(slots)
      digest.fold(price)
      digest.fold(deadline.milliseconds)
    case .settleSlots(let job, let slots), .rejectSlots(let job, let slots):
      digest.fold(UInt64(job.number))
      digest.fold(slots)
    case .closeJob(let job), .cancelJob(let job): digest.fold(UInt64(job.number))
    case .use(let amount): digest.fold(amount)
    case .elapse(let timer): digest.fold(timer.word)
    case .refund(let payment, let amount):
      digest.fold(UInt64(payment.number))
      digest.fold(amount)
    case .dispute(let payment): digest.fold(UInt64(payment.number))
    case .startArrears, .endArrears, .writeOff: break
    }
  }
}

/// The kinds of command, timers told apart. The names are those of the trace format and of the reports.
public enum CommandKind: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case attachMethod, detachMethod, configureReload
  case purchase, settle, grant
  case openJob, settleSlots, rejectSlots, closeJob, cancelJob, jobTimeout
  case use
  case lotExpiry, reloadTimer
  case checkoutExpiry
  case refund, dispute, startArrears, endArrears, writeOff, cutoffTimer, invoiceTimer

  /// As written in traces and reports, such as "open-job".
  public var name: String {
    switch self {
    case .attachMethod: "attach-method"
    case .detachMethod: "detach-method"
    case .configureReload: "configure-reload"
    case .purchase: "purchase"
    case .settle: "settle"
    case .grant: "grant"
    case .openJob: "open-job"
    case .settleSlots: "settle-slots"
    case .rejectSlots: "reject-slots"
    case .closeJob: "close-job"
    case .cancelJob: "cancel-job"
    case .jobTimeout: "job-timeout"
    case .use: "use"
    case .lotExpiry: "lot-expiry"
    case .reloadTimer: "reload-timer"
    case .checkoutExpiry: "checkout-expiry"
    case .refund: "refund"
    case .dispute: "dispute"
    case .startArrears: "start-arrears"
    case .endArrears: "end-arrears"
    case .writeOff: "write-off"
    case .cutoffTimer: "cutoff-timer"
    case .invoiceTimer: "invoice-timer"
    }
  }
}
