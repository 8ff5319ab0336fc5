import Testing

@testable import Accounting

@Suite("Rounding and proportions")
struct RoundingTests {
  @Test(
    "Tenths become whole units as each mode says",
    arguments: [
      // tenths, half-up, half-even, up, down
      (0, [0, 0, 0, 0]), (1, [0, 0, 1, 0]), (4, [0, 0, 1, 0]), (5, [1, 0, 1, 0]), (6, [1, 1, 1, 0]), (10, [1, 1, 1, 1]),
      (14, [1, 1, 2, 1]), (15, [2, 2, 2, 1]), (16, [2, 2, 2, 1]), (25, [3, 2, 3, 2]), (35, [4, 4, 4, 3]), (-1, [0, 0, -1, 0]),
      (-5, [-1, 0, -1, 0]), (-6, [-1, -1, -1, 0]), (-15, [-2, -2, -2, -1]), (-25, [-3, -2, -3, -2]), (-10, [-1, -1, -1, -1]),
    ] as [(Int64, [Int64])])
  func modes(tenths: Int64, expected: [Int64]) {
    for (mode, result) in zip([Rounding.halfUp, .halfEven, .up, .down], expected) {
      #expect(proportion(of: tenths, 1, over: 10, rounding: mode) == result, "\(tenths) tenths, \(mode)")
    }
  }

  @Test(
    "Cases of other billing systems: om-dyn-001, lago-round-001, lago-zero-002, -003, -004, oracle-round-002",
    arguments: [
      (1_000, 133_333, 100_000, .halfUp, 1_333), (179_699_999_999_999_988, 1, 100_000_000_000_000, .halfUp, 1_797),
      (100, 1, 100, .halfUp, 1), (4, 1, 10, .halfUp, 0), (4, 1, 10, .halfUp, 0), (509, 1, 1_000, .up, 1),
    ] as [(Int64, Int64, Int64, Rounding, Int64)])
  func peerCases(amount: Int64, numerator: Int64, denominator: Int64, rounding: Rounding, expected: Int64) {
    #expect(proportion(of: amount, numerator, over: denominator, rounding: rounding) == expected)
  }

  @Test("Proportions hold at the edges of 64 bits")
  func edges() {
    let most = Int64.max
    for mode in Rounding.allCases {
      #expect(proportion(of: most, most, over: most, rounding: mode) == most)
      #expect(proportion(of: -most, most, over: most, rounding: mode) == -most)
      #expect(proportion(of: .min, 1, over: 1, rounding: mode) == .min)
      #expect(proportion(of: most, 0, over: most, rounding: mode) == 0)
      #expect(Share.whole.of(most, rounding: mode) == most)
      #expect(Share.whole.of(-most, rounding: mode) == -most)
    }
    // 2^63 - 1 is odd: half of it is a half, on either side of zero.
    #expect(proportion(of: most, 2, over: 4, rounding: .halfUp) == most / 2 + 1)
    #expect(proportion(of: most, 2, over: 4, rounding: .halfEven) == most / 2 + 1)
    #expect(proportion(of: most, 2, over: 4, rounding: .down) == most / 2)
    #expect(proportion(of: -most, 2, over: 4, rounding: .halfUp) == -(most / 2) - 1)
    #expect(proportion(of: -most, 2, over: 4, rounding: .down) == -(most / 2))
    #expect(proportion(of: most - 2, 2, over: 4, rounding: .halfEven) == most / 2 - 1)
    #expect(proportion(of: most, most - 1, over: most, rounding: .up) == most - 1)
    #expect(proportion(of: most - 1, most - 1, over: most, rounding: .up) == most - 1)
    #expect(proportion(of: most - 1, most - 1, over: most, rounding: .down) == most - 2)
  }

  @Test("The wide way and the narrow way agree")
  func wideAgreesWithNarrow() {
    for amount in [1, 2, 3, 7, 333, 1_234_567] as [Int64] {
      for numerator in [1, 3, 299_999, 500_000] as [Int64] {
        for mode in Rounding.allCases {
          let narrow = proportion(of: amount, numerator, over: 1_000_000, rounding: mode)
          let factor: Int64 = 9_000_000_000_000
          let wide = proportion(of: amount, numerator * factor, over: 1_000_000 * factor, rounding: mode)
          #expect(narrow == wide, "\(amount) * \(numerator) \(mode)")
          #expect(proportion(of: -amount, numerator, over: 1_000_000, rounding: mode) == -narrow)
        }
      }
    }
  }

  @Test("A share in per cent is ten thousand millionths a point")
  func shares() {
    #expect(Share(percent: 30) == Share(millionths: 300_000))
    #expect(Share(percent: 100) == .whole)
    #expect(Share.none < Share(percent: 1))
    #expect(Share(percent: 30).of(300, rounding: .down) == 90)
  }
}
