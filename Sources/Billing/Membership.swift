import Accounting
import Pricing

/// Where a subscription stands. Source: rule HI-3.
public enum SubscriptionStatus: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  /// There was never one, or only the plan that needs none.
  case none
  /// The first payment is awaited.
  case incomplete
  case trialing, active
  /// The last renewal is unpaid and is tried again; access goes on.
  case pastDue
  /// Ended for good; whoever comes back begins another.
  case canceled

  /// Whether the plan's offer is there to be used.
  @inlinable @inline(__always)
  public var hasAccess: Bool {
    switch self {
    case .trialing, .active, .pastDue: true
    case .none, .incomplete, .canceled: false
    }
  }

  /// As written in interfaces, such as "past_due".
  public var name: String { self == .pastDue ? "past_due" : "\(self)" }
}

/// An owner's plan: its subscription, the period it is in, what was used of the period, and the money that belongs to it.
///
/// Money kept here by the rules is kept a second time by postings (`Account.deferred`, `Account.accountCredit`).
public struct Membership: BitwiseCopyable, Sendable {
  public var status = SubscriptionStatus.none
  /// The plan in force, as its place in the catalog's list; -1 for none.
  public var plan: Int16 = -1
  /// Changes to this plan when the period ends; -1 for no change.
  public var nextPlan: Int16 = -1
  /// Changes to this plan, at this price, when the invoice in flight is paid; -1 for no change.
  public var pendingPlan: Int16 = -1
  public var pendingPrice: Int64 = 0
  /// What the plan in force costs and allows in this period, as agreed when it began: a revision waits for the next one. The
  /// price in minor units for the whole period; limits are -1 when there is none.
  public var price: Int64 = 0
  public var analysesLimit: Int64 = 0
  public var messagesLimit: Int64 = 0
  /// The first payment is made in a checkout, which brings a card along.
  public var isThroughCheckout = false
  public var cancelsAtPeriodEnd = false
  public var hadTrial = false
  /// Subscriptions so far; a comeback is another one.
  public var subscriptions: UInt16 = 0
  /// Plan changes in this period.
  public var changes: UInt16 = 0
  /// What the periods are counted from, and which one runs, from 0; -1 for a trial, which ends at the anchor. Source: rule HI-D2.
  public var anchor = Instant.never
  public var period: Int32 = 0
  public var periodStart = Instant.never
  public var periodEnd = Instant.never
  /// Used in this period. Source: rule HI-9.
  public var analyses: Int64 = 0
  public var messages: Int64 = 0
  /// Thousandths of a minute used in this period. Source: rule IV-2.
  public var minutes: Int64 = 0
  /// Thousandths of a minute that this period includes; a plan with fewer never takes back what was served. Source: rule IV-2.
  public var includedMinutes: Int64 = 0
  /// The last analysis was made with a single report, which lets one chat about it without limit until then. Source: rule HI-2.
  public var chatsFreelyUntil = Instant.distantPast
  /// Billed for this period less what was credited, and what of it is not earned yet, in minor units.
  public var billed: Int64 = 0
  public var deferred: Int64 = 0
  /// Until when the plan's price was recognised.
  public var recognisedAt = Instant.never
  /// When the next month's recognition is due; never without a subscription.
  public var recogniseAt = Instant.never
  /// Credit waiting for coming invoices, in minor units, and when it runs out once the subscription has ended.
  public var accountCredit: Int64 = 0
  public var creditEndsAt = Instant.never
  /// Row of the invoice that a first payment, a change of plan or a renewal waits for; -1 for none.
  public var openInvoice: Int32 = -1
  /// Failed attempts at the open renewal, when the last was made, and when the next one is due.
  public var attempts: UInt8 = 0
  public var attemptedAt = Instant.distantPast
  public var retryAt = Instant.never
  /// When an unpaid first payment lapses.
  public var lapsesAt = Instant.never

  public init() {}

  /// Whether there is a plan; nobody has one where the catalog has none for those without a subscription.
  @inlinable public var hasPlan: Bool { plan >= 0 }

  /// Takes over what a plan costs and allows.
  mutating func adopt(_ number: Int16, _ plan: Plan, price: Int64) {
    self.plan = number
    self.price = price
    analysesLimit = plan.analyses ?? -1
    messagesLimit = plan.messages ?? -1
  }

  /// Begins a period of the plan, counted from the anchor: nothing of it is used. Source: rules HI-9, HI-D2.
  mutating func beginPeriod(_ number: Int32, of term: CalendarTerm) {
    period = number
    periodStart = term.boundary(number, from: anchor)
    periodEnd = term.boundary(number + 1, from: anchor)
    forgetUsage()
  }

  mutating func forgetUsage() {
    analyses = 0
    messages = 0
    minutes = 0
    changes = 0
  }
}

extension CalendarTerm {
  /// Where period `number` begins when period 0 begins at `anchor`; each month has the anchor's day or its own last one. Source: rule
  /// HI-D2. - Complexity: O(1).
  func boundary(_ number: Int32, from anchor: Instant) -> Instant {
    switch self {
    case .never: number == 0 ? anchor : .never
    case .months(let count): anchor.addingMonths(count * Int(number))
    case .milliseconds(let length): anchor.advanced(by: length * Int64(number))
    }
  }
}

/// What an invoice is for.
public enum InvoiceKind: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case first, change, renewal
}

/// One bill of a subscription: its lines, what account credit paid of it, and what a card has to. Kept as long as its owner.
public struct Invoice: BitwiseCopyable, Sendable {
  /// Where an invoice stands; `void` when nobody will pay it any more.
  public enum State: UInt8, Sendable, BitwiseCopyable {
    case open, paid, void
  }

  public var id: InvoiceID
  public var kind: InvoiceKind
  public var state: State
  /// Row of the owner's next older invoice, -1 at the end.
  public var next: Int32
  public var raisedAt: Instant
  /// Lines, in minor units, each at least 0: a period or a part of one, minutes beyond the allowance, credit for an unused part.
  public var charge: Int64 = 0
  public var overage: Int64 = 0
  public var credit: Int64 = 0
  /// Account credit used for it.
  public var applied: Int64 = 0
  /// Paid by a card.
  public var paid: Int64 = 0
  /// The last charge made for it, and the one that paid it.
  public var payment = PaymentID.none
  public var paidBy = PaymentID.none
  /// Which of the owner's subscriptions it is a bill of, from 1.
  public var subscription: UInt16 = 0

  public init(id: InvoiceID, kind: InvoiceKind, raisedAt: Instant, next: Int32) {
    self.id = id
    self.kind = kind
    self.raisedAt = raisedAt
    self.next = next
    state = .open
  }

  /// What the plan itself costs on it.
  @inlinable public var planPart: Int64 { charge - credit }
  /// The sum of its lines.
  @inlinable public var total: Int64 { charge + overage - credit }
  /// What is still to be paid.
  @inlinable public var due: Int64 { total - applied - paid }
}

/// The figures behind a refusal: a quota's use and limit, or the credits that were asked for and there. Source: rule HI-16.
public struct Refusal: Hashable, BitwiseCopyable, Sendable {
  public var used: Int64 = 0
  public var limit: Int64 = 0
  /// Thousandths of a credit.
  public var required: Int64 = 0
  public var available: Int64 = 0

  @inlinable public init() {}

  /// Thousandths of a credit that are missing.
  @inlinable public var needed: Int64 { max(0, required - available) }
}
