import Accounting
import Billing
import Pricing

/// What a plan allows in a period: analyses, messages, minutes.
extension Auditor {
  /// Counters are what was asked for since the period began; what was allowed was within the limit.
  mutating func checkQuota(
    _ book: borrowing Book, _ command: Command, _ present: Membership, _ row: Int, _ now: Instant
  ) -> Bool {
    tick(.quotaKept)
    if plans[row].hasMoved(to: present) { plans[row].forgetUsage() }
    if plans[row].hasMoved(to: present) || present.plan != plans[row].last.plan { adopt(book, present, row) }
    return countUse(book, command, row, now) && checkCounters(present, row)
  }

  @inline(__always)
  private mutating func checkCounters(_ present: Membership, _ row: Int) -> Bool {
    checkCounters(present.analyses, present.messages, present.minutes, row)
  }

  @inline(__always)
  mutating func checkCounters(_ book: borrowing Book, _ member: Int, _ row: Int) -> Bool {
    checkCounters(
      book.memberships[member].analyses, book.memberships[member].messages, book.memberships[member].minutes, row)
  }

  private mutating func checkCounters(_ analyses: Int64, _ messages: Int64, _ minutes: Int64, _ row: Int) -> Bool {
    if !equal(.quotaKept, "analyses counted", analyses, "those made of the plan's quota", plans[row].analyses) { return false }
    if !equal(.quotaKept, "messages counted", messages, "those sent of the plan's quota", plans[row].messages) { return false }
    return equal(.quotaKept, "minutes counted", minutes, "those served in the period", plans[row].minutes)
  }

  /// The limits of the plan that begins, by the terms of this moment; a revision later waits for the next period.
  private mutating func adopt(_ book: borrowing Book, _ present: Membership, _ row: Int) {
    plans[row].mostAnalyses = 0
    plans[row].mostMessages = 0
    guard let rules = book.terms.plans, present.plan >= 0 else { return }
    plans[row].mostAnalyses = rules.plans[Int(present.plan)].analyses ?? .max
    plans[row].mostMessages = rules.plans[Int(present.plan)].messages ?? .max
  }

  mutating func countUse(_ book: borrowing Book, _ command: Command, _ row: Int, _ now: Instant) -> Bool {
    switch command {
    case .analyse:
      if flows[.reportSpent] > 0 {
        let lot = book.touchedCreditLots.isEmpty ? -1 : Int(book.touchedCreditLots[0])
        plans[row].freeUntil = lot < 0 ? .distantPast : book.creditLots[lot].expiresAt
        return equal(.quotaKept, "reports used for an analysis, in thousandths", flows[.reportSpent], "one:", 1_000)
      }
      plans[row].freeUntil = .distantPast
      plans[row].analyses += 1
      if plans[row].analyses <= plans[row].mostAnalyses { return true }
      return fail(.quotaKept, "analyses", plans[row].analyses, "at most", plans[row].mostAnalyses)
    case .chat(let messages):
      if now < plans[row].freeUntil { return true }
      plans[row].messages += messages
      if plans[row].messages <= plans[row].mostMessages { return true }
      return fail(.quotaKept, "messages", plans[row].messages, "at most", plans[row].mostMessages)
    default: return true
    }
  }

  // MARK: Minutes

  /// Minutes that the plan in force includes; a plan with fewer takes back nothing that was served. Source: rules IV-2, HI-D6.
  mutating func included(_ book: borrowing Book, _ plan: Int16, _ row: Int) -> Int64 {
    var most: Int64 = 0
    if plan >= 0, let rules = book.terms.plans { most = rules.plans[Int(plan)].minutes?.included ?? 0 }
    plans[row].included = max(most, min(plans[row].included, plans[row].minutes))
    return plans[row].included
  }

  /// Minutes beyond what the period includes become a debt when it ends, at their price, and at no other time.
  mutating func checkOverage(_ book: borrowing Book, _ present: Membership, _ row: Int) -> Bool {
    tick(.overageExact)
    guard plans[row].hasMoved(to: present), plans[row].last.status.hasAccess else {
      let isAnother = plans[row].hasMoved(to: present) || present.plan != plans[row].last.plan
      if present.status.hasAccess, isAnother { _ = included(book, present.plan, row) }
      return equal(.overageExact, "billed for minutes within the period", flows[.overageBilled], "nothing:", 0)
    }
    let beyond = max(0, plans[row].minutes - included(book, plans[row].last.plan, row))
    var price: Int64 = 0
    if let rules = book.terms.plans { price = rules.plans[Int(plans[row].last.plan)].minutes?.price ?? 0 }
    // Thousandths of a minute, at thousandths of a minor unit each minute: a unit is a million of these.
    let exact = Int128(beyond) * Int128(price)
    let shown = Int128(flows[.overageBilled]) * 1_000_000
    if (shown - exact).magnitude > 500_500 {
      return fail(
        .overageExact, "billed for minutes beyond", flows[.overageBilled], "their price, within a half,",
        Int64(exact / 1_000_000))
    }
    plans[row].minutes = 0
    plans[row].included = 0
    if present.status.hasAccess { _ = included(book, present.plan, row) }
    return true
  }
}
