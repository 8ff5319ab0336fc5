import Measurement

/// What the metering came to, where access ends as metered.
public struct MeteringReport: Hashable, Sendable {
  /// Uses that went through the pipeline, and those that had to wait; zero without a pipeline.
  public let uses: Int64
  public let waited: Int64
  public let meanWait_us: Int64
  public let longestWait_us: Int64
  public let largestBacklog: Int64
  public let cutoffs: Int64
  public let meanCutoffDelay_ms: Int64
  public let longestCutoffDelay_ms: Int64
  /// Minor units used beyond the balance until access ended.
  public let overspent: Int64

  init(_ sums: MeteringSums) {
    uses = sums.uses
    waited = sums.waited
    meanWait_us = sums.meanWait_ns / 1_000
    longestWait_us = sums.longestWait_ns / 1_000
    largestBacklog = sums.largestBacklog
    cutoffs = sums.cutoffs
    meanCutoffDelay_ms = sums.meanCutoffDelay_ms
    longestCutoffDelay_ms = sums.longestCutoffDelay_ms
    overspent = sums.overspent
  }
}
