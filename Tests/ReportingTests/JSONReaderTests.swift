import Foundation
import Testing

@testable import Reporting

@Suite("Reading report.json")
struct JSONReaderTests {
  @Test("What is written is read again, to the last byte and in the same order")
  func roundTrip() throws {
    let text = JSONReport.render(HandMadeRun().report(violation: HandMadeRun.violation))
    #expect(try JSONReader.read(Array(text.utf8)).rendered() == text)
    let odd = "[{\"b\": 1, \"a\": [-9223372036854775808, 18446744073709551615, 1.50, -0, 1e3]}, \"\\u001f é 🧾 \\\\\"]"
    #expect(try JSONReader.read(Array(odd.utf8)).rendered().filter { !$0.isWhitespace } == odd.filter { !$0.isWhitespace })
  }

  @Test(
    "Every escape is understood",
    arguments: zip(
      [#""\"\\\/\b\f\n\r\t""#, #""\u00e9\uD83E\uDDFE""#, "\" \u{7F}\""], ["\"\\/\u{8}\u{C}\n\r\t", "é🧾", " \u{7F}"]))
  func escapes(written: String, meant: String) throws {
    #expect(try JSONReader.read(Array(written.utf8)).string == meant)
  }

  @Test(
    "What is no JSON is refused, with its place",
    arguments: [
      ("", "line 1, column 1: the text ends where a value is expected"),
      ("{\"a\": 1,\n }", "line 2, column 2: a key in quotes is expected"),
      ("[1 2]", "line 1, column 4: a comma or ] is expected"),
      ("[1,]", "line 1, column 4: no value begins like this"), ("{} {}", "line 1, column 4: the text goes on after the value"),
      ("{\"a\": 1, \"a\": 2}", "line 1, column 10: a key comes twice in one object"),
      ("01", "line 1, column 1: a number begins with a needless zero"), ("1.", "line 1, column 3: a digit is expected"),
      ("-", "line 1, column 2: a digit is expected"), ("nul", "line 1, column 1: no value begins like this"),
      ("\"a", "line 1, column 3: text without an end"), ("\"\n\"", "line 1, column 2: a control character stands in text"),
      (#""\x""#, "line 1, column 2: no escape is written like this"), (#""\uD800""#, "line 1, column 2: half a character"),
      (#""\uDC00""#, "line 1, column 2: half a character"),
      (#""\u12g4""#, "line 1, column 4: four hexadecimal digits are expected"),
      ("NaN", "line 1, column 1: no value begins like this"), ("{\"a\" 1}", "line 1, column 6: a colon is expected"),
      ("'a'", "line 1, column 1: no value begins like this"), ("\u{FEFF}{}", "line 1, column 1: no value begins like this"),
    ])
  func refused(text: String, problem: String) {
    #expect("\(failure { try JSONReader.read(Array(text.utf8)) })" == problem)
  }

  @Test("Nesting has an end, and bytes that are no UTF-8 are refused")
  func bounds() throws {
    func nested(_ depth: Int) -> [UInt8] {
      Array((String(repeating: "[", count: depth) + String(repeating: "]", count: depth)).utf8)
    }
    _ = try JSONReader.read(nested(JSONReader.deepest + 1))
    #expect(failure { try JSONReader.read(nested(JSONReader.deepest + 2)) }.contains("nested more than"))
    #expect(failure { try JSONReader.read(nested(1_000_000)) }.contains("nested more than"))
    #expect(failure { try JSONReader.read([0x22, 0xFF, 0x22]) }.contains("no UTF-8"))
  }

  @Test("Only a report of a run is one, and only of a form that is known")
  func documents() throws {
    let text = JSONReport.render(HandMadeRun().report())
    _ = try ReportDocument(parsing: Array(text.utf8))
    func refusal(_ text: String) -> ReportDocumentError? {
      do throws(ReportDocumentError) {
        _ = try ReportDocument(parsing: Array(text.utf8))
        return nil
      } catch {
        return error
      }
    }
    #expect(refusal("{}") == .noReport(schema: ""))
    #expect(refusal("[]") == .noReport(schema: ""))
    #expect(refusal(#"{"schema": "windtunnel-check/1"}"#) == .noReport(schema: "windtunnel-check/1"))
    #expect(refusal(#"{"schema": "windtunnel-report/2"}"#) == .tooNew(schema: "windtunnel-report/2"))
    #expect(refusal(#"{"schema": "windtunnel-report/0"}"#) == .noReport(schema: "windtunnel-report/0"))
    #expect(refusal("{") == .malformed(JSONProblem(line: 1, column: 2, what: "a key in quotes is expected")))
  }

  private func failure(_ body: () throws -> JSONValue) -> String {
    do { return "no failure: \(try body().rendered())" } catch { return "\(error)" }
  }
}
