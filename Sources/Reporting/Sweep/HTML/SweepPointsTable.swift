import Experiments

/// Every point in a table; those that are not good are crossed out, and stay.
enum SweepPointsTable {
  /// Rows on the page; `points.csv` has all of them.
  static let most = 500

  static func section(_ report: SweepReport) -> PageSection {
    let rest = report.points.count - most
    let words = SweepWords(report: report)
    let robust = words.robust.map { " \($0)." } ?? ""
    let note = rest > 0 ? " The first \(most) of them; \(rest) more are in points.csv." : ""
    return PageSection(
      id: "points", title: "Points",
      lead: "Every combination that was run. Points that broke something or missed a threshold are crossed out.\(robust)\(note)"
    ) { page in
      page.element("div", ["class": "scroll", "tabindex": "0", "role": "group", "aria-label": "Points"]) {
        $0.element("table") { table in write(report, into: &table) }
      }
    }
  }

  private static func write(_ report: SweepReport, into table: inout Markup) {
    let words = SweepWords(report: report)
    let headings =
      ["point"] + words.shortNames + report.metrics.map { "\($0.label) (\(words.unitText($0)))" }
      + (report.robust == nil ? [] : ["good seeds"]) + ["state"]
    table.element("thead") {
      $0.element("tr") { row in for heading in headings { row.element("th", ["scope": "col"], heading) } }
    }
    table.element("tbody") { body in
      for (index, point) in report.points.prefix(most).enumerated() {
        let isCrossed = point.state == .broken || point.state == .missed
        body.element("tr", ["class": isCrossed ? "crossed" : "plain"]) { row in
          row.element("th", ["scope": "row"], String(point.number))
          for value in point.values { row.element("td", ["class": "n"], value?.text ?? "as it is") }
          for metric in report.metrics { row.element("td", ["class": "n"], words.value(metric, of: point)) }
          if report.robust != nil {
            row.element("td", ["class": "n"], "\(point.goodRuns) of \(point.runs.count)\(isRobust(point) ? ", robust" : "")")
          }
          let marks = report.best.filter { $0?.point == index }.compactMap { $0?.objective.title }
          let state = SweepWords.states[point.state, default: ""]
          row.element("td", ["class": "mark \(isCrossed ? "fail" : "pass")"], ([state] + marks).joined(separator: ", "))
        }
      }
    }
  }

  private static func isRobust(_ point: SweepPoint) -> Bool {
    point.isWhole && Double(point.goodRuns) >= RobustRegion.share * Double(point.runs.count)
  }
}
