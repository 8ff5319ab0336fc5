import Statistics

/// Which share of a figure's variance comes from one parameter (Sobol, 1993).
public struct SobolIndex: Hashable, Sendable {
  /// By itself: what the variance would lose if the parameter were known.
  public let first: Double
  public let firstInterval: Interval?
  /// With all that it does together with others: what would be left if all the others were known.
  public let total: Double
  public let totalInterval: Interval?

  /// One for each dimension, by the estimators of Saltelli and others (2010) for the first order and of Jansen (1999) for the
  /// total:
  ///
  ///     S = Σ f(B) (f(A with B's coordinate) - f(A)) / n V       S_T = Σ (f(A) - f(A with B's coordinate))² / 2 n V
  ///
  /// - Parameter values: of the points of ``SaltelliMatrices``, in their order; a sample that lacks one is left out.
  /// - Returns: empty where the figure does not vary, or with fewer than two whole samples.
  /// - Complexity: O(resamples x samples x dimensions).
  public static func all(values: [Double?], dimensions: Int, seed: UInt64) -> [SobolIndex] {
    let length = dimensions + 2
    var rows: [[Double]] = []
    for start in stride(from: 0, through: values.count - length, by: length) {
      let row = values[start..<(start + length)].compactMap { $0 }
      if row.count == length { rows.append(row) }
    }
    guard rows.count >= 2 else { return [] }
    // Around the mean the products are small, and so is their error; the indices are the same.
    let mean = Sample(rows.flatMap { $0.prefix(2) }).mean
    rows = rows.map { $0.map { $0 - mean } }
    guard let indices = estimate(rows, Array(rows.indices), dimensions) else { return [] }
    let intervals = Bootstrap.intervals(rows: rows.count, seed: seed, figures: 2 * dimensions) { choice in
      estimate(rows, choice, dimensions)
    }
    return (0..<dimensions).map { dimension in
      SobolIndex(
        first: indices[dimension], firstInterval: intervals[dimension], total: indices[dimensions + dimension],
        totalInterval: intervals[dimensions + dimension])
    }
  }

  /// All first indices, then all total ones; nil without variance.
  private static func estimate(_ rows: [[Double]], _ choice: [Int], _ dimensions: Int) -> [Double]? {
    let count = Double(choice.count)
    var (sum, squares) = (0.0, 0.0)
    var figures = [Double](repeating: 0, count: 2 * dimensions)
    for index in choice {
      let row = rows[index]
      sum += row[0] + row[1]
      squares += row[0] * row[0] + row[1] * row[1]
      for dimension in 0..<dimensions {
        let change = row[2 + dimension] - row[0]
        figures[dimension] += row[1] * change
        figures[dimensions + dimension] += change * change / 2
      }
    }
    let mean = sum / (2 * count)
    let variance = squares / (2 * count) - mean * mean
    // What rounding leaves of equal values is no variance.
    guard variance > 1e-20 * max(squares / (2 * count), .leastNormalMagnitude) else { return nil }
    return figures.map { $0 / (count * variance) }
  }
}
