import Accounting
import Billing
import Pricing

/// Escrowed jobs. Source: rules IH-2 to IH-5, FH-2 to FH-4, FH-D2, FH-D4, IH-D1.
extension NaiveBook {
  private func jobIndex(_ number: UInt32) -> Int? { jobs.firstIndex { $0.number == number } }

  mutating func open(_ number: UInt32, _ slots: Int64, _ price: Int64, _ deadline: Int64) -> Status {
    if number <= lastJob { return .jobExists }
    if slots < 1 || slots > terms.jobs.mostSlots { return .invalidSlots }
    if price < 1 || Int128(price) * Int128(slots) > 100_000_000_000_000 { return .invalidAmount }
    if deadline <= clock { return .invalidDeadline }
    let fees = fees(slots, price)
    let payouts = terms.fee.placement == .onTop ? price * slots : price * slots - fees
    if payouts + fees > available { return .insufficientFunds }
    let end = deadline == Naive.forever ? Naive.later(clock, by: terms.jobs.timeout_ms) : deadline
    var pins: [NaiveJob.Pin] = []
    spend(payouts + fees) { book, index, part in
      book.lots[index].held += part
      book.add(part, to: book.heldAccount(book.lots[index]))
      pins.append(NaiveJob.Pin(lot: book.lots[index].number, amount: part))
    }
    jobs.append(
      NaiveJob(
        number: number, slots: slots, payouts: payouts, fees: fees, deadline: end,
        reopens: terms.jobs.rejectedSlot == .reopen, pins: pins))
    lastJob = number
    wake(.jobDeadline(JobID(number)), at: end)
    return .ok
  }

  /// The platform's part, rounded for each slot or once. An allotment floors it, because the worker comes first.
  private func fees(_ slots: Int64, _ price: Int64) -> Int64 {
    let rounding = terms.fee.split == .allotment ? Rounding.down : terms.fee.rounding
    return terms.fee.scope == .perSlot
      ? slots * Naive.millionths(price, terms.fee.share, rounding)
      : Naive.millionths(price * slots, terms.fee.share, rounding)
  }

  /// Why nothing can be done with a job's slots; nil when it can.
  private func objection(_ number: UInt32, _ slots: Int64?) -> Status? {
    guard let index = jobIndex(number) else { return number == 0 || number > lastJob ? .unknownJob : .jobClosed }
    if clock >= jobs[index].deadline { return .timerOverdue }
    guard let slots else { return nil }
    if slots < 1 { return .invalidSlots }
    return slots > jobs[index].slots - jobs[index].done ? .tooManySlots : nil
  }

  mutating func pay(_ number: UInt32, _ slots: Int64) -> Status {
    if let objection = objection(number, slots) { return objection }
    guard let index = jobIndex(number) else { return .unknownJob }
    let job = jobs[index]
    let payout = job.payout(job.done + slots) - job.payout(job.done)
    let fee = job.fee(job.done + slots) - job.fee(job.done)
    eat(payout + fee, ofJob: index)
    add(payout, to: .workerPayable)
    add(fee, to: .feeRevenue)
    jobs[index].done += slots
    endIfDone(number)
    return .ok
  }

  /// Held credits are used up, those that were taken first before the others.
  private mutating func eat(_ amount: Int64, ofJob index: Int) {
    var left = amount
    while left > 0 {
      let pin = jobs[index].pins[0]
      let part = min(left, pin.amount)
      jobs[index].pins[0].amount -= part
      if part == pin.amount { jobs[index].pins.removeFirst() }
      if let lot = lotIndex(pin.lot) {
        lots[lot].held -= part
        add(-part, to: heldAccount(lots[lot]))
      }
      left -= part
    }
    forgetEmptyLots()
  }

  mutating func reject(_ number: UInt32, _ slots: Int64) -> Status {
    if let objection = objection(number, slots) { return objection }
    guard let index = jobIndex(number) else { return .unknownJob }
    if jobs[index].reopens { return .ok }
    let job = jobs[index]
    jobs[index].done += slots
    giveBack(job.worth(job.done + slots) - job.worth(job.done), ofJob: index)
    endIfDone(number)
    return .ok
  }

  mutating func close(_ number: UInt32) -> Status {
    if let objection = objection(number, nil) { return objection }
    endJob(number)
    return .ok
  }

  mutating func timeOut(_ number: UInt32) -> Status {
    guard let index = jobIndex(number) else { return .timerCancelled }
    if clock < jobs[index].deadline { return .timerNotDue }
    endJob(number)
    return .ok
  }

  private mutating func endJob(_ number: UInt32) {
    guard let index = jobIndex(number) else { return }
    giveBack(jobs[index].pinned, ofJob: index)
    jobs.removeAll { $0.number == number }
  }

  private mutating func endIfDone(_ number: UInt32) { jobs.removeAll { $0.number == number && $0.done == $0.slots } }

  /// Held credits go back to their lots, those that were taken last before the others; past their expiry they are gone.
  private mutating func giveBack(_ amount: Int64, ofJob index: Int) {
    var left = amount
    while left > 0, let pin = jobs[index].pins.last {
      let part = min(left, pin.amount)
      jobs[index].pins[jobs[index].pins.count - 1].amount -= part
      if part == pin.amount { jobs[index].pins.removeLast() }
      if let lot = lotIndex(pin.lot) { takeBack(part, intoLot: lot) }
      left -= part
    }
    forgetEmptyLots()
  }

  private mutating func takeBack(_ part: Int64, intoLot lot: Int) {
    lots[lot].held -= part
    add(-part, to: heldAccount(lots[lot]))
    if lots[lot].until <= clock { putOff(lot) }
    if lots[lot].until <= clock {
      breakAway(part, of: lots[lot])
    } else {
      lots[lot].remaining += part
      add(part, to: availableAccount(lots[lot]))
    }
  }

  /// Credits expire inside their holds: newest job first, each loses the fewest slots that are worth as much. Source: rule FH-D4.
  mutating func shrinkJobs(pinning lot: UInt32) {
    for number in jobs.map(\.number).reversed() {
      guard let index = jobIndex(number), let pin = jobs[index].pins.firstIndex(where: { $0.lot == lot }) else { continue }
      let lost = jobs[index].pins.remove(at: pin).amount
      if let row = lotIndex(lot) {
        lots[row].held -= lost
        add(-lost, to: heldAccount(lots[row]))
        breakAway(lost, of: lots[row])
      }
      let job = jobs[index]
      var slots: Int64 = 1
      while slots < job.slots - job.done, job.worth(job.done + slots) - job.worth(job.done) < lost { slots += 1 }
      jobs[index].done += slots
      giveBack(job.worth(job.done + slots) - job.worth(job.done) - lost, ofJob: index)
      endIfDone(number)
    }
  }
}
