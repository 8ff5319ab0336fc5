/// What was checked: invariants always, thresholds at the end, and whether what should happen ever happened.
enum PropertiesSection {
  static func make(_ figures: RunFigures) -> PageSection {
    PageSection(
      id: "checks", title: "What was checked",
      lead:
        "Invariants are checked after every step and must hold always; thresholds are demands of the scenario on its figures; "
        + "coverage says what the run never tried."
    ) { page in
      writeViolations(figures, into: &page)
      writeThresholds(figures, into: &page)
      writeInvariants(figures, into: &page)
      writeTies(figures, into: &page)
      writeCoverage(figures, into: &page)
    }
  }

  private static func writeViolations(_ figures: RunFigures, into page: inout Markup) {
    for invariant in figures.root["invariants"].items {
      let first = invariant["first"]
      if first.isNull { continue }
      page.element("div", ["class": "violation"]) {
        $0.element("h3", "Broken: \(invariant["name"].string ?? "")")
        $0.element("p", first["sentence"].string ?? "")
        $0.element("p") { line in
          for side in ["left", "right"] {
            line.element("span", ["class": "side"], "\(first[side]["label"].string ?? ""): \(first[side]["value"].written ?? "")")
          }
        }
        $0.element(
          "p",
          "First for owner \(first["owner"].string ?? ""), event \(NumberText.grouped(first["event"].count)), at "
            + "\(first["at"].string ?? ""), after: \(first["command"].string ?? "")")
        $0.element("pre") { $0.element("code", first["repeat"].string ?? "") }
      }
    }
  }

  private static func writeThresholds(_ figures: RunFigures, into page: inout Markup) {
    let thresholds = figures.root["thresholds"].items
    if thresholds.isEmpty { return }
    page.element("h3", "Thresholds")
    page.element("table", ["class": "plain thresholds"]) { table in
      table.element("thead") {
        $0.element("tr") { row in
          for title in ["verdict", "demand"] { row.element("th", ["scope": "col"], title) }
          for title in ["measured", "limit"] { row.element("th", ["scope": "col", "class": "n"], title) }
        }
      }
      table.element("tbody") { body in
        for threshold in thresholds {
          let unit = threshold["unit"].string ?? ""
          body.element("tr") {
            Mark.write(threshold["verdict"].string ?? "", into: &$0)
            $0.element("th", ["scope": "row"]) { $0.element("code", threshold["name"].string ?? "") }
            $0.element("td", ["class": "n"], measured(threshold["value"], unit))
            $0.element("td", ["class": "n"], measured(threshold["limit"], unit))
          }
        }
      }
    }
  }

  private static func measured(_ value: JSONValue, _ unit: String) -> String {
    guard let number = value.written else { return "no data" }
    let text = PageNumber.grouped(number)
    return unit == "count" ? text : "\(text) \(unit)"
  }

  private static func writeInvariants(_ figures: RunFigures, into page: inout Markup) {
    let invariants = figures.root["invariants"].items
    let checks = RunFigures.sum(invariants.map { $0["checks"].count })
    let idle = invariants.filter { $0["checks"].count == 0 }.count
    let broken = invariants.filter { $0["violations"].count > 0 }.count
    let held = Int64(invariants.count - idle - broken)
    page.element("details", broken > 0 ? ["open": "open"] : [:]) { details in
      details.element(
        "summary",
        "\(NumberText.counted(held, "invariant")) held in \(NumberText.counted(checks, "check"))"
          + (broken > 0 ? ", \(broken) broken" : "") + (idle > 0 ? "; \(idle) had nothing to check" : ""))
      details.element("table", ["class": "plain"]) { table in
        table.element("caption", "Invariants, in checks")
        table.element("thead") {
          $0.element("tr") { row in
            for title in ["verdict", "invariant"] { row.element("th", ["scope": "col"], title) }
            for title in ["checks", "violations"] { row.element("th", ["scope": "col", "class": "n"], title) }
          }
        }
        table.element("tbody") { body in
          for invariant in invariants {
            let verdict = invariant["violations"].count > 0 ? "fail" : invariant["checks"].count > 0 ? "pass" : "no-data"
            body.element("tr") {
              Mark.write(verdict, into: &$0)
              $0.element("th", ["scope": "row"], invariant["name"].string ?? "")
              $0.element("td", ["class": "n"], NumberText.grouped(invariant["checks"].count))
              $0.element("td", ["class": "n"], NumberText.grouped(invariant["violations"].count))
            }
          }
        }
      }
    }
  }

  private static func writeTies(_ figures: RunFigures, into page: inout Markup) {
    let ties = figures.root["money"]["ties"].items
    let broken = ties.filter { !$0["holds"].isTrue }
    if ties.isEmpty { return }
    page.element("details", broken.isEmpty ? [:] : ["open": "open"]) { details in
      details.element(
        "summary",
        broken.isEmpty
          ? "The money ties: \(NumberText.counted(Int64(ties.count), "equation")) between the ledger and the statements hold exactly"
          : "\(broken.count) of \(NumberText.counted(Int64(ties.count), "equation")) of the money do not hold")
      details.element("ul", ["class": "ties"]) { list in
        for tie in ties {
          list.element("li", tie["holds"].isTrue ? [:] : ["class": "broken"]) {
            $0.write((tie["holds"].isTrue ? "✓ " : "✗ does not hold: ") + (tie["name"].string ?? ""))
          }
        }
      }
    }
  }

  private static func writeCoverage(_ figures: RunFigures, into page: inout Markup) {
    let situations = figures.root["sometimes"].items
    let met = situations.filter { $0["count"].count > 0 }
    if situations.isEmpty { return }
    let missing = situations.filter { $0["count"].count == 0 && $0["expected"].isTrue }.compactMap { $0["name"].string }
    page.element("details") { details in
      details.element(
        "summary",
        "\(met.count) of \(NumberText.counted(Int64(situations.count), "situation")) happened"
          + (missing.isEmpty ? "" : "; expected, but never tried: \(missing.joined(separator: ", "))"))
      details.element("ul", ["class": "situations"]) { list in
        for situation in met {
          list.element("li") {
            $0.write(situation["name"].string ?? "")
            $0.element("span", ["class": "n"], NumberText.grouped(situation["count"].count))
          }
        }
      }
      let never = situations.filter { $0["count"].count == 0 }.compactMap { $0["name"].string }
      if !never.isEmpty { details.element("p", "Never: \(never.joined(separator: ", ")).") }
    }
  }
}

/// A verdict in one cell: a sign and a word, not a colour alone.
enum Mark {
  static func write(_ verdict: String, into row: inout Markup) {
    switch verdict {
    case "pass": row.element("td", ["class": "mark pass"], "✓ held")
    case "fail": row.element("td", ["class": "mark fail"], "✗ broken")
    default: row.element("td", ["class": "mark none"], "– no data")
    }
  }
}
