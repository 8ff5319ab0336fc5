import Accounting
import Auditing

@testable import Billing

/// Bugs of double entry, of lots and of holds. Of the funded owner lot 0 is paid and lot 1 is the bonus, which burns first.
extension Fault {
  static let ledger: [Fault] = [
    Fault(
      .postingsBalance, "a capture forgets the fee's posting", after: Command.funded + [.job],
      at: .settleSlots(JobID(1), slots: 1)
    ) {
      $0.credited -= 90
    },
    Fault(.postingsBalance, "a transfer of nothing", at: .use(amount: 10)) { $0.transfers[0].amount = 0 },
    Fault(.postingsBalance, "a transfer from an account to itself", at: .use(amount: 10)) {
      $0.transfers[0].change(credit: $0.transfers[0].debit)
    },
    Fault(.controlEqualsSubledger, "a lot is spent without its posting", at: .use(amount: 10)) {
      $0.lots[0].remaining -= 5
      $0.lots[0].used += 5
      $0.owners[0].remaining[0] -= 5
    },
    Fault(.controlEqualsSubledger, "a debt without its posting", at: .use(amount: 52_500)) { $0.owners[0].debt = 100 },
    Fault(atEnd: .trialBalance, "a posting of the house is added twice", after: Command.funded) {
      $0.totals[Int(Account.cash.rawValue)] += 50_000
    },
    Fault(atEnd: .trialBalance, "an owner's total is not the sum of the owners", after: Command.funded) {
      $0.totals[Int(Account.availablePaid.rawValue)] -= 1
    },
    Fault(.replayEqualsState, "a command that the log does not have") { watched, isPlanted in
      if let early = watched.send(Command.funded + [.use(amount: 10)]) { return early }
      var again = Book(catalog: watched.book.catalog)
      let owner = again.addOwner()
      for step in isPlanted ? watched.sent.dropLast() : watched.sent[...] {
        _ = again.apply(step.command, by: owner, at: step.at)
      }
      return watched.auditor.checkReplay(
        watched.book, watched.owner, replayed: again.owners[0].digest.value, at: watched.now)
    },
    Fault(.debtBounded, "a debt stands beside spendable credits", at: .use(amount: 10)) {
      $0.owners[0].debt = 100
      $0.owners[0].ledger[Int(Account.receivable.rawValue)] = 100
    },
    Fault(.refusedChangesNothing, "a refused command asks for something", at: .purchase(amount: 0, key: .none)) {
      $0.effects.append(.notify(.creditsPurchased))
    },
    Fault(.availablePlusHeld, "a release is booked as new credits", after: Command.funded + [.job], at: .closeJob(JobID(1))) {
      $0.owners[0].ledger[0] += 390
      $0.owners[0].remaining[0] += 390
    },
  ]

  static let lots: [Fault] = [
    Fault(.splitAddsUp, "the worker pays a part of the fee", at: .job) {
      $0.jobs[0].terms.payoutTotal -= 10
      $0.jobs[0].terms.feeTotal += 10
    },
    Fault(.lotConservation, "a hold drops the remainder of a lot", at: .job) { $0.lots[1].held -= 1 },
    Fault(.lotConservation, "more is held of a lot than there is", at: .use(amount: 10)) {
      $0.lots[1].used += 5_000
      $0.lots[1].held -= 5_000
    },
    Fault(.noSpendAfterExpiry, "a cached balance outlives its lot", at: .use(amount: 2_500)) {
      $0.lots[1].expiresAt = CivilDate(year: 2025, month: 12, day: 31).midnight
    },
    Fault(.expiryOnTime, "expiry is left to a nightly sweep") { watched, isPlanted in
      let more: [Command] = [.purchase(amount: 100, key: .none), .purchase(amount: 100, key: .none)]
      if let early = watched.send(Command.funded + more) { return early }
      // The credits end on 1 February; an answer of the processor the day after finds them still there.
      watched.now = watched.now.advanced(by: (isPlanted ? 32 : 30) * Duration_ms.day)
      return watched.send(.settle(PaymentID(2), .succeeded))
    },
    Fault(.expiryOnTime, "the next expiry is forgotten", at: .use(amount: 10)) { $0.owners[0].soonestExpiry = .never },
    Fault(.burnOrder, "the lot that burns last is spent first", at: .use(amount: 100)) {
      for (lot, change) in [(0, -100), (1, 100)] as [(Int, Int64)] {
        $0.lots[lot].remaining += change
        $0.lots[lot].used -= change
      }
      $0.owners[0].remaining[0] -= 100
      $0.owners[0].remaining[1] += 100
      $0.owners[0].ledger[0] -= 100
      $0.owners[0].ledger[1] += 100
      $0.touchedLots[0] = 0
    },
    Fault(
      .burnOrder, "a new lot is linked where it does not belong",
      at: .grant(amount: 10, origin: .grant, expiresAt: .never, priority: 5)
    ) { $0.lots[2].priority = -5 },
    Fault(
      .promotionalHasNoBasis, "free credits have a cost basis",
      at: .grant(amount: 10, origin: .grant, expiresAt: .never, priority: 0)
    ) { $0.lots[2].costBasis = 10 },
    Fault(.promotionalHasNoBasis, "an expired bonus is booked as revenue") { watched, isPlanted in
      if let early = watched.send(Command.funded) { return early }
      watched.now = watched.now.advanced(by: 31 * Duration_ms.day)
      return watched.send(.elapse(.lotExpiry(LotID(2)))) { if isPlanted { $0.transfers[0].change(credit: .breakage) } }
    },
    Fault(
      atEnd: .reverseUnwind, "a release goes to the newest lot",
      after: Command.funded + [.openJob(JobID(1), slots: 10, price: 1_000, deadline: .never)]
    ) {
      $0.lots[0].held += 10
      $0.lots[1].held -= 10
    },
    Fault(
      .holdConservation, "a cancel after the close releases again", after: Command.funded + [.job], at: .closeJob(JobID(1))
    ) { $0.jobs[0].hold.released += 390 },
    Fault(
      .holdConservation, "a part stays pinned after its release", after: Command.funded + [.job], at: .closeJob(JobID(1))
    ) { $0.jobs[0].hold.firstPart = 0 },
    Fault(
      .holdBelongsToOpenJob, "the escrow of unfilled slots is kept", after: Command.funded + [.job], at: .closeJob(JobID(1))
    ) {
      $0.jobs[0].hold.released -= 390
      $0.jobs[0].hold.firstPart = 0
    },
    Fault(
      .captureSplitsExactly, "both shares are floored", after: Command.funded + [.job], at: .settleSlots(JobID(1), slots: 1)
    ) { $0.jobs[0].feeTaken -= 1 },
    Fault(
      .captureSplitsExactly, "payout and fee change places", after: Command.funded + [.job],
      at: .settleSlots(JobID(1), slots: 1)
    ) {
      $0.transfers[0].change(code: .captureFee)
      $0.transfers[1].change(code: .capturePayout)
    },
  ]
}
