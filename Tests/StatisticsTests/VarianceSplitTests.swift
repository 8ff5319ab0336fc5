import Statistics
import Testing

@Suite("Variance in two parts")
struct VarianceSplitTests {
  @Test("The estimators of one-way analysis of variance")
  func balanced() throws {
    let split = try #require(VarianceSplit(groups: [[1, 3], [5, 7]]))
    #expect(split.within == 2 && split.between == 7 && split.total == 9)
  }

  @Test("Groups of different size count by their typical size")
  func unbalanced() throws {
    let split = try #require(VarianceSplit(groups: [[1, 3], [4], [5, 6, 7]]))
    // Means 2, 4, 6; grand mean 26/6; squares within 2 + 0 + 2 = 4 over 3; between 2(7/3)² + (1/3)² + 3(5/3)² = 58/3 over 2;
    // typical size (6 - 14/6) / 2 = 11/6.
    #expect(abs(split.within - 4.0 / 3) < 1e-12)
    #expect(abs(split.between - (29.0 / 3 - 4.0 / 3) / (11.0 / 6)) < 1e-12)
  }

  @Test("Groups that differ less than their values leave nothing between")
  func none() throws {
    #expect(try #require(VarianceSplit(groups: [[0, 10], [1, 9]])).between == 0)
  }

  @Test("Too little says nothing", arguments: [[], [[1.0, 2]], [[1.0], [2]], [[1.0, 2], []]])
  func few(_ groups: [[Double]]) {
    #expect(VarianceSplit(groups: groups) == nil)
  }
}
