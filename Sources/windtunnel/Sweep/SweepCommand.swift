import ArgumentParser
import Experiments
import Foundation
import Reporting
import Scenarios
import Simulation

struct SweepCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sweep",
    abstract: "Run a scenario at many points: which values are best, which keys matter, and where it is safe.",
    discussion: """
      Every point meets the same customers (the same seeds), so differences come from the values alone. Points that break an
      invariant or miss a threshold stay in all tables, marked; the exit code tells of them.

      Runs that are finished are kept in the output folder: the same command goes on after an interruption, and a wider grid
      runs only what is new. --fresh begins again.

      DESIGNS
        grid           every combination; FROM..TO/STEP or A,B,C
        one-at-a-time  the scenario as it is, then each key alone: a tornado
        latin, sobol   --points spread over many keys
        morris         --trajectories: which of many keys matter at all
        saltelli       --samples: Sobol's indices, the share of the variance that each key explains

      EXAMPLES
        windtunnel sweep scenarios/year.yaml --vary 'catalog.fee.on_top=20 %..40 %/5 %'
        windtunnel sweep scenarios/year.yaml --vary 'catalog.fee.on_top=20 %..40 %/10 %' \\
          --vary 'catalog.auto_reload.amount=fixed,shortfall' --replications 5 --objective 'net max' --objective 'debt min'
        windtunnel sweep scenarios/year.yaml --vary 'catalog.fee.on_top=20 %..40 %' \\
          --vary 'gateway.duplicates=0 %..10 %' --design saltelli --samples 32 --owners 200
        windtunnel sweep scenarios/year.yaml --vary 'catalog.fee.on_top=20 %..40 %/5 %' --replications 30 \\
          --uncertain 'population.agencies.jobs.per_week.gamma.mean=3..6'
        windtunnel sweep scenarios/year.yaml --vary 'catalog.fee.on_top=25 %,30 %' --format json --no-report
      """)

  @OptionGroup(title: "Scenario") var scenario: ScenarioOptions
  @OptionGroup(title: "Sweep") var sweep: SweepOptions
  @OptionGroup(title: "Run") var options: RunnerOptions
  @OptionGroup var sabotage: SabotageOption

  @Option(help: "Folder of the report and of finished runs. Default: reports/, the scenario's name and -sweep.")
  var out: String?

  @Flag(help: "Write no folder; nothing is kept.")
  var noReport = false

  @Flag(help: "Run everything again, whatever is finished.")
  var fresh = false

  @Option(help: "What is printed on standard output: text, json or markdown.")
  var format = FormatOption.text

  @Flag(help: "Leave out what differs from sweep to sweep, so that reports can be compared byte for byte.")
  var stable = false

  @Flag(help: "Print neither the report nor the progress.")
  var quiet = false

  func validate() throws {
    if noReport, out != nil { throw ValidationError("--out and --no-report exclude each other.") }
    if Int(options.replication) + sweep.replications > 1 << 24 {
      throw ValidationError("--replication and --replications together take at most 16777216.")
    }
  }

  func run() throws {
    StopSignal.watch()
    sabotage.switchOn()
    let base: LoadedScenario
    do throws(ScenarioError) {
      base = try scenario.load(overrides)
    } catch {
      throw failure(error)
    }
    let design = try sweep.makeDesign(seed: base.scenario.seed)
    let folder = noReport ? nil : out ?? "reports/\(base.scenario.name)-sweep"
    do throws(ReportError) {
      if let folder { try ReportDirectory.check(URL(fileURLWithPath: folder, isDirectory: true)) }
    } catch {
      throw failure(error, flag: SweepCommand.outFlag)
    }
    let runner = SweepRunner(
      base: base, design: design, scenario: scenario, overrides: overrides, options: options, replications: sweep.replications,
      draws: try draws(base, design), sabotage: sabotage.name)
    let (jobs, places) = try runner.jobs()
    let finished = try folder.map { try open($0, base) }
    let started = ContinuousClock.now
    let found = try runner.run(jobs, places, finished: finished) { SeriesMeter(runs: $0, isOn: !quiet) }
    let seconds = started.duration(to: .now) / .seconds(1)
    let report = SweepReport(
      identity: identity(base), design: design, replications: sweep.replications, objectives: sweep.objectives,
      shown: sweep.metrics, runs: found.runs, uncertain: runner.drawnParameters,
      cost: SweepCost(runs: found.needed, kept: found.kept, seconds: seconds, threads: options.threads),
      stop: found.wasStopped ? StopSignal.received.map { Verdict.Stop(signal: $0) } : nil)
    // Files first, because a closed pipe ends the printing; and what cannot be written does not keep the figures from the user.
    let written = Result { try write(report, folder, finished) }
    if !quiet { print(report) }
    try written.get()
    if report.verdict.exitCode != 0 { throw ExitCode(report.verdict.exitCode) }
  }

  /// What is changed in the scenario at every point, uncertain values included.
  private var overrides: Overrides {
    var overrides = scenario.overrides
    overrides.uncertain = sweep.uncertain.map { ($0.key, $0.value) }
    return overrides
  }

  /// Whether the uncertain values are drawn.
  ///
  /// - Throws: the exit code, when a key is varied and uncertain at once.
  private func draws(_ base: LoadedScenario, _ design: Design) throws -> Bool {
    if base.uncertain.isEmpty || sweep.noDraws { return false }
    if sweep.replications < 2 {
      if !quiet {
        let count = base.uncertain.count
        Console.error(
          "note: \(count) uncertain value\(count == 1 ? " is" : "s are") taken as written; with --replications 2 or more each replication "
            + "draws \(count == 1 ? "it" : "them")\n")
      }
      return false
    }
    for parameter in design.parameters {
      guard let uncertain = base.uncertain.first(where: { SweepCommand.overlap($0.key, parameter.key) }) else { continue }
      let what = uncertain.key == parameter.key ? "it is uncertain" : "'\(uncertain.key)' is uncertain"
      throw failure(
        "error: '\(parameter.key)' is varied, and \(what) (\(uncertain.says)): a point would not say what it runs with\n"
          + "  hint: vary another key, take it out of 'uncertain', or take uncertain values as they are written with --no-draws",
        ExitStatus.usage)
    }
    return true
  }

  /// Whether one path of keys lies within the other.
  private static func overlap(_ one: String, _ other: String) -> Bool {
    let (short, long) = one.count <= other.count ? (one, other) : (other, one)
    return short == long || long.hasPrefix(short + ".")
  }

  private static let outFlag = "--out, or write nothing with --no-report"

  private func open(_ folder: String, _ base: LoadedScenario) throws -> FinishedRuns {
    do throws(ReportError) {
      let finished = try FinishedRuns(folder: folder, fresh: fresh)
      let strangers = finished.strangers(to: base.digest)
      if !quiet, strangers > 0 {
        Console.error(
          "note: the scenario or its flags have changed: \(strangers) finished run\(strangers == 1 ? "" : "s") in \(folder)/"
            + "\(FinishedRuns.name) \(strangers == 1 ? "is" : "are") of another one and not used\n")
      }
      if !quiet, finished.damaged > 0 {
        Console.error("note: \(finished.damaged) damaged lines in \(folder)/\(FinishedRuns.name) are not used\n")
      }
      return finished
    } catch {
      throw failure(error, flag: SweepCommand.outFlag)
    }
  }

  private func identity(_ base: LoadedScenario) -> SweepIdentity {
    let scenario = base.scenario
    return SweepIdentity(
      version: Version.text,
      scenario: ScenarioIdentity(
        name: scenario.name, file: base.files.first?.path ?? scenario.name, sha256: base.digest, about: scenario.about),
      seed: scenario.seed, owners: scenario.segments.reduce(0) { $0 + Int64($1.owners) }, start: scenario.start,
      horizon: scenario.end, unit: MoneyUnit(code: scenario.currency.code, decimals: scenario.currency.decimals),
      thresholds: base.thresholds.count, repeatCommand: repeatCommand(base))
  }

  private func write(_ report: SweepReport, _ folder: String?, _ finished: FinishedRuns?) throws {
    guard let folder else { return }
    do throws(ReportError) {
      let kept = finished.map { [ReportDirectory.ExtraFile(name: FinishedRuns.name, contents: $0.contents())] } ?? []
      let url = URL(fileURLWithPath: folder, isDirectory: true)
      try ReportDirectory.write(report, to: url, extra: kept, includesWall: !stable)
    } catch {
      throw failure(error, flag: SweepCommand.outFlag)
    }
    if !quiet { Console.error("report: \(folder)/\n") }
  }

  private func print(_ report: SweepReport) {
    switch format {
    case .text: Console.output(SweepText.render(report, style: Console.style, includesWall: !stable))
    case .json: Console.output(SweepJSON.render(report, includesWall: !stable))
    case .markdown: Console.output(SweepMarkdown.render(report, includesWall: !stable))
    }
  }

  /// The command line that makes the same sweep again: only what changes a figure is in it.
  private func repeatCommand(_ base: LoadedScenario) -> String {
    var words = ["windtunnel", "sweep", base.files.first?.path ?? scenario.scenario, "--seed", String(base.scenario.seed)]
    if let owners = scenario.owners { words += ["--owners", String(owners)] }
    if let horizon = scenario.horizon { words += ["--horizon", horizon] }
    for setting in scenario.set { words += ["--set", "\(setting.key)=\(setting.value)"] }
    for expression in scenario.threshold { words += ["--threshold", expression] }
    words += scenario.limitFlags + sweep.words
    if options.audit != .step { words += ["--audit", options.audit.rawValue] }
    if options.replication != 0 { words += ["--replication", String(options.replication)] }
    if let oracle = options.oracle.text { words += ["--oracle", oracle] }
    return (words + sabotage.words).map(shellWord).joined(separator: " ")
  }
}
