import Accounting
import Auditing
import Billing

/// How a run is carried out. Nothing here changes a figure of its result but `replication`.
public struct RunOptions: Sendable {
  /// How pending events are kept: a heap, or a sorted list to check it against.
  public enum AgendaKind: String, CaseIterable, Sendable { case heap, sorted }

  public var threads: Int
  /// Owners simulated together, 1 to 1,000,000. Small shards stay in the cache. With a pipeline its partitions are the shards.
  public var shardOwners: Int
  public var audit: AuditLevel
  public var agenda: AgendaKind
  /// Which independent run of the same scenario, below 2^24.
  public var replication: UInt32
  /// Numbers of the owners whose commands are recorded.
  public var recordOwners: [ClosedRange<Int>]
  /// Count the busiest second, minute and hour; costs up to 70 MB a thread for a year, and is left out of runs longer than
  /// `longestWithPeaks_ms`.
  public var countsPeaks: Bool
  /// Number of an owner to whom something is done behind the auditor's back, so that tests meet a broken invariant.
  var brokenOwner: Int?
  /// What is done; unless a test says otherwise, a credit is given, which steps notice and sweeps do not.
  var damage: @Sendable (inout Book, OwnerSlot, Instant) -> Void = { book, owner, start in
    _ = book.apply(.grant(amount: 1, origin: .grant, expiresAt: .never, priority: 0), by: owner, at: start)
  }
  /// How many events of a shard lie between two sweeps over all of it; less in tests.
  var eventsBetweenSweeps = 100_000

  /// How many of a million owners are followed by an oracle, chosen by their numbers.
  public var oracleMillionths: Int
  /// Keep what moved for each owner: some 200 bytes an owner and thread, and a few per cent of time.
  public var measuresOwners = false

  public init(
    threads: Int = 1, shardOwners: Int = RunOptions.defaultShardOwners, audit: AuditLevel = .step, agenda: AgendaKind = .heap,
    replication: UInt32 = 0, recordOwners: [ClosedRange<Int>] = [], countsPeaks: Bool = false,
    oracleMillionths: Int = 0
  ) {
    self.threads = threads
    self.shardOwners = shardOwners
    self.audit = audit
    self.agenda = agenda
    self.replication = replication
    self.recordOwners = recordOwners
    self.countsPeaks = countsPeaks
    self.oracleMillionths = oracleMillionths
  }

  /// The longest run whose peaks are counted: four years.
  public static let longestWithPeaks_ms: Int64 = 4 * 366 * Duration_ms.day

  /// Measured in `docs/performance.md`.
  public static let defaultShardOwners = 1
}
