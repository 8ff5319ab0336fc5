import Experiments
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@testable import Reporting

@Suite("sweep.html")
struct SweepHTMLTests {
  private func grid() throws -> SweepReport {
    let design = try SweepFixture.design(.grid, "catalog.fee.on_top=20 %..40 %/10 %", "burn=<b>a</b>,c&d")
    return SweepFixture.report(
      design, replications: 3, objectives: [Objective(.net, .max), Objective(.debt, .min)],
      exitCode: { index, _ in index == 3 ? 2 : 0 }
    ) { values, replication in 10_000 * values[0] + 1_000 * values[1] + Double(replication) }
  }

  private func element(_ text: String, parses: inout Bool) {
    let parser = XMLParser(data: Data(text.utf8))
    parses = parser.parse()
  }

  @Test("The page is well formed for every design, and loads nothing from anywhere")
  func wellFormed() throws {
    let designs = [
      try SweepFixture.design(.grid, "a=1..5/1"), try SweepFixture.design(.oneAtATime, "a=1..5/1", "b=x,y"),
      try SweepFixture.design(.latin(points: 40), "a=1..5", "b=x,y"),
      try SweepFixture.design(.morris(trajectories: 4), "a=1..5", "b=0..9"),
      try SweepFixture.design(.saltelli(samples: 8), "a=1..5", "b=0..9"),
    ]
    let reports =
      [try grid()] + designs.map { SweepFixture.report($0) { values, _ in values.reduce(1) { $0 * ($1 + 1) } * 100 } }
      + designs.map { SweepFixture.report($0, stop: Verdict.Stop(signal: 2)) { _, _ in nil } }
    for report in reports {
      let page = SweepHTML.render(report)
      var parses = false
      element(String(page.dropFirst("<!DOCTYPE html>\n".count)), parses: &parses)
      #expect(parses, "\(report.design.kind)")
      for word in ["http://", "https://", "src=\"", "@import", "url(http"] {
        #expect(!page.replacing("http://www.w3.org/1999/xhtml", with: "").contains(word), "\(word)")
      }
      #expect(!page.contains("NaN") && !page.contains(">nan<"))
    }
  }

  @Test("Every value has its place on the axis, also of a list that goes down")
  func axis() throws {
    let page = SweepHTML.render(SweepFixture.report(try SweepFixture.design(.grid, "a=0,-3,-6")) { values, _ in values[0] })
    for label in ["0", "-3", "-6"] { #expect(page.contains("text-anchor=\"middle\">\(label)</text>"), "\(label)") }
  }

  @Test("What is not known stands on the page, and bands say that they hold it")
  func uncertain() throws {
    let design = try SweepFixture.design(.grid, "a=1..3/1")
    let drawn = DrawnParameter(key: "catalog.fee.on_top", says: "uniform 25 % to 35 %", values: ["27 %", "31 %"])
    let report = SweepFixture.report(design, replications: 2, uncertain: [drawn]) { values, replication in
      values[0] + Double(replication)
    }
    let page = SweepHTML.render(report)
    #expect(page.contains("uncertain, uniform 25 % to 35 %: drawn for each replication, the same at all points"))
    #expect(page.contains("over 2 replications, each with its own draw of what is not known"))
    #expect(SweepText.render(report).contains("catalog.fee.on_top: uniform 25 % to 35 %, drawn for each replication"))
    #expect(SweepMarkdown.render(report).contains("it holds chance and what is not known"))
    #expect(SweepJSON.render(report).contains("\"values\": [\"27 %\", \"31 %\"]"))
  }

  @Test("A grid has curves with bands, a heat map, a tornado and the front, each with its table")
  func pictures() throws {
    let page = SweepHTML.render(try grid())
    for id in ["tornado-net", "curve-net-0", "curve-net-1", "heat-net-0-1", "pareto"] {
      #expect(page.contains("<figure id=\"\(id)\""), "\(id)")
    }
    for style in [
      "curve-band", "curve-spread", "class=\"heat-9\"", "class=\"cross\"", "class=\"contour\"", "class=\"crossed\"", "dot s2",
    ] {
      #expect(page.contains(style), "\(style)")
    }
    #expect(page.contains("&lt;b&gt;a&lt;/b&gt;") && !page.contains("<b>a</b>"))
    #expect(page.components(separatedBy: "<figure").count == page.components(separatedBy: "text/csv").count)
  }
}
