import Accounting

/// What an owner wants next, or what happens to one: an event of the agenda that becomes at most one command.
public enum WishKind: UInt8, Sendable, BitwiseCopyable {
  /// Joins and attaches a card, if the owner ever has one.
  case join
  case setUpReload, firstPurchase
  /// Opens the job with the ordinal `subject`; `detail` is 1 when it is tried again after a top-up.
  case job
  /// The use with the ordinal `subject`; `detail` is above zero for those that come at once with it.
  case use
  /// Settles, or rejects, `detail` slots of the job `subject`.
  case settleSlots, rejectSlots
  case closeJob, cancelJob
  /// Buys at least `detail` minor units; exactly -`detail` when it is below zero.
  case topUp
  case replaceCard, detachCard
  case leave
  /// Takes the free tier of `detail` minor units.
  case freeTier
  /// Asks for what is unspent of the payment `subject` back, or has the bank take the payment back.
  case refund, dispute
  /// The owner has left owing something.
  case writeOff
  /// Subscribes to the plan with the place `subject`.
  case subscribe
  /// Moves to the next dearer, or the next cheaper plan; `detail` is 1 where a quota was the reason.
  case upgrade, downgrade
  case cancel, reactivate
  /// The analysis with the ordinal `subject`; `detail` is 1 when it is tried again after a report was bought.
  case analyse
  /// `detail` messages about the last analysis.
  case chat
  case buyReport
  /// Buys the pack with the place `detail` for the end user `subject`.
  case buyPack
  /// An end user opens the list with the ordinal `subject`; `detail` is 1 when it is tried again after a pack was bought.
  case access
  /// The interview with the ordinal `subject`; `detail` as for a list.
  case interview
  /// The company is given the prices with the place `subject`.
  case overridePrices
  /// Starts, and ends, being billed in arrears.
  case startArrears, endArrears
  /// Sends the purchase of `detail` minor units again, under the key number `subject`.
  case resend
}

/// A wish with its figures.
public struct Wish: Sendable, BitwiseCopyable {
  public var kind: WishKind
  public var subject: UInt32
  public var detail: Int64

  @inlinable
  public init(_ kind: WishKind, subject: UInt32 = 0, detail: Int64 = 0) {
    self.kind = kind
    self.subject = subject
    self.detail = detail
  }
}

/// A wish and when it is due.
public struct PlannedWish: Sendable, BitwiseCopyable {
  public var at: Instant
  public var wish: Wish
}

/// What a draw is for. Each purpose has its own numbers, so that adding one never shifts another. Never renumber.
enum Purpose {
  static let joining: UInt8 = 1
  static let staying: UInt8 = 2
  static let jobRate: UInt8 = 3
  static let useRate: UInt8 = 4
  static let jobGap: UInt8 = 5
  static let useGap: UInt8 = 6
  static let slots: UInt8 = 7
  static let payout: UInt8 = 8
  static let fill: UInt8 = 9
  static let batchTime: UInt8 = 10
  static let rejects: UInt8 = 11
  static let cancels: UInt8 = 12
  static let cancelTime: UInt8 = 13
  static let closesEarly: UInt8 = 14
  static let quantity: UInt8 = 15
  static let method: UInt8 = 16
  static let firstPurchase: UInt8 = 17
  static let reloadShare: UInt8 = 18
  static let reloadThreshold: UInt8 = 19
  static let reloadAmount: UInt8 = 20
  static let topUpWanted: UInt8 = 21
  static let topUpAmount: UInt8 = 22
  static let topUpTime: UInt8 = 23
  static let outcome: UInt8 = 24
  static let latency: UInt8 = 25
  static let duplicate: UInt8 = 26
  static let duplicateTime: UInt8 = 27
  static let replaces: UInt8 = 28
  static let replaceTime: UInt8 = 29
  static let detachGap: UInt8 = 30
  static let detachesOnLeaving: UInt8 = 31
  static let faultDelay: UInt8 = 32
  static let ownerCount: UInt8 = 33
  static let abandons: UInt8 = 48
  static let refundsOnLeaving: UInt8 = 50
  static let disputesOnLeaving: UInt8 = 51
  static let disputesAfterRefund: UInt8 = 52
  static let disputeTime: UInt8 = 53
  static let resends: UInt8 = 54
  static let resendTime: UInt8 = 55
  static let firstPlan: UInt8 = 60
  static let subscribeTime: UInt8 = 61
  static let checkout: UInt8 = 62
  static let analysisRate: UInt8 = 63
  static let analysisGap: UInt8 = 64
  static let messages: UInt8 = 65
  static let chatTime: UInt8 = 66
  static let reportWanted: UInt8 = 67
  static let reportTime: UInt8 = 68
  static let upgradeWanted: UInt8 = 69
  static let upgradeTime: UInt8 = 70
  static let upgradeGap: UInt8 = 71
  static let downgradeGap: UInt8 = 72
  static let cancelGap: UInt8 = 73
  static let reactivates: UInt8 = 74
  static let reactivateTime: UInt8 = 75
  static let comesBack: UInt8 = 76
  static let comebackTime: UInt8 = 77
  static let subscribesAgain: UInt8 = 78
  static let subscribeAgainTime: UInt8 = 79
  static let endUsers: UInt8 = 80
  static let listRate: UInt8 = 81
  static let listGap: UInt8 = 82
  static let endUser: UInt8 = 83
  static let listLength: UInt8 = 84
  static let opensAgain: UInt8 = 85
  static let endUserBuys: UInt8 = 86
  static let endUserBuyTime: UInt8 = 87
  static let endUserPack: UInt8 = 88
  static let reportWaits: UInt8 = 89
  static let interviewRate: UInt8 = 90
  static let interviewGap: UInt8 = 91
  static let product: UInt8 = 92
  static let interviewLength: UInt8 = 93
  static let override: UInt8 = 94
  static let lowBalance: UInt8 = 95
  static let ownPack: UInt8 = 96
  static let ownPackWanted: UInt8 = 97
  static let ownPackTime: UInt8 = 98
  static let service: UInt8 = 100
  static let cutoffDelay: UInt8 = 101
  static let arrears: UInt8 = 110
  static let arrearsStart: UInt8 = 111
  static let arrearsEnd: UInt8 = 112
  static let batch: UInt8 = 113
  static let batchQuantity: UInt8 = 114
  static let sessionOn: UInt8 = 115
  static let sessionOff: UInt8 = 116
  static let sessionStart: UInt8 = 117
}
