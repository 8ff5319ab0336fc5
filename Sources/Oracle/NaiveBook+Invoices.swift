import Accounting
import Billing
import Pricing

/// Invoices of subscriptions, credit on the account, and what is earned when. Source: rules HI-4, HI-5, HI-8, HI-15, HI-D4.
extension NaiveBook {
  /// - Returns: its place. Account credit is set aside for the plan's part of it, never for minutes.
  mutating func newInvoice(_ kind: InvoiceKind, plan: Int64, overage: Int64 = 0, isAwaited: Bool = true) -> Int {
    invoices.append(
      NaiveInvoice(
        kind: kind, subscription: member?.subscriptions ?? 0, raisedAt: clock, plan: plan, overage: overage,
        applied: min(member?.credit ?? 0, plan)))
    if isAwaited { member?.openInvoice = invoices.count - 1 }
    return invoices.count - 1
  }

  mutating func collect(_ invoice: Int) {
    let bill = invoices[invoice]
    if bill.due == 0 { return pay(invoice, 0, with: nil) }
    let kind: PaymentKind = bill.kind == .first ? .subscription : bill.kind == .change ? .upgrade : .renewal
    let index = charge(chargeable(bill.due), kind)
    payments[index].invoice = invoice
    invoices[invoice].lastPayment = payments[index].number
  }

  var isAwaitingAnswer: Bool {
    guard let open = member?.openInvoice else { return false }
    return payments.contains { $0.number == invoices[open].lastPayment && $0.state == .pending }
  }

  mutating func invoiceHears(_ index: Int, _ result: SettlementResult) {
    let invoice = payments[index].invoice
    let bill = invoices[invoice]
    if result == .succeeded {
      if bill.state == .open {
        pay(invoice, payments[index].amount, with: index)
      } else {
        keep(payments[index].amount, of: index)
      }
      return
    }
    if bill.state != .open || bill.lastPayment != payments[index].number { return }
    if member?.openInvoice != invoice { return void(invoice) }
    switch bill.kind {
    case .first: break
    case .change: giveUpInvoice()
    case .renewal: renewalFails()
    }
  }

  private mutating func pay(_ invoice: Int, _ amount: Int64, with index: Int?) {
    let bill = invoices[invoice]
    invoices[invoice].state = .paid
    if let index { invoices[invoice].paidBy = payments[index].number }
    if member?.openInvoice == invoice {
      member?.openInvoice = nil
      switch bill.kind {
      case .first: begin(invoice)
      case .change: upgradeIsPaid()
      case .renewal:
        member?.status = .active
        member?.attempts = 0
        member?.retryAt = Naive.forever
        let start = member?.start ?? 0
        member?.earnedUntil = start
      }
    }
    changeCredit(-bill.applied)
    changeDeferred(bill.plan)
    member?.billed += bill.plan
    let repaid = min(debt, bill.overage)
    changeDebt(-repaid)
    // A debt that was paid meanwhile, and what a card's unit is too coarse for.
    if let index { keep(amount - (bill.plan - bill.applied) - repaid, of: index) }
    earn()
    expectMonthEnd()
  }

  /// Money that nothing was open for waits on the account.
  private mutating func keep(_ amount: Int64, of index: Int) {
    if amount == 0 { return }
    payments[index].keptAsCredit += amount
    changeCredit(amount)
    limitCredit()
  }

  mutating func giveUpInvoice() {
    member?.pendingPlan = nil
    member?.lapsesAt = Naive.forever
    guard let open = member?.openInvoice else { return }
    member?.openInvoice = nil
    void(open)
  }

  private mutating func void(_ invoice: Int) {
    invoices[invoice].state = .void
    loseDebt(invoices[invoice].overage)
  }

  // MARK: Credit on the account

  mutating func changeCredit(_ change: Int64) {
    member?.credit += change
    add(change, to: .accountCredit)
  }

  mutating func limitCredit() {
    guard let now = member, now.status == .canceled, now.credit > 0, now.creditEndsAt == Naive.forever,
      let rules = terms.plans
    else { return }
    let end = Naive.terms(1, rules.accountCreditLives, after: clock)
    member?.creditEndsAt = end
    wake(.accountCredit, at: end)
  }

  mutating func accountCreditLapses() -> Status {
    guard let now = member, now.creditEndsAt != Naive.forever else { return .timerCancelled }
    if clock < now.creditEndsAt { return .timerNotDue }
    member?.creditEndsAt = Naive.forever
    changeCredit(-now.credit)
    add(now.credit, to: .breakage)
    return .ok
  }

  // MARK: Earned

  mutating func changeDeferred(_ change: Int64) {
    member?.deferred += change
    add(change, to: .deferred)
  }

  private mutating func earn(_ amount: Int64) {
    changeDeferred(-amount)
    add(amount, to: .planRevenue)
  }

  /// Evenly over what is left of the period, rounded down.
  mutating func earn() {
    guard let now = member, clock > now.earnedUntil else { return }
    member?.earnedUntil = clock
    if clock >= now.end { return earn(now.deferred) }
    earn(Naive.share(now.deferred, clock - now.earnedUntil, of: now.end - now.earnedUntil, .down))
  }

  mutating func earnRest() {
    earn(member?.deferred ?? 0)
    member?.earnedUntil = clock
    member?.monthEndsAt = Naive.forever
  }

  /// Each month's last instant is looked at while something is left to be earned beyond it.
  private mutating func expectMonthEnd() {
    guard let now = member, now.monthEndsAt == Naive.forever, now.deferred > 0 else { return }
    let last = Naive.startOfNextMonth(clock + 1) - 1
    if last >= now.end { return }
    member?.monthEndsAt = last
    wake(.recognition, at: last)
  }

  mutating func monthOfPlanIsOver() -> Status {
    guard let now = member, now.monthEndsAt != Naive.forever else { return .timerCancelled }
    if clock < now.monthEndsAt { return .timerNotDue }
    member?.monthEndsAt = Naive.forever
    earn()
    expectMonthEnd()
    return .ok
  }

  /// A bank takes a payment back: first what waits as credit, then what is not earned, and the rest is lost. The subscription ends
  /// when it is the one that this very payment paid for.
  mutating func disputePlan(_ index: Int) {
    let payment = payments[index]
    let bill = invoices[payment.invoice]
    payments[index].disputed = true
    payments[index].wentBack = payment.amount
    add(-payment.amount, to: .cash)
    let setAside = member?.openInvoice.map { invoices[$0].applied } ?? 0
    let kept = min(payment.keptAsCredit, (member?.credit ?? 0) - setAside)
    changeCredit(-kept)
    if member?.credit == 0 { member?.creditEndsAt = Naive.forever }
    let paidIt = bill.paidBy == payment.number && bill.subscription == member?.subscriptions && hasSubscription
    var unearned: Int64 = 0
    if paidIt, let start = member?.start, bill.raisedAt >= start {
      earn()
      unearned = min(member?.deferred ?? 0, bill.plan - bill.applied)
      changeDeferred(-unearned)
    }
    add(payment.amount - kept - unearned, to: .disputes)
    if paidIt {
      let overage = endMinutes()
      end(overage: overage, charges: false)
    }
  }
}
