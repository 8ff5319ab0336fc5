#if Sabotage
  import Accounting
  import Pricing

  /// Bugs that can be switched on, one at a time, to see that an invariant catches each. Only in builds with the package trait
  /// `Sabotage`; any other build has none of this.
  public enum PlantedBug: String, CaseIterable, Sendable {
    // Double entry.
    case oneSidedFee = "one-sided-fee"
    case lotWithoutPosting = "lot-without-posting"
    case postedApart = "posted-apart"
    case postedTwice = "posted-twice"
    case hiddenCounter = "hidden-counter"
    case usageFromMinutes = "usage-from-minutes"
    // Lots.
    case remainderDropped = "remainder-dropped"
    case releaseAsIncome = "release-as-income"
    case cachedBalance = "cached-balance"
    case expirySweptLate = "expiry-swept-late"
    case newestFirst = "newest-first"
    case bonusExpiryAsRevenue = "bonus-expiry-as-revenue"
    case releaseToNewestLot = "release-to-newest-lot"
    // Holds.
    case releasedTwice = "released-twice"
    case unfilledEscrowKept = "unfilled-escrow-kept"
    case bothSharesFloored = "both-shares-floored"
    case priceLosesAUnit = "price-loses-a-unit"
    // Money in and out.
    case creditedTwice = "credited-twice"
    case neverCredited = "never-credited"
    case lateSuccessIgnored = "late-success-ignored"
    case bonusAtCheckout = "bonus-at-checkout"
    case keyStoredLate = "key-stored-late"
    case checkoutNeverLapses = "checkout-never-lapses"
    case giftDoubled = "gift-doubled"
    case refundThenChargeback = "refund-then-chargeback"
    case refundsLeftOut = "refunds-left-out"
    case bonusAsDeferred = "bonus-as-deferred"
    case noCutoff = "no-cutoff"
    // Automatic reload.
    case reloadPerRefusedJob = "reload-per-refused-job"
    case reloadWhileInFlight = "reload-while-in-flight"
    case reloadAfterDetach = "reload-after-detach"
    case reloadOnTotal = "reload-on-total"
    case silentStop = "silent-stop"
    case retryStorm = "retry-storm"
    // Subscriptions.
    case anchorDrifts = "anchor-drifts"
    case clampedDenominator = "clamped-denominator"
    case lastChargeCredited = "last-charge-credited"
    case recognisedTwice = "recognised-twice"
    case revivedByLateEvent = "revived-by-late-event"
    case quotaByCalendarMonth = "quota-by-calendar-month"
    case retriesNeverEnd = "retries-never-end"
    case creditBeyondTotal = "credit-beyond-total"
    // Usage and access.
    case meteredTwice = "metered-twice"
    case interviewCountedTwice = "interview-counted-twice"
    case allowanceForgotten = "allowance-forgotten"
    case allowanceByCalendarMonth = "allowance-by-calendar-month"
    case outageAsZeroUsage = "outage-as-zero-usage"
    case partialCharge = "partial-charge"
    case listOpenedInPart = "list-opened-in-part"
    case documentChargedAgain = "document-charged-again"
    // The driver.
    case timerLost = "timer-lost"
    case clockRunsBack = "clock-runs-back"
    case sharedDraw = "shared-draw"

    /// The bug that is switched on in this process; set once, before anything runs.
    nonisolated(unsafe) public static var chosen: PlantedBug?

    @inline(__always) public var isOn: Bool { PlantedBug.chosen == self }

    /// State that no command says anything about: what two of the bugs lean on.
    nonisolated(unsafe) private static var hidden: Int64 = 0

    /// Another number each time that anybody asks.
    public static func nextHidden() -> Int64 {
      hidden += 1
      return hidden
    }

    /// What it does, in a sentence.
    public var sentence: String { PlantedBug.stories[self]?.sentence ?? "" }

    /// Names of the invariants that are there to catch it, the one that it is made for first.
    public var invariants: [String] { PlantedBug.stories[self]?.invariants ?? [] }
  }

  // What the longer bugs do in place of the rules.
  extension Book {
    /// The row of the lot that a held part goes back to.
    func lotToGiveBack(part: Int32, _ owner: Int) -> Int {
      let own = Int(parts[Int(part)].lot)
      let newest = Int(owners[owner].lastLot)
      guard PlantedBug.releaseToNewestLot.isOn, newest >= 0, lots[newest].creditClass == lots[own].creditClass else { return own }
      return lots[newest].held >= parts[Int(part)].amount ? newest : own
    }

    /// A job's terms, of which a whole price for an odd number of slots loses a unit.
    func frozenTerms(slots: Int64, price: Int64) -> SlotTerms {
      var frozen = terms.fee.terms(slots: slots, price: price)
      if PlantedBug.priceLosesAUnit.isOn, slots % 2 == 1, frozen.payoutTotal > 1 { frozen.payoutTotal -= 1 }
      return frozen
    }

    /// What slots that cost `payout` and `fee` are written down as when both shares are floored.
    func floored(_ payout: Int64, _ fee: Int64) -> (payout: Int64, fee: Int64) {
      let rule = terms.fee
      let whole = payout + fee
      if rule.placement == .onTop { return (payout, rule.share.of(payout, rounding: .down)) }
      return (whole - rule.share.of(whole, rounding: .up), rule.share.of(whole, rounding: .down))
    }

    /// What a change of plan is reckoned from: the old price, and the period's start.
    func basisOfChange(_ member: Membership, _ owner: Int, _ now: Instant) -> (price: Int64, start: Instant) {
      var price = member.price
      var start = member.periodStart
      let newest = Int(owners[owner].firstInvoice)
      if PlantedBug.lastChargeCredited.isOn, member.changes > 0, newest >= 0 { price = invoices[newest].planPart }
      if PlantedBug.clampedDenominator.isOn { start = now.advanced(by: -now.since(start) / 2) }
      return (price, start)
    }

    /// Whether a calendar month has just begun in the middle of the subscription's period.
    func isNewMonth(_ row: Int, _ now: Instant) -> Bool {
      let first = startOfMonth(now)
      return memberships[row].status.hasAccess && memberships[row].periodStart < first
        && now < first.advanced(by: 5 * Duration_ms.day)
    }
  }
#endif
