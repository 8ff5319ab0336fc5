/// A limit on what a change may do, such as `no owner pays > +25 %` or `net >= -5 %`, understood. `docs/compare.md` has the grammar.
public struct Guardrail: Sendable {
  /// As it was written, without spaces around it.
  public let expression: String
  let rule: Rule
  let comparison: Comparison
  let limit: Limit

  enum Rule: Sendable {
    /// No more than this share of the owners (in millionths; zero for none) may have a change that stands so to the limit.
    case owners(mostMillionths: Int64, OwnerFigure)
    /// The change of the metric must stand so to the limit.
    case metric(Metric)
  }

  enum Comparison: String, CaseIterable, Sendable {
    case less = "<"
    case atMost = "<="
    case more = ">"
    case atLeast = ">="

    func holds<Value: Comparable>(_ value: Value, _ limit: Value) -> Bool {
      switch self {
      case .less: value < limit
      case .atMost: value <= limit
      case .more: value > limit
      case .atLeast: value >= limit
      }
    }
  }

  enum Limit: Sendable {
    /// Of what A has, in millionths of a per cent.
    case percent(Int64)
    /// Minor units.
    case money(Int64)
    /// Whole owners, or percentage points of a share, in millionths.
    case plain(Int64)
  }

  /// Whether a guardrail held, and what was measured.
  public struct Result: Sendable {
    public enum Outcome: String, Sendable {
      case pass, fail
      /// The measured change keeps the limit, but its interval reaches beyond it.
      case unsure
      /// There is nothing to measure.
      case noData
    }

    public let expression: String
    public let outcome: Outcome
    /// What was found, such as "3 of 10,000 owners, o417 most: +31.2 %".
    public let finding: String
    /// Of several, the replication that shows a broken guardrail over owners best; nil otherwise.
    public var replication: Int?
  }

  /// How many owners are beyond the limit in one replication.
  struct OwnerTally: Sendable {
    let replication: Int
    let beyond: Int
    let present: Int
    /// Who is furthest beyond.
    let worst: OwnerDifference?

    var share: Double { present == 0 ? 0 : Double(beyond) / Double(present) }
  }

  /// - Parameter tallies: of every replication, as `tally` made them; without them the owners of the first replication count.
  func judge(
    _ rows: [ComparisonRow], _ owners: OwnerComparison?, unit: MoneyUnit, tallies: [OwnerTally] = []
  ) -> Result {
    switch rule {
    case .metric(let metric): return judge(rows.first { $0.metric == metric }, unit)
    case .owners(let most, let figure):
      guard let owners else { return result(.noData, "the owners of A and B are not the same, so they cannot be paired") }
      let all = tallies.isEmpty ? [tally(owners.owners.filter(\.isPresent), replication: 0)].compactMap { $0 } : tallies
      return judge(all, figure, most: most, unit)
    }
  }

  // MARK: Metrics

  private func judge(_ row: ComparisonRow?, _ unit: MoneyUnit) -> Result {
    guard let row else { return result(.noData, "nothing to measure in either scenario") }
    if case .percent = limit, row.a == 0, row.difference != 0 {
      return result(.noData, "A has none, so a change in per cent has no meaning")
    }
    let value = scaled(row.difference, row)
    let bound = Double(limitValue) / 1e6
    let interval = row.interval.map { (scaled($0.low, row), scaled($0.high, row)) }
    var finding = text(value, row, unit)
    if let interval { finding += ", interval \(text(interval.0, row, unit)) to \(text(interval.1, row, unit))" }
    if !comparison.holds(value, bound) { return result(.fail, finding) }
    guard let interval else {
      return result(row.verdict == .noChange ? .pass : .unsure, finding + ", too few runs for an interval")
    }
    let isSure = comparison.holds(interval.0, bound) && comparison.holds(interval.1, bound)
    return result(isSure ? .pass : .unsure, isSure ? finding : finding + ": the limit lies within it")
  }

  /// A difference in the unit of the limit.
  private func scaled(_ difference: Double, _ row: ComparisonRow) -> Double {
    switch limit {
    case .percent: row.a == 0 ? 0 : difference / row.a.magnitude * 100
    case .money: difference
    case .plain: row.metric.kind == .share ? difference * 100 : difference
    }
  }

  /// In millionths of the unit that `scaled` gives.
  private var limitValue: Int128 {
    switch limit {
    case .percent(let value), .plain(let value): Int128(value)
    case .money(let value): Int128(value) * 1_000_000
    }
  }

  private func text(_ value: Double, _ row: ComparisonRow, _ unit: MoneyUnit) -> String {
    switch limit {
    case .percent: PercentText.signed(value / 100)
    case .money: "\(unit.signedText(Int64(saturating: value))) \(unit.code)"
    case .plain: (value > 0 ? "+" : "") + MoneyUnit(code: "", decimals: 2).text(Int64(saturating: value * 100))
    }
  }

  // MARK: Owners

  /// Looks at the owners of one replication; nil for a guardrail over a metric.
  func tally(_ present: [OwnerDifference], replication: Int) -> OwnerTally? {
    guard case .owners(_, let figure) = rule else { return nil }
    let beyond = present.filter { isBeyond($0, figure) }
    return OwnerTally(
      replication: replication, beyond: beyond.count, present: present.count,
      worst: beyond.max { distance($0, figure) < distance($1, figure) })
  }

  /// One replication that breaks it is enough: owners are counted, exactly, and chance is no excuse for what was seen.
  private func judge(_ all: [OwnerTally], _ figure: OwnerFigure, most: Int64, _ unit: MoneyUnit) -> Result {
    if all.allSatisfy({ $0.present == 0 }) { return result(.noData, "there are no owners") }
    let broken = all.filter { Int128($0.beyond) * 1_000_000 > Int128(most) * Int128($0.present) }
    // The furthest owner where none may be beyond, else the largest share.
    func isWorse(_ one: OwnerTally, _ other: OwnerTally) -> Bool {
      guard most == 0, let first = one.worst, let second = other.worst else { return one.share < other.share }
      return distance(first, figure) < distance(second, figure)
    }
    guard let worst = (broken.isEmpty ? all : broken).max(by: isWorse) else { return result(.noData, "there are no owners") }
    var finding = "\(NumberText.grouped(Int64(worst.beyond))) of \(NumberText.counted(Int64(worst.present), "owner"))"
    if all.count > 1 {
      let count = NumberText.grouped(Int64(all.count))
      if !broken.isEmpty {
        finding =
          "in \(NumberText.grouped(Int64(broken.count))) of \(count) replications; in replication \(worst.replication), \(finding)"
      } else if worst.beyond == 0 {
        finding += " in each of \(count) replications"
      } else {
        finding += " at most, in replication \(worst.replication) of \(count)"
      }
    }
    if let owner = worst.worst {
      let change = "\(unit.signedText(owner.change(figure))) \(unit.code)"
      let share = owner.a[figure] == 0 ? "from nothing" : PercentText.signed(relative(owner, figure))
      finding += ", most of all o\(owner.owner): \(change), \(share)"
    }
    var judged = result(broken.isEmpty ? .pass : .fail, finding)
    if all.count > 1, !broken.isEmpty { judged.replication = worst.replication }
    return judged
  }

  private func isBeyond(_ owner: OwnerDifference, _ figure: OwnerFigure) -> Bool {
    let change = Int128(owner.change(figure))
    switch limit {
    // Exactly: change / |A| against a share in hundred-millionths. From nothing, any change is beyond any share.
    case .percent(let value):
      if owner.a[figure] == 0, change != 0 { return comparison.holds(change, 0) }
      return comparison.holds(change * 100_000_000, Int128(value) * Int128(owner.a[figure].magnitude))
    case .money(let value): return comparison.holds(change, Int128(value))
    case .plain: return false
    }
  }

  /// How far an owner is beyond; larger is worse.
  private func distance(_ owner: OwnerDifference, _ figure: OwnerFigure) -> Double {
    let isUp = comparison == .more || comparison == .atLeast
    var value = Double(owner.change(figure))
    if case .percent = limit, owner.a[figure] != 0 { value = relative(owner, figure) }
    return isUp ? value : -value
  }

  private func relative(_ owner: OwnerDifference, _ figure: OwnerFigure) -> Double {
    Double(owner.change(figure)) / Double(owner.a[figure].magnitude)
  }

  private func result(_ outcome: Result.Outcome, _ finding: String) -> Result {
    Result(expression: expression, outcome: outcome, finding: finding)
  }
}

/// Shares as people read differences: "+2.31 %".
enum PercentText {
  /// - Parameter share: as a part of 1.
  static func signed(_ share: Double) -> String {
    let hundredths = Int64(saturating: share * 10_000)
    return (hundredths > 0 ? "+" : "") + MoneyUnit(code: "%", decimals: 2).text(hundredths) + " %"
  }
}
