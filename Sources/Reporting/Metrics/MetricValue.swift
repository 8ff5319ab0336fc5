import Accounting

/// What a run came to in one metric.
public struct MetricValue: Hashable, Sendable {
  public let metric: Metric
  /// Minor units of money, a count, or a share from 0 to 1; nil where the run had nothing to measure, such as a share of no reloads.
  public let value: Double?

  public init(_ metric: Metric, _ value: Double?) {
    self.metric = metric
    self.value = value
  }
}

extension RunReport {
  /// Every metric, in the order of `Metric`: the same list for every run.
  public var metrics: [MetricValue] { Metric.allCases.map { MetricValue($0, value(of: $0)) } }

  /// What the run came to; nil where there was nothing to measure. - Complexity: O(kinds of command) at most.
  public func value(of metric: Metric) -> Double? {
    if let figure = metric.figure { return Double(money.total[figure]) }
    return switch metric {
    case .debt: Double(money.largestDebt)
    case .refusedShare: share(operations.reduce(0) { $0 + $1.refused }, of: operations.reduce(0) { $0 + $1.count })
    case .reloadDeclinedShare: share(reload.declined, of: reload.fired)
    case .ownersActive: ownersByMonth.last.map { Double($0.active) }
    default: Double(ownersByMonth.reduce(0) { $0 + $1.gone })
    }
  }

  private func share(_ part: Int64, of whole: Int64) -> Double? { whole == 0 ? nil : Double(part) / Double(whole) }
}

extension Metric {
  /// What its values are counted in, for people: a currency, "%" or what is counted. - Parameter money: of the run.
  public func unitText(_ money: MoneyUnit) -> String {
    switch kind {
    case .money: money.code
    case .share: "%"
    case .count: "owners"
    }
  }

  /// A value, or a mean of some, for people: money in major units, a share in per cent, a count with one decimal place where it is
  /// not whole. Without the unit. Of amounts above a major unit no more than two decimals are shown, for an estimate has no more.
  public func text(_ value: Double, _ money: MoneyUnit) -> String {
    switch kind {
    case .money:
      let scale = (0..<max(0, money.decimals - 2)).reduce(1.0) { scale, _ in scale * 10 }
      let hundredths = (value / scale).rounded()
      let isLarge = scale > 1 && hundredths.magnitude >= 100
      return isLarge
        ? MoneyUnit(code: money.code, decimals: 2).text(Int64(saturating: hundredths)) : money.text(Int64(saturating: value))
    case .share: return MoneyUnit(code: "%", decimals: 2).text(Int64(saturating: value * 10_000))
    case .count:
      return value == value.rounded()
        ? NumberText.grouped(Int64(saturating: value)) : MoneyUnit(code: "", decimals: 1).text(Int64(saturating: value * 10))
    }
  }
}

extension Metric {
  /// "1.25 %" for 0.0125, with as many digits as a share of that size needs.
  static func percent(_ share: Double) -> String {
    let size = share.magnitude
    return NumberText.decimal(share * 100, places: size < 0.0095 ? 3 : size < 0.095 ? 2 : 1) + " %"
  }
}

extension Int64 {
  /// The nearest whole number, the ends for what lies beyond them, 0 for what is no number.
  init(saturating value: Double) {
    self = value.isNaN ? 0 : Int64(exactly: value.rounded()) ?? (value < 0 ? .min : .max)
  }
}
