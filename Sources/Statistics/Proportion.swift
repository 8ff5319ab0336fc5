/// How often something happened in independent trials.
public struct Proportion: Hashable, Sendable {
  public let hits: Int
  public let trials: Int

  /// - Precondition: 0 <= hits <= trials.
  public init(hits: Int, trials: Int) {
    precondition((0...max(0, trials)).contains(hits), "No more hits than trials.")
    self.hits = hits
    self.trials = trials
  }

  /// 0 without trials.
  public var share: Double { trials == 0 ? 0 : Double(hits) / Double(trials) }

  /// Where the true chance lies, by Wilson's score (1927), which stays within 0 to 1 and has a width even without a hit. Nil without
  /// trials.
  public func interval(confidence: Double = 0.95) -> Interval? {
    guard trials > 0 else { return nil }
    let count = Double(trials)
    let z = Quantile.normal(p: (1 + confidence) / 2)
    let scale = 1 + z * z / count
    let middle = (share + z * z / (2 * count)) / scale
    let half = z / scale * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
    // At the ends the formula gives 0 and 1 but for rounding.
    return Interval(
      low: hits == 0 ? 0 : max(0, middle - half), high: hits == trials ? 1 : min(1, middle + half), confidence: confidence)
  }
}
