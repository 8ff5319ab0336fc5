import Accounting

/// How long credits live. Source: rules IH-D5, FH-7, FH-D1, FH-D4.
public struct ExpiryRule: Hashable, Sendable {
  /// What becomes of credits that are held when their expiry comes. Source: rule FH-D4.
  public enum Held: Hashable, Sendable {
    /// They stay held, and expire when they are released.
    case pin
    /// They expire inside the hold: the job loses the slots that it no longer covers.
    case shrink
    /// The expiry of what is held is put off once, by this term.
    case grace(CalendarTerm)
  }

  /// Term of purchased credits, from the moment they are applied.
  public var paid: CalendarTerm
  /// Term of the bonus on a purchase; nil means the purchase's own expiry.
  public var bonus: CalendarTerm?
  public var held: Held

  public init(paid: CalendarTerm, bonus: CalendarTerm? = nil, held: Held = .pin) {
    self.paid = paid
    self.bonus = bonus
    self.held = held
  }

  public static let never = ExpiryRule(paid: .never)
}
