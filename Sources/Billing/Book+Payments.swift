import Accounting
import Pricing

/// Payment methods, purchases and their settlement, grants.
extension Book {
  /// A new card: what the old one did is forgotten. Source: rules IH-7, IH-D3.
  mutating func attachMethod(_ owner: Int, _ card: Card, _ now: Instant) -> Status {
    takeCard(owner, card)
    return .ok
  }

  /// The owner's card from now on, attached by itself or brought along to a checkout.
  mutating func takeCard(_ owner: Int, _ card: Card) {
    owners[owner].hasPaymentMethod = true
    owners[owner].card = card
    owners[owner].cards &+= 1
    owners[owner].reload.attemptCount = 0
    owners[owner].reload.attemptNext = 0
    forgiveReload(owner, cardIsNew: true)
  }

  /// Removes the payment method and switches auto-reload off; a charge in flight completes. Source: rules IH-8, IH-D4.
  mutating func detachMethod(_ owner: Int, _ now: Instant) -> Status {
    if !owners[owner].hasPaymentMethod { return .noPaymentMethod }

    #if Sabotage
      if PlantedBug.reloadAfterDetach.isOn {
        owners[owner].hasPaymentMethod = false
        return .ok
      }
    #endif
    owners[owner].hasPaymentMethod = false
    owners[owner].reload.enabled = false
    return .ok
  }

  /// Asks for a charge; credits come when it settles. Source: rules IH-1, IH-7, FH-5, FH-8, FH-9.
  mutating func purchase(_ owner: Int, _ amount: Int64, _ key: IdempotencyKey, _ now: Instant) -> Status {
    if key != .none {
      #if Sabotage
        var earlier = paymentRow(owner, key: key)
        if PlantedBug.keyStoredLate.isOn, earlier >= 0, payments[Int(earlier)].state == .pending { earlier = -1 }
      #else
        let earlier = paymentRow(owner, key: key)
      #endif
      if earlier >= 0 {
        observations.insert(.repeatedKey)
        return payments[Int(earlier)].amount == chargeable(amount) ? .repeated : .keyReused
      }
    }
    if amount < 1 || amount > Limits.largestAmount { return .invalidAmount }
    if amount < terms.limits.minimum { return .belowMinimum }
    if amount > largestPurchase(owner, now) { return .aboveMaximum }
    if owners[owner].isInArrears { return .arrearsOpen }
    if !owners[owner].hasPaymentMethod { return .noPaymentMethod }

    _ = charge(owner, chargeable(amount), .purchase, key, now)
    touchedPayment = owners[owner].firstPayment
    #if Sabotage
      if PlantedBug.bonusAtCheckout.isOn, payments[Int(touchedPayment)].bonus > 0 {
        let bonus = payments[Int(touchedPayment)].bonus
        post(owner, debit: .promotion, credit: .availablePromotional, bonus, .bonus)
        grantLot(owner, bonus, origin: .bonus, costBasis: 0, payment: .none, priority: 0, expiresAt: .never, now)
      }
    #endif
    return .ok
  }

  /// Writes a pending payment and asks for its charge.
  mutating func charge(
    _ owner: Int, _ amount: Int64, _ kind: PaymentKind, _ key: IdempotencyKey, _ now: Instant, subject: Int32 = -1,
    pack: PackID = PackID(0)
  ) -> PaymentID {
    #if Sabotage
      let isHidden = PlantedBug.hiddenCounter.isOn && kind == .purchase
      let amount = amount + (isHidden ? PlantedBug.nextHidden() % 97 : 0)
    #endif
    owners[owner].lastPaymentNumber += 1
    let id = PaymentID(owners[owner].lastPaymentNumber)
    let expiresAt = checkoutEnd(kind, now)
    payments.append(
      Payment(
        amount: amount, bonus: kind == .purchase || kind == .reload ? terms.bonus.bonus(on: amount) : 0, key: key,
        requestedAt: now, expiresAt: expiresAt, id: id,
        next: owners[owner].firstPayment, card: owners[owner].cards, kind: kind, state: .pending, timesCredited: 0,
        subject: subject, pack: pack))
    owners[owner].firstPayment = Int32(payments.count - 1)
    effects.append(.charge(id, amount: amount, kind))
    if expiresAt != .never { effects.append(.wake(at: expiresAt, .checkout(id))) }
    return id
  }

  /// The processor's answer, which may come twice and out of order. A success is applied once, whatever came before it.
  /// Source: rules IH-1, FH-8, FH-11.
  mutating func settle(_ owner: Int, _ payment: PaymentID, _ result: SettlementResult, _ now: Instant) -> Status {
    let row = paymentRow(owner, payment)
    if row < 0 { return .unknownPayment }
    let state = payments[Int(row)].state
    #if Sabotage
      if PlantedBug.creditedTwice.isOn, state == .settled, result == .succeeded {
        touchedPayment = row
        if !payments[Int(row)].kind.isMoney { return settleOffer(owner, Int(row), result, now) }
        applyCredits(owner, Int(row), now)
        return .ok
      }
      if state == .declined, result == .succeeded {
        if PlantedBug.lateSuccessIgnored.isOn { return .repeated }
        if PlantedBug.neverCredited.isOn {
          touchedPayment = row
          payments[Int(row)].state = .settled
          return .ok
        }
      }
    #endif
    if state == .settled || (state != .pending && result != .succeeded) {
      observations.insert(.duplicateNotification)
      return .repeated
    }

    touchedPayment = row
    if !payments[Int(row)].kind.isMoney { return settleOffer(owner, Int(row), result, now) }
    if result == .succeeded {
      if state == .declined { observations.insert(.settledAfterDecline) }
      if state == .lapsed { observations.insert(.settledAfterLapse) }
      payments[Int(row)].state = .settled
      applyCredits(owner, Int(row), now)
      reloadSettled(owner, payment, now)
      invoiceAnswered(owner, payment, wasPaid: true)
    } else {
      payments[Int(row)].state = .declined
      effects.append(.notify(.paymentDeclined))
      reloadDeclined(owner, payment, result, now)
      invoiceAnswered(owner, payment, wasPaid: false)
    }
    return .ok
  }

  /// The answer to a charge for something else than credits of money.
  private mutating func settleOffer(_ owner: Int, _ row: Int, _ result: SettlementResult, _ now: Instant) -> Status {
    let before = payments[row].state
    payments[row].state = result == .succeeded ? .settled : .declined
    if result == .succeeded {
      if before == .declined { observations.insert(.settledAfterDecline) }
      if before == .lapsed { observations.insert(.settledAfterLapse) }
      payments[row].timesCredited += 1
      owners[owner].paidIn += payments[row].amount
      if owners[owner].firstPaidAt == .never { owners[owner].firstPaidAt = now }
      post(owner, debit: .processorFees, credit: .cash, terms.processorFee.fee(on: payments[row].amount), .processorFee)
    } else {
      effects.append(.notify(.paymentDeclined))
    }
    switch payments[row].kind {
    case .pack, .report: packPaymentAnswered(owner, row, result, now)
    default: planPaymentAnswered(owner, row, result, now)
    }
    return .ok
  }

  /// Cash comes in: the debt is repaid first, the rest becomes a lot, and the bonus a lot of its own. Source: rules FH-6, FH-D1.
  private mutating func applyCredits(_ owner: Int, _ row: Int, _ now: Instant) {
    let payment = payments[row]
    payments[row].timesCredited += 1
    owners[owner].paidIn += payment.amount
    if owners[owner].firstPaidAt == .never { owners[owner].firstPaidAt = now }
    let repaid = min(payment.amount, owners[owner].debt)
    if repaid > 0 {
      owners[owner].debt -= repaid
      post(owner, debit: .cash, credit: .receivable, repaid, .debtRepaid)
      observations.insert(.debtRepaid)
    }
    let amount = payment.amount - repaid
    let expiresAt = terms.expiry.paid.end(from: now)
    if amount > 0 {
      post(owner, debit: .cash, credit: .availablePaid, amount, .purchase)
      #if Sabotage
        if PlantedBug.postedApart.isOn, payment.id.number % 3 == 0 { return }
      #endif
      grantLot(
        owner, amount, origin: payment.kind.origin, costBasis: amount, payment: payment.id, priority: 0, expiresAt: expiresAt, now
      )
    }
    post(owner, debit: .processorFees, credit: .cash, terms.processorFee.fee(on: payment.amount), .processorFee)
    let bonus = payment.bonus
    if bonus > 0 {
      #if Sabotage
        if PlantedBug.bonusAsDeferred.isOn {
          post(owner, debit: .promotion, credit: .availablePaid, bonus, .bonus)
          return grantLot(
            owner, bonus, origin: payment.kind.origin, costBasis: 0, payment: .none, priority: 0, expiresAt: expiresAt, now)
        }
      #endif
      post(owner, debit: .promotion, credit: .availablePromotional, bonus, .bonus)
      grantLot(
        owner, bonus, origin: .bonus, costBasis: 0, payment: payment.id, priority: 0,
        expiresAt: terms.expiry.bonus?.end(from: now) ?? expiresAt, now)
    }
    if !owners[owner].hasPaymentMethod { observations.insert(.settledAfterDetach) }
    effects.append(.notify(.creditsPurchased))
  }

  /// Promotional credits. Source: rule FH-12.
  mutating func grant(
    _ owner: Int, _ amount: Int64, origin: LotOrigin, expiresAt: Instant, priority: Int16, _ now: Instant
  ) -> Status {
    if amount < 1 || amount > Limits.largestAmount || origin.creditClass == .paid { return .invalidAmount }
    if expiresAt <= now { return .invalidDeadline }
    var end = expiresAt
    if origin == .freeTier, let tier = terms.freeTier {
      if amount != tier.amount { return .invalidAmount }
      if owners[owner].hadFreeTier { return .alreadyGranted }
      if expiresAt == .never { end = tier.term.end(from: now) }
      owners[owner].hadFreeTier = true
    }

    #if Sabotage
      let amount = PlantedBug.giftDoubled.isOn ? 2 * amount : amount
    #endif
    post(owner, debit: .promotion, credit: .availablePromotional, amount, .grant)
    grantLot(owner, amount, origin: origin, costBasis: 0, payment: .none, priority: priority, expiresAt: end, now)
    return .ok
  }

  // MARK: Rows

  /// The row of a payment, or -1. - Complexity: O(payments of the owner), newest first, so that answers find theirs at once.
  func paymentRow(_ owner: Int, _ payment: PaymentID) -> Int32 {
    var row = owners[owner].firstPayment
    while row >= 0, payments[Int(row)].id != payment { row = payments[Int(row)].next }
    return row
  }

  func paymentRow(_ owner: Int, key: IdempotencyKey) -> Int32 {
    var row = owners[owner].firstPayment
    while row >= 0, payments[Int(row)].key != key { row = payments[Int(row)].next }
    return row
  }
}
