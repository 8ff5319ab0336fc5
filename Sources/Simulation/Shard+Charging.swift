import Accounting
import Billing
import Population

/// The book asks for charges; the processor answers, at least once.
extension Shard where Pending: ~Copyable {
  /// Who is there when a card is charged, and whose card it is.
  enum Payer { case nobody, owner, withAnotherCard }

  static func payer(of kind: PaymentKind, _ command: Command) -> Payer {
    switch (kind, command) {
    case (.subscription, .subscribe(_, throughCheckout: true)): .withAnotherCard
    case (.pack, .buyPack(_, let endUser)): endUser == .owner ? .owner : .withAnotherCard
    default: kind.isInPerson ? .owner : .nobody
    }
  }

  /// When the answer to a charge comes, and once more.
  @inline(__always)
  private func delivery(of payment: PaymentID, _ owner: OwnerSlot) -> Behaviour.Delivery {
    if let plain = gateway.plainDelivery(at: now) { return behaviour.delivery(ofCharge: payment, owner.index, plain) }
    return faultyDelivery(of: payment, owner)
  }

  @inline(never)
  private func faultyDelivery(of payment: PaymentID, _ owner: OwnerSlot) -> Behaviour.Delivery {
    let fault = gateway.fault(at: now)
    return behaviour.delivery(
      ofCharge: payment, owner.index, latency: gateway.behaviour.latency_ms, faultDelay: fault?.delay,
      duplicates: max(gateway.behaviour.duplicates, fault?.duplicates ?? 0),
      duplicateAfter: gateway.behaviour.duplicateAfter_ms)
  }

  /// The processor's answer, at least once.
  mutating func charge(_ payment: PaymentID, _ kind: PaymentKind, _ owner: OwnerSlot, _ payer: Payer) {
    if kind == .subscription, payer == .withAnotherCard { behaviour.noteCheckout(payment, owner.index) }
    if payer != .nobody, behaviour.abandons(purchase: payment, owner.index) { return }
    var result = behaviour.outcome(
      ofCharge: payment, owner.index, isOwnCard: payer != .withAnotherCard, more: gateway.declines(at: now))
    let delivery = delivery(of: payment, owner)
    let first = now.advanced(by: delivery.first_ms)
    if gateway.isOut(at: now) { result = .declinedSoft }
    #if Sabotage
      if PlantedBug.sharedDraw.isOn, PlantedBug.nextHidden() % 3 == 0 { result = .declinedSoft }
    #endif
    schedule(first, payment, result, owner)
    // Somebody who buys in person answers the bank's question, so a success follows; an automatic charge has nobody who could.
    if result == .needs3DS, payer != .nobody {
      result = .succeeded
      schedule(first.advanced(by: 2 * Duration_ms.minute), payment, result, owner)
    }
    if let second_ms = delivery.second_ms {
      schedule(now.advanced(by: second_ms), payment, result, owner)
    }
  }
}
