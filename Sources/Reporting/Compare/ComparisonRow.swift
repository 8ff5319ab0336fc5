import Statistics

/// One metric under A and under B, over the same replications.
public struct ComparisonRow: Sendable {
  public let metric: Metric
  /// Means over the runs: of money in whole minor units, so that B - A is what the table shows.
  public let a: Double
  public let b: Double
  /// Of the true difference; nil where there are too few pairs.
  public let interval: Interval?
  /// The smallest true difference that so many pairs would have told from none in nine of ten cases.
  public let smallestDetectable: Double?
  /// How many times smaller the difference's variance is than with independent runs; nil where pairing left none.
  public let varianceReduction: Double?
  /// What the interval is made of.
  public let basis: Basis
  public let pairs: Int
  public let verdict: ComparisonVerdict

  public enum Basis: String, Sendable {
    /// Differences of whole runs.
    case runs
    /// Differences of single owners within the only run.
    case owners
  }

  /// B - A.
  public var difference: Double { b - a }
  /// B - A as a share of A's size; nil where A is nothing.
  public var relative: Double? { a == 0 ? nil : (b - a) / a.magnitude }

  /// How the same difference looks from the owners' side: better, worse, or nil where it does not concern them or is none.
  public var forOwners: ComparisonVerdict? {
    guard verdict.isSignificant, metric.forOwner != .neutral else { return nil }
    return (difference > 0) == (metric.forOwner == .higherIsBetter) ? .better : .worse
  }

  /// - Parameters:
  ///   - a: by replication; nil where the run had nothing to measure. Pairs with a nil are left out.
  ///   - owners: the same by owner, where the metric is a sum over owners: it gives an interval where there is one replication.
  ///   - noise: the share of A's size that counts as no difference.
  /// - Returns: nil where no replication has both values.
  init?(
    _ metric: Metric, a: [Double?], b: [Double?], owners: (a: [Double], b: [Double])? = nil, confidence: Double, noise: Double
  ) {
    let pairs = zip(a, b).compactMap { a, b in a.flatMap { a in b.map { (a: a, b: $0) } } }
    if pairs.isEmpty { return nil }
    let runs = PairedDifference(a: pairs.map(\.a), b: pairs.map(\.b))
    self.metric = metric
    let isMoney = metric.kind == .money
    self.a = isMoney ? runs.a.mean.rounded() : runs.a.mean
    self.b = isMoney ? runs.b.mean.rounded() : runs.b.mean
    var isEqual = pairs.allSatisfy { $0.a == $0.b }
    if runs.count < 2, let owners, owners.a.count >= 2 {
      let each = PairedDifference(a: owners.a, b: owners.b)
      // A run is the sum of its owners, who are independent of each other.
      let count = Double(each.count)
      basis = .owners
      self.pairs = each.count
      interval = each.interval(confidence: confidence).map {
        Interval(low: $0.low * count, high: $0.high * count, confidence: confidence)
      }
      smallestDetectable = each.smallestDetectable(confidence: confidence).map { $0 * count }
      varianceReduction = each.varianceReduction
      isEqual = isEqual && owners.a == owners.b
    } else {
      basis = .runs
      self.pairs = runs.count
      interval = runs.interval(confidence: confidence)
      smallestDetectable = runs.smallestDetectable(confidence: confidence)
      varianceReduction = runs.varianceReduction
    }
    verdict = ComparisonVerdict(
      isEqual: isEqual, interval: interval.map { ($0.low, $0.high) }, noise: noise * self.a.magnitude,
      polarity: metric.forPlatform)
  }
}
