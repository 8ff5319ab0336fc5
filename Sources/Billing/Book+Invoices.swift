import Accounting
import Pricing

/// Bills at the month's end, the arrears plan, trust, and amounts that a card can be charged.
extension Book {
  /// Source: rule PB-9.
  mutating func startArrears(_ owner: Int) -> Status {
    if !terms.allowsArrears { return .notOffered }
    if owners[owner].isInArrears { return .repeated }
    if !owners[owner].hasPaymentMethod { return .noPaymentMethod }

    owners[owner].isInArrears = true
    owners[owner].reload.enabled = false
    owners[owner].access = .open
    owners[owner].cutoffAt = .never
    return .ok
  }

  /// Ends the plan and bills at once what is still owed; from now on credits can be bought. Source: rule PB-9.
  mutating func endArrears(_ owner: Int, _ now: Instant) -> Status {
    if !owners[owner].isInArrears { return .noArrearsPlan }

    owners[owner].isInArrears = false
    owners[owner].invoiceAt = .never
    if owners[owner].debt > 0 { bill(owner, now) }
    return .ok
  }

  mutating func planInvoice(_ owner: Int, _ now: Instant) {
    owners[owner].invoiceAt = startOfNextMonth(now)
    effects.append(.wake(at: owners[owner].invoiceAt, .invoice))
  }

  /// The month is over: what credits did not cover is charged. Source: rule PB-8.
  mutating func raiseInvoice(_ owner: Int, _ now: Instant) -> Status {
    if owners[owner].invoiceAt == .never { return .timerCancelled }
    if now < owners[owner].invoiceAt { return .timerNotDue }

    owners[owner].invoiceAt = .never
    if owners[owner].debt > 0 { bill(owner, now) }
    return .ok
  }

  /// One bill at a time: what is owed beside one in flight waits for the next month. Without a card access ends.
  private mutating func bill(_ owner: Int, _ now: Instant) {
    if owners[owner].invoice != .none { return }
    if owners[owner].hasPaymentMethod {
      owners[owner].invoice = charge(owner, chargeable(owners[owner].debt), .invoice, .none, now)
    } else if owners[owner].access != .cutOff {
      cutOff(owner)
    }
  }

  /// An unpaid bill ends access until the debt is paid.
  mutating func invoiceAnswered(_ owner: Int, _ payment: PaymentID, wasPaid: Bool) {
    guard owners[owner].invoice == payment else { return }
    owners[owner].invoice = .none
    if !wasPaid, owners[owner].debt > 0, owners[owner].access != .cutOff { cutOff(owner) }
  }

  // MARK: Amounts

  /// The smallest amount of at least `amount` that a card can be charged. Source: rule PB-D1.
  @inline(__always)
  func chargeable(_ amount: Int64) -> Int64 {
    cardStep == 1 ? amount : (amount + cardStep - 1) / cardStep * cardStep
  }

  /// The most that the owner's tier lets one charge be; without tiers, any amount. Source: rules PB-2, PB-10.
  func tierMaximum(_ owner: Int, _ now: Instant) -> Int64 {
    terms.tiers.maximum(paid: owners[owner].paidIn, firstPaymentAt: owners[owner].firstPaidAt, at: now) ?? .max
  }

  func largestPurchase(_ owner: Int, _ now: Instant) -> Int64 { min(terms.limits.maximum, tierMaximum(owner, now)) }

  /// The most that an owner can buy at once, in minor units. Source: rules FH-5, PB-2.
  public func largestPurchase(of owner: OwnerSlot, at now: Instant) -> Int64 { largestPurchase(owner.index, now) }
}
