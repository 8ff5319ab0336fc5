/// What was asked of the billing core: how often, how often in vain, and how thick it came.
enum OperationsSection {
  static func make(_ figures: RunFigures) -> PageSection {
    let (title, lead) = (
      "Operations",
      "Commands that were sent to the billing core in simulated time, those that it refused, and when they "
        + "came thickest: what a real system must be sized for."
    )
    let operations = figures.root["operations"].items
    if operations.isEmpty { return .absent("operations", title, lead) }
    return PageSection(id: "operations", title: title, lead: lead) { page in
      refusals(operations).map { $0.write(into: &page) }
      WaitFigure.make(figures).map { $0.write(into: &page) }
      writeKinds(operations, into: &page)
    }
  }

  private static func writeKinds(_ operations: [JSONValue], into page: inout Markup) {
    func peak(_ value: JSONValue) -> [DataTable.Cell] {
      let at = value["at"].string
      return [
        .number(value["count"].integer.map(String.init), shown: value["count"].integer.map(NumberText.grouped)),
        DataTable.Cell(shown: at.map(PageNumber.time) ?? "–", plain: at ?? "", isNumber: false),
      ]
    }
    let table = DataTable(
      name: "operations",
      columns: [
        DataTable.Column(title: "command"), DataTable.Column(title: "sent"), DataTable.Column(title: "refused"),
        DataTable.Column(title: "refused", unit: "%"), DataTable.Column(title: "busiest hour", unit: "commands"),
        DataTable.Column(title: "when"),
      ],
      rows: operations.map { line in
        let (sent, refused) = (line["count"].count, line["refused"].count)
        let share = sent > 0 ? PageNumber.decimal(Double(refused) / Double(sent) * 100, digits: 2) : nil
        return [.text(line["kind"].string ?? ""), .count(sent), .count(refused), .number(share)] + peak(line["peakPerHour"])
      })
    page.element("h3", "By kind of command")
    table.write(into: &page, caption: "Commands by kind")
    page.element("div", ["class": "data"]) { table.writeLink(into: &$0) }
  }

  /// Why commands changed nothing, the most frequent reasons first.
  private static func refusals(_ operations: [JSONValue]) -> Figure? {
    var counts: [(status: String, count: Int64)] = []
    var places: [String: Int] = [:]
    for refusal in operations.flatMap({ $0["refusals"].items }) {
      let (status, count) = (refusal["status"].string ?? "", refusal["count"].count)
      if let place = places[status] {
        counts[place].count = RunFigures.sum([counts[place].count, count])
      } else {
        places[status] = counts.count
        counts.append((status, count))
      }
    }
    counts.sort { ($1.count, $0.status) < ($0.count, $1.status) }
    guard let first = counts.first else { return nil }
    let all = RunFigures.sum(counts.map(\.count))
    let sent = RunFigures.sum(operations.map { $0["count"].count })
    let shown = counts.prefix(12)
    let chart = BarList(
      bars: shown.map { BarList.Bar(name: $0.status, value: Double($0.count), text: NumberText.grouped($0.count), colour: 2) })
    let table = DataTable(
      name: "refusals", columns: [DataTable.Column(title: "status"), DataTable.Column(title: "commands")],
      rows: counts.map { [.text($0.status), .count($0.count)] })
    let share = PageNumber.percent(Double(all), of: Double(sent)) ?? "0 %"
    let main = PageNumber.percent(Double(first.count), of: Double(all)) ?? ""
    return Figure(
      id: "refusals", title: "Commands that changed nothing, by reason",
      finding: "\(share) of all commands were refused, \(main) of them as “\(first.status)”.", unit: "commands", table: table,
      draw: { chart.draw(width: $0) })
  }
}
