import Sampling
import Testing

@Suite("Tables")
struct TableTests {
  @Test("A guide table inverts its cumulative distribution, zero weights included")
  func guide() throws {
    let weights: [Double] = [0, 3, 0, 0, 1, 2, 0]
    let table = try GuideTable(weights: weights)
    for step in 0..<6_000 {
      let uniform = (Double(step) + 0.5) / 6_000
      let expected = uniform < 0.5 ? 1 : uniform < 4.0 / 6 ? 4 : 5
      #expect(table.index(at: uniform) == expected)
    }
    #expect(table.index(at: 0) == 1 && table.index(at: 1 - 0x1p-53) == 5)
    #expect(table.count == 7 && table.probability(of: 0) == 0 && table.probability(of: 1) == 0.5)
  }

  @Test("An alias table gives each index its weight, zero weights included")
  func alias() throws {
    let weights: [Double] = [0, 3, 0, 0, 1, 2, 0]
    let table = try AliasTable(weights: weights)
    // A fine even grid stands in for the uniform law: the share of each index is exact up to the grid.
    let cells = 700_000
    var counts = [Int](repeating: 0, count: weights.count)
    for step in 0..<cells { counts[table.index(at: (Double(step) + 0.5) / Double(cells))] += 1 }
    for (index, weight) in weights.enumerated() {
      #expect(abs(Double(counts[index]) / Double(cells) - weight / 6) < 1e-5)
    }
    #expect(table.index(at: 1 - 0x1p-53) < 7 && table.count == 7)
  }

  @Test("One weight is certain")
  func single() throws {
    #expect(try GuideTable(weights: [5]).index(at: 0.3) == 0)
    #expect(try AliasTable(weights: [5]).index(at: 0.3) == 0)
  }

  @Test("Descriptions name the kind and its parameters")
  func descriptions() throws {
    #expect("\(try Distribution.gamma(shape: 2.5, scale: 1).truncated(min: 1))" == "gamma(shape: 2.5, scale: 1.0), from 1.0")
    #expect("\(try Distribution.choice([(2, 1), (1, 3)]))" == "choice(1.0: 0.75, 2.0: 0.25)")
    #expect(
      "\(try Distribution.negativeBinomial(successes: 2, probability: 0.5))"
        == "negative binomial(successes: 2.0, probability: 0.5)")
  }
}
