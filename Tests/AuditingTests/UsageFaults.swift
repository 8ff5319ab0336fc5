import Accounting
import Auditing
import Pricing
import Testing

@testable import Billing

/// Metered usage, and money that goes back.
extension Fault {
  /// 30 % on top, a cutoff that the driver decides, an hour late at most.
  private static let metered: Terms = {
    var terms = Terms.watched
    terms.cutoff = CutoffRule(timing: .metered, delay_ms: Duration_ms.hour)
    return terms
  }()

  /// Credits are bought and used up, and the driver is asked when access ends.
  private static func usedUp(_ watched: inout Watched) -> Violation? {
    watched = Watched(metered)
    return watched.send(Command.funded + [.use(amount: 52_500)])
  }

  static let usage: [Fault] = [
    Fault(.debtBounded, "the driver never says that access ends") { watched, isPlanted in
      if let early = usedUp(&watched) { return early }
      watched.now = watched.now.advanced(by: Duration_ms.hour - 1)
      if let early = watched.send([.use(amount: 10)] + (isPlanted ? [] : [.endAccess(CutoffID(1))])) { return early }
      watched.now = watched.now.advanced(by: 2)
      return watched.send(.use(amount: 10))
    },
    Fault(.debtBounded, "a use goes on after the driver said that access ends") { watched, isPlanted in
      if let early = usedUp(&watched) { return early }
      if let early = watched.send(.endAccess(CutoffID(1))) { return early }
      if isPlanted { watched.book.owners[0].access = .open }
      watched.now = watched.now.advanced(by: 1)
      return watched.send(.use(amount: 10))
    },
    Fault(.debtBounded, "the driver never says that access ends, and nothing is used any more") { watched, isPlanted in
      if let early = usedUp(&watched) { return early }
      if !isPlanted, let early = watched.send(.endAccess(CutoffID(1))) { return early }
      watched.now = watched.now.advanced(by: Duration_ms.hour + 1)
      return watched.close()
    },
    Fault(.usageBilledOnce, "a use is metered twice", at: .use(amount: 10)) {
      $0.transfers.append(Transfer(debit: .receivable, credit: .usageRevenue, amount: 10, code: .usageOnDebt))
    },
    Fault(.usageBilledOnce, "a use is booked as something else", at: .use(amount: 10)) {
      $0.transfers[0].change(code: .processorFee)
    },
    Fault(
      .refundBounded, "a dispute takes what was refunded already", after: Command.funded + [.refund(PaymentID(1), amount: 100)],
      at: .dispute(PaymentID(1))
    ) {
      $0.payments[0].disputed += 100
    },
    Fault(.refundBounded, "more bonus is taken back than was given", at: .refund(PaymentID(1), amount: 100)) {
      $0.payments[0].clawedBack += 2_500
    },
    Fault(
      atEnd: .refundBounded, "a refund is forgotten by its payment", after: Command.funded + [.refund(PaymentID(1), amount: 100)]
    ) {
      $0.payments[0].refunded = 0
    },
  ]
}
