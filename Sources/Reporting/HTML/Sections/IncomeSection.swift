/// The income statement by cash and by earnings, with the bridge between them.
enum IncomeSection {
  /// Lines of the statement by part, in the order of the page.
  private static let parts = [
    ("cash", "Cash basis"), ("earned", "Accrual basis"), ("bridge", "From net cash to net"),
  ]

  static func make(_ figures: RunFigures) -> PageSection {
    let (title, lead) = (
      "Income statement",
      "Cash and earnings side by side. What is paid in advance is cash today and revenue later; "
        + "the bridge says where the difference is."
    )
    let income = figures.root["finance"]["income"]
    if income["total"].members.isEmpty { return .absent("income", title, lead) }
    return PageSection(id: "income", title: title, lead: lead) { page in
      let amounts = figures.amounts
      let total = income["total"]
      page.element("p", ["class": "finding"], finding(total, amounts))
      page.element("div", ["class": "columns"]) { columns in
        for (key, heading) in parts {
          let lines = total[key].members.filter { $0.1.count != 0 || isSum($0.0) }
          if lines.isEmpty { continue }
          columns.element("table", ["class": "statement"]) { table in
            table.element("caption", "\(heading), \(amounts.code)")
            table.element("tbody") { body in
              for (line, amount) in lines {
                body.element("tr", isSum(line) ? ["class": "sum"] : [:]) {
                  $0.element("th", ["scope": "row", "title": Self.meaning(line)], Self.title(line))
                  $0.element("td", ["class": "n"], amounts.text(amount.count))
                }
              }
            }
          }
        }
      }
      writeMonths(income, figures, into: &page)
    }
  }

  private static func isSum(_ line: String) -> Bool { IncomeFigure(rawValue: line)?.isSum ?? false }

  private static func finding(_ total: JSONValue, _ amounts: PageAmounts) -> String {
    let (cash, net) = (total["cash"]["netCash"].count, total["earned"]["net"].count)
    return "The run brings in \(amounts.words(cash)) of net cash and earns \(amounts.words(net))."
  }

  private static func writeMonths(_ income: JSONValue, _ figures: RunFigures, into page: inout Markup) {
    let months = income["monthly"].items
    var columns = [DataTable.Column(title: "month")]
    var keys: [(String, String)] = []
    for (part, _) in parts {
      for (line, total) in income["total"][part].members where total.count != 0 || isSum(line) {
        keys.append((part, line))
        columns.append(
          DataTable.Column(title: title(line), unit: figures.amounts.code, meaning: meaning(line)))
      }
    }
    let table = DataTable(
      name: "income", columns: columns,
      rows: months.map { month in
        [.text(month["month"].string ?? "")] + keys.map { .amount(month[$0.0][$0.1].count, figures.amounts) }
      })
    page.element("div", ["class": "data"]) {
      $0.element("details") {
        $0.element("summary", "By month, and what the lines mean")
        table.write(into: &$0, caption: "Income statement by month, \(figures.amounts.code)")
        table.writeMeanings(into: &$0)
      }
      table.writeLink(into: &$0)
    }
  }

  private static func title(_ line: String) -> String { IncomeFigure(rawValue: line)?.title ?? words(line) }
  private static func meaning(_ line: String) -> String { IncomeFigure(rawValue: line)?.meaning ?? "" }

  /// In words: "feeRevenue" is "fee revenue".
  private static func words(_ key: String) -> String {
    key.reduce(into: "") { $0 += $1.isUppercase ? " " + $1.lowercased() : String($1) }
  }
}
