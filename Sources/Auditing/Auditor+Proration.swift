import Accounting
import Billing
import Pricing

/// Prices of plans, and changes within a period: charged and credited for the part that is left.
///
/// The part is counted here in its own way, and lines are bounded, not recomputed: each may be off by less than a unit.
extension Auditor {
  mutating func checkChange(
    _ book: borrowing Book, _ command: Command, _ kind: CommandKind, _ present: Membership, _ row: Int, _ now: Instant
  ) -> Bool {
    guard let rules = book.terms.plans else { return true }
    let credited = flows[.planCredited] + flows[.planCreditedEarned]
    let old = plans[row].price
    notePrice(book, rules, command, present, credited, row, now)
    let isAtOnce = kind == .changePlan && book.touchedInvoice < 0
    let at = isAtOnce ? now : plans[row].pendingAt
    guard followChange(present, credited, row, at, net: isAtOnce ? -credited : plans[row].pendingNet) else { return false }
    switch command {
    case .subscribe, .elapse(.renewal): guard checkFullPrice(book, row) else { return false }
    case .changePlan: return checkTarget(book, rules, present, old, credited, row, now)
    default: break
    }
    return equal(.prorationBounded, "credited without a change of plan", credited, "nothing:", 0)
  }

  /// What is asked for in this step, by the terms of this moment: the plan's price, and what a change is to pay for it.
  private mutating func notePrice(
    _ book: borrowing Book, _ rules: PlanRules, _ command: Command, _ present: Membership, _ credited: Int64, _ row: Int,
    _ now: Instant
  ) {
    switch command {
    case .subscribe(let plan, _): plans[row].pendingPrice = rules.plans[plan.index].price
    case .changePlan(let plan):
      let invoice = Int(book.touchedInvoice)
      plans[row].wasCut = credited == plans[row].billed
      if invoice >= 0 || present.plan != plans[row].last.plan { plans[row].pendingPrice = rules.plans[plan.index].price }
      if invoice < 0 { return }
      plans[row].pendingNet = book.invoices[invoice].charge - book.invoices[invoice].credit
      plans[row].pendingAt = now
    // The price of the plan that the new period has; none for one that has ended.
    case .elapse(.renewal): plans[row].pendingPrice = present.status.hasAccess ? rules.plans[Int(present.plan)].price : 0
    default: break
    }
  }

  /// An invoice that was raised in this step charges its plan's price, whole.
  private mutating func checkFullPrice(_ book: borrowing Book, _ row: Int) -> Bool {
    let invoice = Int(book.touchedInvoice)
    guard invoice >= 0, book.invoices[invoice].kind != .change, book.invoices[invoice].state != .void else { return true }
    tick(.prorationBounded)
    return equal(
      .prorationBounded, "charged for a period", book.invoices[invoice].charge, "its price", plans[row].pendingPrice)
      && equal(.prorationBounded, "credited on the invoice of a period", book.invoices[invoice].credit, "nothing:", 0)
  }

  private mutating func checkTarget(
    _ book: borrowing Book, _ rules: PlanRules, _ present: Membership, _ old: Int64, _ credited: Int64, _ row: Int,
    _ now: Instant
  ) -> Bool {
    tick(.prorationBounded)
    let before = plans[row].last
    let price = plans[row].pendingPrice
    let rule = rules.proration
    let part = Part(rule.basis, at: now, start: before.periodStart, end: before.periodEnd)
    let invoice = Int(book.touchedInvoice)
    if invoice >= 0 {
      let bill = book.invoices[invoice]
      let isFair =
        rule.lines == .apart
        ? part.isShare(bill.charge, of: price) && part.isShare(bill.credit, of: old)
        : part.isShare(bill.charge - bill.credit, of: price - old)
      if isFair { return true }
      return fail(
        .prorationBounded, "a change's charge less its credit", bill.charge - bill.credit, "the difference's share, about",
        part.share(of: price - old))
    }
    if present.plan == before.plan || before.status == .trialing {
      return equal(.prorationBounded, "credited for a change that is not due yet", credited, "nothing:", 0)
    }
    let billed = plans[row].billed
    if credited > billed {
      return fail(.prorationBounded, "credited", credited, "at most what was billed for the period", billed)
    }
    if part.isShare(credited, of: old - price, lines: rule.lines == .apart ? 2 : 1) { return true }
    if plans[row].wasCut, credited <= part.share(of: old - price) { return true }
    return fail(.prorationBounded, "credited for an unused part", credited, "its share, about", part.share(of: old - price))
  }

  /// A plan that came into force in this step, by a change that was agreed `at` an instant and comes to `net` minor units.
  private mutating func followChange(
    _ present: Membership, _ credited: Int64, _ row: Int, _ at: Instant, net: Int64
  ) -> Bool {
    if plans[row].hasMoved(to: present) {
      plans[row].changedAt = .distantPast
      plans[row].price = present.status.hasAccess ? plans[row].pendingPrice : 0
      return true
    }
    if present.plan == plans[row].last.plan || !present.status.hasAccess { return true }
    let oldPrice = plans[row].price
    plans[row].price = plans[row].pendingPrice
    if plans[row].changedAt != at { plans[row].beginChanges(at: at, from: plans[row].last.plan, price: oldPrice) }
    plans[row].changeNet += net
    plans[row].changeLines += 2
    plans[row].changeWasCut = plans[row].changeWasCut || (credited > 0 && plans[row].wasCut)
    return checkReturn(present, row)
  }

  /// Back to the plan before the first change of this instant: nothing is left of the changes but fractions.
  private mutating func checkReturn(_ present: Membership, _ row: Int) -> Bool {
    let witness = plans[row]
    if witness.changeLines < 4 || present.plan != witness.changedFrom { return true }
    plans[row].changedAt = .distantPast
    if witness.price != witness.changedPrice || witness.changeWasCut { return true }
    tick(.changeIsReversible)
    if witness.changeNet.magnitude <= UInt64(witness.changeLines) { return true }
    return fail(
      .changeIsReversible, "there and back at one instant costs", witness.changeNet, "nothing but fractions, at most",
      witness.changeLines)
  }
}

/// The part of a period that is left, as a fraction.
private struct Part {
  let left: Int64
  let whole: Int64

  init(_ basis: ProrationRule.Basis, at now: Instant, start: Instant, end: Instant) {
    let daysLeft = max(1, Part.day(end) - Part.day(now))
    let days = max(1, Part.day(end) - Part.day(start))
    switch basis {
    case .exact: (left, whole) = (end.milliseconds - now.milliseconds, end.milliseconds - start.milliseconds)
    case .dayInclusive: (left, whole) = (daysLeft, days)
    case .dayExclusive: (left, whole) = (daysLeft - 1, days)
    case .month30: (left, whole) = (min(30, daysLeft), 30)
    case .fullDifference: (left, whole) = (1, 1)
    }
  }

  /// Whole days since 1970, rounded down.
  private static func day(_ instant: Instant) -> Int64 {
    let (days, rest) = instant.milliseconds.quotientAndRemainder(dividingBy: 86_400_000)
    return rest < 0 ? days - 1 : days
  }

  /// Whether `amount` is this part of `price`, less than a minor unit off for each line that was rounded.
  func isShare(_ amount: Int64, of price: Int64, lines: Int64 = 1) -> Bool {
    let error = Int128(amount) * Int128(whole) - Int128(price) * Int128(left)
    return error.magnitude < UInt128(lines) * UInt128(whole)
  }

  func share(of price: Int64) -> Int64 { Int64(Int128(price) * Int128(left) / Int128(whole)) }
}
