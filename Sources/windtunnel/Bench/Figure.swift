import Simulation

/// One measured number, under a name that stays the same from version to version.
struct Figure {
  /// What was run for it, where it was a simulation or the agenda.
  struct Work {
    var name: String
    var owners: Int
    /// Of all passes together.
    var events: Int64
    var seconds: Double
    var threads = 1
    var bytesPeak: Int64
  }

  /// Such as "toy.1000", "draws.gamma", "apply.use".
  var name: String
  /// Such as "events/s", "ns", "%".
  var unit: String
  /// One value a run.
  var values: [Double]
  /// How many of what the figure is about there were, such as commands of a kind.
  var count: Int64?
  var work: Work?

  private var sorted: [Double] { values.sorted() }

  /// The middle run, the mean of the two middle ones, 0 without a run.
  var median: Double {
    let sorted = sorted
    guard !sorted.isEmpty else { return 0 }
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
  var low: Double { sorted.first ?? 0 }
  var high: Double { sorted.last ?? 0 }

  /// Half of what lies between the lowest and the highest run, in per cent of the median.
  var spread: Double { median == 0 ? 0 : 50 * (high - low) / abs(median) }

  /// One object. The keys from `name` on are there for what was a run; `events` and `seconds` are of all passes.
  var json: String {
    var text = "{\"figure\":\(quoted(name)),\"unit\":\(quoted(unit)),\"median\":\(decimal(median)),\"low\":\(decimal(low))"
    text += ",\"high\":\(decimal(high)),\"runs\":\(values.count)"
    if let count { text += ",\"count\":\(count)" }
    if let work {
      let perCore = work.seconds > 0 ? Double(work.events) / work.seconds / Double(work.threads) : 0
      text += ",\"name\":\(quoted(work.name)),\"owners\":\(work.owners),\"events\":\(work.events)"
      text += ",\"seconds\":\(decimal(work.seconds)),\"threads\":\(work.threads),\"eventsPerSecondPerCore\":"
      text += "\(Int64(perCore.rounded())),\"bytesPeak\":\(work.bytesPeak)"
    }
    return text + "}"
  }

  static let heading =
    row("figure", "median", "spread", "unit", "runs", "count", "peak MB")

  /// One line of the table.
  var line: String {
    Figure.row(
      name, shown(median), values.count > 1 ? "+-\(shown(spread)) %" : "", unit, String(values.count),
      (count ?? work?.events).map { String($0) } ?? "", work.map { String($0.bytesPeak >> 20) } ?? "")
  }

  private static func row(
    _ name: String, _ median: String, _ spread: String, _ unit: String, _ runs: String, _ count: String, _ peak: String
  ) -> String {
    func right(_ text: String, _ width: Int) -> String { String(repeating: " ", count: max(1, width - text.count)) + text }
    func left(_ text: String, _ width: Int) -> String { text + String(repeating: " ", count: max(1, width - text.count)) }
    let line = left(name, 34) + right(median, 14) + right(spread, 11) + "  " + left(unit, 11) + right(runs, 5) + right(count, 13)
    return line + right(peak, 9)
  }

  /// Whole from a thousand on, one decimal from ten on, else two.
  private func shown(_ value: Double) -> String {
    if abs(value) >= 1_000 { return String(Int64(value.rounded())) }
    let text = decimal(value)
    return String(text.dropLast(abs(value) >= 10 ? 2 : 1))
  }
}

/// With three decimals, the same in every locale.
private func decimal(_ value: Double) -> String {
  let thousandths = Int64(exactly: (value * 1_000).rounded()) ?? 0
  let rest = String(thousandths.magnitude % 1_000)
  let sign = thousandths < 0 ? "-" : ""
  return sign + "\(thousandths.magnitude / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
}
