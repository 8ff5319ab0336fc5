import Testing

@testable import Measurement

@Suite("Tallies")
struct TallyTests {
  @Test("Counts lie in rows and columns, and sum over both")
  func rowsAndColumns() {
    var tally = Tally(rows: 2, columns: 3)
    tally.add(row: 0, column: 2)
    tally.add(4, row: 1, column: 0)
    tally.add(-1, row: 1, column: 2)
    #expect(tally[0, 2] == 1)
    #expect(tally[1] == 3)
    #expect(tally.sum == 4)
  }

  @Test("Merging adds cell by cell, in any order and grouping")
  func merging() {
    var leftFirst = sample(1)
    leftFirst.merge(sample(2))
    leftFirst.merge(sample(5))
    var rightFirst = sample(2)
    rightFirst.merge(sample(5))
    var grouped = sample(1)
    grouped.merge(rightFirst)
    var backwards = sample(5)
    backwards.merge(sample(2))
    backwards.merge(sample(1))
    for row in 0..<2 {
      for column in 0..<2 {
        #expect(leftFirst[row, column] == Int64(8 * (row * 2 + column + 1)))
        #expect(leftFirst[row, column] == grouped[row, column])
        #expect(leftFirst[row, column] == backwards[row, column])
      }
    }
  }

  private func sample(_ factor: Int64) -> Tally {
    var tally = Tally(rows: 2, columns: 2)
    for cell in 0..<4 { tally.add(factor * Int64(cell + 1), row: cell / 2, column: cell % 2) }
    return tally
  }
}
