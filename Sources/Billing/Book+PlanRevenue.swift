import Accounting
import Pricing

/// Revenue of subscriptions: what was billed is earned as its period passes; and payments that a bank takes back. Source: rule HI-8.
extension Book {
  /// What is deferred is earned evenly over what is left of the period, rounded down; its end takes the rest.
  mutating func earn(_ owner: Int, _ now: Instant) {
    let row = Int(owners[owner].membership)
    let since = memberships[row].recognisedAt
    let end = memberships[row].periodEnd
    if now <= since || memberships[row].deferred == 0 {
      if now > since { memberships[row].recognisedAt = now }
      return
    }
    let deferred = memberships[row].deferred
    let earned =
      now >= end ? deferred : proportion(of: deferred, now.since(since), over: end.since(since), rounding: .down)
    memberships[row].deferred -= earned
    memberships[row].recognisedAt = now
    post(owner, debit: .deferred, credit: .planRevenue, earned, .planEarned)
    #if Sabotage
      if PlantedBug.recognisedTwice.isOn { post(owner, debit: .deferred, credit: .planRevenue, earned, .planEarned) }
    #endif
  }

  /// The period is over, or the subscription: nothing of what was billed goes back. Source: rule HI-6.
  mutating func earnRest(_ owner: Int, _ now: Instant) {
    let row = Int(owners[owner].membership)
    post(owner, debit: .deferred, credit: .planRevenue, memberships[row].deferred, .planEarned)
    memberships[row].deferred = 0
    memberships[row].recognisedAt = now
    memberships[row].recogniseAt = .never
  }

  /// A month shows what was earned in it: its last instant has a timer while anything is deferred beyond it.
  mutating func planRecognition(_ owner: Int, _ now: Instant) {
    let row = Int(owners[owner].membership)
    if memberships[row].recogniseAt != .never || memberships[row].deferred == 0 { return }
    let monthEnds = startOfNextMonth(now.advanced(by: 1)).advanced(by: -1)
    if monthEnds >= memberships[row].periodEnd { return }
    memberships[row].recogniseAt = monthEnds
    effects.append(.wake(at: monthEnds, .recognition))
  }

  mutating func recogniseMonth(_ owner: Int, _ now: Instant) -> Status {
    let row = Int(owners[owner].membership)
    if row < 0 || memberships[row].recogniseAt == .never { return .timerCancelled }
    if now < memberships[row].recogniseAt { return .timerNotDue }

    memberships[row].recogniseAt = .never
    earn(owner, now)
    planRecognition(owner, now)
    return .ok
  }

  /// A bank takes the payment of an invoice back: what waits on the account as credit goes first, what is not earned yet comes off
  /// the deferred revenue, and the rest is lost. A subscription ends at once if this very payment paid for it; an earlier one's
  /// payment, or one that came for nothing, leaves it alone.
  mutating func disputePlan(_ owner: Int, _ row: Int, _ now: Instant) -> Status {
    if hasOverduePlanTimer(owner, now) { return .timerOverdue }

    touchedPayment = Int32(row)
    touchedInvoice = payments[row].subject
    let taken = payments[row].amount
    payments[row].disputed = taken
    effects.append(.notify(.paymentDisputed))
    let member = Int(owners[owner].membership)
    let bill = invoices[Int(payments[row].subject)]
    let isRunning =
      memberships[member].status.hasAccess && bill.paidBy == payments[row].id
      && bill.subscription == memberships[member].subscriptions
    let credit = takeOverpaid(owner, row)
    var unearned: Int64 = 0
    if isRunning, bill.raisedAt >= memberships[member].periodStart {
      earn(owner, now)
      unearned = min(memberships[member].deferred, bill.planPart - bill.applied)
      memberships[member].deferred -= unearned
    }
    post(owner, debit: .deferred, credit: .cash, unearned, .planDisputed)
    post(owner, debit: .disputes, credit: .cash, taken - credit - unearned, .disputeLost)
    if isRunning {
      let overage = endAllowance(owner, now)
      endSubscription(owner, overage: overage, charges: false, now)
    }
    return .ok
  }

  /// Takes what a payment left on the account off it, as far as it is still there and not set aside for the open invoice.
  ///
  /// - Returns: how much, in minor units.
  private mutating func takeOverpaid(_ owner: Int, _ row: Int) -> Int64 {
    let member = Int(owners[owner].membership)
    let open = Int(memberships[member].openInvoice)
    let free = memberships[member].accountCredit - (open < 0 ? 0 : invoices[open].applied)
    let credit = min(payments[row].overpaid, free)
    memberships[member].accountCredit -= credit
    post(owner, debit: .accountCredit, credit: .cash, credit, .creditDisputed)
    if memberships[member].accountCredit == 0 { memberships[member].creditEndsAt = .never }
    return credit
  }
}
