import Accounting
import Billing
import Pricing

/// Automatic reload. Source: rules IH-6, IH-8, IH-D2 to IH-D5, PB-3.
extension NaiveBook {
  mutating func configure(_ enabled: Bool, _ threshold: Int64, _ amount: Int64) -> Status {
    let most: Int64 = 100_000_000_000_000
    if threshold < 0 || threshold > most { return .invalidThreshold }
    if amount <= 0 || amount > most { return .invalidAmount }
    if terms.reload.amount == .restoreTo, isLow(amount, threshold) { return .invalidAmount }
    if enabled, !hasMethod { return .noPaymentMethod }
    if enabled, isInArrears { return .arrearsOpen }
    reload.enabled = enabled
    reload.threshold = threshold
    reload.amount = amount
    if reload.phase == .capped { reload.phase = .ready }
    return .ok
  }

  private func isLow(_ balance: Int64, _ threshold: Int64) -> Bool {
    terms.reload.trigger == .below ? balance < threshold : balance <= threshold
  }

  mutating func reloadIfLow() {
    guard reload.enabled, hasMethod, reload.phase == .ready, isLow(balance, reload.threshold) else { return }
    let amount = chargeable(min(wanted, trusted ?? .max))
    if let (phase, until) = obstacle(amount) {
      reload.phase = phase
      reload.until = until
      wake(.reload, at: until)
      return
    }
    let index = charge(amount, .reload)
    reload.phase = .inFlight
    reload.inFlight = payments[index].number
    attempts.append((cards, clock))
    lastReloadAt = clock
  }

  /// What closes the gap, by the rule's name.
  private var wanted: Int64 {
    // The lowest balance at which nothing fires.
    let calm = terms.reload.trigger == .below ? reload.threshold : reload.threshold + 1
    switch terms.reload.amount {
    case .fixed: return reload.amount
    case .restoreTo: return max(reload.amount, calm) - balance
    case .closeTheGap: return max(reload.amount, Naive.roundedUp(calm - balance, to: reload.amount))
    }
  }

  private func obstacle(_ amount: Int64) -> (ReloadPhase, Int64)? {
    if let lastReloadAt, clock < lastReloadAt + terms.reload.coolDown_ms {
      return (.coolingDown, lastReloadAt + terms.reload.coolDown_ms)
    }
    let recent = attempts.filter { $0.card == cards && clock < $0.at + terms.reload.attemptWindow_ms }
    if recent.count >= terms.reload.attemptsPerCard {
      return (.cardExhausted, recent[recent.count - terms.reload.attemptsPerCard].at + terms.reload.attemptWindow_ms)
    }
    if let cap = terms.reload.monthlyCap, amount > cap - chargedThisMonth {
      return (.capped, Naive.startOfNextMonth(clock))
    }
    return nil
  }

  /// Reloads asked for in this month that were charged, or may be. Source: rule IH-D2.
  private var chargedThisMonth: Int64 {
    let start = Naive.startOfMonth(clock)
    return payments.reduce(0) { sum, payment in
      let counts = payment.kind == .reload && payment.askedAt >= start && [.pending, .settled].contains(payment.state)
      return counts ? sum + payment.amount : sum
    }
  }

  mutating func resumeReload() -> Status {
    if ![.backingOff, .coolingDown, .capped, .cardExhausted].contains(reload.phase) { return .timerCancelled }
    if clock < reload.until { return .timerNotDue }
    reload.phase = .ready
    return .ok
  }

  /// A success clears back-off and pause; a decline of the reload in flight backs off or pauses. Source: rule IH-D3.
  mutating func reloadHears(_ index: Int, _ result: SettlementResult) {
    let isInFlight = reload.inFlight == payments[index].number
    if isInFlight {
      reload.inFlight = nil
      reload.phase = .ready
    }
    if result == .succeeded {
      reload.softDeclines = 0
      if reload.phase == .backingOff || reload.phase == .paused { reload.phase = .ready }
      return
    }
    // Declines of another card, or of what is no reload, do not count.
    if !isInFlight || payments[index].card != cards { return }
    reload.softDeclines += 1
    let waits = terms.reload.backOff_ms
    if result == .declinedSoft, reload.softDeclines <= waits.count {
      reload.phase = .backingOff
      reload.until = Naive.later(clock, by: waits[reload.softDeclines - 1])
      wake(.reload, at: reload.until)
    } else {
      reload.phase = .paused
    }
  }
}
