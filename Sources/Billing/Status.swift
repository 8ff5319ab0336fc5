/// What became of a command. Anything but `ok` changed nothing at all.
public enum Status: UInt8, CaseIterable, Sendable, BitwiseCopyable {
  case ok
  /// The same request, or the same notification, came before: its effect stands, once.
  case repeated
  /// The same idempotency key came before with another body.
  case keyReused
  case invalidAmount, belowMinimum, aboveMaximum
  case invalidThreshold
  case noPaymentMethod
  case insufficientFunds
  case invalidSlots, tooManySlots
  case jobExists, unknownJob, jobClosed
  case invalidDeadline
  case unknownPayment
  /// The reason of the timer, or of the cutoff, is gone: the job has ended, the lot is spent, credits came.
  case timerCancelled
  /// The timer is not due yet.
  case timerNotDue
  /// The driver left out a timer that is due: elapse it first.
  case timerOverdue
  /// The owner has had the free tier; it is given once.
  case alreadyGranted
  /// The credits are used up and access has ended: the quota error. Source: rule PB-6.
  case cutOff
  /// Credits cannot be bought before the arrears plan has ended. Source: rule PB-9.
  case arrearsOpen
  case noArrearsPlan
  /// The catalog does not offer it.
  case notOffered
  /// The catalog does not give money back. Source: rule PB-4.
  case notRefundable
  /// More than what is unspent of the payment.
  case exceedsUnspent
  case paymentNotSettled
  case nothingOwed
  /// There is no subscription, or it has ended. Source: rule HI-16.
  case noSubscription
  /// A subscription runs already; its plan can be changed.
  case subscriptionExists
  /// No plan of that place in the list, or one that cannot be subscribed to. Source: rule HI-16.
  case invalidPlan
  /// The subscription has that plan already.
  case samePlan
  /// A change of plan, or a first payment, waits for the card processor's answer.
  case changePending
  /// The last renewal is unpaid: no change of plan before it is paid.
  case paymentOverdue
  /// There is no cancellation to take back.
  case notCancelling
  /// The plan's quota of this period is used up; `Book.refusal` has used and limit. Source: rules HI-9, HI-16.
  case limitExceeded
  /// Too few credits for all that was asked for; `Book.refusal` says how many are needed. Source: rules HI-12, HI-16.
  case paymentRequired
  /// No pack of that place on the shelf.
  case unknownPack
  /// No product of that place in the list.
  case unknownProduct
  /// No such set of prices.
  case unknownOverride
  /// A number of messages, documents or milliseconds that is not above zero, or beyond any limit.
  case invalidCount

  /// Whether the command had its effect now.
  @inlinable public var isOK: Bool { self == .ok }

  /// As written in traces and reports, such as "insufficient-funds".
  public var name: String {
    switch self {
    case .ok: "ok"
    case .repeated: "repeated"
    case .keyReused: "key-reused"
    case .invalidAmount: "invalid-amount"
    case .belowMinimum: "below-minimum"
    case .aboveMaximum: "above-maximum"
    case .invalidThreshold: "invalid-threshold"
    case .noPaymentMethod: "no-payment-method"
    case .insufficientFunds: "insufficient-funds"
    case .invalidSlots: "invalid-slots"
    case .tooManySlots: "too-many-slots"
    case .jobExists: "job-exists"
    case .unknownJob: "unknown-job"
    case .jobClosed: "job-closed"
    case .invalidDeadline: "invalid-deadline"
    case .unknownPayment: "unknown-payment"
    case .timerCancelled: "timer-cancelled"
    case .timerNotDue: "timer-not-due"
    case .timerOverdue: "timer-overdue"
    case .alreadyGranted: "already-granted"
    case .cutOff: "cut-off"
    case .arrearsOpen: "arrears-open"
    case .noArrearsPlan: "no-arrears-plan"
    case .notOffered: "not-offered"
    case .notRefundable: "not-refundable"
    case .exceedsUnspent: "exceeds-unspent"
    case .paymentNotSettled: "payment-not-settled"
    case .nothingOwed: "nothing-owed"
    case .noSubscription: "no-subscription"
    case .subscriptionExists: "subscription-exists"
    case .invalidPlan: "invalid-plan"
    case .samePlan: "same-plan"
    case .changePending: "change-pending"
    case .paymentOverdue: "payment-overdue"
    case .notCancelling: "not-cancelling"
    case .limitExceeded: "limit-exceeded"
    case .paymentRequired: "payment-required"
    case .unknownPack: "unknown-pack"
    case .unknownProduct: "unknown-product"
    case .unknownOverride: "unknown-override"
    case .invalidCount: "invalid-count"
    }
  }
}
