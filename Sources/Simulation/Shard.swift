import Accounting
import Auditing
import Billing
import Measurement
import Population
import Pricing

/// One shard at a time: its owners live to the horizon, are folded into the scorecard, and their memory is used again.
///
/// Owners meet nobody in here, so a shard's size changes the speed and nothing else. Only the owners of one partition of a
/// metering pipeline wait for each other; they make one shard.
struct Shard<Pending: Agenda & ~Copyable>: ~Copyable {
  let scenario: Scenario
  let options: RunOptions
  let gateway: Gateway
  /// Of the catalog with this number.
  var book: Book
  var catalog = 0
  /// How many of the run's smallest units one of the catalog's is.
  var factor: Int64
  var auditor: Auditor
  var behaviour: Behaviour
  var agenda: Pending
  var scorecard: Scorecard
  /// How many events each owner ever had on the agenda: its own counter for ties.
  var ordinals: Column<UInt32>
  /// Whether access may end as metered: all that `Shard+Metering` does is for such scenarios only.
  let isMetered: Bool
  var queue: MeteringQueue
  /// Uses of each owner that went into the queue.
  var queued: Column<UInt32>
  var numbers = OwnerNumbers(0..<0)
  /// Rows at or above this are not simulated any more, because an owner before them broke an invariant.
  var deadFrom = Int.max
  var found: FoundViolation?
  var recorder: Recorder
  var oracles: Oracles
  /// Whether anybody in this shard is recorded, measured or followed by an oracle: the hot path asks only this.
  private(set) var isWatched = false
  /// What only statistics ask of each owner.
  var standings: Column<Standing>
  /// What each owner came to; nil unless the run is to be compared owner by owner.
  var ownerFlows: OwnerFlows?
  var now: Instant
  var monthClock = MonthClock()
  var pauses = Pauses(eventsBetweenSweeps: 1)

  /// - Parameter peaks: where the commands of a second, minute and hour are counted, together with other threads.
  init(scenario: Scenario, options: RunOptions, layout: Layout, peaks: PeakTables) {
    self.scenario = scenario
    self.options = options
    gateway = Gateway(scenario.gateway, conditions: scenario.conditions)
    book = Book(catalog: scenario.catalog)
    factor = scenario.factor(ofCatalog: 0)
    book.keepsFinishedLots = true
    auditor = Auditor(level: options.audit)
    behaviour = Behaviour(
      segments: scenario.segments, layout: layout, start: scenario.start, end: scenario.end, seed: scenario.seed,
      replication: options.replication, surges: scenario.surges, prices: scenario.prices,
      catalogs: scenario.catalogs)
    agenda = Pending()
    scorecard = Scorecard(
      start: scenario.start, end: scenario.end, kinds: CommandKind.allCases.count, statuses: Status.allCases.count,
      peaks: peaks, catalogs: 1 + scenario.otherCatalogs.count, segments: scenario.segments.count)
    standings = Column()
    ordinals = Column()
    recorder = Recorder(options: options)
    isMetered = scenario.endsAccessAsMetered
    if isMetered { scorecard.metering = MeteringSums() }
    queue = MeteringQueue(stalls: scenario.stalls, start: scenario.start)
    queued = Column()
    oracles = Oracles(millionths: options.oracleMillionths)
    ownerFlows = options.measuresOwners ? OwnerFlows(owners: layout.owners) : nil
    now = scenario.start
  }

  /// Simulates the owners `numbers` from the start to the horizon.
  ///
  /// - Parameter stop: asked every few thousand events, and told the instant and the events so far; true ends the shard unfinished.
  /// - Returns: whether the shard was finished.
  mutating func run(_ numbers: OwnerNumbers, stop: (Instant, Int64) -> Bool) -> Bool {
    open(numbers)
    pauses = Pauses(eventsBetweenSweeps: options.eventsBetweenSweeps)
    while !agenda.isEmpty {
      let event = agenda.first()
      if event.at >= scenario.end { break }
      agenda.removeFirst()
      now = event.at
      #if Sabotage
        if PlantedBug.clockRunsBack.isOn, event.rank == .settlement { now = event.at.advanced(by: -Duration_ms.minute) }
      #endif
      perform(event)
      if pauses.isDue() {
        if pauses.takePoll() {
          if stop(now, scorecard.eventsRun) {
            fold()
            return false
          }
          countFinishedLots()
        }
        if pauses.takeSweep(), mayAccuse { note(auditor.sweep(book, at: now)) }
      }
    }
    close()
    return true
  }

  private mutating func open(_ numbers: OwnerNumbers) {
    self.numbers = numbers
    deadFrom = .max
    agenda.removeAll()
    book.open(owners: numbers.count)
    auditor.open(owners: numbers.count)
    behaviour.open(owners: numbers)
    ordinals.fill(0, count: numbers.count)
    recorder.open(numbers)
    if isMetered {
      queue.open()
      queued.fill(0, count: numbers.count)
    }
    openStandings()
    if oracles.isOn { oracles.open(numbers, catalog: scenario.catalog(at: catalog)) }
    isWatched = !recorder.isIdle || !oracles.isEmpty
    scorecardAtOpen = (scorecard.eventsScheduled, scorecard.eventsRun, scorecard.eventsCancelled)
    if let broken = options.brokenOwner {
      for row in 0..<numbers.count where numbers[row] == broken { options.damage(&book, OwnerSlot(row), scenario.start) }
    }
    for row in 0..<numbers.count {
      schedule(behaviour.personas[row].joinsAt, Wish(.join), OwnerSlot(row))
    }
  }

  /// What the counters said when the shard began, so that its own events can be accounted for.
  private var scorecardAtOpen: (scheduled: Int64, run: Int64, cancelled: Int64) = (0, 0, 0)

  @inline(__always)
  mutating func schedule(_ at: Instant, _ wish: Wish, _ owner: OwnerSlot) {
    agenda.insert(Event(at: at, wish, of: owner, ordinal: nextOrdinal(owner)))
  }

  mutating func schedule(_ at: Instant, _ timer: Timer, _ owner: OwnerSlot) {
    let ordinal = nextOrdinal(owner)
    #if Sabotage
      if PlantedBug.timerLost.isOn, case .jobDeadline = timer, ordinal % 4 == 0 { return }
    #endif
    agenda.insert(Event(at: at, timer, of: owner, ordinal: ordinal))
  }

  mutating func schedule(_ at: Instant, _ cutoff: CutoffID, _ owner: OwnerSlot) {
    agenda.insert(Event(at: at, cutoff, of: owner, ordinal: nextOrdinal(owner)))
  }

  mutating func schedule(_ at: Instant, _ payment: PaymentID, _ result: SettlementResult, _ owner: OwnerSlot) {
    agenda.insert(Event(at: at, payment, result, of: owner, ordinal: nextOrdinal(owner)))
  }

  @inline(__always)
  mutating func nextOrdinal(_ owner: OwnerSlot) -> UInt32 {
    let ordinal = ordinals[owner.index]
    ordinals[owner.index] = ordinal &+ 1
    scorecard.eventsScheduled &+= 1
    return ordinal
  }

  @inline(__always)
  private mutating func perform(_ event: Event) {
    let owner = event.owner
    if owner.index >= deadFrom {
      scorecard.eventsCancelled += 1
      return
    }
    switch event.rank {
    case .wish:
      scorecard.eventsRun += 1
      let wish = event.wish
      if wish.kind == .use { performUses(from: wish, owner) } else { performWish(wish, owner) }
    case .timer: performTimer(event.timer, owner)
    case .cutoff:
      scorecard.eventsRun += 1
      _ = send(.endAccess(event.cutoff), owner)
    case .settlement:
      scorecard.eventsRun += 1
      let cards = book.owners[owner.index].cards
      let result = event.result
      if send(.settle(event.payment, result), owner) == .ok { hear(result, owner, cardsBefore: cards) }
    }
  }

  private mutating func performTimer(_ timer: Timer, _ owner: OwnerSlot) {
    if !book.isLive(timer, of: owner, at: now) {
      scorecard.eventsCancelled += 1
      return
    }
    scorecard.eventsRun += 1
    _ = send(.elapse(timer), owner)
    if book.observations.contains(.endedByDunning) { hearEnd(owner) }
  }

  @inline(never)
  private mutating func followWish(_ wish: Wish, _ status: Status?, _ owner: OwnerSlot) {
    behaviour.follow(wish, status, owner.index, at: now, book)
    takePlans(owner)
  }

  @inline(never)
  mutating func performWish(_ wish: Wish, _ owner: OwnerSlot) {
    let hadLeft = behaviour.personas[owner.index].hasLeft
    var status: Status?
    if behaviour.ask(wish, owner.index, at: now, book) { status = send(behaviour.asked, owner) }
    followWish(wish, status, owner)
    if wish.kind == .join || (wish.kind == .leave && !hadLeft) { count(wish.kind == .join ? .joined : .gone, owner) }
    if wish.kind == .writeOff, status == .ok { countWrittenOff(owner, .beforeHorizon) }
    if wish.kind == .dispute, status == .ok { standings[owner.index].disputed += book.lostToBank }
  }

  /// What an owner makes of an answer. A card that is no longer its own, or never was, is none of its concern.
  private mutating func hear(_ result: SettlementResult, _ owner: OwnerSlot, cardsBefore: UInt16) {
    let payment = book.payments[Int(book.touchedPayment)]
    countAnswer(to: payment, owner)
    let isForeign = !payment.kind.isMoney && paysWithAnotherCard(payment, owner)
    if book.owners[owner.index].cards != cardsBefore {
      behaviour.receiveCard(owner.index)
    } else if !isForeign, payment.card == cardsBefore {
      let wantsCard = !book.observations.isDisjoint(with: [.reloadPaused, .renewalDeclined])
      behaviour.hear(result, owner.index, wantsCard: wantsCard, at: now)
    }
    // At a checkout, a demand for confirmation is answered.
    if payment.kind == .subscription, !(isForeign && result == .needs3DS) {
      behaviour.hearFirstPayment(failed: result, owner.index, at: now)
    }
    takePlans(owner)
    if book.observations.contains(.endedByDunning) { hearEnd(owner) }
  }

  private mutating func hearEnd(_ owner: OwnerSlot) {
    behaviour.hearEnd(owner.index, at: now)
    takePlans(owner)
  }

  /// Whether a charge is made to an end user's card, or to one that is brought along to a checkout.
  private func paysWithAnotherCard(_ payment: Payment, _ owner: OwnerSlot) -> Bool {
    switch payment.kind {
    case .pack: payment.subject >= 0 && book.wallets[Int(payment.subject)].endUser != .owner
    case .subscription: behaviour.isCheckout(payment.id, owner.index)
    default: false
    }
  }

  @inline(__always)
  mutating func takePlans(_ owner: OwnerSlot) {
    if behaviour.planned.isEmpty { return }
    for index in behaviour.planned.indices {
      let planned = behaviour.planned[index]
      schedule(planned.at, planned.wish, owner)
    }
    behaviour.clearPlans()
  }

  /// One step: the book, then the auditor, then the counters, then the effects.
  @inline(never)
  private mutating func send(_ command: Command, _ owner: OwnerSlot) -> Status {
    let status = book.apply(command, by: owner, at: now)
    if !auditor.check(book, command, by: owner, at: now, status) { noteBroken(command, owner, status) }
    if isWatched { watch(command, owner, status) }
    measure(book.kind, status, owner)
    if isMetered, status.isOK, book.kind == .use { meterUse(owner) }
    if !book.effects.isEmpty { performEffects(of: command, owner) }
    return status
  }

  @inline(never)
  mutating func noteBroken(_ command: Command, _ owner: OwnerSlot, _ status: Status) {
    note(auditor.violation(in: book, of: owner, at: now, command, status))
  }

  @inline(never)
  mutating func watch(_ command: Command, _ owner: OwnerSlot, _ status: Status) {
    if !oracles.isEmpty { note(oracles.disagreement(book, command, owner, status, at: now)) }
    recorder.record(command, status, row: owner.index, at: now)
    if ownerFlows != nil { noteOwner(status, owner) }
  }

  @inline(never)
  mutating func performEffects(of command: Command, _ owner: OwnerSlot) {
    var isAboutPlan = false
    for index in book.effects.indices {
      switch book.effects[index] {
      case .wake(let at, let timer):
        schedule(at, timer, owner)
        if case .renewal = timer { isAboutPlan = true }
        if case .cutoff = timer { noteCutoff(delay_ms: at.since(now), owner) }
      case .charge(let payment, _, let kind): charge(payment, kind, owner, Shard.payer(of: kind, command))
      case .meter(let cutoff): planCutoff(cutoff, owner)
      case .notify(let notice): if notice.isAboutPlan { isAboutPlan = true }
      }
    }
    if isAboutPlan { followPlan(owner) }
  }

  // MARK: Counting

  @inline(__always)
  mutating func measure(_ command: CommandKind, _ status: Status, _ owner: OwnerSlot) {
    countCommand(command, status)
    measureStep(command, owner)
  }

  @inline(__always)
  mutating func countCommand(_ command: CommandKind, _ status: Status) {
    scorecard.commands.add(row: Int(command.rawValue), column: Int(status.rawValue))
  }

  /// What a step moved and showed.
  @inline(__always)
  mutating func measureStep(_ command: CommandKind, _ owner: OwnerSlot) {
    if numbers.count > 1 { scorecard.cohorts.choose(firstRow: Int(standings[owner.index].firstRow)) }
    for index in book.transfers.indices { scorecard.cohorts.add(book.transfers[index], at: now) }
    if book.owners[owner.index].debt != 0 { noteDebt(owner) }
    if !book.observations.isEmpty { countObservations() }
    if options.countsPeaks { scorecard.peaks.count(Int(command.rawValue), at: now) }
    if behaviour.personas[owner.index].activeUntil <= now {
      countBalances(owner)
      count(.active, owner)
      behaviour.markActive(owner.index, until: monthClock.month.end)
    }
  }

  private mutating func countObservations() {
    var bits = book.observations.rawValue
    while bits != 0 {
      scorecard.observations.add(row: bits.trailingZeroBitCount)
      bits &= bits - 1
    }
  }

  /// Keeps the violation of the lowest owner, and lets only the owners before it go on: the same end for any shard size.
  private mutating func note(_ violation: Violation?) {
    guard let violation, violation.owner.index < deadFrom else { return }
    deadFrom = violation.owner.index
    let number = numbers[violation.owner.index]
    if number < found?.owner ?? .max {
      let digest = ownerDigest(identity: UInt64(number), book.owners[violation.owner.index])
      found = FoundViolation(violation: violation, owner: number, digest: digest)
    }
  }

  /// What is owed at the horizon is lost. Source: rule PB-D2.
  private mutating func writeOffDebts() {
    now = scenario.end.advanced(by: -1)
    for row in book.owners.indices where row < deadFrom && book.owners[row].debt > 0 {
      if send(.writeOff, OwnerSlot(row)) == .ok { countWrittenOff(OwnerSlot(row), .atHorizon) }
    }
  }

  /// Whether a sweep says something new. The totals of a shard are wrong once an owner has broken something, and would accuse the
  /// first owner of the shard, who may be innocent. Where the shard's size is free its owners are tried one by one; the owners
  /// of a partition are not, so there the first that was found stays.
  private var mayAccuse: Bool { !isMetered || found == nil }

  private mutating func close() {
    writeOffDebts()
    if mayAccuse { note(auditor.close(book, at: scenario.end)) }
    if options.audit >= .final, recorder.hasSamples {
      let prices = scenario.catalog(at: catalog)
      note(recorder.replayFailure(catalog: prices, book: book, auditor: &auditor, below: deadFrom, at: scenario.end))
    }
    if deadFrom == .max, options.audit >= .final {
      let pending = Int64(agenda.count)
      let scheduled = scorecard.eventsScheduled - scorecardAtOpen.scheduled
      let run = scorecard.eventsRun - scorecardAtOpen.run
      let cancelled = scorecard.eventsCancelled - scorecardAtOpen.cancelled
      note(auditor.checkAgenda(book, scheduled: scheduled, run: run, cancelled: cancelled, pending: pending, at: scenario.end))
    }
    fold()
  }

  /// Adds what the shard came to to the scorecard; of a shard that was stopped, what it had come to, so that the money ties.
  private mutating func fold() {
    scorecard.eventsPending += Int64(agenda.count)
    scorecard.owners += Int64(book.owners.count)
    foldStandings()
    for account in book.totals.indices where book.totals[account] != 0 {
      scorecard.balances.add(book.totals[account], row: account)
    }
    for row in book.owners.indices {
      let part = ownerDigest(identity: UInt64(numbers[row]), book.owners[row])
      scorecard.digest = scorecard.digest &+ part
      if recorder.isChosen(row) { scorecard.recordedDigest = scorecard.recordedDigest &+ part }
    }
    foldOwners()
  }
}
