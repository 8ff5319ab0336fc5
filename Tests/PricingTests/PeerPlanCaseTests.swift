import Accounting
import Pricing
import Testing

/// Figures of other billing systems on plan changes, by the id of the case (`docs/peer-cases.md`).
@Suite("Cases of other billing systems: plans")
struct PeerPlanCaseTests {
  private func day(_ year: Int, _ month: Int, _ day: Int) -> Instant { CivilDate(year: year, month: month, day: day).midnight }

  @Test("stripe-pro-001: half way from 10.00 to 20.00 credits 5.00 and charges 10.00")
  func halfWay() {
    let start = day(2026, 4, 1)
    let change = ProrationRule().change(
      from: 1_000, to: 2_000, at: day(2026, 4, 16), start: start, end: day(2026, 5, 1))
    #expect((change.credit, change.charge, change.net) == (500, 1_000, 500))
  }

  @Test("flex-sec-001: twelve of 31 days by the second, 38.70967742 of 100")
  func bySecond() {
    let change = ProrationRule().change(
      from: 0, to: 10_000_000_000, at: day(2024, 1, 20), start: day(2024, 1, 1), end: day(2024, 2, 1))
    #expect(change.charge == 3_870_967_742)
  }

  @Test("flex-dst-005, -007, -009: days are days of UTC, whatever the customer's clock does")
  func daysOfUTC() {
    let rule = ProrationRule(basis: .dayInclusive)
    func days(_ from: Instant, _ to: Instant) -> Int64 { rule.unused(at: from, start: from, end: to).left }
    #expect(days(day(2024, 7, 30), day(2024, 8, 2)) == 3)
    #expect(days(day(2024, 8, 1).advanced(by: 23 * Duration_ms.hour), day(2024, 8, 3).advanced(by: Duration_ms.hour)) == 2)
    // Within one day there are no days between; as a period it counts as one, so that nothing is divided by zero.
    let morning = day(2024, 5, 1).advanced(by: 8 * Duration_ms.hour)
    #expect(morning.date == morning.advanced(by: 9 * Duration_ms.hour).date)
    #expect(days(morning, morning.advanced(by: 9 * Duration_ms.hour)) == 1)
  }

  @Test("kb-rate-001, -004: the days left over the days of the month that the part belongs to")
  func daysOfTheMonth() {
    let rule = ProrationRule(basis: .dayInclusive)
    #expect(rule.unused(at: day(2023, 5, 23), start: day(2023, 5, 15), end: day(2023, 6, 15)) == (23, 31))
    #expect(rule.unused(at: day(2024, 2, 23), start: day(2024, 2, 15), end: day(2024, 3, 15)) == (21, 29))
  }

  @Test("lago-pro-016, -017: the net rounded once and the lines rounded apart give the same 27.42")
  func addOn() {
    let start = day(2026, 3, 1)
    let end = day(2026, 4, 1)
    let at = end.advanced(by: -10 * Duration_ms.day)
    for lines in ProrationRule.Lines.allCases {
      #expect(ProrationRule(lines: lines).change(from: 1_500, to: 10_000, at: at, start: start, end: end).net == 2_742)
    }
  }

  @Test("kb-tree-013: the unused part of 12.00, but not beyond what was left of it")
  func cappedRepair() {
    let unused = ProrationRule(basis: .dayInclusive).change(
      from: 1_200, to: 0, at: day(2014, 1, 23), start: day(2014, 1, 1), end: day(2014, 2, 1)
    ).credit
    #expect(CreditCap.credit(wanted: unused, paid: 1_200, givenBackBefore: 200) == 348)
    #expect(CreditCap.credit(wanted: unused, paid: 1_200, givenBackBefore: 1_000) == 200)
  }
}
