import Accounting
import Billing
import Pricing
import Testing

/// Subscriptions by their everyday names. All amounts are in minor units.
extension Ledger {
  /// An owner with a working card who has subscribed to `plan`.
  public static func subscribed(_ plan: PlanID, _ terms: Terms = .subscriptions, from start: Instant = .start) -> Ledger {
    let ledger = Ledger(terms, from: start)
    ledger.attach()
    ledger.subscribe(plan)
    return ledger
  }

  @discardableResult
  public func subscribe(_ plan: PlanID, throughCheckout: Bool = false) -> Status {
    apply(.subscribe(plan, throughCheckout: throughCheckout))
  }

  @discardableResult public func change(to plan: PlanID) -> Status { apply(.changePlan(plan)) }
  @discardableResult public func cancelPlan() -> Status { apply(.cancel) }
  @discardableResult public func reactivate() -> Status { apply(.reactivate) }
  @discardableResult public func analyse() -> Status { apply(.analyse) }
  @discardableResult public func chat(_ messages: Int64) -> Status { apply(.chat(messages: messages)) }

  /// So many analyses; the status of the last one.
  @discardableResult
  public func analyse(times count: Int) -> Status {
    var status = Status.ok
    for _ in 0..<count { status = analyse() }
    return status
  }

  // MARK: What the books say

  public var subscription: Subscription { book.subscription(of: owner, at: now) }
  public var status: SubscriptionStatus { subscription.status }
  public var plan: PlanID? { subscription.plan }
  public var features: [String] { book.features(of: owner, at: now) }

  /// As it is written down, without what has changed by itself since.
  public var member: Membership {
    let row = Int(account.membership)
    return row < 0 ? Membership() : book.memberships[row]
  }

  public var deferred: Int64 { member.deferred }
  public var accountCredit: Int64 { member.accountCredit }

  /// Oldest first.
  public var invoices: [Invoice] {
    book.rows(from: account.firstInvoice, next: { $0.next }, in: { book.invoices[$0] }).reversed()
  }

  /// Charges for subscriptions, oldest first.
  public var planCharges: [Int64] { payments.filter { !$0.kind.isMoney }.map(\.amount) }

  /// The figures that are named are those, and all bookkeepings agree.
  public func expect(
    _ status: SubscriptionStatus, _ plan: PlanID?, charged: [Int64]? = nil, credit: Int64? = nil,
    at location: SourceLocation = #_sourceLocation
  ) {
    #expect(self.status == status, "\(self)", sourceLocation: location)
    #expect(self.plan == plan, "\(self)", sourceLocation: location)
    if let charged { #expect(planCharges == charged, "\(self)", sourceLocation: location) }
    if let credit { #expect(accountCredit == credit, "\(self)", sourceLocation: location) }
    expect(at: location)
  }
}
