/// What is owed to owners over time, and what expired of it.
enum BalanceSection {
  private struct Part {
    let name: String
    let colour: Int
    let meaning: String
    let amounts: [Int64]
  }

  static func make(_ figures: RunFigures) -> PageSection {
    let (title, lead) = (
      "Balances over time", "What the platform owed to owners at the end of each month: a liability until it is used or expires."
    )
    let parts = parts(figures)
    if parts.isEmpty { return .absent("balances", title, lead) }
    return PageSection(id: "balances", title: title, lead: lead) { page in
      figure(figures, parts).write(into: &page)
      OwnerBalanceFigure.make(figures).map { $0.write(into: &page) }
    }
  }

  private static func parts(_ figures: RunFigures) -> [Part] {
    let (owed, held) = (figures.values(.closingLiability), figures.values(.closingHeld))
    var expired: [Int64] = []
    for value in figures.values(.breakage) { expired.append(RunFigures.sum([expired.last ?? 0, value])) }
    return [
      Part(
        name: "available", colour: 1, meaning: "Credits that owners can spend.",
        amounts: zip(owed, held).map { RunFigures.sum([$0, RunFigures.negative($1)]) }),
      Part(name: "held", colour: 2, meaning: "Credits in escrow for open jobs.", amounts: held),
      Part(
        name: "deferred", colour: 4, meaning: MonthlyFigure.closingDeferred.meaning, amounts: figures.values(.closingDeferred)),
      Part(
        name: "account credit", colour: 5, meaning: MonthlyFigure.closingAccountCredit.meaning,
        amounts: figures.values(.closingAccountCredit)),
      Part(
        name: "expired so far", colour: 8, meaning: "Breakage since the start of the run: no longer owed.", amounts: expired),
    ].filter { part in part.amounts.contains { $0 != 0 } }
  }

  private static func figure(_ figures: RunFigures, _ parts: [Part]) -> Figure {
    let amounts = figures.amounts
    let columns =
      [DataTable.Column(title: "month")]
      + parts.map { DataTable.Column(title: $0.name, unit: amounts.code, meaning: $0.meaning) }
    let rows = figures.months.enumerated().map { index, month in
      [DataTable.Cell.text(month)] + parts.map { .amount($0.amounts[index], amounts) }
    }
    let words = figures.months.enumerated().map { index, month in
      "End of \(PageNumber.month(month)): "
        + parts.map { "\($0.name) \(amounts.text($0.amounts[index]))" }.joined(separator: " · ") + " \(amounts.code)"
    }
    let chart = TimeChart(
      style: .areas, slots: figures.months,
      stack: parts.map { Series($0.name, colour: $0.colour, $0.amounts.map(amounts.major)) }, words: words)
    return Figure(
      id: "balance", title: "Owed to owners at the end of each month, and expired so far", finding: finding(figures, parts),
      unit: amounts.code, table: DataTable(name: "balances", columns: columns, rows: rows), legend: chart.legend,
      draw: { chart.draw(width: $0) })
  }

  private static func finding(_ figures: RunFigures, _ parts: [Part]) -> String {
    let owed = parts.filter { $0.name != "expired so far" }
    let sums = figures.months.indices.map { month in RunFigures.sum(owed.map { $0.amounts[month] }) }
    guard let last = sums.last, let peak = figures.peak(sums) else { return "Nothing is owed to owners at any month's end." }
    let end = "\(figures.amounts.words(last)) are owed to owners at the end"
    if peak.value == last { return "\(end), more than at any month's end before." }
    let fall = PageNumber.percent(Double(peak.value) - Double(last), of: Double(peak.value)) ?? ""
    return "\(end), \(fall) less than the most, \(figures.amounts.words(peak.value)) in \(peak.month)."
  }
}
