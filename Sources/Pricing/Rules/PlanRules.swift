import Accounting

/// What a subscription offers for one price a period. Source: rules HI-1, IV-2, IV-8.
public struct Plan: Hashable, Sendable {
  /// As subscribers know it, such as "pro".
  public var name: String
  /// For a period, in minor units; zero for a plan that needs no subscription.
  public var price: Int64
  /// The length of a period; it keeps the anchor's day. Source: rule HI-D2.
  public var period: CalendarTerm
  /// Analyses a period; nil when unlimited.
  public var analyses: Int64?
  /// Chat messages a period; nil when unlimited.
  public var messages: Int64?
  /// Whether end users read every document without credits. Source: rule HI-11.
  public var hasFreeDocuments: Bool
  /// Minutes of interviews a period, and what minutes beyond cost; nil where the plan has none.
  public var minutes: AllowanceRule?
  /// Length of the trial of a first subscription, in days; zero for none.
  public var trialDays: Int64
  /// What comes with the plan, such as "custom-voices", sorted. Source: rule IV-8.
  public var features: [String]

  public init(
    name: String, price: Int64, period: CalendarTerm = .months(1), analyses: Int64? = nil, messages: Int64? = nil,
    hasFreeDocuments: Bool = false, minutes: AllowanceRule? = nil, trialDays: Int64 = 0, features: [String] = []
  ) {
    self.name = name
    self.price = price
    self.period = period
    self.analyses = analyses
    self.messages = messages
    self.hasFreeDocuments = hasFreeDocuments
    self.minutes = minutes
    self.trialDays = trialDays
    self.features = features.sorted()
  }
}

/// How a failed renewal is tried again. Source: rules HI-8, HI-D3.
public struct DunningRule: Hashable, Sendable {
  /// From each failed attempt to the next, in milliseconds; after the last one fails the subscription ends.
  public var retries_ms: [Int64]

  public init(retries_ms: [Int64] = [1, 3, 5, 7].map { $0 * Duration_ms.day }) {
    self.retries_ms = retries_ms
  }
}

/// The plans of a catalog and how subscriptions to them live. A revision may change figures, never the order of the plans.
public struct PlanRules: Hashable, Sendable {
  /// What becomes of a change to a cheaper plan. Source: rule HI-D4.
  public enum Downgrade: UInt8, CaseIterable, Sendable {
    /// The plan changes at once, and the unused difference waits on the account for coming invoices.
    case creditNow
    /// The plan changes when the period ends, without any credit.
    case atPeriodEnd
  }

  public var plans: [Plan]
  /// What an owner without a subscription has; nil when that is nothing.
  public var fallback: PlanID?
  public var proration: ProrationRule
  public var downgrade: Downgrade
  public var dunning: DunningRule
  /// A first payment that is not made lapses after this long, in milliseconds. Source: rule HI-D5.
  public var incompleteLapses_ms: Int64
  /// How long credit on the account outlives the subscription. Source: rule HI-D4.
  public var accountCreditLives: CalendarTerm

  public init(
    plans: [Plan], fallback: PlanID? = nil, proration: ProrationRule = ProrationRule(), downgrade: Downgrade = .creditNow,
    dunning: DunningRule = DunningRule(), incompleteLapses_ms: Int64 = Duration_ms.day,
    accountCreditLives: CalendarTerm = .months(12)
  ) {
    self.plans = plans
    self.fallback = fallback
    self.proration = proration
    self.downgrade = downgrade
    self.dunning = dunning
    self.incompleteLapses_ms = incompleteLapses_ms
    self.accountCreditLives = accountCreditLives
  }

  /// The place of the plan with this name. - Complexity: O(plans).
  public func plan(named name: String) -> PlanID? {
    plans.firstIndex { $0.name == name }.map { PlanID(UInt8($0)) }
  }
}
