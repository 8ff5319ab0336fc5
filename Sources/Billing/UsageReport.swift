import Accounting
import Pricing

/// What a key may do. Source: rule IV-9.
public struct Scopes: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// `read:billing`.
  public static let readBilling = Scopes(rawValue: 1 << 0)
}

/// What a company used in one period, by cost key. Quantities in thousandths of a minute or of a credit. Source: rules IV-1,
/// IV-5.
public struct UsageReport: Hashable, Sendable {
  /// Why there is no report.
  public enum Refusal: Error, Hashable, Sendable {
    /// The key lacks the scope `read:billing`: the answer 403. Source: rule IV-9.
    case missingScope
    /// The catalog has no interviews.
    case notOffered

    public var httpStatus: Int { self == .missingScope ? 403 : 404 }
  }

  /// The usage under one cost key.
  public struct Entry: Hashable, Sendable {
    public var costKey: String
    public var events: Int64
    /// One of the two, by the company's unit.
    public var minutesUsed: Int64?
    public var creditsUsed: Int64?

    /// Thousandths of an event's average, rounded half-up. - Precondition: there was an event.
    public var averageUsed: Int64 {
      proportion(of: minutesUsed ?? creditsUsed ?? 0, 1, over: events, rounding: .halfUp)
    }

    init(costKey: String, events: Int64, used: Int64, unit: InterviewRules.Unit) {
      self.costKey = costKey
      self.events = events
      minutesUsed = unit == .minutes ? used : nil
      creditsUsed = unit == .credits ? used : nil
    }
  }

  public var billingSystem: InterviewRules.Unit
  /// The first instant of the period; `never` where there was none.
  public var since: Instant
  /// Nil for a company that is billed in the other unit, never zero for it. Source: rule IV-7.
  public var totalMinutesUsed: Int64?
  public var totalCreditsUsed: Int64?
  public var totalInterviews: Int64
  /// Sorted by cost key.
  public var breakdownByCostKey: [Entry]
  /// Beyond what the plan includes, in thousandths of a minor unit; nil without such a price.
  public var pricePerMinute: Int64?
  /// What comes with the plan in force, sorted. Source: rule IV-8.
  public var features: [String]

  /// Whether the plan in force comes with a feature, such as "custom-voices".
  public func has(_ feature: String) -> Bool { features.contains(feature) }
}

extension Book {
  /// The usage of the period that began at `since`, or of the present one: the plan's period, or the calendar month of `now`.
  ///
  /// Reading changes nothing: the book is borrowed. - Complexity: O(cost keys x periods of the owner).
  public borrowing func usageReport(
    of owner: OwnerSlot, at now: Instant, since: Instant? = nil, scopes: Scopes
  ) throws(UsageReport.Refusal) -> UsageReport {
    if !scopes.contains(.readBilling) { throw .missingScope }
    guard let rules = terms.interviews else { throw .notOffered }
    let start = since ?? usagePeriod(owner.index, rules.unit, now)
    var report = UsageReport(
      billingSystem: rules.unit, since: start, totalMinutesUsed: rules.unit == .minutes ? 0 : nil,
      totalCreditsUsed: rules.unit == .credits ? 0 : nil, totalInterviews: 0, breakdownByCostKey: [], features: [])
    var row = owners[owner.index].firstUsage
    while row >= 0 {
      let counter = usage[Int(row)]
      if counter.since == start { report.add(counter, rules) }
      row = counter.next
    }
    report.breakdownByCostKey.sort { $0.costKey < $1.costKey }
    let plan = planInForce(owner.index)
    if plan >= 0, let offer = terms.plans?.plans[plan] {
      report.features = offer.features
      if rules.unit == .minutes { report.pricePerMinute = offer.minutes?.price }
    }
    return report
  }

  private borrowing func usagePeriod(_ owner: Int, _ unit: InterviewRules.Unit, _ now: Instant) -> Instant {
    if unit == .credits { return startOfMonth(now) }
    let row = Int(owners[owner].membership)
    return row < 0 ? .never : memberships[row].periodStart
  }
}

extension UsageReport {
  fileprivate mutating func add(_ counter: UsageCounter, _ rules: InterviewRules) {
    let costKey = rules.products[counter.product.index].costKey
    breakdownByCostKey.append(Entry(costKey: costKey, events: counter.events, used: counter.used, unit: billingSystem))
    totalInterviews += counter.events
    if billingSystem == .minutes { totalMinutesUsed? += counter.used } else { totalCreditsUsed? += counter.used }
  }
}
