import Accounting
import Billing
import Pricing

extension RandomRun {
  /// Something about plans, every other time where there are any.
  mutating func planWish() -> Command? {
    guard let rules = terms.plans, generator.chance(oneIn: 2) else { return nil }
    let plan = PlanID(UInt8(generator.number(0...Int64(rules.plans.count))))
    switch generator.number(1...22) {
    case 1...4: return .subscribe(plan, throughCheckout: generator.chance(oneIn: 3))
    case 5...9: return .changePlan(plan)
    case 10: return .cancel
    case 11: return .reactivate
    case 12...14: return .analyse
    case 15, 16: return .chat(messages: generator.chance(oneIn: 8) ? generator.pick([0, -1, .max]) : generator.number(1...30))
    case 17: return .attachMethod(.works)
    case 18:
      let last = Int64(ledger.account.lastPaymentNumber)
      let payment = PaymentID(UInt32(max(1, last - generator.number(0...2))))
      return .settle(payment, generator.pick([.succeeded, .succeeded, .declinedHard]))
    case 19 where generator.chance(oneIn: 4): return .dispute(PaymentID(ledger.account.lastPaymentNumber))
    default: return .elapse(generator.pick([.renewal, .dunning, .incomplete, .recognition, .accountCredit]))
    }
  }
}
