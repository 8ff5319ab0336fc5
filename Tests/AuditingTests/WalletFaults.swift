import Accounting
import Auditing
import BillingTestSupport
import Pricing

@testable import Billing

/// Bugs of packs, reports, documents, interviews, and of the sums over all owners.
extension Fault {
  private static let reader = EndUserID(7)
  private static let two = Command.access(reader, DocumentList([DocumentID(1), DocumentID(2)]))
  /// An end user has bought five credits.
  private static let stocked: [Command] = [.buyPack(PackID(1), reader), .settle(PaymentID(1), .succeeded)]
  /// The owner has bought five credits, for interviews.
  private static let charged: [Command] = [
    .attachMethod(.works), .buyPack(PackID(1), .owner), .settle(PaymentID(1), .succeeded),
  ]
  private static let interview = Command.interview(ProductID(2), duration_ms: 10 * Duration_ms.minute)
  private static let inCredits = Terms.offered.with { $0.interviews = Terms.inCredits.interviews }

  static let wallets: [Fault] = [
    bought(.payOncePerDocument, "a document that was bought is charged again", after: stocked + [two], at: two) {
      $0.spend(700)
    },
    bought(.payOncePerDocument, "a list is charged in part", after: stocked, at: two) { $0.spend(-700) },
    bought(.creditedExactlyOnce, "a pack is credited twice", after: Array(stocked.dropLast()), at: stocked[1]) {
      $0.transfers.append(Transfer(debit: .creditsIssued, credit: .credits, amount: 5_000, code: .creditsIssued))
    },
    bought(.creditedExactlyOnce, "a pack is smaller than the shelf says", after: [], at: stocked[0]) {
      $0.payments[0].quantity = 4_000
    },
    bought(.lotConservation, "credits are lost between remaining and used", after: stocked, at: two) {
      $0.creditLots[0].used -= 700
    },
    bought(.controlEqualsSubledger, "a wallet is emptied without a posting", after: stocked, at: two) {
      $0.wallets[0].credits -= 100
    },
    bought(.expiryOnTime, "credits outlive their term", after: stocked, at: two) {
      $0.creditLots[0].expiresAt = $0.creditLots[0].grantedAt.advanced(by: -1)
      $0.touchedCreditLots.removeAll()
    },
    bought(.noSpendAfterExpiry, "expired credits are spent", after: stocked, at: two) {
      $0.creditLots[0].expiresAt = $0.creditLots[0].grantedAt.advanced(by: -1)
    },
    bought(
      .burnOrder, "the newest pack is spent first",
      after: stocked + [.buyPack(PackID(0), reader), .settle(PaymentID(2), .succeeded)], at: two
    ) {
      $0.touchedCreditLots[0] = 1
    },
    bought(.deferredIsLiability, "what is used up is still owed for", after: stocked, at: two) {
      $0.creditLots[0].deferred += 5
    },
    bought(.refundBounded, "a dispute of a pack takes more than was paid", after: stocked, at: .dispute(PaymentID(1))) {
      $0.payments[0].disputed += 1
    },
    bought(.noMixedAssets, "a charge in cents is taken from minutes", after: stocked, at: two) {
      $0.transfers[0].change(debit: .allowance)
    },
  ]

  static let interviews: [Fault] = [
    bought(.usageBilledOnce, "an interview is metered twice after a retry", inCredits, after: charged, at: interview) {
      $0.usage[0].events += 1
      $0.usage[0].used += 2_000
    },
    bought(.usageBilledOnce, "an interview is listed under another heading", inCredits, after: charged, at: interview) {
      $0.usage[0].product = ProductID(0)
    },
    bought(.usageBilledOnce, "an interview costs what another one would", inCredits, after: charged, at: interview) {
      $0.transfers[0].amount += 1
    },
    Fault(.overageExact, "the allowance is forgotten after a change of plan") { watched, isPlanted in
      watched = Watched(.offered)
      if let early = watched.subscribe(PlanID(1)) { return early }
      let long = Command.interview(ProductID(0), duration_ms: 200 * Duration_ms.minute)
      if let early = watched.send([.changePlan(PlanID(3)), .settle(PaymentID(2), .succeeded), long]) { return early }
      watched.now = .utc(2026, 2, 1)
      return watched.send(.elapse(.renewal)) {
        // 100 minutes beyond those of the plan before.
        if isPlanted {
          $0.transfers.append(Transfer(debit: .receivable, credit: .usageRevenue, amount: 1_235, code: .overageBilled))
        }
      }
    },
    Fault(.overageExact, "minutes within the allowance are served beyond it") { watched, isPlanted in
      watched = Watched(.offered)
      if let early = watched.subscribe(PlanID(1)) { return early }
      return watched.send(interview) {
        if isPlanted { $0.transfers[0].change(code: .minutesServedBeyond) }
      }
    },
    bought(.usageBilledOnce, "minutes are served without an interview", after: stocked, at: two) {
      $0.transfers.append(Transfer(debit: .allowance, credit: .minutesServed, amount: 1, code: .minutesServed))
    },
  ]

  static let sums: [Fault] = [
    Fault(
      atEnd: .cashExplained, "a refund is left out of cash", after: Command.funded + [.refund(PaymentID(1), amount: 100)]
    ) {
      $0.totals[Int(Account.cash.rawValue)] += 95
      $0.totals[Int(Account.promotion.rawValue)] -= 95
    },
    Fault(atEnd: .deferredIsLiability, "a bonus is shown as deferred revenue", after: Command.funded) {
      for (account, change) in [(Account.availablePaid, 2_500), (.availablePromotional, -2_500)] as [(Account, Int64)] {
        $0.owners[0].ledger[Int(account.rawValue)] += change
        $0.totals[Int(account.rawValue)] += change
      }
    },
    Fault(atEnd: .noMixedAssets, "credits are written down as money", after: Command.funded) {
      $0.totals[Int(Account.processorFees.rawValue)] += 10
      $0.totals[Int(Account.creditsSpent.rawValue)] += 10
    },
    Fault(.usageBilledOnce, "a heading forgets an interview of an earlier month") { watched, isPlanted in
      watched = Watched(inCredits)
      if let early = watched.send(charged + [interview]) { return early }
      if isPlanted { watched.book.usage[0].events = 0 }
      return watched.close()
    },
    Fault(.payOncePerDocument, "a document is bought and not remembered") { watched, isPlanted in
      watched = Watched(.offered)
      if let early = watched.send(stocked + [two]) { return early }
      if isPlanted { watched.book.wallets[0].firstDocument = -1 }
      return watched.close()
    },
  ]

  /// A fault in one step, under a price list that has everything.
  private static func bought(
    _ invariant: Invariant, _ bug: String, _ terms: Terms = .offered, after before: [Command], at command: Command,
    _ damage: @escaping @Sendable (inout Book) -> Void
  ) -> Fault {
    Fault(invariant, bug) { watched, isPlanted in
      watched = Watched(terms)
      if let early = watched.send(before) { return early }
      return watched.send(command) { if isPlanted { damage(&$0) } }
    }
  }
}

extension Book {
  /// Moves `amount` thousandths of credits of the first wallet into what was spent of its lot; back when below zero.
  mutating func spend(_ amount: Int64) {
    wallets[0].credits -= amount
    creditLots[0].remaining -= amount
    creditLots[0].used += amount
    creditLots[0].deferred = creditLots[0].unearned
    transfers.append(
      Transfer(debit: .credits, credit: .creditsSpent, amount: abs(amount), code: amount > 0 ? .creditsSpent : .creditsLapsed))
    if amount < 0 {
      _ = transfers.removeLast()
      transfers[0].amount += amount
    }
  }
}
