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
    plan(instant(of: .jobs, index, after: now, busyHours: gap), Wish(.job, subject: ordinal))
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
    plan(nextUse(row, ordinal: ordinal, after: now), Wish(.use, subject: ordinal))
  }

  /// When the use with this ordinal comes; nil beyond the run.
  @inline(__always)
  mutating func nextUse(_ row: Int, ordinal: UInt32, after now: Instant) -> Instant? {
    guard personas[row].usesPerHour > 0 else { return nil }
    let index = segment(row)
    let gap = usageGap(index, row, ordinal) / personas[row].usesPerHour
    return plans[index].hasSessions
      ? instantInSessions(row, after: now, busyHours: gap)
      : instant(of: .uses, index, after: now, busyHours: gap)
  }

  @inline(__always)
  private mutating func usageGap(_ segment: Int, _ row: Int, _ ordinal: UInt32) -> Double {
    guard let law = plans[segment].usageGaps.direct else {
      return sample(plans[segment].usageGaps, row, Purpose.useGap, ordinal)
    }
    return users[row].gaps.sample(law, stream(row), Purpose.useGap, ordinal)
  }

  /// What follows from a plain use that was refused.
  public mutating func followRefusal(
    _ wish: Wish, of amount: Int64, _ status: Status, _ row: Int, at now: Instant, _ book: borrowing Book
  ) {
    asked = .use(amount: amount)
    afterUse(wish, status, row, at: now, book)
  }

  /// Puts a use into `asked`, as `ask` does for all wishes.
  mutating func askToUse(_ wish: Wish, _ row: Int) -> Bool {
    if personas[row].hasLeft { return false }
    var purpose = Purpose.quantity
    var occurrence = wish.subject
    if wish.detail != 0 {
      purpose = Purpose.batchQuantity
      occurrence = wish.subject &* 1_024 &+ UInt32(truncatingIfNeeded: wish.detail)
    }
    asked = .use(amount: minorUnits(sample(plans[segment(row)].quantity, row, purpose, occurrence)))
    return true
  }

  mutating func afterUse(_ wish: Wish, _ status: Status?, _ row: Int, at now: Instant, _ book: borrowing Book) {
    if wish.detail == 0, !personas[row].hasLeft {
      if plans[segment(row)].hasBatches { planBatch(row, ordinal: wish.subject, at: now) }
      planUse(row, ordinal: wish.subject + 1, after: now)
    }
    if status == .insufficientFunds || status == .cutOff, case .use(let amount) = asked {
      _ = planTopUp(row, missing: min(amount - book.owners[row].balance, book.terms.limits.maximum), at: now, then: nil)
    }
  }
}
