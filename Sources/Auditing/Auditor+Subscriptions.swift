import Accounting
import Billing
import Pricing

/// Where a subscription stands, and the periods that it runs through.
extension Auditor {
  /// A subscription moves only as it may, and only by what may move it; one that has ended is followed by another at most.
  mutating func checkStatus(_ present: Membership, _ kind: CommandKind, _ row: Int) -> Bool {
    tick(.legalStatus)
    let begun = Int64(present.subscriptions) - Int64(plans[row].last.subscriptions)
    if begun != 0, kind != .subscribe || begun != 1 {
      return fail(.legalStatus, "subscriptions begun", begun, "one at most, by a subscription,", 1)
    }
    if plans[row].last.status == present.status, begun == 0 || present.status == .incomplete { return true }
    let isLegal =
      begun == 1
      ? !plans[row].last.status.hasAccess && present.status != .none && present.status != .canceled && present.status != .pastDue
      : Auditor.mayMove(from: plans[row].last.status, to: present.status, by: kind)
    if isLegal { return true }
    return fail(
      .legalStatus, "a subscription of status", Int64(present.status.rawValue), "one that may follow status",
      Int64(plans[row].last.status.rawValue))
  }

  private static func mayMove(from: SubscriptionStatus, to: SubscriptionStatus, by kind: CommandKind) -> Bool {
    switch (from, to) {
    case (.incomplete, .active): kind == .settle
    case (.incomplete, .canceled): kind == .incompleteTimer || kind == .cancel
    case (.trialing, .active): kind == .renewalTimer
    case (.trialing, .pastDue), (.trialing, .canceled): kind == .renewalTimer || kind == .dispute
    case (.active, .pastDue): kind == .renewalTimer || kind == .settle
    case (.pastDue, .active): kind == .settle
    case (.active, .canceled), (.pastDue, .canceled):
      kind == .renewalTimer || kind == .settle || kind == .dunningTimer || kind == .dispute
    default: false
    }
  }

  // MARK: Periods

  /// Periods follow each other without gap or overlap, each as long as its plan says and on the anchor's day.
  mutating func checkPeriod(
    _ book: borrowing Book, _ present: Membership, _ kind: CommandKind, _ row: Int, _ now: Instant
  ) -> Bool {
    tick(.periodsAbut)
    if kind == .subscribe { plans[row].subscribedAt = now }
    guard plans[row].hasMoved(to: present) else {
      return equal(
        .periodsAbut, "the period's end", present.periodEnd.milliseconds, "what it was", plans[row].last.periodEnd.milliseconds)
        && checkCover(present.status, from: present.periodStart, to: present.periodEnd, kind, now)
    }
    guard checkStart(present, kind, row, now) else { return false }
    if present.plan < 0 { return true }
    guard let rules = book.terms.plans else { return true }
    let term = rules.plans[Int(present.plan)].period
    if present.status == .trialing {
      plans[row].anchor = present.periodEnd
      let length = rules.plans[Int(present.plan)].trialDays * Duration_ms.day
      return equal(.periodsAbut, "the trial's length", present.periodEnd.since(present.periodStart), "its days", length)
    }
    // Another length of periods may come with a revision: where the start is no boundary of it, it is counted from there.
    if !term.isBoundary(present.periodStart, from: plans[row].anchor) { plans[row].anchor = present.periodStart }
    if term.ends(present.periodEnd, from: present.periodStart, anchor: plans[row].anchor) {
      return checkCover(present.status, from: present.periodStart, to: present.periodEnd, kind, now)
    }
    return fail(
      .periodsAbut, "a period ends at", present.periodEnd.milliseconds, "its plan's term after its start, on the day of",
      plans[row].anchor.milliseconds)
  }

  private mutating func checkStart(_ present: Membership, _ kind: CommandKind, _ row: Int, _ now: Instant) -> Bool {
    let start = present.periodStart
    if plans[row].last.status.hasAccess, present.status.hasAccess {
      if kind != .renewalTimer { return fail(.periodsAbut, "renewals without the period's timer", 1, "none:", 0) }
      return equal(
        .periodsAbut, "a period begins at", start.milliseconds, "the end of the one before",
        plans[row].last.periodEnd.milliseconds)
    }
    if present.status.hasAccess {
      plans[row].anchor = start
      return equal(
        .periodsAbut, "a subscription begins at", start.milliseconds, "when it was asked for",
        plans[row].subscribedAt.milliseconds)
    }
    // Without a subscription: from its end, or from the first time that plans were asked about, and anew when its time has come.
    if plans[row].last.status.hasAccess || plans[row].last.periodStart == .never {
      plans[row].anchor = start
      return equal(.periodsAbut, "the free plan begins at", start.milliseconds, "the end of the subscription", now.milliseconds)
    }
    if start >= plans[row].last.periodEnd, start <= now { return true }
    return fail(
      .periodsAbut, "a period of the free plan begins at", start.milliseconds, "by now, after",
      plans[row].last.periodEnd.milliseconds)
  }

  /// While there is access the present instant lies in the period. Answers and timers of its last instant come before its own.
  mutating func checkCover(
    _ status: SubscriptionStatus, from start: Instant, to end: Instant, _ kind: CommandKind, _ now: Instant
  ) -> Bool {
    if !status.hasAccess { return true }
    let comesFirst = kind == .settle || kind.isTimer
    if start <= now, comesFirst ? now <= end : now < end { return true }
    return fail(.periodsAbut, "access at", now.milliseconds, "within the period that ends at", end.milliseconds)
  }
}

extension CalendarTerm {
  /// Whether periods of this length that are counted from `anchor` have a boundary at `instant`; in months by day and time of day.
  func isBoundary(_ instant: Instant, from anchor: Instant) -> Bool {
    switch self {
    case .never: return instant == anchor
    case .milliseconds(let length): return instant.since(anchor) % length == 0
    case .months(let count):
      let date = instant.date
      let lastDay = CivilDate.daysInMonth(year: date.year, month: date.month)
      return (date.monthIndex - anchor.date.monthIndex) % count == 0 && instant.timeOfDay_ms == anchor.timeOfDay_ms
        && date.day == min(anchor.date.day, lastDay)
    }
  }

  /// Whether a period from `start` ends at `end`.
  func ends(_ end: Instant, from start: Instant, anchor: Instant) -> Bool {
    switch self {
    case .never: return end == .never
    case .milliseconds(let length): return end.since(start) == length
    case .months(let count):
      return end != .never && end.date.monthIndex - start.date.monthIndex == count && isBoundary(end, from: anchor)
    }
  }
}
