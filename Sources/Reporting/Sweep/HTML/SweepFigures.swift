import Experiments
import Statistics

/// The pictures of a sweep, section by section.
struct SweepFigures {
  /// Pictures of one kind on the page; the tables have the rest.
  private static let most = 12
  private static let spreadNote = "The grey band with dashed edges goes from the lowest to the highest point."

  let report: SweepReport

  private var words: SweepWords { SweepWords(report: report) }

  // MARK: What drives the figures

  var driversSection: PageSection {
    let title = "What drives it"
    let figures = report.responses.compactMap(drivers)
    if figures.isEmpty { return .absent("drivers", title, "") }
    return PageSection(id: "drivers", title: title, lead: "How far each parameter moves a figure, the strongest first.") { page in
      for figure in figures { figure.write(into: &page) }
    }
  }

  private func drivers(_ response: SweepResponse) -> Figure? {
    if !response.indices.isEmpty { return sobol(response) }
    if !response.effects.isEmpty { return morris(response) }
    return report.isOfSensitivity ? nil : tornado(response)
  }

  private func tornado(_ response: SweepResponse) -> Figure? {
    guard let base = response.base, (response.curves.first?.width ?? 0) > 0 else { return nil }
    let metric = response.metric
    let bars = response.curves.compactMap { curve -> TornadoChart.Bar? in
      guard let least = curve.steps.min(by: { $0.mean < $1.mean }), let most = curve.steps.max(by: { $0.mean < $1.mean }) else {
        return nil
      }
      return TornadoChart.Bar(
        name: key(curve.parameter) + (curve.shape == .nonMonotonic ? " (up and down)" : ""), low: major(metric, least.mean),
        high: major(metric, most.mean), isChance: curve.shape == .flat,
        text: "\(words.value(metric, least.mean)) at \(least.label) to \(words.value(metric, most.mean)) at \(most.label)")
    }
    let columns: [DataTable.Column] = [
      .init(title: "parameter"), .init(title: "lowest", unit: words.unitText(metric)),
      .init(title: "highest", unit: words.unitText(metric)), .init(title: "from", unit: ""), .init(title: "shape"),
    ]
    let rows = zip(response.curves, bars).map { curve, bar -> [DataTable.Cell] in
      let ends = [curve.steps.map(\.mean).min() ?? 0, curve.steps.map(\.mean).max() ?? 0]
      return [.text(key(curve.parameter))] + ends.map { cell(metric, $0) } + [.text(bar.text), .text(curve.shape.rawValue)]
    }
    let strongest = response.curves.firstIndex { $0.shape != .flat }
    let finding =
      strongest.map { "\(key(response.curves[$0].parameter)) moves \(metric.label) most: from \(bars[$0].text)." }
      ?? "No parameter moves \(metric.label) by more than chance."
    let chart = TornadoChart(bars: bars, base: major(metric, base))
    return Figure(
      id: "tornado-\(metric.page)", title: "\(metric.label) from each parameter's lowest to its highest",
      finding: finding, unit: words.unitText(metric),
      table: DataTable(name: "tornado-\(metric.page)", columns: columns, rows: rows),
      note: "The line is \(words.base(response)). A grey bar could be chance.", draw: chart.draw)
  }

  private func morris(_ response: SweepResponse) -> Figure {
    let metric = response.metric
    let ranked = zip(report.design.parameters, response.effects).sorted { $0.1.meanSize > $1.1.meanSize }
    let bars = ranked.map { parameter, effect in
      BarList.Bar(name: parameter.key, value: effect.meanSize, text: words.value(metric, effect.meanSize))
    }
    let titles = ["mean size", "interval from", "interval to", "mean", "deviation"]
    let rows = ranked.map { parameter, effect -> [DataTable.Cell] in
      let figures = [effect.meanSize, effect.interval?.low, effect.interval?.high, effect.mean, effect.deviation]
      return [.text(parameter.key)] + figures.map { $0.map { cell(metric, $0) } ?? .number(nil) }
    }
    return Figure(
      id: "morris-\(metric.page)", title: "Mean size of the effect on \(metric.label), from first value to last",
      finding: "\(ranked[0].0.key) moves \(metric.label) most, by \(bars[0].text) \(words.unitText(metric)) on average.",
      unit: words.unitText(metric),
      table: DataTable(
        name: "morris-\(metric.page)",
        columns: [.init(title: "parameter")] + titles.map { .init(title: $0, unit: words.unitText(metric)) }, rows: rows),
      note: "Morris's effects, with 95 % intervals in the table.", draw: BarList(bars: bars).draw)
  }

  private func sobol(_ response: SweepResponse) -> Figure {
    let metric = response.metric
    let ranked = zip(report.design.parameters, response.indices).sorted { $0.1.total > $1.1.total }
    let bars = ranked.map { parameter, index in
      BarList.Bar(name: parameter.key, value: index.total, text: SweepWords.index(index.total, index.totalInterval))
    }
    let titles = ["by itself", "from", "to", "with others", "from", "to"]
    let rows = ranked.map { parameter, index -> [DataTable.Cell] in
      let figures = [
        index.first, index.firstInterval?.low, index.firstInterval?.high, index.total, index.totalInterval?.low,
        index.totalInterval?.high,
      ]
      return [.text(parameter.key)] + figures.map { .number($0.map(SweepWords.decimal)) }
    }
    return Figure(
      id: "sobol-\(metric.page)", title: "Share of the variance of \(metric.label) that a parameter has a part in",
      finding: "\(ranked[0].0.key) has a part in \(SweepWords.decimal(ranked[0].1.total)) of the variance of \(metric.label).",
      unit: "share of the variance",
      table: DataTable(
        name: "sobol-\(metric.page)", columns: [.init(title: "parameter")] + titles.map { .init(title: $0) }, rows: rows),
      note: "Sobol's total indices with 95 % intervals.", draw: BarList(bars: bars).draw)
  }

  // MARK: Curves

  var curvesSection: PageSection {
    let title = "Response curves"
    let pairs = report.responses.flatMap { response in response.curves.map { (response, $0) } }
    if pairs.isEmpty || report.isOfSensitivity { return .absent("curves", title, "") }
    return PageSection(id: "curves", title: title, lead: "How a figure goes with one parameter, over whatever the others are.") {
      page in
      for (response, curve) in pairs.prefix(SweepFigures.most) { figure(response, curve).write(into: &page) }
    }
  }

  private func figure(_ response: SweepResponse, _ curve: ResponseCurve) -> Figure {
    let metric = response.metric
    let parameter = report.design.parameters[curve.parameter]
    let steps = curve.steps.map { step in
      CurveChart.Step(
        label: step.points > 1 && step.label.contains(" to ") ? PageNumber.decimal(step.position, digits: 2) : step.label,
        position: step.position, mean: major(metric, step.mean),
        interval: step.interval.map { (major(metric, $0.low), major(metric, $0.high)) },
        spread: step.spread.map { (major(metric, $0.lowerBound), major(metric, $0.upperBound)) },
        text: "\(parameter.key) = \(step.label): \(words.value(metric, step.mean, step.interval)) \(words.unitText(metric))")
    }
    let unit = words.unitText(metric)
    let titles = ["mean", "interval from", "interval to", "lowest point", "highest point"]
    let rows = curve.steps.map { step -> [DataTable.Cell] in
      let figures = [step.mean, step.interval?.low, step.interval?.high, step.spread?.lowerBound, step.spread?.upperBound]
      return [.text(step.label)] + figures.map { $0.map { cell(metric, $0) } ?? .number(nil) }
    }
    let bands = [
      report.replications > 1 ? words.band : "",
      curve.steps.contains { $0.spread != nil } ? SweepFigures.spreadNote : "",
    ].filter { !$0.isEmpty }
    return Figure(
      id: "curve-\(metric.page)-\(curve.parameter)", title: "\(metric.label) by \(parameter.key)",
      finding: finding(metric, curve),
      unit: unit,
      table: DataTable(
        name: "curve-\(metric.page)-\(curve.parameter)",
        columns: [.init(title: parameter.key)] + titles.map { .init(title: $0, unit: unit) }, rows: rows),
      note: bands.joined(separator: " "), draw: CurveChart(steps: steps, isNumeric: parameter.isNumeric).draw)
  }

  private func finding(_ metric: Metric, _ curve: ResponseCurve) -> String {
    let key = key(curve.parameter)
    guard let first = curve.steps.first, let last = curve.steps.last else { return "" }
    let unit = words.unitText(metric)
    let ends = "from \(words.value(metric, first.mean)) to \(words.value(metric, last.mean)) \(unit)"
    switch curve.shape {
    case .rising, .falling:
      return
        "\(metric.sentence) \(curve.shape == .rising ? "rises" : "falls") \(ends) as \(key) goes from \(first.label) to \(last.label)."
    case .flat: return "\(metric.sentence) does not move with \(key), as far as these runs can tell."
    case .nonMonotonic:
      guard let most = curve.steps.max(by: { $0.mean < $1.mean }) else { return "" }
      return
        "\(metric.sentence) goes up and down with \(key): its highest is \(words.value(metric, most.mean)) \(unit) at \(most.label)."
    }
  }

  // MARK: Pairs

  var heatSection: PageSection {
    let title = "Pairs of parameters"
    let pairs = report.responses.flatMap { response in response.heatMaps.map { (response, $0) } }
    if pairs.isEmpty { return .absent("pairs", title, "") }
    let lead =
      "A figure at each combination of two values, over whatever the others are. A cross marks a point that is not good, and the heavy "
      + "line is where good ones end."
    return PageSection(id: "pairs", title: title, lead: lead) { page in
      for (response, map) in pairs.prefix(SweepFigures.most) { figure(response.metric, map).write(into: &page) }
    }
  }

  private func figure(_ metric: Metric, _ map: HeatMap) -> Figure {
    let (down, across) = (report.design.parameters[map.row], report.design.parameters[map.column])
    let (rows, columns) = (down.levels ?? [], across.levels ?? [])
    let cells = map.cells.map { line in
      line.map { cell -> HeatChart.Cell in
        let isCrossed = cell.points.contains { [.broken, .missed].contains(report.points[$0].state) }
        let isBroken = cell.mean == nil && cell.points.contains { report.points[$0].state == .broken }
        return HeatChart.Cell(
          value: cell.mean.map { major(metric, $0) }, text: isBroken ? "broken" : words.value(metric, cell.mean),
          isCrossed: isCrossed)
      }
    }
    let flat = zip(rows, map.cells).flatMap { row, line in
      zip(columns, line).compactMap { column, cell in cell.mean.map { (row.text, column.text, $0) } }
    }
    let most = flat.max { $0.2 < $1.2 }
    let isLevel = flat.allSatisfy { $0.2 == most?.2 }
    let finding = most.map { most in
      let figure = "\(words.value(metric, most.2)) \(words.unitText(metric))"
      return isLevel
        ? "\(metric.sentence) is \(figure) wherever it is known."
        : "\(metric.sentence) is highest, \(figure), where \(down.key) is \(most.0) and \(across.key) is \(most.1)."
    }
    return Figure(
      id: "heat-\(metric.page)-\(map.row)-\(map.column)", title: "\(metric.label), \(down.key) down and \(across.key) across",
      finding: finding ?? "No point was run to its end.", unit: words.unitText(metric),
      table: DataTable(
        name: "heat-\(metric.page)-\(map.row)-\(map.column)",
        columns: [.init(title: down.key)] + columns.map { .init(title: $0.text, unit: words.unitText(metric)) },
        rows: zip(rows, map.cells).map { row, line in
          [.text(row.text)] + line.map { $0.mean.map { cell(metric, $0) } ?? .number(nil) }
        }
      ), draw: HeatChart(rows: rows.map(\.text), columns: columns.map(\.text), cells: cells).draw)
  }

  // MARK: Front

  var frontSection: PageSection {
    let title = "Pareto front"
    guard report.objectives.count > 1, !report.front.isEmpty else { return .absent("front", title, "") }
    let names = report.objectives.map(\.title).joined(separator: ", ")
    return PageSection(
      id: "front", title: title,
      lead: "Points that no other beats in all of these: \(names). Moving along the front trades one for another."
    ) { page in scatter.write(into: &page) }
  }

  private var scatter: Figure {
    let (across, up) = (report.objectives[0].metric, report.objectives[1].metric)
    let dots = report.points.enumerated().compactMap { index, point -> ScatterChart.Dot? in
      guard let x = point.mean(of: across), let y = point.mean(of: up) else { return nil }
      let text =
        "point \(point.number), \(point.text(report.design.parameters)): \(words.value(across, x)) \(words.unitText(across)), "
        + "\(words.value(up, y)) \(words.unitText(up))"
      let isBad = point.state == .broken || point.state == .missed
      return ScatterChart.Dot(
        x: major(across, x), y: major(up, y), isFront: report.front.contains(index), isCrossed: isBad, text: text)
    }
    let rows = report.front.map { index -> [DataTable.Cell] in
      let point = report.points[index]
      return [.text("point \(point.number), \(point.text(report.design.parameters))")]
        + report.objectives.map { objective in point.mean(of: objective.metric).map { cell(objective.metric, $0) } ?? .number(nil)
        }
    }
    let count = NumberText.counted(Int64(report.front.count), "point")
    return Figure(
      id: "pareto", title: "\(up.label) against \(across.label)", finding: "\(count) of \(report.points.count) are on the front.",
      unit: "\(words.unitText(across)) across, \(words.unitText(up)) up",
      table: DataTable(
        name: "front",
        columns: [.init(title: "point")] + report.objectives.map { .init(title: $0.title, unit: words.unitText($0.metric)) },
        rows: rows), note: "Large dots are the front; crosses are points that are not good.",
      draw: ScatterChart(dots: dots, across: across.label, up: up.label).draw)
  }

  // MARK: Figures

  private func key(_ parameter: Int) -> String { report.design.parameters[parameter].key }

  /// In major units, per cent or as counted, for drawing.
  private func major(_ metric: Metric, _ value: Double) -> Double {
    switch metric.kind {
    case .money: value / (0..<report.identity.unit.decimals).reduce(1.0) { power, _ in power * 10 }
    case .share: value * 100
    case .count: value
    }
  }

  private func cell(_ metric: Metric, _ value: Double) -> DataTable.Cell {
    .number(metric.plainText(value, report.identity.unit), shown: metric.text(value, report.identity.unit))
  }
}

extension Metric {
  /// At the beginning of a sentence.
  fileprivate var sentence: String { label.prefix(1).uppercased() + label.dropFirst() }
  /// As part of an element's name.
  fileprivate var page: String { name.map { $0 == "." ? "-" : String($0) }.joined() }
}
