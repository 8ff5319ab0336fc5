import Experiments
import Testing

@testable import Reporting

@Suite("What a sweep comes to")
struct SweepReportTests {
  @Test("The best point is that of the largest or the smallest mean")
  func best() throws {
    let design = try SweepFixture.design(.grid, "a=1..5/1")
    let both = [Objective(.net, .max), Objective(.debt, .min)]
    let report = SweepFixture.report(design, objectives: both) { values, _ in 1_000 - (values[0] - 4) * (values[0] - 4) * 100 }
    #expect(report.best.map { $0?.point } == [3, 0])
    #expect(report.best[0]?.mean == 1_000 && report.best[0]?.interval == nil)
    #expect(report.verdict.exitCode == 0 && report.verdict.outcome == .pass)
    // More net and less debt, which is half of it: every point is a compromise, and the equal ones stay together.
    #expect(report.front == [0, 1, 2, 3, 4])
    #expect(report.responses[0].curves[0].shape == .nonMonotonic)
  }

  @Test("Points that break something stay, are marked, are not the best, and decide the exit code")
  func broken() throws {
    let design = try SweepFixture.design(.grid, "a=1..5/1")
    for (code, state) in [(2, .broken), (3, .missed), (5, .noData)] as [(Int32, SweepPoint.State)] {
      let report = SweepFixture.report(design, exitCode: { index, _ in index == 4 ? code : 0 }) { values, _ in values[0] }
      #expect(report.points.count == 5 && report.points[4].state == state)
      #expect(report.best[0]?.point == 3)
      #expect(report.verdict.exitCode == code)
      // A run that broke an invariant ended there: its figures are those of a part, and are in no curve.
      #expect(report.responses[0].curves[0].steps.count == (code == 2 ? 4 : 5))
      #expect(report.verdict.reasons == ["Point 5 (a = 5): Something went wrong with code \(code)."])
      for text in [SweepText.render(report), SweepMarkdown.render(report), SweepCSV.render(report), SweepJSON.render(report)] {
        #expect(text.contains(state.rawValue) || text.contains(SweepWords.states[state, default: "?"]))
      }
    }
    let both = SweepFixture.report(design, exitCode: { index, _ in index == 0 ? 3 : index == 1 ? 2 : 0 }) { values, _ in values[0]
    }
    #expect(both.verdict.exitCode == 2 && both.verdict.reasons.count == 2)
    let all = SweepFixture.report(design, exitCode: { _, _ in 3 }) { values, _ in values[0] }
    #expect(all.best[0]?.point == 4 && all.best[0]?.isOfBadPoints == true)
  }

  @Test("A sweep that was stopped says how far it came, and draws what there is")
  func partial() throws {
    let design = try SweepFixture.design(.grid, "a=1..5/1", "b=1,2")
    let report = SweepFixture.report(design, replications: 2, stop: Verdict.Stop(signal: 2)) { values, replication in
      values[0] < 3 || values == [3, 1] && replication == 0 ? values[0] : nil
    }
    #expect(report.verdict.exitCode == 130 && report.verdict.outcome == .partial)
    #expect(report.verdict.reasons[0].contains("4 of 10 points"))
    #expect(report.points.map(\.state) == Array(repeating: .good, count: 4) + Array(repeating: .unfinished, count: 6))
    #expect(report.best[0]?.mean == 2 && report.responses[0].curves[0].steps.count == 2)
    #expect(SweepText.render(report).contains("unfinished"))
    let nothing = SweepFixture.report(design, stop: Verdict.Stop(signal: 15)) { _, _ in nil }
    #expect(nothing.verdict.exitCode == 143 && nothing.best[0] == nil)
    for text in [SweepText.render(nothing), SweepMarkdown.render(nothing)] {
      #expect(text.contains("no point was run") || text.contains("No point was run"))
    }
  }

  @Test("Points that differ from the best by chance alone are named; shared chance is no difference")
  func noise() throws {
    let design = try SweepFixture.design(.grid, "a=1..4/1")
    let chance: [Double] = [0, 700, -300, 40, 90]
    let own: [[Double]] = [[0, 0, 0, 0, 0], [5, -9, 2, 8, -6], [0, 0, 0, 0, 0], [0, 0, 0, 0, 0]]
    let report = SweepFixture.report(design, replications: 5) { values, replication in
      let index = Int(values[0]) - 1
      // The second is one below the best on average, and its own noise is larger than that.
      return chance[Int(replication)] + own[index][Int(replication)] + [0, 99, 100, 50][index]
    }
    let best = try #require(report.best[0])
    #expect(best.point == 2 && best.withinNoise == [1])
    #expect((best.interval?.halfWidth ?? 0) > 100)
  }

  @Test("The robust region has the points that are good in at least 95 % of their seeds")
  func robust() throws {
    let design = try SweepFixture.design(.grid, "a=1..3/1")
    let report = SweepFixture.report(design, replications: 20, exitCode: { index, run in run < index ? 3 : 0 }) { values, _ in
      values[0]
    }
    // None, one and two of twenty are bad.
    #expect(report.robust?.inside.map(\.point) == [0, 1])
    #expect(report.points.map(\.goodRuns) == [20, 19, 18])
    #expect(report.verdict.reasons[1] == "Point 3 (a = 3) in 2 of 20 runs: Something went wrong with code 3.")
    #expect(SweepText.render(report).contains("2 of 3 points are good in at least 95 % of 20 seeds"))
    #expect(SweepFixture.report(design) { values, _ in values[0] }.robust == nil)
    #expect(SweepFixture.report(design, replications: 20, thresholds: 0) { values, _ in values[0] }.robust == nil)
  }

  @Test("One at a time is seen against the scenario as it is, other designs against the mean of all points")
  func base() throws {
    let alone = try SweepFixture.design(.oneAtATime, "a=1..3/1", "b=1..3/1")
    let report = SweepFixture.report(alone) { values, _ in 10 + values[0] + 100 * values[1] }
    #expect(report.responses[0].base == 10 && report.responses[0].baseIsScenario)
    // The widest bar comes first.
    #expect(report.responses[0].curves.map(\.parameter) == [1, 0])
    let grid = try SweepFixture.design(.grid, "a=1..3/1", "b=1..3/1")
    #expect(SweepFixture.report(grid) { values, _ in values[0] }.responses[0].base == 2)
  }

  @Test("Designs for sensitivity bring their indices, and the others none")
  func sensitivity() throws {
    let morris = try SweepFixture.design(.morris(trajectories: 10), "a=0..30/10", "b=0..30/10")
    let effects = SweepFixture.report(morris) { values, _ in 100 * values[0] + values[1] }.responses[0].effects
    #expect(effects.map(\.meanSize).map { $0.rounded() } == [3_000, 30])
    let saltelli = try SweepFixture.design(.saltelli(samples: 64), "a=0..1000", "b=0..1000")
    let report = SweepFixture.report(saltelli) { values, _ in 2 * values[0] + values[1] }
    let indices = report.responses[0].indices
    #expect(abs(indices[0].total - 0.8) < 0.1 && abs(indices[1].total - 0.2) < 0.1)
    // What does not vary has none.
    #expect(report.responses[1].metric == .reloadDeclinedShare && report.responses[1].indices.isEmpty)
    #expect(SweepText.render(report).contains("SOBOL") && SweepMarkdown.render(report).contains("Sobol's indices"))
    #expect(report.responses[0].effects.isEmpty)
  }

  @Test("Objectives are a metric by name or label and a direction; without one, what is better for the platform")
  func objectives() {
    let texts = ["net max", "net", "debt min", "debt", "largest debt of an owner min", "Cash In max", "closing-liability min"]
    let expected: [(Metric, Direction)] = [
      (.net, .max), (.net, .max), (.debt, .min), (.debt, .min), (.debt, .min), (.cashIn, .max), (.closingLiability, .min),
    ]
    for (text, expected) in zip(texts, expected) {
      let objective = Objective(text: text)
      #expect(objective?.metric == expected.0 && objective?.direction == expected.1, "\(text)")
    }
    for text in ["", "max", "profit max", "closing-liability", "net maximal"] { #expect(Objective(text: text) == nil, "\(text)") }
  }
}
