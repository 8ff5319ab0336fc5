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
    if isAtRest(book, kind, member, row) { return checkAtRest(book, command, kind, owner, member, row, now) }
    let present = book.memberships[member]
    guard
      checkStatus(present, kind, row), checkPeriod(book, present, kind, row, now),
      checkOverage(book, present, row), checkQuota(book, command, present, row, now),
      checkInvoice(book, owner, kind), checkChange(book, command, kind, present, row, now),
      checkDeferred(present, kind, row, now), checkDunning(book, present, kind, row, now)
    else { return false }
    plans[row].last = present
    return checkMoney(book, owner, member)
  }

  /// What was billed ahead and what waits as credit, in both bookkeepings.
  private mutating func checkMoney(_ book: borrowing Book, _ owner: Int, _ member: Int) -> Bool {
    tick(.controlEqualsSubledger)
    let deferred = book.owners[owner].ledger[Int(Account.deferred.rawValue)]
    let credit = book.owners[owner].ledger[Int(Account.accountCredit.rawValue)]
    if !equal(.controlEqualsSubledger, "deferred in the ledger", deferred, "the membership's", book.memberships[member].deferred)
    {
      return false
    }
    return equal(
      .controlEqualsSubledger, "account credit in the ledger", credit, "the membership's", book.memberships[member].accountCredit)
  }

  // MARK: At rest

  /// Whether the plan was used, and is otherwise as the step before left it, as far as any check looks at that.
  @inline(__always)
  private func isAtRest(_ book: borrowing Book, _ kind: CommandKind, _ member: Int, _ row: Int) -> Bool {
    guard kind == .interview || kind == .analyse || kind == .chat || kind == .access else { return false }
    if examinesPlansAtRest || book.touchedInvoice >= 0 || law.movesPlans(flows.codes) { return false }
    return book.memberships[member].status == plans[row].last.status && book.memberships[member].plan == plans[row].last.plan
      && book.memberships[member].subscriptions == plans[row].last.subscriptions
      && book.memberships[member].periodStart == plans[row].last.periodStart
      && book.memberships[member].periodEnd == plans[row].last.periodEnd
      && book.memberships[member].recognisedAt == plans[row].last.recognisedAt
      && book.memberships[member].retryAt == plans[row].last.retryAt
  }

  /// What is left of a membership's checks where nothing of it moved: that now lies in its period, and what was used of it. The
  /// others compare it with the step before, and hold because they held then.
  private mutating func checkAtRest(
    _ book: borrowing Book, _ command: Command, _ kind: CommandKind, _ owner: Int, _ member: Int, _ row: Int, _ now: Instant
  ) -> Bool {
    tick(.legalStatus)
    tick(.periodsAbut)
    tick(.overageExact)
    tick(.quotaKept)
    tick(.deferredRunsOut)
    tick(.dunningBounded)
    let isCovered = checkCover(
      book.memberships[member].status, from: book.memberships[member].periodStart, to: book.memberships[member].periodEnd, kind,
      now)
    return isCovered && countUse(book, command, row, now) && checkCounters(book, member, row) && checkMoney(book, owner, member)
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
