import Testing

@testable import Reporting

@Suite("Pictures of a comparison")
struct ComparisonPageTests {
  private static let table = Page.Table(headers: ["month", "net"], rows: [["2026-01", "5"]])

  private func figure() -> Figure {
    let table = DataTable(name: "months", columns: [.init(title: "month")], rows: [[.text("2026-01")]])
    return Figure(id: "months", title: "Net", finding: "It rises.", unit: "USD", table: table) { Drawing(width: $0, height: 10) }
  }

  @Test("A picture stands on the page, and its table in text and Markdown; one without a table is left out there")
  func pictures() {
    var page = Page()
    page.add(.heading("months"))
    page.add(.picture(figure(), insteadOf: Self.table))
    page.add(.picture(figure(), insteadOf: nil))
    page.add(.details("o7 pays more", Self.table))
    let text = page.text(.plain)
    #expect(text.components(separatedBy: "2026-01").count == 3 && !text.contains("It rises."))
    #expect(text.contains("  o7 pays more\n"))
    let markdown = page.markdown()
    #expect(markdown.components(separatedBy: "| 2026-01 | 5 |").count == 3 && !markdown.contains("\n\n\n"))
    var html = Markup()
    for section in page.sections { section.write(into: &html) }
    #expect(html.text.components(separatedBy: "<figure").count == 3)
    #expect(html.text.contains("<summary>o7 pays more</summary>"))
    // The table of the picture is the figure's own, folded away; that of the owner is written.
    #expect(html.text.components(separatedBy: "<table>").count == 4)
  }

  @Test("The month from which on something holds is marked where its point is, within the picture")
  func mark() throws {
    let slots = ["2026-01", "2026-02", "2026-03", "2026-04"].map {
      FanChart.Slot(name: $0, middle: 1, outer: nil, inner: nil, words: $0)
    }
    var chart = FanChart(slots: slots, outerNames: (low: "lower end", high: "upper end"))
    #expect(!chart.draw(width: Figure.wide).shapes.text.contains("ahead from here"))
    for slot in slots.indices {
      chart.mark = (slot, "ahead from here")
      for width in [Figure.wide, Figure.narrow] {
        let text = chart.draw(width: width).shapes.text
        let label = try #require(text.firstMatch(of: #/x="([0-9.]+)" y="[0-9.]+" text-anchor="(start|end)">ahead from here/#))
        let (x, length) = (try #require(Double(label.1)), Drawing.width(of: "ahead from here"))
        #expect(label.2 == "start" ? x + length <= width : x - length >= 0, "slot \(slot), \(width) wide")
        // The line goes through the point of its month.
        let line = try #require(text.firstMatch(of: #/class="link" d="M([0-9.]+) /#))
        let curve = try #require(text.firstMatch(of: #/class="line s1" d="([^"]+)"/#))
        let points = curve.1.matches(of: #/[ML]([0-9.]+) /#).map { String($0.1) }
        #expect(points.count == 4 && String(line.1) == points[slot])
        #expect(abs(abs(x - (try #require(Double(line.1)))) - 4) < 0.2)
      }
    }
  }
}
