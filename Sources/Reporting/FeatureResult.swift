/// Something that a scenario can name, and how often the run did it.
public struct FeatureResult: Hashable, Sendable {
  public let name: String
  /// Steps, or months or revisions where the name says so.
  public let count: Int64
  /// Whether the scenario names it. One that it names and that never happened was not tried by this run.
  public let isExpected: Bool

  public init(name: String, count: Int64, isExpected: Bool) {
    self.name = name
    self.count = count
    self.isExpected = isExpected
  }
}

extension RunReport {
  /// Features that the scenario names and that this run never exercised.
  public var neverExercised: [String] { features.filter { $0.isExpected && $0.count == 0 }.map(\.name) }
}
