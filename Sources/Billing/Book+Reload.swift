import Accounting
import Pricing

/// Automatic reload: one charge in flight, a recorded reason whenever it holds back. Source: rules IH-6, IH-D2, IH-D3, IH-D4.
extension Book {
  /// Source: rules IH-6, IH-D5.
  mutating func configureReload(_ owner: Int, enabled: Bool, threshold: Int64, amount: Int64, _ now: Instant) -> Status {
    if threshold < 0 || threshold > Limits.largestAmount { return .invalidThreshold }
    if amount < 1 || amount > Limits.largestAmount { return .invalidAmount }
    // A level to restore at which the trigger still fires would be charged for a unit at a time, again and again.
    if terms.reload.amount == .restoreTo, terms.reload.trigger.fires(balance: amount, threshold: threshold) {
      return .invalidAmount
    }
    if enabled, !owners[owner].hasPaymentMethod { return .noPaymentMethod }
    if enabled, owners[owner].isInArrears { return .arrearsOpen }

    owners[owner].reload.enabled = enabled
    owners[owner].reload.threshold = threshold
    owners[owner].reload.amount = amount
    // Another amount may fit under the cap; if it does not, it is held back anew.
    if owners[owner].reload.phase == .capped { owners[owner].reload.phase = .ready }
    return .ok
  }

  /// After every command that changed something: charge when the balance is low and nothing stands in the way.
  @inline(__always)
  mutating func considerReload(_ owner: Int, _ now: Instant) {
    if owners[owner].reload.enabled, isReloadDue(owner) { considerDueReload(owner, now) }
  }

  /// What the trigger looks at: spendable credits less debt. With no reload in flight nothing else is pending.
  @inline(__always)
  func reloadBalance(_ owner: Int) -> Int64 {
    #if Sabotage
      if PlantedBug.reloadOnTotal.isOn { return owners[owner].balance + owners[owner].escrowed }
    #endif
    return owners[owner].balance
  }

  /// Whether nothing is out or held back and the balance is low.
  @inline(__always)
  private mutating func isReloadDue(_ owner: Int) -> Bool {
    #if Sabotage
      if PlantedBug.reloadWhileInFlight.isOn, owners[owner].reload.phase == .inFlight { owners[owner].reload.phase = .ready }
      let canPay = owners[owner].hasPaymentMethod || PlantedBug.reloadAfterDetach.isOn
    #else
      let canPay = owners[owner].hasPaymentMethod
    #endif
    guard owners[owner].reload.phase == .ready, canPay else { return false }
    let balance = reloadBalance(owner)
    let threshold = owners[owner].reload.threshold
    // Above the threshold no trigger fires, and that is where a balance mostly is.
    if balance > threshold { return false }
    if balance == threshold { observations.insert(.balanceAtThreshold) }
    return terms.reload.trigger.fires(balance: balance, threshold: threshold)
  }

  private mutating func considerDueReload(_ owner: Int, _ now: Instant) {
    let balance = reloadBalance(owner)
    let threshold = owners[owner].reload.threshold
    let wanted = terms.reload.charge(balance: balance, threshold: threshold, configured: owners[owner].reload.amount)
    let amount = chargeable(min(wanted, tierMaximum(owner, now)))

    if let reason = obstacle(owner, amount, now) {
      #if Sabotage
        if PlantedBug.silentStop.isOn, reason.phase == .capped { return }
      #endif
      hold(back: owner, reason.phase, until: reason.until)
      observations.insert(.reloadHeldBack)
      effects.append(.notify(.reloadHeldBack))
      return
    }
    fireReload(owner, amount, now)
  }

  /// Which limit forbids a charge now, and when it ends.
  private mutating func obstacle(_ owner: Int, _ amount: Int64, _ now: Instant) -> (phase: ReloadPhase, until: Instant)? {
    if terms.reload.coolDown_ms > 0, owners[owner].reload.lastChargeAt != .distantPast {
      let over = owners[owner].reload.lastChargeAt.advanced(by: terms.reload.coolDown_ms)
      if now < over { return (.coolingDown, over) }
    }
    if Int(owners[owner].reload.attemptCount) >= terms.reload.attemptsPerCard {
      let oldest = owners[owner].reload.attempt(ago: terms.reload.attemptsPerCard)
      let free = oldest.advanced(by: terms.reload.attemptWindow_ms)
      if now < free { return (.cardExhausted, free) }
    }
    if let cap = terms.reload.monthlyCap {
      let month = Int32(monthClock.index(of: now))
      let charged = owners[owner].reload.month == month ? owners[owner].reload.chargedThisMonth : 0
      if amount > cap - charged { return (.capped, startOfNextMonth(now)) }
    }
    return nil
  }

  private mutating func hold(back owner: Int, _ phase: ReloadPhase, until: Instant) {
    owners[owner].reload.phase = phase
    owners[owner].reload.until = until
    effects.append(.wake(at: until, .reload))
  }

  private mutating func fireReload(_ owner: Int, _ amount: Int64, _ now: Instant) {
    if owners[owner].reload.declines > 0 { observations.insert(.reloadRetried) }
    let payment = charge(owner, amount, .reload, .none, now)
    owners[owner].reload.phase = .inFlight
    owners[owner].reload.inFlight = payment
    owners[owner].reload.lastChargeAt = now
    owners[owner].reload.rememberAttempt(at: now)
    countTowardsCap(owner, amount, now)
    observations.insert(.reloadFired)
  }

  private mutating func countTowardsCap(_ owner: Int, _ amount: Int64, _ now: Instant) {
    let month = Int32(monthClock.index(of: now))
    if owners[owner].reload.month != month {
      owners[owner].reload.month = month
      owners[owner].reload.chargedThisMonth = 0
    }
    owners[owner].reload.chargedThisMonth += amount
  }

  /// The end of a waiting phase; `apply` then considers a reload anew.
  mutating func resumeReload(_ owner: Int, _ now: Instant) -> Status {
    if !owners[owner].reload.phase.waits { return .timerCancelled }
    if now < owners[owner].reload.until { return .timerNotDue }

    owners[owner].reload.phase = .ready
    return .ok
  }

  /// A success, of any payment, clears back-off and pause.
  mutating func reloadSettled(_ owner: Int, _ payment: PaymentID, _ now: Instant) {
    if owners[owner].reload.inFlight == payment {
      endFlight(owner)
      observations.insert(.reloadSettled)
    } else {
      countLateSuccess(owner, payments[Int(paymentRow(owner, payment))])
    }
    forgiveReload(owner, cardIsNew: false)
  }

  /// A decline of the reload in flight: back off, or pause. Declined purchases leave the reload alone.
  mutating func reloadDeclined(_ owner: Int, _ payment: PaymentID, _ result: SettlementResult, _ now: Instant) {
    guard owners[owner].reload.inFlight == payment else { return }
    endFlight(owner)
    observations.insert(.reloadDeclined)
    uncountTowardsCap(owner)
    // The card that declined is gone; what it said does not count against the new one.
    if payments[Int(paymentRow(owner, payment))].card != owners[owner].cards { return }
    let backOff = terms.reload.backOff_ms
    let declines = Int(owners[owner].reload.declines)
    owners[owner].reload.declines = UInt8(min(declines + 1, 255))
    #if Sabotage
      if PlantedBug.retryStorm.isOn { return }
    #endif
    if result == .declinedSoft, declines < backOff.count {
      hold(back: owner, .backingOff, until: now.advanced(by: backOff[declines]))
    } else {
      owners[owner].reload.phase = .paused
      observations.insert(.reloadPaused)
      effects.append(.notify(.reloadPaused))
    }
  }

  /// What was declined was not charged, so it does not count towards the month's cap.
  private mutating func uncountTowardsCap(_ owner: Int) {
    let row = paymentRow(owner, owners[owner].reload.lastInFlight)
    owners[owner].reload.chargedThisMonth -= min(owners[owner].reload.chargedThisMonth, payments[Int(row)].amount)
  }

  /// A reload that settles after it was declined was charged after all, in the month in which it was asked for.
  private mutating func countLateSuccess(_ owner: Int, _ payment: Payment) {
    let month = Int32(payment.requestedAt.date.monthIndex)
    guard payment.kind == .reload, month == owners[owner].reload.month else { return }
    owners[owner].reload.chargedThisMonth += payment.amount
  }

  private mutating func endFlight(_ owner: Int) {
    owners[owner].reload.lastInFlight = owners[owner].reload.inFlight
    owners[owner].reload.inFlight = .none
    owners[owner].reload.phase = .ready
  }

  /// A new card ends back-off, pause and a used-up card; a successful charge ends back-off and pause.
  mutating func forgiveReload(_ owner: Int, cardIsNew: Bool) {
    owners[owner].reload.declines = 0
    switch owners[owner].reload.phase {
    case .backingOff, .paused: owners[owner].reload.phase = .ready
    case .cardExhausted where cardIsNew: owners[owner].reload.phase = .ready
    case .ready, .inFlight, .coolingDown, .capped, .cardExhausted: break
    }
  }

  func startOfNextMonth(_ now: Instant) -> Instant {
    let date = now.date
    return CivilDate(year: date.year, month: date.month, day: 1).midnight.addingMonths(1)
  }
}

extension Reload {
  /// Room for `ReloadRule.mostAttemptsPerCard` attempts; older ones are overwritten.
  mutating func rememberAttempt(at now: Instant) {
    attempts[Int(attemptNext)] = now
    attemptNext = (attemptNext + 1) % UInt8(ReloadRule.mostAttemptsPerCard)
    if Int(attemptCount) < ReloadRule.mostAttemptsPerCard { attemptCount += 1 }
  }

  /// When the attempt was made that is `ago` attempts back, 1 for the last. - Precondition: at most `attemptCount`.
  public func attempt(ago: Int) -> Instant {
    precondition(ago >= 1 && ago <= Int(attemptCount), "Only remembered attempts can be looked up.")
    let size = ReloadRule.mostAttemptsPerCard
    return attempts[(Int(attemptNext) + size - ago) % size]
  }
}
