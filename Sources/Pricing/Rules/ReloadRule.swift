import Accounting

/// When an automatic reload fires, how much it charges, and how it behaves when the card says no. Source: rules IH-6, IH-D2, IH-D3.
public struct ReloadRule: Hashable, Sendable {
  /// At which balance a reload fires.
  public enum Trigger: UInt8, CaseIterable, Sendable {
    /// Available plus pending reloads is strictly below the threshold.
    case below
    case atOrBelow

    /// Whether `balance` (available plus pending reloads) calls for a reload.
    @inlinable
    public func fires(balance: Int64, threshold: Int64) -> Bool {
      switch self {
      case .below: balance < threshold
      case .atOrBelow: balance <= threshold
      }
    }
  }
  /// How much one reload charges.
  public enum Amount: UInt8, CaseIterable, Sendable {
    /// The configured amount, again if the balance is still below once it settled.
    case fixed
    /// As many times the configured amount as close the gap, in one charge.
    case closeTheGap
    /// The configured amount is the level to restore the balance to.
    case restoreTo
  }

  public var trigger: Trigger
  public var amount: Amount
  /// Waiting times after the first, second, ... soft decline, in milliseconds; one more decline pauses.
  public var backOff_ms: [Int64]
  /// Least time between two charges, in milliseconds; zero for none.
  public var coolDown_ms: Int64
  /// Most that reloads may charge in a calendar month (UTC), in minor units; nil for no cap.
  public var monthlyCap: Int64?
  /// Most attempts on one card within `attemptWindow_ms`; 1 to `mostAttemptsPerCard`.
  public var attemptsPerCard: Int
  public var attemptWindow_ms: Int64

  /// The longest memory of attempts on one card that an owner's record has room for.
  public static let mostAttemptsPerCard = 16

  public init(
    trigger: Trigger = .below, amount: Amount = .fixed, backOff_ms: [Int64] = ReloadRule.defaultBackOff_ms,
    coolDown_ms: Int64 = 0, monthlyCap: Int64? = nil, attemptsPerCard: Int = 15, attemptWindow_ms: Int64 = 30 * Duration_ms.day
  ) {
    self.trigger = trigger
    self.amount = amount
    self.backOff_ms = backOff_ms
    self.coolDown_ms = coolDown_ms
    self.monthlyCap = monthlyCap
    self.attemptsPerCard = attemptsPerCard
    self.attemptWindow_ms = attemptWindow_ms
  }

  /// One, three and seven hours.
  public static let defaultBackOff_ms: [Int64] = [Duration_ms.hour, 3 * Duration_ms.hour, 7 * Duration_ms.hour]

  /// What one reload charges when `balance` has fallen to or below `threshold`, in minor units.
  ///
  /// - Precondition: `configured` is above zero and `trigger.fires(balance:threshold:)`.
  public func charge(balance: Int64, threshold: Int64, configured: Int64) -> Int64 {
    switch amount {
    case .fixed:
      return configured
    case .closeTheGap:
      // As many whole amounts as lift the balance to where the trigger no longer fires.
      let gap = trigger == .below ? threshold - balance : threshold - balance + 1
      return max(1, (gap + configured - 1) / configured) * configured
    case .restoreTo:
      // A revision may find settings that were made for another rule: at least to where the trigger no longer fires.
      let calm = trigger == .below ? threshold : threshold + 1
      return max(configured, calm) - balance
    }
  }
}
