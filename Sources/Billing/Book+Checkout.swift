import Accounting
import Pricing

/// Checkout sessions: a purchase in person that nobody pays lapses. Source: rule FH-8.
extension Book {
  /// When a charge that is asked for now lapses unpaid; a reload has nobody who could leave it unpaid.
  func checkoutEnd(_ kind: PaymentKind, _ now: Instant) -> Instant {
    guard kind.isInPerson, let length_ms = terms.limits.checkoutExpires_ms else { return .never }
    return now.advanced(by: length_ms)
  }

  /// The session is over and nothing was heard. A success that is heard later is applied all the same.
  mutating func lapseCheckout(_ owner: Int, _ payment: PaymentID, _ now: Instant) -> Status {
    let row = paymentRow(owner, payment)
    if row < 0 || payments[Int(row)].state != .pending { return .timerCancelled }
    if now < payments[Int(row)].expiresAt { return .timerNotDue }

    payments[Int(row)].state = .lapsed
    touchedPayment = row
    observations.insert(.checkoutLapsed)
    effects.append(.notify(.checkoutExpired))
    return .ok
  }
}
