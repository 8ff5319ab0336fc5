import Accounting
import Billing
import Pricing

/// Subscriptions: begun, changed, cancelled, ended. Source: rules HI-3 to HI-7, HI-17, HI-D1, HI-D2, HI-D4, HI-D5.
extension NaiveBook {
  func offer(_ plan: Int) -> Plan {
    guard let rules = terms.plans else { preconditionFailure("A membership's plan is one of the catalog's.") }
    return rules.plans[plan]
  }

  private func isForSale(_ plan: Int) -> Bool { plan < (terms.plans?.plans.count ?? 0) && offer(plan).price > 0 }

  var hasSubscription: Bool { [.trialing, .active, .pastDue].contains(member?.status) }

  /// Timers that change what the owner may do.
  var isPlanTimerOverdue: Bool {
    guard let member else { return false }
    return (hasSubscription && clock >= member.end)
      || [member.retryAt, member.lapsesAt, member.creditEndsAt].contains { $0 != Naive.forever && $0 <= clock }
  }

  // MARK: The plan of those who have none

  /// The membership as it stands now; months of the free plan that have passed are passed over.
  var standing: NaiveMember {
    guard var member else { return fallenBack(NaiveMember()) }
    if hasSubscription || clock < member.end { return member }
    guard let plan = member.plan else { return member }
    let before = member.period
    while clock >= Naive.terms(member.period + 1, offer(plan).period, after: member.anchor) { member.period += 1 }
    if member.period != before {
      adopt(plan, 0, &member)
      setPeriod(&member)
    }
    return member
  }

  mutating func stand() { member = standing }

  private func fallenBack(_ before: NaiveMember) -> NaiveMember {
    var member = before
    member.anchor = clock
    member.period = 0
    member.start = clock
    member.end = Naive.forever
    member.plan = nil
    member.price = 0
    member.analysesLimit = 0
    member.messagesLimit = 0
    (member.analyses, member.messages, member.minutes) = (0, 0, 0)
    if let free = terms.plans?.fallback {
      adopt(free.index, 0, &member)
      setPeriod(&member)
    }
    return member
  }

  func adopt(_ plan: Int, _ price: Int64, _ member: inout NaiveMember) {
    member.plan = plan
    member.price = price
    member.analysesLimit = offer(plan).analyses
    member.messagesLimit = offer(plan).messages
  }

  /// Bounds of the period with its number, counted from the anchor; nothing of it is used. Source: rules HI-9, HI-D2.
  func setPeriod(_ member: inout NaiveMember) {
    guard let plan = member.plan else { return }
    member.start = Naive.terms(member.period, offer(plan).period, after: member.anchor)
    member.end = Naive.terms(member.period + 1, offer(plan).period, after: member.anchor)
    (member.analyses, member.messages, member.minutes) = (0, 0, 0)
  }

  // MARK: Begin

  mutating func subscribe(_ plan: Int, _ throughCheckout: Bool) -> Status {
    if terms.plans == nil { return .notOffered }
    if !isForSale(plan) { return .invalidPlan }
    if hasSubscription { return .subscriptionExists }
    if member?.status == .incomplete, isAwaitingAnswer { return .changePending }
    if !throughCheckout, !hasMethod { return .noPaymentMethod }
    stand()
    if member?.status == .incomplete { giveUpInvoice() }
    member?.subscriptions += 1
    member?.throughCheckout = throughCheckout
    member?.cancels = false
    member?.creditEndsAt = Naive.forever
    if offer(plan).trialDays > 0, member?.hadTrial == false { beginTrial(plan) } else { askFirstPayment(plan) }
    return .ok
  }

  private mutating func beginTrial(_ plan: Int) {
    guard var trial = member else { return }
    adopt(plan, offer(plan).price, &trial)
    trial.status = .trialing
    trial.hadTrial = true
    trial.start = clock
    trial.end = clock + offer(plan).trialDays * 24 * 60 * 60 * 1_000
    trial.anchor = trial.end
    trial.period = -1
    (trial.analyses, trial.messages, trial.minutes) = (0, 0, 0)
    trial.billed = 0
    trial.earnedUntil = clock
    member = trial
    if trial.throughCheckout { newCard() }
    periodBegins()
  }

  private mutating func askFirstPayment(_ plan: Int) {
    member?.status = .incomplete
    member?.pendingPlan = plan
    let price = offer(plan).price
    member?.pendingPrice = price
    collect(newInvoice(.first, plan: price))
    if member?.status == .incomplete {
      let lapsesAt = Naive.later(clock, by: terms.plans?.incompleteLapses_ms ?? 0)
      member?.lapsesAt = lapsesAt
      wake(.incomplete, at: lapsesAt)
    }
  }

  /// The first invoice is paid: the subscription runs from when it was asked for.
  mutating func begin(_ invoice: Int) {
    guard var paid = member, let plan = paid.pendingPlan else { return }
    adopt(plan, paid.pendingPrice, &paid)
    paid.status = .active
    paid.pendingPlan = nil
    paid.lapsesAt = Naive.forever
    paid.anchor = invoices[invoice].raisedAt
    paid.period = 0
    setPeriod(&paid)
    paid.billed = 0
    paid.earnedUntil = paid.start
    member = paid
    if paid.throughCheckout { newCard() }
    periodBegins()
  }

  mutating func periodBegins() {
    if let end = member?.end, end != Naive.forever { wake(.renewal, at: max(clock, end)) }
    followPlan()
  }

  // MARK: Change

  mutating func changePlan(_ plan: Int) -> Status {
    guard let rules = terms.plans else { return .notOffered }
    if !isForSale(plan) { return .invalidPlan }
    guard let now = member, now.status != .none, now.status != .canceled else { return .noSubscription }
    if now.status == .incomplete { return .changePending }
    if now.status == .pastDue { return .paymentOverdue }
    if now.openInvoice != nil { return .changePending }
    if plan == now.nextPlan ?? now.plan { return .samePlan }
    guard let current = now.plan, offer(plan).period == offer(current).period else { return .invalidPlan }
    if plan == current {
      member?.nextPlan = nil
      return .ok
    }
    if now.status == .trialing {
      switchTo(plan, offer(plan).price)
      return .ok
    }
    let (credit, charge) = prorated(now, to: offer(plan).price, rules.proration)
    if offer(plan).price < now.price {
      downgrade(plan, credit - charge, rules.downgrade)
      return .ok
    }
    if charge - credit > now.credit, !hasMethod { return .noPaymentMethod }
    member?.pendingPlan = plan
    let price = offer(plan).price
    member?.pendingPrice = price
    collect(newInvoice(.change, plan: charge - credit))
    return .ok
  }

  /// The same part of the old price and of the new one. Source: rule HI-D1.
  private func prorated(_ now: NaiveMember, to price: Int64, _ rule: ProrationRule) -> (credit: Int64, charge: Int64) {
    func days(_ from: Int64) -> Int64 { Int64(max(1, Naive.dayNumber(now.end) - Naive.dayNumber(from))) }
    var left = now.end - clock
    var whole = now.end - now.start
    switch rule.basis {
    case .exact: break
    case .dayInclusive: (left, whole) = (days(clock), days(now.start))
    case .dayExclusive: (left, whole) = (days(clock) - 1, days(now.start))
    case .month30: (left, whole) = (min(30, days(clock)), 30)
    case .fullDifference: (left, whole) = (1, 1)
    }
    if rule.lines == .apart {
      return (
        Naive.share(now.price, left, of: whole, rule.rounding), Naive.share(price, left, of: whole, rule.rounding)
      )
    }
    return (0, Naive.share(price - now.price, left, of: whole, rule.rounding))
  }

  /// Never more is credited than was billed for the period; what of it is earned already comes out of revenue. Source: rule HI-D4.
  private mutating func downgrade(_ plan: Int, _ wanted: Int64, _ rule: PlanRules.Downgrade) {
    if rule == .atPeriodEnd {
      member?.nextPlan = plan
      return
    }
    earn()
    let credit = max(0, min(wanted, member?.billed ?? 0))
    let unearned = min(credit, member?.deferred ?? 0)
    member?.billed -= credit
    changeDeferred(-unearned)
    add(unearned - credit, to: .planRevenue)
    changeCredit(credit)
    switchTo(plan, offer(plan).price)
  }

  mutating func switchTo(_ plan: Int, _ price: Int64) {
    guard var now = member else { return }
    adopt(plan, price, &now)
    now.pendingPlan = nil
    now.nextPlan = nil
    member = now
    followPlan()
  }

  mutating func upgradeIsPaid() {
    earn()
    member?.cancels = false
    if let plan = member?.pendingPlan { switchTo(plan, member?.pendingPrice ?? 0) }
  }

  // MARK: End

  private var isUpgradePending: Bool { member?.status == .active && member?.pendingPlan != nil }

  mutating func cancel() -> Status {
    if terms.plans == nil { return .notOffered }
    guard let now = member, now.status != .none, now.status != .canceled else { return .noSubscription }
    if now.cancels { return .repeated }
    if isUpgradePending || (now.status == .incomplete && isAwaitingAnswer) { return .changePending }
    if now.status == .incomplete { incompleteEnds() } else { member?.cancels = true }
    return .ok
  }

  mutating func reactivate() -> Status {
    if terms.plans == nil { return .notOffered }
    if !hasSubscription { return .noSubscription }
    if member?.cancels != true { return .notCancelling }
    if isUpgradePending { return .changePending }
    member?.cancels = false
    return .ok
  }

  mutating func firstPaymentLapses() -> Status {
    guard let now = member, now.lapsesAt != Naive.forever else { return .timerCancelled }
    if clock < now.lapsesAt { return .timerNotDue }
    incompleteEnds()
    return .ok
  }

  private mutating func incompleteEnds() {
    giveUpInvoice()
    member?.status = .canceled
    limitCredit()
  }

  /// Over for good: all that was billed is earned, and the free plan begins.
  mutating func end(overage: Int64, charges: Bool) {
    earnRest()
    giveUpInvoice()
    guard var now = member else { return }
    now.status = .canceled
    now.cancels = false
    now.nextPlan = nil
    now.attempts = 0
    now.retryAt = Naive.forever
    now.billed = 0
    member = fallenBack(now)
    limitCredit()
    if overage == 0 { return }
    if charges, hasMethod {
      collect(newInvoice(.renewal, plan: 0, overage: overage, isAwaited: false))
    } else {
      loseDebt(overage)
    }
  }

  // MARK: Periods

  mutating func periodIsOver() -> Status {
    guard let now = member, hasSubscription else { return .timerCancelled }
    if clock < now.end { return .timerNotDue }
    earnRest()
    let overage = endMinutes()
    let isUnpaid = now.openInvoice != nil && !isUpgradePending
    giveUpInvoice()
    if now.cancels || isUnpaid {
      end(overage: overage, charges: !isUnpaid)
      return .ok
    }
    beginNextPeriod()
    attempt(newInvoice(.renewal, plan: member?.price ?? 0, overage: overage))
    return .ok
  }

  private mutating func beginNextPeriod() {
    guard var next = member, let plan = next.nextPlan ?? next.plan else { return }
    let start = next.end
    adopt(plan, offer(plan).price, &next)
    next.status = .active
    next.nextPlan = nil
    next.period += 1
    if Naive.terms(next.period, offer(plan).period, after: next.anchor) != start { (next.anchor, next.period) = (start, 0) }
    setPeriod(&next)
    next.billed = 0
    next.attempts = 0
    next.earnedUntil = start
    member = next
    periodBegins()
  }

  private mutating func attempt(_ invoice: Int) {
    if invoices[invoice].due == 0 || hasMethod { collect(invoice) } else { renewalFails() }
  }

  /// Tried again some days after each failure, then over. Source: rules HI-8, HI-D3.
  mutating func renewalFails() {
    guard let now = member else { return }
    let retries = terms.plans?.dunning.retries_ms ?? []
    if now.attempts >= retries.count {
      let overage = endMinutes()
      return end(overage: overage, charges: false)
    }
    member?.status = .pastDue
    member?.attempts += 1
    let retryAt = Naive.later(clock, by: retries[now.attempts])
    member?.retryAt = retryAt
    wake(.dunning, at: retryAt)
  }

  mutating func tryAgain() -> Status {
    guard let now = member, now.retryAt != Naive.forever, let invoice = now.openInvoice else { return .timerCancelled }
    if clock < now.retryAt { return .timerNotDue }
    member?.retryAt = Naive.forever
    attempt(invoice)
    return .ok
  }
}
