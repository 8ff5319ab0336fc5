import Testing

@testable import Reporting

@Suite("The verdict of a check")
struct CheckReportTests {
  @Test("All held: pass, with how much was looked at")
  func pass() {
    let report = HandMadeCheck.report(HandMadeCheck.run(seed: 7), HandMadeCheck.run(seed: 8))
    #expect(report.verdict.exitCode == 0 && report.verdict.outcome == .pass)
    #expect(report.verdict.reasons == ["1 scenario held in 2 runs of 2,000 events: 200 checks of invariants."])
    #expect(report.failures.isEmpty)
  }

  @Test("One seed that breaks an invariant is enough for 2, and is named with what repeats it")
  func broken() throws {
    let report = HandMadeCheck.report(
      HandMadeCheck.run(seed: 7), HandMadeCheck.run(seed: 8, breaks: true), HandMadeCheck.run(seed: 9, breaks: true))
    #expect(report.verdict.exitCode == 2)
    #expect(
      report.verdict.reasons == ["Invariant control-equals-subledger broke in small with 2 of 3 seeds, the first 8."])
    let witness = try #require(report.failures.first?.witness)
    #expect(witness.seed == 8 && witness.faults == "duplicates, outages" && witness.digest == nil)
    #expect(witness.repeatCommand == "windtunnel run x.yaml --seed 8 --set swarm=8")
  }

  @Test("Money that does not tie is broken too")
  func money() {
    #expect(HandMadeCheck.report(HandMadeCheck.run(ties: ["owed: 1 is not 2 USD"])).verdict.exitCode == 2)
  }

  @Test("2 comes before 3, and 3 before 5")
  func order() {
    let missed = HandMadeCheck.run(thresholds: [HandMadeCheck.threshold(.fail)], features: [HandMadeCheck.feature("trial", 0)])
    let broken = HandMadeCheck.run(breaks: true)
    let threshold = HandMadeCheck.report(missed)
    #expect(threshold.verdict.exitCode == 3)
    #expect(threshold.failures.map(\.severity) == [.missed, .unknown])
    let both = HandMadeCheck.report([HandMadeCheck.scenario("a", [missed]), HandMadeCheck.scenario("b", [broken])])
    #expect(both.verdict.exitCode == 2)
    #expect(both.failures.map(\.severity) == [.broken, .missed, .unknown])
    #expect(both.failures.map(\.scenario) == ["b", "a", "a"])
  }

  @Test("A threshold holds over all seeds, and is unknown only where no seed had data")
  func thresholds() {
    func report(_ outcomes: ThresholdResult.Outcome...) -> CheckReport {
      HandMadeCheck.report([
        HandMadeCheck.scenario("small", outcomes.map { HandMadeCheck.run(thresholds: [HandMadeCheck.threshold($0)]) })
      ])
    }
    #expect(report(.pass, .noData).verdict.exitCode == 0)
    #expect(report(.pass, .noData, .fail).verdict.exitCode == 3)
    #expect(report(.noData, .noData).verdict.exitCode == 5)
  }

  @Test("What is named has to happen in one of the seeds, and what is not named in none")
  func sometimes() {
    let feature = HandMadeCheck.feature
    let seen = HandMadeCheck.report(
      HandMadeCheck.run(features: [feature("trial", 0, true)]), HandMadeCheck.run(features: [feature("trial", 3, true)]))
    #expect(seen.verdict.exitCode == 0)
    let never = HandMadeCheck.report(
      HandMadeCheck.run(features: [feature("trial", 0, true), feature("use", 0, false)]),
      HandMadeCheck.run(features: [feature("trial", 0, true)]))
    #expect(never.verdict.outcome == .inconclusive && never.verdict.exitCode == 5)
    #expect(never.verdict.reasons == ["Never happened in 2 runs of small, although it is named there: trial."])
  }

  @Test("No data is never green: no scenario, no seed, no check")
  func nothing() {
    #expect(HandMadeCheck.report([]).verdict.exitCode == 5)
    #expect(HandMadeCheck.report([HandMadeCheck.scenario("small", [])]).verdict.exitCode == 5)
    #expect(HandMadeCheck.report(HandMadeCheck.run(checks: 0)).verdict.exitCode == 5)
    for report in [HandMadeCheck.report([]), HandMadeCheck.report([HandMadeCheck.scenario("small", [])])] {
      #expect(CheckJUnit.render(report).contains("<error type="))
    }
  }

  @Test("A signal is told, unless something broke before it came")
  func stopped() {
    let stop = Verdict.Stop(signal: 15)
    let partial = HandMadeCheck.report([HandMadeCheck.scenario("small", [HandMadeCheck.run()])], stop: stop)
    #expect(partial.verdict.outcome == .partial && partial.verdict.exitCode == 143)
    let broken = HandMadeCheck.report([HandMadeCheck.scenario("small", [HandMadeCheck.run(breaks: true)])], stop: stop)
    #expect(broken.verdict.exitCode == 2)
  }

  @Test("Scenarios of one name are told apart by their files")
  func names() {
    let twice = HandMadeCheck.report([HandMadeCheck.scenario("small", []), HandMadeCheck.scenario("small", [])])
    #expect(twice.failures.allSatisfy { $0.scenario == "scenarios/check/small.yaml" })
  }
}
