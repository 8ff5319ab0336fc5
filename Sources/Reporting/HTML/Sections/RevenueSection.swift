/// What was earned, by stream and month, and the statement down to the net.
enum RevenueSection {
  /// The streams and the name and colour that each has in the picture.
  private static let streams: [(figure: MonthlyFigure, name: String, colour: Int)] = [
    (.feeRevenue, "fees", 1), (.usageRevenue, "usage", 3), (.planRevenue, "plans", 4), (.packRevenue, "packs", 5),
    (.breakage, "breakage", 2),
  ]

  static func make(_ figures: RunFigures) -> PageSection {
    let (title, lead) = (
      "Revenue",
      "What was earned, by stream. Cash is no revenue: credits are earned when they are used, plans as time "
        + "passes, and what expires unspent is breakage."
    )
    let shown = streams.filter { figures.happened($0.figure) }
    if shown.isEmpty { return .absent("revenue", title, lead) }
    return PageSection(id: "revenue", title: title, lead: lead) { page in
      revenue(figures, shown).write(into: &page)
      cash(figures).write(into: &page)
      writeStatement(figures, into: &page)
      writeCatalogs(figures, into: &page)
    }
  }

  private static func revenue(
    _ figures: RunFigures, _ shown: [(figure: MonthlyFigure, name: String, colour: Int)]
  ) -> Figure {
    let columns = shown.map(\.figure) + [.revenue, .net]
    let chart = TimeChart(
      style: .columns, slots: figures.months, stack: shown.map { Series($0.name, colour: $0.colour, figures.drawn($0.figure)) },
      lines: [Series("net", colour: 7, isLine: true, figures.drawn(.net))], words: figures.words(columns))
    return Figure(
      id: "revenue-streams", title: "Revenue by stream and month, with the net as a line", finding: finding(figures, shown),
      unit: "\(figures.amounts.code) a month", table: figures.table("revenue", columns), legend: chart.legend,
      draw: { chart.draw(width: $0) })
  }

  private static func finding(
    _ figures: RunFigures, _ shown: [(figure: MonthlyFigure, name: String, colour: Int)]
  ) -> String {
    let total = figures.total(.revenue)
    let largest = shown.max { figures.total($0.figure) < figures.total($1.figure) }
    guard let largest, let share = PageNumber.percent(Double(figures.total(largest.figure)), of: Double(total)) else {
      return "\(figures.amounts.words(total)) were earned in total."
    }
    var text =
      shown.count == 1
      ? "All of the revenue, \(figures.amounts.words(total)), is from \(largest.name)"
      : "\(capitalised(largest.name)) \(largest.name.hasSuffix("s") ? "make" : "makes") up \(share) of the revenue of \(figures.amounts.words(total))"
    if let peak = figures.peak(figures.values(.revenue)) { text += "; the best month is \(peak.month)" }
    text += "."
    if largest.figure != .breakage, let since = breakageStart(figures) { text += " \(since)" }
    return text
  }

  /// "Breakage makes up 29 % of revenue from January 2027 on", where it begins after the start.
  private static func breakageStart(_ figures: RunFigures) -> String? {
    let values = figures.values(.breakage)
    guard let first = values.firstIndex(where: { $0 > 0 }), first > 0 else { return nil }
    let (lost, all) = (RunFigures.sum(Array(values[first...])), RunFigures.sum(Array(figures.values(.revenue)[first...])))
    guard let share = PageNumber.percent(Double(lost), of: Double(all)) else { return nil }
    return "Breakage makes up \(share) of it from \(PageNumber.month(figures.months[first])) on."
  }

  private static func cash(_ figures: RunFigures) -> Figure {
    let chart = TimeChart(
      style: .columns, slots: figures.months, stack: [Series("cash in", colour: 1, figures.drawn(.cashIn))],
      lines: [Series("revenue", colour: 7, isLine: true, figures.drawn(.revenue))], words: figures.words([.cashIn, .revenue]))
    let (paid, earned) = (figures.total(.cashIn), figures.total(.revenue))
    let finding =
      if let share = PageNumber.percent(Double(earned), of: Double(paid)) {
        "\(figures.amounts.words(paid)) of cash came in; revenue over the same time is \(share) of it."
      } else { "No cash came in." }
    return Figure(
      id: "cash", title: "Cash in by month, with the revenue as a line", finding: finding,
      unit: "\(figures.amounts.code) a month",
      table: figures.table("cash", [.cashIn, .processorFees, .refunds, .disputes, .revenue]), legend: chart.legend,
      draw: { chart.draw(width: $0) })
  }

  private static func writeStatement(_ figures: RunFigures, into page: inout Markup) {
    let shown = MonthlyFigure.allCases.filter { $0.isAlwaysShown || figures.happened($0) }
    page.element("h3", ["class": "screen"], "Monthly statement")
    let table = figures.table("monthly", shown)
    page.element("div", ["class": "data"]) {
      $0.element("details") {
        $0.element("summary", "All figures by month, and what they mean")
        table.write(into: &$0, caption: "Monthly statement, \(figures.amounts.code)")
        table.writeMeanings(into: &$0)
      }
      table.writeLink(into: &$0)
    }
  }

  private static func writeCatalogs(_ figures: RunFigures, into page: inout Markup) {
    let catalogs = figures.root["catalogs"].items
    if catalogs.isEmpty { return }
    let code = figures.amounts.code
    let parts: [MonthlyFigure] = [.cashIn, .revenue, .net]
    let table = DataTable(
      name: "catalogs",
      columns: [DataTable.Column(title: "catalog"), DataTable.Column(title: "owners")]
        + parts.map { DataTable.Column(title: $0.title, unit: code) } + [DataTable.Column(title: "owed at the end", unit: code)],
      rows: catalogs.map { catalog in
        [.text(catalog["name"].string ?? ""), .count(catalog["owners"].count)]
          + parts.map { .amount(catalog["total"][$0.rawValue].count, figures.amounts) } + [
            .amount(catalog["owed"].count, figures.amounts)
          ]
      })
    page.element("h3", "By catalog")
    table.write(into: &page, caption: "By catalog, \(code)")
    page.element("div", ["class": "data"]) { table.writeLink(into: &$0) }
  }

  private static func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }
}
