/// How long owners waited, in simulated time: histograms in microseconds, by what they waited for. Merged by adding.
public struct WaitTimes: ~Copyable, Sendable {
  /// What is waited for. The first are charges, in the order of the book's kinds of payments.
  public enum Kind: Int, CaseIterable, Sendable {
    case purchase, reload, invoice, subscription, upgrade, renewal, pack, report
    /// From the first charge of an automatic reload to its credits, retries included.
    case credited
    /// From a use to the beginning of its metering.
    case metering
    /// From the use that emptied a balance to the end of access.
    case cutoff
  }

  private var table = LogTable(rows: Kind.allCases.count)

  public init() {}

  public subscript(kind: Kind) -> LogHistogram { table[kind.rawValue] }

  /// Counts one wait. - Complexity: O(1).
  public mutating func add(microseconds: Int64, to kind: Kind) { table.add(microseconds, row: kind.rawValue) }

  public mutating func add(milliseconds: Int64, to kind: Kind) {
    let (microseconds, isTooLong) = milliseconds.multipliedReportingOverflow(by: 1_000)
    add(microseconds: isTooLong ? .max : microseconds, to: kind)
  }

  mutating func merge(_ other: borrowing WaitTimes) { table.merge(other.table) }
}
