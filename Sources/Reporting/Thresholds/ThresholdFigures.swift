import Accounting
import Measurement

/// The figures of a run that thresholds look at: parts of its report, with situations by name.
struct ThresholdFigures: Sendable {
  /// What was measured, or why nothing was.
  enum Measured: Sendable {
    case value(Fraction)
    /// A clause without a full stop.
    case nothing(String)

    static func count(_ count: Int64) -> Measured { .value(Fraction(Int128(count))) }
  }

  var operations: [OperationLine]
  /// The name of the status that means that a command was obeyed.
  var obeyed: String
  var situations: [String: Int64]
  var money: MoneyReport
  var catalogs: [CatalogSummary]
  var owners: Int64
  var ownersByMonth: [OwnersInMonth]
  var peaks: PeakLoad
  /// Whether a signal ended the run: then its figures are those of a part, and nothing is measured.
  var isStopped: Bool

  func measure(_ threshold: Threshold) -> Measured {
    if isStopped { return .nothing("the run was stopped") }
    switch threshold.metric {
    case .commands(let kind, let part): return commands(kind, part, threshold.aggregate)
    case .situation(let name, let wholes): return situation(name, wholes, threshold.aggregate)
    case .figure(let figure, let catalog): return self.figure(figure, catalog, threshold)
    case .balance(let account, let catalog):
      guard let money = money(of: catalog) else { return .nothing("no figures of \(catalog ?? "")") }
      return .count(money.accounts[Int(account.rawValue)].balance)
    case .population(let catalog):
      return .count(catalog.map { name in catalogs.first { $0.catalog.name == name }?.owners ?? 0 } ?? owners)
    case .owners(let column): return owners(column, threshold)
    case .gauge(let gauge, let catalog): return self.gauge(gauge, catalog)
    }
  }

  // MARK: Commands and situations

  private func commands(_ kind: String?, _ part: ThresholdCommands, _ aggregate: ThresholdAggregate) -> Measured {
    let lines = operations.filter { kind == nil || $0.kind == kind }
    let all = lines.reduce(0) { $0 + $1.count }
    let what = kind ?? "command"
    let count: Int64
    switch part {
    case .all:
      if aggregate != .count { return peak(kind, aggregate, lines.first) }
      return .count(all)
    case .refused: count = lines.reduce(0) { $0 + $1.refused }
    case .answered(obeyed): count = lines.reduce(0) { $0 + $1.count - $1.refused }
    case .answered(let status):
      count = lines.reduce(0) { $0 + ($1.refusals.first { $0.name == status }?.count ?? 0) }
    }
    // None of none is no evidence.
    if all == 0 { return .nothing("no \(what) was sent") }
    return aggregate == .rate ? .value(Fraction(Int128(count), over: Int128(all))) : .count(count)
  }

  private func peak(_ kind: String?, _ aggregate: ThresholdAggregate, _ line: OperationLine?) -> Measured {
    let note: PeakNote? =
      switch aggregate {
      case .peakPerSecond: peaks.second
      case .peakPerMinute: kind == nil ? peaks.minute : line?.busiestMinute
      default: kind == nil ? peaks.hour : line?.busiestHour
      }
    return note.map { .count($0.count) } ?? .nothing("no peak was counted")
  }

  private func situation(_ name: String, _ wholes: [ThresholdWhole], _ aggregate: ThresholdAggregate) -> Measured {
    let count = situations[name] ?? 0
    let whole = wholes.reduce(Int64(0)) { sum, part in
      switch part {
      case .situation(let name): sum + (situations[name] ?? 0)
      case .commands(let kind): sum + operations.reduce(0) { $0 + ($1.kind == kind ? $1.count : 0) }
      }
    }
    if !wholes.isEmpty, whole == 0 { return .nothing("there was nothing of which '\(name)' is a part") }
    return aggregate == .rate ? .value(Fraction(Int128(count), over: Int128(whole))) : .count(count)
  }

  // MARK: Money

  /// Of all owners, or of those of one catalog.
  private func money(of catalog: String?) -> MoneyReport? {
    guard let catalog else { return money }
    return catalogs.first { $0.catalog.name == catalog }?.money
  }

  private func figure(_ figure: MonthlyFigure, _ catalog: String?, _ threshold: Threshold) -> Measured {
    guard let money = money(of: catalog) else { return .nothing("no figures of \(catalog ?? "")") }
    let monthly: [(month: Int, value: MonthlyStatement)] = money.monthly.compactMap { statement in
      statement.month.map { ($0.monthIndex, statement) }
    }
    guard let statements = chosen(monthly, threshold.months) else { return outside(threshold) }
    let values = statements.map { $0[figure] }
    switch threshold.aggregate {
    case .end: return values.last.map { .count($0) } ?? outside(threshold)
    case .share:
      guard let whole = figure.whole else { return .nothing("no whole") }
      let sum = statements.reduce(0) { $0 + $1[whole] }
      if sum <= 0 { return .nothing("there was no \(whole.title)") }
      return .value(Fraction(Int128(values.reduce(0, +)), over: Int128(sum)))
    default: return overMonths(values, threshold)
    }
  }

  private func gauge(_ gauge: ThresholdGauge, _ catalog: String?) -> Measured {
    if owners == 0 { return .nothing("there were no owners") }
    switch gauge {
    case .debt: return money(of: catalog).map { .count($0.largestDebt) } ?? .nothing("no figures of \(catalog ?? "")")
    }
  }

  // MARK: Months

  private func owners(_ column: ThresholdOwners, _ threshold: Threshold) -> Measured {
    func value(_ line: OwnersInMonth) -> Int64 {
      switch column {
      case .joined: line.joined
      case .active: line.active
      case .gone: line.gone
      }
    }
    guard let lines = chosen(ownersByMonth.map { ($0.month.monthIndex, $0) }, threshold.months) else { return outside(threshold) }
    if threshold.aggregate == .rate {
      let joined = lines.reduce(0) { $0 + $1.joined }
      if joined == 0 { return .nothing("no owner joined") }
      return .value(Fraction(Int128(lines.reduce(0) { $0 + value($1) }), over: Int128(joined)))
    }
    return overMonths(lines.map(value), threshold)
  }

  private func overMonths(_ values: [Int64], _ threshold: Threshold) -> Measured {
    guard let least = values.min(), let most = values.max() else { return outside(threshold) }
    switch threshold.aggregate {
    case .minPerMonth: return .count(least)
    case .maxPerMonth: return .count(most)
    case .meanPerMonth: return .value(Fraction(values.reduce(0) { $0 + Int128($1) }, over: Int128(values.count)))
    default: return .value(Fraction(values.reduce(0) { $0 + Int128($1) }))
    }
  }

  /// The rows of the window; nil where the run does not have all of its months.
  private func chosen<Row>(_ rows: [(month: Int, value: Row)], _ window: ClosedRange<Int>?) -> [Row]? {
    guard let window else { return rows.map(\.value) }
    let chosen = rows.filter { window.contains($0.month) }
    return chosen.count == window.count ? chosen.map(\.value) : nil
  }

  private func outside(_ threshold: Threshold) -> Measured { .nothing("the run does not have these months") }
}
