import Accounting
import Billing
import Simulation

/// Writes commands as lines of a trace, so that reading them gives the same commands back.
public enum TraceWriter {
  /// The first line. A recorded run says that its charges are answered by its lines only.
  public static func header(_ header: Trace.Header) -> String {
    var line = "{\"trace\":1"
    if let catalog = header.catalog { line += ",\"catalog\":\(quoted(catalog))" }
    if let prices = header.prices { line += ",\"prices\":\(quoted(prices))" }
    if let seed = header.seed { line += ",\"seed\":\(seed)" }
    if let scenario = header.scenario { line += ",\"scenario\":\(quoted(scenario))" }
    return line + ",\"charges\":\"\(header.chargesAreRecorded ? "recorded" : "automatic")\"}"
  }

  /// The line of a command of the simulator's owner number `owner`, without its line break; nil for a timer, because timers
  /// fire by themselves when the trace is replayed.
  ///
  /// - Parameter names: those of the catalog; plans, packs, products and sets of prices are written by their places without it.
  public static func line(at: Instant, owner: UInt64, _ command: Command, names: OfferNames? = nil) -> String? {
    guard let fields = fields(of: command, names) else { return nil }
    return "{\"at\":\"\(at.rfc3339)\",\"owner\":\"o\(owner)\",\"do\":\"\(command.kind.name)\"\(fields)}"
  }

  /// A line that lets time pass, so that timers due until then fire: for one owner, who is thereby known to the trace, or
  /// for all when `owner` is nil.
  public static func advance(to at: Instant, owner: UInt64? = nil) -> String {
    "{\"at\":\"\(at.rfc3339)\"" + (owner.map { ",\"owner\":\"o\($0)\"" } ?? "") + ",\"do\":\"advance\"}"
  }

  private static func fields(of command: Command, _ names: OfferNames?) -> String? {
    switch command {
    case .attachMethod(let card): return ",\"card\":\"\(card.testNumber)\""
    case .detachMethod: return ""
    case .configureReload(let enabled, let threshold, let amount):
      return ",\"enabled\":\(enabled),\"threshold\":\(threshold),\"amount\":\(amount)"
    case .purchase(let amount, let key):
      return ",\"amount\":\(amount)" + (key == .none ? "" : ",\"key\":\"\(key.traceText)\"")
    case .settle(let payment, let result): return ",\"payment\":\(payment.number),\"result\":\"\(result.traceName)\""
    case .grant(let amount, let origin, let expiresAt, let priority):
      let expires = expiresAt == .never ? "" : ",\"expires\":\"\(expiresAt.rfc3339)\""
      return ",\"amount\":\(amount),\"origin\":\"\(origin.traceName)\"\(expires),\"priority\":\(priority)"
    case .openJob(let job, let slots, let price, let deadline):
      let end = deadline == .never ? "" : ",\"deadline\":\"\(deadline.rfc3339)\""
      return ",\"job\":\(job.number),\"slots\":\(slots),\"price\":\(price)\(end)"
    case .settleSlots(let job, let slots), .rejectSlots(let job, let slots): return ",\"job\":\(job.number),\"slots\":\(slots)"
    case .closeJob(let job), .cancelJob(let job): return ",\"job\":\(job.number)"
    case .use(let amount): return ",\"quantity\":\(amount)"
    case .refund(let payment, let amount): return ",\"payment\":\(payment.number),\"amount\":\(amount)"
    case .dispute(let payment): return ",\"payment\":\(payment.number)"
    case .startArrears, .endArrears, .writeOff, .cancel, .reactivate, .analyse, .buyReport: return ""
    case .elapse: return nil
    default: return offerFields(of: command, names)
    }
  }

  private static func offerFields(of command: Command, _ names: OfferNames?) -> String {
    func field(_ kind: OfferKind, _ place: Int) -> String {
      ",\"\(kind.key)\":" + (names?.name(of: kind, at: place).map(quoted) ?? "\(place)")
    }
    switch command {
    case .subscribe(let plan, let throughCheckout): return field(.plan, plan.index) + ",\"checkout\":\(throughCheckout)"
    case .changePlan(let plan): return field(.plan, plan.index)
    case .chat(let messages): return ",\"messages\":\(messages)"
    case .buyPack(let pack, let endUser): return field(.pack, pack.index) + ",\"end_user\":\(endUser.number)"
    case .access(let endUser, let documents):
      let list = documents.indices.map { "\(documents[$0].number)" }.joined(separator: ",")
      return ",\"end_user\":\(endUser.number),\"documents\":[\(list)]"
    case .interview(let product, let duration_ms): return field(.product, product.index) + ",\"duration_ms\":\(duration_ms)"
    case .overridePrices(let override): return field(.prices, override.index)
    case .endAccess(let cutoff): return ",\"cutoff\":\(cutoff.number)"
    default: return ""
    }
  }
}
