import Accounting
import Pricing
import Testing

/// One case for every option of the price rules: it gives one figure under the option and others under its neighbours, so that an
/// option that did nothing would show.
@Suite("Every option makes a difference")
struct OptionTests {
  private func distinct<Option: CaseIterable & Hashable>(_: Option.Type, _ figure: (Option) -> Int64) -> [Option: Int64] {
    Dictionary(uniqueKeysWithValues: Option.allCases.map { ($0, figure($0)) })
  }

  @Test("Rounding: of 2.5, 3.5 and 2.25, no two modes agree on all three")
  func rounding() {
    var seen: Set<[Int64]> = []
    for mode in Rounding.allCases {
      let figures = [(5, 2), (7, 2), (9, 4)].map { proportion(of: $0.0, 1, over: $0.1, rounding: mode) }
      #expect(seen.insert(figures).inserted, "\(mode) is like another: \(figures)")
    }
  }

  @Test("Fee: 1,000 slots at 333, per slot 100,000, on the total 99,900, inside 99,900 of the price itself")
  func fee() {
    func terms(_ placement: FeeRule.Placement, _ scope: FeeRule.Scope) -> SlotTerms {
      FeeRule(placement: placement, share: Share(percent: 30), rounding: .halfUp, scope: scope).terms(slots: 1_000, price: 333)
    }
    #expect(terms(.onTop, .perSlot).feeTotal == 100_000)
    #expect(terms(.onTop, .onTotal).feeTotal == 99_900)
    #expect(terms(.onTop, .perSlot).escrow == 433_000)
    #expect(terms(.inside, .perSlot).escrow == 333_000)
  }

  @Test("Proration: the five bases of a change from 9,900 to 99,900 at noon of the 20th in a month of 31 days")
  func prorationBasis() {
    let start = CivilDate(year: 2026, month: 1, day: 1).midnight
    let end = CivilDate(year: 2026, month: 2, day: 1).midnight
    let noon = CivilDate(year: 2026, month: 1, day: 20).midnight.advanced(by: 12 * Duration_ms.hour)
    let nets = distinct(ProrationRule.Basis.self) {
      ProrationRule(basis: $0, lines: .net).change(from: 9_900, to: 99_900, at: noon, start: start, end: end).net
    }
    // 11.5, 11 and 12 days of 31; 12 of 30; all of it.
    #expect(nets == [.exact: 33_387, .dayExclusive: 31_935, .dayInclusive: 34_839, .month30: 36_000, .fullDifference: 90_000])
  }

  @Test("Proration: a third of 100 and of 200, rounded apart 34, net 33")
  func prorationLines() {
    let start = CivilDate(year: 2026, month: 1, day: 1).midnight
    let nets = distinct(ProrationRule.Lines.self) {
      ProrationRule(lines: $0).change(
        from: 100, to: 200, at: start.advanced(by: 2 * Duration_ms.day), start: start,
        end: start.advanced(by: 3 * Duration_ms.day)
      ).net
    }
    #expect(nets == [.apart: 34, .net: 33])
  }

  @Test("Units: 27 minutes and 40 seconds are 28, 28, 27 or 27.667 minutes; 27 and 20 are 28, 27, 27 or 27.334")
  func units() {
    let long = distinct(UnitRounding.Mode.self) { UnitRounding(mode: $0).billedMinutes(27 * 60_000 + 40_000) }
    #expect(long == [.up: 28_000, .nearest: 28_000, .down: 27_000, .exact: 27_667])
    let short = distinct(UnitRounding.Mode.self) { UnitRounding(mode: $0).billedMinutes(27 * 60_000 + 20_000) }
    #expect(short == [.up: 28_000, .nearest: 27_000, .down: 27_000, .exact: 27_334])
  }

  @Test("Reload: at 100 of 100 only one trigger fires; 40 of 100 charge 50, 100, or up to 150")
  func reload() {
    func rule(_ trigger: ReloadRule.Trigger, _ amount: ReloadRule.Amount = .fixed) -> ReloadRule {
      ReloadRule(trigger: trigger, amount: amount)
    }
    #expect(!ReloadRule.Trigger.below.fires(balance: 100, threshold: 100))
    #expect(ReloadRule.Trigger.atOrBelow.fires(balance: 100, threshold: 100))
    let charges = distinct(ReloadRule.Amount.self) {
      rule(.below, $0).charge(balance: 40, threshold: 100, configured: $0 == .restoreTo ? 150 : 50)
    }
    #expect(charges == [.fixed: 50, .closeTheGap: 100, .restoreTo: 110])
  }
}
