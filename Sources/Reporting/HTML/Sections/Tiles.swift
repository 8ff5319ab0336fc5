/// Six figures to begin with, each with how it moved: against the baseline where there is one, else against the month before.
enum Tiles {
  private struct Tile {
    let name: String
    let value: String
    var unit = ""
    var note = ""
    var values: [Double] = []
    let meaning: String
    var change: TileChange?
  }

  static func write(_ figures: RunFigures, into page: inout Markup) {
    if let baseline = Baseline(figures) {
      page.element("p", ["class": "baseline"], baseline.description(beside: figures))
    }
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
          if let change = tile.change {
            $0.element("p", ["class": "change \(change.judgement.rawValue)"], change.text)
          }
          if !tile.note.isEmpty { $0.element("p", ["class": "note"], tile.note) }
          $0.element("p", ["class": "meaning"], tile.meaning)
        }
      }
    }
  }

  private static func tiles(_ figures: RunFigures) -> [Tile] {
    let baseline = Baseline(figures)
    return [
      money("Net", .net, figures, baseline, higherIsBetter: true),
      money("Liability", .closingLiability, figures, baseline, higherIsBetter: nil),
      breakage(figures, baseline), debt(figures, baseline), reloads(figures, baseline), load(figures, baseline),
    ]
  }

  /// The change of an amount against the baseline.
  private static func change(
    _ key: String, to minor: Int64, _ figures: RunFigures, _ baseline: Baseline?, higherIsBetter: Bool?
  ) -> TileChange? {
    guard let baseline, let before = baseline.money(key) else { return nil }
    return TileChange(from: before, to: figures.amounts.major(minor), higherIsBetter: higherIsBetter) { _ in
      baseline.words(key)
    }
  }

  private static func money(
    _ name: String, _ figure: MonthlyFigure, _ figures: RunFigures, _ baseline: Baseline?, higherIsBetter: Bool?
  ) -> Tile {
    let total = figures.total(figure)
    return Tile(
      name: name, value: short(total, figures), unit: figures.amounts.code,
      note: baseline == nil ? figures.latest(figure) ?? "" : "", values: figures.drawn(figure), meaning: figure.meaning,
      change: change(figure.rawValue, to: total, figures, baseline, higherIsBetter: higherIsBetter))
  }

  private static func breakage(_ figures: RunFigures, _ baseline: Baseline?) -> Tile {
    let total = figures.total(.breakage)
    let share = PageNumber.percent(Double(total), of: Double(figures.total(.revenue)))
    return Tile(
      name: "Breakage", value: short(total, figures), unit: figures.amounts.code,
      note: share.map { "\($0) of revenue" } ?? "no revenue", values: figures.drawn(.breakage),
      meaning: MonthlyFigure.breakage.meaning,
      change: change("breakage", to: total, figures, baseline, higherIsBetter: true))
  }

  private static func debt(_ figures: RunFigures, _ baseline: Baseline?) -> Tile {
    let (lost, most) = (figures.total(.badDebt), figures.root["money"]["largestDebt"].count)
    return Tile(
      name: "Largest debt", value: short(most, figures), unit: figures.amounts.code,
      note: lost == 0 ? "nothing written off" : "\(figures.amounts.words(lost)) written off",
      values: figures.happened(.badDebt) ? figures.drawn(.badDebt) : [], meaning: "What one owner owed at most at once.",
      change: change("largestDebt", to: most, figures, baseline, higherIsBetter: false))
  }

  private static func reloads(_ figures: RunFigures, _ baseline: Baseline?) -> Tile {
    let reload = figures.root["reload"]
    let (settled, declined) = (reload["settled"].double ?? 0, reload["declined"].double ?? 0)
    let meaning = "Charges of automatic reloads that settled, of those that were answered."
    guard let share = PageNumber.percent(settled, of: settled + declined) else {
      return Tile(name: "Reload success", value: "–", note: "no automatic reloads in this run", meaning: meaning)
    }
    var change: TileChange?
    if let before = baseline?.count("reloadsSettled"), let lost = baseline?.count("reloadsDeclined"), before + lost > 0 {
      change = TileChange(from: before / (before + lost), to: settled / (settled + declined), higherIsBetter: true) {
        PageNumber.percent($0, of: 1) ?? ""
      }
    }
    return Tile(
      name: "Reload success", value: share,
      note: "\(NumberText.grouped(reload["settled"].count)) settled, \(NumberText.grouped(reload["declined"].count)) declined",
      meaning: meaning, change: change)
  }

  private static func load(_ figures: RunFigures, _ baseline: Baseline?) -> Tile {
    let hour = figures.root["peaks"]["perHour"]
    let note = figures.root["wall"]["eventsPerSecond"].double.map { "simulated at \(PageNumber.short($0)) events a second" } ?? ""
    let meaning = "Commands in the busiest hour of simulated time: what a real system must be sized for."
    guard let count = hour["count"].integer else { return Tile(name: "Busiest hour", value: "–", note: note, meaning: meaning) }
    let change = baseline?.count("busiestHour").map {
      TileChange(from: $0, to: Double(count), higherIsBetter: nil) { "\(PageNumber.short($0))" }
    }
    return Tile(
      name: "Busiest hour", value: PageNumber.short(Double(count)), unit: "commands", note: note, meaning: meaning,
      change: change)
  }

  private static func short(_ minor: Int64, _ figures: RunFigures) -> String {
    let major = figures.amounts.major(minor)
    return abs(major) < 10_000 ? figures.amounts.text(minor) : PageNumber.short(major)
  }
}
