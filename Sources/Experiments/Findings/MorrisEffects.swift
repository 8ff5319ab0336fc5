import Statistics

/// How much a figure moves when one parameter goes from its first value to its last, from many starting places (Morris, 1991).
public struct MorrisEffect: Hashable, Sendable {
  /// Mean effect: its sign is the direction.
  public let mean: Double
  /// Mean size of the effect, µ*: what the parameter matters (Campolongo and others, 2007).
  public let meanSize: Double
  /// Standard deviation of the effects: 0 for a parameter that acts alone and in proportion.
  public let deviation: Double
  /// Of the mean size, by bootstrap over the walks.
  public let interval: Interval?

  /// One for each dimension.
  ///
  /// - Parameters:
  ///   - shares: where the points of the walks lie, one walk of `dimensions` + 1 points after the other. A step that the parameter's
  ///     own levels made shorter or longer counts by its true length.
  ///   - values: the figure at these points; a walk that lacks one is left out.
  /// - Returns: empty when no walk is whole.
  /// - Complexity: O(resamples x walks x dimensions).
  public static func all(shares: [[Double]], values: [Double?], dimensions: Int, seed: UInt64) -> [MorrisEffect] {
    var walks: [[Double]] = []
    let length = dimensions + 1
    for start in stride(from: 0, through: values.count - length, by: length) {
      var effects = [Double](repeating: 0, count: dimensions)
      var isWhole = true
      for step in start..<(start + dimensions) {
        guard let before = values[step], let after = values[step + 1],
          let moved = (0..<dimensions).first(where: { shares[step][$0] != shares[step + 1][$0] })
        else {
          isWhole = false
          break
        }
        effects[moved] = (after - before) / (shares[step + 1][moved] - shares[step][moved])
      }
      if isWhole { walks.append(effects) }
    }
    if walks.isEmpty { return [] }
    let intervals = Bootstrap.intervals(rows: walks.count, seed: seed, figures: dimensions) { choice in
      (0..<dimensions).map { dimension in
        choice.reduce(0) { $0 + walks[$1][dimension].magnitude } / Double(choice.count)
      }
    }
    return (0..<dimensions).map { dimension in
      let effects = Sample(walks.map { $0[dimension] })
      return MorrisEffect(
        mean: effects.mean, meanSize: Sample(effects.values.map(\.magnitude)).mean, deviation: effects.standardDeviation,
        interval: intervals[dimension])
    }
  }
}
