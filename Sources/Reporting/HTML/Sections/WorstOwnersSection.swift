/// The owners who cost most, each with its life in short.
enum WorstOwnersSection {
  static func make(_ figures: RunFigures) -> PageSection {
    let (title, lead) = (
      "Costliest owners",
      "Those of whom most was written off, or taken back by banks after it was earned. Each of them was simulated once more, "
        + "alone, to tell how it came to that."
    )
    let owners = figures.root["worstOwners"].items
    if owners.isEmpty { return .absent("worst-owners", title, lead) }
    return PageSection(id: "worst-owners", title: title, lead: lead) { page in
      figure(owners, figures).write(into: &page)
      for (place, owner) in owners.enumerated() { writeTimeline(owner, place, figures, into: &page) }
    }
  }

  /// What a row leads to: "owner-17" for "o17", its place where the file names it otherwise.
  private static func id(_ owner: JSONValue, _ place: Int) -> String {
    let name = owner["owner"].string ?? ""
    let number = name.dropFirst()
    let isOurs = name.first == "o" && (1...10).contains(number.count) && number.allSatisfy { $0.isASCII && $0.isNumber }
    return isOurs ? "owner-\(number)" : "owner-at-\(place)"
  }

  private static func figure(_ owners: [JSONValue], _ figures: RunFigures) -> Figure {
    let amounts = figures.amounts
    let chart = BarList(
      bars: owners.map { owner in
        BarList.Bar(
          name: name(owner), value: amounts.major(owner["loss"].count), text: amounts.text(owner["loss"].count), colour: 2)
      })
    let table = DataTable(
      name: "costliest-owners",
      columns: [
        DataTable.Column(title: "owner"), DataTable.Column(title: "segment"),
        DataTable.Column(
          title: "cost", unit: amounts.code, meaning: "What was lost by the owner: the columns after it together."),
        DataTable.Column(
          title: "written off", unit: amounts.code, meaning: "Debts: what was used beyond the balance, and bills, and never paid."
        ),
        DataTable.Column(
          title: "taken back", unit: amounts.code, meaning: "Cash that its bank took back of what was used up or earned already."),
        DataTable.Column(title: "still owed", unit: amounts.code, meaning: "Above zero only where the run was stopped."),
      ],
      rows: owners.enumerated().map { place, owner in
        var first = DataTable.Cell.text(owner["owner"].string ?? "")
        first.target = id(owner, place)
        return [first, .text(owner["segment"].string ?? "")]
          + ["loss", "writtenOff", "disputed", "owed"].map { .amount(owner[$0].count, amounts) }
      })
    return Figure(
      id: "costliest", title: "The owners who cost the platform most", finding: finding(owners, figures), unit: amounts.code,
      table: table, showsTable: true, draw: { chart.draw(width: $0) })
  }

  private static func name(_ owner: JSONValue) -> String {
    let segment = owner["segment"].string ?? ""
    return (owner["owner"].string ?? "") + (segment.isEmpty ? "" : ", \(segment)")
  }

  private static func finding(_ owners: [JSONValue], _ figures: RunFigures) -> String {
    let sum = RunFigures.sum(owners.map { $0["loss"].count })
    let all = RunFigures.sum([figures.total(.badDebt), figures.total(.disputeLosses)])
    let who = owners.count == 1 ? "One owner cost" : "\(owners.count) owners cost"
    var text = "\(who) \(figures.amounts.words(sum))"
    if let share = PageNumber.percent(Double(sum), of: Double(all)), sum <= all {
      text += ", \(share) of all bad debt and disputes"
    }
    guard owners.count > 1, let first = owners.first else { return text + "." }
    return "\(text); \(first["owner"].string ?? "") alone cost \(figures.amounts.words(first["loss"].count))."
  }

  // MARK: Timelines

  private static func writeTimeline(_ owner: JSONValue, _ place: Int, _ figures: RunFigures, into page: inout Markup) {
    let timeline = owner["timeline"]
    page.element("details", ["class": "life"]) { details in
      details.element("summary", "\(name(owner)): \(figures.amounts.words(owner["loss"].count)) lost")
      // Inside, so that a link to it opens it.
      details.element("div", ["id": id(owner, place), "class": "timeline"]) { body in
        if timeline.isNull {
          body.element("p", "Its life was not simulated again: that would have taken as long as a large part of the run.")
        } else {
          writeEvents(timeline, owner, into: &body)
          writeMonths(timeline, owner, place, figures, into: &body)
        }
        if let explain = owner["explain"].string {
          body.element("p", "The whole story:")
          body.element("pre") { $0.element("code", explain) }
        }
      }
    }
  }

  private static func writeEvents(_ timeline: JSONValue, _ owner: JSONValue, into page: inout Markup) {
    let table = DataTable(
      name: "events", columns: [DataTable.Column(title: "when", unit: "UTC"), DataTable.Column(title: "what happened")],
      rows: timeline["events"].items.map { event in
        let at = event["at"].string ?? ""
        return [
          DataTable.Cell(shown: PageNumber.time(at), plain: at, isNumber: false), .text(event["what"].string ?? ""),
        ]
      })
    table.write(into: &page, caption: "What happened to \(owner["owner"].string ?? "")")
    let left = timeline["eventsLeftOut"].count
    if left > 0 {
      page.element("p", ["class": "what"], "\(NumberText.counted(left, "event")) further away from the loss left out.")
    }
  }

  private static func writeMonths(
    _ timeline: JSONValue, _ owner: JSONValue, _ place: Int, _ figures: RunFigures, into page: inout Markup
  ) {
    let amounts = figures.amounts
    let money: [(key: String, title: String)] = [
      ("paid", "paid"), ("earned", "earned"), ("lost", "lost"), ("spendable", "spendable"), ("owed", "owed"),
    ]
    let table = DataTable(
      name: id(owner, place),
      columns: ["month", "commands", "refused"].map { DataTable.Column(title: $0) }
        + money.map { DataTable.Column(title: $0.title, unit: amounts.code) },
      rows: timeline["months"].items.map { month in
        [.text(month["month"].string ?? ""), .count(month["commands"].count), .count(month["refused"].count)]
          + money.map { .amount(month[$0.key].count, amounts) }
      })
    table.write(
      into: &page,
      caption: "Months in which \(owner["owner"].string ?? "") did something; what it could spend and owed at their ends")
    page.element("div", ["class": "data"]) { table.writeLink(into: &$0) }
  }
}
