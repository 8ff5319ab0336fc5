import Accounting
import Testing

@testable import Reporting

@Suite("Verdicts")
struct VerdictTests {
  private let missed = ThresholdResult(expression: "reload.declined rate < 5 %", measured: "7.2 %", outcome: .fail)
  private let unknown = ThresholdResult(expression: "upgrades > 1", measured: "", outcome: .noData)

  @Test("A sound run passes and says what was checked")
  func pass() {
    let verdict = HandMadeRun().report().verdict
    #expect(verdict.outcome == .pass)
    #expect(verdict.exitCode == 0)
    #expect(verdict.reasons == ["2 invariants held in 1,030 checks, and the money ties to the last minor unit."])
  }

  @Test("An invariant that had nothing to check is not counted as one that held")
  func nothingToCheck() {
    let report = HandMadeRun().report()
    let verdict = Verdict.judge(
      invariants: report.invariants + [InvariantResult(name: "never-asked", checks: 0)], thresholds: [], situations: [],
      money: report.money, demandsEverySituation: false, stop: nil, owners: (report.run.owners, report.run.owners))
    #expect(
      verdict.reasons == [
        "2 invariants held in 1,030 checks, 1 more had nothing to check, and the money ties to the last minor unit."
      ])
  }

  @Test("What broke comes before what was missed, that before a signal, that before what is unknown")
  func precedence() {
    let all = HandMadeRun().report(
      violation: HandMadeRun.violation, thresholds: [missed, unknown], stop: .init(signal: 2), demandsEverySituation: true)
    #expect(all.verdict.outcome == .fail)
    #expect(all.verdict.exitCode == 2)
    #expect(all.verdict.reasons.count == 5)
    #expect(
      all.verdict.reasons[0] == "Invariant lot-conservation broke 1 time in 20 checks. First: A lot lost what was pinned.")
    let missedOnly = HandMadeRun().report(thresholds: [unknown, missed], stop: .init(signal: 2)).verdict
    #expect(missedOnly.exitCode == 3)
    #expect(missedOnly.reasons.first == "Threshold `reload.declined rate < 5 %` was missed: 7.2 %.")
    let stopped = HandMadeRun().report(thresholds: [unknown], stop: .init(signal: 15)).verdict
    #expect(stopped.outcome == .partial)
    #expect(stopped.exitCode == 143)
    let noData = HandMadeRun().report(thresholds: [unknown]).verdict
    #expect(noData.outcome == .inconclusive)
    #expect(noData.exitCode == 5)
  }

  @Test("A situation that was never met is shown, and inconclusive only where every one is demanded")
  func situations() {
    let relaxed = HandMadeRun().report()
    #expect(relaxed.neverMet == ["leap day"])
    #expect(relaxed.verdict.outcome == .pass)
    let strict = HandMadeRun().report(demandsEverySituation: true)
    #expect(strict.verdict.exitCode == 5)
    #expect(strict.verdict.reasons == ["Never met: leap day."])
  }

  @Test("Owners under way when a signal comes do not make the run fail")
  func stoppedWithoutBalances() {
    var run = HandMadeRun()
    run.card.flows.add(
      Transfer(debit: .cash, credit: .availablePaid, amount: 5, code: .purchase), at: HandMadeRun.start)
    let report = run.report(stop: .init(signal: 2))
    #expect(!report.money.allTie)
    #expect(report.verdict.outcome == .partial)
    #expect(report.verdict.exitCode == 130)
  }

  @Test("Operations, peaks, owners and reloads are those of the scorecard")
  func activity() {
    let report = HandMadeRun().report()
    #expect(report.commands == 1_010)
    #expect(report.operations.map(\.kind) == ["purchase", "open-job"])
    #expect(report.operations[1].refused == 3)
    #expect(report.operations[1].refusals == [.init(name: "insufficient-funds", count: 2), .init(name: "repeated", count: 1)])
    #expect(report.operations[1].busiestMinute?.at == HandMadeRun.february.advanced(by: 60_000))
    #expect(report.peaks.second?.count == 300)
    #expect(report.peaks.minute?.count == 300)
    #expect(report.ownersByMonth.map(\.active) == [2, 1])
    #expect(report.ownersByMonth.map(\.gone) == [0, 1])
    #expect(report.reload.fired == 6)
    #expect(report.reload.heldBack == 1)
    #expect(report.digest == "0000000000000abc")
    #expect(report.recordedDigest == nil)
    #expect(report.speed.eventsPerSecond == 617)
    #expect(report.speed.eventsPerSecondPerCore == 309)
  }

  @Test("A run too short for the clock has no rates", arguments: [0, -1, Double.nan, .infinity])
  func noRates(seconds: Double) {
    let speed = HandMadeRun().report(wall: WallClock(seconds: seconds, peakMemoryBytes: 0)).speed
    #expect(speed.eventsPerSecond == nil)
    #expect(speed.milliseconds == 0)
  }
}
