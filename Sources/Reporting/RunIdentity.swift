import Accounting

/// Which scenario ran: enough to find the file again and to know that it is the same.
public struct ScenarioIdentity: Hashable, Sendable {
  public var name: String
  /// The path as it was given.
  public var file: String
  /// Of the file's bytes, 64 hexadecimal digits.
  public var sha256: String
  public var about: String

  public init(name: String, file: String, sha256: String, about: String = "") {
    self.name = name
    self.file = file
    self.sha256 = sha256
    self.about = about
  }
}

/// What makes a run that run: the same identity gives the same report, but for `threads` and the wall clock.
public struct RunIdentity: Hashable, Sendable {
  /// Windtunnel's own version.
  public var version: String
  public var scenario: ScenarioIdentity
  public var seed: UInt64
  public var replication: Int
  public var threads: Int
  /// Owners that were asked for; a run that was stopped has simulated fewer.
  public var owners: Int64
  public var start: Instant
  /// The first instant that was not simulated.
  public var horizon: Instant
  public var unit: MoneyUnit
  /// The command line that runs it again.
  public var repeatCommand: String
  /// In the order of their numbers; of interest where there are several.
  public var catalogs: [CatalogIdentity]
  /// What the scenario says, key by key; empty where nobody can tell.
  public var settings: [ScenarioSetting] = []
  /// What went differently for a while, and prices that changed.
  public var conditions: [ConditionNote] = []
  /// In the order of their numbers.
  public var segments: [SegmentIdentity]

  public init(
    version: String, scenario: ScenarioIdentity, seed: UInt64, replication: Int = 0, threads: Int, owners: Int64, start: Instant,
    horizon: Instant, unit: MoneyUnit, repeatCommand: String, catalogs: [CatalogIdentity] = [],
    segments: [SegmentIdentity] = []
  ) {
    self.version = version
    self.scenario = scenario
    self.seed = seed
    self.replication = replication
    self.threads = threads
    self.owners = owners
    self.start = start
    self.horizon = horizon
    self.unit = unit
    self.repeatCommand = repeatCommand
    self.catalogs = catalogs
    self.segments = segments
  }
}

/// What the rows and columns of a scorecard are called; the report knows the names of the billing core only from here.
public struct ReportNames: Sendable {
  /// Rows of the observations that make up the reload funnel.
  public struct ReloadRows: Hashable, Sendable {
    public var fired: Int
    public var settled: Int
    public var declined: Int
    public var retried: Int
    public var paused: Int
    public var heldBack: Int

    public init(fired: Int = 0, settled: Int = 1, declined: Int = 2, retried: Int = 3, paused: Int = 4, heldBack: Int = 5) {
      self.fired = fired
      self.settled = settled
      self.declined = declined
      self.retried = retried
      self.paused = paused
      self.heldBack = heldBack
    }
  }

  /// By row of `Scorecard.commands`.
  public var kinds: [String]
  /// By column of `Scorecard.commands`. The first means that the command was obeyed; every other that it changed nothing.
  public var statuses: [String]
  /// By row of `Scorecard.observations`.
  public var situations: [String]
  public var reload: ReloadRows

  public init(kinds: [String], statuses: [String], situations: [String], reload: ReloadRows = ReloadRows()) {
    self.kinds = kinds
    self.statuses = statuses
    self.situations = situations
    self.reload = reload
  }
}
