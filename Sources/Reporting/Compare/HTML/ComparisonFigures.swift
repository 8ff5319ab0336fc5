import Accounting

/// The pictures of one variant against the base.
struct ComparisonFigures {
  let variant: VariantComparison
  let amounts: PageAmounts
  /// What the pictures' names begin with, so that each is there once.
  let prefix: String

  private var unit: MoneyUnit { amounts.unit }

  // MARK: Figures

  /// The changes of all figures on one scale, each as its interval; nil where no interval is known.
  func changes(confidence: String) -> Figure? {
    let rows = variant.rows.compactMap { row -> (row: ComparisonRow, low: Double, high: Double)? in
      guard row.verdict != .noChange, row.a != 0, let interval = row.interval else { return nil }
      return (row, interval.low / row.a.magnitude * 100, interval.high / row.a.magnitude * 100)
    }
    guard let first = rows.first else { return nil }
    let bars = rows.map { row, low, high in
      let words =
        "\(row.metric.label): \(PercentText.signed(row.relative ?? 0)), from \(PercentText.signed(low / 100)) to "
        + "\(PercentText.signed(high / 100)), \(row.verdict.text)"
      return RangeChart.Row(
        name: row.metric.label, ranges: [RangeChart.Range(low: low, high: high, colour: colour(row.verdict))], words: words)
    }
    let told = rows.count { $0.row.verdict.isSignificant }
    let columns: [DataTable.Column] = [
      .init(title: "figure"), .init(title: "change", unit: "% of A"), .init(title: "from", unit: "%"),
      .init(title: "to", unit: "%"), .init(title: "for the platform"),
    ]
    let cells = rows.map { row, low, high -> [DataTable.Cell] in
      [.text(row.metric.label)] + [(row.relative ?? 0) * 100, low, high].map { .number($0, digits: 2) } + [
        .text(row.verdict.short)
      ]
    }
    let chart = RangeChart(rows: bars, unit: "%")
    return Figure(
      id: "\(prefix)-changes", title: "Change of each figure, \(confidence) intervals",
      finding: "\(told) of \(NumberText.counted(Int64(rows.count), "figure")) \(told == 1 ? "changes" : "change") by more than "
        + "chance; the \(first.row.metric.label) by \(PercentText.signed(first.low / 100)) to \(PercentText.signed(first.high / 100)).",
      unit: "% of A", table: DataTable(name: "\(prefix)-changes", columns: columns, rows: cells),
      legend: [
        Series.Key(name: "better for the platform", colour: 3), Series.Key(name: "worse for the platform", colour: 2),
        Series.Key(name: "neither, or not told from none", colour: 8),
      ], showsLegend: true, draw: { chart.draw(width: $0) })
  }

  private func colour(_ verdict: ComparisonVerdict) -> Int { verdict == .better ? 3 : verdict == .worse ? 2 : 8 }

  // MARK: Bridges

  func bridge(_ bridge: Bridge, _ name: String, title: String) -> Figure {
    let steps =
      [Waterfall.Step(name: "net of A", value: amounts.major(bridge.from), isBalance: true, text: amounts.text(bridge.from))]
      + bridge.steps.map {
        Waterfall.Step(name: $0.name, value: amounts.major($0.amount), isBalance: false, text: unit.signedText($0.amount))
      } + [Waterfall.Step(name: "net of B", value: amounts.major(bridge.to), isBalance: true, text: amounts.text(bridge.to))]
    let columns: [DataTable.Column] = [
      .init(title: "step"), .init(title: "amount", unit: amounts.code), .init(title: "what it is"),
    ]
    let rows =
      [[.text("net of A"), .amount(bridge.from, amounts), .text("")]]
      + bridge.steps.map { [.text($0.name), .amount($0.amount, amounts), .text($0.note)] }
      + [[DataTable.Cell.text("net of B"), .amount(bridge.to, amounts), .text("")]]
    let largest = bridge.steps.max { $0.amount.magnitude < $1.amount.magnitude }
    let ends = "The net goes from \(amounts.words(bridge.from)) to \(amounts.words(bridge.to))"
    let chart = Waterfall(steps: steps)
    return Figure(
      id: "\(prefix)-\(name)", title: title,
      finding: largest.map { "\(ends); the largest step is \($0.name), \(unit.signedText($0.amount)) \(amounts.code)." }
        ?? "\(ends).",
      unit: amounts.code, table: DataTable(name: "\(prefix)-\(name)", columns: columns, rows: rows),
      draw: { chart.draw(width: $0) })
  }

  // MARK: Months

  func months(confidence: String) -> Figure {
    let months = variant.months.months
    func minor(_ value: Double) -> Int64 { Int64(saturating: value) }
    let slots = months.map { month -> FanChart.Slot in
      let name = NumberText.month(month.month)
      let band = month.band.map {
        " · \(confidence) from \(unit.signedText(minor($0.low))) to \(unit.signedText(minor($0.high)))"
      }
      return FanChart.Slot(
        name: name, middle: amounts.major(minor(month.cumulative)),
        outer: month.band.map { (amounts.major(minor($0.low)), amounts.major(minor($0.high))) }, inner: nil,
        words: "\(PageNumber.month(name)): \(unit.signedText(minor(month.cumulative))) \(amounts.code) since the start"
          + "\(band ?? "") · \(unit.signedText(minor(month.difference))) in the month alone")
    }
    let columns: [DataTable.Column] =
      [.init(title: "month")]
      + ["difference", "cumulative", "from", "to"].map { DataTable.Column(title: $0, unit: amounts.code) }
    let rows = months.map { month -> [DataTable.Cell] in
      [.text(NumberText.month(month.month))]
        + [month.difference, month.cumulative].map { .amount(minor($0), amounts) }
        + [month.band?.low, month.band?.high].map { $0.map { .amount(minor($0), amounts) } ?? .number(nil) }
    }
    var chart = FanChart(slots: slots, outerNames: (low: "lower end", high: "upper end"))
    chart.middleName = "B less A"
    chart.mark = turningPoint
    return Figure(
      id: "\(prefix)-months", title: "Net of B less net of A since the start", finding: variant.breakEven, unit: amounts.code,
      table: DataTable(name: "\(prefix)-months", columns: columns, rows: rows),
      note: months.contains { $0.band != nil }
        ? "The band is the \(confidence) interval of each month for itself, not of the whole curve." : "",
      draw: { chart.draw(width: $0) })
  }

  /// The month from which on B stays ahead or behind, where the difference is told from none.
  private var turningPoint: (slot: Int, name: String)? {
    guard variant.row(.net)?.verdict.isSignificant == true, case .since(let date, let isGain) = variant.months.turn,
      let slot = variant.months.months.firstIndex(where: { $0.month == date })
    else { return nil }
    return (slot, isGain ? "ahead from here" : "behind from here")
  }

  // MARK: Owners

  func histogram(_ owners: OwnerComparison) -> Figure {
    let all = owners.histogram
    let filled = all.indices.filter { all[$0].owners > 0 }
    // Empty classes at both ends say nothing; those between do.
    let shown = filled.first.map { Array(all[$0...(filled.last ?? $0)]) } ?? []
    let bars = shown.map { bucket in
      BarList.Bar(
        name: bucket.name, value: Double(bucket.owners), text: NumberText.grouped(Int64(bucket.owners)),
        colour: bucket.name.hasPrefix("-") ? 3 : bucket.name == "unchanged" ? 8 : 2)
    }
    let paid = owners.spreads[0]
    let counts = [paid.lower, paid.same, paid.higher].map { NumberText.grouped(Int64($0)) }
    var note = ""
    if let p5 = paid.p5, let p50 = paid.p50, let p95 = paid.p95 {
      note =
        "The change in \(amounts.code): P5 \(unit.signedText(p5)), median \(unit.signedText(p50)), P95 \(unit.signedText(p95))."
    }
    let chart = BarList(bars: bars)
    return Figure(
      id: "\(prefix)-owners", title: "Owners by how much more or less they pay under B",
      finding:
        "\(counts[0]) of \(NumberText.counted(Int64(paid.lower + paid.same + paid.higher), "owner")) pay less, \(counts[1]) the "
        + "same and \(counts[2]) more.", unit: "owners",
      table: DataTable(
        name: "\(prefix)-owners", columns: [.init(title: "pays, compared with A"), .init(title: "owners")],
        rows: shown.map { [.text($0.name), .count(Int64($0.owners))] }), note: note, draw: { chart.draw(width: $0) })
  }
}
