/// When commands came: by hour of the day and by day, with the times at which something went differently.
enum LoadSection {
  static func make(_ figures: RunFigures) -> PageSection {
    let (title, lead) = (
      "Load and conditions",
      "When commands came in simulated time, and what went differently for a while. The peaks are what a real system must be sized for."
    )
    let (hours, days) = (figures.root["peaks"]["hours"].items, figures.root["peaks"]["days"].items)
    let conditions = figures.root["conditions"].items
    if hours.isEmpty, days.isEmpty, conditions.isEmpty { return .absent("load", title, lead) }
    return PageSection(id: "load", title: title, lead: lead) { page in
      if !hours.isEmpty { byHour(hours, figures).write(into: &page) }
      if days.count > 1 { byDay(days, figures).write(into: &page) }
      if !conditions.isEmpty { writeConditions(conditions, into: &page) }
    }
  }

  private static func byHour(_ hours: [JSONValue], _ figures: RunFigures) -> Figure {
    let days = Double(max(1, figures.root["peaks"]["days"].items.count))
    let names = hours.map { "\($0["hour"].count)" }
    let means = hours.map { Double($0["count"].count) / days }
    let busiest = hours.map { $0["onBusiestDay"].count }
    let day = figures.root["peaks"]["perDay"]
    let date = PageNumber.time(day["at"].string ?? "")
    let words = hours.indices.map { index in
      "\(names[index]):00 to \(names[index]):59 UTC: \(NumberText.grouped(busiest[index])) on the busiest day · "
        + "\(PageNumber.grouped(means[index], digits: 1)) on average"
    }
    let chart = TimeChart(
      style: .columns, slots: names, stack: [Series("busiest day", colour: 1, busiest.map(Double.init))],
      lines: [Series("mean of all days", colour: 7, isLine: true, means)], words: words)
    let table = DataTable(
      name: "hours",
      columns: [
        DataTable.Column(title: "hour", unit: "UTC"), DataTable.Column(title: "on the busiest day", unit: "commands"),
        DataTable.Column(title: "mean of all days", unit: "commands"),
        DataTable.Column(title: "all days together", unit: "commands"),
      ],
      rows: hours.indices.map { index in
        [.text(names[index]), .count(busiest[index]), .number(means[index], digits: 2), .count(hours[index]["count"].count)]
      })
    let peak = figures.root["peaks"]["perHour"]
    var finding = "The busiest day is \(date) with \(NumberText.counted(day["count"].count, "command"))"
    if let at = peak["at"].string {
      finding +=
        "; the busiest hour of the run begins on \(PageNumber.time(at)) and has \(NumberText.grouped(peak["count"].count))"
    }
    return Figure(
      id: "hours", title: "Commands by hour of the day", finding: finding + ".", unit: "commands an hour, UTC", table: table,
      legend: chart.legend, draw: { chart.draw(width: $0) })
  }

  private static func byDay(_ days: [JSONValue], _ figures: RunFigures) -> Figure {
    let start = RunDays(first: figures.root["start"].string ?? "")
    let counts = days.map(\.count)
    // A point a day is finer than a picture: of long runs each slot is the busiest of some days.
    let width = max(1, (counts.count + 399) / 400)
    let groups = stride(from: 0, to: counts.count, by: width).map { Array(counts[$0..<min($0 + width, counts.count)]) }
    let bands = figures.root["conditions"].items.compactMap { condition -> TimeChart.Band? in
      guard let from = start.days(until: condition["from"].string), let to = start.days(until: condition["to"].string) else {
        return nil
      }
      let scale = Double(width)
      let last = Double(groups.count)
      return TimeChart.Band(
        from: min(last, max(0, from / scale)), to: min(last, max(0, to / scale)), name: condition["kind"].string ?? "")
    }
    let chart = DayChart(
      values: groups.map { Double($0.max() ?? 0) }, names: stride(from: 0, to: counts.count, by: width).map(start.month),
      words: groups.enumerated().map { index, group in
        "\(start.date(index * width)): \(NumberText.grouped(group.max() ?? 0)) commands\(group.count > 1 ? " on the busiest of \(group.count) days" : "")"
      }, bands: bands)
    let table = DataTable(
      name: "days", columns: [DataTable.Column(title: "day", unit: "UTC"), DataTable.Column(title: "commands")],
      rows: counts.enumerated().map { [.text(start.date($0)), .count($1)] })
    let mean = Double(RunFigures.sum(counts)) / Double(counts.count)
    let most = Double(counts.max() ?? 0)
    let factor = mean > 0 ? PageNumber.decimal(most / mean, digits: 1) : "0"
    var finding = "The busiest day has \(factor) times the commands of a mean day"
    if !bands.isEmpty {
      finding +=
        "; \(bands.count == 1 ? "the marked stretch is a time" : "marked are \(bands.count) times") in which something went differently"
    }
    return Figure(
      id: "days", title: "Commands by day", finding: finding + ".", unit: "commands a day", table: table,
      draw: { chart.draw(width: $0) })
  }

  private static func writeConditions(_ conditions: [JSONValue], into page: inout Markup) {
    page.element("h3", "What went differently")
    let table = DataTable(
      name: "conditions",
      columns: ["condition", "from", "until", "what it means"].map { DataTable.Column(title: $0) },
      rows: conditions.map { condition in
        func time(_ key: String) -> DataTable.Cell {
          let text = condition[key].string
          return DataTable.Cell(shown: text.map(PageNumber.time) ?? "it stays", plain: text ?? "", isNumber: false)
        }
        return [.text(condition["kind"].string ?? ""), time("from"), time("to"), .text(condition["text"].string ?? "")]
      })
    table.write(into: &page, caption: "Conditions, times in UTC")
    page.element("div", ["class": "data"]) { table.writeLink(into: &$0) }
  }
}
