import Accounting
import Billing
import Reporting
import Scenarios
import Simulation

/// A command as a clause for people, with amounts in major units and the catalog's own names.
struct CommandWords {
  let unit: MoneyUnit
  let names: OfferNames

  func words(_ command: Command) -> String {
    switch command {
    case .attachMethod(let card): "attaches a card \(words(card))"
    case .detachMethod: "takes its card away"
    case .configureReload(let enabled, let threshold, let amount):
      enabled ? "turns automatic reload on: \(money(amount)) at \(money(threshold))" : "turns automatic reload off"
    case .purchase(let amount, _): "buys credits for \(money(amount))"
    case .settle(let payment, let result): "payment \(payment.number) \(words(result))"
    case .grant(let amount, let origin, _, _): "is given \(money(amount)), \(origin.traceName)"
    case .openJob(let job, let slots, let price, _): "opens job \(job.number): \(count(slots, "slot")) at \(money(price))"
    case .settleSlots(let job, let slots): "pays \(count(slots, "slot")) of job \(job.number)"
    case .rejectSlots(let job, let slots): "rejects \(count(slots, "slot")) of job \(job.number)"
    case .closeJob(let job): "closes job \(job.number)"
    case .cancelJob(let job): "cancels job \(job.number)"
    case .use(let amount): "uses \(money(amount))"
    case .elapse(let timer): words(timer)
    case .refund(let payment, let amount): "gets \(money(amount)) of payment \(payment.number) back"
    case .dispute(let payment): "has the bank take payment \(payment.number) back"
    case .startArrears: "is billed by the month from now on"
    case .endArrears: "pays in advance again"
    case .writeOff: "what is owed is given up as lost"
    case .endAccess(let cutoff): "the metering has caught up: cutoff \(cutoff.number) takes effect"
    default: offerWords(command)
    }
  }

  private func offerWords(_ command: Command) -> String {
    switch command {
    case .subscribe(let plan, let throughCheckout):
      "subscribes to \(name(.plan, plan.index))\(throughCheckout ? " through a checkout" : "")"
    case .changePlan(let plan): "changes to \(name(.plan, plan.index))"
    case .cancel: "cancels the subscription"
    case .reactivate: "takes the cancellation back"
    case .analyse: "runs an analysis"
    case .chat(let messages): "sends \(count(messages, "chat message"))"
    case .buyReport: "buys a report"
    case .buyPack(let pack, let endUser): "buys the pack \(name(.pack, pack.index))\(words(endUser))"
    case .access(let endUser, let documents):
      "end user \(endUser.number) opens \(documents.count == 1 ? "document" : "documents") "
        + documents.indices.map { "\(documents[$0].number)" }.joined(separator: ", ")
    case .interview(let product, let duration_ms):
      "interview, \(name(.product, product.index)), \(clock(duration_ms))"
    case .overridePrices(let override): "gets the prices \(name(.prices, override.index))"
    default: command.text(names: names)
    }
  }

  /// What the step was set off by.
  static func event(_ command: Command) -> String {
    switch command {
    case .settle: "settlement"
    case .elapse, .endAccess: "timer"
    case .writeOff: "end"
    default: "wish"
    }
  }

  /// "1 slot", "3 slots".
  func count(_ count: Int64, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

  func money(_ amount: Int64) -> String { unit.amount(amount) }

  func name(_ kind: OfferKind, _ place: Int) -> String { names.name(of: kind, at: place) ?? "number \(place)" }

  func words(_ endUser: EndUserID) -> String { endUser == .owner ? "" : " for end user \(endUser.number)" }

  private func words(_ timer: Timer) -> String {
    switch timer {
    case .jobDeadline(let job): "job \(job.number) times out"
    case .lotExpiry(let lot): "lot \(lot.number) expires"
    case .reload: "automatic reload may be tried again"
    case .checkout(let payment): "the checkout of payment \(payment.number) lapses"
    case .cutoff: "access ends unless there are credits"
    case .invoice: "the month's bill is due"
    case .renewal: "the plan's period ends"
    case .dunning: "the renewal is charged again"
    case .incomplete: "the first payment was never made"
    case .recognition: "a month has ended: what was earned is recognised"
    case .accountCredit: "account credit runs out"
    case .creditExpiry(let lot): "credit lot \(lot.number) expires"
    }
  }

  private func words(_ card: Card) -> String {
    switch card {
    case .works: "that works"
    case .alwaysDeclines: "that is always declined"
    case .asksFor3DS: "that asks for 3DS"
    }
  }

  private func words(_ result: SettlementResult) -> String {
    switch result {
    case .succeeded: "succeeded"
    case .declinedSoft: "was declined for now"
    case .declinedHard: "was declined for good"
    case .needs3DS: "needs 3DS"
    }
  }

  /// "12:07 min"
  private func clock(_ duration_ms: Int64) -> String {
    let seconds = String(duration_ms / 1_000 % 60)
    return "\(duration_ms / 60_000):\(seconds.count < 2 ? "0" : "")\(seconds) min"
  }
}
