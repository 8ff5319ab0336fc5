import ArgumentParser
import Reporting
import Scenarios
import Simulation
import Statistics

/// Several runs of one scenario, and the report of all of them.
struct ReplicatedSeries {
  let loaded: LoadedScenario
  let overrides: Overrides
  let options: RunnerOptions
  let asked: ReplicationOptions

  /// What came of it.
  struct Result {
    /// The first run, or the one that broke something: its report has all that a single run has.
    var shown: SeriesRun
    var replications: Replications
  }

  /// - Returns: nil when a signal came before the first run was over.
  func run(isQuiet: Bool, repeatCommand: String) throws -> Result? {
    let meter = SeriesMeter(runs: asked.most, isCap: asked.untilPrecision != nil, isOn: !isQuiet)
    defer { meter.finish() }
    var series = RunSeries(options: options)
    let first = options.replication
    // The report of the first run has everything that a single one has.
    series.adjust = { if $0.replication == first { $0.countsPeaks = true } }
    series.progress = { meter.note($0, $1) }
    let variant = Variant(name: loaded.scenario.name, loaded: loaded, overrides: overrides, repeatCommand: repeatCommand)
    var shown: SeriesRun?
    var runs: [ReplicatedRun] = []
    var stop = asked.untilPrecision.map { goal in
      SequentialStop(
        StoppingRule(
          precisions: asked.metrics.map { _ in .relative(goal.share) }, confidence: Replications.confidence, most: asked.most))
    }
    var reachedAt: Int?
    let isWhole = try series.run(
      next: { $0 < asked.most ? SeriesTask(variant: variant, replication: first + UInt32($0)) : nil },
      each: { run in
        runs.append(ReplicatedRun(run.report))
        meter.ended(run)
        if shown == nil { shown = run }
        if run.report.verdict.exitCode == 2 {
          // What breaks an invariant is a bug: further runs would say nothing about money.
          shown = run
          return false
        }
        guard let decision = stop?.note(asked.metrics.map { metric in run.report.value(of: metric) }) else { return true }
        if case .reached(let at) = decision { reachedAt = at }
        return decision == .goOn
      })
    guard let shown else { return nil }
    let goal = asked.untilPrecision.map {
      PrecisionGoal(precision: $0.share, metrics: asked.metrics, most: asked.most, reachedAt: reachedAt)
    }
    let replications = Replications(
      runs, months: shown.report.money.monthly.compactMap(\.month), unit: shown.report.money.unit, goal: goal,
      stop: isWhole ? nil : StopSignal.received.map { Verdict.Stop(signal: $0) })
    return Result(shown: shown, replications: replications)
  }
}

extension RunCommand {
  /// Runs the scenario as often as was asked for, and writes and prints what the runs say together.
  func runSeries(_ loaded: LoadedScenario) throws {
    let series = ReplicatedSeries(loaded: loaded, overrides: scenario.overrides, options: options, asked: replication)
    let alone = repeatCommand(loaded, replication: 0)
    guard let result = try series.run(isQuiet: quiet, repeatCommand: alone) else {
      throw failure("stopped before the first run was over; nothing was written", ExitCode(128 + (StopSignal.received ?? 0)))
    }
    let report = result.shown.report.replicated(result.replications, repeatCommand: repeatCommand(loaded, isSeries: true))
    let runner = Runner(loaded.scenario, options: options.runOptions(recording: []))
    let capsule = result.shown.outcome.violation.map {
      makeCapsule($0, of: loaded, runner, replication: result.shown.replication)
    }
    let written = Swift.Result { try write(report, loaded, capsule) }
    if !quiet { print(report) }
    try written.get()
    if report.verdict.exitCode != 0 { throw ExitCode(report.verdict.exitCode) }
  }
}
