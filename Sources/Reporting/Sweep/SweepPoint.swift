import Experiments
import Statistics

/// One point of a sweep and what its runs came to.
public struct SweepPoint: Hashable, Sendable {
  /// What became of a point. Whatever it is, the point stays in every table.
  public enum State: String, Hashable, Sendable {
    case good
    /// An invariant, or an equation of the money, did not hold in some run.
    case broken
    /// A threshold was missed in some run.
    case missed
    /// A threshold had nothing to measure in some run.
    case noData = "no-data"
    /// Not all of its runs were made.
    case unfinished
  }

  /// In the order of the design, from 1.
  public let number: Int
  /// In the order of the parameters; nil for the scenario's own value.
  public let values: [Coordinate?]
  /// In the order of their replications.
  public let runs: [SweepRun]
  public let state: State

  /// - Parameter replications: how many runs it should have.
  public init(number: Int, values: [Coordinate?], runs: [SweepRun], replications: Int) {
    self.number = number
    self.values = values
    self.runs = runs.sorted { $0.replication < $1.replication }
    let codes = Set(runs.map(\.exitCode))
    state =
      if codes.contains(2) { .broken } else if codes.contains(3) { .missed } else if runs.count < replications {
        .unfinished
      } else if codes
        .contains(5)
      { .noData } else { .good }
    isWhole = runs.count >= replications
  }

  /// Whether all of its runs were made.
  public let isWhole: Bool

  /// How many of its runs were good.
  public var goodRuns: Int { runs.count(where: \.isGood) }

  /// The metric of each run; empty unless all runs were made and have it.
  public func values(of metric: Metric) -> [Double] {
    let values = runs.compactMap { $0.metrics[metric.name] }
    return isWhole && values.count == runs.count ? values : []
  }

  /// What its values are, such as "catalog.fee.on_top = 25 %"; "the scenario as it is" where nothing is changed.
  func text(_ parameters: [Parameter]) -> String {
    let parts = zip(parameters, values).compactMap { parameter, value in value.map { "\(parameter.key) = \($0.text)" } }
    return parts.isEmpty ? "the scenario as it is" : parts.joined(separator: ", ")
  }

  /// The first reason of the worst run that is not good.
  var reason: String? {
    let bad = runs.filter { !$0.isGood }
    guard let worst = bad.min(by: { ($0.exitCode, $0.replication) < ($1.exitCode, $1.replication) }) else { return nil }
    return worst.reasons.first
  }
}
