#if Sabotage
  /// What a planted bug does, and which invariants are there to catch it.
  struct BugStory: Sendable {
    var sentence: String
    var invariants: [String]

    init(_ sentence: String, _ invariants: String...) {
      self.sentence = sentence
      self.invariants = invariants
    }
  }

  extension PlantedBug {
    static let stories: [PlantedBug: BugStory] = money.merging(lotsAndHolds) { one, _ in one }
      .merging(reloads) { one, _ in one }.merging(subscriptions) { one, _ in one }.merging(driver) { one, _ in one }

    private static let money: [PlantedBug: BugStory] = [
      .oneSidedFee: BugStory("A capture takes the fee out of escrow and credits it to nobody.", "postings-balance"),
      .lotWithoutPosting: BugStory("A lot expires, and no transfer says so.", "control-equals-subledger"),
      .postedApart: BugStory(
        "A purchase is posted, and every third time the lot that belongs to it is not written.", "control-equals-subledger"),
      .postedTwice: BugStory("The processor's fee is added to the house's account twice.", "trial-balance"),
      .hiddenCounter: BugStory("A purchase depends on a counter that no command tells of.", "replay-equals-state"),
      .usageFromMinutes: BugStory("A use of so many cents is taken from minutes.", "no-mixed-assets"),
      .creditedTwice: BugStory("A notification that comes twice credits twice.", "credited-exactly-once"),
      .neverCredited: BugStory(
        "A payment that succeeds after a failed first try is marked as settled and never credited.", "credited-exactly-once"),
      .lateSuccessIgnored: BugStory("A success that comes after a decline is taken for a repetition.", "order-free"),
      .bonusAtCheckout: BugStory("The bonus is given at the checkout, before anything is paid.", "bonus-follows-purchase"),
      .keyStoredLate: BugStory("The idempotency key is stored when the payment settles, after the effect.", "idempotent"),
      .checkoutNeverLapses: BugStory("A checkout that nobody pays stays open for ever.", "checkout-lapses-on-time"),
      .giftDoubled: BugStory("A grant gives twice its amount.", "given-as-granted"),
      .refundThenChargeback: BugStory("A bank takes back what was refunded already.", "refund-bounded"),
      .refundsLeftOut: BugStory("Refunds are left out of cash.", "cash-explained"),
      .bonusAsDeferred: BugStory("A bonus is shown as credits that somebody paid for.", "deferred-is-liability"),
      .noCutoff: BugStory("Access never ends, although the credits are used up.", "debt-bounded"),
    ]

    private static let lotsAndHolds: [PlantedBug: BugStory] = [
      .remainderDropped: BugStory("What is left of a lot when it expires is dropped, not written down.", "lot-conservation"),
      .releaseAsIncome: BugStory("A release is also booked as income.", "available-plus-held"),
      .cachedBalance: BugStory("A balance that was looked up earlier outlives its lots.", "no-spend-after-expiry"),
      .expirySweptLate: BugStory("Expiry is left to a sweep at midnight.", "expiry-on-time"),
      .newestFirst: BugStory("The newest lot burns first, whatever the catalog says.", "burn-order"),
      .bonusExpiryAsRevenue: BugStory("A bonus that expires is booked as revenue.", "promotional-has-no-basis"),
      .releaseToNewestLot: BugStory("Escrow goes back to the newest lot, not to those it came from.", "reverse-unwind"),
      .releasedTwice: BugStory("A job that is cancelled releases its escrow twice.", "hold-conservation"),
      .unfilledEscrowKept: BugStory("The escrow of unfilled slots stays held when the job ends.", "hold-belongs-to-open-job"),
      .bothSharesFloored: BugStory("Payout and fee are both floored, and a unit is lost.", "capture-splits-exactly"),
      .priceLosesAUnit: BugStory("The price of an odd number of slots loses a unit when it is split.", "split-adds-up"),
    ]

    private static let reloads: [PlantedBug: BugStory] = [
      .reloadPerRefusedJob: BugStory("Each refused job charges a reload.", "refused-changes-nothing"),
      .reloadWhileInFlight: BugStory("A reload is charged although one is in flight.", "one-reload-in-flight"),
      .reloadAfterDetach: BugStory("Reloads go on after the payment method was taken off.", "reload-justified"),
      .reloadOnTotal: BugStory("The threshold is held against the total, escrow included.", "reload-live"),
      .silentStop: BugStory("Reloads stop at the monthly cap, and nothing says why.", "reload-live"),
      .retryStorm: BugStory("A declined reload is charged again at once.", "reload-paced"),
    ]

    private static let subscriptions: [PlantedBug: BugStory] = [
      .anchorDrifts: BugStory("After February a period begun on the 31st keeps the 28th.", "periods-abut"),
      .clampedDenominator: BugStory("Proration divides by a part of the period.", "proration-bounded"),
      .lastChargeCredited: BugStory(
        "A second change of plan credits the last charge instead of the plan in force.", "change-is-reversible",
        "proration-bounded"),
      .recognisedTwice: BugStory("What was earned is recognised twice.", "deferred-runs-out"),
      .revivedByLateEvent: BugStory("A payment that is heard of late revives an ended subscription.", "legal-status"),
      .quotaByCalendarMonth: BugStory("Quotas begin anew with the calendar month, not with the period.", "quota-kept"),
      .retriesNeverEnd: BugStory("A renewal that fails is tried again for ever.", "dunning-bounded"),
      .creditBeyondTotal: BugStory("All the credit of an account is applied to an invoice, however small.", "invoice-consistent"),
      .meteredTwice: BugStory("A use that is reported again is billed again.", "usage-billed-once"),
      .interviewCountedTwice: BugStory("An interview is counted twice under its cost key.", "usage-billed-once"),
      .allowanceForgotten: BugStory("After a change of plan the included minutes are forgotten.", "overage-exact"),
      .allowanceByCalendarMonth: BugStory(
        "Used minutes begin anew with the calendar month, not with the period.", "quota-kept", "overage-exact"),
      .outageAsZeroUsage: BugStory("A meter that does not answer at night is read as no usage.", "overage-exact"),
      .partialCharge: BugStory("A refused list of documents takes the credits that there were.", "refused-changes-nothing"),
      .listOpenedInPart: BugStory(
        "A list that costs too much is opened for the credits that there are.", "pay-once-per-document"),
      .documentChargedAgain: BugStory("A document that was bought is charged again.", "pay-once-per-document"),
    ]

    private static let driver: [PlantedBug: BugStory] = [
      .timerLost: BugStory("A job's timer is lost now and then.", "agenda-accounts"),
      .clockRunsBack: BugStory("Answers carry the time of a clock that is a minute slow.", "time-never-runs-back"),
      .sharedDraw: BugStory("The processor's answers are drawn from a stream that owners share.", "same-seed-same-digest"),
    ]
  }
#endif
