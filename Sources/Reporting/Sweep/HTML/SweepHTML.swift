import Experiments

/// `sweep.html`: the whole sweep on one page with everything in it. It asks for nothing from anywhere and tells its story without a
/// script.
public enum SweepHTML {
  /// - Complexity: O(points x metrics).
  public static func render(_ report: SweepReport, includesWall: Bool = true) -> String {
    let figures = SweepFigures(report: report)
    let sections = [
      bestSection(report), figures.driversSection, figures.curvesSection, figures.heatSection, figures.frontSection,
      SweepPointsTable.section(report), meaning(report, includesWall: includesWall),
    ]
    var page = Markup()
    page.paste("<!DOCTYPE html>\n")
    page.element("html", ["lang": "en", "xmlns": "http://www.w3.org/1999/xhtml"]) {
      head(report, into: &$0)
      $0.element("body") { body in
        body.element("a", ["class": "skip", "href": "#content"], "Skip to the report")
        Patterns.write(into: &body)
        banner(report, into: &body)
        body.element("nav", ["aria-label": "Contents"]) {
          $0.element("ul") { list in
            for section in sections where section.body != nil {
              list.element("li") { $0.element("a", ["href": "#\(section.id)"], section.title) }
            }
          }
        }
        body.element("main", ["id": "content"]) { main in for section in sections { section.write(into: &main) } }
        body.element("footer") {
          $0.element(
            "p",
            "Drawn by Windtunnel \(report.identity.version). Owners and their money are simulated; months and times are in UTC.")
        }
        body.element("script") { $0.paste(PageScript.text) }
      }
    }
    page.paste("\n")
    return page.text
  }

  private static func head(_ report: SweepReport, into page: inout Markup) {
    PageHead.write(
      title: "\(report.identity.scenario.name): sweep · Windtunnel", version: report.identity.version, script: PageScript.hash,
      style: style, into: &page)
  }

  /// What only these charts have: dots, bands, and ten strengths of one colour on which text can be read.
  private static let style =
    """
    .dot { stroke: var(--card); stroke-width: 1.2; }
    .dot.s1 { fill: var(--s1); } .dot.s2 { fill: var(--s2); } .dot.s8 { fill: var(--s8); }
    .cross { stroke: var(--fail); stroke-width: 2; fill: none; }
    .contour { stroke: var(--ink); stroke-width: 3; fill: none; stroke-linecap: square; }
    .curve-band { fill: var(--s1); fill-opacity: .28; }
    .curve-spread { fill: var(--s8); fill-opacity: .2; stroke: var(--muted); stroke-width: 1; stroke-dasharray: 4 3; }
    .whisker { stroke: var(--ink); stroke-width: 1.5; fill: none; }
    .crossed td, .crossed th { text-decoration: line-through; color: var(--muted); }
    .crossed .mark { text-decoration: none; }
    #points .mark { white-space: normal; }
    @media print {
      #points table { font-size: 7pt; }
      #points th, #points td { white-space: normal; min-width: 0; padding-right: .4rem; }
    }
    """ + "\n"
    + (0...9).map { ".heat-\($0) { fill: var(--s1); fill-opacity: .\(10 + $0 * 5); }" }.joined(separator: "\n")

  private static func banner(_ report: SweepReport, into page: inout Markup) {
    let verdict = report.verdict
    let word = verdict.outcome.rawValue.prefix(1).uppercased() + verdict.outcome.rawValue.dropFirst()
    let run = report.identity
    page.element("header", ["class": "banner \(verdict.outcome.rawValue)"]) { header in
      header.element("p", ["class": "product"]) {
        $0.write("Windtunnel \(run.version), sweep")
        $0.element("button", ["type": "button", "id": "theme", "hidden": "hidden"], "Dark or light")
      }
      header.element("h1", run.scenario.name)
      if !run.scenario.about.isEmpty { header.element("p", ["class": "about"], run.scenario.about) }
      header.element("div", ["class": "verdict"]) {
        $0.element("div") { text in
          text.element("p", ["class": "word"], "\(word) (exit code \(verdict.exitCode))")
          text.element("ul", ["class": "reasons"]) { list in
            for reason in verdict.reasons.prefix(20) { list.element("li", reason) }
            if verdict.reasons.count > 20 { list.element("li", "and \(verdict.reasons.count - 20) more, see sweep.json") }
            if let robust = SweepWords(report: report).robust { list.element("li", robust + ".") }
          }
        }
      }
      header.element("dl", ["class": "identity"]) { list in
        let lines = [
          ("Owners", NumberText.grouped(run.owners)), ("From", NumberText.date(run.start.date)),
          ("Until", NumberText.date(run.horizon.date)), ("Seed", String(run.seed)), ("Design", SweepWords(report: report).size),
        ]
        for (name, value) in lines {
          list.element("div") {
            $0.element("dt", name)
            $0.element("dd", value)
          }
        }
      }
    }
  }

  private static func bestSection(_ report: SweepReport) -> PageSection {
    let words = SweepWords(report: report)
    return PageSection(
      id: "best", title: "Best",
      lead: "The best point by each objective, among those where every invariant held and every threshold was met."
    ) { page in
      page.element("ul") { list in
        for best in report.best {
          guard let best else {
            list.element("li", "No point was run to its end.")
            continue
          }
          list.element("li", words.best(best) + (words.doubt(best).map { " (\($0))" } ?? "") + ".")
        }
      }
      page.element("dl", ["class": "facts"]) { list in
        for parameter in report.design.parameters {
          list.element("dt", parameter.key)
          list.element("dd", words.values(parameter))
        }
        for parameter in report.uncertain {
          list.element("dt", parameter.key)
          list.element("dd", "uncertain, \(parameter.says): drawn for each replication, the same at all points")
        }
      }
    }
  }

  private static func meaning(_ report: SweepReport, includesWall: Bool) -> PageSection {
    let words = SweepWords(report: report)
    return PageSection(id: "meaning", title: "What the figures mean", lead: "And how to make the same sweep again.") { page in
      page.element("dl", ["class": "facts"]) { list in
        for metric in report.metrics {
          list.element("dt", "\(metric.label) (\(words.unitText(metric)))")
          list.element("dd", metric.meaning)
        }
        if report.replications > 1 {
          list.element("dt", "±")
          list.element("dd", words.plusMinus)
        }
        if includesWall {
          list.element("dt", "Cost")
          list.element("dd", words.cost + ".")
        }
      }
      page.element("pre") { $0.element("code", report.identity.repeatCommand) }
    }
  }
}
