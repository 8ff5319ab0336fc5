import Accounting

/// One key of a scenario as it was understood.
public struct ScenarioSetting: Hashable, Sendable {
  /// Such as `catalog.fee.on_top` or `population[0].owners`.
  public var key: String
  /// On one line, as it may be written; long lists are cut.
  public var value: String
  /// Whether nobody wrote it, so that the program's default holds.
  public var isDefault: Bool

  public init(key: String, value: String, isDefault: Bool) {
    self.key = key
    self.value = value
    self.isDefault = isDefault
  }
}

/// A stretch of simulated time in which something went differently, or an instant from which on it does.
public struct ConditionNote: Hashable, Sendable {
  /// Such as "surge" or "processor outage".
  public var kind: String
  /// What it means, such as "3 times the activity".
  public var text: String
  public var from: Instant
  /// Half-open; nil where it stays so.
  public var to: Instant?

  public init(kind: String, text: String, from: Instant, to: Instant?) {
    self.kind = kind
    self.text = text
    self.from = from
    self.to = to
  }
}
