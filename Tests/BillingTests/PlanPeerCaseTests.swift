import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

/// Figures of other billing systems on subscriptions, through the core; the arithmetic alone is in `PricingTests`.
///
/// Not applicable: kb-chg-004 to -006, lago-pro-001, and the fee of -002 (plans of other lengths within a period); kb-cxl-010 (an
/// immediate end with a credit); lago-dun-001 (campaigns over several currencies).
@Suite("Cases of other billing systems: subscriptions")
struct PlanPeerCaseTests {
  private func change(
    _ old: Int64, to new: Int64, in period: (Instant, CalendarTerm), at instant: Instant, _ rule: ProrationRule = ProrationRule(),
    _ downgrade: PlanRules.Downgrade = .creditNow
  ) -> Ledger {
    let terms = Terms.subscriptions.withPlans {
      $0.plans[1].price = old
      $0.plans[2].price = new
      $0.plans[1].period = period.1
      $0.plans[2].period = period.1
      $0.proration = rule
      $0.downgrade = downgrade
    }
    let ledger = Ledger.subscribed(.pro, terms, from: period.0)
    ledger.pass(to: instant)
    ledger.change(to: .enterprise)
    return ledger
  }

  @Test("stripe-pro-001: half way from 10.00 to 20.00 charges 5.00")
  func halfWay() {
    change(1_000, to: 2_000, in: (.utc(2026, 4, 1), .months(1)), at: .utc(2026, 4, 16))
      .expect(.active, .enterprise, charged: [1_000, 500])
  }

  @Test("stripe-pro-003: after 12 of 30 days, 59.40 credited and 149.40 charged: 90.00")
  func twelveDays() {
    let ledger = change(9_900, to: 24_900, in: (.utc(2026, 4, 1), .months(1)), at: .utc(2026, 4, 13))
    ledger.expect(.active, .enterprise, charged: [9_900, 9_000])
    #expect(ledger.invoices.last.map { [$0.credit, $0.charge] } == [5_940, 14_940])
  }

  @Test("flex-pro-004: 17 of 31 days counted with the day of the change")
  func withTheDay() {
    let ledger = change(
      1, to: 2_501, in: (.utc(2024, 3, 1), .months(1)), at: .utc(2024, 3, 15, hour: 15), ProrationRule(basis: .dayInclusive))
    ledger.expect(.active, .enterprise, charged: [1, 1_371])
  }

  @Test("kb-chg-002: 599.95 to 9.95 after six of 31 days: 483.83 less 8.02 is 475.81 of credit")
  func repair() {
    let ledger = change(
      59_995, to: 995, in: (.utc(2012, 5, 1), .months(1)), at: .utc(2012, 5, 7, hour: 9), ProrationRule(basis: .dayInclusive))
    ledger.expect(.active, .enterprise, charged: [59_995], credit: 47_581)
  }

  @Test("lago-pro-002: a downgrade on the 9th takes effect when the paid period ends on the 19th")
  func laterDowngrade() {
    let ledger = change(
      12_900, to: 9_900, in: (.utc(2023, 10, 19), .months(1)), at: .utc(2023, 11, 9), ProrationRule(), .atPeriodEnd)
    ledger.pass(to: Instant.utc(2023, 11, 19).advanced(by: -1))
    ledger.expect(.active, .pro)
    ledger.wait(1)
    ledger.expect(.active, .enterprise, charged: [12_900, 9_900])
  }

  @Test("om-rec-017: what was recognised is not recognised again")
  func recognisedOnce() {
    let ledger = Ledger.subscribed(.pro)
    ledger.cancelPlan()
    ledger.pass(to: .utc(2026, 2, 1))
    ledger.expectRefused(.elapse(.recognition), .timerCancelled)
    #expect(ledger[.planRevenue] == 9_900 && ledger.deferred == 0)
  }

  @Test("om-cred-001, -003: one credit or several, used in turn, and never more than is due")
  func creditsInTurn() {
    let ledger = change(15_000, to: 5_000, in: (.utc(2026, 4, 1), .months(1)), at: .utc(2026, 4, 1))
    ledger.expect(.active, .enterprise, charged: [15_000], credit: 10_000)
    ledger.pass(to: .utc(2026, 5, 1))
    ledger.expect(.active, .enterprise, credit: 5_000)
    ledger.pass(to: .utc(2026, 6, 1))
    ledger.expect(.active, .enterprise, charged: [15_000], credit: 0)
    ledger.pass(to: .utc(2026, 7, 1))
    ledger.expect(.active, .enterprise, charged: [15_000, 5_000], credit: 0)
  }
}
