import Accounting
import Testing

@testable import Pricing

@Suite("Proration")
struct ProrationTests {
  private func day(_ text: String) -> Instant {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    return CivilDate(year: parts[0], month: parts[1], day: parts[2]).midnight
  }

  private func change(
    _ rule: ProrationRule, _ old: Int64, _ new: Int64, _ at: String, in period: (String, String) = ("2025-11-01", "2025-12-01")
  ) -> ProrationRule.Change {
    rule.change(from: old, to: new, at: day(at), start: day(period.0), end: day(period.1))
  }

  @Test("HI-4, HI-5, HI-D1: the worked examples, to the cent")
  func workedExamples() {
    let rule = ProrationRule()
    #expect(change(rule, 9_900, 99_900, "2025-11-01") == .init(credit: 9_900, charge: 99_900, net: 90_000))
    #expect(change(rule, 9_900, 99_900, "2025-11-16") == .init(credit: 4_950, charge: 49_950, net: 45_000))
    let down = change(rule, 99_900, 9_900, "2025-11-16")
    #expect(down.net == -45_000)
    // The next invoice of 9,900 is paid from the credit; the rest is carried on.
    #expect(-down.net - 9_900 == 35_100)
  }

  @Test("A to B to A at one instant nets to nothing, on every basis and either way of rounding")
  func thereAndBack() {
    for basis in ProrationRule.Basis.allCases {
      for lines in ProrationRule.Lines.allCases {
        let rule = ProrationRule(basis: basis, lines: lines)
        for at in ["2025-11-01", "2025-11-07", "2025-11-16", "2025-11-30"] {
          let there = change(rule, 3_333, 7_777, at)
          let back = change(rule, 7_777, 3_333, at)
          #expect(there.net + back.net == 0, "\(basis), \(lines), \(at)")
        }
      }
    }
  }

  @Test("Each basis differs from its neighbours")
  func everyBasis() {
    func net(_ basis: ProrationRule.Basis, _ period: (String, String), _ at: String) -> Int64 {
      change(ProrationRule(basis: basis), 0, 31_000, at, in: period).net
    }
    let january = ("2026-01-01", "2026-02-01")
    #expect(net(.exact, january, "2026-01-11") == 21_000)
    #expect(net(.dayInclusive, january, "2026-01-11") == 21_000)
    #expect(net(.dayExclusive, january, "2026-01-11") == 20_000)
    #expect(net(.month30, january, "2026-01-11") == 21_700)
    #expect(net(.fullDifference, january, "2026-01-11") == 31_000)
    // Within a day the exact basis goes on counting, days do not.
    let noon = day("2026-01-11").advanced(by: 12 * Duration_ms.hour)
    let exact = ProrationRule().change(from: 0, to: 31_000, at: noon, start: day("2026-01-01"), end: day("2026-02-01"))
    let days = ProrationRule(basis: .dayInclusive)
      .change(from: 0, to: 31_000, at: noon, start: day("2026-01-01"), end: day("2026-02-01"))
    #expect(exact.net == 20_500)
    #expect(days.net == 21_000)
  }

  @Test("Two lines rounded apart may differ from the net rounded once")
  func linesApart() {
    // A third of 100 and of 200: 33.33 and 66.67 round to 33 and 67; their difference of 33.33 rounds to 33.
    let period = ("2026-01-01", "2026-01-04")
    #expect(change(ProrationRule(lines: .apart), 100, 200, "2026-01-03", in: period).net == 34)
    #expect(change(ProrationRule(lines: .net), 100, 200, "2026-01-03", in: period).net == 33)
  }

  @Test("The parts of a period add up to its price within one unit a cut")
  func partsAddUp() {
    let start = day("2026-03-01")
    let end = day("2026-04-01")
    for price in [1, 99, 9_900, 99_901] as [Int64] {
      var charged: Int64 = 0
      var left = price
      for cut in 1..<31 {
        let at = start.advanced(by: Int64(cut) * Duration_ms.day)
        let unused = ProrationRule().change(from: price, to: 0, at: at, start: start, end: end).credit
        #expect(unused >= 0 && unused <= left)
        charged += left - unused
        left = unused
      }
      #expect(abs(charged + left - price) <= 30)
    }
  }

  /// Cases of other systems, by their ids; whole days, the end not included unless said otherwise.
  @Test(
    "Cases of other systems",
    arguments: [
      // id, price, first day of the part, end of the part, days of the period, expected
      ("kb-tree-001", 1_200, 22, 31, 852), ("kb-tree-003", 1_200, 7, 31, 271), ("kb-tree-005 first", 1_200, 6, 31, 232),
      ("kb-tree-005 second", 1_200, 8, 31, 310), ("kb-cxl-010", 1_995, 14, 30, 931), ("kb-fix30-007 first", 1_995, 8, 30, 532),
      ("kb-fix30-007 second", 1_995, 22, 30, 1_463), ("lago-pro-010", 1_000, 10, 31, 323), ("lago-pro-011", 1_500, 10, 31, 484),
      ("flex-pro-004", 2_500, 17, 31, 1_371), ("kb-chg-001 charge", 995, 30, 31, 963), ("kb-chg-002 charge", 995, 25, 31, 802),
      ("kb-chg-002 repair", 59_995, 25, 31, 48_383), ("lago-pro-001 credit", 1_000, 1, 31, 32),
      ("stripe-pro-003 credit", 9_900, 18, 30, 5_940), ("stripe-pro-003 charge", 24_900, 18, 30, 14_940),
    ] as [(String, Int64, Int64, Int64, Int64)])
  func peerCases(id: String, price: Int64, days: Int64, whole: Int64, expected: Int64) {
    #expect(proportion(of: price, days, over: whole, rounding: .halfUp) == expected, "\(id)")
    let start = day("2026-01-01")
    let end = start.advanced(by: whole * Duration_ms.day)
    let change = ProrationRule().change(from: price, to: 0, at: end.advanced(by: -days * Duration_ms.day), start: start, end: end)
    #expect(change.credit == expected, "\(id)")
  }

  @Test("A credit is capped by what was paid and not yet given back (flex-cap-004, -005, -007, -008, kb-chg-001)")
  func creditCap() {
    #expect(CreditCap.credit(wanted: 100, paid: 200, givenBackBefore: 200) == 0)
    #expect(CreditCap.credit(wanted: -50, paid: 200, givenBackBefore: 0) == 0)
    #expect(CreditCap.credit(wanted: 100, paid: 0, givenBackBefore: 0) == 0)
    #expect(CreditCap.credit(wanted: 0, paid: 200, givenBackBefore: 0) == 0)
    #expect(CreditCap.credit(wanted: 24_189, paid: 24_995, givenBackBefore: 1_000) == 23_995)
  }
}
