/// How late access ended, against what was used beyond the balance until then.
enum CutoffFigure {
  /// nil where access never ended late.
  static func make(_ figures: RunFigures) -> Figure? {
    let cells = figures.root["cutoffs"].items.filter { $0["count"].count > 0 }
    if !cells.contains(where: { $0["delayFromMilliseconds"].count > 0 }) { return nil }
    let amounts = figures.amounts
    let delays = cells.map { place(of: $0["delayFromMilliseconds"].count) }
    // What is less than a hundredth is one class, however fine the money is counted.
    let hundredth = place(of: (0..<max(0, amounts.unit.decimals - 2)).reduce(Int64(1)) { power, _ in power * 10 })
    let overdrafts = cells.map { max(0, place(of: $0["overspentFrom"].count) - hundredth + 1) }
    let none = cells.map { $0["overspentTo"].count <= 1 }
    let columns = classes(delays) { $0 == 0 ? "none" : PageNumber.wait(microseconds: Double(bound($0)) * 1_000) }
    let rows = classes(zip(overdrafts, none).map { $1 ? -1 : $0 }) { row in
      if row < 0 { return "none" }
      let from = PageNumber.decimal(amounts.major(bound(max(1, row) + hundredth - 1)), digits: 2)
      return row == 0 ? "below \(from)" : from
    }
    var counts: [[Int]: (count: Int64, words: String)] = [:]
    for index in cells.indices {
      guard let column = columns.firstIndex(where: { $0.place == delays[index] }),
        let row = rows.firstIndex(where: { $0.place == (none[index] ? -1 : overdrafts[index]) })
      else { continue }
      let before = counts[[column, row]]?.count ?? 0
      let count = RunFigures.sum([before, cells[index]["count"].count])
      counts[[column, row]] = (
        count, words(cells[index], isMerged: !none[index] && overdrafts[index] == 0, rows[row].name, count, amounts)
      )
    }
    let chart = DensityChart(
      columns: columns.map(\.name), rows: rows.map(\.name),
      cells: counts.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map { place, cell in
        DensityChart.Cell(column: place[0], row: place[1], count: cell.count, words: cell.words)
      }, columnsTitle: "until access ended, at least", rowsTitle: "\(amounts.code) beyond the balance, at least")
    return Figure(
      id: "cutoffs", title: "Cutoffs by their delay and by what was used beyond the balance", finding: finding(cells, amounts),
      unit: "cutoffs", table: table(cells, amounts),
      note: "Each column, and each row, is twice the one before; darker is more often, by powers of two.",
      draw: { chart.draw(width: $0) })
  }

  /// 0 for nothing, 1 for 1, 2 for 2 and 3, 3 for 4 to 7: the classes that the report counts in.
  private static func place(of value: Int64) -> Int { 64 - UInt64(max(0, value)).leadingZeroBitCount }

  /// Where a class begins.
  private static func bound(_ place: Int) -> Int64 { place > 63 ? .max : place < 1 ? 0 : 1 << Int64(place - 1) }

  /// All classes from the first that something is in to the last; the lowest, of nothing, stands alone.
  private static func classes(_ places: [Int], _ name: (Int) -> String) -> [(place: Int, name: String)] {
    let nothing = places.min() ?? 0
    let rest = places.filter { $0 > 0 }
    let low = (min(nothing, 0)...0).filter { places.contains($0) }
    guard let first = rest.min(), let last = rest.max() else { return low.map { ($0, name($0)) } }
    return (low + Array(first...last)).map { ($0, name($0)) }
  }

  private static func span(_ cell: JSONValue, _ amounts: PageAmounts) -> (delay: String, overdraft: String) {
    let (delay, overdraft) = (cell["delayFromMilliseconds"].count, cell["overspentFrom"].count)
    func wait(_ key: String) -> String { PageNumber.wait(microseconds: Double(cell[key].count) * 1_000) }
    return (
      delay == 0 ? "none" : "\(wait("delayFromMilliseconds")) to \(wait("delayToMilliseconds"))",
      overdraft == 0 ? "none" : "\(amounts.text(overdraft)) to \(amounts.text(cell["overspentTo"].count))"
    )
  }

  private static func words(
    _ cell: JSONValue, isMerged: Bool, _ row: String, _ count: Int64, _ amounts: PageAmounts
  ) -> String {
    let (delay, overdraft) = span(cell, amounts)
    return "Delay \(delay), overdraft \(isMerged ? row : overdraft) \(amounts.code): \(NumberText.counted(count, "cutoff"))"
  }

  private static func table(_ cells: [JSONValue], _ amounts: PageAmounts) -> DataTable {
    func cell(_ shown: String, _ plain: String) -> DataTable.Cell { DataTable.Cell(shown: shown, plain: plain, isNumber: false) }
    func bounds(_ cell: JSONValue, _ from: String, _ to: String) -> String { "\(cell[from].count)..<\(cell[to].count)" }
    return DataTable(
      name: "cutoffs",
      columns: [
        DataTable.Column(title: "delay"), DataTable.Column(title: "overdraft of one", unit: amounts.code),
        DataTable.Column(title: "cutoffs"), DataTable.Column(title: "overdraft of all", unit: amounts.code),
      ],
      rows: cells.map { one in
        let (delay, overdraft) = span(one, amounts)
        let plain = "\(amounts.plain(one["overspentFrom"].count)) to \(amounts.plain(one["overspentTo"].count))"
        return [
          cell(delay, "\(bounds(one, "delayFromMilliseconds", "delayToMilliseconds")) ms"), cell(overdraft, plain),
          .count(one["count"].count), .amount(one["overspent"].count, amounts),
        ]
      })
  }

  /// What the quicker half costs, and the slower one.
  private static func finding(_ cells: [JSONValue], _ amounts: PageAmounts) -> String {
    let all = RunFigures.sum(cells.map { $0["count"].count })
    var (count, bound): (Int64, Int64) = (0, 0)
    for cell in cells.sorted(by: { $0["delayFromMilliseconds"].count < $1["delayFromMilliseconds"].count }) where count <= all / 2
    {
      count = RunFigures.sum([count, cell["count"].count])
      bound = cell["delayToMilliseconds"].count
    }
    func mean(_ part: [JSONValue]) -> Int64? {
      let count = RunFigures.sum(part.map { $0["count"].count })
      return count > 0 ? RunFigures.sum(part.map { $0["overspent"].count }) / count : nil
    }
    let quick = mean(cells.filter { $0["delayFromMilliseconds"].count < bound })
    let slow = mean(cells.filter { $0["delayFromMilliseconds"].count >= bound })
    let time = PageNumber.wait(microseconds: Double(bound) * 1_000)
    guard let quick else { return "No cutoff came late." }
    guard let slow else {
      return "All \(NumberText.counted(all, "cutoff")) came within \(time) and cost \(amounts.words(quick)) each in the mean."
    }
    return
      "Where access ends within \(time), \(amounts.words(quick)) are used beyond the balance in the mean; where it takes longer, \(amounts.words(slow))."
  }
}
