import Accounting
import Pricing

/// Escrowed jobs: opened whole or not at all, settled slot by slot, and ended with the rest given back.
extension Book {
  /// Holds the escrow of all slots. Source: rules IH-2, IH-3, FH-2.
  mutating func openJob(
    _ owner: Int, _ job: JobID, slots: Int64, price: Int64, deadline: Instant, _ now: Instant
  ) -> Status {
    if job.number <= owners[owner].lastJobNumber { return .jobExists }
    if slots < 1 || slots > terms.jobs.mostSlots { return .invalidSlots }
    if price < 1 || price > Limits.largestAmount / slots { return .invalidAmount }
    if deadline <= now { return .invalidDeadline }
    #if Sabotage
      let frozen = frozenTerms(slots: slots, price: price)
    #else
      let frozen = terms.fee.terms(slots: slots, price: price)
    #endif
    #if Sabotage
      if PlantedBug.reloadPerRefusedJob.isOn, frozen.escrow > owners[owner].available, owners[owner].reload.enabled {
        _ = charge(owner, owners[owner].reload.amount, .reload, .none, now)
      }
    #endif
    if frozen.escrow > owners[owner].available { return .insufficientFunds }

    var hold = Hold(authorised: frozen.escrow)
    let taken = pin(owner, frozen.escrow, under: &hold)
    postHold(owner, taken)
    if hold.firstPart != hold.lastPart { observations.insert(.holdOverSeveralLots) }
    let timesOut = deadline == .never ? now.advanced(by: terms.jobs.timeout_ms) : deadline
    let row = storeJob(
      Job(
        terms: frozen, hold: hold, settled: 0, rejected: 0, paidOut: 0, feeTaken: 0, openedAt: now, deadline: timesOut, id: job,
        previous: -1, next: owners[owner].firstJob, state: .open, rejectedSlot: terms.jobs.rejectedSlot))
    linkJob(owner, row)
    owners[owner].lastJobNumber = job.number
    touchedJob = row
    effects.append(.wake(at: timesOut, .jobDeadline(job)))
    return .ok
  }

  /// Pays `slots` workers and takes the fee. The last slot ends the job. Source: rules IH-4, FH-3.
  mutating func settleSlots(_ owner: Int, _ job: JobID, _ slots: Int64, _ now: Instant) -> Status {
    let row = openJobRow(owner, job)
    if row < 0 { return missing(owner, job) }
    if now >= jobs[Int(row)].deadline { return .timerOverdue }
    if slots < 1 { return .invalidSlots }
    if slots > jobs[Int(row)].unsettled { return .tooManySlots }

    let done = jobs[Int(row)].done
    let terms = jobs[Int(row)].terms
    let payout = terms.payout(from: done, to: done + slots)
    let fee = terms.fee(from: done, to: done + slots)
    postCapture(owner, capture(Int(row), payout, of: owner), to: .workerPayable, .capturePayout)
    postCapture(owner, capture(Int(row), fee, of: owner), to: .feeRevenue, .captureFee)
    jobs[Int(row)].settled += slots
    jobs[Int(row)].paidOut += payout
    jobs[Int(row)].feeTaken += fee
    #if Sabotage
      if PlantedBug.bothSharesFloored.isOn {
        let shares = floored(payout, fee)
        jobs[Int(row)].paidOut += shares.payout - payout
        jobs[Int(row)].feeTaken += shares.fee - fee
      }
    #endif
    touchedJob = row
    if jobs[Int(row)].unsettled == 0 { unlinkJob(owner, row, as: .completed) }
    return .ok
  }

  /// Ends `slots` slots without pay, or opens them for somebody else, as the catalog says. Source: rule FH-3.
  mutating func rejectSlots(_ owner: Int, _ job: JobID, _ slots: Int64, _ now: Instant) -> Status {
    let row = openJobRow(owner, job)
    if row < 0 { return missing(owner, job) }
    if now >= jobs[Int(row)].deadline { return .timerOverdue }
    if slots < 1 { return .invalidSlots }
    if slots > jobs[Int(row)].unsettled { return .tooManySlots }

    touchedJob = row
    if jobs[Int(row)].rejectedSlot == .reopen { return .ok }
    let done = jobs[Int(row)].done
    jobs[Int(row)].rejected += slots
    release(Int(row), jobs[Int(row)].terms.escrow(from: done, to: done + slots), of: owner, now)
    if jobs[Int(row)].unsettled == 0 { unlinkJob(owner, row, as: .completed) }
    return .ok
  }

  /// Closes or cancels: what is not settled goes back. Source: rules IH-5, FH-4.
  mutating func endJob(_ owner: Int, _ job: JobID, as state: Job.State, _ now: Instant) -> Status {
    let row = openJobRow(owner, job)
    if row < 0 { return missing(owner, job) }
    if now >= jobs[Int(row)].deadline { return .timerOverdue }

    releaseRest(owner, row, now)
    #if Sabotage
      if PlantedBug.releasedTwice.isOn, state == .cancelled { jobs[Int(row)].hold.released += jobs[Int(row)].hold.released }
    #endif
    unlinkJob(owner, row, as: state)
    return .ok
  }

  /// The deadline has come: as closing. Source: rule IH-5.
  mutating func timeOutJob(_ owner: Int, _ job: JobID, _ now: Instant) -> Status {
    let row = openJobRow(owner, job)
    if row < 0 { return .timerCancelled }
    if now < jobs[Int(row)].deadline { return .timerNotDue }

    releaseRest(owner, row, now)
    unlinkJob(owner, row, as: .timedOut)
    return .ok
  }

  private mutating func releaseRest(_ owner: Int, _ row: Int32, _ now: Instant) {
    #if Sabotage
      if PlantedBug.unfilledEscrowKept.isOn {
        touchedJob = row
        return
      }
    #endif
    let open = jobs[Int(row)].hold.open
    if open > 0 { observations.insert(.jobReleasedUnfilled) }
    release(Int(row), open, of: owner, now)
    touchedJob = row
  }

  /// Why a job is not open: it never was, or it has ended.
  private func missing(_ owner: Int, _ job: JobID) -> Status {
    job.number == 0 || job.number > owners[owner].lastJobNumber ? .unknownJob : .jobClosed
  }

  /// The row of an open job, or -1. - Complexity: O(open jobs of the owner), newest first.
  func openJobRow(_ owner: Int, _ job: JobID) -> Int32 {
    var row = owners[owner].firstJob
    while row >= 0 {
      if jobs[Int(row)].id == job { return row }
      row = jobs[Int(row)].next
    }
    return -1
  }

  // MARK: Rows

  private mutating func storeJob(_ job: Job) -> Int32 {
    if freeJob < 0 {
      jobs.append(job)
      return Int32(jobs.count - 1)
    }
    let row = freeJob
    freeJob = jobs[Int(row)].next
    jobs[Int(row)] = job
    return row
  }

  private mutating func linkJob(_ owner: Int, _ row: Int32) {
    let older = owners[owner].firstJob
    if older >= 0 { jobs[Int(older)].previous = row }
    owners[owner].firstJob = row
    owners[owner].openJobs += 1
  }

  /// Takes an ended job off its owner's list; its row stays readable until the next step.
  mutating func unlinkJob(_ owner: Int, _ row: Int32, as state: Job.State) {
    let job = jobs[Int(row)]
    if job.previous >= 0 { jobs[Int(job.previous)].next = job.next } else { owners[owner].firstJob = job.next }
    if job.next >= 0 { jobs[Int(job.next)].previous = job.previous }
    jobs[Int(row)].state = state
    owners[owner].openJobs -= 1
  }

  mutating func recycleJob(_ row: Int32) {
    jobs[Int(row)].next = freeJob
    freeJob = row
  }
}
