/// What one owner is like where it has to do with subscriptions, documents or interviews, and how far it has come there.
struct Habits: Sendable, BitwiseCopyable {
  /// Analyses, lists of documents and interviews per busy hour.
  var analysesPerHour = 0.0
  var listsPerHour = 0.0
  var interviewsPerHour = 0.0
  var endUsers: UInt32 = 0
  /// Subscriptions asked for, quotas found used up, cancellations, refusals for want of own credits: occurrences of draws.
  var subscriptions: UInt32 = 0
  var limits: UInt32 = 0
  var cancels: UInt32 = 0
  var packRefusals: UInt32 = 0
  /// The last payment that is made at a checkout with a card that comes along.
  var checkout: UInt32 = 0
  /// The place of the plan that was subscribed to last, -1 before any.
  var plan: Int16 = -1
  var subscriptionPlanned = false
  var upgradePlanned = false
  var packPlanned = false
}
