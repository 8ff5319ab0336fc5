import Accounting

/// The largest purchase by how much an owner has paid and for how long. Source: rules PB-2, PB-10.
public struct TrustTiers: Hashable, Sendable {
  public struct Tier: Hashable, Sendable {
    /// What the owner must have paid so far, in minor units.
    public var paid: Int64
    /// How long ago the first payment must be, in milliseconds.
    public var after_ms: Int64
    /// The largest amount of one purchase or reload, in minor units.
    public var maximum: Int64

    public init(paid: Int64 = 0, after_ms: Int64 = 0, maximum: Int64) {
      self.paid = paid
      self.after_ms = after_ms
      self.maximum = maximum
    }
  }

  /// From the least trusted to the most; empty when everybody may buy what the limits allow.
  public let tiers: [Tier]

  public init(tiers: [Tier]) {
    self.tiers = tiers
  }

  public static let none = TrustTiers(tiers: [])

  /// The index of the highest tier of which both conditions are met; 0 before the first payment. - Complexity: O(tiers).
  public func tier(paid: Int64, firstPaymentAt: Instant, at now: Instant) -> Int {
    var reached = 0
    for index in tiers.indices {
      let isOldEnough =
        tiers[index].after_ms == 0 || (firstPaymentAt != .never && now.since(firstPaymentAt) >= tiers[index].after_ms)
      if paid >= tiers[index].paid, isOldEnough { reached = index }
    }
    return reached
  }

  /// The largest purchase in minor units; nil without tiers.
  public func maximum(paid: Int64, firstPaymentAt: Instant, at now: Instant) -> Int64? {
    if tiers.isEmpty { return nil }
    return tiers[tier(paid: paid, firstPaymentAt: firstPaymentAt, at: now)].maximum
  }
}
