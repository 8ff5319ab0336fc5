import Accounting
import Billing
import Simulation

extension Command {
  /// The whole command on one line for people, such as "settle p2 succeeded" or "open-job j1 slots 10 price 300". Amounts are in
  /// minor units. What the catalog offers is called by its place in the list.
  public var text: String { text(names: nil) }

  /// The same with the catalog's names for what it offers, such as "subscribe plan pro through checkout".
  public func text(names: OfferNames?) -> String {
    ([kind.name] + words(names)).joined(separator: " ")
  }

  private func words(_ names: OfferNames?) -> [String] {
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
    case .endAccess(let cutoff): ["\(cutoff.number)"]
    case .elapse(.creditExpiry(let lot)): ["lot", "\(lot.number)"]
    case .elapse: []
    default: offerWords(names)
    }
  }

  private func offerWords(_ names: OfferNames?) -> [String] {
    func word(_ kind: OfferKind, _ place: Int) -> String { names?.name(of: kind, at: place) ?? "\(place)" }
    switch self {
    case .subscribe(let plan, let throughCheckout):
      return ["plan", word(.plan, plan.index)] + (throughCheckout ? ["through checkout"] : [])
    case .changePlan(let plan): return ["plan", word(.plan, plan.index)]
    case .chat(let messages): return ["messages", "\(messages)"]
    case .buyPack(let pack, let endUser):
      return ["pack", word(.pack, pack.index)] + (endUser == .owner ? [] : ["for", "u\(endUser.number)"])
    case .access(let endUser, let documents):
      return ["u\(endUser.number)"] + documents.indices.map { "d\(documents[$0].number)" }
    case .interview(let product, let duration_ms):
      return ["product", word(.product, product.index), "milliseconds", "\(duration_ms)"]
    case .overridePrices(let override): return ["prices", word(.prices, override.index)]
    default: return []
    }
  }
}
