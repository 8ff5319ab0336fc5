import Accounting
import Measurement

/// What `summary.md` says of the money of finance: what a reader decides by. The months and cohorts are in the tables beside it.
struct FinanceMarkdown {
  let finance: FinanceReport

  func section() -> [String] {
    bridge() + origins() + debts() + recurring() + segments()
  }

  private var code: String { MarkdownText.escaped(finance.unit.code) }
  private func text(_ amount: Int64) -> String { finance.unit.text(amount) }
  private func row(_ cells: [String]) -> String { MarkdownText.row(cells) }

  /// From cash to result over the whole run, lines of zero left out.
  private func bridge() -> [String] {
    let total = finance.incomeTotal
    var lines = ["### From cash to net", "", "By month in `income.csv`.", "", "| whole run | \(code) |", "|---|---:|"]
    for figure in IncomeFigure.allCases where figure.basis == .cash && (figure.isSum || total[figure] != 0) {
      lines.append(row([figure.title, text(figure.isTaken ? -total[figure] : total[figure])]))
    }
    for figure in IncomeFigure.allCases where figure.basis == .bridge && total[figure] != 0 {
      lines.append(row([figure.title, text(total[figure])]))
    }
    return lines + [row(["net", text(total[.net])])]
  }

  private func origins() -> [String] {
    if finance.origins.isEmpty { return [] }
    let columns = OriginFigure.allCases
    var lines = ["", "### Credits by where they came from, in \(code)", "", row(["origin"] + columns.map(\.rawValue))]
    lines.append("|---|" + columns.map { _ in "---:|" }.joined())
    lines += finance.origins.map { origin in
      row([origin.title] + columns.map { $0 == .lots ? NumberText.grouped(origin.total[$0]) : text(origin.total[$0]) })
    }
    return lines
  }

  private func debts() -> [String] {
    if finance.incomeTotal[.badDebt] == 0 { return [] }
    var lines = [
      "", "### Bad debt by age, in \(code)", "", "| days owed | open at the end | debts | written off before | debts |",
    ]
    lines.append("|---|---:|---:|---:|---:|")
    lines += finance.debtAges.map {
      row([
        $0.title, text($0.open), NumberText.grouped($0.openDebts), text($0.writtenOff), NumberText.grouped($0.writtenOffDebts),
      ])
    }
    return lines
  }

  private func recurring() -> [String] {
    guard let bridge = finance.recurring else { return [] }
    var lines = [
      "", "### Monthly recurring revenue, in \(code)", "", "By month in `mrr.csv`.", "", "| whole run | MRR | changes |",
      "|---|---:|---:|",
    ]
    for change in RecurringSums.Change.allCases {
      let amount = bridge.months.reduce(0) { $0 + $1[change] }
      let count = bridge.months.reduce(0) { $0 + $1.counts[change.rawValue] }
      lines.append(row([change.key, text(amount), NumberText.grouped(count)]))
    }
    return lines + [row(["closing", text(bridge.closing), NumberText.grouped(bridge.closingSubscriptions)])]
  }

  private func segments() -> [String] {
    if finance.economics.isEmpty { return [] }
    var lines = ["", "### Owners by segment, in \(code)", ""]
    lines.append("| segment | owners | revenue | net | ARPU | revenue by owner | net by owner |")
    lines.append("|---|---:|---:|---:|---:|---:|---:|")
    lines += finance.economics.map { part in
      let means = [part.revenuePerActiveMonth, part.revenuePerOwner, part.netPerOwner].map { $0.map(text) ?? "" }
      return row(
        [
          part.segment.map { MarkdownText.escaped($0.name) } ?? "all", NumberText.grouped(part.owners), text(part.total.revenue),
          text(part.total.net),
        ] + means)
    }
    return lines + ["", "ARPU is revenue by owner and month of activity. By age and cohort in `cohorts.csv`."]
  }
}

extension IncomeFigure {
  /// Whether a sum of cash is made smaller by it.
  fileprivate var isTaken: Bool { [.refunded, .takenByBanks, .processorFeesPaid].contains(self) }
}
