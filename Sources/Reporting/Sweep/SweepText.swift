import Experiments
import Foundation
import Statistics

/// A sweep for a terminal: verdict, the best points, how each parameter moves the first objective, the points, what it cost.
public struct SweepText: Sendable {
  /// Points that are listed; all of them are in the other files.
  public static let mostPoints = 12

  let report: SweepReport
  let style: TextStyle
  let includesWall: Bool
  private let words: SweepWords

  /// Ends in a newline.
  public static func render(_ report: SweepReport, style: TextStyle = .plain, includesWall: Bool = true) -> String {
    SweepText(report, style, includesWall).lines().joined(separator: "\n") + "\n"
  }

  private init(_ report: SweepReport, _ style: TextStyle, _ includesWall: Bool) {
    self.report = report
    self.style = style
    self.includesWall = includesWall
    words = SweepWords(report: report)
  }

  private var plusMinus: String { style.unicode ? "±" : "+-" }

  private func lines() -> [String] {
    var lines = header() + [""] + verdict() + [""] + best()
    if let first = report.responses.first {
      for section in [tornado(first), effects(first), indices(first)] where !section.isEmpty { lines += [""] + section }
    }
    if !report.front.isEmpty { lines += [""] + front() }
    lines += [""] + points() + [""]
    if includesWall { lines += [heading("COST")] + style.wrap(words.cost, indent: 2) + [""] }
    return lines + [heading("REPEAT")] + command()
  }

  /// The command line on as many lines as it needs, broken between flags only: within quotes a break would belong to the value.
  private func command() -> [String] {
    var lines: [String] = []
    var line = ""
    for part in style.clean(report.identity.repeatCommand).components(separatedBy: " --") {
      let part = line.isEmpty && lines.isEmpty ? part : "--" + part
      if !line.isEmpty, line.count + part.count + 5 > style.columns, !line.isInsideQuotes {
        lines.append("  \(line) \\")
        line = "  " + part
      } else {
        line += line.isEmpty ? part : " " + part
      }
    }
    return lines + ["  " + line]
  }

  private func heading(_ title: String, _ rest: String = "") -> String {
    style.paint(title, .bold) + (rest.isEmpty ? "" : "  \(rest)")
  }

  private func header() -> [String] {
    let run = report.identity
    let title =
      "windtunnel \(run.version): sweep of \(run.scenario.name) (\(run.scenario.file), sha256 \(run.scenario.sha256.prefix(12)))"
    let facts = [
      "seed \(run.seed)", NumberText.counted(run.owners, "owner"),
      "\(NumberText.date(run.start.date)) to \(NumberText.date(run.horizon.date))", words.size,
    ]
    var lines = style.wrap(title, indent: 0, limit: 2) + style.wrap(facts.joined(separator: ", "), indent: 0, limit: 2)
    for parameter in report.design.parameters {
      lines += style.wrap("\(parameter.key): \(words.values(parameter))", indent: 2, limit: 2)
    }
    for text in words.uncertain { lines += style.wrap(text, indent: 2, limit: 2) }
    return lines
  }

  private func verdict() -> [String] {
    let verdict = report.verdict
    let colour: TextStyle.Colour =
      switch verdict.outcome {
      case .pass: .green
      case .fail: .red
      case .inconclusive, .partial: .yellow
      }
    var lines = [
      heading("VERDICT", style.paint(verdict.outcome.rawValue.uppercased(), colour) + " (exit code \(verdict.exitCode))")
    ]
    for reason in verdict.reasons.prefix(3) { lines += style.wrap(reason, indent: 2, limit: 2) }
    let rest = verdict.reasons.count - 3
    if rest > 0 { lines.append("  and \(NumberText.counted(Int64(rest), "more reason")), see sweep.json") }
    if let robust = words.robust { lines += style.wrap(robust + ".", indent: 2) }
    return lines
  }

  private func best() -> [String] {
    var lines = [heading("BEST")]
    for best in report.best {
      guard let best else {
        lines.append("  no point was run to its end")
        continue
      }
      lines += style.wrap(words.best(best), indent: 2)
      if let doubt = words.doubt(best) { lines += style.wrap(doubt, indent: 4) }
    }
    return lines
  }

  // MARK: How parameters move the first objective

  /// A bar for each parameter from the lowest to the highest step, around what the curves are seen against.
  private func tornado(_ response: SweepResponse) -> [String] {
    // Morris's effects and Sobol's indices say it better.
    guard let base = response.base, !response.curves.isEmpty, !report.isOfSensitivity else { return [] }
    let means = response.curves.flatMap { $0.steps.map(\.mean) } + [base]
    guard let low = means.min(), let high = means.max() else { return [] }
    let title = "\(response.metric.label) in \(words.unitText(response.metric)), around \(words.base(response))"
    var lines = style.wrap(title, indent: 9, limit: 2)
    lines[0] = heading("TORNADO") + lines[0].dropFirst(7)
    let width = 32
    func column(_ value: Double) -> Int { high > low ? Int(((value - low) / (high - low) * Double(width - 1)).rounded()) : 0 }
    for curve in response.curves {
      let steps = curve.steps
      guard let least = steps.min(by: { $0.mean < $1.mean }), let most = steps.max(by: { $0.mean < $1.mean }) else { continue }
      let bar = (0..<width).map { place in
        let isInside = (column(least.mean)...column(most.mean)).contains(place)
        if place == column(base) { return style.unicode ? (isInside ? "┃" : "│") : "|" }
        return isInside ? (style.unicode ? "█" : "#") : " "
      }.joined()
      let name = style.pad(style.clean(report.design.parameters[curve.parameter].key), max(16, style.columns - width - 36))
      lines.append("  \(name)  \(bar)  \(shape(curve))")
      let ends = [least, most].map { "\(words.value(response.metric, $0.mean)) at \($0.label)" }
      lines += style.wrap(ends.joined(separator: " to "), indent: 4, limit: 1)
    }
    return lines
  }

  private func shape(_ curve: ResponseCurve) -> String {
    curve.shape == .nonMonotonic ? style.paint("up and down", .yellow) : curve.shape.rawValue
  }

  private func effects(_ response: SweepResponse) -> [String] {
    if response.effects.isEmpty { return [] }
    let metric = response.metric
    var rows = [["parameter", "mean size", "95 % interval", "mean", "deviation"]]
    let ranked = zip(report.design.parameters, response.effects).sorted { $0.1.meanSize > $1.1.meanSize }
    for (parameter, effect) in ranked {
      let interval = effect.interval.map { "\(words.value(metric, $0.low)) to \(words.value(metric, $0.high))" }
      rows.append(
        [style.clean(parameter.key), words.value(metric, effect.meanSize), interval ?? "-", words.value(metric, effect.mean)]
          + [words.value(metric, effect.deviation)])
    }
    return [heading("MORRIS", "\(metric.label) in \(words.unitText(metric)), from a parameter's first value to its last")]
      + table(rows)
  }

  private func indices(_ response: SweepResponse) -> [String] {
    guard case .saltelli = report.design.kind else { return [] }
    let head = heading("SOBOL", "share of the variance of \(response.metric.label), with 95 % intervals")
    if response.indices.isEmpty { return [head, "  it does not vary"] }
    var rows = [["parameter", "by itself", "with others"]]
    for (parameter, index) in zip(report.design.parameters, response.indices).sorted(by: { $0.1.total > $1.1.total }) {
      rows.append(
        [style.clean(parameter.key), SweepWords.index(index.first, index.firstInterval)]
          + [SweepWords.index(index.total, index.totalInterval)])
    }
    return [head] + table(rows)
  }

  // MARK: Points

  private func front() -> [String] {
    let names = report.objectives.map(\.title).joined(separator: ", ")
    let head = style.wrap(
      "\(NumberText.counted(Int64(report.front.count), "point")) that no other beats in \(names)", indent: 7)
    let lines = [heading("FRONT") + head[0].dropFirst(5)] + head.dropFirst()
    return lines + pointTable(report.front.prefix(SweepText.mostPoints).map { $0 }) + more(report.front.count)
  }

  private func points() -> [String] {
    let title = report.points.count <= SweepText.mostPoints ? "" : "the first objective's best, and what is not good"
    return [heading("POINTS", title)] + pointTable(listed) + more(report.points.count)
  }

  private func more(_ count: Int) -> [String] {
    let rest = count - SweepText.mostPoints
    return rest > 0 ? ["  and \(NumberText.counted(Int64(rest), "more point")), see points.csv"] : []
  }

  /// All points, or the best by the first objective and some of those that are not good.
  private var listed: [Int] {
    let all = Array(report.points.indices)
    if all.count <= SweepText.mostPoints { return all }
    let bad = all.filter { report.points[$0].state != .good }.prefix(SweepText.mostPoints / 3)
    let good = all.filter { !bad.contains($0) }
    guard let objective = report.objectives.first else { return Array(all.prefix(SweepText.mostPoints)) }
    // What has no value comes last.
    let values = good.map { (index: $0, mean: report.points[$0].mean(of: objective.metric)) }
    let ranked = values.sorted { a, b in
      guard let first = a.mean, let second = b.mean else {
        return (a.mean == nil ? 1 : 0, a.index) < (b.mean == nil ? 1 : 0, b.index)
      }
      return first == second ? a.index < b.index : objective.direction.isBetter(first, than: second)
    }
    return ranked.prefix(SweepText.mostPoints - bad.count).map(\.index) + bad
  }

  /// With as many of the metrics as have room, first without their intervals.
  private func pointTable(_ chosen: [Int]) -> [String] {
    let most = min(4, report.metrics.count)
    for count in (1...max(1, most)).reversed() {
      for showsIntervals in [true, false] {
        let rows = rows(of: chosen, metrics: Array(report.metrics.prefix(count)), showsIntervals: showsIntervals)
        let width = rows[0].indices.reduce(0) { sum, column in sum + 2 + (rows.map { $0[column].count }.max() ?? 0) }
        if width <= style.columns { return table(rows) }
      }
    }
    return table(rows(of: chosen, metrics: Array(report.metrics.prefix(1)), showsIntervals: false))
  }

  private func rows(of chosen: [Int], metrics: [Metric], showsIntervals: Bool) -> [[String]] {
    let names = words.shortNames
    let headings = metrics.map { "\($0.label) (\(words.unitText($0)))" }
    var rows = [["point"] + names.map(style.clean) + headings + ["state"]]
    for index in chosen {
      let point = report.points[index]
      let marks = report.best.enumerated().filter { $0.element?.point == index }
        .map { report.best.count == 1 ? "best" : "best \($0.offset + 1)" }
      let state = SweepWords.states[point.state, default: ""]
      rows.append(
        [String(point.number)] + point.values.map { style.clean($0?.text ?? "-") }
          + metrics.map {
            showsIntervals ? words.value($0, of: point, plusMinus: plusMinus) : words.value($0, point.mean(of: $0))
          } + [([state] + marks).joined(separator: ", ")])
    }
    return rows
  }

  /// Columns as wide as they need to be; the first row is the heading.
  private func table(_ rows: [[String]]) -> [String] {
    guard let head = rows.first else { return [] }
    let widths = head.indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.enumerated().map { index, row in
      let cells = row.enumerated().map { column, cell in
        style.pad(
          cell, widths[column],
          right: cell.first?.isNumber == true || cell.first == "-"
            || index == 0 && column > 0
              && rows.dropFirst().contains { $0[column].first?.isNumber == true }
        )
      }
      var line = "  " + cells.joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      return index == 0 ? style.paint(line, .bold) : line
    }
  }
}

extension String {
  /// Whether a quote that begins in it has no end in it.
  fileprivate var isInsideQuotes: Bool { count { $0 == "'" } % 2 == 1 }
}
