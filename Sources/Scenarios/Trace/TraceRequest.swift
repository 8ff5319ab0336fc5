import Accounting
import Billing
import Simulation

/// What one line asks for, before names of jobs have become numbers.
struct TraceRequest {
  enum Reference {
    case none
    case job(String)
    case payment(IdempotencyKey)
    /// What the catalog calls by this name, which stands `offset` bytes from the start of the line.
    case offer(OfferKind, String, offset: Int)
  }

  /// Nil where only time passes.
  var command: Command?
  var reference = Reference.none
  /// Whom and what the command is about; their numbers are still to be filled in.
  var endUser: TraceFields.Named?
  var documents: [TraceFields.Named] = []
}

/// From fields to commands: one function a group of verbs. Nil comes with a mistake that was noted.
extension TraceFields {
  mutating func request(_ verb: TraceVerb, _ limits: TraceLimits) -> TraceRequest? {
    switch verb {
    case .advance: return TraceRequest(command: nil)
    case .attachMethod: return attachMethod()
    case .detachMethod: return TraceRequest(command: .detachMethod)
    case .configureReload:
      guard let enabled = boolean("enabled"), let threshold = amount("threshold"), let amount = amount("amount") else {
        return nil
      }
      return TraceRequest(command: .configureReload(enabled: enabled, threshold: threshold, amount: amount))
    case .purchase:
      let key = key("key", limits)
      guard let amount = amount("amount"), let key else { return nil }
      return TraceRequest(command: .purchase(amount: amount, key: key))
    case .settle: return settle(limits)
    case .grant: return grant()
    case .use:
      if has("product"), text("product", limits.nameBytes) == nil { return nil }
      return amount("quantity").map { TraceRequest(command: .use(amount: $0)) }
    case .openJob, .settleSlots, .rejectSlots, .closeJob, .cancelJob: return aboutJob(verb, limits)
    case .refund:
      let amount = amount("amount")
      guard let about = aboutPayment(limits), let amount else { return nil }
      return TraceRequest(command: .refund(about.payment, amount: amount), reference: about.reference)
    case .dispute:
      guard let about = aboutPayment(limits) else { return nil }
      return TraceRequest(command: .dispute(about.payment), reference: about.reference)
    case .startArrears: return TraceRequest(command: .startArrears)
    case .endArrears: return TraceRequest(command: .endArrears)
    case .writeOff: return TraceRequest(command: .writeOff)
    case .cancel: return TraceRequest(command: .cancel)
    case .reactivate: return TraceRequest(command: .reactivate)
    case .analyse: return TraceRequest(command: .analyse)
    case .buyReport: return TraceRequest(command: .buyReport)
    case .subscribe, .changePlan, .chat, .buyPack, .access, .interview, .overridePrices: return aboutOffer(verb, limits)
    case .endAccess:
      let number = integer("cutoff", 1...Int64(UInt32.max), unit: "its number")
      return number.map { TraceRequest(command: .endAccess(CutoffID(UInt32($0)))) }
    }
  }

  private mutating func attachMethod() -> TraceRequest? {
    guard has("card") else { return TraceRequest(command: .attachMethod(.works)) }
    guard let number = choice("card", Card.allCases.map(\.testNumber)) else { return nil }
    return Card.allCases.first { $0.testNumber == number }.map { TraceRequest(command: .attachMethod($0)) }
  }

  private mutating func settle(_ limits: TraceLimits) -> TraceRequest? {
    let result = choice("result", SettlementResult.allCases.map(\.traceName))
    guard let about = aboutPayment(limits) else { return nil }
    guard let answer = SettlementResult.allCases.first(where: { $0.traceName == result }) else { return nil }
    return TraceRequest(command: .settle(about.payment, answer), reference: about.reference)
  }

  /// The payment that a line is about, by its number or by its key.
  private mutating func aboutPayment(_ limits: TraceLimits) -> (payment: PaymentID, reference: TraceRequest.Reference)? {
    let what = "the key of a purchase, or the payment's number among the owner's payments"
    guard let payment = named("payment", limits.nameBytes, what: what) else { return nil }
    switch payment {
    case .number(let number): return (PaymentID(number), .none)
    case .name(let key): return (PaymentID.none, .payment(IdempotencyKey(traceText: key)))
    }
  }

  private mutating func grant() -> TraceRequest? {
    let amount = amount("amount")
    let origins: [LotOrigin] = [.freeTier, .grant]
    var origin = LotOrigin.grant
    if has("origin") {
      let name = choice("origin", origins.map(\.traceName))
      guard let known = origins.first(where: { $0.traceName == name }) else { return nil }
      origin = known
    }
    let priority = has("priority") ? integer("priority", Int64(Int16.min)...Int64(Int16.max)) : 0
    guard let expiresAt = instantOrNever("expires"), let amount, let priority else { return nil }
    return TraceRequest(command: .grant(amount: amount, origin: origin, expiresAt: expiresAt, priority: Int16(priority)))
  }

  private mutating func aboutJob(_ verb: TraceVerb, _ limits: TraceLimits) -> TraceRequest? {
    let job = named("job", limits.nameBytes, what: "the job's name, or its number among the owner's jobs")
    let slots = verb == .closeJob || verb == .cancelJob ? 0 : slots("slots")
    let price = verb == .openJob ? amount("price") : 0
    let deadline = verb == .openJob ? instantOrNever("deadline") : .never
    guard let job, let slots, let price, let deadline else { return nil }
    let (id, reference): (JobID, TraceRequest.Reference) =
      switch job {
      case .number(let number): (JobID(number), .none)
      case .name(let name): (JobID(0), .job(name))
      }
    let command: Command =
      switch verb {
      case .settleSlots: .settleSlots(id, slots: slots)
      case .rejectSlots: .rejectSlots(id, slots: slots)
      case .closeJob: .closeJob(id)
      case .cancelJob: .cancelJob(id)
      default: .openJob(id, slots: slots, price: price, deadline: deadline)
      }
    return TraceRequest(command: command, reference: reference)
  }

  /// A purchase's key; none when there is no such field, nil when it is wrong.
  private mutating func key(_ name: String, _ limits: TraceLimits) -> IdempotencyKey? {
    guard has(name) else { return IdempotencyKey.none }
    return text(name, limits.nameBytes).map { IdempotencyKey(traceText: $0) }
  }
}

extension IdempotencyKey {
  /// The key that a text stands for: itself, or, for `#` and sixteen hexadecimal digits, the fingerprint that they spell.
  /// Recorded runs write the latter, because a fingerprint does not tell the text that it was made from.
  init(traceText text: String) {
    if text.utf8.count == 17, text.hasPrefix("#"), let fingerprint = UInt64(text.dropFirst(), radix: 16), fingerprint != 0 {
      self.init(fingerprint: fingerprint)
    } else {
      self.init(text: text)
    }
  }

  /// Such that `IdempotencyKey(traceText:)` gives the key back.
  var traceText: String { "#" + hexadecimal(fingerprint) }
}
