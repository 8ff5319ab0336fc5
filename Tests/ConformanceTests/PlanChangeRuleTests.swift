import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("Plans: changed within a period")
struct PlanChangeRuleTests {
  private static let november = Instant.utc(2025, 11, 1)
  private static let half = Instant.utc(2025, 11, 16)
  private static let december = Instant.utc(2025, 12, 1)

  private func subscriber(_ plan: PlanID, _ terms: Terms = .subscriptions, at instant: Instant = Self.half) -> Ledger {
    let ledger = Ledger.subscribed(plan, terms, from: Self.november)
    ledger.pass(to: instant)
    return ledger
  }

  @Test(
    "HI-4 pro to enterprise with the whole period left is 90000, with half of it 45000",
    arguments: [(november, 90_000), (half, 45_000)] as [(Instant, Int64)])
  func upgrade(at instant: Instant, charge: Int64) {
    let ledger = subscriber(.pro, at: instant)
    #expect(ledger.change(to: .enterprise) == .ok)
    ledger.expect(.active, .enterprise, charged: [9_900, charge], credit: 0)
    #expect(ledger.subscription.periodEnd == Self.december)
    ledger.pass(to: Self.december)
    ledger.expect(.active, .enterprise, charged: [9_900, charge, 99_900])
    #expect(ledger[.planRevenue] == 9_900 + charge)
  }

  @Test("HI-5 enterprise to pro at half: 45000 credit; the next invoice is 9900 less 9900, and 35100 are carried on")
  func downgrade() {
    let ledger = subscriber(.enterprise)
    #expect(ledger.change(to: .pro) == .ok)
    ledger.expect(.active, .pro, charged: [99_900], credit: 45_000)
    #expect(ledger.moved.contains("planCredited 45000"))
    ledger.pass(to: Self.december)
    ledger.expect(.active, .pro, charged: [99_900], credit: 35_100)
    #expect(ledger.invoices.last.map { [$0.charge, $0.applied, $0.due, $0.paid] } == [9_900, 9_900, 0, 0])
    ledger.pass(to: .utc(2026, 4, 1))
    ledger.expect(.active, .pro, charged: [99_900, 4_500], credit: 0)
  }

  @Test("HI-D1 two lines, each rounded half-up: -4950 + 49950 = 45000")
  func lines() {
    let ledger = subscriber(.pro)
    ledger.change(to: .enterprise)
    #expect(ledger.invoices.last.map { [$0.charge, $0.credit, $0.total, $0.paid] } == [49_950, 4_950, 45_000, 45_000])
  }

  @Test(
    "HI-D1 the other bases: day exclusive, day inclusive, a month of thirty days, the full difference",
    arguments: [
      (ProrationRule.Basis.exact, 43_500), (.dayInclusive, 45_000), (.dayExclusive, 42_000), (.month30, 45_000),
      (.fullDifference, 90_000),
    ] as [(ProrationRule.Basis, Int64)])
  func bases(basis: ProrationRule.Basis, charge: Int64) {
    for lines in ProrationRule.Lines.allCases {
      let terms = Terms.subscriptions.withPlans { $0.proration = ProrationRule(basis: basis, lines: lines) }
      let ledger = subscriber(.pro, terms, at: Self.half.advanced(by: Duration_ms.day / 2))
      ledger.change(to: .enterprise)
      ledger.expect(.active, .enterprise, charged: [9_900, charge])
      ledger.change(to: .pro)
      ledger.expect(.active, .pro, charged: [9_900, charge], credit: charge)
      ledger.pass(to: Self.december)
      ledger.expect(.active, .pro)
      #expect(ledger[.planRevenue] == 9_900, "there and back costs nothing")
    }
  }

  @Test("HI-D1 rounding the net once can differ by a unit from rounding two lines")
  func netOnce() {
    func charge(_ lines: ProrationRule.Lines) -> Int64? {
      let terms = Terms.subscriptions.withPlans {
        $0.proration.lines = lines
        $0.plans[1].price = 101
        $0.plans[2].price = 201
      }
      let ledger = subscriber(.pro, terms)
      ledger.change(to: .enterprise)
      return ledger.planCharges.last
    }
    // Halves: 50.5 and 100.5 are both rounded up; their difference is 50.
    #expect(charge(.apart) == 50 && charge(.net) == 50)
  }

  @Test("HI-D2 the anchor day is kept: 31 January, 28 February, 31 March, 30 April, 31 May")
  func anchor() {
    let ledger = Ledger.subscribed(.pro, from: .utc(2026, 1, 31, hour: 9))
    var ends: [Instant] = []
    for _ in 0..<4 {
      ends.append(ledger.subscription.periodEnd)
      ledger.pass(to: ledger.subscription.periodEnd)
      #expect(ledger.subscription.periodStart == ends.last)
    }
    #expect(
      ends == [
        .utc(2026, 2, 28, hour: 9), .utc(2026, 3, 31, hour: 9), .utc(2026, 4, 30, hour: 9), .utc(2026, 5, 31, hour: 9),
      ])
    #expect(ledger.saw(.leapDay))
    ledger.expect(.active, .pro, charged: Array(repeating: 9_900, count: 5))
  }

  @Test("HI-D2 from a leap day on: 29 February, 29 March; by the year 28 February until the next leap year")
  func leapDay() {
    #expect(Ledger.subscribed(.pro, from: .utc(2024, 2, 29)).subscription.periodEnd == .utc(2024, 3, 29))
    let terms = Terms.subscriptions.withPlans { $0.plans[1].period = .months(12) }
    let yearly = Ledger.subscribed(.pro, terms, from: .utc(2024, 2, 29))
    var ends: [Instant] = []
    for _ in 0..<4 {
      ends.append(yearly.subscription.periodEnd)
      yearly.pass(to: yearly.subscription.periodEnd)
    }
    #expect(ends == [.utc(2025, 2, 28), .utc(2026, 2, 28), .utc(2027, 2, 28), .utc(2028, 2, 29)])
  }

  @Test("HI-D4 a downgrade's credit is carried until used, and is breakage twelve months after the end")
  func creditLapses() {
    let ledger = subscriber(.enterprise)
    ledger.change(to: .pro)
    ledger.cancelPlan()
    ledger.pass(to: Self.december)
    ledger.expect(.canceled, .free, credit: 45_000)
    ledger.pass(to: Instant.utc(2026, 12, 1).advanced(by: -1))
    ledger.expect(.canceled, .free, credit: 45_000)
    ledger.wait(1)
    ledger.expect(.canceled, .free, credit: 0)
    #expect(ledger[.breakage] == 45_000 && ledger.saw(.accountCreditLapsed))
  }

  @Test("HI-D4 whoever comes back in time keeps the credit, and pays with it first")
  func comeback() {
    let ledger = subscriber(.enterprise)
    ledger.change(to: .pro)
    ledger.cancelPlan()
    ledger.pass(to: .utc(2026, 6, 1))
    ledger.subscribe(.enterprise)
    ledger.expect(.active, .enterprise, charged: [99_900, 54_900], credit: 0)
    #expect(ledger.saw(.comeback) && ledger[.breakage] == 0)
    ledger.pass(to: .utc(2027, 1, 1))
    #expect(ledger[.breakage] == 0)
  }

  @Test("HI-D4 alternative: at the period's end, without credit; the plan in force takes the change back")
  func downgradeLater() {
    let terms = Terms.subscriptions.withPlans { $0.downgrade = .atPeriodEnd }
    let ledger = subscriber(.enterprise, terms)
    ledger.change(to: .pro)
    ledger.expect(.active, .enterprise, credit: 0)
    ledger.expectRefused(.changePlan(.pro), .samePlan)
    #expect(ledger.change(to: .enterprise) == .ok)
    ledger.expectRefused(.changePlan(.enterprise), .samePlan)
    ledger.change(to: .pro)
    ledger.pass(to: Self.december)
    ledger.expect(.active, .pro, charged: [99_900, 9_900], credit: 0)
  }

  @Test("HI-D5 an upgrade takes a cancellation back; one that is declined leaves everything as it was")
  func upgradeAndCancellation() {
    let ledger = subscriber(.pro)
    ledger.cancelPlan()
    ledger.nextAnswers = [.declinedHard]
    ledger.change(to: .enterprise)
    ledger.expect(.active, .pro, credit: 0)
    #expect(ledger.subscription.cancelsAtPeriodEnd && ledger.saw(.upgradeDeclined))
    ledger.change(to: .enterprise)
    ledger.expect(.active, .enterprise)
    #expect(!ledger.subscription.cancelsAtPeriodEnd)
  }

  @Test("HI-D5 an incomplete subscription lapses after 24 hours")
  func incompleteLapses() {
    let ledger = Ledger(.subscriptions)
    ledger.attach(.alwaysDeclines)
    ledger.subscribe(.pro)
    ledger.wait(Duration_ms.day - 1)
    ledger.expect(.incomplete, .free)
    ledger.wait(1)
    ledger.expect(.canceled, .free)
  }

  @Test("HI-D5 the months of the free plan run from the anniversary, and from the end of a subscription")
  func freeMonths() {
    let ledger = Ledger(.subscriptions, from: .utc(2026, 1, 15, hour: 7))
    ledger.analyse()
    ledger.pass(to: Instant.utc(2026, 2, 15, hour: 7).advanced(by: -1))
    ledger.expectRefused(.analyse, .limitExceeded)
    ledger.wait(1)
    #expect(ledger.analyse() == .ok)
    #expect(ledger.subscription.periodStart == .utc(2026, 2, 15, hour: 7))
    ledger.pass(to: .utc(2026, 5, 20))
    #expect(ledger.subscription.periodStart == .utc(2026, 5, 15, hour: 7))
    ledger.attach()
    ledger.subscribe(.pro)
    ledger.cancelPlan()
    ledger.pass(to: .utc(2026, 7, 1))
    #expect(ledger.subscription.periodStart == .utc(2026, 6, 20))
    #expect(ledger.subscription.periodEnd == .utc(2026, 7, 20))
  }

  @Test("HI-D6 counters stay on a change, and the new plan's limit applies")
  func countersStay() {
    let ledger = subscriber(.enterprise)
    ledger.analyse(times: 120)
    ledger.change(to: .pro)
    #expect(ledger.subscription.analysesUsed == 120)
    ledger.expectRefused(.analyse, .limitExceeded)
    #expect(ledger.book.refusal.used == 120 && ledger.book.refusal.limit == 100)
    ledger.change(to: .enterprise)
    #expect(ledger.analyse() == .ok)
  }

  @Test("HI-D1 A to B to A at one instant nets to zero, also twice in one period")
  func thereAndBack() {
    let ledger = subscriber(.pro, at: .utc(2025, 11, 7))
    ledger.change(to: .enterprise)
    ledger.change(to: .pro)
    let charge = ledger.planCharges[1]
    ledger.expect(.active, .pro, credit: charge)
    #expect(ledger.saw(.twoChangesInOnePeriod))
    ledger.change(to: .enterprise)
    ledger.expect(.active, .enterprise, charged: [9_900, charge], credit: 0)
    ledger.change(to: .pro)
    ledger.pass(to: Self.december)
    #expect(ledger[.planRevenue] == 9_900)
  }

  @Test("HI-5 no more is credited than was billed for the period")
  func creditIsBounded() {
    let terms = Terms.subscriptions.withPlans { $0.proration.basis = .fullDifference }
    let ledger = subscriber(.enterprise, terms, at: Self.half)
    ledger.change(to: .pro)
    ledger.expect(.active, .pro, credit: 90_000)
    // Half of the old plan was earned: that part comes out of what was earned already.
    #expect(ledger.sum(.planCredited) == 49_950 && ledger.sum(.planCreditedEarned) == 40_050)
    ledger.pass(to: Self.december)
    #expect(ledger[.planRevenue] == 9_900)
    ledger.expect(.active, .pro, credit: 80_100)
  }
}
