import Accounting

/// What becomes of metered usage that credits do not cover. Source: rules PB-6, PB-8, PB-D0.
public struct CutoffRule: Hashable, Sendable {
  public enum Mode: UInt8, CaseIterable, Sendable {
    /// Access ends, late: what is used until then makes the balance negative.
    case creditOnly
    /// Access goes on: what credits do not cover is billed at the month's end.
    case creditThenInvoice
  }

  /// Who says when access ends.
  public enum Timing: UInt8, CaseIterable, Sendable {
    /// The book: always `delay_ms` after the balance was used up.
    case constant
    /// The driver, once the metering has caught up: `delay_ms` after the balance was used up at the latest.
    case metered
  }

  public var mode: Mode
  public var timing: Timing
  /// From the balance reaching zero to the end of access, in milliseconds; zero ends it with the use that emptied it. Where
  /// access ends as metered, the longest that this may take.
  public var delay_ms: Int64

  public init(mode: Mode = .creditOnly, timing: Timing = .constant, delay_ms: Int64 = 120 * Duration_ms.second) {
    self.mode = mode
    self.timing = timing
    self.delay_ms = delay_ms
  }
}
