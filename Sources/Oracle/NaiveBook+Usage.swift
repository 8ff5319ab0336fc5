import Accounting
import Billing
import Pricing

/// Metered usage, access, arrears and bills. Source: rules PB-1, PB-6 to PB-9, PB-D0 to PB-D2.
extension NaiveBook {
  var billsRemainder: Bool { isInArrears || terms.cutoff?.mode == .creditThenInvoice }

  mutating func use(_ amount: Int64) -> Status {
    if amount <= 0 || amount > 100_000_000_000_000 { return .invalidAmount }
    if terms.cutoff == nil, !isInArrears {
      if amount > available { return .insufficientFunds }
    } else {
      if debt > 100_000_000_000_000 { return .aboveMaximum }
      if balance <= 0 {
        if access == .cutOff { return .cutOff }
        if access == .none, !billsRemainder { return .insufficientFunds }
      }
    }
    let covered = min(amount, available)
    spend(covered) { _, _, _ in }
    changeDebt(amount - covered)
    add(amount, to: .usageRevenue)
    return .ok
  }

  mutating func followBalance() {
    if terms.cutoff == nil, access == .none { return }
    if balance > 0 || (billsRemainder && debt == 0) {
      access = .open
      accessEndsAt = Naive.forever
    } else if billsRemainder {
      if access != .cutOff {
        access = .open
        accessEndsAt = Naive.forever
      }
      if debt > 0, billAt == Naive.forever {
        billAt = Naive.startOfNextMonth(clock)
        wake(.invoice, at: billAt)
      }
    } else if access == .open, let rule = terms.cutoff {
      if rule.delay_ms == 0 { return cutOff() }
      access = .closing
      awaitsMetering = rule.timing == .metered
      if awaitsMetering {
        cutoffCount += 1
        cutoffs.append(cutoffCount)
        return
      }
      accessEndsAt = Naive.later(clock, by: rule.delay_ms)
      wake(.cutoff, at: accessEndsAt)
    }
  }

  /// The metering has caught up; only the last cutoff counts, and only while credits did not come. Source: rule PB-D0.
  mutating func endAccess(_ cutoff: UInt32) -> Status {
    if access != .closing || !awaitsMetering || cutoff != cutoffCount { return .timerCancelled }
    cutOff()
    return .ok
  }

  private mutating func cutOff() {
    access = .cutOff
    accessEndsAt = Naive.forever
  }

  mutating func endAccess() -> Status {
    if access != .closing { return .timerCancelled }
    if clock < accessEndsAt { return .timerNotDue }
    cutOff()
    return .ok
  }

  mutating func startArrears() -> Status {
    if !terms.allowsArrears { return .notOffered }
    if isInArrears { return .repeated }
    if !hasMethod { return .noPaymentMethod }
    isInArrears = true
    reload.enabled = false
    access = .open
    accessEndsAt = Naive.forever
    return .ok
  }

  mutating func endArrears() -> Status {
    if !isInArrears { return .noArrearsPlan }
    isInArrears = false
    billAt = Naive.forever
    billDebt()
    return .ok
  }

  mutating func monthIsOver() -> Status {
    if billAt == Naive.forever { return .timerCancelled }
    if clock < billAt { return .timerNotDue }
    billAt = Naive.forever
    billDebt()
    return .ok
  }

  /// One bill at a time; without a card access ends.
  private mutating func billDebt() {
    if debt == 0 || bill != nil { return }
    if hasMethod {
      let index = charge(chargeable(debt), .invoice)
      bill = payments[index].number
    } else if access != .cutOff {
      cutOff()
    }
  }

  mutating func billHears(_ number: UInt32, wasPaid: Bool) {
    if bill != number { return }
    bill = nil
    if !wasPaid, debt > 0 { cutOff() }
  }

  mutating func writeOff() -> Status {
    if debt == 0 { return .nothingOwed }
    loseDebt(debt)
    return .ok
  }

  mutating func loseDebt(_ amount: Int64) {
    let lost = min(amount, debt)
    changeDebt(-lost)
    add(lost, to: .badDebt)
  }
}
