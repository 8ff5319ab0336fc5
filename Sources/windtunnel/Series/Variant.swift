import Reporting
import Scenarios
import Simulation

/// A scenario as it is to be tried: read with some changes, and named for tables. The same replication of two variants meets the same
/// customers, because the seed is the same and a stream does not know its scenario.
struct Variant: Sendable {
  var name: String
  var loaded: LoadedScenario
  var overrides: Overrides
  /// The command line that runs it alone, without `--replication`.
  var repeatCommand: String

  init(name: String, loaded: LoadedScenario, overrides: Overrides, repeatCommand: String) {
    self.name = name
    self.loaded = loaded
    self.overrides = overrides
    self.repeatCommand = repeatCommand
  }

  /// - Throws: every mistake of the files and of the changes.
  static func load(
    _ path: String, named name: String, overrides: Overrides, limits: LoadLimits = .standard
  ) throws(ScenarioError) -> Variant {
    let loaded = try ScenarioFile.load(path: path, overrides: overrides, limits: limits)
    return Variant(named: name, loaded, read: path, with: overrides)
  }

  /// One that was read already, from `path` with these changes.
  init(named name: String, _ loaded: LoadedScenario, read path: String, with overrides: Overrides) {
    var words = ["windtunnel", "run", loaded.files.first?.path ?? path, "--seed", String(loaded.scenario.seed)]
    if let owners = overrides.owners { words += ["--owners", String(owners)] }
    if let horizon = overrides.horizon { words += ["--horizon", horizon] }
    for (key, value) in overrides.set { words += ["--set", "\(key)=\(value)"] }
    for expression in overrides.thresholds { words += ["--threshold", expression] }
    let command = words.map(shellWord).joined(separator: " ")
    self.init(name: name, loaded: loaded, overrides: overrides, repeatCommand: command)
  }
}

/// One run of a series.
struct SeriesTask: Sendable {
  var variant: Variant
  /// Below 2^24.
  var replication: UInt32
}

/// What came of one run of a series.
struct SeriesRun: Sendable {
  let variant: Variant
  let replication: UInt32
  let report: RunReport
  /// Everything that was counted, for those who look at more than the report; let go of it soon.
  let outcome: Outcome

  /// In the order of `Metric`, the same list for every run.
  var metrics: [MetricValue] { report.metrics }
  /// The command line that runs it alone.
  var repeatCommand: String { report.run.repeatCommand }
}
