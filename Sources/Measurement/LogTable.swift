import Accounting

/// Histograms side by side in one stretch of memory, for counting while a run goes on: a few instructions a value, and nothing
/// is ever allocated. Read them as ``LogHistogram``.
public struct LogTable: ~Copyable, Sendable {
  private var counts = Column<Int64>()
  private var largest = Column<Int64>()

  /// Empty histograms, 30 KB each.
  public init(rows: Int) {
    counts.fill(0, count: rows * LogHistogram.buckets)
    largest.fill(0, count: rows)
  }

  public var rows: Int { largest.count }

  /// Counts a value in a row; one below zero counts as zero. - Complexity: O(1).
  public mutating func add(_ value: Int64, row: Int) {
    if value > largest[row] { largest[row] = value }
    counts[row &* LogHistogram.buckets &+ LogHistogram.bucket(of: value)] += 1
  }

  /// - Complexity: O(buckets).
  public subscript(row: Int) -> LogHistogram {
    let first = row * LogHistogram.buckets
    var used = LogHistogram.buckets
    while used > 0, counts[first + used - 1] == 0 { used -= 1 }
    return LogHistogram(counts: (0..<used).map { counts[first + $0] }, largest: largest[row])
  }

  /// Adds what another thread counted. - Complexity: O(rows * buckets).
  public mutating func merge(_ other: borrowing LogTable) {
    precondition(rows == other.rows, "Only tables of one shape add up.")
    for index in counts.indices { counts[index] += other.counts[index] }
    for row in largest.indices { largest[row] = max(largest[row], other.largest[row]) }
  }
}
