import Testing

@testable import Reporting

@Suite("Features that the scenario names, and whether they happened")
struct FeatureReportTests {
  private func report(_ features: [FeatureResult]) -> RunReport {
    let run = HandMadeRun()
    return RunReport(
      run: HandMadeRun.identity(), card: run.card, names: HandMadeRun.names, invariants: [], features: features,
      wall: WallClock(seconds: 2, peakMemoryBytes: 0))
  }

  private static let some = [
    FeatureResult(name: "bonus", count: 2, isExpected: true), FeatureResult(name: "credits-expired", count: 0, isExpected: true),
    FeatureResult(name: "dispute", count: 0, isExpected: true), FeatureResult(name: "use", count: 3, isExpected: false),
  ]

  @Test("What is named and never happened is a note, and the run passes")
  func note() {
    let report = report(Self.some)
    #expect(report.neverExercised == ["credits-expired", "dispute"])
    #expect(report.verdict.exitCode == 0)
    let sentence = "ever happened, although the scenario names it: credits-expired, dispute"
    #expect(TextReport.render(report).contains(sentence))
    #expect(
      MarkdownReport.render(report).contains("N" + sentence.replacing("-", with: "\\-"))
        || MarkdownReport.render(report).contains("N" + sentence))
    #expect(MarkdownReport.render(report).contains("| use | 3 | no |"))
  }

  @Test("report.json lists features before situations, junit.xml skips what never happened")
  func files() {
    let json = JSONReport.render(report(Self.some))
    #expect(json.contains("\"expected\": true"))
    #expect(json.firstRange(of: "credits-expired")!.lowerBound < json.firstRange(of: "leap day")!.lowerBound)
    let junit = JUnitReport.render(report(Self.some))
    #expect(junit.contains("<testsuite name=\"sometimes\" tests=\"3\" failures=\"0\" errors=\"0\" skipped=\"2\">"))
  }

  @Test("Nothing is said where everything happened")
  func complete() {
    let report = report([FeatureResult(name: "bonus", count: 1, isExpected: true)])
    #expect(!TextReport.render(report).contains("never happened"))
    #expect(!JUnitReport.render(report).contains("skipped"))
  }
}
