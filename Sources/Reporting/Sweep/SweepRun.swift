/// What one run of a sweep came to: all that the sweep's report needs of it, so that it need not be run again.
public struct SweepRun: Hashable, Sendable, Codable {
  public let replication: UInt32
  /// By the metric's name; a metric that had nothing to measure is not there.
  public let metrics: [String: Double]
  /// 0, or 2 for an invariant or the money, 3 for a threshold, 5 for one without data.
  public let exitCode: Int32
  /// Why it is not 0; sentences, the most important first.
  public let reasons: [String]
  public let events: Int64

  public init(
    replication: UInt32, metrics: [String: Double], exitCode: Int32 = 0, reasons: [String] = [], events: Int64 = 0
  ) {
    self.replication = replication
    self.metrics = metrics
    self.exitCode = exitCode
    self.reasons = reasons
    self.events = events
  }

  public init(_ report: RunReport) {
    let values = report.metrics.compactMap { value in value.value.map { (value.metric.name, $0) } }
    let verdict = report.verdict
    self.init(
      replication: UInt32(report.run.replication), metrics: Dictionary(values, uniquingKeysWith: { $1 }),
      exitCode: verdict.exitCode, reasons: verdict.exitCode == 0 ? [] : verdict.reasons, events: report.events)
  }

  /// Whether every invariant held, the money tied and every threshold was met.
  public var isGood: Bool { exitCode == 0 }
}
