/// `report.html`: one page with everything in it, drawn from `report.json` alone. It asks for nothing from anywhere, tells its
/// story without a script, and prints.
public enum HTMLReport {
  /// The whole page: the same bytes for the same document.
  ///
  /// - Complexity: O(size of the document).
  public static func render(_ document: ReportDocument) -> String {
    let figures = RunFigures(document)
    let sections = sections(figures)
    var page = Markup()
    page.paste("<!DOCTYPE html>\n")
    page.element("html", ["lang": "en", "xmlns": "http://www.w3.org/1999/xhtml"]) {
      writeHead(figures, into: &$0)
      $0.element("body") { body in
        body.element("a", ["class": "skip", "href": "#content"], "Skip to the report")
        Patterns.write(into: &body)
        VerdictBanner.write(figures, into: &body)
        writeContents(sections, into: &body)
        body.element("main", ["id": "content"]) { main in
          Tiles.write(figures, into: &main)
          for section in sections { section.write(into: &main) }
        }
        writeFoot(figures, into: &body)
        body.element("script") { $0.paste(PageScript.text) }
      }
    }
    page.paste("\n")
    return page.text
  }

  /// In the order of the page: what was checked, money, owners, operations, how to run it again.
  private static func sections(_ figures: RunFigures) -> [PageSection] {
    [
      PropertiesSection.make(figures), BridgeSection.make(figures), BalanceSection.make(figures), RevenueSection.make(figures),
      IncomeSection.make(figures), FanSection.make(figures), CustomerSection.make(figures), CohortSection.make(figures),
      ReloadSection.make(figures), OverdraftSection.make(figures), OperationsSection.make(figures), LoadSection.make(figures),
      WorstOwnersSection.make(figures), ScenarioSection.make(figures),
    ]
  }

  private static func writeHead(_ figures: RunFigures, into page: inout Markup) {
    let name = figures.root["scenario"]["name"].string ?? "run"
    PageHead.write(
      title: "\(name): \(VerdictBanner.word(figures)) · Windtunnel", version: figures.root["windtunnel"].string ?? "",
      script: PageScript.hash, into: &page)
  }

  private static func writeContents(_ sections: [PageSection], into page: inout Markup) {
    page.element("nav", ["aria-label": "Contents"]) {
      $0.element("ul") { list in
        for section in sections where section.body != nil {
          list.element("li") { $0.element("a", ["href": "#\(section.id)"], section.title) }
        }
      }
      let absent = sections.filter { $0.body == nil }.map(\.title)
      if !absent.isEmpty {
        $0.element("p", ["class": "absent"], "Not in this run: \(absent.joined(separator: ", ")).")
      }
    }
  }

  private static func writeFoot(_ figures: RunFigures, into page: inout Markup) {
    page.element("footer") {
      $0.element(
        "p",
        "Drawn by Windtunnel \(figures.root["windtunnel"].string ?? "") from report.json, which has every figure of this page. "
          + "All amounts come from the ledger's transfers; months and times are in UTC. Owners and their money are simulated.")
    }
  }
}
