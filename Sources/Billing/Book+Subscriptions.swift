import Accounting
import Pricing

/// Subscriptions: begun, cancelled, taken back, ended. Source: rules HI-3, HI-6, HI-7, HI-17.
extension Book {
  /// Begins a subscription: with a trial where the plan has one and the owner never had any, else when its first invoice is paid.
  /// One that waits for a payment that was declined is given up for the new one. Source: rules HI-17, HI-D5.
  mutating func subscribe(_ owner: Int, _ plan: PlanID, throughCheckout: Bool, _ now: Instant) -> Status {
    if terms.plans == nil { return .notOffered }
    if !isForSale(plan) { return .invalidPlan }
    let before = owners[owner].membership
    let status = before < 0 ? SubscriptionStatus.none : memberships[Int(before)].status
    if status.hasAccess { return .subscriptionExists }
    if status == .incomplete, isAwaitingAnswer(owner) { return .changePending }
    if !throughCheckout, !owners[owner].hasPaymentMethod { return .noPaymentMethod }

    let row = membershipRow(owner, now)
    if status == .incomplete { giveUpOpenInvoice(owner) }
    if status == .canceled { observations.insert(.comeback) }
    if memberships[row].subscriptions < .max { memberships[row].subscriptions += 1 }
    memberships[row].isThroughCheckout = throughCheckout
    memberships[row].cancelsAtPeriodEnd = false
    memberships[row].creditEndsAt = .never
    effects.append(.notify(.subscriptionCreated))
    let offer = self.plan(at: Int16(plan.number))
    if offer.trialDays > 0, !memberships[row].hadTrial {
      beginTrial(owner, plan, offer, now)
    } else {
      askFirstPayment(owner, plan, offer, now)
    }
    return .ok
  }

  /// The trial is period -1; the first one that is paid begins at the anchor.
  private mutating func beginTrial(_ owner: Int, _ plan: PlanID, _ offer: Plan, _ now: Instant) {
    let row = Int(owners[owner].membership)
    memberships[row].status = .trialing
    memberships[row].hadTrial = true
    memberships[row].adopt(Int16(plan.number), offer, price: offer.price)
    memberships[row].anchor = now.advanced(by: offer.trialDays * Duration_ms.day)
    memberships[row].period = -1
    memberships[row].periodStart = now
    memberships[row].periodEnd = memberships[row].anchor
    memberships[row].forgetUsage()
    memberships[row].billed = 0
    memberships[row].recognisedAt = now
    observations.insert(.trialBegun)
    if memberships[row].isThroughCheckout { completeCheckout(owner) }
    startPeriod(owner, now)
  }

  private mutating func askFirstPayment(_ owner: Int, _ plan: PlanID, _ offer: Plan, _ now: Instant) {
    let row = Int(owners[owner].membership)
    memberships[row].status = .incomplete
    memberships[row].pendingPlan = Int16(plan.number)
    memberships[row].pendingPrice = offer.price
    let invoice = writeInvoice(owner, .first, charge: offer.price, now)
    collect(owner, invoice, now)
    if memberships[row].status == .incomplete {
      memberships[row].lapsesAt = now.advanced(by: terms.plans?.incompleteLapses_ms ?? 0)
      effects.append(.wake(at: memberships[row].lapsesAt, .incomplete))
    }
  }

  /// The first invoice is paid: the subscription runs from the instant at which it was asked for. Source: rules HI-17, HI-D2.
  mutating func beginSubscription(_ owner: Int, invoice: Int, _ now: Instant) {
    let row = Int(owners[owner].membership)
    let offer = plan(at: memberships[row].pendingPlan)
    memberships[row].adopt(memberships[row].pendingPlan, offer, price: memberships[row].pendingPrice)
    memberships[row].status = .active
    memberships[row].pendingPlan = -1
    memberships[row].lapsesAt = .never
    memberships[row].anchor = invoices[invoice].raisedAt
    memberships[row].beginPeriod(0, of: offer.period)
    memberships[row].billed = 0
    memberships[row].recognisedAt = memberships[row].periodStart
    if memberships[row].isThroughCheckout { completeCheckout(owner) }
    effects.append(.notify(.subscriptionUpdated))
    startPeriod(owner, now)
  }

  /// What every period of a subscription begins with, once its bounds are set: its timer, and the minutes of its plan.
  mutating func startPeriod(_ owner: Int, _ now: Instant) {
    let row = Int(owners[owner].membership)
    let end = memberships[row].periodEnd
    if end != .never { effects.append(.wake(at: max(now, end), .renewal)) }
    if memberships[row].anchor.date.day > 28 { observations.insert(.leapDay) }
    beginAllowance(owner, now)
  }

  /// A checkout brings a card along that has just been charged.
  private mutating func completeCheckout(_ owner: Int) {
    takeCard(owner, .works)
    effects.append(.notify(.checkoutCompleted))
  }

  /// Ends the subscription with its period; no money goes back. Source: rule HI-6.
  mutating func cancel(_ owner: Int, _ now: Instant) -> Status {
    if terms.plans == nil { return .notOffered }
    let row = Int(owners[owner].membership)
    if row < 0 || memberships[row].status == .none || memberships[row].status == .canceled { return .noSubscription }
    if memberships[row].cancelsAtPeriodEnd { return .repeated }
    if isChangePending(row) || (memberships[row].status == .incomplete && isAwaitingAnswer(owner)) { return .changePending }

    observations.insert(.cancelled)
    if memberships[row].status == .incomplete {
      endIncomplete(owner, now)
    } else {
      memberships[row].cancelsAtPeriodEnd = true
      effects.append(.notify(.subscriptionUpdated))
    }
    return .ok
  }

  /// Takes the cancellation back while the period lasts. Source: rule HI-7.
  mutating func reactivate(_ owner: Int, _ now: Instant) -> Status {
    if terms.plans == nil { return .notOffered }
    let row = Int(owners[owner].membership)
    if row < 0 || !memberships[row].status.hasAccess { return .noSubscription }
    if !memberships[row].cancelsAtPeriodEnd { return .notCancelling }
    if isChangePending(row) { return .changePending }

    memberships[row].cancelsAtPeriodEnd = false
    observations.insert(.reactivated)
    effects.append(.notify(.subscriptionUpdated))
    return .ok
  }

  /// Nobody made the first payment in time. One that is heard of later becomes credit on the account. Source: rule HI-D5.
  mutating func lapseIncomplete(_ owner: Int, _ now: Instant) -> Status {
    let row = Int(owners[owner].membership)
    if row < 0 || memberships[row].lapsesAt == .never { return .timerCancelled }
    if now < memberships[row].lapsesAt { return .timerNotDue }

    endIncomplete(owner, now)
    return .ok
  }

  private mutating func endIncomplete(_ owner: Int, _ now: Instant) {
    giveUpOpenInvoice(owner)
    memberships[Int(owners[owner].membership)].status = .canceled
    effects.append(.notify(.subscriptionDeleted))
    limitAccountCredit(owner, now)
  }

  /// The subscription is over for good: everything billed is earned, nothing is awaited any more, and the plan that needs no
  /// subscription is in force, from a period of its own. Source: rules HI-6, HI-8, HI-D5.
  ///
  /// - Parameter overage: what minutes beyond the allowance cost, in minor units: charged with a last invoice if `charges`, else lost.
  mutating func endSubscription(_ owner: Int, overage: Int64, charges: Bool, _ now: Instant) {
    let row = Int(owners[owner].membership)
    earnRest(owner, now)
    giveUpOpenInvoice(owner)
    memberships[row].status = .canceled
    memberships[row].cancelsAtPeriodEnd = false
    memberships[row].nextPlan = -1
    memberships[row].attempts = 0
    memberships[row].retryAt = .never
    memberships[row].billed = 0
    memberships[row] = fallenBack(memberships[row], now)
    effects.append(.notify(.subscriptionDeleted))
    limitAccountCredit(owner, now)
    if overage > 0 { settleLastOverage(owner, overage, charges: charges, now) }
  }

  // MARK: Rows and plans

  /// The row of the owner's membership, made when it is first asked for. The period of a plan that needs no subscription runs from
  /// that instant, or from the end of the last subscription; it begins anew when its time has come. Source: rule HI-D5.
  mutating func membershipRow(_ owner: Int, _ now: Instant) -> Int {
    let member = membership(owner, now)
    if owners[owner].membership < 0 {
      memberships.append(member)
      owners[owner].membership = Int32(memberships.count - 1)
    } else {
      memberships[Int(owners[owner].membership)] = member
    }
    return Int(owners[owner].membership)
  }

  /// The membership as it is at `now`, made up where there is none yet; nothing is written down.
  func membership(_ owner: Int, _ now: Instant) -> Membership {
    let row = owners[owner].membership
    if row < 0 { return fallenBack(Membership(), now) }
    let member = memberships[Int(row)]
    return member.status.hasAccess || now < member.periodEnd ? member : inFreePeriod(member, now)
  }

  /// With the plan of those who have no subscription, from `now`.
  private func fallenBack(_ before: Membership, _ now: Instant) -> Membership {
    var member = before
    member.plan = -1
    member.price = 0
    member.analysesLimit = 0
    member.messagesLimit = 0
    member.anchor = now
    member.period = 0
    member.periodStart = now
    member.periodEnd = .never
    member.forgetUsage()
    guard let fallback = terms.plans?.fallback else { return member }
    let offer = plan(at: Int16(fallback.number))
    member.adopt(Int16(fallback.number), offer, price: 0)
    member.beginPeriod(0, of: offer.period)
    return member
  }

  /// With the month of the free plan that runs at `now`.
  private func inFreePeriod(_ before: Membership, _ now: Instant) -> Membership {
    var member = before
    let offer = plan(at: member.plan)
    var number = member.period
    while now >= offer.period.boundary(number + 1, from: member.anchor) { number += 1 }
    if number == member.period { return member }
    member.adopt(member.plan, offer, price: 0)
    member.beginPeriod(number, of: offer.period)
    return member
  }

  /// The plan at this place of the list. - Precondition: there is one; a revision changes figures, never the list.
  func plan(at number: Int16) -> Plan {
    guard let rules = terms.plans, number >= 0, Int(number) < rules.plans.count else {
      preconditionFailure("A membership's plan is one of the catalog's.")
    }
    return rules.plans[Int(number)]
  }

  /// Whether it can be subscribed to. Source: rule HI-16.
  func isForSale(_ plan: PlanID) -> Bool {
    guard let count = terms.plans?.plans.count, plan.index < count else { return false }
    return (terms.plans?.plans[plan.index].price ?? 0) > 0
  }

  func isChangePending(_ row: Int) -> Bool { memberships[row].status == .active && memberships[row].pendingPlan >= 0 }

  /// Whether the processor has still to answer the charge of the open invoice.
  func isAwaitingAnswer(_ owner: Int) -> Bool {
    let open = memberships[Int(owners[owner].membership)].openInvoice
    if open < 0 { return false }
    let payment = paymentRow(owner, invoices[Int(open)].payment)
    return payment >= 0 && payments[Int(payment)].state == .pending
  }
}
