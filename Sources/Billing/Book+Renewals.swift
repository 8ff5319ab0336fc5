import Accounting
import Pricing

/// The end of a period, and renewals that fail. Source: rules HI-8, HI-D2, HI-D3.
extension Book {
  /// The period, or the trial, is over: the subscription ends, or its next period begins and is charged.
  mutating func renew(_ owner: Int, _ now: Instant) -> Status {
    let row = Int(owners[owner].membership)
    if row < 0 || !memberships[row].status.hasAccess { return .timerCancelled }
    if now < memberships[row].periodEnd { return .timerNotDue }

    earnRest(owner, now)
    let overage = endAllowance(owner, now)
    let isUnpaid = memberships[row].openInvoice >= 0 && !isChangePending(row)
    // An upgrade that is still in flight comes too late for its period.
    giveUpOpenInvoice(owner)
    if memberships[row].cancelsAtPeriodEnd || isUnpaid {
      endSubscription(owner, overage: overage, charges: !isUnpaid, now)
      return .ok
    }
    beginNextPeriod(owner, now)
    let invoice = writeInvoice(owner, .renewal, charge: memberships[row].price, overage: overage, now)
    attemptRenewal(owner, invoice, now)
    return .ok
  }

  /// The next period abuts the one that ended, on the anchor's day. Source: rule HI-D2.
  private mutating func beginNextPeriod(_ owner: Int, _ now: Instant) {
    let row = Int(owners[owner].membership)
    let number = memberships[row].nextPlan >= 0 ? memberships[row].nextPlan : memberships[row].plan
    let offer = plan(at: number)
    let start = memberships[row].periodEnd
    if number != memberships[row].plan || memberships[row].status == .trialing { effects.append(.notify(.subscriptionUpdated)) }
    memberships[row].status = .active
    memberships[row].nextPlan = -1
    memberships[row].adopt(number, offer, price: offer.price)
    #if Sabotage
      if PlantedBug.anchorDrifts.isOn {
        memberships[row].anchor = start
        memberships[row].period = -1
      }
    #endif
    // A revision may have changed the length of periods: then they are counted from here.
    if offer.period.boundary(memberships[row].period + 1, from: memberships[row].anchor) == start {
      memberships[row].beginPeriod(memberships[row].period + 1, of: offer.period)
    } else {
      memberships[row].anchor = start
      memberships[row].beginPeriod(0, of: offer.period)
    }
    memberships[row].billed = 0
    memberships[row].attempts = 0
    memberships[row].recognisedAt = start
    startPeriod(owner, now)
  }

  private mutating func attemptRenewal(_ owner: Int, _ invoice: Int, _ now: Instant) {
    let row = Int(owners[owner].membership)
    memberships[row].attemptedAt = now
    if invoices[invoice].due == 0 || owners[owner].hasPaymentMethod {
      collect(owner, invoice, now)
    } else {
      effects.append(.notify(.invoiceFailed))
      renewalFailed(owner, now)
    }
  }

  /// A failed renewal is tried again, with access meanwhile; after the last time the subscription ends. Source: rule HI-D3.
  mutating func renewalFailed(_ owner: Int, _ now: Instant) {
    let row = Int(owners[owner].membership)
    observations.insert(.renewalDeclined)
    #if Sabotage
      let last = (terms.plans?.dunning.retries_ms.count ?? 1) - 1
      let failures = PlantedBug.retriesNeverEnd.isOn ? min(last, Int(memberships[row].attempts)) : Int(memberships[row].attempts)
    #else
      let failures = Int(memberships[row].attempts)
    #endif
    let retries = terms.plans?.dunning.retries_ms ?? []
    if failures >= retries.count {
      observations.insert(.endedByDunning)
      let overage = endAllowance(owner, now)
      endSubscription(owner, overage: overage, charges: false, now)
      return
    }
    if memberships[row].status != .pastDue { effects.append(.notify(.subscriptionUpdated)) }
    memberships[row].status = .pastDue
    memberships[row].attempts += 1
    memberships[row].retryAt = now.advanced(by: retries[failures])
    effects.append(.wake(at: memberships[row].retryAt, .dunning))
  }

  mutating func retryRenewal(_ owner: Int, _ now: Instant) -> Status {
    let row = Int(owners[owner].membership)
    if row < 0 || memberships[row].retryAt == .never { return .timerCancelled }
    if now < memberships[row].retryAt { return .timerNotDue }

    memberships[row].retryAt = .never
    observations.insert(.dunningRetried)
    touchedInvoice = memberships[row].openInvoice
    attemptRenewal(owner, Int(memberships[row].openInvoice), now)
    return .ok
  }

  /// The renewal is paid; what was earned of the period by now is earned at once.
  mutating func completeRenewal(_ owner: Int) {
    let row = Int(owners[owner].membership)
    observations.insert(.renewed)
    if memberships[row].status == .pastDue {
      observations.insert(.recoveredByDunning)
      effects.append(.notify(.subscriptionUpdated))
    }
    memberships[row].status = .active
    memberships[row].attempts = 0
    memberships[row].retryAt = .never
    memberships[row].recognisedAt = memberships[row].periodStart
  }

  // MARK: Timers

  /// Whether a timer of the owner's subscription still has its reason at `now`.
  func isPlanTimerLive(_ timer: Timer, _ owner: Int, _ now: Instant) -> Bool {
    let row = Int(owners[owner].membership)
    if row < 0 { return false }
    switch timer {
    case .renewal: return memberships[row].status.hasAccess && memberships[row].periodEnd <= now
    case .dunning: return memberships[row].retryAt <= now
    case .incomplete: return memberships[row].lapsesAt <= now
    case .recognition: return memberships[row].recogniseAt <= now
    case .accountCredit: return memberships[row].creditEndsAt <= now
    default: return false
    }
  }

  /// Whether a timer that changes what the owner may do is due and was left out.
  @inline(__always)
  func hasOverduePlanTimer(_ owner: Int, _ now: Instant) -> Bool {
    let row = Int(owners[owner].membership)
    return row >= 0 && isPlanTimerOverdue(row, now)
  }

  private func isPlanTimerOverdue(_ row: Int, _ now: Instant) -> Bool {
    (memberships[row].status.hasAccess && now >= memberships[row].periodEnd) || now >= memberships[row].retryAt
      || now >= memberships[row].lapsesAt || now >= memberships[row].creditEndsAt
  }
}
