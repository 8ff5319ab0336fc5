import Accounting
import Billing
import Pricing

/// Invoices of subscriptions, and how a renewal that fails is tried again.
extension Auditor {
  @inline(__always)
  mutating func checkInvoice(_ book: borrowing Book, _ owner: Int, _ kind: CommandKind) -> Bool {
    let row = Int(book.touchedInvoice)
    if row >= 0 { return checkBill(book.invoices[row], Int(witnesses[owner].plan), kind) }
    return equal(
      .invoiceConsistent, "billed or set against account credit without an invoice",
      flows[.planBilled] + flows[.creditApplied], "nothing:", 0)
  }

  private mutating func checkBill(_ bill: Invoice, _ row: Int, _ kind: CommandKind) -> Bool {
    guard checkSums(bill) else { return false }
    guard bill.state != .void else {
      return equal(.invoiceConsistent, "paid of an invoice that is void", bill.paid, "nothing:", 0)
    }
    if (bill.state == .paid) != (bill.due == 0) {
      return fail(
        .invoiceConsistent, "due of an invoice", bill.due, "nothing exactly when it is paid:", bill.state == .paid ? 0 : 1)
    }
    // What a step posts for an invoice is the whole of it, in the step in which it is paid.
    let posted = flows[.planBilled] + flows[.creditApplied]
    if posted == 0 { return true }
    return equal(.invoiceConsistent, "posted for an invoice", posted, "its charge less its credit", bill.charge - bill.credit)
      && equal(
        .invoiceConsistent, "account credit used", flows[.creditApplied], "what the invoice says that was applied", bill.applied)
  }

  private mutating func checkSums(_ bill: Invoice) -> Bool {
    tick(.invoiceConsistent)
    let total = bill.charge + bill.overage - bill.credit
    if (bill.charge | bill.overage | bill.credit | bill.applied | bill.paid) < 0 {
      let least = min(min(bill.charge, bill.overage), min(bill.credit, bill.applied, bill.paid))
      return fail(.invoiceConsistent, "the least line of an invoice", least, "at least", 0)
    }
    if total < 0 { return fail(.invoiceConsistent, "an invoice's total", total, "at least", 0) }
    // Account credit pays for plans, never for minutes beyond their allowance.
    let most = bill.charge - bill.credit
    if bill.applied > most {
      return fail(.invoiceConsistent, "account credit applied", bill.applied, "at most the plan's part", most)
    }
    let due = total - bill.applied - bill.paid
    return due < 0 ? fail(.invoiceConsistent, "due of an invoice", due, "at least", 0) : true
  }

  /// Attempts at a renewal: as many as the rule has and one, as far apart as it says, with one end.
  mutating func checkDunning(
    _ book: borrowing Book, _ present: Membership, _ kind: CommandKind, _ row: Int, _ now: Instant
  ) -> Bool {
    tick(.dunningBounded)
    if kind == .renewalTimer { plans[row].attempts = 1 }
    if kind == .dunningTimer {
      plans[row].attempts += 1
      if now < plans[row].last.retryAt {
        return fail(
          .dunningBounded, "a renewal is tried again at", now.milliseconds, "not before", plans[row].last.retryAt.milliseconds)
      }
    }
    if present.status != .pastDue {
      return equal(
        .dunningBounded, "retries planned without an unpaid renewal", present.retryAt == .never ? 0 : 1, "none:", 0)
    }
    guard present.retryAt != plans[row].last.retryAt, present.retryAt != .never, let rules = book.terms.plans else { return true }
    let retries = rules.dunning.retries_ms
    let attempts = plans[row].attempts
    if attempts > retries.count {
      return fail(.dunningBounded, "attempts at a renewal", Int64(attempts + 1), "at most", Int64(retries.count + 1))
    }
    let gap = present.retryAt.since(now)
    if gap >= retries[max(0, attempts - 1)] { return true }
    return fail(.dunningBounded, "milliseconds until the next attempt", gap, "at least", retries[max(0, attempts - 1)])
  }
}
