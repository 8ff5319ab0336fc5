import Experiments
import Statistics

/// `sweep.md`: the whole sweep for people, with every point, and what each figure means.
public struct SweepMarkdown: Sendable {
  /// Rows of the table of points; `points.csv` has all of them.
  public static let mostPoints = 200

  let report: SweepReport
  let includesWall: Bool
  private let words: SweepWords

  public static func render(_ report: SweepReport, includesWall: Bool = true) -> String {
    let page = SweepMarkdown(report: report, includesWall: includesWall, words: SweepWords(report: report))
    return page.lines().joined(separator: "\n") + "\n"
  }

  private func lines() -> [String] {
    var lines = head() + best() + points()
    for response in report.responses { lines += self.response(response) }
    if !report.front.isEmpty { lines += front() }
    lines += ["", "## What the figures mean", ""] + meanings()
    if includesWall { lines += ["", "Cost: \(words.cost)."] }
    return lines + ["", "The same sweep again:", ""] + MarkdownText.command(report.identity.repeatCommand)
  }

  private func head() -> [String] {
    let run = report.identity
    let verdict = report.verdict
    var lines = [
      "**\(verdict.outcome.rawValue.uppercased())** (exit code \(verdict.exitCode)): sweep of \(MarkdownText.escaped(run.scenario.name))",
      "",
    ]
    lines += verdict.reasons.prefix(20).map { "- \(MarkdownText.escaped($0))" }
    if verdict.reasons.count > 20 { lines.append("- and \(verdict.reasons.count - 20) more reasons, see sweep.json") }
    if let robust = words.robust { lines.append("- \(robust).") }
    let file = MarkdownText.code(run.scenario.file)
    lines += [
      "",
      "\(file), sha256 `\(run.scenario.sha256.prefix(12))`, seed \(run.seed), \(NumberText.counted(run.owners, "owner")), "
        + "\(NumberText.date(run.start.date)) to \(NumberText.date(run.horizon.date)). Design: \(words.size).",
      "",
    ]
    lines += report.design.parameters.map { "- \(MarkdownText.code($0.key)): \(MarkdownText.escaped(words.values($0)))" }
    lines += words.uncertain.map { "- uncertain: \(MarkdownText.escaped($0))" }
    return lines
  }

  private func best() -> [String] {
    var lines = ["", "## Best", ""]
    for best in report.best {
      guard let best else {
        lines.append("- No point was run to its end.")
        continue
      }
      let doubt = words.doubt(best).map { " (\($0))" } ?? ""
      lines.append("- \(MarkdownText.escaped(words.best(best)))\(doubt)")
    }
    return lines
  }

  private func points() -> [String] {
    let all = Array(report.points.indices)
    var lines = ["", "## Points", ""] + table(all.prefix(SweepMarkdown.mostPoints).map { $0 })
    if all.count > SweepMarkdown.mostPoints {
      lines += ["", "\(all.count - SweepMarkdown.mostPoints) more points are in `points.csv`."]
    }
    return lines
  }

  private func table(_ chosen: [Int]) -> [String] {
    let headings = report.metrics.map { "\($0.label) (\(words.unitText($0)))" }
    let parameters = report.design.parameters
    let head = ["point"] + parameters.map { MarkdownText.code($0.key) } + headings + ["state"]
    let rule = ["--:"] + parameters.map { _ in "---" } + headings.map { _ in "--:" } + ["---"]
    let rows = chosen.map { index -> [String] in
      let point = report.points[index]
      // What is not good is crossed out and stays.
      let isCrossed = point.state == .broken || point.state == .missed
      func cell(_ text: String) -> String { isCrossed ? "~~\(text)~~" : text }
      let marks = report.best.filter { $0?.point == index }.compactMap { $0.map { "**\($0.objective.title)**" } }
      let state = SweepWords.states[point.state, default: ""]
      let figures = report.metrics.map { cell(words.value($0, of: point)) }
      return [String(point.number)] + point.values.map { cell(MarkdownText.escaped($0?.text ?? "-")) } + figures
        + [([state] + marks).joined(separator: ", ")]
    }
    return ([head, rule] + rows).map(MarkdownText.row)
  }

  private func front() -> [String] {
    let names = report.objectives.map(\.title).joined(separator: ", ")
    return ["", "## Pareto front", "", "No other point is at least as good in all of these and better in one: \(names).", ""]
      + table(report.front)
  }

  // MARK: Responses

  private func response(_ response: SweepResponse) -> [String] {
    let metric = response.metric
    var lines = ["", "## \(metric.label), \(words.unitText(metric))", "", "Against \(words.base(response)). The widest first."]
    for curve in response.curves {
      let key = MarkdownText.code(report.design.parameters[curve.parameter].key)
      lines += ["", "\(key): \(curve.shape == .nonMonotonic ? "**up and down**" : curve.shape.rawValue)", ""]
      let hasSpread = curve.steps.contains { $0.spread != nil }
      var head = ["value", "mean"]
      if report.replications > 1 { head.append("95 % interval") }
      if hasSpread { head += ["lowest point", "highest point"] }
      lines += [MarkdownText.row(head), MarkdownText.row(["---"] + head.dropFirst().map { _ in "--:" })]
      for step in curve.steps {
        var row = [MarkdownText.escaped(step.label), words.value(metric, step.mean)]
        if report.replications > 1 {
          row.append(step.interval.map { "\(words.value(metric, $0.low)) to \(words.value(metric, $0.high))" } ?? "-")
        }
        if hasSpread { row += [words.value(metric, step.spread?.lowerBound), words.value(metric, step.spread?.upperBound)] }
        lines.append(MarkdownText.row(row))
      }
    }
    return lines + response.heatMaps.flatMap { heatMap($0, metric) } + effects(response) + indices(response)
  }

  private func heatMap(_ map: HeatMap, _ metric: Metric) -> [String] {
    let parameters = report.design.parameters
    let rows = parameters[map.row].levels ?? []
    let columns = parameters[map.column].levels ?? []
    let title = "\(MarkdownText.code(parameters[map.row].key)) down, \(MarkdownText.code(parameters[map.column].key)) across"
    var lines = ["", "\(title):", "", MarkdownText.row([""] + columns.map { MarkdownText.escaped($0.text) })]
    lines.append(MarkdownText.row(["---"] + columns.map { _ in "--:" }))
    for (row, cells) in zip(rows, map.cells) {
      let texts = cells.map { cell in
        let isBad = cell.points.contains { [.broken, .missed].contains(report.points[$0].state) }
        let text = words.value(metric, cell.mean)
        return isBad ? "~~\(text)~~" : text
      }
      lines.append(MarkdownText.row([MarkdownText.escaped(row.text)] + texts))
    }
    return lines
  }

  private func effects(_ response: SweepResponse) -> [String] {
    if response.effects.isEmpty { return [] }
    let metric = response.metric
    let head = ["parameter", "mean size", "95 % interval", "mean", "deviation"]
    let rows = zip(report.design.parameters, response.effects).sorted { $0.1.meanSize > $1.1.meanSize }.map { parameter, effect in
      [
        MarkdownText.code(parameter.key), words.value(metric, effect.meanSize),
        effect.interval.map { "\(words.value(metric, $0.low)) to \(words.value(metric, $0.high))" } ?? "-",
        words.value(metric, effect.mean), words.value(metric, effect.deviation),
      ]
    }
    return ["", "Morris's effects, from a parameter's first value to its last:", ""]
      + ([head, ["---", "--:", "--:", "--:", "--:"]] + rows).map(MarkdownText.row)
  }

  private func indices(_ response: SweepResponse) -> [String] {
    if response.indices.isEmpty { return [] }
    let head = ["parameter", "by itself", "with others"]
    let rows = zip(report.design.parameters, response.indices).sorted { $0.1.total > $1.1.total }.map { parameter, index in
      [
        MarkdownText.code(parameter.key), SweepWords.index(index.first, index.firstInterval),
        SweepWords.index(index.total, index.totalInterval),
      ]
    }
    return ["", "Sobol's indices, shares of the variance with 95 % intervals:", ""]
      + ([head, ["---", "--:", "--:"]] + rows).map(MarkdownText.row)
  }

  private func meanings() -> [String] {
    var lines = report.metrics.map { "- **\($0.label)** (\(words.unitText($0))): \($0.meaning)" }
    if report.replications > 1 {
      lines.append("- **±** is \(words.plusMinus)")
    }
    lines += [
      "- ~~Crossed out~~: an invariant or the money did not hold (`BROKEN`), or a threshold was missed (`MISSED`). Such points stay.",
      "- **up and down**: the figure turns between the first and the last value, so the ends do not tell what lies between.",
    ]
    return lines
  }
}
