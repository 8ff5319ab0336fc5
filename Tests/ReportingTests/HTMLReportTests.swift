import Foundation
import Testing

@testable import Reporting

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("report.html")
struct HTMLReportTests {
  static let whole = ReportDocument(
    HandMadeRun().report(
      violation: HandMadeRun.violation, thresholds: [.init(expression: "a < 1", measured: "2", outcome: .fail)]))

  @Test("It is well-formed, and the same document gives the same bytes")
  func wellFormed() throws {
    for document in [Self.whole, RichDocument.make(), ReportDocument(.object([]))] {
      let page = HTMLReport.render(document)
      let outline = try PageOutline(page)
      #expect(outline.repeatedIDs == [])
      #expect(outline.brokenLinks == [])
      #expect(page == HTMLReport.render(document))
    }
  }

  @Test("Read from its text, a report gives the same page")
  func fromText() throws {
    let report = HandMadeRun().report(violation: HandMadeRun.violation)
    let read = try ReportDocument(parsing: Array(JSONReport.render(report).utf8))
    #expect(HTMLReport.render(read) == HTMLReport.render(ReportDocument(report)))
  }

  @Test("Every picture has a finding, a table with figures, a file, and a name for those who do not see it")
  func pictures() throws {
    let outline = try PageOutline(HTMLReport.render(RichDocument.make()))
    let expected = [
      "days", "hours", "bridge-total", "balance", "revenue-streams", "cash", "fan-net", "bands", "lifetime", "recurring-level",
      "recurring-changes",
      "cohort-activity", "cohort-spending", "reload-funnel", "exposure", "debt-ages", "refusals",
      "owner-balances", "costliest", "waits", "cutoffs",
    ]
    #expect(Set(expected).subtracting(outline.figures.map(\.id)) == [])
    for figure in outline.figures {
      #expect(figure.finding.count > 10 && figure.finding.last == ".", "\(figure.id): \(figure.finding)")
      #expect(figure.rows > 0, "\(figure.id) has no figures")
      #expect(figure.csv.hasPrefix("data:text/csv;charset=utf-8,"), "\(figure.id) has no file")
      #expect(figure.pictures == 2 && figure.titles == 2 && figure.descriptions == 2, "\(figure.id) has no name")
    }
  }

  @Test("It asks for nothing from anywhere, and its policy would not let it")
  func network() throws {
    for document in [Self.whole, RichDocument.make()] {
      let page = HTMLReport.render(document)
      let outline = try PageOutline(page)
      #expect(outline.addresses.filter { !$0.hasPrefix("#") && !$0.hasPrefix("data:text/csv") } == [])
      let rest = page.replacing("http://www.w3.org/1999/xhtml", with: "").replacing("http-equiv", with: "")
      #expect(!rest.lowercased().contains("http"))
      #expect(!rest.contains("@import") && !rest.contains("url(//"))
      #expect(page.contains("default-src &#39;none&#39;") && !page.contains("script-src &#39;unsafe"))
    }
  }

  @Test(
    "What users name things stays text",
    arguments: [
      "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='x", "]]></style></script><b>",
      "&lt;&amp;#x41;",
      "\u{0}\u{1F}\u{FFFE}\u{7F}", "\u{202E}desrever\u{202C}", "=HYPERLINK(\"x\")", "javascript:alert(1)",
    ])
  func hostile(name: String) throws {
    let page = HTMLReport.render(RichDocument.make(name: name))
    let outline = try PageOutline(page)
    #expect(outline.count(of: "script") == 1)
    #expect(outline.count(of: "style") == 1)
    #expect(outline.count(of: "img") == 0)
    #expect(outline.handlers == [])
    #expect(!page.contains("\u{202E}"))
    // The name itself is there to be read.
    let shown = String(
      String.UnicodeScalarView(name.unicodeScalars.filter { $0.value >= 0x20 && $0.isASCII && $0.value != 0x7F }))
    #expect(shown.isEmpty || outline.text.contains(shown.prefix(8)))
    #expect(outline.figures.allSatisfy { !$0.csv.contains("%0A=") && !$0.csv.contains(",=") })
  }

  @Test("A section without figures is named as missing, and has no place in the contents")
  func missing() throws {
    let page = HTMLReport.render(ReportDocument(HandMadeRun(card: HandMadeRun.empty()).report()))
    let outline = try PageOutline(page)
    #expect(outline.text.contains("Not in this run: "))
    #expect(!outline.addresses.contains("#cohorts") && !outline.addresses.contains("#reloads"))
    #expect(outline.figures.isEmpty)
  }

  @Test("The script and the style are the same as HTML and as XML, and the policy names this script")
  func script() {
    for text in [PageScript.text, PageStyle.text] { #expect(!text.contains("<") && !text.contains("&")) }
    #expect(PageScript.hash.hasPrefix("'sha256-") && PageScript.hash.count == 53)
    // A page that a person prints has no second copy of each picture.
    #expect(PageStyle.text.contains("@media print"))
  }

  @Test("A document with holes and wrong values gives a page all the same", arguments: 0..<60)
  func damaged(seed: UInt64) throws {
    var random = SplitMix(state: seed)
    let page = HTMLReport.render(ReportDocument(RichDocument.make().root.damaged(&random)))
    _ = try PageOutline(page)
  }

  @Test("A file for spreadsheets has every digit, quotes where needed and no formula")
  func files() {
    let amounts = PageAmounts(unit: MoneyUnit(code: "USD", decimals: 6))
    let table = DataTable(
      name: "t", columns: [.init(title: "na,me"), .init(title: "amount", unit: "USD")],
      rows: [[.text("=1+\"1\""), .amount(-1_234_567_891, amounts)], [.text("b"), .number(nil)]])
    #expect(table.csv == "\"na,me\",amount (USD)\r\n\"'=1+\"\"1\"\"\",-1234.567891\r\nb,\r\n")
    #expect(table.rows[0][1].shown == "−1,234.57")
  }
}
