/// The variance of a figure whose conditions were drawn by chance, in two parts: Var Y = E[Var(Y | conditions)] + Var(E[Y |
/// conditions]), by the usual estimators of a one-way analysis of variance with random effects.
public struct VarianceSplit: Hashable, Sendable {
  /// E[Var]: what remains where the conditions are known.
  public let within: Double
  /// Var[E]: what comes from the conditions; 0 where the estimate is below it.
  public let between: Double
  public var total: Double { within + between }

  /// Nil with fewer than two groups, or where no group has two values.
  ///
  /// - Parameter groups: the values under each condition, which may be of different number.
  /// - Complexity: O(values).
  public init?(groups: [[Double]]) {
    let samples = groups.filter { !$0.isEmpty }.map { Sample($0) }
    let count = samples.reduce(0) { $0 + $1.count }
    guard samples.count >= 2, count > samples.count else { return nil }
    let mean = samples.reduce(0) { $0 + Double($1.count) * $1.mean } / Double(count)
    let squaresWithin = samples.reduce(0) { $0 + Double($1.count - 1) * $1.variance }
    let squaresBetween = samples.reduce(0) { $0 + Double($1.count) * ($1.mean - mean) * ($1.mean - mean) }
    let squaredCounts = samples.reduce(0) { $0 + Double($1.count * $1.count) }
    let groups = Double(samples.count)
    // The number of values of a typical group; that of each where all have the same.
    let typical = (Double(count) - squaredCounts / Double(count)) / (groups - 1)
    within = squaresWithin / Double(count - samples.count)
    between = max(0, (squaresBetween / (groups - 1) - within) / typical)
  }
}
