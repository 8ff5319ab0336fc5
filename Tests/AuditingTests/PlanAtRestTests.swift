import Accounting
import BillingTestSupport
import Pricing
import Testing

@testable import Auditing
@testable import Billing

/// A plan that was used and is otherwise as before is not compared with itself again. Two auditors follow the same life: one leaves
/// that out, the other compares always.
@Suite("A plan at rest has nothing to hide")
struct PlanAtRestTests {
  /// One thing in the membership, or about it, that is other than it should be.
  private static let damages: [(name: String, apply: @Sendable (inout Book, Int64) -> Void)] = [
    ("status", { $0.memberships[0].status = SubscriptionStatus.allCases[Int($1 % 6)] }),
    ("plan", { $0.memberships[0].plan = Int16($1 % 4) }),
    ("subscriptions", { $0.memberships[0].subscriptions &+= UInt16($1 % 2 + 1) }),
    ("period's start", { $0.memberships[0].periodStart = $0.memberships[0].periodStart.advanced(by: $1 - 4) }),
    ("period's end", { $0.memberships[0].periodEnd = $0.memberships[0].periodEnd.advanced(by: $1 - 4) }),
    ("period's end, long ago", { $0.memberships[0].periodEnd = $0.memberships[0].periodStart.advanced(by: $1) }),
    ("recognised at", { $0.memberships[0].recognisedAt = $0.memberships[0].recognisedAt.advanced(by: $1 - 4) }),
    ("retry at", { $0.memberships[0].retryAt = $0.memberships[0].periodStart.advanced(by: $1) }),
    ("analyses", { $0.memberships[0].analyses += $1 - 4 }),
    ("messages", { $0.memberships[0].messages += $1 - 4 }),
    ("minutes", { $0.memberships[0].minutes += $1 - 4 }),
    ("deferred", { $0.memberships[0].deferred += $1 - 4 }),
    ("account credit", { $0.memberships[0].accountCredit += $1 - 4 }),
    ("deferred in the ledger", { $0.owners[0].ledger[Int(Account.deferred.rawValue)] += $1 - 4 }),
    (
      "the plan is earned",
      { book, number in
        let amount = number + 1
        book.post(0, debit: .deferred, credit: .planRevenue, amount, .planEarned)
        book.memberships[0].deferred -= amount
      }
    ),
    ("an invoice", { book, _ in if book.invoices.count > 0 { book.touchedInvoice = Int32(book.invoices.count - 1) } }),
    ("nothing", { _, _ in }),
  ]

  private static func wish(_ generator: inout Generator) -> Command {
    switch generator.number(0...5) {
    case 0, 1: .analyse
    case 2, 3: .chat(messages: generator.number(1...4))
    case 4: .buyReport
    default: .changePlan(PlanID(UInt8(generator.number(1...3))))
    }
  }

  @Test("Both say the same of any damage, count the same and remember the same", arguments: damages.indices)
  func same(_ index: Int) {
    let damage = Self.damages[index]
    var noticed = 0
    for seed in 0..<60 as Range<UInt64> {
      var generator = Generator(seed: 500 + seed * 31 + UInt64(index))
      var quick = Watched(.offered)
      var thorough = Watched(.offered)
      thorough.auditor.examinesPlansAtRest = true
      let plan = PlanID(UInt8(generator.number(1...3)))
      let early = [quick.subscribe(plan), thorough.subscribe(plan)].compactMap { $0 }
      #expect(early.isEmpty)
      let last = generator.number(1...9)
      for step in 1...last {
        quick.now = quick.now.advanced(by: generator.number(0...Duration_ms.day))
        thorough.now = quick.now
        let command = step == last ? [.analyse, .chat(messages: 1)][Int(generator.number(0...1))] : Self.wish(&generator)
        let number = generator.number(0...9)
        let found = quick.send(command) { if step == last { damage.apply(&$0, number) } }
        let expected = thorough.send(command) { if step == last { damage.apply(&$0, number) } }
        let (said, should) = (found?.sentence ?? "nothing", expected?.sentence ?? "nothing")
        #expect(said == should, "\(damage.name), seed \(seed), step \(step), \(command)")
        #expect(found?.invariant == expected?.invariant)
        if expected != nil { noticed += 1 }
        if found != nil || expected != nil { break }
        for invariant in Invariant.allCases {
          let (left, right) = (quick.auditor.count(invariant), thorough.auditor.count(invariant))
          #expect(left == right, "\(invariant.name), seed \(seed), step \(step), \(command)")
        }
        let (left, right) = (quick.auditor.plans[0], thorough.auditor.plans[0])
        #expect(left.deferred == right.deferred && left.analyses == right.analyses && left.messages == right.messages)
        #expect(left.last.status == right.last.status && left.last.periodEnd == right.last.periodEnd)
        #expect(left.last.recognisedAt == right.last.recognisedAt && left.last.retryAt == right.last.retryAt)
      }
    }
    // Some of it is no violation in the step itself, whoever looks.
    let isSeen = noticed > 0 || ["recognised at", "an invoice", "nothing"].contains(damage.name)
    #expect(isSeen, "nobody ever noticed \(damage.name)")
  }
}
