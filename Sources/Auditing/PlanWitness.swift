import Accounting
import Billing

/// What the auditor remembers of an owner that has had to do with a plan, a pack or an interview: kept from commands, transfers
/// and effects, so that it can disagree with the membership. Owners without any of these have none.
struct PlanWitness: BitwiseCopyable {
  /// The membership as the owner's step before left it: what moved is told from it.
  var last = Membership()
  /// The day and time of day that periods are counted from, as seen when the subscription began.
  var anchor = Instant.never

  /// When the last subscription was asked for.
  var subscribedAt = Instant.distantPast
  /// What the plan in force costs for a whole period, and the one that is waited for: as the terms said when each was asked for.
  var price: Int64 = 0
  var pendingPrice: Int64 = 0

  // Money, by transfers: billed less credited in this period, and not earned yet.
  var billed: Int64 = 0
  var deferred: Int64 = 0

  // Used in this period, by commands, and what the plan in force allows; until when messages are not counted.
  var analyses: Int64 = 0
  var messages: Int64 = 0
  var mostAnalyses: Int64 = 0
  var mostMessages: Int64 = 0
  var freeUntil = Instant.distantPast
  /// Thousandths of a minute, rounded as billed; and those that the period includes, by the plans that it has had.
  var minutes: Int64 = 0
  var included: Int64 = 0

  // The plan changes of one instant: the plan before the first of them and its price, and what all of them came to.
  var changedAt = Instant.distantPast
  var changedFrom: Int16 = -1
  var changedPrice: Int64 = 0
  var changeNet: Int64 = 0
  var changeLines: Int64 = 0
  /// Whether one of them gave less back than its share of the period, so that they need not cancel out.
  var changeWasCut = false
  /// Whether the last downgrade gave back all that was billed, so that it may have been worth more.
  var wasCut = false
  /// What the change that is waited for was asked to pay, and when.
  var pendingNet: Int64 = 0
  var pendingAt = Instant.distantPast

  /// Attempts at the renewal that is open.
  var attempts = 0

  // Interviews in all: their number, and their billed thousandths of minutes or of credits. The owner's own prices, by command.
  var interviews: Int64 = 0
  var interviewed: Int64 = 0
  var override: Int16 = -1

  mutating func beginChanges(at now: Instant, from plan: Int16, price: Int64) {
    changedAt = now
    changedFrom = plan
    changedPrice = price
    changeNet = 0
    changeLines = 0
    changeWasCut = false
  }

  mutating func forgetUsage() {
    analyses = 0
    messages = 0
    minutes = 0
  }
}

/// What the auditor remembers of a wallet: its sums as the step before left them, so that the step's transfers explain the change.
struct WalletWitness: BitwiseCopyable {
  var credits: Int64 = 0
  var reports: Int64 = 0
  var owed: Int64 = 0
  /// The unearned cost basis of its lots, in minor units.
  var deferred: Int64 = 0
  /// Documents that it was seen to pay for.
  var documents: Int64 = 0
}

/// What the auditor remembers of a counter of usage, as the step before left it.
struct CounterWitness: BitwiseCopyable {
  var events: Int64 = 0
  var used: Int64 = 0
}
