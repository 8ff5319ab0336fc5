import Accounting
import Billing
import Pricing
import Sampling

/// How owners subscribe, change plans, cancel and come back.
extension Behaviour {
  mutating func beginSubscriptions(_ row: Int, at now: Instant) {
    let index = segment(row)
    let place = sample(plans[index].offers.firstPlan, row, Purpose.firstPlan, 0)
    if place >= 0 {
      let wait_ms = milliseconds(sample(plans[index].offers.subscribesAfter_ms, row, Purpose.subscribeTime, 0))
      plan(now.advanced(by: wait_ms), Wish(.subscribe, subject: UInt32(place)))
    }
    planMove(.upgrade, row, ordinal: 0, at: now)
    planMove(.downgrade, row, ordinal: 0, at: now)
    planMove(.cancel, row, ordinal: 0, at: now)
    if plans[index].offers.hasAnalyses { planAnalysis(row, ordinal: 0, after: now) }
  }

  /// The owner's membership; an empty one for an owner who had nothing to do with plans yet.
  func membership(_ row: Int, _ book: borrowing Book) -> Membership {
    let place = book.owners[row].membership
    return place < 0 ? Membership() : book.memberships[Int(place)]
  }

  /// Nil for a plan that needs no subscription, and for whoever has one by now.
  mutating func subscribe(_ row: Int, to place: Int, _ book: borrowing Book) -> Command? {
    personas[row].habits.subscriptionPlanned = false
    guard let offered = book.terms.plans?.plans, place < offered.count, offered[place].price > 0 else { return nil }
    guard !membership(row, book).status.hasAccess else { return nil }
    let occurrence = personas[row].habits.subscriptions
    personas[row].habits.subscriptions += 1
    personas[row].habits.plan = Int16(place)
    let share = plans[segment(row)].offers.throughCheckout
    let throughCheckout =
      !book.owners[row].hasPaymentMethod || stream(row).bernoulli(share, Purpose.checkout, occurrence)
    return .subscribe(PlanID(UInt8(place)), throughCheckout: throughCheckout)
  }

  /// To the next dearer plan; whoever has no subscription begins with the cheapest.
  mutating func upgrade(_ wish: Wish, _ row: Int, _ book: borrowing Book) -> Command? {
    if wish.detail == 1 { personas[row].habits.upgradePlanned = false }
    guard let offered = book.terms.plans?.plans else { return nil }
    let membership = membership(row, book)
    let isSubscribed = membership.status.hasAccess && membership.plan >= 0
    let price = isSubscribed ? offered[Int(membership.plan)].price : 0
    var best = -1
    for place in offered.indices where offered[place].price > price {
      if best < 0 || offered[place].price < offered[best].price { best = place }
    }
    if best < 0 { return nil }
    return isSubscribed ? .changePlan(PlanID(UInt8(best))) : subscribe(row, to: best, book)
  }

  /// To the next cheaper plan that has a price; below that is only a cancellation.
  func downgrade(_ row: Int, _ book: borrowing Book) -> Command? {
    guard let offered = book.terms.plans?.plans else { return nil }
    let membership = membership(row, book)
    guard membership.status.hasAccess, membership.plan >= 0 else { return nil }
    let price = offered[Int(membership.plan)].price
    var best = -1
    for place in offered.indices where offered[place].price > 0 && offered[place].price < price {
      if best < 0 || offered[place].price > offered[best].price { best = place }
    }
    return best < 0 ? nil : .changePlan(PlanID(UInt8(best)))
  }

  func cancel(_ row: Int, _ book: borrowing Book) -> Command? {
    let membership = membership(row, book)
    return membership.status.hasAccess && !membership.cancelsAtPeriodEnd ? .cancel : nil
  }

  func reactivate(_ row: Int, _ book: borrowing Book) -> Command? {
    let membership = membership(row, book)
    return membership.status.hasAccess && membership.cancelsAtPeriodEnd ? .reactivate : nil
  }

  mutating func afterMove(_ wish: Wish, _ command: Command?, _ status: Status?, _ row: Int, at now: Instant) {
    if wish.detail == 0 { planMove(wish.kind, row, ordinal: wish.subject + 1, at: now) }
    if status == .ok, case .changePlan(let plan)? = command { personas[row].habits.plan = Int16(plan.number) }
  }

  /// Some who cancel think better of it, some come back later.
  mutating func afterCancel(_ wish: Wish, _ status: Status?, _ row: Int, at now: Instant, _ book: borrowing Book) {
    if wish.detail == 0 { planMove(.cancel, row, ordinal: wish.subject + 1, at: now) }
    guard status == .ok, !personas[row].hasLeft else { return }
    let end = membership(row, book).periodEnd
    let occurrence = personas[row].habits.cancels
    if stream(row).bernoulli(plans[segment(row)].offers.reactivates, Purpose.reactivates, occurrence) {
      personas[row].habits.cancels += 1
      let part = stream(row).uniform(Purpose.reactivateTime, occurrence)
      plan(now.advanced(by: milliseconds(part * Double(end.since(now)))), Wish(.reactivate))
    } else {
      planComeback(row, after: end)
    }
  }

  /// The subscription ended, or will end, at `end`: some begin another.
  mutating func planComeback(_ row: Int, after end: Instant) {
    let index = segment(row)
    let occurrence = personas[row].habits.cancels
    personas[row].habits.cancels += 1
    guard personas[row].habits.plan >= 0, !personas[row].hasLeft, end < self.end else { return }
    guard stream(row).bernoulli(plans[index].offers.comesBack, Purpose.comesBack, occurrence) else { return }
    let wait_ms = milliseconds(sample(plans[index].offers.comesBackAfter_ms, row, Purpose.comebackTime, occurrence))
    plan(end.advanced(by: wait_ms), Wish(.subscribe, subject: UInt32(personas[row].habits.plan)))
  }

  /// Moves that an owner makes of its own accord, at exponential gaps whether or not there is a subscription at the time.
  private mutating func planMove(_ kind: WishKind, _ row: Int, ordinal: UInt32, at now: Instant) {
    let index = segment(row)
    let (perYear, purpose) =
      switch kind {
      case .upgrade: (plans[index].offers.upgradesPerYear, Purpose.upgradeGap)
      case .downgrade: (plans[index].offers.downgradesPerYear, Purpose.downgradeGap)
      default: (plans[index].offers.cancelsPerYear, Purpose.cancelGap)
      }
    guard perYear > 0, !personas[row].hasLeft else { return }
    let years = stream(row).exponential(mean: 1 / perYear, purpose, ordinal)
    let at = now.advanced(by: milliseconds(years * 365.25 * Double(Duration_ms.day)))
    if at < end { plan(at, Wish(kind, subject: ordinal)) }
  }

  /// Whoever leaves ends the subscription; one whose first payment is still awaited is ended a day later, if it came to be.
  mutating func leaveSubscription(_ row: Int, at now: Instant, _ book: borrowing Book) {
    switch membership(row, book).status {
    case .trialing, .active, .pastDue: plan(now, Wish(.cancel, detail: 1))
    case .incomplete: plan(now.advanced(by: Duration_ms.day), Wish(.cancel, detail: 1))
    case .none, .canceled: break
    }
  }

  // MARK: What is heard

  /// The charge with this number is paid at a checkout, by a card that the owner brings along.
  public mutating func noteCheckout(_ payment: PaymentID, _ row: Int) { personas[row].habits.checkout = payment.number }

  /// Whether a charge was made to a card that the owner brought along.
  public func isCheckout(_ payment: PaymentID, _ row: Int) -> Bool { personas[row].habits.checkout == payment.number }

  /// A card came with a payment, and it works.
  public mutating func receiveCard(_ row: Int) {
    personas[row].hasMethod = true
    personas[row].cardIsDead = false
  }

  /// A first payment failed: some try again, as those do who replace a card.
  public mutating func hearFirstPayment(failed result: SettlementResult, _ row: Int, at now: Instant) {
    if result == .succeeded || personas[row].habits.subscriptionPlanned || personas[row].hasLeft { return }
    let index = segment(row)
    let occurrence = personas[row].habits.subscriptions
    guard personas[row].habits.plan >= 0,
      stream(row).bernoulli(plans[index].replacesCard, Purpose.subscribesAgain, occurrence)
    else { return }
    personas[row].habits.subscriptionPlanned = true
    let wait_ms = milliseconds(sample(plans[index].replacesCardAfter_ms, row, Purpose.subscribeAgainTime, occurrence))
    plan(now.advanced(by: wait_ms), Wish(.subscribe, subject: UInt32(personas[row].habits.plan)))
  }

  /// The subscription has ended because nobody paid for it.
  public mutating func hearEnd(_ row: Int, at now: Instant) { planComeback(row, after: now) }
}
