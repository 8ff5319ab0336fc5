import Reporting

/// Two stored runs, metric by metric. It says what differs and not why; `windtunnel compare` runs two variants on the same random numbers
/// and tells chance from effect.
public struct RunComparison: Sendable {
  /// One metric of both runs.
  public struct Line: Hashable, Sendable {
    public let name: String
    public let label: String
    public let unit: String
    /// As people read them, such as "1,234.50"; nil where there was nothing to measure.
    public let first: String?
    public let second: String?
    /// The second less the first; nil where one of them is missing.
    public let difference: String?
    /// Of the first, such as "+3.2 %"; nil where the first is missing or zero.
    public let percent: String?
    public let isEqual: Bool
  }

  public let first: StoredRun
  public let second: StoredRun
  public let lines: [Line]

  /// What is not the same about the two, as "what: first, second".
  public let differences: [String]

  /// - Throws: a reason where the two cannot be compared.
  public init(_ first: StoredReport, against second: StoredReport) throws(IncomparableRuns) {
    let (one, other) = (first.run, second.run)
    if one.unit != other.unit {
      throw IncomparableRuns(
        reason: "run \(one.number) counts in \(one.unit.code) with \(one.unit.decimals) decimals, "
          + "run \(other.number) in \(other.unit.code) with \(other.unit.decimals)")
    }
    self.first = one
    self.second = other
    let facts: [(String, String, String)] = [
      ("scenario", one.scenario, other.scenario), ("sha256", String(one.sha256.prefix(12)), String(other.sha256.prefix(12))),
      ("seed", one.seed, other.seed), ("replication", "\(one.replication)", "\(other.replication)"),
      ("owners", "\(one.owners)", "\(other.owners)"), ("start", one.start, other.start), ("horizon", one.horizon, other.horizon),
      ("verdict", one.verdict, other.verdict),
    ]
    differences = facts.filter { $0.1 != $0.2 }.map { "\($0.0): \($0.1), \($0.2)" }
    // In the order of today's metrics; those of another version come last.
    let known = Metric.allCases.map(\.name)
    let names = Set(first.metrics.keys).union(second.metrics.keys)
    let ordered = known.filter(names.contains) + names.subtracting(known).sorted()
    lines = ordered.compactMap { RunComparison.line($0, first.metrics[$0], second.metrics[$0], one.unit) }
  }

  private static func line(_ name: String, _ first: StoredMetric?, _ second: StoredMetric?, _ unit: MoneyUnit) -> Line? {
    guard let either = first ?? second else { return nil }
    let (one, other) = (first?.exact, second?.exact)
    // What neither run had says nothing.
    if one ?? 0 == 0, other ?? 0 == 0, either.kind == "money" { return nil }
    func text(_ value: Double) -> String {
      switch either.kind {
      case "money": unit.text(Int64(value))
      case "share": MoneyUnit(code: "%", decimals: 2).text(Int64((value * 10_000).rounded()))
      default: MoneyUnit(code: "", decimals: 0).text(Int64(value))
      }
    }
    var difference: String?
    var percent: String?
    if let one, let other {
      let change = other - one
      difference = (change > 0 ? "+" : "") + text(change)
      if one != 0 {
        let tenths = Int64((change / abs(one) * 1_000).rounded())
        percent = (tenths > 0 ? "+" : "") + MoneyUnit(code: "%", decimals: 1).text(tenths) + " %"
      }
    }
    return Line(
      name: name, label: either.label, unit: either.unit, first: one.map(text), second: other.map(text), difference: difference,
      percent: percent, isEqual: one == other)
  }
}

/// Why two runs cannot be compared.
public struct IncomparableRuns: Error, Hashable, Sendable, CustomStringConvertible {
  public let reason: String
  public var description: String { reason }
}

extension StoredMetric {
  /// Minor units of money, a count or a share.
  fileprivate var exact: Double? { minor.map { Double($0) } ?? value }
}
