import Accounting
import Billing
import Simulation

extension Command {
  /// The whole command on one line for people, such as "settle p2 succeeded" or "open-job j1 slots 10 price 300". Amounts are in
  /// minor units.
  public var text: String {
    ([kind.name] + words).joined(separator: " ")
  }

  private var words: [String] {
    switch self {
    case .attachMethod(let card): ["card", card.testNumber]
    case .detachMethod: []
    case .configureReload(let enabled, let threshold, let amount):
      [enabled ? "on" : "off", "threshold", "\(threshold)", "amount", "\(amount)"]
    case .purchase(let amount, let key): ["\(amount)"] + (key == .none ? [] : ["key", key.traceText])
    case .settle(let payment, let result): ["p\(payment.number)", result.traceName]
    case .grant(let amount, let origin, let expiresAt, let priority):
      ["\(amount)", origin.traceName, "priority", "\(priority)"] + (expiresAt == .never ? [] : ["expires", expiresAt.rfc3339])
    case .openJob(let job, let slots, let price, let deadline):
      ["j\(job.number)", "slots", "\(slots)", "price", "\(price)"] + (deadline == .never ? [] : ["deadline", deadline.rfc3339])
    case .settleSlots(let job, let slots), .rejectSlots(let job, let slots): ["j\(job.number)", "slots", "\(slots)"]
    case .closeJob(let job), .cancelJob(let job): ["j\(job.number)"]
    case .use(let amount): ["\(amount)"]
    case .elapse(.jobDeadline(let job)): ["j\(job.number)"]
    case .elapse(.lotExpiry(let lot)): ["lot", "\(lot.number)"]
    case .elapse(.checkout(let payment)): ["p\(payment.number)"]
    case .refund(let payment, let amount): ["p\(payment.number)", "\(amount)"]
    case .dispute(let payment): ["p\(payment.number)"]
    case .startArrears, .endArrears, .writeOff, .cancel, .reactivate, .analyse, .buyReport: []
    case .subscribe(let plan, let throughCheckout): ["plan", "\(plan.number)"] + (throughCheckout ? ["through checkout"] : [])
    case .changePlan(let plan): ["plan", "\(plan.number)"]
    case .chat(let messages): ["\(messages)"]
    case .buyPack(let pack, let endUser): ["pack", "\(pack.number)", "for", "u\(endUser.number)"]
    case .access(let endUser, let documents):
      ["u\(endUser.number)"] + documents.indices.map { "d\(documents[$0].number)" }
    case .interview(let product, let duration_ms): ["product", "\(product.number)", "milliseconds", "\(duration_ms)"]
    case .overridePrices(let override): ["\(override.number)"]
    case .elapse(.creditExpiry(let lot)): ["lot", "\(lot.number)"]
    case .elapse: []
    }
  }
}
