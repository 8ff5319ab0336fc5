import Accounting
import Pricing

/// Money that goes back: refunds by the house, disputes by the card holder's bank. Source: rules PB-4, FH-D5.
extension Book {
  /// What is unspent of a payment's credits, in minor units; held credits count as spent. - Complexity: O(live lots).
  public func unspent(of payment: PaymentID, by owner: OwnerSlot) -> Int64 {
    let row = lotRow(owner.index, of: payment, .paid)
    return row < 0 ? 0 : lots[Int(row)].remaining
  }

  /// Gives back unspent credits for cash, and takes the bonus back in proportion: unspent bonus first; what of it was spent comes
  /// off the cash.
  mutating func refund(_ owner: Int, _ payment: PaymentID, _ amount: Int64) -> Status {
    let row = Int(paymentRow(owner, payment))
    if row < 0 { return .unknownPayment }
    if terms.refunds == .never || !payments[row].kind.isMoney { return .notRefundable }
    if payments[row].state != .settled { return .paymentNotSettled }
    if amount < 1 { return .invalidAmount }
    if amount > unspent(of: payment, by: OwnerSlot(owner)) { return .exceedsUnspent }

    touchedPayment = Int32(row)
    payments[row].returned += amount
    let spent = takeBonusBack(owner, row)
    let kept = min(spent, amount)
    let paid = Int(lotRow(owner, of: payment, .paid))
    lots[paid].remaining -= amount
    lots[paid].refunded += amount - kept
    lots[paid].voided += kept
    owners[owner].remaining[0] -= amount
    touch(Int32(paid))
    post(owner, debit: .availablePaid, credit: .cash, amount - kept, .refund)
    #if Sabotage
      if PlantedBug.refundsLeftOut.isOn {
        totals[Int(Account.cash.rawValue)] += amount - kept
        totals[Int(Account.badDebt.rawValue)] -= amount - kept
      }
    #endif
    post(owner, debit: .availablePaid, credit: .promotion, kept, .clawback)
    payments[row].refunded += amount - kept
    payments[row].clawedBack += kept
    effects.append(.notify(.creditsRefunded))
    return .ok
  }

  /// Takes back what of the payment's bonus belongs to the credits returned so far, out of its lot.
  ///
  /// - Returns: how much of it was spent already.
  private mutating func takeBonusBack(_ owner: Int, _ row: Int) -> Int64 {
    let payment = payments[row]
    // Cumulative, so that many small refunds take back what one large one does.
    let due = proportion(of: payment.bonus, payment.returned, over: payment.amount, rounding: .down) - payment.clawedBack
    if due <= 0 { return 0 }
    let lot = lotRow(owner, of: payment.id, .promotional)
    let unspent = lot < 0 ? 0 : min(due, lots[Int(lot)].remaining)
    if unspent > 0 { takeOut(owner, Int(lot), unspent) }
    payments[row].clawedBack += unspent
    observations.insert(.bonusTakenBack)
    return due - unspent
  }

  /// Voids what is unspent of a disputed payment's bonus, up to what was not taken back before: what a refund kept from the cash for
  /// spent bonus is paid for, though a hold may have given it back since.
  private mutating func voidBonus(_ owner: Int, _ row: Int) {
    let lot = lotRow(owner, of: payments[row].id, .promotional)
    if lot < 0 { return }
    let part = min(lots[Int(lot)].remaining, payments[row].bonus - payments[row].clawedBack)
    if part <= 0 { return }
    payments[row].clawedBack += part
    takeOut(owner, Int(lot), part)
    observations.insert(.bonusTakenBack)
  }

  /// Voids a part of a bonus lot.
  private mutating func takeOut(_ owner: Int, _ lot: Int, _ amount: Int64) {
    lots[lot].remaining -= amount
    lots[lot].voided += amount
    owners[owner].remaining[1] -= amount
    touch(Int32(lot))
    post(owner, debit: .availablePromotional, credit: .promotion, amount, .clawback)
  }

  /// The bank takes the cash of a payment back, whole: from its unspent credits, then from other paid credits in burn order, then
  /// into debt. Its unspent bonus is voided, up to what refunds have not taken.
  mutating func dispute(_ owner: Int, _ payment: PaymentID, _ now: Instant) -> Status {
    let row = Int(paymentRow(owner, payment))
    if row < 0 { return .unknownPayment }
    if payments[row].state != .settled { return .paymentNotSettled }
    if payments[row].disputed > 0 || payments[row].givenBack >= payments[row].amount { return .repeated }
    switch payments[row].kind {
    case .pack, .report:
      disputePack(owner, row)
      return .ok
    case .subscription, .upgrade, .renewal: return disputePlan(owner, row, now)
    case .purchase, .reload, .invoice: break
    }

    touchedPayment = Int32(row)
    #if Sabotage
      let taken = payments[row].amount - (PlantedBug.refundThenChargeback.isOn ? 0 : payments[row].givenBack)
    #else
      let taken = payments[row].amount - payments[row].givenBack
    #endif
    payments[row].disputed = taken
    voidBonus(owner, row)
    let covered = takePaid(owner, taken, first: lotRow(owner, of: payment, .paid))
    post(owner, debit: .availablePaid, credit: .cash, covered, .dispute)
    if taken > covered {
      owners[owner].debt += taken - covered
      post(owner, debit: .receivable, credit: .cash, taken - covered, .disputeOnDebt)
      observations.insert(.disputeIntoDebt)
    }
    effects.append(.notify(.paymentDisputed))
    return .ok
  }

  /// Voids up to `amount` of paid credits, those of the lot `first` before others. Returns how much there was.
  private mutating func takePaid(_ owner: Int, _ amount: Int64, first: Int32) -> Int64 {
    var left = amount
    if first >= 0 { left -= voidPaid(Int(first), left) }
    var row = owners[owner].firstLot
    while left > 0, row >= 0 {
      if lots[Int(row)].creditClass == .paid { left -= voidPaid(Int(row), left) }
      row = lots[Int(row)].next
    }
    owners[owner].remaining[0] -= amount - left
    return amount - left
  }

  private mutating func voidPaid(_ lot: Int, _ most: Int64) -> Int64 {
    let part = min(most, lots[lot].remaining)
    if part == 0 { return 0 }
    lots[lot].remaining -= part
    lots[lot].voided += part
    touch(Int32(lot))
    return part
  }

  /// The row of the live lot of this class that came with a payment, or -1.
  private func lotRow(_ owner: Int, of payment: PaymentID, _ creditClass: CreditClass) -> Int32 {
    var row = owners[owner].firstLot
    while row >= 0, lots[Int(row)].payment != payment || lots[Int(row)].creditClass != creditClass { row = lots[Int(row)].next }
    return row
  }
}
