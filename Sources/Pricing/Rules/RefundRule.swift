/// Whether purchased credits can be given back for money. Source: rules PB-4, FH-D5.
public enum RefundRule: UInt8, CaseIterable, Sendable {
  /// Never.
  case never
  /// What is unspent of a purchase; its bonus is taken back in proportion, unspent bonus first.
  case unspent
}
