import Accounting

/// How long credits live. Source: rules IH-D5, FH-7, FH-D1, FH-D4.
public struct ExpiryRule: Hashable, Sendable {
  /// Term of purchased credits, from the moment they are applied.
  public var paid: CalendarTerm
  /// Term of the bonus on a purchase; nil means the purchase's own expiry.
  public var bonus: CalendarTerm?

  public init(paid: CalendarTerm, bonus: CalendarTerm? = nil) {
    self.paid = paid
    self.bonus = bonus
  }

  public static let never = ExpiryRule(paid: .never)
}
