import Experiments

/// What a sweep looks for: more or less of a metric.
public struct Objective: Hashable, Sendable {
  public let metric: Metric
  public let direction: Direction

  public init(_ metric: Metric, _ direction: Direction) {
    self.metric = metric
    self.direction = direction
  }

  /// "net max", "debt min"; the metric by its name or by its label. Without a direction, the one that is better for the platform.
  ///
  /// - Returns: nil for an unknown metric, and for one without a direction of its own where none is given.
  public init?(text: String) {
    var words = text.split(separator: " ").map { $0.lowercased() }
    let direction = words.last.flatMap { Direction(rawValue: $0) }
    if direction != nil { words.removeLast() }
    let name = words.joined(separator: " ")
    guard let metric = Metric.allCases.first(where: { $0.name == name || $0.label.lowercased() == name }) else { return nil }
    let own: Direction? =
      switch metric.forPlatform {
      case .higherIsBetter: .max
      case .lowerIsBetter: .min
      case .neutral: nil
      }
    guard let chosen = direction ?? own else { return nil }
    self.init(metric, chosen)
  }

  /// "net max".
  public var text: String { "\(metric.name) \(direction.rawValue)" }
  /// "highest net", "lowest bad debt": as a heading.
  public var title: String { "\(direction == .max ? "highest" : "lowest") \(metric.label)" }
}
