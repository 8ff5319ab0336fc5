import ArgumentParser
import Foundation
import Reporting
import Scenarios
import Simulation

struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Run scenarios over many seeds with faults switched on at random, and judge them all: for continuous integration.",
    discussion: """
      Each scenario runs with its own seed and the seeds after it. With every seed a swarm of faults is switched on: answers of
      the card processor that come twice, late or out of order, outages, declines, surges, abandoned checkouts. The same seed is
      always the same swarm. A check passes when no invariant breaks, the money ties, every threshold is met, and everything that
      a scenario names happened in some seed; what never happened is inconclusive, and ends with 5.

      Of a folder all scenarios are run. In GitHub's Actions failures become annotations, and the summary is appended to the
      file that GITHUB_STEP_SUMMARY names.

      EXAMPLES
        windtunnel check scenarios/check
        windtunnel check scenarios/check --seeds 50 --out reports/check
        windtunnel check scenarios/year.yaml --budget 2m --owners 500
        windtunnel check scenarios/check --first-seed 100 --seeds 1 --no-swarm --format markdown
      """)

  @Argument(help: "Scenario files, names under scenarios/, or folders.")
  var paths: [String]

  @Option(help: "Seeds for each scenario, at least; 1 to 1000000. Default: 10, or 1 with a budget.")
  var seeds: Int?

  @Option(help: "The first seed of every scenario. Default: each scenario's own.")
  var firstSeed: UInt64?

  @Flag(inversion: .prefixedNo, help: "Switch faults on, with every seed others.")
  var swarm = true

  @Option(help: "Go on with further seeds until this time is used up, such as 90s, 2m or 1h.")
  var budget: WallTime?

  @Option(help: "Number of owners of each scenario, shared among its segments in proportion. Default: the scenario's.")
  var owners: Int?

  @OptionGroup(title: "Run") var options: RunnerOptions
  @OptionGroup var sabotage: SabotageOption

  @Option(help: "What is printed on standard output: text, json or markdown.")
  var format = FormatOption.text

  @Option(help: "Write check.json, check.md, junit.xml and capsules to this folder, which appears complete or not at all.")
  var out: String?

  @Flag(
    inversion: .prefixedNo,
    help: "Run the first seed of each scenario a second time, in other shards and on other threads, and compare the digests.")
  var twice = true

  @Flag(help: "Stop at the first run that fails.")
  var failFast = false

  @Flag(help: "Print neither the report nor the progress.")
  var quiet = false

  func validate() throws {
    if let seeds, !(1...1_000_000).contains(seeds) { throw ValidationError("--seeds takes 1 to 1000000.") }
    if let owners, owners < 1 { throw ValidationError("--owners takes a whole number of at least 1.") }
    if let firstSeed, firstSeed > UInt64(Int64.max) { throw ValidationError("--first-seed takes 0 to \(Int64.max).") }
  }

  func run() throws {
    StopSignal.watch()
    sabotage.switchOn()
    let scenarios = try load()
    if let out {
      do throws(ReportError) {
        try ReportDirectory.check(URL(fileURLWithPath: out, isDirectory: true))
      } catch {
        throw failure(error, flag: "--out")
      }
    }
    let plan = CheckPlan(
      seeds: seeds ?? (budget == nil ? 10 : 1), firstSeed: firstSeed, swarm: swarm, budget: budget, owners: owners,
      failFast: failFast, runsTwice: twice && isWatching, sabotage: sabotage.name, keepsCapsules: out != nil)
    let meter = CheckMeter(isOn: !quiet && Console.errorIsTerminal)
    let runner = CheckRunner(scenarios: scenarios, plan: plan, options: options, meter: meter)
    let found = try runner.run()
    meter.finish()
    let report = CheckReport(
      version: Version.text, scenarios: found.scenarios, repeatCommand: repeatCommand(), seconds: meter.seconds,
      stop: found.wasStopped ? StopSignal.received.map { Verdict.Stop(signal: $0) } : nil, scope: found.scope)
    // Files first, because a closed pipe ends the printing; and what cannot be written does not keep the verdict from the user.
    let written = Result { try write(report, found.evidence) }
    let summarised = Result { try GitHubActions.summarise(report) }
    if !quiet { print(report) }
    GitHubActions.annotate(report)
    try written.get()
    try summarised.get()
    if report.verdict.exitCode != 0 { throw ExitCode(report.verdict.exitCode) }
  }

  /// Whether anything looks at the runs. A check that looked at nothing must not be green because it did so twice.
  private var isWatching: Bool { options.audit != .off || options.oracle.millionths > 0 }

  /// All scenarios, or all mistakes of all of them before anything runs.
  private func load() throws -> [LoadedScenario] {
    var files: [String] = []
    var worst: ExitCode?
    for path in paths {
      let found = ScenarioPaths.scenarios(at: path)
      if found.isEmpty { worst = worst ?? failure("\(path): error: no scenario in this folder", ExitStatus.badInput) }
      for file in found where !files.contains(file) { files.append(file) }
    }
    var loaded: [LoadedScenario] = []
    for file in files {
      do throws(ScenarioError) {
        loaded.append(try ScenarioFile.load(path: file, overrides: Overrides(owners: owners)))
      } catch {
        let code = failure(error)
        GitHubActions.annotate(error)
        worst = worst ?? code
      }
    }
    if let worst { throw worst }
    return loaded
  }

  private func write(_ report: CheckReport, _ evidence: [ReportDirectory.ExtraFile]) throws {
    guard let out else { return }
    do throws(ReportError) {
      try ReportDirectory.write(report, to: URL(fileURLWithPath: out, isDirectory: true), extra: evidence)
    } catch {
      throw failure(error, flag: "--out")
    }
    if !quiet { Console.error("report: \(out)/\n") }
  }

  private func print(_ report: CheckReport) {
    switch format {
    case .text: Console.output(CheckText.render(report, style: Console.style))
    case .json: Console.output(CheckJSON.render(report))
    case .markdown: Console.output(CheckMarkdown.render(report))
    }
  }

  /// The command line that gives the same check again: only what changes a figure is in it.
  private func repeatCommand() -> String {
    var words = ["windtunnel", "check"] + paths
    if let seeds { words += ["--seeds", String(seeds)] }
    if let firstSeed { words += ["--first-seed", String(firstSeed)] }
    if !swarm { words.append("--no-swarm") }
    if let budget { words += ["--budget", budget.text] }
    if let owners { words += ["--owners", String(owners)] }
    if options.audit != .step { words += ["--audit", options.audit.rawValue] }
    if options.replication != 0 { words += ["--replication", String(options.replication)] }
    if let oracle = options.oracle.text { words += ["--oracle", oracle] }
    if !twice { words.append("--no-twice") }
    if failFast { words.append("--fail-fast") }
    words += sabotage.words
    return words.map(shellWord).joined(separator: " ")
  }
}
