/// How long owners waited, in simulated time.
enum WaitFigure {
  private static let marks: [(key: String, name: String, percentile: Double)] = [
    ("p50", "P50", 50), ("p90", "P90", 90), ("p99", "P99", 99), ("p99_9", "P99.9", 99.9), ("longest", "longest", 100),
  ]

  /// nil where nobody waited for anything.
  static func make(_ figures: RunFigures) -> Figure? {
    let waits = figures.root["waits"].items.filter { $0["count"].count > 0 }
    if waits.isEmpty { return nil }
    // Of more kinds than there are colours, those that were waited for most often.
    let shown = waits.enumerated().sorted { ($1.element["count"].count, $0.offset) < ($0.element["count"].count, $1.offset) }
      .prefix(7).map(\.element)
    let chart = SpectrumChart(
      lines: shown.enumerated().map { index, wait in
        SpectrumChart.Line(
          key: Series.Key(name: title(wait), colour: index + 1, isLine: true),
          // The shortest of all waits says little, and would take up half of the scale.
          points: wait["spectrum"].items.map {
            (max(0, min(100, $0["percentile"].double ?? 0)), ($0["microseconds"].double ?? 0) / 1e6)
          }.filter { $0.0 > 0 }, count: wait["count"].count)
      },
      words: marks.map { mark in
        (mark.percentile, "\(mark.name): " + shown.map { "\(title($0)) \(text($0[mark.key]))" }.joined(separator: " · "))
      })
    return Figure(
      id: "waits", title: "How long owners waited in simulated time, by percentile", finding: finding(waits),
      unit: "logarithmic scales", table: table(waits), legend: chart.lines.map(\.key),
      note: "These are waits inside the simulation, which the scenario draws: how fast this program ran is no part of them.",
      draw: { chart.draw(width: $0) })
  }

  private static func title(_ wait: JSONValue) -> String { wait["title"].string ?? wait["kind"].string ?? "" }

  private static func text(_ value: JSONValue) -> String { PageNumber.wait(microseconds: value.double ?? 0) }

  private static func table(_ waits: [JSONValue]) -> DataTable {
    DataTable(
      name: "waits",
      columns: [DataTable.Column(title: "what is waited for"), DataTable.Column(title: "waits")]
        + marks.map { DataTable.Column(title: $0.name, unit: "simulated") } + [DataTable.Column(title: "from when to when")],
      rows: waits.map { wait in
        [.text(title(wait)), .count(wait["count"].count)]
          + marks.map { mark in
            let seconds = wait[mark.key].integer.map { MoneyUnit(code: "s", decimals: 6).plainText($0) }
            return .number(seconds.map { "\($0) s" }, shown: text(wait[mark.key]))
          } + [.text(wait["meaning"].string ?? "")]
      })
  }

  private static func finding(_ waits: [JSONValue]) -> String {
    guard let longest = waits.max(by: { ($0["p99"].double ?? 0) < ($1["p99"].double ?? 0) }) else { return "" }
    var text = "The longest waits are for “\(title(longest))”: 99 % of them take at most \(Self.text(longest["p99"]))"
    text += ", half of them at most \(Self.text(longest["p50"]))"
    return text + "."
  }
}
