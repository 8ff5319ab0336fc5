import Accounting
import Billing

/// A command as its figures, and back.
extension Command {
  /// The figures of the command sent at `at`, in the order in which `with` takes them.
  func figures(at: Instant) -> [Figure] {
    switch self {
    case .attachMethod(let card): [Figure(.choice(first: 0), Int64(card.rawValue))]
    case .configureReload(let enabled, let threshold, let amount):
      [Figure(.choice(first: 0), enabled ? 1 : 0), Figure(.number, threshold), Figure(.number, amount)]
    case .purchase(let amount, let key):
      [Figure(.number, amount), Figure(.name, Int64(bitPattern: key.fingerprint))]
    case .settle(let payment, let result):
      [Figure(.choice(first: 1), Int64(payment.number)), Figure(.choice(first: 0), Int64(result.rawValue))]
    case .grant(let amount, let origin, let expiresAt, let priority):
      [
        Figure(.number, amount), Figure(.choice(first: 0), origin == .grant ? 0 : 1), Figure(until: expiresAt, from: at),
        Figure(.number, Int64(priority)),
      ]
    case .openJob(let job, let slots, let price, let deadline):
      [
        Figure(.name, Int64(job.number)), Figure(.number, slots), Figure(.number, price), Figure(until: deadline, from: at),
      ]
    case .settleSlots(let job, let slots), .rejectSlots(let job, let slots):
      [Figure(.name, Int64(job.number)), Figure(.number, slots)]
    case .closeJob(let job), .cancelJob(let job): [Figure(.name, Int64(job.number))]
    case .use(let amount): [Figure(.number, amount)]
    case .refund(let payment, let amount): [Figure(.choice(first: 1), Int64(payment.number)), Figure(.number, amount)]
    case .dispute(let payment): [Figure(.choice(first: 1), Int64(payment.number))]
    default: offerFigures
    }
  }

  private var offerFigures: [Figure] {
    switch self {
    case .subscribe(let plan, let throughCheckout):
      [Figure(.choice(first: 0), Int64(plan.number)), Figure(.choice(first: 0), throughCheckout ? 1 : 0)]
    case .changePlan(let plan): [Figure(.choice(first: 0), Int64(plan.number))]
    case .chat(let messages): [Figure(.number, messages)]
    case .buyPack(let pack, let endUser):
      [Figure(.choice(first: 0), Int64(pack.number)), Figure(.name, Int64(endUser.number))]
    case .access(let endUser, let documents):
      [Figure(.name, Int64(endUser.number))] + documents.indices.map { Figure(.name, Int64(documents[$0].number)) }
    case .interview(let product, let duration_ms):
      [Figure(.choice(first: 0), Int64(product.number)), Figure(.span, duration_ms)]
    case .overridePrices(let override): [Figure(.choice(first: 0), Int64(override.number))]
    default: []
    }
  }

  /// The same kind of command with other figures; as it is where one of them is not possible.
  func with(_ values: [Int64], at: Instant) -> Command {
    switch self {
    case .attachMethod(let card): .attachMethod(Card(rawValue: UInt8(clamping: values[0])) ?? card)
    case .configureReload: .configureReload(enabled: values[0] == 1, threshold: values[1], amount: values[2])
    case .purchase:
      .purchase(amount: values[0], key: IdempotencyKey(fingerprint: UInt64(bitPattern: values[1])))
    case .settle(_, let result):
      .settle(PaymentID(UInt32(clamping: values[0])), SettlementResult(rawValue: UInt8(clamping: values[1])) ?? result)
    case .grant:
      .grant(
        amount: values[0], origin: values[1] == 0 ? .grant : .freeTier, expiresAt: at.later(values[2]),
        priority: Int16(clamping: values[3]))
    case .openJob:
      .openJob(JobID(UInt32(clamping: values[0])), slots: values[1], price: values[2], deadline: at.later(values[3]))
    case .settleSlots: .settleSlots(JobID(UInt32(clamping: values[0])), slots: values[1])
    case .rejectSlots: .rejectSlots(JobID(UInt32(clamping: values[0])), slots: values[1])
    case .closeJob: .closeJob(JobID(UInt32(clamping: values[0])))
    case .cancelJob: .cancelJob(JobID(UInt32(clamping: values[0])))
    case .use: .use(amount: values[0])
    case .refund: .refund(PaymentID(UInt32(clamping: values[0])), amount: values[1])
    case .dispute: .dispute(PaymentID(UInt32(clamping: values[0])))
    default: offer(with: values)
    }
  }

  private func offer(with values: [Int64]) -> Command {
    switch self {
    case .subscribe: .subscribe(PlanID(UInt8(clamping: values[0])), throughCheckout: values[1] == 1)
    case .changePlan: .changePlan(PlanID(UInt8(clamping: values[0])))
    case .chat: .chat(messages: values[0])
    case .buyPack: .buyPack(PackID(UInt8(clamping: values[0])), EndUserID(UInt32(clamping: values[1])))
    case .access:
      .access(
        EndUserID(UInt32(clamping: values[0])), DocumentList(values.dropFirst().map { DocumentID(UInt32(clamping: $0)) }))
    case .interview: .interview(ProductID(UInt16(clamping: values[0])), duration_ms: values[1])
    case .overridePrices: .overridePrices(OverrideID(UInt8(clamping: values[0])))
    default: self
    }
  }

  /// What the names of a command are names of, by their places among its figures.
  var nameSpaces: [Int] {
    switch self {
    case .purchase: [0, 1]
    case .openJob, .settleSlots, .rejectSlots, .closeJob, .cancelJob: [2]
    case .buyPack: [0, 3]
    case .access(_, let documents): [3] + documents.indices.map { _ in 4 }
    default: []
    }
  }
}

extension Figure {
  init(until instant: Instant, from at: Instant) {
    self.init(.until, instant == .never ? .max : instant.since(at))
  }
}

extension Instant {
  /// `span_ms` from here; never for the longest span there is.
  func later(_ span_ms: Int64) -> Instant { span_ms == .max ? .never : advanced(by: span_ms) }
}
