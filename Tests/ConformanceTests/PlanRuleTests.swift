import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("Plans: subscribed, cancelled, used")
struct PlanRuleTests {
  @Test("HI-1 the tiers: free with 1 analysis and 50 messages, pro for 9900 with 100, enterprise for 99900 without limit")
  func tiers() {
    let ledger = Ledger(.subscriptions)
    ledger.expect(.none, .free)
    #expect(ledger.analyse(times: 1) == .ok)
    ledger.expectRefused(.analyse, .limitExceeded)
    #expect(ledger.chat(50) == .ok)
    ledger.expectRefused(.chat(messages: 1), .limitExceeded)
    ledger.attach()
    ledger.subscribe(.pro)
    ledger.expect(.active, .pro, charged: [9_900])
    #expect(ledger.chat(1_000_000) == .ok)
    let large = Ledger.subscribed(.enterprise)
    large.expect(.active, .enterprise, charged: [99_900])
    #expect(large.analyse(times: 300) == .ok)
    #expect(large.subscription.analysesLimit == nil)
  }

  @Test("HI-3 the five statuses by their names, and how each one is reached")
  func statuses() {
    #expect(
      SubscriptionStatus.allCases.map(\.name) == ["none", "incomplete", "trialing", "active", "past_due", "canceled"])
    let ledger = Ledger(Terms.trial(days: 14))
    ledger.attach()
    ledger.subscribe(.pro)
    ledger.expect(.trialing, .pro, charged: [])
    ledger.nextAnswers = [.declinedSoft]
    ledger.wait(14 * Duration_ms.day)
    ledger.expect(.pastDue, .pro, charged: [9_900])
    ledger.wait(Duration_ms.day)
    ledger.expect(.active, .pro, charged: [9_900, 9_900])
    ledger.cancelPlan()
    ledger.wait(40 * Duration_ms.day)
    ledger.expect(.canceled, .free)
    ledger.answersAfter_ms = nil
    ledger.subscribe(.pro)
    ledger.expect(.incomplete, .free)
  }

  @Test("HI-6 a cancelled subscription has access until its period ends, then it is canceled; nothing is given back")
  func cancel() {
    let ledger = Ledger.subscribed(.pro)
    ledger.wait(10 * Duration_ms.day)
    #expect(ledger.cancelPlan() == .ok)
    ledger.expectRefused(.cancel, .repeated)
    ledger.expectRefused(.refund(PaymentID(1), amount: 1), .notRefundable)
    ledger.expect(.active, .pro)
    #expect(ledger.subscription.cancelsAtPeriodEnd)
    ledger.pass(to: Instant.utc(2026, 2, 1).advanced(by: -1))
    #expect(ledger.analyse(times: 2) == .ok)
    ledger.wait(1)
    ledger.expect(.canceled, .free, charged: [9_900], credit: 0)
    #expect(ledger.moved.first == "planEarned 1")
    #expect(ledger[.planRevenue] == 9_900)
    #expect(ledger.notices.last == .subscriptionDeleted)
    ledger.expectRefused(.cancel, .noSubscription)
  }

  @Test("HI-6 payments of plans are not refunded, whatever the catalog says about credits")
  func noRefund() {
    let ledger = Ledger.subscribed(.pro, Terms.subscriptions.with { $0.refunds = .unspent })
    ledger.expectRefused(.refund(PaymentID(1), amount: 1), .notRefundable)
  }

  @Test("HI-7 reactivated before the period ends it goes on; after the end it is refused")
  func reactivate() {
    let ledger = Ledger.subscribed(.pro)
    ledger.expectRefused(.reactivate, .notCancelling)
    ledger.cancelPlan()
    ledger.wait(20 * Duration_ms.day)
    #expect(ledger.reactivate() == .ok)
    #expect(!ledger.subscription.cancelsAtPeriodEnd)
    ledger.pass(to: .utc(2026, 2, 1))
    ledger.expect(.active, .pro, charged: [9_900, 9_900])
    ledger.cancelPlan()
    ledger.pass(to: .utc(2026, 3, 1))
    ledger.expectRefused(.reactivate, .noSubscription)
    ledger.expect(.canceled, .free)
  }

  @Test("HI-9 the hundredth analysis is the last of its period: limit_exceeded says 100/100")
  func quota() throws {
    let ledger = Ledger.subscribed(.pro)
    #expect(ledger.analyse(times: 100) == .ok)
    ledger.expectRefused(.analyse, .limitExceeded)
    #expect(ledger.book.refusal.used == 100 && ledger.book.refusal.limit == 100)
    let error = try #require(BillingError(.limitExceeded, ledger.book.refusal, ledger.book.terms))
    #expect(error.code.rawValue == "limit_exceeded" && error.message.contains("(100/100)"))
    #expect(error.used == 100 && error.limit == 100)
    ledger.pass(to: .utc(2026, 2, 1))
    #expect(ledger.subscription.analysesUsed == 0)
    #expect(ledger.analyse() == .ok)
  }

  @Test("HI-15 the notices of a subscription's life, each once however often the answers come")
  func notices() {
    let ledger = Ledger(.subscriptions)
    ledger.attach()
    ledger.subscribe(.pro, throughCheckout: true)
    ledger.answer(1, .succeeded)
    #expect(
      ledger.notices.map(\.name) == [
        "subscription.created", "invoice.payment_succeeded", "checkout.session.completed", "subscription.updated",
      ])
    let before = ledger.notices.count
    ledger.nextAnswers = [.declinedSoft, .declinedSoft, .declinedSoft, .declinedSoft, .declinedSoft]
    ledger.wait(60 * Duration_ms.day)
    let later = ledger.notices.dropFirst(before).filter { $0 != .paymentDeclined }
    let failures = Array(repeating: "invoice.payment_failed", count: 4)
    #expect(
      later.map(\.name) == ["invoice.payment_failed", "subscription.updated"] + failures + ["subscription.deleted"])
  }

  @Test("HI-15 whatever the order and number of a first payment's answers, a success among them begins it once")
  func everyOrder() {
    let answers: [SettlementResult] = [.succeeded, .declinedSoft, .declinedHard, .succeeded, .needs3DS]
    for first in answers.indices {
      let ledger = Ledger(.subscriptions)
      ledger.answersAfter_ms = nil
      ledger.attach()
      ledger.subscribe(.pro)
      for index in answers.indices {
        ledger.answer(1, answers[(first + index) % answers.count])
        ledger.wait(Duration_ms.minute)
      }
      ledger.expect(.active, .pro, charged: [9_900], credit: 0)
      #expect(ledger.subscription.periodStart == .start)
      #expect(ledger.sum(.planBilled) == 9_900)
    }
  }

  @Test("HI-15 a success for what is over already becomes credit on the account, and revives nothing")
  func lateSuccess() {
    let ledger = Ledger(.subscriptions)
    ledger.answersAfter_ms = nil
    ledger.attach()
    ledger.subscribe(.pro)
    ledger.wait(Duration_ms.day)
    ledger.expect(.canceled, .free)
    ledger.answer(1, .succeeded)
    ledger.expect(.canceled, .free, credit: 9_900)
    #expect(ledger.saw(.lateSuccess))
    ledger.answer(1, .succeeded)
    ledger.expect(.canceled, .free, credit: 9_900)
    ledger.subscribe(.pro)
    ledger.expect(.active, .pro, charged: [9_900], credit: 0)
  }

  @Test("HI-15 a first attempt and its retry that both succeed pay once and leave credit")
  func bothSucceed() {
    let ledger = Ledger.subscribed(.pro)
    ledger.nextAnswers = [.declinedSoft]
    ledger.pass(to: .utc(2026, 2, 1))
    ledger.answersAfter_ms = nil
    ledger.pass(to: .utc(2026, 2, 2))
    ledger.answer(2, .succeeded)
    ledger.expect(.active, .pro, credit: 0)
    ledger.answer(3, .succeeded)
    ledger.expect(.active, .pro, credit: 9_900)
    ledger.answer(3, .declinedHard)
    ledger.expect(.active, .pro, credit: 9_900)
  }

  @Test("HI-16 no_subscription, limit_exceeded, payment_failed, invalid_tier, payment_required, with their fields")
  func errors() throws {
    let terms = Terms.subscriptions.with { $0.packs = PackShelf(packs: [Pack(name: "single", credits: 1_000, price: 499)]) }
    func error(_ status: Status, _ refusal: Refusal = Refusal(), plan: String? = nil) throws -> BillingError {
      try #require(BillingError(status, refusal, terms, plan: plan))
    }
    #expect(BillingError.Code.allCases.count == 5)
    #expect(try error(.noSubscription).code.rawValue == "no_subscription")
    #expect(try error(.noSubscription).suggestedAction == "redirect_to_pricing")
    let tier = try error(.invalidPlan, plan: "premium")
    #expect(tier.code.rawValue == "invalid_tier" && tier.message.contains("'premium'"))
    #expect(tier.message.contains("pro, enterprise") && !tier.message.contains("free"))
    var refusal = Refusal()
    refusal.required = 2_000
    let payment = try error(.paymentRequired, refusal)
    #expect(payment.code.rawValue == "payment_required" && payment.needed == 2_000 && payment.available == 0)
    #expect(payment.packs.map(\.name) == ["single"] && payment.plans.map(\.name) == ["pro", "enterprise"])
    #expect(try error(.noPaymentMethod).code.rawValue == "payment_failed")
    #expect(BillingError(SettlementResult.declinedSoft)?.code == .paymentFailed)
    #expect(BillingError(SettlementResult.succeeded) == nil)
    #expect(BillingError(.ok, Refusal(), terms) == nil)
    refusal.used = 100
    refusal.limit = 100
    #expect(try error(.limitExceeded, refusal).suggestedAction == "upgrade_tier")
  }

  @Test("HI-16 the book refuses with the status that the error is made from")
  func refusals() {
    let ledger = Ledger(Terms.subscriptions.withPlans { $0.fallback = nil })
    ledger.attach()
    for command: Command in [.changePlan(.pro), .cancel, .reactivate, .analyse, .chat(messages: 1)] {
      ledger.expectRefused(command, .noSubscription)
    }
    ledger.expectRefused(.subscribe(.free, throughCheckout: false), .invalidPlan)
    ledger.expectRefused(.subscribe(PlanID(3), throughCheckout: false), .invalidPlan)
    ledger.subscribe(.pro)
    ledger.expectRefused(.changePlan(.free), .invalidPlan)
    ledger.expectRefused(.changePlan(.pro), .samePlan)
    ledger.expectRefused(.subscribe(.pro, throughCheckout: false), .subscriptionExists)
  }

  @Test("HI-17 server-side a payment method is needed; a checkout brings one along")
  func checkout() {
    let ledger = Ledger(.subscriptions)
    ledger.expectRefused(.subscribe(.pro, throughCheckout: false), .noPaymentMethod)
    #expect(ledger.subscribe(.pro, throughCheckout: true) == .ok)
    ledger.expect(.active, .pro, charged: [9_900])
    #expect(ledger.account.hasPaymentMethod && ledger.account.card == .works)
    #expect(ledger.notices.contains(.checkoutCompleted))
  }

  @Test("HI-17 a checkout that is not paid leaves no card and lapses")
  func unpaidCheckout() {
    let ledger = Ledger(.subscriptions)
    ledger.nextAnswers = [.declinedSoft]
    ledger.subscribe(.pro, throughCheckout: true)
    ledger.expect(.incomplete, .free)
    #expect(!ledger.account.hasPaymentMethod)
    ledger.wait(Duration_ms.day)
    ledger.expect(.canceled, .free)
    #expect(!ledger.notices.contains(.checkoutCompleted))
  }

  @Test(
    "HI-18 the test cards: one works, one is declined, one asks for 3DS",
    arguments: [
      (Card.works, SubscriptionStatus.active), (.alwaysDeclines, .incomplete), (.asksFor3DS, .incomplete),
    ])
  func cards(card: Card, status: SubscriptionStatus) {
    let ledger = Ledger(.subscriptions)
    ledger.attach(card)
    ledger.subscribe(.pro)
    ledger.expect(status, status == .active ? .pro : .free)
    ledger.answer(1, .succeeded)
    ledger.expect(.active, .pro, charged: [9_900])
  }
}
