import Experiments
import Foundation
import Testing

@testable import Reporting

@Suite("A sweep as text, Markdown, JSON and CSV")
struct SweepRenderingTests {
  private func grid(replications: Int = 3) throws -> SweepReport {
    let design = try SweepFixture.design(.grid, "catalog.fee.on_top=20 %..40 %/10 %", "burn=a|b,<c>")
    return SweepFixture.report(design, replications: replications, objectives: [Objective(.net, .max), Objective(.debt, .min)]) {
      values, replication in 10_000 * values[0] + 1_000 * values[1] + Double(replication)
    }
  }

  @Test("The text has the best points, a bar for each parameter and a row for each point, in 100 columns")
  func text() throws {
    let text = SweepText.render(try grid())
    for words in [
      "VERDICT  PASS (exit code 0)", "highest net: 4,010.01 ± 0.02 USD at point 6", "TORNADO  net in USD", "█", "FRONT", "best 1",
    ] {
      #expect(text.contains(words), "\(words) in\n\(text)")
    }
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(text)")
    #expect(!text.contains("\u{1B}"))
    #expect(SweepText.render(try grid(), style: .coloured).contains("\u{1B}["))
    #expect(SweepText.render(try grid(), style: .ascii).utf8.allSatisfy { $0 < 128 })
    #expect(!SweepText.render(try grid(), includesWall: false).contains("COST"))
  }

  @Test("Of many points the text lists the best and some that are not good")
  func many() throws {
    let design = try SweepFixture.design(.grid, "a=1..100/1")
    let report = SweepFixture.report(design, exitCode: { index, _ in index == 50 ? 2 : 0 }) { values, _ in values[0] }
    let text = SweepText.render(report)
    #expect(text.contains("and 88 more points, see points.csv"))
    #expect(text.contains("BROKEN") && text.contains("\n    100  "))
  }

  @Test("JSON is JSON, with every point, its metrics and what is known of them")
  func json() throws {
    let text = SweepJSON.render(try grid())
    let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(root["schema"] as? String == "windtunnel-sweep/1")
    let points = try #require(root["points"] as? [[String: Any]])
    #expect(points.count == 6)
    let metrics = try #require(points[5]["metrics"] as? [String: Any])
    #expect((metrics["net"] as? [Double])?.first == 401_001)
    #expect(metrics["revenue"] is NSNull)
    #expect((points[0]["set"] as? [String: String])?["catalog.fee.on_top"] == "20 %")
    #expect(root["wall"] != nil)
    #expect(!SweepJSON.render(try grid(), includesWall: false).contains("\"wall\""))
  }

  @Test("CSV has a row a point with amounts in major units, quoted where it must be")
  func csv() throws {
    let rows = SweepCSV.render(try grid()).components(separatedBy: "\r\n")
    #expect(rows.count == 8 && rows[7].isEmpty)
    #expect(rows[0].hasPrefix("point,catalog.fee.on_top,burn,state,runs (count),good runs (count),net (USD),\"net (USD), low\""))
    #expect(rows[6].hasPrefix("6,40 %,<c>,good,3,3,4010.01,4009.99,4010.03,"))
    #expect(
      Set(
        rows.dropLast().map { $0.replacing(#/"[^"]*"/#, with: "x").split(separator: ",", omittingEmptySubsequences: false).count }
      ).count == 1)
  }

  @Test("Markdown escapes the values of others and crosses out what is not good")
  func markdown() throws {
    let design = try SweepFixture.design(.grid, "a=1..3/1", "burn=a|b,<c>")
    let report = SweepFixture.report(design, exitCode: { index, _ in index == 0 ? 3 : 0 }) { values, _ in values[0] * 100 }
    let text = SweepMarkdown.render(report)
    #expect(text.hasPrefix("**FAIL** (exit code 3)"))
    #expect(text.contains("| 1 | ~~1~~ | ~~a\\|b~~ | ~~1.00~~ |") && text.contains("MISSED"))
    #expect(text.contains("\\<c\\>") && !text.contains("| <c> |"))
    #expect(text.contains("**highest net**"))
  }

  @Test("What was kept of a run is read back as the same run")
  func kept() throws {
    let run = SweepRun(
      replication: 3, metrics: ["net": 12_345.0, "reload.declined": 0.1 + 0.2, "debt": -1e17 / 3], exitCode: 2,
      reasons: ["It \"broke\"\n/ here."], events: .max)
    #expect(try JSONDecoder().decode(SweepRun.self, from: JSONEncoder().encode(run)) == run)
  }
}
