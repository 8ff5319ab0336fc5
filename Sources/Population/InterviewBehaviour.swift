import Accounting
import Sampling

/// How a company holds interviews. In minutes it lives by its plan (`PlanBehaviour`), in credits by the packs that it buys.
public struct InterviewBehaviour: Sendable {
  /// How a company pays with credits.
  public struct Packs: Sendable {
    /// The pack's place on the shelf.
    public var choice: Distribution
    /// Buys another once fewer credits than this are left, in thousandths; drawn once per owner. Zero waits for a refusal.
    public var lowBalance: Distribution
    /// Chance that a company whose credits are low, or used up, buys a pack.
    public var buys: Double
    /// From then to the purchase, in milliseconds.
    public var buysAfter_ms: Distribution

    public init(choice: Distribution, lowBalance: Distribution = .zero, buys: Double = 1, buysAfter_ms: Distribution = .zero) {
      self.choice = choice
      self.lowBalance = lowBalance
      self.buys = buys
      self.buysAfter_ms = buysAfter_ms
    }
  }

  /// Interviews a week; drawn once per owner.
  public var perWeek: Distribution
  /// Gaps in units of the mean gap (mean 1).
  public var gaps: Distribution
  public var hours: HourProfile
  /// Growth of activity a year as a share.
  public var trendPerYear: Double
  /// The product's place in the catalog's list; drawn per interview.
  public var product: Distribution
  /// In milliseconds, at least one second.
  public var duration_ms: Distribution
  /// The place of the company's own prices in the catalog's list, or `PlanBehaviour.nothing`; nil where there are none.
  public var override: Distribution?
  /// Nil for a company that is billed in minutes.
  public var packs: Packs?

  public init(
    perWeek: Distribution, gaps: Distribution, hours: HourProfile = .flat, trendPerYear: Double = 0, product: Distribution,
    duration_ms: Distribution, override: Distribution? = nil, packs: Packs? = nil
  ) {
    self.perWeek = perWeek
    self.gaps = gaps
    self.hours = hours
    self.trendPerYear = trendPerYear
    self.product = product
    self.duration_ms = duration_ms
    self.override = override
    self.packs = packs
  }
}
