import Accounting
import Billing
import Pricing

/// Metered usage, debt, and money that goes back.
extension Auditor {
  @inline(__always)
  mutating func checkUsage(_ book: borrowing Book, _ command: Command, _ owner: Int, _ now: Instant) -> Bool {
    var amount: Int64 = 0
    if case .use(let used) = command { amount = used }
    guard equal(.usageBilledOnce, "billed as usage", flows.used, "the use", amount) else { return false }
    // Nothing was owed before or after, and no cutoff can be due: what follows is about debt.
    if book.owners[owner].access == .none, book.owners[owner].debt | witnesses[owner].onDebt == 0 { return true }
    if case .endAccess = command { witnesses[owner].accessUntil = now }
    return checkDebt(book, used: amount, owner, now)
  }

  private mutating func checkDebt(_ book: borrowing Book, used: Int64, _ owner: Int, _ now: Instant) -> Bool {
    let debt = book.owners[owner].debt
    witnesses[owner].onDebt += used + flows[.disputeOnDebt] + flows[.overageBilled]
    if debt > witnesses[owner].onDebt {
      return fail(.debtBounded, "debt", debt, "at most what was used or disputed since it arose,", witnesses[owner].onDebt)
    }
    if debt == 0 { witnesses[owner].onDebt = 0 }
    if flows[.usageOnDebt] > 0, book.owners[owner].available > 0 {
      return fail(.debtBounded, "used on debt beside credits of", book.owners[owner].available, "no credits:", 0)
    }
    if flows[.purchase] > 0, debt > 0 {
      return fail(.debtBounded, "credits bought beside a debt", debt, "no debt:", 0)
    }
    return checkCutoff(book, used: used, owner, now)
  }

  /// A balance that is used up admits usage for the terms' delay and not longer, unless the rest is billed. Where access ends as
  /// metered, it admits usage until the metering said so, and not longer than the terms' delay either.
  private mutating func checkCutoff(_ book: borrowing Book, used: Int64, _ owner: Int, _ now: Instant) -> Bool {
    let bills = book.owners[owner].isInArrears || book.terms.cutoff?.mode == .creditThenInvoice
    let until = witnesses[owner].accessUntil
    if used > 0, until != .never, now >= until, !bills {
      return fail(.debtBounded, "used at", now.milliseconds, "before the cutoff at", until.milliseconds)
    }
    if book.owners[owner].balance > 0 || bills {
      witnesses[owner].accessUntil = .never
    } else if until == .never, let rule = book.terms.cutoff {
      witnesses[owner].accessUntil = now.advanced(by: rule.delay_ms)
    }
    return true
  }

  /// A cutoff that was due before the end has taken effect, also when nothing was used since.
  mutating func checkCutoffTaken(_ book: borrowing Book, _ owner: Int, at now: Instant) -> Bool {
    // At lower levels the witness has not followed the steps.
    if level < .step || book.owners[owner].access != .closing { return true }
    let until = witnesses[owner].accessUntil
    if until >= now { return true }
    return fail(.debtBounded, "access still open at", now.milliseconds, "its end at the latest", until.milliseconds)
  }

  @inline(__always)
  mutating func checkMoneyOut(_ book: borrowing Book, _ kind: CommandKind, _ owner: Int) -> Bool {
    kind == .refund || kind == .dispute ? checkGivenBack(book, kind, owner) : true
  }

  private mutating func checkGivenBack(_ book: borrowing Book, _ kind: CommandKind, _ owner: Int) -> Bool {
    tick(.refundBounded)
    witnesses[owner].givenBack += flows.givenBack
    let row = Int(book.touchedPayment)
    if row < 0 { return fail(.refundBounded, "cash that went back for no payment", flows.givenBack, "none:", 0) }
    let payment = book.payments[row]
    let paid = payment.state == .settled ? payment.amount : 0
    if payment.givenBack > paid { return fail(.refundBounded, "given back", payment.givenBack, "at most the payment", paid) }
    if payment.clawedBack > payment.bonus {
      return fail(.refundBounded, "bonus taken back", payment.clawedBack, "at most the bonus", payment.bonus)
    }
    if kind == .dispute {
      return equal(.refundBounded, "given back after a dispute", payment.givenBack, "the payment", paid)
    }
    return true
  }
}
