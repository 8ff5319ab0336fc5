/// A point in time: milliseconds since 1970-01-01T00:00:00Z, without leap seconds.
///
/// The core has no clock. Every instant comes in with a command, and a duration is a plain `Int64` whose name ends in `_ms`.
@frozen
public struct Instant: Hashable, Comparable, Sendable, BitwiseCopyable {
  /// Milliseconds since the epoch, UTC.
  public var milliseconds: Int64

  @inlinable
  public init(milliseconds: Int64) {
    self.milliseconds = milliseconds
  }

  /// Later than everything that can happen; the expiry of what never expires.
  public static var never: Instant { @inlinable get { Instant(milliseconds: .max) } }
  /// Earlier than everything that can happen.
  public static var distantPast: Instant { @inlinable get { Instant(milliseconds: .min) } }

  @inlinable
  public static func < (left: Instant, right: Instant) -> Bool { left.milliseconds < right.milliseconds }
  @inlinable
  public static func == (left: Instant, right: Instant) -> Bool { left.milliseconds == right.milliseconds }

  /// The instant `duration_ms` milliseconds later; `never` stays `never`.
  @inlinable
  public func advanced(by duration_ms: Int64) -> Instant {
    if self == .never || duration_ms == .max { return .never }
    return Instant(milliseconds: milliseconds + duration_ms)
  }

  /// Milliseconds from `earlier` to this instant.
  @inlinable
  public func since(_ earlier: Instant) -> Int64 { milliseconds - earlier.milliseconds }
}

/// Lengths of time in milliseconds, by their names.
public enum Duration_ms {
  public static let second: Int64 = 1_000
  public static let minute: Int64 = 60_000
  public static let hour: Int64 = 3_600_000
  public static let day: Int64 = 86_400_000
  public static let week: Int64 = 7 * day
}
