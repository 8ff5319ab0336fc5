import Accounting

/// Credits that every owner is given once, at sign-up. Source: rule FH-12.
public struct FreeTierRule: Hashable, Sendable {
  /// In minor units.
  public var amount: Int64
  /// How long they live, from the moment they are given.
  public var term: CalendarTerm

  public init(amount: Int64, term: CalendarTerm = .never) {
    self.amount = amount
    self.term = term
  }
}
