/// What owners are worth, by segment, and what subscriptions come to a month.
enum CustomerSection {
  static func make(_ figures: RunFigures) -> PageSection {
    let (title, lead) = (
      "Owners and unit economics", "What an owner brings in, by segment and by age; and what all subscriptions come to a month."
    )
    let finance = figures.root["finance"]
    let segments = finance["segments"].items
    let recurring = finance["recurring"]["monthly"].items
    if segments.isEmpty, recurring.isEmpty { return .absent("customers", title, lead) }
    return PageSection(id: "customers", title: title, lead: lead) { page in
      lifetime(segments, figures).map { $0.write(into: &page) }
      if !segments.isEmpty { writeSegments(segments, figures, into: &page) }
      if !recurring.isEmpty {
        level(recurring, figures).write(into: &page)
        changes(recurring, figures).write(into: &page)
      }
    }
  }

  // MARK: Segments

  private static func name(_ segment: JSONValue) -> String { segment["segment"].string ?? "all owners" }

  private static func lifetime(_ segments: [JSONValue], _ figures: RunFigures) -> Figure? {
    let amounts = figures.amounts
    let longest = segments.map { $0["lifetime"].items.count }.max() ?? 0
    if longest < 2 { return nil }
    // With one segment its line is that of all owners; of many, those that bring in most.
    let parts = segments.filter { !$0["segment"].isNull }.sorted { $0["revenue"].count > $1["revenue"].count }
    let shown = segments.filter { $0["segment"].isNull } + (parts.count > 1 ? Array(parts.prefix(6)) : [])
    let lines = shown.enumerated().map { index, segment in
      Series(
        name(segment), colour: index == 0 ? 7 : index, isLine: true,
        segment["lifetime"].items.map { amounts.major($0["revenue"].count) })
    }
    let words = (0..<longest).map { age in
      let parts = shown.compactMap { segment -> String? in
        let ages = segment["lifetime"].items
        return age < ages.count ? "\(name(segment)) \(amounts.text(ages[age]["revenue"].count))" : nil
      }
      return
        "\(NumberText.counted(Int64(age), "month")) after joining: \(parts.joined(separator: " · ")) \(amounts.code) an owner"
    }
    let chart = TimeChart(style: .columns, slots: (0..<longest).map(String.init), stack: [], lines: lines, words: words)
    let table = DataTable(
      name: "lifetime",
      columns: [DataTable.Column(title: "months since joining")]
        + segments.map { DataTable.Column(title: name($0), unit: amounts.code) },
      rows: (0..<longest).map { age in
        [.text(String(age))]
          + segments.map { segment in
            let ages = segment["lifetime"].items
            return age < ages.count ? .amount(ages[age]["revenue"].count, amounts) : .number(nil)
          }
      })
    return Figure(
      id: "lifetime", title: "Revenue of an owner up to each age, by segment", finding: finding(shown, amounts),
      unit: "\(amounts.code) an owner, by months since joining", table: table, legend: chart.legend,
      note: "Of each age the mean over the owners who came to it.", draw: { chart.draw(width: $0) })
  }

  private static func finding(_ segments: [JSONValue], _ amounts: PageAmounts) -> String {
    guard let all = segments.first, let last = all["lifetime"].items.last else { return "" }
    var text =
      "An owner brings in \(amounts.words(last["revenue"].count)) of revenue in \(NumberText.counted(last["age"].count + 1, "month"))"
    let parts = segments.dropFirst().filter { $0["owners"].count > 0 }
    if let best = parts.max(by: { $0["revenuePerOwner"].count < $1["revenuePerOwner"].count }), parts.count > 1 {
      text += "; those of “\(name(best))” bring in most, \(amounts.words(best["revenuePerOwner"].count)) each"
    }
    return text + "."
  }

  private static func writeSegments(_ segments: [JSONValue], _ figures: RunFigures, into page: inout Markup) {
    let amounts = figures.amounts
    let code = amounts.code
    let columns: [(key: String, column: DataTable.Column)] = [
      ("revenue", DataTable.Column(title: "revenue", unit: code)), ("net", DataTable.Column(title: "net", unit: code)),
      (
        "revenuePerActiveMonth",
        DataTable.Column(title: "ARPU", unit: "\(code) a month", meaning: "Revenue by the months in which an owner was active.")
      ),
      ("cashPerOwner", DataTable.Column(title: "cash an owner", unit: code, meaning: "Cash in by the owners that joined.")),
      ("revenuePerOwner", DataTable.Column(title: "revenue an owner", unit: code, meaning: "Revenue by the owners that joined.")),
      ("netPerOwner", DataTable.Column(title: "net an owner", unit: code, meaning: "Net by the owners that joined.")),
    ]
    let table = DataTable(
      name: "segments",
      columns: [DataTable.Column(title: "segment"), DataTable.Column(title: "owners")] + columns.map(\.column)
        + [
          DataTable.Column(
            title: "paid back after", unit: "months",
            meaning: "The age from which on the net of an owner stays above zero; empty where it does not.")
        ],
      rows: segments.map { segment in
        [.text(name(segment)), .count(segment["owners"].count)]
          + columns.map { column in segment[column.key].integer.map { .amount($0, amounts) } ?? .number(nil) }
          + [.number(segment["paybackAge"].written)]
      })
    page.element("h3", "By segment")
    table.write(into: &page, caption: "Unit economics by segment")
    page.element("div", ["class": "data"]) {
      $0.element("details") {
        $0.element("summary", "What the columns mean")
        table.writeMeanings(into: &$0)
      }
      table.writeLink(into: &$0)
    }
  }

  // MARK: Recurring revenue

  private static let changes: [(key: String, name: String, colour: Int, meaning: String)] = [
    ("new", "new", 1, "The first subscription that is paid for."),
    ("expansion", "expansion", 3, "Paying more than before, by a dearer plan or a higher price."),
    ("reactivated", "reactivated", 6, "Paying again after paying nothing."),
    ("contraction", "contraction", 5, "Paying less, but something."), ("churned", "churned", 2, "Paying nothing any more."),
  ]

  private static func level(_ months: [JSONValue], _ figures: RunFigures) -> Figure {
    let amounts = figures.amounts
    let values = months.map { $0["closing"].count }
    let names = months.map { $0["month"].string ?? "" }
    let (last, most) = (values.last ?? 0, values.max() ?? 0)
    var finding = "Subscriptions come to \(amounts.words(last)) a month at the end"
    if last < most, let fall = PageNumber.percent(Double(most) - Double(last), of: Double(most)) {
      finding += ", \(fall) below their peak"
    }
    let chart = TimeChart(
      style: .areas, slots: names, stack: [Series("MRR", colour: 1, values.map(amounts.major))],
      words: zip(names, values).map { "End of \(PageNumber.month($0)): \(amounts.text($1)) \(amounts.code) a month" })
    let table = DataTable(
      name: "recurring-level",
      columns: [
        DataTable.Column(title: "end of"), DataTable.Column(title: "MRR", unit: amounts.code),
        DataTable.Column(title: "subscriptions"),
      ],
      rows: months.map {
        [
          .text($0["month"].string ?? ""), .amount($0["closing"].count, amounts), .count($0["closingSubscriptions"].count),
        ]
      })
    return Figure(
      id: "recurring-level", title: "Monthly recurring revenue (MRR) at the end of each month", finding: finding + ".",
      unit: "\(amounts.code) a month", table: table, note: "What all subscriptions that are paid for come to a month.",
      draw: { chart.draw(width: $0) })
  }

  private static func changes(_ months: [JSONValue], _ figures: RunFigures) -> Figure {
    let amounts = figures.amounts
    let shown = changes.filter { change in months.contains { $0[change.key].count != 0 } }
    let words = months.map { month in
      let parts = shown.map { "\($0.name) \(amounts.text(month[$0.key].count))" }
      return "\(PageNumber.month(month["month"].string ?? "")): \(parts.joined(separator: " · ")) \(amounts.code) a month"
    }
    let chart = TimeChart(
      style: .columns, slots: months.map { $0["month"].string ?? "" },
      stack: shown.map { change in
        Series(change.name, colour: change.colour, months.map { amounts.major($0[change.key].count) })
      }, words: words)
    let table = DataTable(
      name: "recurring-changes",
      columns: [DataTable.Column(title: "month"), DataTable.Column(title: "opening", unit: amounts.code)]
        + changes.map { DataTable.Column(title: $0.name, unit: amounts.code, meaning: $0.meaning) }
        + [DataTable.Column(title: "closing", unit: amounts.code)],
      rows: months.map { month in
        [.text(month["month"].string ?? ""), .amount(month["opening"].count, amounts)]
          + changes.map { .amount(month[$0.key].count, amounts) } + [.amount(month["closing"].count, amounts)]
      })
    func sum(_ key: String) -> Double { Double(RunFigures.sum(months.map { $0[key].count })) }
    let finding =
      PageNumber.percent(abs(sum("churned")), of: sum("new")).map { "Churn took \($0) of what new subscriptions brought." }
      ?? "No new subscription was paid for."
    return Figure(
      id: "recurring-changes", title: "Changes of the monthly recurring revenue", finding: finding,
      unit: "\(amounts.code) a month",
      table: table, legend: chart.legend, draw: { chart.draw(width: $0) })
  }
}
