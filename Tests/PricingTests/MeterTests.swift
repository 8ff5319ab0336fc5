import Accounting
import Testing

@testable import Pricing

@Suite("Meters")
struct MeterTests {
  @Test("IV-2: 620 minutes with an allowance of 500 at 12 cents cost 1,440")
  func overage() {
    let rule = AllowanceRule(included: 500_000, price: 12_000)
    #expect(rule.overage(used: 620_000) == 1_440)
    #expect(rule.overage(used: 500_000) == 0)
    #expect(rule.overage(used: 499_999) == 0)
    #expect(rule.overage(used: 501_000) == 12)
  }

  @Test("IV-3: 27 minutes with a base of 5, 15 included and 0.5 a minute cost 11 credits")
  func baseAndBeyond() {
    let rule = MeterRule.baseAndBeyond(base: 5_000, included: 15_000, price: 500)
    #expect(rule.cost(of: 27_000) == 11_000)
    #expect(rule.cost(of: 15_000) == 5_000)
    #expect(rule.cost(of: 1_000) == 5_000)
    #expect(rule.cost(of: 28_000) == 11_500)
  }

  @Test("IV-D1: a started minute counts as a minute; by the second, and to the nearest, it does not")
  func startedMinute() {
    let time = 27 * Duration_ms.minute + Duration_ms.second
    #expect(UnitRounding.started.billedMinutes(time) == 28_000)
    #expect(UnitRounding(mode: .exact).billedMinutes(time) == 27_017)
    #expect(UnitRounding(mode: .nearest).billedMinutes(time) == 27_000)
    #expect(UnitRounding.started.billedMinutes(27 * Duration_ms.minute) == 27_000)
    #expect(UnitRounding.started.billedMinutes(0) == 0)
  }

  @Test(
    "Cases of other systems, in thousandths of a unit",
    arguments: [
      ("lago-unit-005", UnitRounding(mode: .up), 123_456, 124_000),
      ("lago-unit-006", UnitRounding(mode: .up, step: 100_000), 123_456, 200_000),
      ("lago-unit-007", UnitRounding(mode: .down, step: 10), 123_456, 123_450),
      ("lago-unit-008", UnitRounding(mode: .down), 123_456, 123_000),
      ("lago-unit-010", UnitRounding(mode: .exact), 123_456, 123_456),
      ("om-unit-002", UnitRounding(mode: .up), 1_400, 2_000),
      ("om-unit-005", UnitRounding(mode: .nearest), 1_400, 1_000),
      ("om-unit-006", UnitRounding(mode: .exact), 1_400, 1_400),
      ("magnus-call-001", UnitRounding(mode: .up, step: 6_000, minimum: 30_000), 45_000, 48_000),
      ("kugel-min-003", UnitRounding(mode: .exact), 25, 25),
    ] as [(String, UnitRounding, Int64, Int64)])
  func unitRounding(id: String, rounding: UnitRounding, measured: Int64, billed: Int64) {
    #expect(rounding.billed(measured) == billed, "\(id)")
  }

  @Test("lago-pkg-002: 121 units, 10 free, packages of 10 at 100 cost 1,200; magnus-call-001: 48 seconds at 5 a minute cost 4")
  func packagesAndUnits() {
    #expect(MeterRule.packages(free: 10_000, size: 10_000, price: 100_000).cost(of: 121_000) == 1_200_000)
    #expect(MeterRule.packages(free: 10_000, size: 10_000, price: 100_000).cost(of: 9_000) == 0)
    #expect(MeterRule.perUnit(price: 5_000).cost(of: 800) == 4_000)
  }
}
