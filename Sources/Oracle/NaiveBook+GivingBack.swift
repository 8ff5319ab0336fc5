import Accounting
import Billing
import Pricing

/// Refunds by the house, and payments that a bank takes back. Source: rules PB-4, FH-D5.
extension NaiveBook {
  private func lotIndex(of payment: UInt32, isPaid: Bool) -> Int? {
    lots.firstIndex { $0.payment == payment && $0.isPaid == isPaid }
  }

  mutating func refund(_ number: UInt32, _ amount: Int64) -> Status {
    guard let index = paymentIndex(number) else { return .unknownPayment }
    let payment = payments[index]
    if terms.refunds == .never || ![.purchase, .reload, .invoice].contains(payment.kind) { return .notRefundable }
    if payment.state != .settled { return .paymentNotSettled }
    if amount <= 0 { return .invalidAmount }
    guard let lot = lotIndex(of: number, isPaid: true), amount <= lots[lot].remaining else { return .exceedsUnspent }
    payments[index].returned += amount
    // All refunds so far take back the bonus of all that they returned.
    let belongs = Naive.share(payment.bonus, payments[index].returned, of: payment.amount, .down)
    let due = max(0, belongs - payment.bonusBack)
    let fromBonus = min(due, takeBonus(of: number, atMost: due))
    let fromCash = min(due - fromBonus, amount)
    lots[lot].remaining -= amount
    add(-amount, to: .availablePaid)
    add(fromCash - amount, to: .cash)
    add(-fromCash, to: .promotion)
    payments[index].wentBack += amount - fromCash
    payments[index].bonusBack += fromBonus + fromCash
    forgetEmptyLots()
    return .ok
  }

  /// Unspent bonus of a payment is void. - Returns: how much.
  private mutating func takeBonus(of number: UInt32, atMost most: Int64) -> Int64 {
    guard let lot = lotIndex(of: number, isPaid: false) else { return 0 }
    let part = min(most, lots[lot].remaining)
    lots[lot].remaining -= part
    add(-part, to: .availablePromotional)
    add(-part, to: .promotion)
    return part
  }

  mutating func dispute(_ number: UInt32) -> Status {
    guard let index = paymentIndex(number) else { return .unknownPayment }
    let payment = payments[index]
    if payment.state != .settled { return .paymentNotSettled }
    if payment.disputed || payment.wentBack >= payment.amount { return .repeated }
    switch payment.kind {
    case .pack, .report: disputePack(index)
    case .subscription, .upgrade, .renewal:
      if isPlanTimerOverdue { return .timerOverdue }
      disputePlan(index)
    case .purchase, .reload, .invoice: disputeCredits(index)
    }
    return .ok
  }

  /// Its own unspent credits first, then other paid ones as they burn, then a debt. Its unspent bonus is void, as far as no refund
  /// has taken it.
  private mutating func disputeCredits(_ index: Int) {
    let payment = payments[index]
    payments[index].disputed = true
    payments[index].bonusBack += takeBonus(of: payment.number, atMost: payment.bonus - payment.bonusBack)
    var left = payment.amount - payment.wentBack
    payments[index].wentBack = payment.amount
    add(-left, to: .cash)
    let own = lotIndex(of: payment.number, isPaid: true).map { [$0] } ?? []
    for lot in own + burning where lots[lot].isPaid {
      let part = min(left, lots[lot].remaining)
      lots[lot].remaining -= part
      add(-part, to: .availablePaid)
      left -= part
    }
    changeDebt(left)
    forgetEmptyLots()
  }
}
