import Accounting
import Billing
import Sampling

/// Who is billed in arrears for a while instead of buying credits.
public struct ArrearsBehaviour: Sendable {
  /// Share of the owners with a payment method who ever start the plan.
  public var share: Double
  /// From joining to the start, in milliseconds.
  public var after_ms: Distribution
  /// From the start to the end, in milliseconds.
  public var lasts_ms: Distribution

  public init(share: Double, after_ms: Distribution, lasts_ms: Distribution) {
    self.share = share
    self.after_ms = after_ms
    self.lasts_ms = lasts_ms
  }
}

/// The plan in arrears: it is started, and ended before credits are bought again. Source: rule PB-9.
extension Behaviour {
  mutating func planArrears(_ row: Int, at now: Instant) {
    let index = segment(row)
    let share = plans[index].arrears
    guard share > 0, stream(row).bernoulli(share, Purpose.arrears, 0) else { return }
    let wait_ms = milliseconds(sample(plans[index].arrearsAfter_ms, row, Purpose.arrearsStart, 0))
    plan(now.advanced(by: wait_ms), Wish(.startArrears))
  }

  mutating func afterArrearsStart(_ status: Status?, _ row: Int, at now: Instant) {
    guard status == .ok else { return }
    let length_ms = milliseconds(sample(plans[segment(row)].arrearsLast_ms, row, Purpose.arrearsEnd, 0))
    plan(now.advanced(by: length_ms), Wish(.endArrears))
  }

  /// Automatic reloads ended with the start of the plan; whoever had them sets them up again.
  mutating func afterArrearsEnd(_ status: Status?, _ row: Int, at now: Instant) {
    guard status == .ok, personas[row].usesReload, !personas[row].hasLeft else { return }
    plan(now, Wish(.setUpReload))
  }
}
