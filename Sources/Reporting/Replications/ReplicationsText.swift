/// What several runs say together, for a terminal.
struct ReplicationsText {
  let series: Replications
  let style: TextStyle

  /// A heading, a table, and what is doubtful, in as many lines as there is room for, but for at least four metrics.
  func lines(room: Int) -> [String] {
    for count in stride(from: min(8, series.metrics.count), to: 4, by: -1) {
      let lines = lines(metrics: count)
      if lines.count <= room { return lines }
    }
    return lines(metrics: 4)
  }

  private func lines(metrics count: Int) -> [String] {
    let shown = Array(ordered.prefix(count))
    var lines = style.wrap(heading, indent: 0, limit: 2)
    lines[0] = style.paint(String(lines[0].prefix(12)), .bold) + lines[0].dropFirst(12)
    lines += table(shown)
    let rest = series.metrics.count - shown.count
    if rest > 0 { lines.append("  and \(NumberText.counted(Int64(rest), "more metric")), see summary.md") }
    lines += doubts()
    if series.draws > 0 { lines += parameters(limit: count > 4 ? 2 : 1) }
    return lines
  }

  private var heading: String {
    let runs = NumberText.counted(Int64(series.runs), "run")
    let bad = series.verdicts.filter { $0.outcome != .pass && $0.runs > 0 }
    let verdicts = bad.isEmpty ? "each passed" : bad.map { "\($0.runs) \($0.outcome.rawValue)" }.joined(separator: ", ")
    let precision = series.goal.map { goal -> String in
      let asked = "\(Metric.percent(goal.precision)) of \(goal.metrics.map(\.name).joined(separator: ", "))"
      return goal.reachedAt.map { "\(asked) reached at \(NumberText.counted(Int64($0), "run"))" } ?? "\(asked) not reached"
    }
    let draws =
      series.draws == 0
      ? nil
      : "\(NumberText.counted(Int64(series.draws), "draw")) of \(NumberText.counted(Int64(series.parameters.count), "parameter"))"
    let facts = [draws, verdicts, precision].compactMap { $0 }.joined(separator: "; ")
    return "REPLICATIONS \(runs) in \(series.unit.code), 95 % intervals of the mean; \(facts)"
  }

  /// What was asked for, then what every run has, then the rest.
  private var ordered: [MetricSummary] {
    let wanted = series.goal?.metrics ?? []
    let first = series.metrics.filter { wanted.contains($0.metric) || $0.metric.isAlwaysShown }
    return first + series.metrics.filter { !wanted.contains($0.metric) && !$0.metric.isAlwaysShown }
  }

  private func table(_ shown: [MetricSummary]) -> [String] {
    let hasQuantiles = shown.allSatisfy { $0.quantiles[0] != nil && $0.quantiles[4] != nil }
    let isUncertain = shown.contains { $0.bands != nil }
    var rows: [[String]] = []
    if isUncertain {
      rows.append(["metric", "mean", "+/-", "by chance", "by assumptions", "of variance"])
    } else {
      rows.append(["metric", "mean", "+/-", "", "deviation"] + (hasQuantiles ? ["P5", "P95"] : ["least", "most"]))
    }
    for summary in shown {
      func text(_ value: Double) -> String { summary.metric.text(value, series.unit) }
      let half = summary.interval.map { text($0.halfWidth) } ?? "-"
      let name = summary.metric.label + (summary.metric.kind == .share ? ", %" : "") + (summary.warning == nil ? "" : " !")
      if isUncertain {
        let bands = summary.bands
        let share = bands?.assumptionsShare.map { "\(NumberText.decimal($0 * 100, places: 0)) %" } ?? "-"
        rows.append([
          name, text(summary.mean), half, bands.map { text($0.sampling.halfWidth) } ?? "-",
          bands.map { text($0.assumptions.halfWidth) } ?? "-", share,
        ])
      } else {
        let ends =
          hasQuantiles
          ? [summary.quantiles[0]?.value ?? 0, summary.quantiles[4]?.value ?? 0] : [summary.minimum, summary.maximum]
        rows.append(
          [name, text(summary.mean), half, summary.relativeHalfWidth.map(Metric.percent) ?? "-", text(summary.standardDeviation)]
            + ends.map(text))
      }
    }
    return drawn(rows)
  }

  /// Columns as wide as they need; what does not fit the terminal loses its last columns.
  private func drawn(_ rows: [[String]]) -> [String] {
    var widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    while widths.count > 3, widths.reduce(2, +) + 2 * widths.count > style.columns { widths.removeLast() }
    return rows.enumerated().map { index, cells in
      let padded = zip(cells, widths).enumerated().map { column, cell in style.pad(cell.0, cell.1, right: column > 0) }
      let whole = "  " + padded.joined(separator: "  ")
      return index == 0 ? style.paint(whole, .bold) : whole
    }
  }

  private func doubts() -> [String] {
    let doubtful = series.metrics.filter { $0.warning != nil }
    // All say the same where there are too few runs.
    let first = doubtful.prefix(2).filter { summary in
      summary.warning != doubtful.first?.warning || summary.metric == doubtful.first?.metric
    }
    var lines = first.flatMap { style.wrap("! \($0.metric.label): \($0.warning ?? "")", indent: 2, limit: 2) }
    let rest = doubtful.count - first.count
    if rest > 0 { lines.append("    and \(NumberText.counted(Int64(rest), "more metric")), see summary.md") }
    return lines
  }

  private func parameters(limit: Int) -> [String] {
    let says = series.parameters.map { "\($0.key) \($0.says)" }.joined(separator: ", ")
    return style.wrap("uncertain: \(says)", indent: 2, limit: limit)
  }
}
