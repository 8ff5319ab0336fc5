import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("IV: interviews by the minute and by the credit")
struct InterviewRuleTests {
  /// A company whose plan runs from 1 January.
  private func team(_ terms: Terms = .inMinutes) -> Ledger {
    let ledger = Ledger(terms)
    ledger.runPlan("team")
    return ledger
  }

  /// A company with a hundred credits.
  private func credited(_ terms: Terms = .inCredits) -> Ledger {
    let ledger = Ledger(terms)
    ledger.attach()
    ledger.buyPack("hundred")
    return ledger
  }

  private func report(_ ledger: Ledger) throws(UsageReport.Refusal) -> UsageReport {
    try ledger.usageReport()
  }

  @Test("IV-1 one report serves both units, and its breakdown has one of them only")
  func bothUnits() throws {
    for (ledger, unit) in [(team(), InterviewRules.Unit.minutes), (credited(), .credits)] {
      ledger.interview(minutes: 20)
      ledger.interview("phone", minutes: 3)
      let report = try report(ledger)
      #expect(report.billingSystem == unit)
      for entry in report.breakdownByCostKey {
        #expect((entry.minutesUsed == nil) == (unit == .credits))
        #expect((entry.creditsUsed == nil) == (unit == .minutes))
      }
    }
  }

  @Test("IV-2 allowance 500, used 620, 12 cents a minute: 1440, due at the period's end")
  func overage() {
    let ledger = team()
    for _ in 1...31 { #expect(ledger.interview(minutes: 20) == .ok) }
    #expect(ledger[.overage] == 120_000)
    #expect(ledger[.allowance] == 0)
    ledger.expect(debt: 0)
    #expect(ledger.turnPeriod() == 1_440)
    ledger.expect(debt: 1_440)
    #expect(ledger[.usageRevenue] == 1_440)
    #expect(ledger[.overage] == 0)
    #expect(ledger[.allowance] == 500_000, "the next period's")
  }

  @Test("IV-2 overage is a line of the renewal's invoice, and the card that pays it repays the debt")
  func overageOnTheInvoice() {
    let ledger = Ledger(.inMinutes)
    ledger.attach()
    #expect(ledger.apply(.subscribe(PlanID(0), throughCheckout: false)) == .ok)
    #expect(ledger[.allowance] == 500_000)
    ledger.interview(minutes: 620)
    ledger.pass(to: .utc(2026, 2, 1))
    #expect(ledger.sum(.overageBilled) == 1_440)
    #expect(ledger.payments.map(\.amount) == [50_000, 51_440])
    #expect(ledger.sum(.debtRepaid) == 1_440)
    #expect(ledger[.allowance] == 500_000 && ledger[.overage] == 0)
    ledger.expect(debt: 0)
    #expect(ledger.apply(.changePlan(PlanID(1))) == .ok)
    ledger.interview(minutes: 1)
    #expect(ledger[.allowance] == 999_000, "out of the larger plan's")
    ledger.expect()
    #expect(ledger.apply(.cancel) == .ok)
    ledger.interview(minutes: 1_000)
    ledger.pass(to: .utc(2026, 3, 1))
    #expect(ledger.payments.last?.amount == 10, "the last invoice has the overage alone")
    #expect(ledger[.allowance] == 0 && ledger[.overage] == 0)
    ledger.expect(debt: 0)
    ledger.expectRefused(.interview(ProductID(0), duration_ms: 60_000), .noSubscription)
  }

  @Test(
    "IV-2 an interview may lie across the allowance's end; minutes that are left lapse", arguments: [499, 500, 501, 620])
  func boundary(used: Int64) {
    let ledger = team()
    ledger.interview(minutes: 490)
    ledger.interview(minutes: used - 490)
    #expect(ledger[.overage] == max(0, used - 500) * 1_000)
    #expect(ledger[.allowance] == max(0, 500 - used) * 1_000)
    ledger.expect()
    #expect(ledger.turnPeriod() == max(0, used - 500) * 12)
    ledger.expect()
  }

  @Test("IV-2 a larger plan covers what was beyond the smaller one; a smaller one takes back nothing that was within the larger")
  func planChanges() {
    let up = team()
    up.interview(minutes: 550)
    up.switchPlan("company")
    up.interview(minutes: 100)
    #expect([up[.overage], up[.allowance]] == [0, 350_000])
    up.expect()
    #expect(up.turnPeriod() == 0)
    let down = Ledger(.inMinutes)
    down.runPlan("company")
    down.interview(minutes: 700)
    down.switchPlan("team")
    down.interview(minutes: 10)
    #expect([down[.overage], down[.allowance]] == [10_000, 0])
    down.expect()
    #expect(down.turnPeriod() == 120)
    down.expect()
  }

  @Test("IV-2 without a running plan that has minutes there is no interview; a period that is over is not used")
  func needsAPlan() {
    let ledger = Ledger(.inMinutes)
    ledger.expectRefused(.interview(ProductID(0), duration_ms: 60_000), .noSubscription)
    ledger.runPlan("team")
    ledger.expectRefused(.interview(ProductID(3), duration_ms: 60_000), .unknownProduct)
    ledger.expectRefused(.interview(ProductID(0), duration_ms: 0), .invalidCount)
    ledger.expectRefused(.interview(ProductID(0), duration_ms: .max), .invalidCount)
    ledger.skip(to: .utc(2026, 2, 1))
    ledger.expectRefused(.interview(ProductID(0), duration_ms: 60_000), .timerOverdue)
    Ledger(.plain).expectRefused(.interview(ProductID(0), duration_ms: 60_000), .notOffered)
    let ended = team()
    ended.endPlan()
    ended.expectRefused(.interview(ProductID(0), duration_ms: 60_000), .noSubscription)
  }

  @Test(
    "IV-3 base 5 with 15 minutes, then 0.5 a minute: 27 minutes are 11 credits",
    arguments: [(27, 11_000), (15, 5_000), (1, 5_000), (16, 5_500)] as [(Int64, Int64)])
  func price(minutes: Int64, credits: Int64) {
    let ledger = credited()
    ledger.interview(minutes: minutes)
    #expect(ledger.moved.first == "creditsSpent \(credits)")
    #expect(ledger.credits() == 100_000 - credits)
    ledger.expect()
  }

  @Test("IV-4 a company's own prices replace those they name and no others")
  func overrides() {
    let ledger = credited()
    #expect(ledger.apply(.overridePrices(OverrideID(0))) == .ok)
    ledger.interview(minutes: 27)
    #expect(ledger.credits() == 95_250, "3 + 7 x 0.25")
    ledger.interview("technical", minutes: 31)
    #expect(ledger.credits() == 86_250, "8 + 1 x 1")
    ledger.expectRefused(.overridePrices(OverrideID(0)), .repeated)
    ledger.expectRefused(.overridePrices(OverrideID(1)), .unknownOverride)
    Ledger(.plain).expectRefused(.overridePrices(OverrideID(0)), .notOffered)
  }

  @Test("IV-5 by cost key events and use; totals are their sums; an average is use over events")
  func breakdown() throws {
    let ledger = credited()
    ledger.interview("screening", minutes: 27)
    ledger.interview("technical", minutes: 30)
    ledger.interview("phone", minutes: 4)
    ledger.interview("phone", minutes: 7)
    ledger.interview("phone", minutes: 3)
    let report = try report(ledger)
    #expect(report.breakdownByCostKey.map(\.costKey) == ["call", "interview"])
    #expect(report.breakdownByCostKey.map(\.events) == [3, 2])
    #expect(report.breakdownByCostKey.map(\.creditsUsed) == [2_800, 19_000])
    #expect(report.breakdownByCostKey.map(\.averageUsed) == [933, 9_500])
    #expect(report.totalCreditsUsed == 21_800)
    #expect(report.totalInterviews == 5)
  }

  @Test("IV-5 counters are those of the period: the plan's for minutes, the calendar month for credits")
  func periods() throws {
    let minutes = Ledger(.inMinutes, from: .utc(2026, 1, 10))
    minutes.runPlan("team")
    minutes.interview(minutes: 20)
    minutes.pass(to: .utc(2026, 2, 9))
    #expect(try report(minutes).totalMinutesUsed == 20_000)
    minutes.pass(to: .utc(2026, 2, 10))
    minutes.turnPeriod()
    #expect(try report(minutes).totalMinutesUsed == 0)
    #expect(try minutes.usageReport(since: .utc(2026, 1, 10)).totalMinutesUsed == 20_000)
    let credits = credited()
    credits.interview(minutes: 15)
    credits.pass(to: .utc(2026, 1, 31, hour: 23))
    credits.interview(minutes: 15)
    #expect(try report(credits).totalCreditsUsed == 10_000)
    credits.pass(to: .utc(2026, 2, 1))
    #expect(try report(credits).totalCreditsUsed == 0)
    credits.interview(minutes: 15)
    #expect(try report(credits).totalInterviews == 1)
  }

  @Test("IV-6 a partner's key reads many companies: minutes add to minutes, credits to credits")
  func partner() throws {
    let (first, second, third) = (team(), team(), credited())
    first.interview(minutes: 20)
    second.interview(minutes: 30)
    second.interview("phone", minutes: 5)
    third.interview(minutes: 27)
    let partner = PartnerReport([try report(first), try report(second), try report(third)])
    #expect(partner.totalMinutesUsed == 55_000)
    #expect(partner.totalCreditsUsed == 11_000)
    #expect(partner.totalInterviews == 4)
    #expect(partner.companies.count == 3)
    #expect(partner.breakdownByCostKey.map(\.costKey) == ["call", "interview", "interview"])
    #expect(partner.breakdownByCostKey.map(\.minutesUsed) == [5_000, 50_000, nil])
    #expect(partner.breakdownByCostKey.map(\.creditsUsed) == [nil, nil, 11_000])
  }

  @Test("IV-7 the unit that a company is not billed in is absent, not zero; also for a partner without such a company")
  func absence() throws {
    let (minutes, credits) = (try report(team()), try report(credited()))
    #expect(minutes.totalMinutesUsed == 0 && minutes.totalCreditsUsed == nil)
    #expect(credits.totalCreditsUsed == 0 && credits.totalMinutesUsed == nil)
    #expect(PartnerReport([minutes]).totalCreditsUsed == nil)
    #expect(PartnerReport([credits]).totalMinutesUsed == nil)
    #expect(PartnerReport([]).totalMinutesUsed == nil && PartnerReport([]).totalCreditsUsed == nil)
  }

  @Test("IV-8 features come with the plan in force, and go with it; so does the price of minutes beyond")
  func features() throws {
    let ledger = team()
    #expect(try report(ledger).features == ["phone-numbers"])
    #expect(try report(ledger).pricePerMinute == 12_000)
    ledger.switchPlan("company")
    let report = try report(ledger)
    #expect(report.has("custom-voices") && report.has("ats") && report.has("phone-numbers"))
    ledger.endPlan()
    let ended = try self.report(ledger)
    #expect(ended.features.isEmpty && ended.pricePerMinute == nil)
  }

  @Test("IV-9 reading needs read:billing, else 403; it changes nothing")
  func scope() throws {
    let ledger = team()
    ledger.interview(minutes: 20)
    let (before, digest) = (ledger.snapshot, ledger.account.digest)
    #expect(throws: UsageReport.Refusal.missingScope) { try ledger.usageReport(scopes: []) }
    #expect(UsageReport.Refusal.missingScope.httpStatus == 403)
    _ = try report(ledger)
    #expect(ledger.snapshot == before && ledger.account.digest == digest)
    #expect(throws: UsageReport.Refusal.notOffered) { try self.report(Ledger(.plain)) }
  }

  @Test(
    "IV-D1 27 minutes and 1 second are 28 minutes; by the second 27.017; to the nearest 27",
    arguments: [
      (UnitRounding.started, 28_000), (UnitRounding(mode: .exact), 27_017), (UnitRounding(mode: .nearest), 27_000),
    ] as [(UnitRounding, Int64)])
  func rounding(rounding: UnitRounding, billed: Int64) {
    let ledger = team(Terms.inMinutes.with { $0.interviews?.rounding = rounding })
    ledger.interview(minutes: 27, seconds: 1)
    #expect(ledger.moved == ["minutesServed \(billed)"])
    ledger.expect()
  }

  @Test("IV-D1 rounding comes before the price: 27 minutes and 1 second cost as 28")
  func roundingThenPrice() {
    let ledger = credited()
    ledger.interview(minutes: 27, seconds: 1)
    #expect(ledger.credits() == 88_500, "5 + 13 x 0.5 = 11.5")
  }

  @Test("IV-D2 minutes beyond are owed at the period's end only; credits go when the interview ends")
  func arrears() {
    let minutes = team()
    minutes.interview(minutes: 600)
    #expect(minutes[.usageRevenue] == 0)
    minutes.turnPeriod()
    #expect(minutes[.usageRevenue] == 1_200)
    let credits = credited()
    credits.interview(minutes: 15)
    #expect(credits[.packRevenue] == 1_000, "5 of 100 credits for 20000")
    credits.expect()
  }

  @Test("IV-D2 an interview with any credits at all is debited whole, and what is missing is owed from the next pack")
  func beyondTheBalance() throws {
    let ledger = Ledger(.inCredits)
    ledger.attach()
    ledger.buyPack("medium")
    ledger.interview(minutes: 27)
    #expect(ledger.moved == ["creditsSpent 5000", "creditsSpentOnDebt 6000", "packEarned 1999"])
    #expect(ledger.saw(.spentBeyondCredits))
    #expect(ledger.credits() == -6_000)
    ledger.expect()
    ledger.expectRefused(.interview(ProductID(0), duration_ms: 60_000), .paymentRequired)
    #expect(try #require(ledger.paymentRequest).required == 5_000)
    ledger.buyPack("medium")
    #expect(ledger.credits() == -1_000)
    #expect(ledger[.packRevenue] == 2 * 1_999)
    ledger.expect()
    ledger.buyPack("pro")
    #expect(ledger.moved == ["packBilled 2999", "creditsIssued 9000", "creditsIssuedOnDebt 1000", "packEarned 299"])
    #expect(ledger.credits() == 9_000)
    ledger.expect()
  }
}
