import Accounting
import Foundation
import Testing

@testable import Measurement
@testable import Reporting

@Suite("report.json")
struct JSONReportTests {
  @Test("Foundation reads it, and the figures are those of the report")
  func parsed() throws {
    let root = try parse(JSONReport.render(everything()))
    #expect(root["schema"] as? String == "windtunnel-report/1")
    #expect(root["seed"] as? Int == 42)
    #expect(root["exitCode"] as? Int == 2)
    #expect(root["start"] as? String == "2026-01-01T00:00:00Z")
    let money = try #require(root["money"] as? [String: Any])
    #expect(money["asset"] as? String == "USD")
    let monthly = try #require(money["monthly"] as? [[String: Any]])
    #expect(monthly.map { $0["month"] as? String } == ["2026-01", "2026-02"])
    #expect(monthly[0]["net"] as? Int == -420)
    #expect(monthly.allSatisfy { $0["asset"] as? String == "USD" })
    let rollForward = try #require(money["rollForward"] as? [String: [String: Any]])
    #expect(rollForward["total"]?["closing"] as? Int == 6_700)
    #expect(rollForward["total"]?["ties"] as? Bool == true)
    let invariants = try #require(root["invariants"] as? [[String: Any]])
    #expect(invariants[0]["first"] is NSNull)
    #expect((invariants[1]["first"] as? [String: Any])?["owner"] as? String == "o17")
  }

  @Test("The keys at the top stand in the agreed order")
  func keyOrder() {
    let agreed = [
      "schema", "windtunnel", "scenario", "seed", "replication", "threads", "owners", "start", "horizon", "verdict", "exitCode",
      "reasons", "digest", "recordedDigest", "events", "commands", "invariants", "thresholds", "sometimes", "money", "finance",
      "catalogs", "replications", "baseline", "operations", "waits", "peaks", "ownersByMonth", "ownerBalances", "worstOwners",
      "reload", "cutoffs", "metering", "repeat", "conditions", "settings", "wall",
    ]
    let lines = JSONReport.render(everything()).split(separator: "\n")
    let keys = lines.filter { $0.hasPrefix("  \"") }.map { String($0.dropFirst(3).prefix { $0 != "\"" }) }
    #expect(keys == agreed)
  }

  @Test("Every field has a definition, and every definition a field")
  func definitions() throws {
    var found: Set<String> = []
    collect(try parse(JSONReport.render(everything())), at: "", into: &found)
    let defined = Definition.all.map(\.path)
    #expect(Set(defined).count == defined.count)
    // An object that may be null has a definition of its own beside those of its fields.
    let leaves = Set(Definition.all.filter { !$0.unit.contains("object") }.map(\.path))
    #expect(found.subtracting(defined) == [])
    #expect(leaves.subtracting(found) == [])
  }

  @Test("Without the wall clock any threads and any time give the same bytes")
  func stable() {
    var run = HandMadeRun.identity()
    let first = HandMadeRun().report(run)
    run.threads = 64
    let second = HandMadeRun().report(run, wall: WallClock(seconds: 99, peakMemoryBytes: 1))
    #expect(JSONReport.render(first) != JSONReport.render(second))
    #expect(JSONReport.render(first, includesWall: false) == JSONReport.render(second, includesWall: false))
    #expect(!JSONReport.render(first, includesWall: false).contains("\"threads\""))
    #expect(!JSONReport.render(first, includesWall: false).contains("eventsPerSecond"))
    #expect(JSONReport.render(first) == JSONReport.render(first))
  }

  @Test("Any text survives", arguments: ["\"quoted\" \\ back", "line\nfeed\r\t", "\u{0}\u{1F}\u{7F}", "é 🧾 \u{2028}", ""])
  func texts(text: String) throws {
    var run = HandMadeRun.identity()
    run.scenario.about = text
    let scenario = try parse(JSONReport.render(HandMadeRun().report(run)))["scenario"] as? [String: Any]
    #expect(scenario?["about"] as? String == text)
  }

  @Test("The largest seed and amounts keep every digit")
  func largest() {
    let json = JSONReport.render(HandMadeRun().report(HandMadeRun.identity(seed: .max)))
    #expect(json.contains("\"seed\": 18446744073709551615,"))
    #expect(JSONValue.array([.integer(.min), .integer(.max)]).rendered() == "[-9223372036854775808, 9223372036854775807]\n")
  }

  /// A report with something in every list.
  private func everything() -> RunReport {
    var made = FinanceRun()
    made.card.settle(catalogsOfSegments: [0, 0], factors: [1])
    var run = HandMadeRun(card: made.card)
    run.addActivity()
    run.card.catalogs = HandMadeRun.mixed().card.catalogs
    run.card.metering = HandMadeRun.metering
    var identity = HandMadeRun.identity()
    identity.catalogs = HandMadeRun.catalogs
    identity.conditions = HandMadeRun.conditions
    identity.settings = HandMadeRun.settings
    identity.segments = FinanceRun.segments
    var report = run.report(
      identity, violation: HandMadeRun.violation, thresholds: [.init(expression: "a < 1", measured: "2", outcome: .fail)])
    report.tellWorstOwners(["o17": HandMadeRun.timeline]) { "windtunnel explain x.yaml --owner \($0)" }
    let goal = PrecisionGoal(precision: 0.01, metrics: [.net], most: 200, reachedAt: 110)
    // Enough draws for every quantile.
    let series = HandMadeSeries.replications(runs: 120, of: report, runsPerDraw: 2, goal: goal)
    let baseline = try? BaselineReport(ReportDocument(HandMadeRun().report()), file: "reports/before", asset: "USD")
    if let baseline { report = report.beside(baseline) }
    return report.replicated(series, repeatCommand: "windtunnel run scenarios/marketplace.yaml --replications 2 --draws 60")
  }

  private func parse(_ json: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any])
  }

  private func collect(_ value: Any, at path: String, into found: inout Set<String>) {
    if let object = value as? [String: Any] {
      for (key, member) in object { collect(member, at: path.isEmpty ? key : "\(path).\(key)", into: &found) }
    } else if let list = value as? [Any] {
      for item in list { collect(item, at: path + "[]", into: &found) }
    } else {
      found.insert(path)
    }
  }
}
