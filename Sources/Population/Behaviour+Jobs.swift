import Accounting
import Billing
import Pricing
import Sampling

/// Jobs and metered use: when the next one comes, how large it is, how it goes.
extension Behaviour {
  mutating func planJob(_ row: Int, ordinal: UInt32, after now: Instant) {
    let index = segment(row)
    guard personas[row].jobsPerHour > 0 else { return }
    let gap = sample(plans[index].jobGaps, row, Purpose.jobGap, ordinal) / personas[row].jobsPerHour
    plan(timelines[index * 2].timeline.instant(after: now, busyHours: gap), Wish(.job, subject: ordinal))
  }

  /// The job with this ordinal; its number in the book is the next one, because a refused job may be tried again.
  mutating func openJob(_ row: Int, ordinal: UInt32, at now: Instant) -> Command? {
    let index = segment(row)
    let slots = Int64(max(1, min(Double(Limits.mostSlots), sample(plans[index].slots, row, Purpose.slots, ordinal).rounded())))
    let step = Double(plans[index].payoutStep)
    let payout = (sample(plans[index].payout, row, Purpose.payout, ordinal) / step).rounded() * step
    personas[row].jobNumber += 1
    return .openJob(
      JobID(personas[row].jobNumber), slots: slots, price: max(plans[index].payoutStep, minorUnits(payout)),
      deadline: now.advanced(by: plans[index].deadline_ms))
  }

  mutating func afterJob(
    _ wish: Wish, _ command: Command?, _ status: Status?, _ row: Int, at now: Instant, _ book: borrowing Book
  ) {
    if wish.detail == 0, !personas[row].hasLeft { planJob(row, ordinal: wish.subject + 1, after: now) }
    guard case .openJob(let job, let slots, let price, let deadline)? = command else { return }
    if status == .ok {
      planBatches(row, ordinal: wish.subject, job, slots: slots, deadline: deadline, at: now)
    } else if status == .insufficientFunds, wish.detail == 0 {
      let missing = book.terms.fee.terms(slots: slots, price: price).escrow - book.owners[row].available
      let affordable = min(missing, book.terms.limits.maximum)
      if planTopUp(row, missing: affordable, at: now, then: Wish(.job, subject: wish.subject, detail: 1)) { return }
    }
  }

  /// The life of an open job: filled slots come in batches, some are rejected; it is closed early, cancelled, or times out.
  private mutating func planBatches(
    _ row: Int, ordinal: UInt32, _ job: JobID, slots: Int64, deadline: Instant, at now: Instant
  ) {
    let index = segment(row)
    let stream = stream(row)
    let share = sample(plans[index].fill, row, Purpose.fill, ordinal)
    let filled = Int64((Double(slots) * min(max(share, 0), 1)).rounded())
    let batches = min(plans[index].batches, filled)
    var last = now
    for batch in 0..<batches {
      let occurrence = ordinal &* 16 &+ UInt32(batch)
      let at = now.advanced(by: milliseconds(sample(plans[index].timeToFill_ms, row, Purpose.batchTime, occurrence)))
      if at >= deadline { continue }
      let size = filled * (batch + 1) / batches - filled * batch / batches
      let rejects = plans[index].rejects
      let rejected = rejects > 0 ? stream.binomial(n: size, p: rejects, Purpose.rejects, occurrence) : 0
      if size > rejected { plan(at, Wish(.settleSlots, subject: job.number, detail: size - rejected)) }
      if rejected > 0 { plan(at, Wish(.rejectSlots, subject: job.number, detail: rejected)) }
      last = max(last, at)
    }
    if stream.bernoulli(plans[index].cancels, Purpose.cancels, ordinal) {
      let part = stream.uniform(Purpose.cancelTime, ordinal)
      plan(now.advanced(by: milliseconds(part * Double(deadline.since(now)))), Wish(.cancelJob, subject: job.number))
    } else if filled < slots, stream.bernoulli(plans[index].closesEarly, Purpose.closesEarly, ordinal) {
      plan(last.advanced(by: Duration_ms.minute), Wish(.closeJob, subject: job.number))
    }
  }

  mutating func planUse(_ row: Int, ordinal: UInt32, after now: Instant) {
    let index = segment(row)
    guard personas[row].usesPerHour > 0 else { return }
    let gap = sample(plans[index].usageGaps, row, Purpose.useGap, ordinal) / personas[row].usesPerHour
    let at =
      plans[index].hasSessions
      ? instantInSessions(row, after: now, busyHours: gap)
      : timelines[index * 2 + 1].timeline.instant(after: now, busyHours: gap)
    plan(at, Wish(.use, subject: ordinal))
  }

  func use(_ row: Int, ordinal: UInt32, part: Int64) -> Command {
    let quantity = plans[segment(row)].quantity
    let sampled =
      part == 0
      ? sample(quantity, row, Purpose.quantity, ordinal)
      : sample(quantity, row, Purpose.batchQuantity, ordinal &* 1_024 &+ UInt32(truncatingIfNeeded: part))
    return .use(amount: minorUnits(sampled))
  }

  mutating func afterUse(
    _ wish: Wish, _ command: Command?, _ status: Status?, _ row: Int, at now: Instant, _ book: borrowing Book
  ) {
    if wish.detail == 0, !personas[row].hasLeft {
      if plans[segment(row)].hasBatches { planBatch(row, ordinal: wish.subject, at: now) }
      planUse(row, ordinal: wish.subject + 1, after: now)
    }
    if status == .insufficientFunds || status == .cutOff, case .use(let amount)? = command {
      _ = planTopUp(row, missing: min(amount - book.owners[row].balance, book.terms.limits.maximum), at: now, then: nil)
    }
  }
}
