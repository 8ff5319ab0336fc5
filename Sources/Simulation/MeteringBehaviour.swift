import Sampling

/// How usage is metered, where access ends as metered: how late a cutoff comes, and through which pipeline. Source: rule PB-D0.
public struct MeteringBehaviour: Sendable {
  /// From the metering of the use that emptied a balance to the end of access, in milliseconds; drawn for each cutoff.
  public var cutoffDelay_ms: Distribution
  /// Without one usage is metered as it happens.
  public var pipeline: Pipeline?

  public init(cutoffDelay_ms: Distribution, pipeline: Pipeline? = nil) {
    self.cutoffDelay_ms = cutoffDelay_ms
    self.pipeline = pipeline
  }

  /// Access ends with the use that emptied the balance.
  public static let immediate = MeteringBehaviour(cutoffDelay_ms: .zero)
}

/// A metering pipeline of limited capacity: partitions that each meter one use after another, first come first served.
///
/// It is the one thing that owners share and wait for each other in, so a partition is a shard: all its owners are simulated
/// together, in the order of time. How many partitions there are is a part of the scenario, as how many threads is not.
public struct Pipeline: Sendable {
  /// Owner number n is metered by partition n modulo `partitions`.
  public var partitions: Int
  /// How long a partition takes for one use, in nanoseconds; drawn for each use.
  public var service_ns: Distribution

  public init(partitions: Int, service_ns: Distribution) {
    self.partitions = partitions
    self.service_ns = service_ns
  }
}
