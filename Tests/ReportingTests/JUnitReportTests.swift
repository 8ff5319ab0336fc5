import Foundation
import Testing

@testable import Reporting

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("junit.xml")
struct JUnitReportTests {
  @Test("An XML parser reads it, and the counts are those of the cases")
  func parsed() throws {
    let report = HandMadeRun().report(
      violation: HandMadeRun.violation,
      thresholds: [
        .init(expression: "a < \"5\" & b", measured: "7", outcome: .fail), .init(expression: "c", measured: "", outcome: .noData),
      ])
    let seen = try parse(JUnitReport.render(report))
    #expect(seen.suites == ["invariants", "money", "thresholds"])
    #expect(seen.cases.count == 2 + report.money.ties.count + 2)
    #expect(seen.cases.contains("a < \"5\" & b"))
    #expect(seen.failures == 2)
    #expect(seen.errors == 1)
    #expect(seen.text.contains("granted 1,350 != parts 0"))
    let tests = 2 + report.money.ties.count + 2
    #expect(
      JUnitReport.render(report).contains("<testsuites name=\"windtunnel\" tests=\"\(tests)\" failures=\"2\" errors=\"1\">"))
  }

  @Test("A suite without cases is left out, a tie that fails is a failure")
  func suites() throws {
    var run = HandMadeRun()
    run.card.balances.add(1, row: 0)
    let seen = try parse(JUnitReport.render(run.report()))
    #expect(seen.suites == ["invariants", "money"])
    #expect(seen.failures > 0)
    #expect(seen.text.contains("45.50 != 45.51 USD"))
  }

  @Test("Characters that XML forbids are left out")
  func forbidden() throws {
    var note = HandMadeRun.violation
    note.sentence = "bell \u{7} <tag> ]]> \u{FFFF}"
    let seen = try parse(JUnitReport.render(HandMadeRun().report(violation: note)))
    #expect(seen.text.contains("bell   <tag> ]]>"))
  }

  private func parse(_ xml: String) throws -> Seen {
    let parser = XMLParser(data: Data(xml.utf8))
    let seen = Seen()
    parser.delegate = seen
    try #require(parser.parse())
    return seen
  }

  private final class Seen: NSObject, XMLParserDelegate {
    var suites: [String] = []
    var cases: [String] = []
    var failures = 0
    var errors = 0
    var text = ""

    func parser(
      _ parser: XMLParser, didStartElement element: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String] = [:]
    ) {
      switch element {
      case "testsuite": suites.append(attributes["name"] ?? "")
      case "testcase": cases.append(attributes["name"] ?? "")
      case "failure": failures += 1
      case "error": errors += 1
      default: break
      }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }
}
