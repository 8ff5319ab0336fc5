import Accounting

/// What becomes of metered usage that credits do not cover. Source: rules PB-6, PB-8, PB-D0.
public struct CutoffRule: Hashable, Sendable {
  public enum Mode: UInt8, CaseIterable, Sendable {
    /// Access ends, late: what is used until then makes the balance negative.
    case creditOnly
    /// Access goes on: what credits do not cover is billed at the month's end.
    case creditThenInvoice
  }

  public var mode: Mode
  /// From the balance reaching zero to the end of access, in milliseconds; zero ends it with the use that emptied it.
  public var delay_ms: Int64

  public init(mode: Mode = .creditOnly, delay_ms: Int64 = 120 * Duration_ms.second) {
    self.mode = mode
    self.delay_ms = delay_ms
  }
}
