/// A demand of the scenario on its own figures, and what was measured.
public struct ThresholdResult: Hashable, Sendable {
  /// Whether the demand was met.
  public enum Outcome: String, Sendable {
    case pass, fail
    /// Nothing happened that could be measured.
    case noData = "no-data"
  }

  /// As written in the scenario.
  public var expression: String
  /// Its own name, or the expression.
  public var name: String
  /// With its unit; empty without data.
  public var measured: String
  public var outcome: Outcome
  /// What was measured as a plain decimal number in `unit`; nil without data.
  public var value: String?
  /// "%", a currency or asset, or "count".
  public var unit = ""
  /// The number of the limit, plain, in `unit`; empty where it is not known.
  public var limit = ""
  /// Why there was nothing to measure, a clause without a full stop; empty where something was.
  public var reason = ""
  /// Where the scenario's own file says it, from 1; nil for a flag.
  public var line: Int?

  public init(expression: String, name: String? = nil, measured: String, outcome: Outcome) {
    self.expression = expression
    self.name = name ?? expression
    self.measured = measured
    self.outcome = outcome
  }

  /// What stands beside the expression: the measured value, or why there is none.
  public var finding: String {
    if outcome != .noData { return measured }
    return "nothing to measure" + (reason.isEmpty ? "" : ", \(reason)")
  }
}
