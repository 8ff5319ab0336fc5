import Accounting

/// Debts that were written off, by how long the owner had owed without a break: open at the horizon, or given up before it.
/// Merged by adding.
public struct DebtAges: ~Copyable, Sendable {
  /// When a debt was written off.
  public enum Occasion: Int, CaseIterable, Sendable { case beforeHorizon, atHorizon }

  /// Ages in days, as collectors of debts count them.
  public enum Age: Int, CaseIterable, Sendable {
    case upTo30, upTo60, upTo90, over90

    /// The age of a debt that began `age_ms` milliseconds ago. Exactly 30 days are still the first.
    public init(age_ms: Int64) {
      switch age_ms {
      case ...(30 * Duration_ms.day): self = .upTo30
      case ...(60 * Duration_ms.day): self = .upTo60
      case ...(90 * Duration_ms.day): self = .upTo90
      default: self = .over90
      }
    }
  }

  let segments: Int
  private var amounts: Tally
  private var counts: Tally

  /// A table of nothing.
  init(segments: Int) {
    self.segments = segments
    amounts = Tally(rows: segments * Occasion.allCases.count, columns: Age.allCases.count)
    counts = Tally(rows: segments * Occasion.allCases.count, columns: Age.allCases.count)
  }

  /// Counts one debt of an owner of `segment`, in minor units.
  public mutating func add(_ amount: Int64, age: Age, _ occasion: Occasion, segment: Int) {
    amounts.add(amount, row: row(segment, occasion), column: age.rawValue)
    counts.add(row: row(segment, occasion), column: age.rawValue)
  }

  public func amount(_ age: Age, _ occasion: Occasion, segment: Int) -> Int64 { amounts[row(segment, occasion), age.rawValue] }
  /// How many debts.
  public func count(_ age: Age, _ occasion: Occasion, segment: Int) -> Int64 { counts[row(segment, occasion), age.rawValue] }

  private func row(_ segment: Int, _ occasion: Occasion) -> Int { segment * Occasion.allCases.count + occasion.rawValue }

  mutating func multiply(segment: Int, by factor: Int64) {
    for occasion in Occasion.allCases { amounts.multiply(row: row(segment, occasion), by: factor) }
  }

  mutating func merge(_ other: borrowing DebtAges) {
    amounts.merge(other.amounts)
    counts.merge(other.counts)
  }
}
