/// Six figures to begin with, each with how it moved.
enum Tiles {
  private struct Tile {
    let name: String
    let value: String
    var unit = ""
    var note = ""
    var values: [Double] = []
    let meaning: String
  }

  static func write(_ figures: RunFigures, into page: inout Markup) {
    page.element("section", ["class": "tiles", "aria-label": "At a glance"]) { section in
      for tile in tiles(figures) {
        section.element("div", ["class": "tile"]) {
          $0.element("h2", tile.name)
          $0.element("p", ["class": "figure"]) { line in
            line.write(tile.value)
            if !tile.unit.isEmpty {
              line.write(" ")
              line.element("span", ["class": "unit"], tile.unit)
            }
          }
          if tile.values.count > 1 { Sparkline.draw(tile.values).writeOrnament(into: &$0) }
          if !tile.note.isEmpty { $0.element("p", ["class": "note"], tile.note) }
          $0.element("p", ["class": "meaning"], tile.meaning)
        }
      }
    }
  }

  private static func tiles(_ figures: RunFigures) -> [Tile] {
    [
      money("Net", .net, figures), money("Liability", .closingLiability, figures), breakage(figures), debt(figures),
      reloads(figures),
      load(figures),
    ]
  }

  private static func money(_ name: String, _ figure: MonthlyFigure, _ figures: RunFigures) -> Tile {
    Tile(
      name: name, value: short(figures.total(figure), figures), unit: figures.amounts.code, note: figures.latest(figure) ?? "",
      values: figures.drawn(figure), meaning: figure.meaning)
  }

  private static func breakage(_ figures: RunFigures) -> Tile {
    let total = figures.total(.breakage)
    let share = PageNumber.percent(Double(total), of: Double(figures.total(.revenue)))
    return Tile(
      name: "Breakage", value: short(total, figures), unit: figures.amounts.code,
      note: share.map { "\($0) of revenue" } ?? "no revenue", values: figures.drawn(.breakage),
      meaning: MonthlyFigure.breakage.meaning)
  }

  private static func debt(_ figures: RunFigures) -> Tile {
    let lost = figures.total(.badDebt)
    return Tile(
      name: "Largest debt", value: short(figures.root["money"]["largestDebt"].count, figures), unit: figures.amounts.code,
      note: lost == 0 ? "nothing written off" : "\(figures.amounts.words(lost)) written off",
      values: figures.happened(.badDebt) ? figures.drawn(.badDebt) : [], meaning: "What one owner owed at most at once.")
  }

  private static func reloads(_ figures: RunFigures) -> Tile {
    let reload = figures.root["reload"]
    let (settled, declined) = (reload["settled"].double ?? 0, reload["declined"].double ?? 0)
    let meaning = "Charges of automatic reloads that settled, of those that were answered."
    guard let share = PageNumber.percent(settled, of: settled + declined) else {
      return Tile(name: "Reload success", value: "–", note: "no automatic reloads in this run", meaning: meaning)
    }
    return Tile(
      name: "Reload success", value: share,
      note: "\(NumberText.grouped(reload["settled"].count)) settled, \(NumberText.grouped(reload["declined"].count)) declined",
      meaning: meaning)
  }

  private static func load(_ figures: RunFigures) -> Tile {
    let hour = figures.root["peaks"]["perHour"]
    let note = figures.root["wall"]["eventsPerSecond"].double.map { "simulated at \(PageNumber.short($0)) events a second" } ?? ""
    let meaning = "Commands in the busiest hour of simulated time: what a real system must be sized for."
    guard let count = hour["count"].integer else { return Tile(name: "Busiest hour", value: "–", note: note, meaning: meaning) }
    return Tile(name: "Busiest hour", value: PageNumber.short(Double(count)), unit: "commands", note: note, meaning: meaning)
  }

  private static func short(_ minor: Int64, _ figures: RunFigures) -> String {
    let major = figures.amounts.major(minor)
    return abs(major) < 10_000 ? figures.amounts.text(minor) : PageNumber.short(major)
  }
}
