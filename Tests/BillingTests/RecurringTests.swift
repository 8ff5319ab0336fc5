import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("What a subscription comes to a month")
struct RecurringTests {
  @Test("It counts from its first payment to its end, while a renewal is collected and after it is cancelled too")
  func situations() {
    let expected: [SubscriptionStateTests.Situation: Int64] = [
      .active: 9_900, .cancelling: 9_900, .upgrading: 9_900, .renewing: 9_900, .pastDue: 9_900, .retrying: 9_900,
    ]
    for situation in SubscriptionStateTests.Situation.allCases {
      let ledger = situation.ledger
      #expect(ledger.book.recurring(of: ledger.owner) == expected[situation] ?? 0, "\(situation)")
    }
  }

  @Test(
    "A price for another period is spread evenly over its months, to the nearest unit",
    arguments: [
      (CalendarTerm.months(12), 825), (.months(3), 3_300), (.months(7), 1_414), (.milliseconds(30 * Duration_ms.day), 10_044),
      (.milliseconds(7 * Duration_ms.day), 43_047),
    ] as [(CalendarTerm, Int64)])
  func periods(period: CalendarTerm, expected: Int64) {
    let terms = Terms.subscriptions.withPlans { rules in
      for index in rules.plans.indices { rules.plans[index].period = period }
    }
    let ledger = Ledger.subscribed(.pro, terms)
    #expect(ledger.book.recurring(of: ledger.owner) == expected)
  }

  @Test("A revision of the plan's period counts from the next period on")
  func revised() {
    let yearly = Terms.subscriptions.withPlans { rules in
      for index in rules.plans.indices { rules.plans[index].period = .months(12) }
    }
    let revision = Catalog.Revision(effective: .utc(2026, 1, 20), terms: yearly)
    let catalog = Catalog(name: "revised", terms: .subscriptions, revisions: [revision])
    let ledger = Ledger(catalog)
    ledger.attach()
    ledger.subscribe(.pro)
    ledger.pass(to: .utc(2026, 1, 25))
    ledger.analyse()
    #expect(ledger.book.recurring(of: ledger.owner) == 9_900)
    ledger.pass(to: .utc(2026, 2, 3))
    #expect(ledger.book.recurring(of: ledger.owner) == 825)
  }
}
