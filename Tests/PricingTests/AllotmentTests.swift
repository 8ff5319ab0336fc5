import Accounting
import Pricing
import Testing

@Suite("Allotment")
struct AllotmentTests {
  @Test("num-allot-001: 15 by 80, 8 and 12 % is 13, 1 and 1")
  func threeShares() {
    let shares = [80, 8, 12].map { Share(percent: $0) }
    #expect(allotment(of: 15, by: shares) == [13, 1, 1])
  }

  @Test("Parts add up, none is more than a unit away from its share, and the first shares get the missing units")
  func partsAddUp() {
    let shares = [333_333, 333_333, 333_334].map { Share(millionths: $0) }
    for total in 0...200 as ClosedRange<Int64> {
      let parts = allotment(of: total, by: shares)
      #expect(parts.reduce(0, +) == total)
      let floors = shares.map { $0.of(total, rounding: .down) }
      let extra = zip(parts, floors).map { $0 - $1 }
      #expect(extra.allSatisfy { $0 == 0 || $0 == 1 } && extra == extra.sorted(by: >))
    }
  }

  @Test("A job's fee by allotment is what the general rule gives the second of two shares")
  func twoShares() {
    for millionths in [0, 1, 200_000, 333_333, 500_000, 999_999, 1_000_000] as [Int64] {
      let shares = [Share(millionths: 1_000_000 - millionths), Share(millionths: millionths)]
      let rule = FeeRule(placement: .inside, share: shares[1], split: .allotment)
      for price in [1, 2, 3, 4, 5, 50, 99, 333, 99_999_999_999_999] as [Int64] {
        let terms = rule.terms(slots: 1, price: price)
        #expect([terms.payoutTotal, terms.feeTotal] == allotment(of: price, by: shares))
      }
    }
  }
}
