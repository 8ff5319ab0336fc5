/// What became of automatic reloads.
enum ReloadSection {
  static func make(_ figures: RunFigures) -> PageSection {
    let (title, lead) = (
      "Reloads and cutoffs",
      "A reload charges the card when the balance falls; what is declined is tried again, and paused when it keeps failing."
    )
    let reload = figures.root["reload"]
    let hasReloads = reload["fired"].count > 0 || reload["heldBack"].count > 0
    let cutoffs = CutoffFigure.make(figures)
    if !hasReloads, cutoffs == nil { return .absent("reloads", title, lead) }
    return PageSection(id: "reloads", title: title, lead: lead) { page in
      if hasReloads { figure(reload).write(into: &page) }
      cutoffs.map { $0.write(into: &page) }
    }
  }

  private static func figure(_ reload: JSONValue) -> Figure {
    let stages: [(key: String, name: String, meaning: String, colour: Int)] = [
      ("fired", "charged", "An automatic reload charged the card.", 1), ("settled", "settled", "Such a charge settled.", 3),
      ("declined", "declined", "Such a charge was declined.", 2),
      ("retried", "tried again", "A reload was tried again after a decline.", 4),
      ("paused", "paused", "Reloads were paused after declines.", 5),
      ("heldBack", "held back", "A cap, a cool-down or a used-up card held a reload back before it charged.", 8),
    ]
    let fired = reload["fired"].double ?? 0
    func text(_ key: String) -> String {
      let count = NumberText.grouped(reload[key].count)
      guard key != "fired", key != "heldBack", let share = PageNumber.percent(reload[key].double ?? 0, of: fired) else {
        return count
      }
      return "\(count) (\(share))"
    }
    let chart = BarList(
      bars: stages.map { BarList.Bar(name: $0.name, value: reload[$0.key].double ?? 0, text: text($0.key), colour: $0.colour) })
    let table = DataTable(
      name: "reloads",
      columns: [
        DataTable.Column(title: "stage"), DataTable.Column(title: "steps"),
        DataTable.Column(title: "share of charges", unit: "%"),
        DataTable.Column(title: "what it is"),
      ],
      rows: stages.map {
        let share =
          fired > 0 && $0.key != "heldBack" ? PageNumber.decimal((reload[$0.key].double ?? 0) / fired * 100, digits: 2) : nil
        return [.text($0.name), .count(reload[$0.key].count), .number(share), .text($0.meaning)]
      })
    return Figure(
      id: "reload-funnel", title: "Automatic reloads by stage", finding: finding(reload), unit: "steps", table: table,
      draw: { chart.draw(width: $0) })
  }

  private static func finding(_ reload: JSONValue) -> String {
    let (settled, declined) = (reload["settled"].double ?? 0, reload["declined"].double ?? 0)
    guard let share = PageNumber.percent(settled, of: settled + declined) else { return "No reload was answered." }
    let retried = reload["retried"].count
    let after = retried == 0 ? "none was tried again" : "\(NumberText.grouped(retried)) were tried again"
    return
      "\(share) of the automatic reloads settled; \(NumberText.grouped(reload["declined"].count)) were declined, and \(after)."
  }
}
