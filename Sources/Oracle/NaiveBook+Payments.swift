import Accounting
import Billing
import Pricing

/// Cards, purchases, and the processor's answers. Source: rules IH-1, IH-7, IH-8, FH-5 to FH-9, PB-2, PB-7, PB-10, PB-D1.
extension NaiveBook {
  func paymentIndex(_ number: UInt32) -> Int? { payments.firstIndex { $0.number == number } }

  mutating func attach() -> Status {
    newCard()
    return .ok
  }

  /// What the card before it did is forgotten: its attempts carry its number. Source: rule IH-D3.
  mutating func newCard() {
    hasMethod = true
    cards += 1
    reload.softDeclines = 0
    if [.backingOff, .paused, .cardExhausted].contains(reload.phase) { reload.phase = .ready }
  }

  mutating func detach() -> Status {
    if !hasMethod { return .noPaymentMethod }
    hasMethod = false
    reload.enabled = false
    return .ok
  }

  /// Minor units of the smallest amount that a card can be charged.
  private var cardStep: Int64 {
    var step: Int64 = 1
    var decimals = catalog.currency.cardDecimals
    while decimals < catalog.currency.decimals {
      step *= 10
      decimals += 1
    }
    return step
  }

  func chargeable(_ amount: Int64) -> Int64 { Naive.roundedUp(amount, to: cardStep) }

  /// The most that trust allows; nil without tiers. Source: rule PB-10.
  var trusted: Int64? {
    var most = terms.tiers.tiers.first?.maximum
    for tier in terms.tiers.tiers {
      let isOld = tier.after_ms == 0 || firstPaidAt.map { clock - $0 >= tier.after_ms } == true
      if isOld, paidIn >= tier.paid { most = tier.maximum }
    }
    return most
  }

  mutating func buy(_ amount: Int64, _ key: UInt64) -> Status {
    if key != 0, let before = payments.first(where: { $0.key == key }) {
      return before.amount == chargeable(amount) ? .repeated : .keyReused
    }
    if amount <= 0 || amount > 100_000_000_000_000 { return .invalidAmount }
    if amount < terms.limits.minimum { return .belowMinimum }
    if amount > terms.limits.maximum { return .aboveMaximum }
    if let trusted, amount > trusted { return .aboveMaximum }
    if isInArrears { return .arrearsOpen }
    if !hasMethod { return .noPaymentMethod }
    let index = charge(chargeable(amount), .purchase)
    payments[index].key = key
    return .ok
  }

  /// Writes a payment that waits for its answer. - Returns: its place.
  mutating func charge(_ amount: Int64, _ kind: PaymentKind) -> Int {
    let number = UInt32(payments.count + 1)
    var ends = Naive.forever
    if [.purchase, .pack, .report].contains(kind), let length = terms.limits.checkoutExpires_ms {
      ends = Naive.later(clock, by: length)
    }
    var payment = NaivePayment(
      number: number, kind: kind, amount: amount, askedAt: clock, lapsesAt: ends, card: cards)
    if kind == .purchase || kind == .reload { payment.bonus = bonus(amount) }
    payments.append(payment)
    charges.append(Charge(payment: number, amount: amount, kind: kind))
    wake(.checkout(PaymentID(number)), at: ends)
    return payments.count - 1
  }

  /// The rate of the highest step that the amount reaches, floored. Source: rules FH-6, FH-D5.
  private func bonus(_ amount: Int64) -> Int64 {
    let reached = terms.bonus.steps.filter { amount >= $0.from }.max { $0.from < $1.from }
    return reached.map { Naive.millionths(amount, $0.share, .down) } ?? 0
  }

  mutating func lapse(_ number: UInt32) -> Status {
    guard let index = paymentIndex(number), payments[index].state == .pending else { return .timerCancelled }
    if clock < payments[index].lapsesAt { return .timerNotDue }
    payments[index].state = .lapsed
    return .ok
  }

  mutating func hear(_ number: UInt32, _ result: SettlementResult) -> Status {
    guard let index = paymentIndex(number) else { return .unknownPayment }
    if payments[index].state == .settled { return .repeated }
    if payments[index].state != .pending, result != .succeeded { return .repeated }
    payments[index].state = result == .succeeded ? .settled : .declined
    if result == .succeeded { cashCame(payments[index].amount) }
    switch payments[index].kind {
    case .purchase, .reload, .invoice:
      if result == .succeeded { creditPurchase(index) }
      reloadHears(index, result)
      billHears(number, wasPaid: result == .succeeded)
    case .pack, .report: if result == .succeeded { packIsPaid(index) }
    case .subscription, .upgrade, .renewal: invoiceHears(index, result)
    }
    return .ok
  }

  /// What every settled charge does: trust rises, and the processor keeps its part.
  private mutating func cashCame(_ amount: Int64) {
    paidIn += amount
    if firstPaidAt == nil { firstPaidAt = clock }
    let rule = terms.processorFee
    let fee = min(amount, Naive.millionths(amount, rule.share, .halfUp) + rule.fixed)
    add(fee, to: .processorFees)
    add(amount - fee, to: .cash)
  }

  /// A debt is paid first; the rest is credits, and the promised bonus comes whole. Source: rules PB-7, PB-D0, FH-D1.
  private mutating func creditPurchase(_ index: Int) {
    let payment = payments[index]
    let repaid = min(debt, payment.amount)
    changeDebt(-repaid)
    let until = Naive.terms(1, terms.expiry.paid, after: clock)
    if payment.amount > repaid {
      newLot(payment.amount - repaid, isPaid: true, payment: payment.number, until: until)
    }
    if payment.bonus > 0 {
      add(payment.bonus, to: .promotion)
      let end = terms.expiry.bonus.map { Naive.terms(1, $0, after: clock) } ?? until
      newLot(payment.bonus, isPaid: false, payment: payment.number, until: end)
    }
  }

  mutating func changeDebt(_ change: Int64) {
    debt += change
    add(change, to: .receivable)
  }
}
