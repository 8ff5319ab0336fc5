import Accounting
import Billing
import Pricing

/// Owners that have had to do with a plan, a pack or an interview: their second witness, and the order of their checks.
extension Auditor {
  @inline(__always)
  mutating func checkOffers(
    _ book: borrowing Book, _ command: Command, _ kind: CommandKind, _ owner: Int, _ now: Instant
  ) -> Bool {
    hasNoOffers(book, owner) ? true : checkOffer(book, command, kind, owner, now)
  }

  /// Whether the owner has never had to do with a plan, a pack, an interview or prices of its own.
  @inline(__always)
  func hasNoOffers(_ book: borrowing Book, _ owner: Int) -> Bool {
    // Each is -1 until an owner has had to do with it, so one compare tells for all of them.
    let rows =
      book.owners[owner].membership & book.owners[owner].firstWallet & book.owners[owner].firstUsage
      & Int32(book.owners[owner].overrides)
    return rows < 0
  }

  private mutating func checkOffer(
    _ book: borrowing Book, _ command: Command, _ kind: CommandKind, _ owner: Int, _ now: Instant
  ) -> Bool {
    if witnesses[owner].plan < 0 {
      plans.append(PlanWitness())
      witnesses[owner].plan = Int32(plans.count - 1)
    }
    guard
      checkInterviews(book, command, owner, now), checkDocuments(book, command, owner),
      checkWallet(book, command, kind, owner, now)
    else { return false }
    let member = Int(book.owners[owner].membership)
    if member >= 0, !checkMembership(book, command, kind, owner, member, now) { return false }
    return checkMinutes(book, owner, member)
  }

  private mutating func checkMembership(
    _ book: borrowing Book, _ command: Command, _ kind: CommandKind, _ owner: Int, _ member: Int, _ now: Instant
  ) -> Bool {
    let row = Int(witnesses[owner].plan)
    let present = book.memberships[member]
    guard
      checkStatus(present, kind, row), checkPeriod(book, present, kind, row, now),
      checkOverage(book, present, row), checkQuota(book, command, present, row, now),
      checkInvoice(book, owner, kind), checkChange(book, command, kind, present, row, now),
      checkDeferred(present, kind, row, now), checkDunning(book, present, kind, row, now)
    else { return false }
    plans[row].last = present
    tick(.controlEqualsSubledger)
    let deferred = book.owners[owner].ledger[Int(Account.deferred.rawValue)]
    let credit = book.owners[owner].ledger[Int(Account.accountCredit.rawValue)]
    return equal(.controlEqualsSubledger, "deferred in the ledger", deferred, "the membership's", present.deferred)
      && equal(.controlEqualsSubledger, "account credit in the ledger", credit, "the membership's", present.accountCredit)
  }

  /// Minutes in the ledger are those of the plan's period, less and beyond what it includes.
  private mutating func checkMinutes(_ book: borrowing Book, _ owner: Int, _ member: Int) -> Bool {
    let allowance = book.owners[owner].ledger[Int(Account.allowance.rawValue)]
    let overage = book.owners[owner].ledger[Int(Account.overage.rawValue)]
    let left = member < 0 ? 0 : book.memberships[member].includedMinutes - book.memberships[member].minutes
    return equal(.controlEqualsSubledger, "minutes left in the ledger", allowance, "the membership's", max(0, left))
      && equal(.controlEqualsSubledger, "minutes beyond in the ledger", overage, "the membership's", max(0, -left))
  }
}

extension PlanWitness {
  /// Whether `present` is in another period than the step before: the next one, or one of another subscription or of none.
  func hasMoved(to present: Membership) -> Bool {
    if present.periodStart != last.periodStart || present.status.hasAccess != last.status.hasAccess { return true }
    return present.status.hasAccess && present.subscriptions != last.subscriptions
  }
}
