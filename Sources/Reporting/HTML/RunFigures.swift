/// The figures of a document as the sections of a page ask for them; what is not there is nothing.
struct RunFigures {
  let root: JSONValue
  let amounts: PageAmounts
  /// Rows of the monthly statement.
  let monthly: [JSONValue]

  init(_ document: ReportDocument) {
    root = document.root
    let money = root["money"]
    // Amounts have at most 18 decimals; more would be another program's file.
    let decimals = Int(clamping: min(18, max(0, money["decimals"].count)))
    amounts = PageAmounts(unit: MoneyUnit(code: money["asset"].string ?? "", decimals: decimals))
    monthly = money["monthly"].items
  }

  /// Such as "2026-03".
  var months: [String] { monthly.map { $0["month"].string ?? "" } }

  func values(_ figure: MonthlyFigure) -> [Int64] { monthly.map { $0[figure.rawValue].count } }
  func drawn(_ figure: MonthlyFigure) -> [Double] { values(figure).map(amounts.major) }
  func total(_ figure: MonthlyFigure) -> Int64 { root["money"]["total"][figure.rawValue].count }

  /// Whether the figure is anything but zero in some month.
  func happened(_ figure: MonthlyFigure) -> Bool { total(figure) != 0 || values(figure).contains { $0 != 0 } }

  /// How many months, from the first, were simulated to their end.
  var wholeMonths: Int {
    let endsWithMonth = root["horizon"].string?.dropFirst(7).hasPrefix("-01T00:00:00Z") ?? false
    return endsWithMonth ? monthly.count : max(0, monthly.count - 1)
  }

  /// "December 2027: 415,342 USD, -2 % on November" of the last whole month.
  func latest(_ figure: MonthlyFigure) -> String? {
    guard wholeMonths > 0 else { return nil }
    let (values, last) = (values(figure), wholeMonths - 1)
    let text =
      "\(PageNumber.month(months[last], isShort: true)): \(PageNumber.short(amounts.major(values[last]))) \(amounts.code)"
    guard last > 0, let change = PageNumber.change(from: Double(values[last - 1]), to: Double(values[last])) else { return text }
    return "\(text), \(change) on \(PageNumber.month(months[last - 1], isShort: true).prefix(3))"
  }

  /// The month in which a series was largest, as a name, and how large it was.
  func peak(_ values: [Int64]) -> (month: String, value: Int64)? {
    guard let most = values.max(), most > 0, let index = values.firstIndex(of: most), index < months.count else { return nil }
    return (PageNumber.month(months[index]), most)
  }

  /// The table of some figures by month, with a row for the whole run where that is a sum.
  func table(_ name: String, _ figures: [MonthlyFigure], hasTotal: Bool = true) -> DataTable {
    let columns =
      [DataTable.Column(title: "month")]
      + figures.map { DataTable.Column(title: $0.title, unit: amounts.code, meaning: $0.meaning) }
    let rows = monthly.map { row in
      [DataTable.Cell.text(row["month"].string ?? "")] + figures.map { .amount(row[$0.rawValue].count, amounts) }
    }
    let total = [DataTable.Cell.text("whole run")] + figures.map { .amount(self.total($0), amounts) }
    return DataTable(name: name, columns: columns, rows: rows, total: hasTotal ? total : nil)
  }

  /// What each month tells when it is pointed at.
  func words(_ figures: [MonthlyFigure]) -> [String] {
    monthly.map { row in
      let parts = figures.map { "\($0.title) \(amounts.text(row[$0.rawValue].count))" }
      return "\(PageNumber.month(row["month"].string ?? "")): \(parts.joined(separator: " · ")) \(amounts.code)"
    }
  }

  /// The same amount going the other way.
  static func negative(_ value: Int64) -> Int64 { Int64(clamping: -Int128(value)) }

  /// Exact however large the figures of a foreign file are.
  static func sum(_ values: [Int64]) -> Int64 { Int64(clamping: values.reduce(Int128(0)) { $0 + Int128($1) }) }
}
