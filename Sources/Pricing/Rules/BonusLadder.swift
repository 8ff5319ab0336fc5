import Accounting

/// Bonus credits by the size of a purchase: the rate of the highest step that the amount reaches. Source: rules FH-6, FH-D5.
public struct BonusLadder: Hashable, Sendable {
  /// One step: the rate from an amount on.
  public struct Step: Hashable, Sendable {
    /// The smallest amount, in minor units, that earns this step's rate.
    public var from: Int64
    public var share: Share

    public init(from: Int64, share: Share) {
      self.from = from
      self.share = share
    }
  }

  /// Rising by `from`; empty when there is no bonus.
  public let steps: [Step]

  public init(steps: [Step]) {
    self.steps = steps.sorted { $0.from < $1.from }
  }

  public static let none = BonusLadder(steps: [])

  /// The bonus on a purchase of `amount` minor units, floored to one unit. - Complexity: O(steps).
  public func bonus(on amount: Int64) -> Int64 {
    var share = Share.none
    for step in steps where step.from <= amount { share = step.share }
    return share.of(amount, rounding: .down)
  }
}
