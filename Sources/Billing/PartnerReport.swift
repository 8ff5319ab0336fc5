import Accounting
import Pricing

/// What the companies of one partner used, read with the partner's one key. Minutes are added to minutes and credits to credits,
/// so a unit that no company has is absent. Companies may be of different books. Source: rule IV-6.
public struct PartnerReport: Hashable, Sendable {
  /// In the order given.
  public private(set) var companies: [UsageReport] = []
  /// Thousandths of a minute over the companies that are billed in minutes; nil without such a company.
  public private(set) var totalMinutesUsed: Int64?
  /// Thousandths of a credit over the companies that are billed in credits; nil without such a company.
  public private(set) var totalCreditsUsed: Int64?
  public private(set) var totalInterviews: Int64 = 0
  /// By cost key and unit, sorted by cost key, minutes first: one entry never has both units.
  public private(set) var breakdownByCostKey: [UsageReport.Entry] = []

  public init(_ companies: [UsageReport]) {
    for company in companies { add(company) }
    breakdownByCostKey.sort { ($0.costKey, $0.minutesUsed == nil ? 1 : 0) < ($1.costKey, $1.minutesUsed == nil ? 1 : 0) }
  }

  private mutating func add(_ company: UsageReport) {
    companies.append(company)
    totalInterviews += company.totalInterviews
    if let minutes = company.totalMinutesUsed { totalMinutesUsed = (totalMinutesUsed ?? 0) + minutes }
    if let credits = company.totalCreditsUsed { totalCreditsUsed = (totalCreditsUsed ?? 0) + credits }
    for entry in company.breakdownByCostKey { add(entry) }
  }

  private mutating func add(_ entry: UsageReport.Entry) {
    let same = breakdownByCostKey.firstIndex { known in
      known.costKey == entry.costKey && (known.minutesUsed == nil) == (entry.minutesUsed == nil)
    }
    guard let same else {
      breakdownByCostKey.append(entry)
      return
    }
    breakdownByCostKey[same].events += entry.events
    if let minutes = entry.minutesUsed { breakdownByCostKey[same].minutesUsed? += minutes }
    if let credits = entry.creditsUsed { breakdownByCostKey[same].creditsUsed? += credits }
  }
}
