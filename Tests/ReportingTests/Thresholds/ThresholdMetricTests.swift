import Accounting
import Testing

@testable import Reporting

/// Every family of metrics with a limit that holds and one that does not, by sums that can be checked on paper.
@Suite("Thresholds")
struct ThresholdMetricTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var metric: String
    var holds: String
    var fails: String
    var measured: String
    var testDescription: String { metric }

    init(_ metric: String, _ holds: String, _ fails: String, _ measured: String) {
      self.metric = metric
      self.holds = holds
      self.fails = fails
      self.measured = measured
    }
  }

  static let rows = [
    // Commands: 1,000 purchases obeyed; 10 jobs, of which 2 lacked funds and 1 was repeated.
    Row("command count", "= 1010", "!= 1010", "1,010"),
    Row("command{kind=open-job} count", "<= 10", "< 10", "10"),
    Row("command{kind=open-job, status=repeated} count", "= 1", "> 1", "1"),
    Row("command.refused rate", "< 0.3 %", "< 0.29 %", "0.297 %"),
    Row("open-job count", ">= 10", "> 10", "10"),
    Row("open-job.refused count", "< 4", "< 3", "3"),
    Row("open-job.refused rate", "<= 30 %", "< 30 %", "30.00 %"),
    Row("open-job.refused{status=insufficient-funds} rate", "<= 20 %", "> 20 %", "20.00 %"),
    Row("open-job{status=ok} rate", ">= 70 %", "> 70 %", "70.00 %"),
    Row("purchase.refused count", "= 0", "> 0", "0"),
    // Peaks.
    Row("command peak per second", "<= 300", "< 300", "300"),
    Row("command peak per minute", "<= 300", "<= 299", "300"),
    Row("open-job peak per hour", "= 1", "> 1", "1"),
    // Situations: 6 reloads fired, 4 declined.
    Row("reload-declined count", "= 4", "< 4", "4"),
    Row("reload.declined rate", "< 66.7 %", "< 66 %", "66.67 %"),
    Row("held.back count", "= 1", "= 2", "1"),
    // Money: January 14.30, February 9.00 of revenue.
    Row("cash-in total", "= 105 USD", "> 105 USD", "105.00 USD"),
    Row("cashIn total", "= 105.00 USD", "< 105 USD", "105.00 USD"),
    Row("cash-in total in 2026-02", "= 5 USD", "> 5 USD", "5.00 USD"),
    Row("cash-in{month=2026-01} total", "= 100 USD", "= 105 USD", "100.00 USD"),
    Row("cash-in min per month", "= 5 USD", "> 5 USD", "5.00 USD"),
    Row("cash-in max per month", "= 100 USD", "< 100 USD", "100.00 USD"),
    Row("cash-in mean per month from 2026-01 to 2026-02", "= 52.5 USD", "> 52.50 USD", "52.50 USD"),
    Row("breakage share", "<= 2 %", "< 2 %", "2.00 %"),
    Row("net total", ">= -100 USD", ">= 100 USD", "4.10 USD"),
    Row("closing-liability end in 2026-01", "> 0 USD", "= 0 USD", "82.70 USD"),
    Row("balance{account=receivable} end", "= 0 USD", "> 0 USD", "0.00 USD"),
    Row("balance{account=credits} end", "= 0 credits", "> 0.5 credits", "0.000 credits"),
    Row("debt max", "<= 7 USD", "< 7 USD", "7.00 USD"),
    // Owners: three joined and two were active in January; in February one of each was left.
    Row("owners count", "= 3", "< 3", "3"),
    Row("owners.joined count", "= 3", "= 4", "3"),
    Row("owners.active min per month", "= 1", "> 1", "1"),
    Row("owners.active mean per month", "= 1.5", "< 1.5", "1.50"),
    Row("owners.gone count in 2026-02", "= 1", "< 1", "1"),
    Row("owners.gone rate", "< 34 %", "< 33 %", "33.33 %"),
  ]

  @Test("Each metric is measured, holds and fails", arguments: rows)
  func metric(_ row: Row) throws {
    let holds = try judged("\(row.metric) \(row.holds)")
    #expect(holds.outcome == .pass)
    #expect(holds.measured == row.measured)
    let fails = try judged("\(row.metric) \(row.fails)")
    #expect(fails.outcome == .fail)
    #expect(fails.value != nil)
  }

  @Test(
    "What has nothing to measure is no pass, whatever the limit",
    arguments: [
      "use.refused count = 0", "use.refused rate < 100 %", "command{kind=use, status=repeated} count < 100",
      "leap-day rate < 5 %", "leap-day count = 0", "revenue total in 2027-01 >= 0 USD",
      "revenue min per month from 2026-02 to 2026-03 >= 0 USD", "owners.active max per month in 2025-12 >= 0",
      "use peak per minute <= 5", "disputes share in 2026-03 < 5 %",
    ])
  func nothing(_ expression: String) throws {
    let result = try judged(expression)
    #expect(result.outcome == .noData)
    #expect(result.value == nil)
    #expect(!result.reason.isEmpty)
    let verdict = HandMadeRun().report(demands: [try threshold(expression)]).verdict
    #expect(verdict.exitCode == 5)
    #expect(verdict.outcome == .inconclusive)
  }

  @Test("A share of nothing is no data, and no zero")
  func emptyWhole() throws {
    let report = HandMadeRun(card: HandMadeRun.empty()).report(
      demands: [
        try threshold("breakage share < 10 %"), try threshold("owners.gone rate < 10 %"), try threshold("debt max <= 1 USD"),
        try threshold("revenue total = 0 USD"),
      ])
    #expect(report.thresholds.map(\.outcome) == [.noData, .noData, .noData, .pass])
  }

  @Test("The figures of one of several catalogs are its own")
  func catalogs() throws {
    var vocabulary = handMadeVocabulary
    vocabulary.unit.decimals = 6
    let expressions = [
      "cash-in{catalog=escrow} total = 2.5 USD", "cash-in{catalog=plans} total = 30.000001 USD",
      "plan-revenue{catalog=escrow} total = 0 USD", "balance{account=deferred, catalog=plans} end = 20.000001 USD",
      "owners{catalog=plans} count = 1", "cash-in total = 32.500001 USD",
    ]
    let demands = try expressions.map { try threshold($0, vocabulary) }
    let report = HandMadeRun.mixed().report(HandMadeRun.mixedIdentity(), demands: demands)
    #expect(report.thresholds.map(\.outcome) == Array(repeating: .pass, count: expressions.count))
  }

  @Test("A value near its limit is written with as many digits as tell them apart")
  func nearTheLimit() throws {
    let result = try judged("open-job.refused rate < 30.00001 %")
    #expect(result.outcome == .pass)
    #expect(result.measured == "30.00000 %" && result.limit == "30.00001")
    #expect(try judged("cash-in mean per month < 52.51 USD").measured == "52.50 USD")
  }

  @Test("A stopped run measures nothing")
  func stopped() throws {
    let report = HandMadeRun().report(demands: [try threshold("cash-in total > 1000 USD")], stop: .init(signal: 2))
    #expect(report.thresholds.map(\.outcome) == [.noData])
    #expect(report.verdict.exitCode == 130)
  }

  @Test("A broken invariant comes before a missed threshold, that before one without data")
  func precedence() throws {
    let demands = [try threshold("use.refused count = 0"), try threshold("cash-in total > 1000 USD")]
    #expect(HandMadeRun().report(violation: HandMadeRun.violation, demands: demands).verdict.exitCode == 2)
    let missed = HandMadeRun().report(demands: demands).verdict
    #expect(missed.exitCode == 3)
    #expect(
      missed.reasons == [
        "Threshold `cash-in total > 1000 USD` was missed: 105.00 USD.",
        "Threshold `use.refused count = 0` had nothing to measure, no use was sent.",
      ])
  }

  @Test("Every renderer shows the measured value beside the expression")
  func rendered() throws {
    let named = try Threshold("debt max <= 5 USD", name: "little debt", vocabulary: handMadeVocabulary)
    let report = HandMadeRun().report(demands: [named, try threshold("cash-in total > 1 USD")])
    #expect(TextReport.render(report).contains("  ✗  debt max <= 5 USD: 7.00 USD\n  ✓  cash-in total > 1 USD: 105.00 USD\n"))
    #expect(MarkdownReport.render(report).contains("| little debt: `debt max <= 5 USD` | 7.00 USD | fail |"))
    let json = JSONReport.render(report)
    #expect(
      json.contains(
        #"{"expression": "debt max <= 5 USD", "name": "little debt", "value": 7.00, "unit": "USD", "limit": 5, "verdict": "fail"}"#
      ))
    let junit = JUnitReport.render(report)
    #expect(junit.contains("name=\"little debt\""))
    #expect(junit.contains("<system-out>cash-in total &gt; 1 USD: 105.00 USD</system-out>"))
  }
}
