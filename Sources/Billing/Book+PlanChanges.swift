import Accounting
import Pricing

/// Changes of plan within a period. Source: rules HI-4, HI-5, HI-D1, HI-D4 to HI-D6.
extension Book {
  /// Changes the plan: to a dearer one when its prorated difference is paid, to a cheaper one as the catalog says. What was used stays
  /// used, and the new plan's limits apply. The plan in force takes a coming change back. Only plans with periods of the same length
  /// can follow each other within one.
  mutating func changePlan(_ owner: Int, _ plan: PlanID, _ now: Instant) -> Status {
    guard let rules = terms.plans else { return .notOffered }
    if !isForSale(plan) { return .invalidPlan }
    let row = Int(owners[owner].membership)
    if row < 0 { return .noSubscription }
    let member = memberships[row]
    switch member.status {
    case .none, .canceled: return .noSubscription
    case .incomplete: return .changePending
    case .pastDue: return .paymentOverdue
    case .trialing, .active: break
    }
    if member.openInvoice >= 0 { return .changePending }
    let target = Int16(plan.number)
    if member.nextPlan < 0 ? target == member.plan : target == member.nextPlan { return .samePlan }
    let offer = rules.plans[plan.index]
    if offer.period != rules.plans[Int(member.plan)].period { return .invalidPlan }
    if target == member.plan {
      memberships[row].nextPlan = -1
      effects.append(.notify(.subscriptionUpdated))
      return .ok
    }
    if member.status == .trialing {
      switchPlan(owner, to: target, price: offer.price, now)
      return .ok
    }
    #if Sabotage
      let basis = basisOfChange(member, owner, now)
    #else
      let basis = (price: member.price, start: member.periodStart)
    #endif
    let change = rules.proration.change(from: basis.price, to: offer.price, at: now, start: basis.start, end: member.periodEnd)
    if offer.price < member.price {
      downgrade(owner, to: target, price: offer.price, by: rules.downgrade, wanted: -change.net, now)
      return .ok
    }
    return upgrade(owner, to: target, price: offer.price, change, now)
  }

  /// Charges the difference; the plan changes when it is paid. Source: rules HI-4, HI-D5.
  private mutating func upgrade(
    _ owner: Int, to plan: Int16, price: Int64, _ change: ProrationRule.Change, _ now: Instant
  ) -> Status {
    let row = Int(owners[owner].membership)
    if change.net > memberships[row].accountCredit, !owners[owner].hasPaymentMethod { return .noPaymentMethod }

    memberships[row].pendingPlan = plan
    memberships[row].pendingPrice = price
    let invoice = writeInvoice(owner, .change, charge: change.charge, credit: change.credit, now)
    collect(owner, invoice, now)
    return .ok
  }

  /// The difference is paid: what was left of the old plan was earned at its own pace until now.
  mutating func completeUpgrade(_ owner: Int, _ now: Instant) {
    let row = Int(owners[owner].membership)
    earn(owner, now)
    memberships[row].cancelsAtPeriodEnd = false
    observations.insert(.upgraded)
    switchPlan(owner, to: memberships[row].pendingPlan, price: memberships[row].pendingPrice, now)
  }

  /// - Parameter wanted: the prorated difference, in minor units; never more is credited than was billed for the period.
  private mutating func downgrade(
    _ owner: Int, to plan: Int16, price: Int64, by rule: PlanRules.Downgrade, wanted: Int64, _ now: Instant
  ) {
    let row = Int(owners[owner].membership)
    observations.insert(.downgraded)
    if rule == .atPeriodEnd {
      memberships[row].nextPlan = plan
      effects.append(.notify(.subscriptionUpdated))
      return
    }
    earn(owner, now)
    let credit = CreditCap.credit(wanted: wanted, paid: memberships[row].billed, givenBackBefore: 0)
    let unearned = min(credit, memberships[row].deferred)
    memberships[row].billed -= credit
    memberships[row].deferred -= unearned
    memberships[row].accountCredit += credit
    post(owner, debit: .deferred, credit: .accountCredit, unearned, .planCredited)
    post(owner, debit: .planRevenue, credit: .accountCredit, credit - unearned, .planCreditedEarned)
    switchPlan(owner, to: plan, price: price, now)
  }

  /// The plan changes within its period: counters stay, limits are the new plan's. Source: rule HI-D6.
  private mutating func switchPlan(_ owner: Int, to plan: Int16, price: Int64, _ now: Instant) {
    let row = Int(owners[owner].membership)
    memberships[row].adopt(plan, self.plan(at: plan), price: price)
    memberships[row].pendingPlan = -1
    memberships[row].nextPlan = -1
    if memberships[row].changes < .max { memberships[row].changes += 1 }
    if memberships[row].changes == 2 { observations.insert(.twoChangesInOnePeriod) }
    beginAllowance(owner, now)
    effects.append(.notify(.subscriptionUpdated))
  }
}
