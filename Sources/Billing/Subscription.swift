import Accounting
import Pricing

/// What an owner sees of its subscription, as the public interface shows it. Source: rules HI-3, HI-9, IV-8.
public struct Subscription: Hashable, Sendable {
  public var status: SubscriptionStatus
  /// The plan in force, by its place in the catalog's list; nil for none.
  public var plan: PlanID?
  /// The period that runs, half-open; `never` where there is no plan.
  public var periodStart: Instant
  public var periodEnd: Instant
  /// It ends with its period.
  public var cancelsAtPeriodEnd: Bool
  public var analysesUsed: Int64
  /// Nil when unlimited.
  public var analysesLimit: Int64?
}

extension Book {
  /// The owner's subscription as it stands at `now`, or the free plan where there is none. - Complexity: O(1).
  public func subscription(of owner: OwnerSlot, at now: Instant) -> Subscription {
    let member = membership(owner.index, now)
    return Subscription(
      status: member.status, plan: member.hasPlan ? PlanID(UInt8(member.plan)) : nil,
      periodStart: member.periodStart, periodEnd: member.periodEnd, cancelsAtPeriodEnd: member.cancelsAtPeriodEnd,
      analysesUsed: member.analyses, analysesLimit: member.analysesLimit < 0 ? nil : member.analysesLimit)
  }

  /// The plan in force at `now`, at the figures of the terms in force; nil for none. - Complexity: O(1).
  public func plan(of owner: OwnerSlot, at now: Instant) -> Plan? {
    let member = membership(owner.index, now)
    return member.hasPlan ? plan(at: member.plan) : nil
  }

  /// What comes with the plan in force, sorted. Source: rule IV-8.
  public func features(of owner: OwnerSlot, at now: Instant) -> [String] { plan(of: owner, at: now)?.features ?? [] }
}
