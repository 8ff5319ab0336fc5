import Accounting

/// How a plan change in the middle of a period is charged: which part of the period is left, and how the two prices are
/// rounded. Source: rules HI-4, HI-5, HI-D1.
public struct ProrationRule: Hashable, Sendable {
  /// What the part of a period is counted in.
  public enum Basis: UInt8, CaseIterable, Sendable {
    /// Milliseconds over the period's real length.
    case exact
    /// Whole days over the period's days; the day of the change still belongs to the old plan.
    case dayExclusive
    /// Whole days over the period's days; the day of the change belongs to the new plan already.
    case dayInclusive
    /// Days of the new plan in a month that has thirty of them, whatever the calendar says.
    case month30
    /// No part at all: the whole difference, as if the period had just begun.
    case fullDifference
  }
  /// On what the fraction of a minor unit is rounded.
  public enum Lines: UInt8, CaseIterable, Sendable {
    /// The credit for the old plan and the charge for the new one, each for itself.
    case apart
    /// Their difference, once.
    case net
  }

  public var basis: Basis
  public var lines: Lines
  public var rounding: Rounding

  public init(basis: Basis = .exact, lines: Lines = .apart, rounding: Rounding = .halfUp) {
    self.basis = basis
    self.lines = lines
    self.rounding = rounding
  }

  /// What a change from one price to another comes to.
  public struct Change: Hashable, Sendable {
    /// For the unused part of the old plan, in minor units, at least 0.
    public var credit: Int64
    /// For the same part of the new plan, in minor units, at least 0.
    public var charge: Int64
    /// What is due (above 0) or carried as a credit (below 0), in minor units.
    public var net: Int64
  }

  /// The change of `old` to `new` (minor units for a whole period) at `now`.
  ///
  /// - Precondition: `start <= now < end`, and both prices are at least 0. - Complexity: O(1).
  public func change(from old: Int64, to new: Int64, at now: Instant, start: Instant, end: Instant) -> Change {
    precondition(start <= now && now < end, "A plan changes within its period.")
    precondition(old >= 0 && new >= 0, "A price is at least zero.")
    let part = unused(at: now, start: start, end: end)
    let credit = proportion(of: old, part.left, over: part.whole, rounding: rounding)
    let charge = proportion(of: new, part.left, over: part.whole, rounding: rounding)
    switch lines {
    case .apart: return Change(credit: credit, charge: charge, net: charge - credit)
    case .net:
      let net = proportion(of: new - old, part.left, over: part.whole, rounding: rounding)
      return Change(credit: max(0, -net), charge: max(0, net), net: net)
    }
  }

  /// The part of the period that is left at `now`, as a fraction `left / whole`.
  public func unused(at now: Instant, start: Instant, end: Instant) -> (left: Int64, whole: Int64) {
    switch basis {
    case .exact: return (end.since(now), end.since(start))
    case .dayInclusive: return (days(from: now, to: end), days(from: start, to: end))
    case .dayExclusive: return (max(0, days(from: now, to: end) - 1), days(from: start, to: end))
    case .month30: return (min(30, days(from: now, to: end)), 30)
    case .fullDifference: return (1, 1)
    }
  }

  /// Calendar days (UTC) from the day of `start` up to, without, the day of `end`; a period within one day counts as one.
  private func days(from start: Instant, to end: Instant) -> Int64 {
    max(1, Int64(end.date.daysSinceEpoch - start.date.daysSinceEpoch))
  }
}

/// The most that may be given back for a charge. Source: rule FH-D5, and the invariant on refunds.
public enum CreditCap {
  /// `wanted`, but never below nothing and never above what was paid less what was given back before, in minor units.
  public static func credit(wanted: Int64, paid: Int64, givenBackBefore: Int64) -> Int64 {
    max(0, min(wanted, paid - givenBackBefore))
  }
}
