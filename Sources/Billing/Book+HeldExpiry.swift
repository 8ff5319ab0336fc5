import Accounting
import Pricing

/// Credits that are held when their expiry comes: pinned, expired inside the hold, or given more time. Source: rule FH-D4.
extension Book {
  /// What the lot has spendable is gone; what open holds pin of it goes as the catalog says.
  mutating func outliveExpiry(_ lot: Int32, _ owner: Int, _ now: Instant) {
    switch terms.expiry.held {
    case .pin: break
    case .shrink: shrinkHolds(pinning: lot, owner, now)
    case .grace: putOffExpiry(lot, owner, now)
    }
  }

  // MARK: Grace

  /// Puts the expiry of a lot that was held when it came off by the grace period, once; what it has spendable goes first.
  ///
  /// - Precondition: the lot's expiry has come.
  mutating func putOffExpiry(_ lot: Int32, _ owner: Int, _ now: Instant) {
    guard case .grace(let term) = terms.expiry.held, !lots[Int(lot)].wasExtended else { return }
    // A job may end at the very instant of the expiry, before the lot's own timer.
    if lots[Int(lot)].remaining > 0 {
      postExpiry(owner, expireRemaining(lot, owner))
      effects.append(.notify(.creditsExpired))
    }
    unlinkLot(owner, lot)
    lots[Int(lot)].wasExtended = true
    lots[Int(lot)].expiresAt = term.end(from: lots[Int(lot)].expiresAt)
    linkLot(owner, lot)
    touch(lot)
    observations.insert(.expiryPutOff)
    let expiresAt = lots[Int(lot)].expiresAt
    if expiresAt > now, expiresAt != .never { effects.append(.wake(at: expiresAt, .lotExpiry(lots[Int(lot)].id))) }
  }

  // MARK: Shrink

  /// Takes the lot's credits out of every hold that pins some. - Complexity: O(parts of the owner's open holds).
  private mutating func shrinkHolds(pinning lot: Int32, _ owner: Int, _ now: Instant) {
    var job = owners[owner].firstJob
    while job >= 0 {
      let next = jobs[Int(job)].next
      let part = part(of: lot, in: job)
      if part >= 0 { shrink(job, losing: part, owner, now) }
      job = next
    }
  }

  /// The part of the job's hold that pins the lot, or -1.
  private func part(of lot: Int32, in job: Int32) -> Int32 {
    var row = jobs[Int(job)].hold.firstPart
    while row >= 0, parts[Int(row)].lot != lot { row = parts[Int(row)].next }
    return row
  }

  /// The part expires; the fewest slots that are worth as much are over unpaid, and what they were worth beyond it goes back.
  private mutating func shrink(_ job: Int32, losing part: Int32, _ owner: Int, _ now: Instant) {
    let lot = Int(parts[Int(part)].lot)
    let lost = parts[Int(part)].amount
    let terms = jobs[Int(job)].terms
    let done = jobs[Int(job)].done
    let slots = slotsWorth(lost, terms, from: done)

    var gone = ByClass()
    gone.add(lost, lots[lot].creditClass)
    lots[lot].held -= lost
    lots[lot].expired += lost
    touch(Int32(lot))
    removePart(part, ofJob: Int(job))
    owners[owner].held[0] -= gone.paid
    owners[owner].held[1] -= gone.promotional
    jobs[Int(job)].hold.released += lost
    jobs[Int(job)].rejected += slots
    postRelease(owner, gone)
    postExpiry(owner, gone)
    let rest = terms.escrow(from: done, to: done + slots) - lost
    if rest > 0 { release(Int(job), rest, of: owner, now) }

    // Only the last job of a step is left to be forgotten by the next one.
    if touchedJob >= 0, jobs[Int(touchedJob)].state != .open { recycleJob(touchedJob) }
    touchedJob = job
    if jobs[Int(job)].unsettled == 0 { unlinkJob(owner, job, as: .completed) }
    observations.insert(.holdShrunk)
  }

  /// The fewest slots from `from` on whose escrow is at least `amount`. - Complexity: O(log of the slots).
  private func slotsWorth(_ amount: Int64, _ terms: SlotTerms, from: Int64) -> Int64 {
    var low: Int64 = 0
    var high = terms.slots - from
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if terms.escrow(from: from, to: from + middle) >= amount { high = middle } else { low = middle }
    }
    return high
  }
}
