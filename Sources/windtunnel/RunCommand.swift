import ArgumentParser
import Foundation
import Reporting
import Scenarios
import Simulation

struct RunCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run a scenario: its owners live to the horizon, every step is checked, a report comes out.",
    discussion: """
      The report is written to a folder (report.json, report.html, summary.md, tables as CSV, junit.xml) that appears complete or
      not at all, and printed. The same scenario and seed give the same report for any number of threads.

      EXAMPLES
        windtunnel run scenarios/year.yaml
        windtunnel run scenarios/year.yaml --owners 100000 --seed 7 --threads 2
        windtunnel run scenarios/year.yaml --set "catalog.fee.on_top=25 %" --out reports/lower-fee
        windtunnel run scenarios/year.yaml --threshold 'debt max <= 50 USD' --threshold 'net total > 0 USD'
        windtunnel run scenarios/year.yaml --replications 60
        windtunnel run scenarios/year.yaml --until-precision 1% --metric net --max-replications 500
        windtunnel run scenarios/year.yaml --replications 2 --draws 60 --uncertain 'catalog.fee.on_top=25 %..35 %'
        windtunnel run scenarios/year.yaml --format json --no-report | jq .money.rollForward
        windtunnel run scenarios/year.yaml --record story.jsonl --record-owners 0..9
        windtunnel run scenarios/year.yaml --journal year.journal --journal-owners 0..99
        windtunnel run scenarios/year.yaml --store results.sqlite
        windtunnel run scenarios/year.yaml --set "catalog.fee.on_top=25 %" --out reports/lower-fee --baseline reports/year
      """)

  @OptionGroup(title: "Scenario") var scenario: ScenarioOptions
  @OptionGroup(title: "Run") var options: RunnerOptions
  @OptionGroup(title: "Replications") var replication: ReplicationOptions

  @Option(help: "Folder of the report. Default: reports/ and the scenario's name.")
  var out: String?

  @Flag(help: "Write no report folder.")
  var noReport = false

  @Option(
    help: ArgumentHelp(
      "Show how the page's first figures differ from those of this report, a report.json or its folder; the verdict stays.",
      valueName: "report"))
  var baseline: String?

  @Option(help: "What is printed on standard output: text, json or markdown.")
  var format = FormatOption.text

  @Option(help: "Write the capsule of a broken invariant to this file. Default: capsule.json in the report folder.")
  var capsule: String?

  @Flag(help: "Leave out what differs from run to run, so that reports can be compared byte for byte.")
  var stable = false

  @Flag(help: "Print neither the report nor the progress.")
  var quiet = false

  @Option(help: "Write the commands of some owners to this file, as a trace for replay, unless the run is stopped.")
  var record: String?

  @Option(help: "Whose commands, such as o1,o7,0..99. Default: owner 0.")
  var recordOwners: OwnerNumbers?

  @OptionGroup var store: StoreOptions

  @OptionGroup(title: "Journal") var journal: JournalOptions

  @Option(help: "Whose movements go to the journal, such as o1,o7,0..99, or all. Default: all.")
  var journalOwners: OwnerNumbers?

  @OptionGroup var sabotage: SabotageOption

  func validate() throws {
    if journalOwners != nil, record != nil {
      throw ValidationError("--record and --journal-owners exclude each other: the journal has the recorded owners.")
    }
    if journalOwners != nil, journal.journal == nil { throw ValidationError("--journal-owners needs --journal FILE.") }
    if recordOwners != nil, record == nil { throw ValidationError("--record-owners needs --record FILE.") }
    if replication.isAsked, record != nil || journal.journal != nil {
      throw ValidationError("--record and --journal show one run: leave out --replications and --until-precision.")
    }
    if replication.isAsked, Int(options.replication) + replication.most * max(1, replication.draws ?? 30) >= 1 << 24 {
      throw ValidationError("--replication and the number of runs together take at most 16777216.")
    }
    if noReport, out != nil { throw ValidationError("--out and --no-report exclude each other.") }
  }

  func run() throws {
    StopSignal.watch()
    sabotage.switchOn()
    let loaded: LoadedScenario
    do throws(ScenarioError) {
      loaded = try scenario.load(overrides)
    } catch {
      throw failure(error)
    }
    try checkPlaces(loaded)
    try journal.check()
    try store.check()
    let baseline = try baseline.map { try ReportFile.baseline($0, of: loaded.scenario) }
    if replication.isAsked { return try runSeries(loaded, baseline) }
    let chosen = record == nil ? nil : recordOwners ?? OwnerNumbers(argument: "0")
    // With a trace the journal is of the same owners, so that both have the digest that the report prints.
    let journaled = journal.journal == nil ? nil : chosen ?? journalOwners ?? .all
    let kept = chosen ?? journaled ?? store.sample
    let runner = Runner(loaded.scenario, options: options.runOptions(recording: kept?.ranges ?? []))
    let recordedCatalog = try catalog(of: chosen, in: runner)
    let meter = ProgressMeter(of: runner, isOn: !quiet)
    meter.announce(loaded.estimate)
    let outcome = runner.run(
      stop: { StopSignal.received != nil },
      progress: { meter.note($0) })
    var wall = WallClock(seconds: meter.seconds, peakMemoryBytes: PeakMemory.bytes)
    wall.host = Host.text
    meter.finish()
    var report = RunReport(
      outcome, of: loaded, options: options, repeatCommand: repeatCommand(loaded), isRecorded: chosen != nil, wall)
    report.tellWorstOwners(
      OwnerTimelines(of: outcome, loaded, runner).told
    ) { explainCommand(loaded, owner: $0, replication: options.replication) }
    if let baseline { report = report.beside(baseline) }
    // Files first, because a closed pipe ends the printing; and what cannot be written does not keep the figures from the user.
    let capsule = outcome.violation.map { makeCapsule($0, of: loaded, runner) }
    let written = Result { try write(report, loaded, capsule) }
    let recorded = Result {
      if let record, let chosen { try writeTrace(outcome, of: loaded, recordedCatalog, chosen, to: record) }
    }
    let entered = Result { if let journaled { try writeJournal(outcome, of: loaded, runner, journaled) } }
    let stored = Result {
      try store.keep(report, isQuiet: quiet) {
        outcome.isPartial
          ? nil : kept.map { recordedJournal(outcome, of: loaded, runner, owners: $0.numbers(below: outcome.owners)) }
      }
    }
    if !quiet { print(report) }
    try written.get()
    try recorded.get()
    try entered.get()
    try stored.get()
    if report.verdict.exitCode != 0 { throw ExitCode(report.verdict.exitCode) }
  }

  /// The number of the catalog that all chosen owners pay by. A replay has one book, so owners of several are refused.
  private func catalog(of chosen: OwnerNumbers?, in runner: Runner) throws -> Int {
    let catalogs = Set((chosen?.numbers(below: runner.layout.owners) ?? []).map(runner.catalog(ofOwner:))).sorted()
    if catalogs.count <= 1 { return catalogs.first ?? 0 }
    let names = catalogs.map { runner.scenario.catalogs[$0].name }.joined(separator: ", ")
    let ranges = zip(runner.scenario.segments, zip(runner.layout.firstNumbers, runner.layout.firstNumbers.dropFirst()))
      .filter { $1.0 < $1.1 }.map { "\($0.name) \($1.0)..\($1.1 - 1)" }.joined(separator: ", ")
    throw failure(
      "error: --record-owners names owners of several catalogs (\(names)), and a replay has one\n"
        + "  hint: record owners of segments with one catalog; the segments are \(ranges)", ExitStatus.usage)
  }

  /// What is changed in the scenario, uncertain values included.
  var overrides: Overrides {
    var overrides = scenario.overrides
    overrides.uncertain = replication.uncertain.map { ($0.key, $0.value) }
    return overrides
  }

  private static let outFlag = "--out, or write nothing with --no-report"

  /// Where the report goes.
  private func folder(_ loaded: LoadedScenario) -> String { out ?? "reports/\(loaded.scenario.name)" }

  /// Finds out before the run that there is no place for what it will write.
  private func checkPlaces(_ loaded: LoadedScenario) throws {
    do throws(ReportError) {
      if !noReport { try ReportDirectory.check(URL(fileURLWithPath: folder(loaded), isDirectory: true)) }
    } catch {
      throw failure(error, flag: Self.outFlag)
    }
    try checkPlace(of: record, flag: "--record")
    try checkPlace(of: capsule, flag: "--capsule")
  }

  private func writeJournal(
    _ outcome: borrowing Outcome, of loaded: LoadedScenario, _ runner: Runner, _ chosen: OwnerNumbers
  ) throws {
    // Half a journal would look like a whole one.
    if outcome.isPartial { return Console.error("journal: not written, because the run was stopped\n") }
    try journal.write(recordedJournal(outcome, of: loaded, runner, owners: chosen.numbers(below: outcome.owners)))
    if !quiet, let path = journal.journal { Console.error("journal: \(path)\n") }
  }

  func write(_ report: RunReport, _ loaded: LoadedScenario, _ capsule: Capsule?) throws {
    let folder = folder(loaded)
    // The file that the flag names, or one in the folder, which appears with the folder or not at all.
    let path = self.capsule ?? (noReport ? nil : "\(folder)/capsule.json")
    do throws(ReportError) {
      let extra = self.capsule == nil ? capsule.map { [ReportDirectory.ExtraFile(name: "capsule.json", contents: $0.text)] } : nil
      let url = URL(fileURLWithPath: folder, isDirectory: true)
      if !noReport { try ReportDirectory.write(report, to: url, extra: extra ?? [], includesWall: !stable) }
    } catch {
      throw failure(error, flag: Self.outFlag)
    }
    if !quiet, !noReport { Console.error("report: \(folder)/\n") }
    if let capsule, let path = self.capsule { try writeFile(Array(capsule.text.utf8), at: path, flag: "--capsule") }
    if !quiet, capsule != nil, let path { Console.error(Capsule.advice(path)) }
  }

  private func makeCapsule(_ found: FoundViolation, of loaded: LoadedScenario, _ runner: Runner) -> Capsule {
    let catalog = loaded.scenario.catalogs[runner.catalog(ofOwner: found.owner)]
    var capsule = Capsule(
      found, of: loaded, overrides: scenario.overrides, replication: options.replication, names: OfferNames(catalog),
      repeatCommand: repeatCommand(loaded) + auditWords)
    capsule.sabotage = sabotage.name
    return capsule
  }

  /// What is checked decides what is found first.
  var auditWords: String { options.audit == .step ? "" : " --audit \(options.audit.rawValue)" }

  func print(_ report: RunReport) {
    switch format {
    case .text: Console.output(TextReport.render(report, style: Console.style, includesWall: !stable))
    case .json: Console.output(JSONReport.render(report, includesWall: !stable))
    case .markdown: Console.output(MarkdownReport.render(report, includesWall: !stable))
    }
  }

  private func writeTrace(
    _ outcome: borrowing Outcome, of loaded: LoadedScenario, _ catalog: Int, _ chosen: OwnerNumbers, to path: String
  ) throws {
    // Owners under way would be replayed to another end; and who stops a run does not want to wait for a long file.
    if outcome.isPartial { return Console.error("trace: not written, because the run was stopped\n") }
    let text = recordedTrace(outcome, of: loaded, catalog: catalog, owners: chosen.numbers(below: outcome.owners))
    try writeFile(Array(text.utf8), at: path, flag: "--record")
    if !quiet { Console.error("trace: \(path)\n") }
  }

  /// The command line that tells the whole story of one owner.
  func explainCommand(_ loaded: LoadedScenario, owner: String, replication: UInt32) -> String {
    var words = ["windtunnel", "explain", loaded.files.first?.path ?? scenario.scenario, "--seed", String(loaded.scenario.seed)]
    if let owners = scenario.owners { words += ["--owners", String(owners)] }
    if let horizon = scenario.horizon { words += ["--horizon", horizon] }
    for setting in scenario.set { words += ["--set", "\(setting.key)=\(setting.value)"] }
    words += sabotage.words
    if replication != 0 { words += ["--replication", String(replication)] }
    return (words + ["--owner", owner, "--all"]).map(shellWord).joined(separator: " ")
  }

  /// The command line that gives the same report again: only what changes a figure is in it.
  ///
  /// - Parameters:
  ///   - isSeries: whether it repeats the whole series; else one of its runs, or the only one.
  ///   - replication: which run; nil for the first.
  func repeatCommand(_ loaded: LoadedScenario, isSeries: Bool = false, replication number: UInt32? = nil) -> String {
    var words = ["windtunnel", "run", loaded.files.first?.path ?? scenario.scenario, "--seed", String(loaded.scenario.seed)]
    if let owners = scenario.owners { words += ["--owners", String(owners)] }
    if let horizon = scenario.horizon { words += ["--horizon", horizon] }
    for setting in scenario.set { words += ["--set", "\(setting.key)=\(setting.value)"] }
    for expression in scenario.threshold { words += ["--threshold", expression] }
    words += scenario.limitFlags + sabotage.words
    let number = number ?? options.replication
    if number != 0 { words += ["--replication", String(number)] }
    if isSeries { words += replication.words }
    if let oracle = options.oracle.text { words += ["--oracle", oracle] }
    return words.map(shellWord).joined(separator: " ")
  }
}

/// Which scenario, and what is changed in it.
struct ScenarioOptions: ParsableArguments, VariesScenario {
  @Argument(help: "Scenario file, or a name under scenarios/.")
  var scenario: String

  @OptionGroup var variation: VariationOptions

  @Option(
    help: ArgumentHelp(
      "Demand something of the figures beside the scenario's demands, such as \"reload.declined rate < 5 %\". Repeatable.",
      valueName: "expression"))
  var threshold: [String] = []

  @Option(help: "Refuse scenarios that are estimated to have more events than this.")
  var limitEvents: Int64?

  @Option(help: "Refuse scenarios that have more owners than this, up to 4294967294.")
  var limitOwners: Int64?

  @Option(help: "Refuse scenarios that are estimated to need more memory than this, in MiB.")
  var limitMemory: Int64?

  func validate() throws {
    if let limitEvents, limitEvents < 1 { throw ValidationError("--limit-events takes a whole number of at least 1.") }
    if let limitOwners, !(1..<Int64(UInt32.max)).contains(limitOwners) {
      throw ValidationError("--limit-owners takes 1 to \(UInt32.max - 1).")
    }
    if let limitMemory, !(1...1 << 40).contains(limitMemory) { throw ValidationError("--limit-memory takes 1 to \(1 << 40).") }
  }

  /// The limits that were raised: without them the same run would be refused.
  var limitFlags: [String] {
    [("--limit-events", limitEvents), ("--limit-owners", limitOwners), ("--limit-memory", limitMemory)].flatMap { name, value in
      value.map { [name, String($0)] } ?? []
    }
  }

  func load(_ overrides: Overrides) throws(ScenarioError) -> LoadedScenario {
    var limits = LoadLimits.standard
    if let limitEvents { limits.events = limitEvents }
    if let limitOwners { limits.owners = limitOwners }
    if let limitMemory { limits.memoryBytes = limitMemory << 20 }
    return try ScenarioFile.load(path: scenario, overrides: overrides, limits: limits)
  }

  var overrides: Overrides { overrides(thresholds: threshold) }
}

/// How a run is carried out.
struct RunnerOptions: ParsableArguments {
  @Option(help: "Threads, 1 to 64. Default: one a core. The result does not depend on it.")
  var threads: Int = min(64, max(1, ProcessInfo.processInfo.activeProcessorCount))

  @Option(help: "Owners simulated together, 1 to 1000000. The result does not depend on it.")
  var shardOwners: Int = RunOptions.defaultShardOwners

  @Option(help: "When invariants are checked: step, sweep, final or off.")
  var audit = AuditOption.step

  @Option(help: "How pending events are kept: heap or sorted. The result does not depend on it.")
  var agenda = RunOptions.AgendaKind.heap

  @Option(help: "Which independent run of the same scenario, 0 to 16777215.")
  var replication: UInt32 = 0

  @Option(help: "Share of the owners that a second, naive book follows, such as 1%; what it finds is a violation.")
  var oracle = OracleShare()

  func validate() throws {
    guard (1...64).contains(threads) else { throw ValidationError("--threads takes 1 to 64.") }
    guard (1...1_000_000).contains(shardOwners) else { throw ValidationError("--shard-owners takes 1 to 1000000.") }
    guard replication < 1 << 24 else { throw ValidationError("--replication takes 0 to 16777215.") }
  }

  func runOptions(recording: [ClosedRange<Int>]) -> RunOptions {
    RunOptions(
      threads: threads, shardOwners: shardOwners, audit: audit.level, agenda: agenda, replication: replication,
      recordOwners: recording, countsPeaks: true, oracleMillionths: oracle.millionths)
  }
}
