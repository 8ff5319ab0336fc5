import Archive
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
  /// Changes how a run is carried out; for tests, which break one.
  var adjust: @Sendable (inout RunOptions) -> Void = { _ in }
  /// Hears every run in its order, and which of the runs it is, in words.
  var hear: (RunReport, String) -> Void = { _, _ in }

  /// What came of it.
  struct Result {
    /// The first run, or the one that broke something: its report has all that a single run has.
    var shown: SeriesRun
    /// nil where the first run broke something already, and nothing else was run.
    var replications: Replications?
  }

  private var first: UInt32 { options.replication }
  private var draws: Int { asked.draws(of: loaded) }

  /// - Returns: nil when a signal came before the first run was over.
  func run(isQuiet: Bool, repeatCommand: String) throws -> Result? {
    let draws = draws
    let meter = SeriesMeter(
      runs: draws == 0 ? asked.most : draws * asked.most + 1, isCap: asked.untilPrecision != nil, isOn: !isQuiet)
    defer { meter.finish() }
    meter.announce(loaded.estimate, threads: options.threads)
    var series = RunSeries(options: options)
    let first = first
    // The report of the first run has everything that a single one has.
    let adjust = adjust
    series.adjust = { options in
      if options.replication == first { options.countsPeaks = true }
      adjust(&options)
    }
    series.progress = { meter.note($0, $1) }
    let variant = Variant(name: loaded.scenario.name, loaded: loaded, overrides: overrides, repeatCommand: repeatCommand)
    var shown: SeriesRun?
    var runs: [ReplicatedRun] = []
    var stop = sequentialStop
    var reachedAt: Int?
    let isWhole = try series.run(
      next: { try task($0, of: variant, draws: draws) },
      each: { run in
        meter.ended(run)
        // With draws the first run takes the values as they are written, and is none of them.
        let draw = draws == 0 ? nil : (runs.count) / asked.most
        if draws == 0 || shown != nil { runs.append(ReplicatedRun(run.report, draw: draw)) }
        hear(run.report, point(run, draw: shown == nil ? nil : draw))
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
    if runs.isEmpty { return Result(shown: shown, replications: nil) }
    let goal = asked.untilPrecision.map {
      PrecisionGoal(precision: $0.share, metrics: asked.metrics, most: asked.most, reachedAt: reachedAt)
    }
    let replications = Replications(
      runs, months: shown.report.money.monthly.compactMap(\.month), unit: shown.report.money.unit, goal: goal,
      parameters: parameters(draws: runs.compactMap(\.draw).max().map { $0 + 1 } ?? 0),
      stop: isWhole ? nil : StopSignal.received.map { Verdict.Stop(signal: $0) })
    return Result(shown: shown, replications: replications)
  }

  private var sequentialStop: SequentialStop? {
    asked.untilPrecision.map { goal in
      let precisions = asked.metrics.map { _ in StoppingRule.Precision.relative(goal.share) }
      return SequentialStop(StoppingRule(precisions: precisions, confidence: Replications.confidence, most: asked.most))
    }
  }

  /// "replication 4", and of draws the values too.
  private func point(_ run: SeriesRun, draw: Int?) -> String {
    let number = "replication \(run.replication)"
    if draws == 0 { return number }
    guard let draw else { return "\(number), values as written" }
    return "\(number), draw \(draw): " + loaded.drawn(draw).map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
  }

  /// The runs in their order: replications, or one with the values as they are written and then the draws with theirs. Each run of
  /// each draw has chances of its own, so that what differs between draws is not only the values.
  private func task(_ number: Int, of variant: Variant, draws: Int) throws -> SeriesTask? {
    if draws == 0 { return number < asked.most ? SeriesTask(variant: variant, replication: first + UInt32(number)) : nil }
    if number == 0 { return SeriesTask(variant: variant, replication: first) }
    guard number <= draws * asked.most else { return nil }
    let replication = first + UInt32(number - 1)
    return SeriesTask(variant: try drawn((number - 1) / asked.most), replication: replication)
  }

  /// The scenario with the values of a draw.
  private func drawn(_ draw: Int) throws -> Variant {
    var changed = overrides
    changed.set += loaded.drawn(draw)
    changed.isDraw = true
    let variant: Variant
    do throws(ScenarioError) {
      variant = try Variant.load(loaded.files.first?.path ?? loaded.scenario.name, named: "draw \(draw)", overrides: changed)
    } catch {
      let values = loaded.drawn(draw).map { "\($0.key)=\($0.value)" }.joined(separator: " ")
      throw failure(
        "error: draw \(draw) of the uncertain values makes no sense: \(values)\n\(error.rendered)", ExitCode(error.exitCode))
    }
    if variant.loaded.scenario.currency == loaded.scenario.currency { return variant }
    throw failure(
      "error: draw \(draw) is in another currency, so its money cannot be compared\n"
        + "  hint: draw among catalogs of one currency", ExitStatus.badInput)
  }

  private func parameters(draws: Int) -> [DrawnParameter] {
    if draws == 0 { return [] }
    let drawn = (0..<draws).map { loaded.drawn($0) }
    return loaded.uncertain.enumerated().map { place, parameter in
      DrawnParameter(key: parameter.key, says: parameter.says, values: drawn.map { $0[place].value })
    }
  }
}

extension RunCommand {
  private func makeCapsule(_ found: FoundViolation, of run: SeriesRun, _ runner: Runner) -> Capsule {
    let catalog = run.variant.loaded.scenario.catalogs[runner.catalog(ofOwner: found.owner)]
    var capsule = Capsule(
      found, of: run.variant.loaded, overrides: run.variant.overrides, replication: run.replication, names: OfferNames(catalog),
      repeatCommand: run.repeatCommand + auditWords)
    capsule.sabotage = sabotage.name
    return capsule
  }

  /// Runs the scenario as often as was asked for, and writes and prints what the runs say together.
  func runSeries(_ loaded: LoadedScenario, _ baseline: BaselineReport?) throws {
    if let draws = replication.draws, draws > 0, loaded.uncertain.isEmpty {
      throw failure(
        "error: --draws \(draws), and nothing in the scenario is uncertain\n"
          + "  hint: say what is with --uncertain 'catalog.fee.on_top=25 %..35 %', or 'uncertain:' in the file", ExitStatus.usage)
    }
    var work = ReplicatedSeries(loaded: loaded, overrides: overrides, options: options, asked: replication)
    let study = store.study(.replications, name: loaded.scenario.name)
    if let study { work.hear = study.add }
    let alone = repeatCommand(loaded, replication: 0)
    guard let result = try work.run(isQuiet: quiet, repeatCommand: alone) else {
      throw failure("stopped before the first run was over; nothing was written", ExitCode(128 + (StopSignal.received ?? 0)))
    }
    let shown = result.shown
    let series = repeatCommand(loaded, isSeries: true)
    var report = result.replications.map { shown.report.replicated($0, repeatCommand: series) } ?? shown.report
    var runOptions = options.runOptions(recording: [])
    runOptions.replication = shown.replication
    let runner = Runner(shown.variant.loaded.scenario, options: runOptions)
    // A draw has values of its own, which no flag names.
    if !shown.variant.overrides.isDraw {
      let lives = OwnerTimelines(of: shown.outcome, shown.variant.loaded, runner).told
      report.tellWorstOwners(lives) { explainCommand(loaded, owner: $0, replication: shown.replication) }
    }
    if let baseline { report = report.beside(baseline) }
    let capsule = shown.outcome.violation.map { makeCapsule($0, of: shown, runner) }
    let written = Result { try write(report, loaded, capsule) }
    let stored = Result { try study?.finish(StudyOutcome(report, repeatCommand: series), isQuiet: quiet) }
    if !quiet { print(report) }
    try written.get()
    try stored.get()
    if report.verdict.exitCode != 0 { throw ExitCode(report.verdict.exitCode) }
  }
}

extension StudyOutcome {
  /// Of the report of a series.
  fileprivate init(_ report: RunReport, repeatCommand: String) {
    self.init(
      verdict: report.verdict.outcome.rawValue, exitCode: report.verdict.exitCode, reason: report.verdict.reasons.first ?? "",
      repeatCommand: repeatCommand, json: JSONReport.render(report), text: TextReport.render(report, style: .plain),
      markdown: MarkdownReport.render(report))
  }
}
