import Accounting
import Billing
import Pricing

/// Credits of money that came together.
struct NaiveLot {
  var number: UInt32
  var granted: Int64
  var remaining: Int64
  var held: Int64 = 0
  var basis: Int64
  var isPaid: Bool
  var priority: Int16
  var payment: UInt32
  var since: Int64
  var until: Int64
  var wasExtended = false
}

/// An open job: its figures, and what it pins of which lots in the order of taking.
struct NaiveJob {
  struct Pin {
    var lot: UInt32
    var amount: Int64
  }

  var number: UInt32
  var slots: Int64
  var payouts: Int64
  var fees: Int64
  var done: Int64 = 0
  var deadline: Int64
  var reopens: Bool
  var pins: [Pin]

  /// Escrow of the first `count` slots.
  func payout(_ count: Int64) -> Int64 { Naive.share(payouts, count, of: slots, .down) }
  func fee(_ count: Int64) -> Int64 { Naive.share(fees, count, of: slots, .down) }
  func worth(_ count: Int64) -> Int64 { payout(count) + fee(count) }
  var pinned: Int64 { pins.reduce(0) { $0 + $1.amount } }
}

struct NaivePayment {
  var number: UInt32
  var kind: PaymentKind
  var amount: Int64
  var bonus: Int64 = 0
  var key: UInt64 = 0
  var askedAt: Int64
  var lapsesAt: Int64
  var card: Int
  var state = PaymentState.pending
  var wentBack: Int64 = 0
  var disputed = false
  var returned: Int64 = 0
  var bonusBack: Int64 = 0
  /// What it is for: the number of an invoice, or an end user and a quantity.
  var invoice = 0
  var endUser: UInt32 = 0
  var quantity: Int64 = 0
  /// What of it became credit on the account.
  var keptAsCredit: Int64 = 0
}

struct NaiveReload {
  var enabled = false
  var threshold: Int64 = 0
  var amount: Int64 = 0
  var phase = ReloadPhase.ready
  var until: Int64 = 0
  var softDeclines = 0
  var inFlight: UInt32?
}

/// One subscription bill. `due` is what a card has to pay of it.
struct NaiveInvoice {
  var kind: InvoiceKind
  var state = Invoice.State.open
  var subscription: Int
  var raisedAt: Int64
  var plan: Int64
  var overage: Int64
  var applied: Int64
  var lastPayment: UInt32 = 0
  var paidBy: UInt32 = 0
  var due: Int64 { plan + overage - applied }
}

struct NaiveMember {
  var status = SubscriptionStatus.none
  var plan: Int?
  var nextPlan: Int?
  var pendingPlan: Int?
  var pendingPrice: Int64 = 0
  var price: Int64 = 0
  /// Nil when unlimited.
  var analysesLimit: Int64? = 0
  var messagesLimit: Int64? = 0
  var throughCheckout = false
  var cancels = false
  var hadTrial = false
  var subscriptions = 0
  var anchor: Int64 = 0
  var period = 0
  var start: Int64 = Naive.forever
  var end: Int64 = Naive.forever
  var analyses: Int64 = 0
  var messages: Int64 = 0
  var minutes: Int64 = 0
  var included: Int64 = 0
  var chatsFreelyUntil = Int64.min
  var billed: Int64 = 0
  var deferred: Int64 = 0
  var earnedUntil: Int64 = Naive.forever
  var monthEndsAt: Int64 = Naive.forever
  var credit: Int64 = 0
  var creditEndsAt: Int64 = Naive.forever
  var openInvoice: Int?
  var attempts = 0
  var retryAt: Int64 = Naive.forever
  var lapsesAt: Int64 = Naive.forever
}

/// Credits or reports that were bought together.
struct NaivePack {
  var number: UInt32
  var isReport: Bool
  var granted: Int64
  var remaining: Int64
  var price: Int64
  var payment: UInt32
  var until: Int64

  /// What of the price belongs to what is left.
  var unearned: Int64 { granted == 0 ? 0 : price - Naive.share(price, granted - remaining, of: granted, .down) }
}

struct NaiveWallet {
  var purchased: Int64 = 0
  var spent: Int64 = 0
  var lapsed: Int64 = 0
  var owed: Int64 = 0
  var packs: [NaivePack] = []
  var documents: Set<UInt32> = []

  var credits: Int64 { packs.reduce(0) { $0 + ($1.isReport ? 0 : $1.remaining) } }
  var reports: Int64 { packs.reduce(0) { $0 + ($1.isReport ? $1.remaining : 0) } }
}

/// Under which heading, since when.
struct NaiveHeading: Hashable {
  var since: Int64
  var product: Int
}

struct NaiveUsage {
  var events: Int64 = 0
  var used: Int64 = 0
}
