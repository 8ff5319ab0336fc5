/// What a scenario may ask of the machine, and of the reader's patience. Each limit can be raised.
public struct LoadLimits: Hashable, Sendable {
  /// Largest file, in bytes.
  public var bytes = 1 << 20
  /// Mistakes that are shown before the rest is left out.
  public var mistakes = 100
  /// Events that a run may be estimated to have (`--limit-events`).
  public var events: Int64 = 2_000_000_000
  /// Memory that a run may be estimated to need, in bytes (`--limit-memory`).
  public var memoryBytes: Int64 = 8 << 30
  /// Owners of all segments together (`--limit-owners`).
  public var owners: Int64 = 100_000_000

  public init() {}

  public static let standard = LoadLimits()
}
