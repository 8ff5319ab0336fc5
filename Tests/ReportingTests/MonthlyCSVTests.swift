import Accounting
import Testing

@testable import Reporting

@Suite("monthly.csv")
struct MonthlyCSVTests {
  @Test("A spreadsheet reads one row a month with a unit in every heading")
  func parsed() throws {
    let rows = parse(MonthlyCSV.render(HandMadeRun().report()))
    try #require(rows.count == 3)
    #expect(rows.allSatisfy { $0.count == MonthlyFigure.allCases.count + 4 })
    #expect(rows[0].first == "month")
    #expect(rows[0].dropFirst().allSatisfy { $0.hasSuffix(" (USD)") || $0.hasSuffix(" (count)") })
    #expect(rows[1].first == "2026-01")
    let net = try #require(rows[0].firstIndex(of: "net (USD)"))
    #expect(rows[1][net] == "-6.90")
    #expect(rows[2][net] == "11.00")
    #expect(rows[2].suffix(3) == ["0", "1", "1"])
  }

  @Test("Every line ends in CRLF, amounts have no thousands separators")
  func form() {
    var run = HandMadeRun()
    run.post(.cash, .availablePaid, 123_456_789, .purchase, at: HandMadeRun.start)
    let text = MonthlyCSV.render(run.report())
    let bytes = Array(text.utf8)
    let ends = bytes.indices.filter { bytes[$0] == 10 }
    #expect(ends.count == 3)
    #expect(ends.allSatisfy { bytes[$0 - 1] == 13 })
    #expect(text.contains(",1234667.89,"))
  }

  @Test("A currency's odd name is quoted, not broken")
  func quoting() {
    var run = HandMadeRun.identity()
    run.unit = MoneyUnit(code: "my \"coin\", new", decimals: 0)
    let rows = parse(MonthlyCSV.render(HandMadeRun().report(run)))
    #expect(rows[0][1] == "cash in (my \"coin\", new)")
    #expect(rows[1][1] == "10000")
  }

  /// RFC 4180, read one character after the other.
  private func parse(_ text: String) -> [[String]] {
    var rows: [[String]] = []
    var row: [String] = []
    var field = ""
    var isQuoted = false
    var sawQuote = false
    for scalar in text.unicodeScalars {
      if isQuoted, scalar == "\"", !sawQuote {
        sawQuote = true
      } else if isQuoted, !sawQuote || scalar == "\"" {
        sawQuote = false
        field.unicodeScalars.append(scalar)
      } else if scalar == "\"" {
        isQuoted = true
      } else if scalar == "," || scalar == "\n" {
        row.append(field)
        field = ""
        (isQuoted, sawQuote) = (false, false)
        if scalar == "\n" {
          rows.append(row)
          row = []
        }
      } else if scalar != "\r" {
        field.unicodeScalars.append(scalar)
      }
    }
    return rows
  }
}
