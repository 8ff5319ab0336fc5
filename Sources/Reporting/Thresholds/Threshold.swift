/// A demand on the figures of a run, such as `reload.declined rate < 5 %`, understood: names, units and limits are sound.
///
/// `docs/scenario-format.md` has the grammar and every metric.
public struct Threshold: Sendable {
  /// What reports call it: its own name, or the expression.
  public var name: String
  /// As it was written, without spaces around it.
  public let expression: String
  let metric: ThresholdMetric
  let aggregate: ThresholdAggregate
  /// Months since year 0 that count; nil for the whole run.
  let months: ClosedRange<Int>?
  let comparison: Comparison
  /// In the smallest unit, or as a share of 1.
  let limit: Fraction
  /// As written, without grouping.
  let limitText: String
  let unit: ThresholdUnit
  /// Where the scenario's own file says it, from 1; nil for a flag.
  public var line: Int?

  /// Whether it needs the busiest second, minute or hour, which take memory to count.
  public var looksAtPeaks: Bool {
    switch aggregate {
    case .peakPerSecond, .peakPerMinute, .peakPerHour: true
    default: false
    }
  }

  /// How the measured value must stand to the limit.
  enum Comparison: String, CaseIterable, Sendable {
    case less = "<"
    case atMost = "<="
    case more = ">"
    case atLeast = ">="
    case equal = "="
    case unequal = "!="

    func holds(_ value: Fraction, _ limit: Fraction) -> Bool {
      let order = value.compared(to: limit)
      return switch self {
      case .less: order < 0
      case .atMost: order <= 0
      case .more: order > 0
      case .atLeast: order >= 0
      case .equal: order == 0
      case .unequal: order != 0
      }
    }
  }

  /// Reads an expression.
  ///
  /// - Parameter name: what reports call it, where it has a name of its own.
  /// - Throws: the first mistake, with its place.
  /// - Complexity: O(length x names).
  public init(_ expression: String, name: String? = nil, vocabulary: ThresholdVocabulary) throws(ThresholdError) {
    var parser = ThresholdParser(expression, vocabulary)
    self = try parser.parse()
    if let name { self.name = name }
  }

  init(
    expression: String, metric: ThresholdMetric, aggregate: ThresholdAggregate, months: ClosedRange<Int>?,
    comparison: Comparison, limit: Fraction, limitText: String, unit: ThresholdUnit
  ) {
    name = expression
    self.expression = expression
    self.metric = metric
    self.aggregate = aggregate
    self.months = months
    self.comparison = comparison
    self.limit = limit
    self.limitText = limitText
    self.unit = unit
  }

  /// Measures, compares exactly, and says what was measured. What has nothing to measure is never a pass.
  func judge(_ figures: ThresholdFigures) -> ThresholdResult {
    var result = ThresholdResult(expression: expression, name: name, measured: "", outcome: .noData)
    result.unit = unit.text
    result.limit = limitText
    result.line = line
    switch figures.measure(self) {
    case .nothing(let reason): result.reason = reason
    case .value(let value):
      result.outcome = comparison.holds(value, limit) ? .pass : .fail
      let (plain, text) = written(value)
      result.value = plain
      result.measured = unit == .count ? text : "\(text) \(unit.text)"
    }
    return result
  }

  /// The value in its unit, plain and for people: with as many digits as it takes not to look equal to a limit that it only
  /// comes near to.
  private func written(_ value: Fraction) -> (plain: String, text: String) {
    let isWhole = value.numerator % value.denominator == 0
    // Shares are kept as parts of 1, so two places make them percent; amounts are kept in their smallest unit already.
    let shift = unit == .share ? 2 : 0
    var places = unit == .share || (unit == .count && !isWhole) ? 2 : 0
    let most = places + 6
    let isEqual = value.compared(to: limit) == 0
    while places < most, !isEqual, value.scaled(by: shift + places) == limit.scaled(by: shift + places) { places += 1 }
    let decimals = unit == .share ? places : unit.places + places
    guard let scaled = value.scaled(by: shift + places) else { return ("null", "beyond 64 bits") }
    let style = MoneyUnit(code: "", decimals: decimals)
    return (style.plainText(scaled), style.text(scaled))
  }
}
