import Accounting
import Billing
import Measurement
import Population

/// What only statistics ask of an owner. The book knows nothing of it.
struct Standing: BitwiseCopyable {
  /// Where the owner's cohort begins in the scorecard's tables.
  var firstRow: Int32 = 0
  var segment: Int32 = 0
  /// Since when the owner has owed something without a break; of no meaning where it owes nothing.
  var owesSince = Instant.never
  /// What its plan comes to a month, in minor units, and whether it ever paid for one.
  var recurring: Int64 = 0
  var everRecurring = false
  /// The first month at whose end its balance was not counted yet; none before it joins, and none after it left.
  var openMonth = Int32.max
  /// Lost by it so far, in minor units of its catalog.
  var writtenOff: Int64 = 0
  var disputed: Int64 = 0
  /// When the automatic reload that is under way charged first.
  var reloadSince = Instant.never
  /// Its last cutoff that came late: the delay, -1 without one, and what was used beyond the balance until then, in the
  /// run's smallest unit.
  var cutoffDelay_ms: Int64 = -1
  var overspent: Int64 = 0
}

/// Figures for finance: cohorts, ages of debts, recurring revenue, vintages of lots. All of it happens beside the hot path: once an
/// owner, a lot or a change of plan, or while an owner owes.
extension Shard where Pending: ~Copyable {
  mutating func openStandings() {
    standings.fill(Standing(), count: numbers.count)
    for row in 0..<numbers.count {
      let persona = behaviour.personas[row]
      standings[row].segment = persona.segment
      standings[row].firstRow = Int32(
        scorecard.cohorts.shape.firstRow(segment: Int(persona.segment), joinedAt: persona.joinsAt))
    }
    if numbers.count > 0 { scorecard.cohorts.choose(firstRow: Int(standings[0].firstRow)) }
  }

  mutating func monthRow(_ at: Instant) -> Int { monthClock.index(of: at) - scorecard.flows.firstMonth }

  /// Counts an owner that joined, was active or left this month.
  mutating func count(_ column: Scorecard.OwnerColumn, _ owner: OwnerSlot) {
    let month = monthRow(now)
    scorecard.ownersByMonth.add(row: month, column: column.rawValue)
    scorecard.members.add(row: Int(standings[owner.index].firstRow) + month, column: column.rawValue)
    if column == .joined { standings[owner.index].openMonth = Int32(month) }
    if column == .gone {
      closeMonths(before: month, spendable(owner), owner)
      standings[owner.index].openMonth = .max
    }
  }

  /// The first step of an owner in a month: at the ends of the months before it could spend what it could before this step.
  @inline(never)
  mutating func countBalances(_ owner: OwnerSlot) {
    closeMonths(before: monthRow(now), spendable(owner) - book.changeOfAvailable, owner)
  }

  private func spendable(_ owner: OwnerSlot) -> Int64 {
    book.owners[owner.index].ledger[Int(Account.availablePaid.rawValue)]
      + book.owners[owner.index].ledger[Int(Account.availablePromotional.rawValue)]
  }

  /// Counts a balance that nothing has changed since the first month that is not counted yet.
  private mutating func closeMonths(before month: Int, _ balance: Int64, _ owner: OwnerSlot) {
    let first = Int(standings[owner.index].openMonth)
    if first >= month { return }
    let amount = balance * factor
    for month in first..<month { scorecard.balancesAtMonthsEnd.add(amount, row: month) }
    standings[owner.index].openMonth = Int32(month)
  }

  /// The owner owes something after this step.
  @inline(never)
  mutating func noteDebt(_ owner: OwnerSlot) {
    let debt = book.owners[owner.index].debt
    scorecard.note(debt: debt)
    if debt == book.changeOfDebt { standings[owner.index].owesSince = now }
    if book.owners[owner.index].access == .closing { standings[owner.index].overspent += overspentByStep }
  }

  /// The last step wrote off what the owner owed, or a part of it that it billed itself.
  mutating func countWrittenOff(_ owner: OwnerSlot, _ occasion: DebtAges.Occasion) {
    let amount = book.writtenOff
    if amount == 0 { return }
    standings[owner.index].writtenOff += amount
    let owedBefore = book.owners[owner.index].debt - book.changeOfDebt
    let age_ms = owedBefore > 0 ? now.since(standings[owner.index].owesSince) : 0
    scorecard.debts.add(
      amount, age: DebtAges.Age(age_ms: age_ms), occasion, segment: Int(standings[owner.index].segment))
  }

  /// The owner's plan may have changed.
  mutating func followPlan(_ owner: OwnerSlot) {
    if book.kind != .writeOff { countWrittenOff(owner, .beforeHorizon) }
    let (before, after) = (standings[owner.index].recurring, book.recurring(of: owner))
    let paidBefore = standings[owner.index].everRecurring
    guard let change = RecurringSums.Change(from: before, to: after, paidBefore: paidBefore) else { return }
    scorecard.recurring.add(after - before, change, segment: Int(standings[owner.index].segment), month: monthRow(now))
    standings[owner.index].recurring = after
    standings[owner.index].everRecurring = true
  }

  mutating func countFinishedLots() {
    for index in book.finishedLots.indices { scorecard.vintages.add(book.finishedLots[index], catalog: catalog) }
    book.forgetFinishedLots()
  }

  /// What the shard's owners are left with.
  mutating func foldStandings() {
    countFinishedLots()
    for row in book.lots.indices where book.lots[row].id.number != 0 { scorecard.vintages.add(book.lots[row], catalog: catalog) }
    for row in book.owners.indices where book.owners[row].membership >= 0 {
      let recurring = book.recurring(of: OwnerSlot(row))
      if recurring != 0 { scorecard.recurring.close(recurring, segment: Int(standings[row].segment)) }
    }
    // Of a shard that was stopped, the months that were over.
    let months = now >= scenario.end.advanced(by: -1) ? scorecard.flows.months : monthRow(now)
    for row in book.owners.indices {
      let owner = OwnerSlot(row)
      closeMonths(before: months, spendable(owner), owner)
      closeCutoff(owner)
      scorecard.costliest.add(
        CostliestOwners.Loss(
          owner: numbers[row], segment: Int(standings[row].segment), writtenOff: standings[row].writtenOff * factor,
          disputed: standings[row].disputed * factor, owed: book.owners[row].debt * factor))
    }
  }
}

extension Notice {
  /// Whether what an owner pays for a plan may have changed, or what it owes for one may be lost.
  var isAboutPlan: Bool {
    switch self {
    case .subscriptionCreated, .subscriptionUpdated, .subscriptionDeleted, .invoiceFailed: true
    default: false
    }
  }
}
