import Accounting

/// Which scenario was swept: the scenario as it is, before any point changes it.
public struct SweepIdentity: Hashable, Sendable {
  /// Windtunnel's own version.
  public var version: String
  public var scenario: ScenarioIdentity
  public var seed: UInt64
  public var owners: Int64
  public var start: Instant
  /// The first instant that was not simulated.
  public var horizon: Instant
  public var unit: MoneyUnit
  /// How many demands each run had to meet.
  public var thresholds: Int
  /// The command line that makes the same sweep.
  public var repeatCommand: String

  public init(
    version: String, scenario: ScenarioIdentity, seed: UInt64, owners: Int64, start: Instant, horizon: Instant, unit: MoneyUnit,
    thresholds: Int, repeatCommand: String
  ) {
    self.version = version
    self.scenario = scenario
    self.seed = seed
    self.owners = owners
    self.start = start
    self.horizon = horizon
    self.unit = unit
    self.thresholds = thresholds
    self.repeatCommand = repeatCommand
  }
}

/// What a sweep cost.
public struct SweepCost: Hashable, Sendable {
  /// Runs that the points need, equal points counted once.
  public var runs: Int
  /// Runs that were found finished from before.
  public var kept: Int
  /// Wall time of this sweep.
  public var seconds: Double
  public var threads: Int

  public init(runs: Int, kept: Int, seconds: Double, threads: Int) {
    self.runs = runs
    self.kept = kept
    self.seconds = seconds
    self.threads = threads
  }
}
