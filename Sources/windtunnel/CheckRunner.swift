import Reporting
import Scenarios
import Simulation

/// How much of each scenario a check runs.
struct CheckPlan {
  /// Seeds for each scenario, at least.
  var seeds: Int
  var firstSeed: UInt64?
  var swarm: Bool
  var budget: WallTime?
  var owners: Int?
  var failFast: Bool
  /// Whether the first seed of each scenario runs a second time, arranged otherwise.
  var runsTwice: Bool
  /// The planted bug, in builds that have some.
  var sabotage: String?
  /// Whether there is a folder for them.
  var keepsCapsules: Bool
}

/// What came of all runs of a check.
struct CheckFindings {
  var scenarios: [CheckedScenario]
  /// Files that belong beside the report.
  var evidence: [ReportDirectory.ExtraFile] = []
  var wasStopped = false
  var scope: String?
}

/// Runs scenario after scenario with one seed, each on all threads, then all of them with the next: so a check that is cut short
/// has tried every scenario.
struct CheckRunner {
  let scenarios: [LoadedScenario]
  let plan: CheckPlan
  let options: RunnerOptions
  let meter: CheckMeter

  func run() throws -> CheckFindings {
    var found = CheckFindings(
      scenarios: scenarios.map { CheckedScenario(name: $0.scenario.name, file: $0.files.first?.path ?? $0.scenario.name) })
    let work = scenarios.map { Double(max(1, $0.estimate.events)) }
    meter.begin(work: work.reduce(0, +) * Double(plan.seeds), budget: plan.budget.map { Double($0.seconds) })
    var round = 0
    rounds: while round < plan.seeds || plan.budget != nil {
      for place in scenarios.indices {
        let isExtra = round >= plan.seeds
        if isExtra, meter.isBudgetUsed { break rounds }
        meter.began(scenarios[place].scenario.name, seed: seed(of: place, round), work: work[place])
        guard let run = try run(place, round, isExtra: isExtra, evidence: &found.evidence) else {
          found.wasStopped = StopSignal.received != nil
          break rounds
        }
        found.scenarios[place].add(run)
        meter.ended(events: run.events, work: work[place])
        if run.isBad, plan.failFast {
          found.scope = "Stopped at the first run that failed, as --fail-fast says."
          break rounds
        }
      }
      round += 1
      if scenarios.isEmpty { break }
    }
    if found.scope == nil, !found.wasStopped { found.scope = scope(of: found) }
    return found
  }

  private func seed(of place: Int, _ round: Int) -> UInt64 {
    ((plan.firstSeed ?? scenarios[place].scenario.seed) &+ UInt64(round)) & UInt64(Int64.max)
  }

  /// One scenario with one seed; nil when a signal came, or when the time for further seeds ended in the middle.
  private func run(
    _ place: Int, _ round: Int, isExtra: Bool, evidence: inout [ReportDirectory.ExtraFile]
  ) throws -> CheckedRun? {
    let base = scenarios[place]
    let file = base.files.first?.path ?? base.scenario.name
    let seed = seed(of: place, round)
    let set = plan.swarm ? [(key: "swarm", value: String(seed))] : []
    let overrides = Overrides(set: set, seed: seed, owners: plan.owners)
    let loaded: LoadedScenario
    do throws(ScenarioError) {
      loaded = try ScenarioFile.load(path: file, overrides: overrides)
    } catch {
      throw failure(error)
    }
    var settings = options.runOptions(recording: [])
    // Peaks take memory, and nobody looks at them but thresholds.
    settings.countsPeaks = !loaded.thresholds.isEmpty
    let runner = Runner(loaded.scenario, options: settings)
    let meter = meter
    var outcome = runner.run(
      stop: { StopSignal.received != nil || (isExtra && meter.isBudgetUsed) },
      progress: { meter.note($0) })
    // A violation is worth more time than was given: half a run cannot be repeated.
    if outcome.isPartial, StopSignal.received == nil, outcome.violation != nil {
      outcome = runner.run(stop: { StopSignal.received != nil })
    }
    if outcome.isPartial { return nil }
    let command = repeatCommand(file, seed: seed, set)
    let report = RunReport(
      outcome, of: loaded, options: options, repeatCommand: command, isRecorded: false, WallClock(seconds: 0, peakMemoryBytes: 0))
    // What the faults alone make possible is not asked of the scenario.
    let features = base.scenario.features(in: outcome.scorecard).map {
      FeatureResult(name: $0.name, count: $0.count, isExpected: $0.isExpected)
    }
    var checked = CheckedRun(report, faults: loaded.scenario.swarm?.text, features: features)
    if plan.runsTwice, round == 0, outcome.violation == nil {
      guard let comparison = compared(outcome.scorecard.digest, loaded.scenario, settings) else { return nil }
      checked.invariants.append(comparison)
    }
    if let violation = outcome.violation, plan.keepsCapsules, evidence.count < CheckRunner.mostCapsules {
      let names = OfferNames(loaded.scenario.catalogs[runner.catalog(ofOwner: violation.owner)])
      var capsule = Capsule(
        violation, of: loaded, overrides: overrides, replication: options.replication, names: names, repeatCommand: command)
      capsule.sabotage = plan.sabotage
      let name = "capsule-\(fileName(loaded.scenario.name))-\(place)-\(seed).json"
      evidence.append(ReportDirectory.ExtraFile(name: name, contents: capsule.text))
      checked.capsule = name
    }
    return checked
  }

  /// The same run again with its owners put together in another way, on another number of threads and unwatched: none of which may
  /// change what happens. Nil when a signal came.
  private func compared(_ digest: UInt64, _ scenario: Scenario, _ settings: RunOptions) -> InvariantResult? {
    var other = settings
    other.threads = settings.threads == 1 ? 2 : 1
    other.shardOwners = settings.shardOwners == 1 ? 40 : 1
    (other.audit, other.countsPeaks, other.oracleMillionths) = (.off, false, 0)
    let outcome = Runner(scenario, options: other).run(stop: { StopSignal.received != nil })
    if outcome.isPartial { return nil }
    let again = outcome.scorecard.digest
    let isSame = again == digest
    func words(_ options: RunOptions) -> String { "--threads \(options.threads) --shard-owners \(options.shardOwners)" }
    return InvariantResult(
      name: "same-seed-same-digest", checks: 1, violations: isSame ? 0 : 1,
      sentence: isSame
        ? nil
        : "the digest is \(hexadecimal(digest)) with \(words(settings)), and \(hexadecimal(again)) with \(words(other)) --audit off"
    )
  }

  /// Enough to see what is wrong; a check of a thousand seeds need not leave a thousand files.
  private static let mostCapsules = 50

  private func fileName(_ name: String) -> String {
    String(
      name.unicodeScalars.map {
        $0.isASCII && ($0.properties.isAlphabetic || "0123456789-_".unicodeScalars.contains($0)) ? Character($0) : "-"
      }.prefix(80))
  }

  private func repeatCommand(_ file: String, seed: UInt64, _ set: [(key: String, value: String)]) -> String {
    var words = ["windtunnel", "run", file, "--seed", String(seed)]
    if let owners = plan.owners { words += ["--owners", String(owners)] }
    for (key, value) in set { words += ["--set", "\(key)=\(value)"] }
    if options.replication != 0 { words += ["--replication", String(options.replication)] }
    // What is checked decides what is found first.
    if options.audit != .step { words += ["--audit", options.audit.rawValue] }
    if let oracle = options.oracle.text { words += ["--oracle", oracle] }
    if let bug = plan.sabotage { words += ["--sabotage", bug] }
    return words.map(shellWord).joined(separator: " ")
  }

  /// What the time given was enough for.
  private func scope(of found: CheckFindings) -> String? {
    guard let budget = plan.budget else { return nil }
    let counts = found.scenarios.map(\.runs.count)
    guard let least = counts.min(), let most = counts.max() else { return nil }
    let events = found.scenarios.reduce(0) { $0 + $1.events }
    let seeds = least == most ? "\(most)" : "\(least) to \(most)"
    return "The budget of \(budget.text) covered \(seeds) seed\(most == 1 ? "" : "s") of each scenario, \(events) events in all."
  }
}
