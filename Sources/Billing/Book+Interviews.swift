import Accounting
import Pricing

/// Interviews: counted by cost key, paid with credits or out of the plan's minutes. Source: rules IV-1 to IV-5, IV-D2.
extension Book {
  mutating func interview(_ owner: Int, _ product: ProductID, duration_ms: Int64, _ now: Instant) -> Status { .notOffered }
  mutating func overridePrices(_ owner: Int, _ override: OverrideID) -> Status { .notOffered }

  /// A period of the owner's plan begins: its minutes are granted. Called after the membership's period was set.
  mutating func beginAllowance(_ owner: Int, _ now: Instant) {}

  /// The period of the owner's plan ends: minutes that are left lapse, and minutes beyond the allowance become a debt.
  ///
  /// - Returns: what they cost, in minor units, posted as `overageBilled` and added to the owner's debt.
  mutating func endAllowance(_ owner: Int, _ now: Instant) -> Int64 { 0 }
}
