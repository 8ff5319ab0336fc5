import Accounting
import Pricing

/// Metered usage, what credits do not cover of it, and how access ends and comes back. Source: rules PB-1, PB-6, PB-7, PB-D0.
extension Book {
  /// What `use` does where nothing is owed or overdue and the first lot covers all of it: most of what there is.
  ///
  /// - Returns: false where it is not so; then nothing has changed.
  @inline(__always)
  mutating func usePlainly(_ owner: Int, _ amount: Int64, _ now: Instant) -> Bool {
    #if Sabotage
      if PlantedBug.usageFromMinutes.isOn || PlantedBug.meteredTwice.isOn { return false }
    #endif
    let lot = owners[owner].firstLot
    guard lot >= 0, amount >= 1, lots[Int(lot)].remaining >= amount, amount <= Limits.largestAmount, owners[owner].debt == 0,
      now < owners[owner].soonestExpiry, now < owners[owner].soonestCreditExpiry
    else { return false }

    lots[Int(lot)].remaining -= amount
    lots[Int(lot)].used += amount
    touch(lot)
    if lots[Int(lot)].creditClass == .paid {
      owners[owner].remaining[0] -= amount
      post(owner, debit: .availablePaid, credit: .usageRevenue, amount, .usage)
    } else {
      owners[owner].remaining[1] -= amount
      post(owner, debit: .availablePromotional, credit: .usageRevenue, amount, .usage)
    }
    return true
  }

  /// Paid from the lots in burn order, the rest on debt as far as the terms let access go on.
  @inline(__always)
  mutating func use(_ owner: Int, _ amount: Int64, _ now: Instant) -> Status {
    if amount < 1 || amount > Limits.largestAmount { return .invalidAmount }
    let permission = permission(toUse: amount, owner)
    if permission != .ok { return permission }

    #if Sabotage
      if PlantedBug.usageFromMinutes.isOn {
        post(owner, debit: .allowance, credit: .usageRevenue, amount, .usage)
        return .ok
      }
      let isRetry = PlantedBug.meteredTwice.isOn && owners[owner].steps % 8 == 7
      let amount = isRetry ? 2 * amount : amount
    #endif
    let covered = min(amount, owners[owner].available)
    let taken = consume(owner, covered)
    post(owner, debit: .availablePaid, credit: .usageRevenue, taken.paid, .usage)
    post(owner, debit: .availablePromotional, credit: .usageRevenue, taken.promotional, .usage)
    if amount > covered {
      owners[owner].debt += amount - covered
      post(owner, debit: .receivable, credit: .usageRevenue, amount - covered, .usageOnDebt)
      observations.insert(.negativeBalance)
    }
    return .ok
  }

  /// A balance above zero is never cut off. At or below zero it depends on the terms, and on whether access has ended.
  @inline(__always)
  private func permission(toUse amount: Int64, _ owner: Int) -> Status {
    if terms.cutoff == nil, !owners[owner].isInArrears { return amount <= owners[owner].available ? .ok : .insufficientFunds }
    return permissionOnDebt(owner)
  }

  private func permissionOnDebt(_ owner: Int) -> Status {
    // A sum of debts beyond any amount would leave the room that the limits give.
    if owners[owner].debt > Limits.largestAmount { return .aboveMaximum }
    if owners[owner].balance > 0 { return .ok }
    switch owners[owner].access {
    case .open, .closing: return .ok
    case .cutOff: return .cutOff
    case .none: return billsRemainder(owner) ? .ok : .insufficientFunds
    }
  }

  /// Whether what credits do not cover is billed at the month's end. Source: rules PB-8, PB-9.
  func billsRemainder(_ owner: Int) -> Bool {
    owners[owner].isInArrears || terms.cutoff?.mode == .creditThenInvoice
  }

  /// After every command that changed something: access follows the balance.
  @inline(__always)
  mutating func considerAccess(_ owner: Int, _ now: Instant) {
    if terms.cutoff != nil || owners[owner].access != .none { followBalance(owner, now) }
  }

  private mutating func followBalance(_ owner: Int, _ now: Instant) {
    let bills = billsRemainder(owner)
    if owners[owner].balance > 0 || (bills && owners[owner].debt == 0) {
      openAccess(owner)
    } else if bills {
      if owners[owner].access != .cutOff { openAccess(owner) }
      if owners[owner].debt > 0, owners[owner].invoiceAt == .never { planInvoice(owner, now) }
    } else if owners[owner].access == .open, let rule = terms.cutoff {
      closeAccess(owner, rule, now)
    }
  }

  private mutating func openAccess(_ owner: Int) {
    if owners[owner].access == .cutOff { observations.insert(.accessRestored) }
    owners[owner].access = .open
    owners[owner].cutoffAt = .never
  }

  private mutating func closeAccess(_ owner: Int, _ rule: CutoffRule, _ now: Instant) {
    #if Sabotage
      if PlantedBug.noCutoff.isOn { return }
    #endif
    if rule.delay_ms == 0 {
      cutOff(owner)
      return
    }
    owners[owner].access = .closing
    switch rule.timing {
    case .constant:
      owners[owner].cutoffAt = now.advanced(by: rule.delay_ms)
      effects.append(.wake(at: owners[owner].cutoffAt, .cutoff))
    case .metered:
      owners[owner].lastCutoffNumber += 1
      owners[owner].cutoffAt = .never
      effects.append(.meter(CutoffID(owners[owner].lastCutoffNumber)))
    }
  }

  /// The delay is over and the balance is still used up. Source: rule PB-6.
  mutating func endAccess(_ owner: Int, _ now: Instant) -> Status {
    if owners[owner].access != .closing { return .timerCancelled }
    if now < owners[owner].cutoffAt { return .timerNotDue }

    cutOff(owner)
    return .ok
  }

  /// The metering has caught up with what used the balance up, and it still is: credits that came since stop the cutoff.
  /// Source: rules PB-6, PB-D0.
  mutating func endAccess(_ owner: Int, _ cutoff: CutoffID) -> Status {
    if owners[owner].access != .closing || owners[owner].cutoffAt != .never { return .timerCancelled }
    if cutoff.number != owners[owner].lastCutoffNumber { return .timerCancelled }

    cutOff(owner)
    return .ok
  }

  mutating func cutOff(_ owner: Int) {
    owners[owner].access = .cutOff
    owners[owner].cutoffAt = .never
    observations.insert(.accessEnded)
    effects.append(.notify(.accessEnded))
  }

  /// What is owed is lost. Source: rule PB-D2.
  mutating func writeOff(_ owner: Int) -> Status {
    if owners[owner].debt == 0 { return .nothingOwed }

    post(owner, debit: .badDebt, credit: .receivable, owners[owner].debt, .badDebt)
    owners[owner].debt = 0
    return .ok
  }
}
