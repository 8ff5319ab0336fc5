import Accounting

/// What the book wants done. It never acts itself: the simulator, the replay or a server performs these.
public enum Effect: Sendable, BitwiseCopyable {
  /// Send `.elapse(timer)` at this instant.
  case wake(at: Instant, Timer)
  /// Charge the owner's card with `amount` minor units and send `.settle` with the answer.
  case charge(PaymentID, amount: Int64, PaymentKind)
  case notify(Notice)
  /// The balance is used up: send `.endAccess` with this number once the metering has caught up. Source: rule PB-D0.
  case meter(CutoffID)
}

/// What the owner, or the platform's own systems, should hear of.
public enum Notice: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case creditsPurchased, paymentDeclined, reloadPaused, reloadHeldBack, creditsExpired
  case checkoutExpired
  case accessEnded, creditsRefunded, paymentDisputed
  case subscriptionCreated, subscriptionUpdated, subscriptionDeleted, invoicePaid, invoiceFailed, checkoutCompleted

  /// As written in traces, such as "credits.purchased". Source: rule FH-11.
  public var name: String {
    switch self {
    case .creditsPurchased: "credits.purchased"
    case .paymentDeclined: "payment.declined"
    case .reloadPaused: "reload.paused"
    case .reloadHeldBack: "reload.held_back"
    case .creditsExpired: "credits.expired"
    case .checkoutExpired: "checkout.expired"
    case .accessEnded: "access.ended"
    case .creditsRefunded: "credits.refunded"
    case .paymentDisputed: "payment.disputed"
    case .subscriptionCreated: "subscription.created"
    case .subscriptionUpdated: "subscription.updated"
    case .subscriptionDeleted: "subscription.deleted"
    case .invoicePaid: "invoice.payment_succeeded"
    case .invoiceFailed: "invoice.payment_failed"
    case .checkoutCompleted: "checkout.session.completed"
    }
  }
}

/// Rare situations that a run should prove to have met; a step may meet several. They are counted, never acted on.
public struct Observation: OptionSet, Sendable, BitwiseCopyable {
  public let rawValue: UInt64
  @inlinable public init(rawValue: UInt64) { self.rawValue = rawValue }

  public static let reloadFired = Observation(rawValue: 1 << 0)
  public static let reloadSettled = Observation(rawValue: 1 << 1)
  public static let reloadDeclined = Observation(rawValue: 1 << 2)
  public static let reloadRetried = Observation(rawValue: 1 << 3)
  public static let reloadPaused = Observation(rawValue: 1 << 4)
  public static let reloadHeldBack = Observation(rawValue: 1 << 5)
  public static let settledAfterDetach = Observation(rawValue: 1 << 6)
  public static let duplicateNotification = Observation(rawValue: 1 << 7)
  public static let settledAfterDecline = Observation(rawValue: 1 << 8)
  public static let balanceAtThreshold = Observation(rawValue: 1 << 9)
  public static let holdOverSeveralLots = Observation(rawValue: 1 << 10)
  public static let expiryWhileHeld = Observation(rawValue: 1 << 11)
  public static let expiredOnRelease = Observation(rawValue: 1 << 12)
  public static let jobReleasedUnfilled = Observation(rawValue: 1 << 13)
  public static let debtRepaid = Observation(rawValue: 1 << 14)
  public static let repeatedKey = Observation(rawValue: 1 << 15)
  public static let checkoutLapsed = Observation(rawValue: 1 << 16)
  public static let settledAfterLapse = Observation(rawValue: 1 << 17)
  public static let holdShrunk = Observation(rawValue: 1 << 18)
  public static let expiryPutOff = Observation(rawValue: 1 << 19)
  public static let negativeBalance = Observation(rawValue: 1 << 20)
  public static let accessEnded = Observation(rawValue: 1 << 21)
  public static let accessRestored = Observation(rawValue: 1 << 22)
  public static let disputeIntoDebt = Observation(rawValue: 1 << 23)
  public static let bonusTakenBack = Observation(rawValue: 1 << 24)
  public static let trialBegun = Observation(rawValue: 1 << 25)
  public static let upgraded = Observation(rawValue: 1 << 26)
  public static let downgraded = Observation(rawValue: 1 << 27)
  public static let twoChangesInOnePeriod = Observation(rawValue: 1 << 28)
  public static let upgradeDeclined = Observation(rawValue: 1 << 29)
  public static let renewed = Observation(rawValue: 1 << 30)
  public static let renewalDeclined = Observation(rawValue: 1 << 31)
  public static let dunningRetried = Observation(rawValue: 1 << 32)
  public static let recoveredByDunning = Observation(rawValue: 1 << 33)
  public static let endedByDunning = Observation(rawValue: 1 << 34)
  public static let cancelled = Observation(rawValue: 1 << 35)
  public static let reactivated = Observation(rawValue: 1 << 36)
  public static let accountCreditUsed = Observation(rawValue: 1 << 37)
  public static let accountCreditLapsed = Observation(rawValue: 1 << 38)
  public static let quotaReached = Observation(rawValue: 1 << 39)
  public static let reportUsed = Observation(rawValue: 1 << 40)
  public static let reportExpired = Observation(rawValue: 1 << 41)
  public static let packBought = Observation(rawValue: 1 << 42)
  public static let documentOwned = Observation(rawValue: 1 << 43)
  public static let paymentWasRequired = Observation(rawValue: 1 << 44)
  public static let overageBilled = Observation(rawValue: 1 << 45)
  public static let spentBeyondCredits = Observation(rawValue: 1 << 46)
  public static let comeback = Observation(rawValue: 1 << 47)
  public static let lateSuccess = Observation(rawValue: 1 << 48)
  public static let leapDay = Observation(rawValue: 1 << 49)

  /// Every observation with its name in reports.
  public static let named: [(observation: Observation, name: String)] = [
    (.reloadFired, "reload fired"), (.reloadSettled, "reload settled"), (.reloadDeclined, "reload declined"),
    (.reloadRetried, "reload retried"), (.reloadPaused, "reload paused"), (.reloadHeldBack, "reload held back by a cap"),
    (.settledAfterDetach, "payment settled after detach"), (.duplicateNotification, "duplicate notification"),
    (.settledAfterDecline, "payment settled after a decline"), (.balanceAtThreshold, "balance equal to the threshold"),
    (.holdOverSeveralLots, "hold over several lots"), (.expiryWhileHeld, "expiry while held"),
    (.expiredOnRelease, "credits expired on release"), (.jobReleasedUnfilled, "unfilled slots released"),
    (.debtRepaid, "debt repaid from a purchase"), (.repeatedKey, "idempotency key repeated"),
    (.checkoutLapsed, "checkout lapsed unpaid"), (.settledAfterLapse, "payment settled after its checkout lapsed"),
    (.holdShrunk, "hold shrunk by an expiry"), (.expiryPutOff, "expiry put off while held"),
    (.negativeBalance, "balance below zero"), (.accessEnded, "access ended for want of credits"),
    (.accessRestored, "access restored by a payment"), (.disputeIntoDebt, "dispute of spent credits"),
    (.bonusTakenBack, "bonus taken back"),
    (.trialBegun, "trial begun"),
    (.upgraded, "plan upgraded"),
    (.downgraded, "plan downgraded"),
    (.twoChangesInOnePeriod, "two plan changes in one period"),
    (.upgradeDeclined, "upgrade declined"),
    (.renewed, "subscription renewed"),
    (.renewalDeclined, "renewal declined"),
    (.dunningRetried, "renewal charged again"),
    (.recoveredByDunning, "renewal recovered"),
    (.endedByDunning, "subscription ended unpaid"),
    (.cancelled, "cancellation asked for"),
    (.reactivated, "cancellation taken back"),
    (.accountCreditUsed, "account credit used"),
    (.accountCreditLapsed, "account credit lapsed"),
    (.quotaReached, "quota reached"),
    (.reportUsed, "single report used"),
    (.reportExpired, "report expired unused"),
    (.packBought, "pack bought"),
    (.documentOwned, "document opened again for nothing"),
    (.paymentWasRequired, "payment required"),
    (.overageBilled, "minutes billed beyond the allowance"),
    (.spentBeyondCredits, "credits spent beyond the balance"),
    (.comeback, "subscribed again after an end"),
    (.lateSuccess, "paid after the subscription had ended"),
    (.leapDay, "a period anchored on a 29th to 31st"),
  ]
}
