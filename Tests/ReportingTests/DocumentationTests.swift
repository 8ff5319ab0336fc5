import Foundation
import Testing

@testable import Reporting

@Suite("docs/report-format.md")
struct DocumentationTests {
  @Test("The table of fields is the one of the program")
  func fields() throws {
    let text = try document()
    for definition in Definition.all {
      let row = "| `\(definition.path)` | \(definition.unit) | \(definition.meaning) |"
      #expect(text.contains(row + "\n"), "The page lacks: \(row)")
    }
    let documented = text.split(separator: "\n").filter { $0.hasPrefix("| `") && $0.contains("` | ") }
    let fields = documented.filter { line in Definition.all.contains { line.hasPrefix("| `\($0.path)` |") } }
    #expect(fields.count == Definition.all.count)
  }

  @Test("Every column of monthly.csv is explained, and every exit code named")
  func columnsAndCodes() throws {
    let text = try document()
    for figure in MonthlyFigure.allCases { #expect(text.contains("| \(figure.title) | major units | \(figure.meaning) |\n")) }
    for code in [0, 1, 2, 3, 4, 5, 64, 65, 66, 73, 74, 75, 130, 143] { #expect(text.contains("\n| \(code) | ")) }
    #expect(text.contains("`\(RunReport.schema)`"))
  }

  private func document() throws -> String {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    return try String(contentsOf: root.appendingPathComponent("docs/report-format.md"), encoding: .utf8)
  }
}
