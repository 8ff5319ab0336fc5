import Accounting
import Auditing
import Testing

@testable import Billing

/// Metered usage, and money that goes back.
extension Fault {
  static let usage: [Fault] = [
    Fault(.usageBilledOnce, "a use is metered twice", at: .use(amount: 10)) {
      $0.transfers.append(Transfer(debit: .receivable, credit: .usageRevenue, amount: 10, code: .usageOnDebt))
    },
    Fault(.usageBilledOnce, "a use is booked as something else", at: .use(amount: 10)) { $0.transfers[0].code = .processorFee },
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
