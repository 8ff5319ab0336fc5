/// How long a run took on this machine: with `threads` the only part of a report that differs from run to run.
public struct WallClock: Hashable, Sendable {
  public var seconds: Double
  /// The most memory that the process had at once; 0 when unknown.
  public var peakMemoryBytes: Int64
  /// What it ran on, such as "Linux x86_64, 2 processors"; empty when unknown.
  public var host = ""

  public init(seconds: Double, peakMemoryBytes: Int64) {
    self.seconds = seconds
    self.peakMemoryBytes = peakMemoryBytes
  }
}

/// Throughput in wall time. Rates are whole numbers per second, nil when the run was too short to tell.
public struct Speed: Hashable, Sendable {
  /// A kind of command and how many of them a second.
  public struct KindRate: Hashable, Sendable {
    public let kind: String
    public let perSecond: Int64?
  }

  public let milliseconds: Int64
  public let threads: Int
  public let eventsPerSecond: Int64?
  public let eventsPerSecondPerCore: Int64?
  public let commandsPerSecond: Int64?
  public let byKind: [KindRate]
  public let peakMemoryBytes: Int64
  public let host: String

  init(_ wall: WallClock, threads: Int, events: Int64, commands: Int64, operations: [OperationLine]) {
    let usable = wall.seconds.isFinite && wall.seconds > 0 && wall.seconds < 1e9
    func rate(_ count: Int64, over workers: Int = 1) -> Int64? {
      guard usable else { return nil }
      return Int64(exactly: (Double(count) / wall.seconds / Double(max(1, workers))).rounded())
    }
    milliseconds = usable ? Int64((wall.seconds * 1_000).rounded()) : 0
    self.threads = threads
    eventsPerSecond = rate(events)
    eventsPerSecondPerCore = rate(events, over: threads)
    commandsPerSecond = rate(commands)
    byKind = operations.map { KindRate(kind: $0.kind, perSecond: rate($0.count)) }
    peakMemoryBytes = wall.peakMemoryBytes
    host = wall.host
  }
}
