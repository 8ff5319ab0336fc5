import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("Plans: renewed, overdue, earned")
struct RenewalRuleTests {
  private static let february = Instant.utc(2026, 2, 1)
  private func day(_ days: Int64) -> Instant { Self.february.advanced(by: days * Duration_ms.day) }

  @Test("HI-8 a renewal is charged at the period's end; success keeps it active, in the period that abuts")
  func renews() {
    let ledger = Ledger.subscribed(.pro)
    ledger.pass(to: Self.february.advanced(by: -1))
    ledger.expect(.active, .pro, charged: [9_900])
    ledger.wait(1)
    ledger.expect(.active, .pro, charged: [9_900, 9_900])
    #expect(ledger.subscription.periodStart == Self.february && ledger.subscription.periodEnd == .utc(2026, 3, 1))
    #expect(ledger.saw(.renewed))
  }

  @Test("HI-8 a failed renewal is past_due with access; a retry that succeeds makes it active, and earns what has passed")
  func recovers() {
    let ledger = Ledger.subscribed(.pro)
    ledger.nextAnswers = [.declinedSoft, .declinedHard]
    ledger.pass(to: Self.february)
    ledger.expect(.pastDue, .pro, charged: [9_900, 9_900])
    #expect(ledger.analyse() == .ok)
    #expect(ledger[.planRevenue] == 9_900 && ledger.deferred == 0)
    ledger.pass(to: day(4))
    ledger.expect(.active, .pro, charged: [9_900, 9_900, 9_900, 9_900])
    #expect(ledger[.planRevenue] == 9_900 + 9_900 * 4 / 28)
    #expect(ledger.saw(.recoveredByDunning) && ledger.subscription.periodStart == Self.february)
    ledger.expectRefused(.elapse(.dunning), .timerCancelled)
  }

  @Test("HI-D3 retries come 1, 3, 5 and 7 days after each failure, with access, then the subscription is canceled")
  func dunning() {
    let ledger = Ledger.subscribed(.pro)
    ledger.attach(.alwaysDeclines)
    var attempts: [Instant] = []
    ledger.pass(to: day(16).advanced(by: -1))
    ledger.expect(.pastDue, .pro)
    #expect(ledger.analyse() == .ok)
    ledger.wait(1)
    attempts = ledger.payments.dropFirst().map(\.requestedAt)
    #expect(attempts == [0, 1, 4, 9, 16].map(day))
    ledger.expect(.canceled, .free, credit: 0)
    #expect(ledger.saw(.endedByDunning) && ledger.notices.last == .subscriptionDeleted)
    #expect(ledger.invoices.last?.state == .void && ledger[.planRevenue] == 9_900)
    ledger.wait(90 * Duration_ms.day)
    #expect(ledger.payments.count == 6, "nothing is charged any more")
  }

  @Test("HI-D3 without a card an attempt fails by itself; a new card is charged at the next one")
  func withoutCard() {
    let ledger = Ledger.subscribed(.pro)
    ledger.detach()
    ledger.pass(to: day(1))
    ledger.expect(.pastDue, .pro, charged: [9_900])
    ledger.attach()
    ledger.pass(to: day(4))
    ledger.expect(.active, .pro, charged: [9_900, 9_900])
  }

  @Test("HI-8 a plan is not changed while its renewal is overdue or in flight")
  func noChangeMeanwhile() {
    let ledger = Ledger.subscribed(.pro)
    ledger.answersAfter_ms = nil
    ledger.pass(to: Self.february)
    ledger.expectRefused(.changePlan(.enterprise), .changePending)
    ledger.answer(2, .declinedSoft)
    ledger.expectRefused(.changePlan(.enterprise), .paymentOverdue)
    ledger.answer(2, .succeeded)
    ledger.expect(.active, .pro)
    #expect(ledger.change(to: .enterprise) == .ok)
  }

  @Test("HI-8 a period that ends unpaid ends the subscription; the money that comes later is credit")
  func endsUnpaid() {
    let ledger = Ledger.subscribed(.pro)
    ledger.answersAfter_ms = nil
    ledger.pass(to: .utc(2026, 3, 1))
    ledger.expect(.canceled, .free)
    ledger.answer(2, .succeeded)
    ledger.expect(.canceled, .free, credit: 9_900)
  }

  @Test("HI-4 an upgrade that is not answered before its period ends is given up")
  func upgradeTooLate() {
    let ledger = Ledger.subscribed(.pro)
    ledger.pass(to: Self.february.advanced(by: -Duration_ms.minute))
    ledger.answersAfter_ms = 2 * Duration_ms.minute
    ledger.change(to: .enterprise)
    ledger.expectRefused(.cancel, .changePending)
    ledger.pass(to: Self.february)
    ledger.expect(.active, .pro)
    let due = ledger.planCharges[1]
    ledger.wait(Duration_ms.hour)
    ledger.expect(.active, .pro, charged: [9_900, due, 9_900], credit: due)
  }

  @Test("HI-8 a price rises with the next renewal: the running period keeps its figures, also for a change of plan")
  func priceRises() {
    let dearer = Terms.subscriptions.withPlans {
      $0.plans[1].price = 12_000
      $0.plans[1].analyses = 10
    }
    let ledger = Ledger(
      Catalog(name: "test", terms: .subscriptions, revisions: [.init(effective: .utc(2026, 1, 10), terms: dearer)]))
    ledger.attach()
    ledger.subscribe(.pro)
    ledger.pass(to: .utc(2026, 1, 16, hour: 12))
    #expect(ledger.analyse(times: 20) == .ok)
    ledger.change(to: .enterprise)
    ledger.expect(.active, .enterprise, charged: [9_900, 45_000])
    ledger.change(to: .pro)
    ledger.expect(.active, .pro, credit: (99_900 - 12_000) / 2)
    ledger.pass(to: Self.february)
    ledger.expect(.active, .pro, credit: 43_950 - 12_000)
    #expect(ledger.analyse(times: 10) == .ok)
    ledger.expectRefused(.analyse, .limitExceeded)
  }

  @Test("HI-8 a trial's end is charged as a renewal; a second trial is not given")
  func trial() {
    let ledger = Ledger.subscribed(.pro, Terms.trial(days: 14), from: .utc(2026, 1, 17))
    ledger.expect(.trialing, .pro, charged: [])
    #expect(ledger.change(to: .enterprise) == .ok)
    ledger.expect(.trialing, .enterprise, charged: [], credit: 0)
    ledger.pass(to: .utc(2026, 1, 31))
    ledger.expect(.active, .enterprise, charged: [99_900])
    #expect(ledger.subscription.periodEnd == .utc(2026, 2, 28))
    ledger.cancelPlan()
    ledger.pass(to: .utc(2026, 3, 5))
    ledger.subscribe(.pro)
    ledger.expect(.active, .pro, charged: [99_900, 9_900])
  }

  @Test("HI-8 each month shows what was earned in it")
  func earnedByMonth() {
    let ledger = Ledger.subscribed(.pro, from: .utc(2026, 1, 16))
    ledger.pass(to: Self.february)
    #expect(ledger[.planRevenue] == 9_900 * 16 / 31)
    ledger.expect(.active, .pro)
    ledger.pass(to: .utc(2026, 2, 16))
    #expect(ledger.sum(.planEarned) == 9_900 && ledger.deferred == 9_900)
  }

  @Test("HI-8 the largest price overflows nowhere: subscribed, upgraded, downgraded, renewed, overpaid")
  func largest() {
    let terms = Terms.subscriptions.withPlans {
      $0.plans[1].price = Limits.largestAmount - 1
      $0.plans[2].price = Limits.largestAmount
      $0.proration.basis = .fullDifference
    }
    let ledger = Ledger.subscribed(.enterprise, terms)
    ledger.wait(9 * Duration_ms.day + 1)
    ledger.change(to: .pro)
    ledger.change(to: .enterprise)
    ledger.pass(to: .utc(2026, 6, 1))
    ledger.expect(.active, .enterprise, charged: Array(repeating: Limits.largestAmount, count: 6))
  }

  @Test("HI-6 a bank takes a plan's payment back: the unearned part and the earned one, and the subscription ends at once")
  func dispute() {
    let ledger = Ledger.subscribed(.pro, from: .utc(2025, 11, 1))
    ledger.pass(to: .utc(2025, 11, 16))
    #expect(ledger.dispute(1) == .ok)
    #expect(ledger.moved == ["planEarned 4950", "planDisputed 4950", "disputeLost 4950"])
    ledger.expect(.canceled, .free, credit: 0)
    #expect(ledger[.cash] == 0 && ledger[.disputes] == 4_950)
    ledger.expectRefused(.dispute(PaymentID(1)), .repeated)
    ledger.wait(60 * Duration_ms.day)
    #expect(ledger.payments.count == 1)
  }

  @Test("HI-3 a bank that takes an ended subscription's payment back leaves the next one alone")
  func disputeAfterComeback() {
    let ledger = Ledger.subscribed(.pro, from: .utc(2025, 11, 1))
    ledger.cancelPlan()
    ledger.pass(to: .utc(2025, 12, 5))
    ledger.subscribe(.pro)
    ledger.wait(Duration_ms.day)
    #expect(ledger.dispute(1) == .ok)
    #expect(ledger.moved == ["disputeLost 9900"])
    ledger.expect(.active, .pro, credit: 0)
  }

  @Test("HI-15 a bank takes back what came too late: it comes off the account's credit, and the subscription goes on")
  func disputeOfOverpayment() {
    let ledger = Ledger(.subscriptions, from: .utc(2025, 11, 1))
    ledger.attach()
    ledger.answersAfter_ms = nil
    ledger.subscribe(.pro)
    ledger.answer(1, .declinedSoft)
    ledger.subscribe(.pro)
    ledger.answer(2, .succeeded)
    ledger.answer(1, .succeeded)
    ledger.expect(.active, .pro, credit: 9_900)
    #expect(ledger.dispute(1) == .ok)
    #expect(ledger.moved == ["creditDisputed 9900"])
    ledger.expect(.active, .pro, credit: 0)
  }
}
