import Testing

@testable import Reporting

@Suite("What several runs say together")
struct ReplicationsTests {
  @Test(
    "Quantiles stand only where the number of runs allows it", arguments: [(58, 0), (59, 0), (10, 1), (11, 1), (5, 2), (6, 2)])
  func quantiles(_ runs: Int, _ place: Int) throws {
    let series = HandMadeSeries.replications(runs: runs)
    let fewest = [59, 11, 6][place]
    let summary = try #require(series[.net])
    #expect((summary.quantiles[place] != nil) == (runs >= fewest))
    let month = try #require(series.fans.first?.months.first)
    #expect((month.quantiles[place] != nil) == (runs >= fewest))
    #expect(summary.interval != nil && summary.runs == runs)
  }

  @Test("One run has neither an interval nor a deviation, and says so")
  func one() throws {
    let summary = try #require(HandMadeSeries.replications(runs: 1)[.net])
    #expect(summary.interval == nil && summary.standardDeviation == 0 && summary.relativeHalfWidth == nil)
    #expect(summary.warning == "one run has no interval")
  }

  @Test("Skewed runs are doubted in words, with the number that would do")
  func skewed() throws {
    let runs = HandMadeSeries.runs(30) { $0 == 0 ? 1_000 : 0 }
    let warning = try #require(HandMadeSeries.replications(runs)[.net]?.warning)
    #expect(warning.hasPrefix("runs are skewed (5.5): with fewer than about 751 the interval covers less than it says"))
    #expect(try #require(HandMadeSeries.replications(runs: 30)[.net]).warning == nil)
  }

  @Test("A metric that is zero in every run is left out, unless every run has it")
  func zeros() {
    let names = HandMadeSeries.replications(runs: 12).metrics.map(\.metric)
    #expect(!names.contains(.planRevenue) && names.contains(.feeRevenue))
    var runs = HandMadeSeries.runs(12)
    for index in runs.indices { runs[index].metrics = runs[index].metrics.map { _ in 0 } }
    #expect(HandMadeSeries.replications(runs).metrics.map(\.metric) == [.net, .revenue, .cashIn, .closingLiability])
  }

  @Test("A run that had nothing to measure is no run of that metric")
  func missing() throws {
    let place = try #require(Metric.allCases.firstIndex(of: .reloadDeclinedShare))
    var runs = HandMadeSeries.runs(12)
    for index in 0..<5 { runs[index].metrics[place] = nil }
    #expect(HandMadeSeries.replications(runs)[.reloadDeclinedShare]?.runs == 7)
  }

  @Test("Chance and assumptions are told apart by the analysis of variance")
  func bands() throws {
    // Two draws of two runs: 10 and 30, 50 and 70. Within 200, between (1600 - 200) / 2 = 700.
    let values = [10.0, 30, 50, 70]
    let runs = HandMadeSeries.runs(4, runsPerDraw: 2) { values[$0] }
    let summary = try #require(HandMadeSeries.replications(runs)[.net])
    let bands = try #require(summary.bands)
    #expect(summary.mean == 40)
    #expect(abs(bands.samplingDeviation - 200.0.squareRoot()) < 1e-9)
    #expect(abs(bands.assumptionsDeviation - 700.0.squareRoot()) < 1e-9)
    #expect(abs(try #require(bands.assumptionsShare) - 700.0 / 900) < 1e-9)
    #expect(abs(bands.total.halfWidth - 1.959963984540054 * 30) < 1e-9)
    // The interval of the mean counts draws: 12.706 · √(800/2).
    #expect(abs(try #require(summary.interval).halfWidth - 12.7062047 * 20) < 1e-4)
  }

  @Test("Draws that differ less than chance have no band of their own")
  func noAssumptions() throws {
    let values = [10.0, 30, 12, 32]
    let summary = try #require(HandMadeSeries.replications(HandMadeSeries.runs(4, runsPerDraw: 2) { values[$0] })[.net])
    #expect(summary.bands?.assumptionsDeviation == 0 && summary.bands?.assumptionsShare == 0)
  }

  // MARK: Verdicts

  @Test("What breaks in one run breaks the series, before thresholds and precision")
  func broken() {
    var runs = HandMadeSeries.runs(12)
    runs[7].exitCode = 2
    runs[7].outcome = .fail
    runs[7].reasons = ["Invariant x broke."]
    let verdict = HandMadeSeries.replications(runs, goal: .init(precision: 0.01, metrics: [.net], most: 12, reachedAt: nil))
      .judgement.verdict
    #expect(verdict.exitCode == 2 && verdict.outcome == .fail)
    #expect(verdict.reasons.first == "Replication 7: Invariant x broke.")
  }

  @Test("A threshold that some runs miss is missed, with the first of them and how many")
  func missed() throws {
    var runs = HandMadeSeries.runs(12)
    for index in runs.indices {
      let isBad = index == 4 || index == 9
      runs[index].thresholds = [.init(expression: "net total > 0 USD", measured: "\(index)", outcome: isBad ? .fail : .pass)]
    }
    let judged = HandMadeSeries.replications(runs).judgement
    #expect(judged.verdict.exitCode == 3)
    #expect(judged.verdict.reasons == ["Threshold `net total > 0 USD` was missed: 4 in replication 4, missed in 2 of 12 runs."])
    let report = HandMadeRun().report().replicated(HandMadeSeries.replications(runs), repeatCommand: "x")
    #expect(report.thresholds.map(\.outcome) == [.fail] && report.verdict.exitCode == 3 && report.run.repeatCommand == "x")
  }

  @Test("A precision that the cap kept from being reached is inconclusive; one that was reached passes")
  func goal() {
    func verdict(_ reached: Int?) -> Verdict {
      HandMadeSeries.replications(runs: 20, goal: .init(precision: 0.0001, metrics: [.net], most: 20, reachedAt: reached))
        .judgement.verdict
    }
    #expect(verdict(nil).exitCode == 5 && verdict(nil).outcome == .inconclusive)
    #expect(
      verdict(nil).reasons[0].hasPrefix("Inconclusive after 20 runs, the most that were allowed, for 0.010 % was not reached"))
    #expect(verdict(15).exitCode == 0 && verdict(15).reasons.last == "As precise as was asked for since run 15.")
  }

  @Test("A series that a signal ended is partial")
  func stopped() {
    let verdict = HandMadeSeries.replications(HandMadeSeries.runs(5), stop: .init(signal: 2)).judgement.verdict
    #expect(verdict.outcome == .partial && verdict.exitCode == 130)
  }

  // MARK: Drawing

  @Test("The terminal text keeps to its lines and columns", arguments: [nil, 2], [12, 120])
  func text(_ runsPerDraw: Int?, _ runs: Int) {
    let goal = PrecisionGoal(precision: 0.01, metrics: [.net, .feeRevenue], most: 200, reachedAt: 7)
    let series = HandMadeSeries.replications(runs: runs, runsPerDraw: runsPerDraw, goal: goal)
    for columns in [60, 100] {
      let style = TextStyle(colours: false, unicode: false, columns: columns)
      let text = TextReport.render(HandMadeRun().report().replicated(series, repeatCommand: "x"), style: style)
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
      if columns == 100 { #expect(lines.count <= TextReport.mostLines, "\(lines.count) lines") }
      #expect(lines.allSatisfy { $0.count <= columns })
      #expect(text.contains("REPLICATIONS \(runs) runs"))
    }
  }

  @Test("summary.md shows intervals, quantiles, bands and fans")
  func markdown() {
    let alone = HandMadeRun().report()
    #expect(!MarkdownReport.render(alone).contains("Replications") && !JSONReport.render(alone).contains("replications"))
    let series = HandMadeSeries.replications(runs: 120, runsPerDraw: 2)
    let text = MarkdownReport.render(alone.replicated(series, repeatCommand: "x"))
    for part in [
      "## Replications", "120 independent runs, replications 0 to 119", "| `catalog.fee.on\\_top` |",
      "| P5 | P25 | P50 | P75 | P95 |",
      "### By chance, and by assumptions", "<details><summary>cash in by month, in USD, quantiles of each month for itself",
    ] {
      #expect(text.contains(part.replacing("`catalog.fee.on\\_top`", with: "`catalog.fee.on_top`")), "lacks: \(part)")
    }
    let few = MarkdownReport.render(alone.replicated(HandMadeSeries.replications(runs: 12), repeatCommand: "x"))
    #expect(few.contains("Quantiles that so few runs cannot tell are left out: P5 needs 59, P95 needs 59."))
  }

  @Test("Values are shown in their unit, and no finer than an estimate is")
  func values() {
    let fine = MoneyUnit(code: "USD", decimals: 6)
    #expect(Metric.net.text(1_234_567_891, fine) == "1,234.57" && Metric.net.text(4_200, fine) == "0.004200")
    #expect(Metric.net.text(123_456.4, MoneyUnit(code: "USD", decimals: 2)) == "1,234.56")
    #expect(Metric.refusedShare.text(0.01234, fine) == "1.23" && Metric.refusedShare.unitText(fine) == "%")
    #expect(Metric.ownersGone.text(12, fine) == "12" && Metric.ownersGone.text(12.25, fine) == "12.3")
    #expect(Metric.net.text(.infinity, MoneyUnit(code: "USD", decimals: 0)) == "9,223,372,036,854,775,807")
  }

  @Test("Every metric has a name, a label that fits a column, and a sentence")
  func metrics() {
    for metric in Metric.allCases {
      #expect(metric.label.count <= 24 && metric.meaning.hasSuffix("."), "\(metric)")
      if let figure = metric.figure { #expect(metric.name == figure.metric) }
    }
    #expect(Set(Metric.allCases.map(\.label)).count == Metric.allCases.count)
  }

  @Test("Progress tells runs, what is known by now, and the time that is left")
  func progress() {
    let line = SeriesProgress(runsDone: 12, runs: 30, underWay: 0.6, seconds: 4, note: "net 1.42 %")
    #expect(line.text() == " 42 %  12 of 30 runs, net 1.42 %, 6 s left")
    #expect(SeriesProgress(runsDone: 0, runs: 200, isCap: true, seconds: 0).text() == "  0 %  0 of at most 200 runs")
  }
}
