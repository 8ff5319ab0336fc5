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
  /// The end of a subscription's period, or of its trial. Source: rule HI-8.
  case renewal
  /// A failed renewal is charged again. Source: rule HI-D3.
  case dunning
  /// A first payment that was never made. Source: rule HI-D5.
  case incomplete
  /// A month has ended: what of the plan's price was earned by now is recognised.
  case recognition
  /// Credit on the account runs out. Source: rule HI-D4.
  case accountCredit
  /// Credits or a report have reached the end of their validity. Source: rule HI-2.
  case creditExpiry(CreditLotID)

  /// The kind above, the number below: one word for digests and agendas.
  @inlinable public var word: UInt64 {
    switch self {
    case .jobDeadline(let job): 1 << 32 | UInt64(job.number)
    case .lotExpiry(let lot): 2 << 32 | UInt64(lot.number)
    case .reload: 3 << 32
    case .cutoff: 4 << 32
    case .invoice: 5 << 32
    case .checkout(let payment): 6 << 32 | UInt64(payment.number)
    case .renewal: 7 << 32
    case .dunning: 8 << 32
    case .incomplete: 9 << 32
    case .recognition: 10 << 32
    case .accountCredit: 11 << 32
    case .creditExpiry(let lot): 12 << 32 | UInt64(lot.number)
    }
  }
}

extension Timer {
  /// The timer that has this word; for agendas, which keep words.
  ///
  /// - Precondition: it is the `word` of a timer.
  @inlinable public init(word: UInt64) {
    let number = UInt32(truncatingIfNeeded: word)
    switch word >> 32 {
    case 1: self = .jobDeadline(JobID(number))
    case 2: self = .lotExpiry(LotID(number))
    case 3: self = .reload
    case 4: self = .cutoff
    case 5: self = .invoice
    case 6: self = .checkout(PaymentID(number))
    case 7: self = .renewal
    case 8: self = .dunning
    case 9: self = .incomplete
    case 10: self = .recognition
    case 11: self = .accountCredit
    case 12: self = .creditExpiry(CreditLotID(number))
    default: preconditionFailure("No timer has this word.")
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
  /// Begins a subscription: charged to the payment method, or through a checkout, which brings a card along. Source: rule HI-17.
  case subscribe(PlanID, throughCheckout: Bool)
  case changePlan(PlanID)
  /// Ends the subscription with its period. Source: rule HI-6.
  case cancel
  /// Takes the cancellation back. Source: rule HI-7.
  case reactivate
  /// One analysis: of the plan's quota, else a report. Source: rules HI-9, HI-D6.
  case analyse
  /// Chat messages about the last analysis. Source: rules HI-1, HI-2.
  case chat(messages: Int64)
  case buyReport
  /// A pack of credits, for an end user or for the owner itself. Source: rule HI-10.
  case buyPack(PackID, EndUserID)
  /// An end user opens documents, all of them or none. Source: rules HI-11, HI-12.
  case access(EndUserID, DocumentList)
  /// An interview has ended after `duration_ms` milliseconds. Source: rules IV-2, IV-3.
  case interview(ProductID, duration_ms: Int64)
  /// The company gets prices of its own. Source: rule IV-4.
  case overridePrices(OverrideID)
  /// The metering has caught up: the cutoff of this number takes effect, unless credits came before it. Source: rule PB-D0.
  case endAccess(CutoffID)

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
    case .subscribe: .subscribe
    case .changePlan: .changePlan
    case .cancel: .cancel
    case .reactivate: .reactivate
    case .analyse: .analyse
    case .chat: .chat
    case .buyReport: .buyReport
    case .buyPack: .buyPack
    case .access: .access
    case .interview: .interview
    case .overridePrices: .overridePrices
    case .endAccess: .endAccess
    case .elapse(.renewal): .renewalTimer
    case .elapse(.dunning): .dunningTimer
    case .elapse(.incomplete): .incompleteTimer
    case .elapse(.recognition): .recognitionTimer
    case .elapse(.accountCredit): .accountCreditTimer
    case .elapse(.creditExpiry): .creditExpiry
    }
  }

  /// Folds everything that the command says, and its kind, into `digest`.
  @inlinable func fold(into digest: inout Digest, _ kind: CommandKind) {
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
    case .subscribe(let plan, let throughCheckout): digest.fold(UInt64(plan.number) << 1 | (throughCheckout ? 1 : 0))
    case .changePlan(let plan): digest.fold(UInt64(plan.number))
    case .cancel, .reactivate, .analyse, .buyReport: break
    case .chat(let messages): digest.fold(messages)
    case .buyPack(let pack, let endUser): digest.fold(UInt64(endUser.number) << 8 | UInt64(pack.number))
    case .access(let endUser, let documents):
      digest.fold(UInt64(endUser.number) << 8 | UInt64(documents.count))
      for index in documents.indices { digest.fold(UInt64(documents[index].number)) }
    case .interview(let product, let duration_ms):
      digest.fold(UInt64(product.number))
      digest.fold(duration_ms)
    case .overridePrices(let override): digest.fold(UInt64(override.number))
    case .endAccess(let cutoff): digest.fold(UInt64(cutoff.number))
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
  case subscribe, changePlan, cancel, reactivate, analyse, chat, buyReport, buyPack, access, interview, overridePrices
  case renewalTimer, dunningTimer, incompleteTimer, recognitionTimer, accountCreditTimer, creditExpiry
  case endAccess

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
    case .subscribe: "subscribe"
    case .changePlan: "change-plan"
    case .cancel: "cancel"
    case .reactivate: "reactivate"
    case .analyse: "analyse"
    case .chat: "chat"
    case .buyReport: "buy-report"
    case .buyPack: "buy-pack"
    case .access: "access"
    case .interview: "interview"
    case .overridePrices: "override-prices"
    case .renewalTimer: "renewal-timer"
    case .dunningTimer: "dunning-timer"
    case .incompleteTimer: "incomplete-timer"
    case .recognitionTimer: "recognition-timer"
    case .accountCreditTimer: "account-credit-timer"
    case .creditExpiry: "credit-expiry"
    case .endAccess: "end-access"
    }
  }
}
