import Accounting
import Pricing
import Sampling

/// How an owner subscribes, uses its plan's quota, changes plans, leaves and comes back.
///
/// Plans are named by their place in the catalog's list. A plan without a price needs no subscription, so beginning with it is
/// beginning with none.
public struct PlanBehaviour: Sendable {
  /// The place of the plan that an owner begins with, or `nothing`.
  public var first: Distribution
  /// From joining to the first subscription, in milliseconds.
  public var after_ms: Distribution
  /// Share of the subscriptions that begin at a checkout, which brings a card along. Who has no payment method has no choice.
  public var throughCheckout: Double
  /// Nil where the plans are about something else.
  public var analyses: AnalysisBehaviour?
  /// Chance that an owner whose quota is used up moves to the next dearer plan, and how long that takes, in milliseconds.
  public var upgradesAtLimit: Double
  public var upgradeAfter_ms: Distribution
  /// How often an owner moves to the next dearer or the next cheaper plan of its own accord, and cancels, a year.
  public var upgradesPerYear: Double
  public var downgradesPerYear: Double
  public var cancelsPerYear: Double
  /// Share of the cancellations that are taken back, at a time evenly spread until the period ends.
  public var reactivates: Double
  /// Share of the ended subscriptions that are followed by another, and how long after the end, in milliseconds.
  public var comesBack: Double
  public var comesBackAfter_ms: Distribution

  /// Stands for no plan, no product and no override in a choice of places.
  public static let nothing = -1.0

  public init(
    first: Distribution, after_ms: Distribution = .zero, throughCheckout: Double = 0, analyses: AnalysisBehaviour? = nil,
    upgradesAtLimit: Double = 0, upgradeAfter_ms: Distribution = .zero, upgradesPerYear: Double = 0,
    downgradesPerYear: Double = 0,
    cancelsPerYear: Double = 0, reactivates: Double = 0, comesBack: Double = 0, comesBackAfter_ms: Distribution = .zero
  ) {
    self.first = first
    self.after_ms = after_ms
    self.throughCheckout = throughCheckout
    self.analyses = analyses
    self.upgradesAtLimit = upgradesAtLimit
    self.upgradeAfter_ms = upgradeAfter_ms
    self.upgradesPerYear = upgradesPerYear
    self.downgradesPerYear = downgradesPerYear
    self.cancelsPerYear = cancelsPerYear
    self.reactivates = reactivates
    self.comesBack = comesBack
    self.comesBackAfter_ms = comesBackAfter_ms
  }
}

/// How an owner uses what plans and single reports allow.
public struct AnalysisBehaviour: Sendable {
  /// Analyses a week; drawn once per owner.
  public var perWeek: Distribution
  /// Gaps in units of the mean gap (mean 1).
  public var gaps: Distribution
  public var hours: HourProfile
  /// Growth of activity a year as a share.
  public var trendPerYear: Double
  /// Chat messages about one analysis, rounded; none is allowed.
  public var messages: Distribution
  /// Chance that an owner whose quota is used up buys a single report, setting a payment method up where there is none.
  public var buysReport: Double
  /// Share of these reports that wait for the next analysis beyond the quota; the others are used at once.
  public var putsReportOff: Double

  public init(
    perWeek: Distribution, gaps: Distribution, hours: HourProfile = .flat, trendPerYear: Double = 0,
    messages: Distribution = .zero, buysReport: Double = 0, putsReportOff: Double = 0
  ) {
    self.perWeek = perWeek
    self.gaps = gaps
    self.hours = hours
    self.trendPerYear = trendPerYear
    self.messages = messages
    self.buysReport = buysReport
    self.putsReportOff = putsReportOff
  }
}
