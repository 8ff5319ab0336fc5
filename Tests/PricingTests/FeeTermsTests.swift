import Accounting
import Pricing
import Testing

@Suite("Fees and what slots cost")
struct FeeTermsTests {
  @Test(
    "The fee stands on top of the price or inside it",
    arguments: [
      (.onTop, 300, 30, 300, 90), (.inside, 50, 20, 40, 10), (.inside, 3, 20, 2, 1), (.inside, 2, 20, 2, 0), (.onTop, 1, 0, 1, 0),
      (.inside, 7, 100, 0, 7),
    ] as [(FeeRule.Placement, Int64, Int64, Int64, Int64)])
  func placement(placement: FeeRule.Placement, price: Int64, percent: Int64, payout: Int64, fee: Int64) {
    let terms = FeeRule(placement: placement, share: Share(percent: percent)).terms(slots: 1, price: price)
    #expect(terms.payoutTotal == payout)
    #expect(terms.feeTotal == fee)
    #expect(terms.escrow == payout + fee)
  }

  @Test(
    "IH-D1: 1,000 slots at 333, 30 % on top, by scope and rounding",
    arguments: [
      (.perSlot, .halfUp, 100_000), (.perSlot, .halfEven, 100_000), (.perSlot, .up, 100_000), (.perSlot, .down, 99_000),
      (.onTotal, .halfUp, 99_900), (.onTotal, .down, 99_900), (.onTotal, .up, 99_900), (.onTotal, .halfEven, 99_900),
    ] as [(FeeRule.Scope, Rounding, Int64)])
  func thousandSlots(scope: FeeRule.Scope, rounding: Rounding, fee: Int64) {
    let rule = FeeRule(placement: .onTop, share: Share(percent: 30), rounding: rounding, scope: scope)
    #expect(rule.terms(slots: 1_000, price: 333).feeTotal == fee)
  }

  @Test("With a fee per slot every slot costs the same, wherever it stands", arguments: FeeRule.Placement.allCases)
  func everySlotAlike(placement: FeeRule.Placement) {
    for rounding in Rounding.allCases {
      for price in 1...50 as ClosedRange<Int64> {
        let rule = FeeRule(placement: placement, share: Share(millionths: 123_456), rounding: rounding)
        let one = rule.terms(slots: 1, price: price)
        let many = rule.terms(slots: 17, price: price)
        for slot in 0..<17 as Range<Int64> {
          #expect(many.payout(from: slot, to: slot + 1) == one.payoutTotal)
          #expect(many.fee(from: slot, to: slot + 1) == one.feeTotal)
        }
      }
    }
  }

  @Test("Parts add up to the whole however the slots are cut, and none is below zero", arguments: FeeRule.Placement.allCases)
  func partsAddUp(placement: FeeRule.Placement) {
    for rounding in Rounding.allCases {
      for slots in [1, 2, 3, 7, 10, 64, 997] as [Int64] {
        for price in [1, 3, 99, 333] as [Int64] {
          let rule = FeeRule(placement: placement, share: Share(millionths: 287_654), rounding: rounding, scope: .onTotal)
          let terms = rule.terms(slots: slots, price: price)
          for cut in [0, 1, slots / 3, slots / 2, slots] as [Int64] {
            #expect(terms.fee(from: 0, to: cut) + terms.fee(from: cut, to: slots) == terms.feeTotal)
            #expect(terms.payout(from: 0, to: cut) + terms.payout(from: cut, to: slots) == terms.payoutTotal)
            #expect(terms.escrow(from: 0, to: cut) + terms.escrow(from: cut, to: slots) == terms.escrow)
          }
          let least = (0..<slots).map { min(terms.fee(from: $0, to: $0 + 1), terms.payout(from: $0, to: $0 + 1)) }.min()
          #expect(least ?? 0 >= 0)
        }
      }
    }
  }

  @Test("On the total the missing units fall evenly: 2 on 5 slots come with the third and the fifth")
  func cumulativeFloors() {
    let terms = SlotTerms(slots: 5, payoutTotal: 5, feeTotal: 2)
    #expect((0..<5).map { terms.fee(from: $0, to: $0 + 1) } == [0, 0, 1, 0, 1])
  }

  @Test("The largest job that may be opened does not overflow")
  func largestJob() {
    let price = Limits.largestAmount / Limits.mostSlots
    for scope in FeeRule.Scope.allCases {
      let terms = FeeRule(placement: .onTop, share: .whole, scope: scope).terms(slots: Limits.mostSlots, price: price)
      #expect(terms.escrow == 2 * Limits.largestAmount)
      #expect(terms.escrow(from: Limits.mostSlots - 1, to: Limits.mostSlots) == 2 * price)
      #expect(terms.escrow(from: 1, to: Limits.mostSlots) == 2 * Limits.largestAmount - 2 * price)
    }
  }
}
