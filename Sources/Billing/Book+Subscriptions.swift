import Accounting
import Pricing

/// Subscriptions: begun, changed, cancelled, renewed. Source: rules HI-1 to HI-9, HI-17.
extension Book {
  mutating func subscribe(_ owner: Int, _ plan: PlanID, throughCheckout: Bool, _ now: Instant) -> Status { .notOffered }
  mutating func changePlan(_ owner: Int, _ plan: PlanID, _ now: Instant) -> Status { .notOffered }
  mutating func cancel(_ owner: Int, _ now: Instant) -> Status { .notOffered }
  mutating func reactivate(_ owner: Int, _ now: Instant) -> Status { .notOffered }
  mutating func renew(_ owner: Int, _ now: Instant) -> Status { .timerCancelled }
  mutating func retryRenewal(_ owner: Int, _ now: Instant) -> Status { .timerCancelled }
  mutating func lapseIncomplete(_ owner: Int, _ now: Instant) -> Status { .timerCancelled }
  mutating func recogniseMonth(_ owner: Int, _ now: Instant) -> Status { .timerCancelled }
  mutating func lapseAccountCredit(_ owner: Int, _ now: Instant) -> Status { .timerCancelled }

  /// Whether a timer of the owner's subscription still has its reason at `now`.
  func isPlanTimerLive(_ timer: Timer, _ owner: Int, _ now: Instant) -> Bool { false }

  /// The processor's answer to the charge of an invoice.
  mutating func planPaymentAnswered(_ owner: Int, _ row: Int, _ result: SettlementResult, wasLate: Bool, _ now: Instant) {}

  /// The row of the owner's membership, made when it is first asked for. The period of a plan that needs no subscription runs from
  /// that instant. Source: rule HI-D5.
  mutating func membershipRow(_ owner: Int, _ now: Instant) -> Int {
    if owners[owner].membership < 0 {
      memberships.append(Membership())
      owners[owner].membership = Int32(memberships.count - 1)
    }
    return Int(owners[owner].membership)
  }
}
