import Accounting
import Sampling

/// How the end users of an owner open documents, and pay for them.
public struct DocumentBehaviour: Sendable {
  /// End users of one owner, rounded; drawn once per owner.
  public var endUsers: Distribution
  /// Lists of documents that one end user opens in a week; drawn once per owner.
  public var perWeek: Distribution
  /// Gaps in units of the mean gap (mean 1).
  public var gaps: Distribution
  public var hours: HourProfile
  /// Documents of one list, rounded, 1 to 12.
  public var list: Distribution
  /// Chance of each document that it is one of those that the same end user asked for the last time.
  public var again: Double
  /// Chance that an end user with too few credits buys a pack, and then tries again.
  public var buysWhenRefused: Double
  /// The pack's place on the shelf; one that holds too few credits is changed for the smallest that holds enough.
  public var packs: Distribution
  /// From the refusal to the purchase, in milliseconds.
  public var buysAfter_ms: Distribution

  public init(
    endUsers: Distribution, perWeek: Distribution, gaps: Distribution, hours: HourProfile = .flat, list: Distribution = .one,
    again: Double = 0, buysWhenRefused: Double = 0, packs: Distribution = .zero, buysAfter_ms: Distribution = .zero
  ) {
    self.endUsers = endUsers
    self.perWeek = perWeek
    self.gaps = gaps
    self.hours = hours
    self.list = list
    self.again = again
    self.buysWhenRefused = buysWhenRefused
    self.packs = packs
    self.buysAfter_ms = buysAfter_ms
  }
}
