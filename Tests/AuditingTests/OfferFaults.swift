import Accounting
import Auditing
import Pricing

@testable import Billing

/// Bugs of what a price list offers: the split of a price, checkout sessions, the free tier.
extension Fault {
  private static let tier = Command.grant(amount: 500, origin: .freeTier, expiresAt: .never, priority: 0)

  static let offers: [Fault] = [
    Fault(.splitAddsUp, "a fee above its share", at: .job) { $0.terms.fee.share = Share(percent: 25) },
    Fault(.splitAddsUp, "a fee below its share", at: .job) { $0.terms.fee.share = Share(percent: 35) },
    Fault(.splitAddsUp, "a fee on top of a price that contains it", at: .job) { $0.terms.fee.placement = .inside },
    Fault(.checkoutLapsesOnTime, "a checkout is forgotten") { watched, isPlanted in
      watched.book.terms.limits.checkoutExpires_ms = Duration_ms.hour
      if let early = watched.send([.attachMethod(.works), .purchase(amount: 100, key: .none)]) { return early }
      watched.now = watched.now.advanced(by: (isPlanted ? 2 : 1) * Duration_ms.hour)
      return watched.send(.settle(PaymentID(1), .succeeded))
    },
    Fault(.checkoutLapsesOnTime, "a checkout lapses late") { watched, isPlanted in
      watched.book.terms.limits.checkoutExpires_ms = Duration_ms.hour
      if let early = watched.send([.attachMethod(.works), .purchase(amount: 100, key: .none)]) { return early }
      watched.now = watched.now.advanced(by: Duration_ms.hour + (isPlanted ? 1 : 0))
      return watched.send(.elapse(.checkout(PaymentID(1))))
    },
    Fault(.givenAsGranted, "a free tier that the catalog does not give") { watched, isPlanted in
      watched.book.terms.freeTier = FreeTierRule(amount: 500)
      return watched.send(tier) { if isPlanted { $0.terms.freeTier = FreeTierRule(amount: 499) } }
    },
    Fault(.givenAsGranted, "a free tier that is given again") { watched, isPlanted in
      watched.book.terms.freeTier = FreeTierRule(amount: 500)
      if let early = watched.send(tier) { return early }
      if isPlanted { watched.book.owners[0].hadFreeTier = false }
      return watched.send(tier)
    },
  ]
}
