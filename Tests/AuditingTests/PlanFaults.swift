import Accounting
import Auditing
import BillingTestSupport
import Pricing

@testable import Billing

/// Bugs of subscriptions: periods, statuses, quotas, proration, invoices, revenue, dunning.
///
/// Most are planted in the row that a rule would have written wrongly, with the postings that would follow from it.
extension Fault {
  private static let small = PlanID(1)
  private static let middle = PlanID(2)
  private static let large = PlanID(3)

  static let plans: [Fault] = [
    Fault(.periodsAbut, "the anchor drifts after February") { watched, isPlanted in
      watched = Watched(.offered, from: .utc(2026, 1, 31))
      if let early = watched.subscribe(small) { return early }
      return watched.renew(at: .utc(2026, 2, 28), paying: PaymentID(2)) {
        if isPlanted { $0.memberships[0].periodEnd = .utc(2026, 3, 28) }
      }
    },
    Fault(.periodsAbut, "a period begins when its payment was heard") { watched, isPlanted in
      watched = Watched(.offered)
      if let early = watched.send([.attachMethod(.works), .subscribe(small, throughCheckout: false)]) { return early }
      watched.now = watched.now.advanced(by: Duration_ms.hour)
      return watched.send(.settle(PaymentID(1), .succeeded)) {
        if isPlanted { $0.memberships[0].periodStart = .utc(2026, 1, 1, hour: 1) }
      }
    },
    planted(.periodsAbut, "a renewal leaves a gap", at: .elapse(.renewal), .utc(2026, 2, 1)) {
      $0.memberships[0].periodStart = .utc(2026, 2, 2)
    },
    Fault(.legalStatus, "reactivation after the end") { watched, isPlanted in
      watched = Watched(.offered)
      if let early = watched.subscribe(small) { return early }
      if let early = watched.send(.cancel) { return early }
      watched.now = .utc(2026, 2, 1)
      if let early = watched.send(.elapse(.renewal)) { return early }
      return watched.send(.analyse) { if isPlanted { $0.memberships[0].status = .active } }
    },
    Fault(.legalStatus, "a late payment revives an ended subscription") { watched, isPlanted in
      watched = Watched(.offered)
      if let early = watched.send([.attachMethod(.works), .subscribe(small, throughCheckout: false)]) { return early }
      watched.now = watched.now.advanced(by: Duration_ms.day)
      if let early = watched.send(.elapse(.incomplete)) { return early }
      return watched.send(.settle(PaymentID(1), .succeeded)) { if isPlanted { $0.memberships[0].status = .active } }
    },
    planted(.quotaKept, "counters are reset by the calendar's month", before: .analyse, at: .analyse, .utc(2026, 1, 20)) {
      $0.memberships[0].analyses = 1
    },
    Fault(.quotaKept, "one analysis more than the plan has") { watched, isPlanted in
      watched = Watched(.offered)
      if let early = watched.subscribe(small) { return early }
      if let early = watched.send([.analyse, .analyse]) { return early }
      if isPlanted { watched.book.terms.plans?.plans[1].analyses = 4 }
      if isPlanted { watched.book.memberships[0].analysesLimit = 4 }
      return watched.send([.analyse, .analyse])
    },
    planted(.quotaKept, "messages of a chat that was refused are counted", at: .analyse, .utc(2026, 1, 20)) {
      $0.memberships[0].messages += 10
    },
  ]

  static let changes: [Fault] = [
    Fault(.prorationBounded, "the denominator is the part that has begun") { watched, isPlanted in
      watched = Watched(.offered)
      if let early = watched.subscribe(small) { return early }
      watched.now = .utc(2026, 1, 20)
      return watched.send(.changePlan(large)) {
        // 12 of 19 days instead of 12 of 31.
        if isPlanted { $0.invoices[1].charge = 99_900 * 12 / 19 }
      }
    },
    planted(.prorationBounded, "a period costs another price", at: .elapse(.renewal), .utc(2026, 2, 1)) {
      $0.invoices[1].charge -= 1
    },
    Fault(.prorationBounded, "more is credited than was billed") { watched, isPlanted in
      watched = Watched(.offered.withPlans { $0.proration.basis = .fullDifference })
      if let early = watched.subscribe(large) { return early }
      if isPlanted { watched.book.memberships[0].price = 999_900 }
      if isPlanted { watched.book.memberships[0].billed = 999_900 }
      return watched.send(.changePlan(small))
    },
    Fault(.changeIsReversible, "the second change credits the last charge") { watched, isPlanted in
      watched = Watched(.offered)
      if let early = watched.subscribe(small) { return early }
      watched.now = .utc(2026, 1, 11)
      if let early = watched.send([.changePlan(large), .settle(PaymentID(2), .succeeded)]) { return early }
      // As if the small plan had cost nothing before: the large one's charge is credited, whole.
      if isPlanted { watched.book.memberships[0].price = 99_900 + 3_333 }
      return watched.send(.changePlan(small))
    },
    planted(
      .invoiceConsistent, "credit is applied beyond the total", before: .chat(messages: 1), at: .elapse(.renewal),
      .utc(2026, 2, 1)
    ) { $0.invoices[1].applied = 3_334 },
    planted(.invoiceConsistent, "an invoice is paid and something is due", at: .elapse(.renewal), .utc(2026, 2, 1)) {
      $0.invoices[1].state = .paid
    },
    Fault(.deferredRunsOut, "a month is recognised twice") { watched, isPlanted in
      watched = Watched(.offered, from: .utc(2026, 1, 20))
      if let early = watched.subscribe(small) { return early }
      watched.now = CivilDate(year: 2026, month: 2, day: 1).midnight.advanced(by: -1)
      return watched.send(.elapse(.recognition)) {
        if isPlanted { $0.postAgain(.planEarned) }
      }
    },
    planted(.deferredRunsOut, "the rest is not earned when a period ends", at: .elapse(.renewal), .utc(2026, 2, 1)) {
      $0.transfers[0].amount -= 1
    },
    planted(.controlEqualsSubledger, "deferred revenue without its posting", at: .analyse, .utc(2026, 1, 20)) {
      $0.memberships[0].deferred -= 1
    },
    planted(.controlEqualsSubledger, "account credit without its posting", at: .analyse, .utc(2026, 1, 20)) {
      $0.memberships[0].accountCredit += 1
    },
  ]

  static let dunning: [Fault] = [
    Fault(.dunningBounded, "retries never end") { watched, isPlanted in
      watched = Watched(.offered)
      if let early = watched.subscribe(small) { return early }
      watched.now = .utc(2026, 2, 1)
      if let early = watched.send([.elapse(.renewal), .settle(PaymentID(2), .declinedSoft)]) { return early }
      for retry in 0..<(isPlanted ? 6 : 4) {
        watched.now = watched.book.memberships[0].retryAt
        if isPlanted { watched.book.memberships[0].attempts = 1 }
        let answer = Command.settle(PaymentID(UInt32(3 + retry)), .declinedSoft)
        if let broken = watched.send([.elapse(.dunning), answer]) { return broken }
      }
      return nil
    },
    Fault(.dunningBounded, "a retry comes before its time") { watched, isPlanted in
      watched = Watched(.offered)
      if let early = watched.subscribe(small) { return early }
      watched.now = .utc(2026, 2, 1)
      if let early = watched.send(.elapse(.renewal)) { return early }
      return watched.send(.settle(PaymentID(2), .declinedSoft)) {
        if isPlanted { $0.memberships[0].retryAt = .utc(2026, 2, 1, hour: 23) }
      }
    },
  ]

  /// A fault in one step of an owner of the small plan since 1 January.
  private static func planted(
    _ invariant: Invariant, _ bug: String, before: Command? = nil, at command: Command, _ now: Instant,
    _ damage: @escaping @Sendable (inout Book) -> Void
  ) -> Fault {
    Fault(invariant, bug) { watched, isPlanted in
      watched = Watched(.offered)
      if let early = watched.subscribe(small) { return early }
      if let before, let early = watched.send(before) { return early }
      watched.now = now
      return watched.send(command) { if isPlanted { damage(&$0) } }
    }
  }
}

extension Watched {
  /// A card, and a subscription that is paid for.
  mutating func subscribe(_ plan: PlanID) -> Violation? {
    send([.attachMethod(.works), .subscribe(plan, throughCheckout: false), .settle(PaymentID(1), .succeeded)])
  }

  /// The period's end, and the payment of the next one.
  mutating func renew(at end: Instant, paying payment: PaymentID, fault: (inout Book) -> Void = { _ in }) -> Violation? {
    now = end
    if let broken = send(.elapse(.renewal), fault: fault) { return broken }
    return send(.settle(payment, .succeeded))
  }
}

extension Book {
  /// What the last step posted under a code is posted once more, as a rule that runs twice would do.
  mutating func postAgain(_ code: TransferCode) {
    for index in transfers.indices where transfers[index].code == code {
      let transfer = transfers[index]
      post(Int(touchedOwner), debit: transfer.debit, credit: transfer.credit, transfer.amount, code)
      if code == .planEarned { memberships[Int(owners[Int(touchedOwner)].membership)].deferred -= transfer.amount }
      return
    }
  }
}
