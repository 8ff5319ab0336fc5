/// What the metering came to: how long uses waited, how late access ended, and what that cost. Merged by adding, and by the
/// larger of two maxima, so exactly.
public struct MeteringSums: Equatable, Sendable {
  /// Uses that went through a pipeline, and those that found its partition busy or standing still.
  public var uses: Int64 = 0
  public var waited: Int64 = 0
  /// From arrival to the beginning of service, in nanoseconds: the sum and the longest.
  public var wait_ns: Int128 = 0
  public var longestWait_ns: Int64 = 0
  /// Most uses of one partition at once that were not metered yet.
  public var largestBacklog: Int64 = 0
  /// Balances that were used up where access ends as metered, and from then to the end of access in milliseconds: the sum and
  /// the longest. A cutoff that credits stopped counts with the time that it would have taken.
  public var cutoffs: Int64 = 0
  public var cutoffDelay_ms: Int128 = 0
  public var longestCutoffDelay_ms: Int64 = 0
  /// Minor units used beyond the balance, by the use that emptied it and until access ended.
  public var overspent: Int64 = 0

  public init() {}

  /// The mean wait of a use in nanoseconds, rounded down; zero without any use.
  public var meanWait_ns: Int64 { uses == 0 ? 0 : Int64(clamping: wait_ns / Int128(uses)) }
  /// The mean delay of a cutoff in milliseconds, rounded down; zero without any cutoff.
  public var meanCutoffDelay_ms: Int64 { cutoffs == 0 ? 0 : Int64(clamping: cutoffDelay_ms / Int128(cutoffs)) }

  /// Counts one use in the pipeline.
  public mutating func countUse(wait_ns wait: Int64, backlog: Int64) {
    uses += 1
    if wait > 0 { waited += 1 }
    wait_ns += Int128(wait)
    longestWait_ns = max(longestWait_ns, wait)
    largestBacklog = max(largestBacklog, backlog)
  }

  /// Counts one cutoff.
  public mutating func countCutoff(delay_ms: Int64) {
    cutoffs += 1
    cutoffDelay_ms += Int128(delay_ms)
    longestCutoffDelay_ms = max(longestCutoffDelay_ms, delay_ms)
  }

  /// Adds what another thread counted.
  public mutating func merge(_ other: MeteringSums) {
    uses += other.uses
    waited += other.waited
    wait_ns += other.wait_ns
    longestWait_ns = max(longestWait_ns, other.longestWait_ns)
    largestBacklog = max(largestBacklog, other.largestBacklog)
    cutoffs += other.cutoffs
    cutoffDelay_ms += other.cutoffDelay_ms
    longestCutoffDelay_ms = max(longestCutoffDelay_ms, other.longestCutoffDelay_ms)
    overspent += other.overspent
  }
}
