import Accounting
import Billing

/// What the auditor remembers of an owner that has had to do with a plan, a pack or an interview: kept from commands, transfers
/// and effects, so that it can disagree with the membership. Owners without any of these have none.
struct PlanWitness: BitwiseCopyable {
  /// The membership as the owner's step before left it: what moved is told from it.
  var last = Membership()
  /// The day and time of day that periods are counted from, as seen when the subscription began.
  var anchor = Instant.never

  // Money, by transfers and of this period: billed less credited, and earned. Over all periods: not earned yet.
  var billed: Int64 = 0
  var earned: Int64 = 0
  var deferred: Int64 = 0

  // Used in this period, by commands.
  var analyses: Int64 = 0
  var messages: Int64 = 0
  /// Thousandths of a minute, rounded as billed; and what of them was served beyond the allowance.
  var minutes: Int64 = 0
  var beyond: Int64 = 0

  // The plan changes of one instant: the plan before the first of them, and what all of them came to.
  var changedAt = Instant.distantPast
  var changedFrom: Int16 = -1
  var changeNet: Int64 = 0
  var changeLines: Int64 = 0
  /// Whether one of them gave less back than its share of the period, so that they need not cancel out.
  var changeWasCut = false

  // Attempts at the renewal that is open, and before when the next one would be too soon.
  var attempts = 0
  var nextAttempt = Instant.distantPast

  // Interviews in all: their number, and their billed thousandths of minutes and of credits.
  var interviews: Int64 = 0
  var minutesBilled: Int64 = 0
  var creditsBilled: Int64 = 0

  mutating func beginPeriod() {
    billed = 0
    earned = 0
    analyses = 0
    messages = 0
    minutes = 0
    beyond = 0
  }
}

/// What the auditor remembers of a wallet: its sums as the step before left them, so that the step's transfers explain the change.
struct WalletWitness: BitwiseCopyable {
  var credits: Int64 = 0
  var reports: Int64 = 0
  var owed: Int64 = 0
  /// The unearned cost basis of its lots, in minor units.
  var deferred: Int64 = 0
}

/// What a step moved, by transfer code.
struct Flows: BitwiseCopyable {
  private var amounts = InlineArray<64, Int64>(repeating: 0)

  subscript(code: TransferCode) -> Int64 { amounts[Int(code.rawValue)] }

  mutating func add(_ transfer: Transfer) { amounts[Int(transfer.code.rawValue)] += transfer.amount }
}
