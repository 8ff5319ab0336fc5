import Accounting

/// What a series keeps of one run: enough for every figure about all of them, and small.
public struct ReplicatedRun: Hashable, Sendable {
  public internal(set) var replication: Int
  /// Which draw of the uncertain parameters it belongs to, from 0; nil where none are uncertain.
  public internal(set) var draw: Int?
  var outcome: Verdict.Outcome
  var exitCode: Int32
  var reasons: [String]
  var thresholds: [ThresholdResult]
  /// By `Metric.allCases`.
  var metrics: [Double?]
  /// By `FanFigure.allCases`, then by month.
  var monthly: [[Double]]

  public init(_ report: RunReport, draw: Int? = nil) {
    replication = report.run.replication
    self.draw = draw
    outcome = report.verdict.outcome
    exitCode = report.verdict.exitCode
    reasons = report.verdict.reasons
    thresholds = report.thresholds
    metrics = report.metrics.map(\.value)
    monthly = FanFigure.allCases.map { figure in report.money.monthly.map { Double(figure.value(in: $0)) } }
  }
}

/// How narrow the intervals had to be, and what came of it.
public struct PrecisionGoal: Hashable, Sendable {
  /// Half-width of the 95 % interval as a share of the mean, such as 0.01.
  public var precision: Double
  public var metrics: [Metric]
  /// Runs that were allowed.
  public var most: Int
  /// The first number of runs at which all were narrow enough and stayed so; nil when it was not reached.
  public var reachedAt: Int?

  public init(precision: Double, metrics: [Metric], most: Int, reachedAt: Int?) {
    self.precision = precision
    self.metrics = metrics
    self.most = most
    self.reachedAt = reachedAt
  }
}
