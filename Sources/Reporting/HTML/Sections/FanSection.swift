/// What other runs of the same scenario came to: how much of the figures is chance, and how much not knowing the parameters.
enum FanSection {
  static func make(_ figures: RunFigures) -> PageSection {
    let (title, lead) = (
      "Uncertainty",
      "The same scenario, run again with other chances. A figure of one run is one draw; what the "
        + "runs have in common is the finding."
    )
    let replications = figures.root["replications"]
    if replications["runs"].count == 0 { return .absent("uncertainty", title, lead) }
    return PageSection(id: "uncertainty", title: title, lead: lead) { page in
      page.element("p", words(replications))
      let fans = fans(replications, figures)
      fans.first.map { $0.write(into: &page) }
      ranges(replications).map { $0.write(into: &page) }
      writeMetrics(replications, figures, into: &page)
      if fans.count > 1 {
        page.element("details") { details in
          details.element("summary", "More figures by month (\(fans.count - 1))")
          for fan in fans.dropFirst() { fan.write(into: &details) }
        }
      }
    }
  }

  private static func words(_ replications: JSONValue) -> String {
    var text = "\(NumberText.counted(replications["runs"].count, "independent run"))"
    let passed = replications["verdicts"]["pass"].count
    text += ", of which \(NumberText.grouped(passed)) passed."
    if let draws = replications["uncertain"]["draws"].integer {
      let keys = replications["uncertain"]["parameters"].items.compactMap { parameter in
        parameter["key"].string.map { "\($0) (\(parameter["says"].string ?? ""))" }
      }
      text += " The uncertain parameters were drawn \(NumberText.grouped(draws)) times: \(keys.joined(separator: ", "))."
    }
    return text
  }

  // MARK: Fans

  private static func fans(_ replications: JSONValue, _ figures: RunFigures) -> [Figure] {
    // What people ask for first.
    let order = ["net", "revenue", "cashIn", "closingLiability", "breakage"]
    let fans = replications["fans"].items.enumerated().sorted { one, other in
      let places = [one, other].map { order.firstIndex(of: $0.element["figure"].string ?? "") ?? order.count + $0.offset }
      return places[0] < places[1]
    }
    return fans.map { fan($0.element, runs: replications["runs"].count, figures) }
  }

  private static func fan(_ fan: JSONValue, runs: Int64, _ figures: RunFigures) -> Figure {
    let (label, amounts) = (fan["label"].string ?? "", figures.amounts)
    let months = fan["months"].items
    let hasQuantiles = months.contains { !$0["p5"].isNull }
    let slots = months.map { month in
      func span(_ low: String, _ high: String) -> (Double, Double)? {
        guard let low = month[low].integer, let high = month[high].integer else { return nil }
        return (amounts.major(low), amounts.major(high))
      }
      let name = month["month"].string ?? ""
      let (low, high) = (month["p5"].integer ?? month["minimum"].count, month["p95"].integer ?? month["maximum"].count)
      return FanChart.Slot(
        name: name, middle: amounts.major(month["mean"].count),
        outer: hasQuantiles ? span("p5", "p95") : span("minimum", "maximum"),
        inner: span("p25", "p75"),
        words: "\(PageNumber.month(name)): mean \(amounts.text(month["mean"].count)) · from \(amounts.text(low)) to "
          + "\(amounts.text(high)) \(amounts.code)")
    }
    let keys = ["mean", "minimum", "p5", "p25", "p50", "p75", "p95", "maximum"]
    let table = DataTable(
      name: "fan-\(fan["figure"].string ?? "")",
      columns: [DataTable.Column(title: "month")] + keys.map { DataTable.Column(title: $0, unit: amounts.code) },
      rows: months.map { month in
        [.text(month["month"].string ?? "")]
          + keys.map { key in
            month[key].integer.map { .amount($0, amounts) } ?? .number(nil)
          }
      })
    // What is there at a month's end, and does not add up over months.
    let isLevel = fan["figure"].string?.hasPrefix("closing") ?? false
    let chart = FanChart(slots: slots, outerNames: hasQuantiles ? (low: "P5", high: "P95") : (low: "least", high: "most"))
    return Figure(
      id: "fan-\((fan["figure"].string ?? "").lowercased().filter { $0.isASCII && $0.isLetter })",
      title:
        "\(label.prefix(1).uppercased() + label.dropFirst()) by month over \(NumberText.counted(runs, "run")): the mean, and between \(hasQuantiles ? "P5 and P95" : "the least and the most")",
      finding: finding(label, months, amounts), unit: isLevel ? amounts.code : "\(amounts.code) a month", table: table,
      note: "Each month's band is for itself: a run that is low in one month need not be low in the next.",
      draw: { chart.draw(width: $0) })
  }

  private static func finding(_ label: String, _ months: [JSONValue], _ amounts: PageAmounts) -> String {
    let spans = months.map { month -> (name: String, low: Int64, high: Int64, mean: Int64) in
      (
        month["month"].string ?? "", month["p5"].integer ?? month["minimum"].count,
        month["p95"].integer ?? month["maximum"].count,
        month["mean"].count
      )
    }
    guard let last = spans.last else { return "No month was simulated." }
    let range =
      "In \(PageNumber.month(last.name)) the \(label) is between \(amounts.words(last.low)) and \(amounts.words(last.high))"
    guard let width = PageNumber.percent((Double(last.high) - Double(last.low)) / 2, of: abs(Double(last.mean))) else {
      return range + "."
    }
    return "\(range): \(amounts.words(last.mean)) on average, give or take \(width)."
  }

  // MARK: Metrics

  /// In per cent of each figure's mean, so that all stand on one scale.
  private static func ranges(_ replications: JSONValue) -> Figure? {
    var rows: [RangeChart.Row] = []
    var cells: [[DataTable.Cell]] = []
    for metric in replications["metrics"].items {
      let bands = metric["bands"]
      guard let mean = metric["mean"].double, mean != 0, !bands.isNull else { continue }
      let name = metric["label"].string ?? ""
      let ranges = [("sampling", 1), ("assumptions", 2), ("total", 8)].map { key, colour in
        RangeChart.Range(
          low: ((bands[key]["low"].double ?? mean) - mean) / abs(mean) * 100,
          high: ((bands[key]["high"].double ?? mean) - mean) / abs(mean) * 100, colour: colour)
      }
      let texts = ranges.map { "\(PageNumber.decimal($0.low, digits: 1)) to \(PageNumber.decimal($0.high, digits: 1)) %" }
      rows.append(
        RangeChart.Row(
          name: name, ranges: ranges, words: "\(name): by chance \(texts[0]) · by assumptions \(texts[1]) · in all \(texts[2])"))
      cells.append(
        [.text(name)]
          + ranges.flatMap { range in [range.low, range.high].map { .number($0, digits: 2) } })
    }
    guard !rows.isEmpty else { return nil }
    let shares = replications["metrics"].items.filter {
      $0["name"].string?.hasPrefix("net") ?? false || $0["label"].string == "net"
    }
    let share = shares.first?["bands"]["assumptionsShare"].double
    let finding =
      share.flatMap { PageNumber.percent($0, of: 1) }.map {
        "\($0) of what varies in the net comes from not knowing the parameters; the rest is chance, which more owners would lessen."
      } ?? "What varies by chance and what by not knowing the parameters, apart."
    let columns = ["by chance", "by assumptions", "in all"].flatMap { name in
      ["from", "to"].map { DataTable.Column(title: "\(name), \($0)", unit: "%") }
    }
    let chart = RangeChart(rows: rows, unit: "%")
    return Figure(
      id: "bands", title: "Where nine in ten runs lie", finding: finding, unit: "% of the mean",
      table: DataTable(name: "bands", columns: [DataTable.Column(title: "figure")] + columns, rows: cells),
      legend: [
        Series.Key(name: "by chance, if the parameters were known", colour: 1),
        Series.Key(name: "by not knowing the parameters", colour: 2), Series.Key(name: "in all", colour: 8),
      ], showsLegend: true, draw: { chart.draw(width: $0) })
  }

  private static func writeMetrics(_ replications: JSONValue, _ figures: RunFigures, into page: inout Markup) {
    let metrics = replications["metrics"].items
    if metrics.isEmpty { return }
    func cell(_ value: JSONValue, _ metric: JSONValue) -> DataTable.Cell {
      switch metric["kind"].string {
      case "money": value.integer.map { .amount($0, figures.amounts) } ?? .number(nil)
      case "share": .number(value.written, shown: value.double.map { PageNumber.decimal($0 * 100, digits: 2) + " %" })
      default: .number(value.written, shown: value.double.map { PageNumber.grouped($0, digits: 1) })
      }
    }
    let table = DataTable(
      name: "metrics",
      columns: [
        DataTable.Column(title: "figure"), DataTable.Column(title: "unit"),
        DataTable.Column(title: "mean", meaning: "The mean of the runs."),
        DataTable.Column(title: "from", meaning: "Where the 95 % interval of the true mean begins, by Student's t."),
        DataTable.Column(title: "to", meaning: "Where it ends."),
        DataTable.Column(title: "P5", meaning: "What 5 % of runs stay below; empty where so few runs cannot tell."),
        DataTable.Column(title: "P95", meaning: "What 95 % of runs stay below."),
        DataTable.Column(title: "least", meaning: "The least of any run."),
        DataTable.Column(title: "most", meaning: "The most of any run."),
      ],
      rows: metrics.map { metric in
        [.text(metric["label"].string ?? ""), .text(metric["unit"].string ?? "")]
          + [
            metric["mean"], metric["low"], metric["high"], metric["quantiles"]["p5"]["value"],
            metric["quantiles"]["p95"]["value"],
            metric["minimum"], metric["maximum"],
          ].map { cell($0, metric) }
      })
    page.element("h3", "Figures of all runs")
    table.write(into: &page, caption: "Means of the runs, and the intervals that hold the true mean 95 % of the time")
    page.element("div", ["class": "data"]) {
      $0.element("details") {
        $0.element("summary", "What the columns mean")
        table.writeMeanings(into: &$0)
      }
      table.writeLink(into: &$0)
    }
  }
}
