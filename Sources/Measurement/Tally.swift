import Accounting

/// Counters in rows and columns, merged by adding: commands by kind and status, checks by invariant.
public struct Tally: ~Copyable, Sendable {
  public let rows: Int
  public let columns: Int
  @usableFromInline var counts: Column<Int64>

  public init(rows: Int, columns: Int = 1) {
    self.rows = rows
    self.columns = columns
    counts = Column()
    counts.fill(0, count: rows * columns)
  }

  @inlinable @inline(__always)
  public mutating func add(_ amount: Int64 = 1, row: Int, column: Int = 0) {
    // The cell is checked, so the sum that leads to it need not be.
    counts[row &* columns &+ column] += amount
  }

  @inline(__always)
  public subscript(row: Int, column: Int) -> Int64 { counts[row * columns + column] }

  public subscript(row: Int) -> Int64 { (0..<columns).reduce(0) { $0 + counts[row * columns + $1] } }

  public var sum: Int64 { (0..<rows).reduce(0) { $0 + self[$1] } }

  /// Multiplies a row, exactly.
  mutating func multiply(row: Int, by factor: Int64) {
    for column in 0..<columns { multiply(row: row, column: column, by: factor) }
  }

  mutating func multiply(row: Int, column: Int, by factor: Int64) { counts[row * columns + column] *= factor }

  /// Adds what another counted, cell by cell. - Complexity: O(cells).
  public mutating func merge(_ other: borrowing Tally) {
    precondition(rows == other.rows && columns == other.columns, "Only tallies of one shape add up.")
    for index in counts.indices { counts[index] += other.counts[index] }
  }
}
