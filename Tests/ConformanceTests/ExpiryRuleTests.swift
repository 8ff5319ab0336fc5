import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("FH: which credits go first, and what becomes of held ones")
struct ExpiryRuleTests {
  private static let day = Duration_ms.day

  @Test("FH-D3 the standard order: priority, soonest expiry, promotional, oldest", arguments: BurnOrder.allCases)
  func burnOrders(order: BurnOrder) {
    let ledger = Ledger(
      Terms.plain.with {
        $0.burnOrder = order
        $0.expiry = ExpiryRule(paid: .milliseconds(30 * Self.day))
      })
    ledger.attach()
    ledger.grant(10, until: .start.advanced(by: 40 * Self.day))
    ledger.wait(1)
    ledger.buy(30)
    ledger.wait(1)
    ledger.grant(20, until: .start.advanced(by: 30 * Self.day + 1))
    ledger.grant(5, until: .start.advanced(by: 1 * Self.day), priority: 1)
    // Lots: 1 given, latest expiry; 2 paid; 3 given, of the same expiry as 2; 4 of a later priority, although it expires first.
    let expected: [UInt32] =
      switch order {
      case .soonestExpiry: [3, 2, 1, 4]
      case .oldestFirst: [1, 2, 3, 4]
      case .paidFirst: [2, 1, 3, 4]
      case .promotionalFirst, .lowestBasisFirst: [1, 3, 2, 4]
      case .largestFirst: [2, 3, 1, 4]
      }
    #expect(ledger.lots.map(\.id.number) == expected)
  }

  /// Two lots of 60 and 100 credits, the first of which expires after a day; a job of ten slots at 10 holds both.
  private func holding(_ held: ExpiryRule.Held) -> Ledger {
    let ledger = Ledger(Terms.plain.with { $0.expiry = ExpiryRule(paid: .months(12), held: held) })
    ledger.grant(65, until: .start.advanced(by: Self.day))
    ledger.grant(100)
    ledger.open(1, slots: 10, price: 10)
    ledger.expect(available: 65, held: 100)
    return ledger
  }

  @Test("FH-D4 a held credit does not expire while held; released after its expiry it expires at once, on its own record")
  func pinned() {
    let ledger = holding(.pin)
    ledger.wait(Self.day)
    ledger.expect(available: 65, held: 100)
    ledger.pay(1, slots: 1)
    ledger.cancel(1)
    #expect(ledger.moved == ["release 90", "expiry 55"])
    ledger.expect(available: 100, held: 0)
  }

  @Test("FH-D4 with a grace period what was held is the owner's again until it ends")
  func grace() {
    let ledger = holding(.grace(.milliseconds(7 * Self.day)))
    ledger.wait(Self.day)
    ledger.expect(available: 65, held: 100)
    #expect(ledger.saw(.expiryPutOff))
    ledger.cancel(1)
    #expect(ledger.moved == ["release 100"])
    ledger.expect(available: 165, held: 0)
    ledger.pass(to: .start.advanced(by: 8 * Self.day - 1))
    ledger.expect(available: 165)
    ledger.wait(1)
    #expect(ledger.moved == ["expiry 65"])
    ledger.expect(available: 100)
  }

  @Test("FH-D4 the grace period is given once, and not to what was spendable")
  func graceOnce() {
    let ledger = Ledger(Terms.plain.with { $0.expiry.held = .grace(.milliseconds(7 * Self.day)) })
    ledger.grant(65, until: .start.advanced(by: Self.day))
    ledger.open(1, slots: 5, price: 10, deadline: .start.advanced(by: 20 * Self.day))
    ledger.wait(Self.day)
    #expect(ledger.moved == ["expiry 15"])
    ledger.wait(10 * Self.day)
    ledger.expect(available: 0, held: 50)
    ledger.cancel(1)
    #expect(ledger.moved == ["release 50", "expiry 50"])
    ledger.expect(available: 0, held: 0)
  }

  @Test("FH-D4 a job that times out at the very instant of the expiry gets the grace period too")
  func graceAtTheInstant() {
    let end = Instant.start.advanced(by: Self.day)
    let late = Ledger(Terms.plain.with { $0.expiry.held = .grace(.milliseconds(7 * Self.day)) })
    late.wait(1)
    late.grant(65, until: end)
    late.applyAlone(.openJob(JobID(1), slots: 5, price: 10, deadline: end.advanced(by: 1)))
    late.skip(to: end.advanced(by: 1))
    late.applyAlone(.elapse(.jobDeadline(JobID(1))))
    late.expect(available: 50, held: 0)
    #expect(late.moved == ["expiry 15", "release 50"])
    late.pass(to: end.advanced(by: 7 * Self.day))
    late.expect(available: 0)
  }

  @Test("FH-D4 where holds shrink, the job loses the slots that its hold no longer covers")
  func shrinks() {
    let ledger = holding(.shrink)
    ledger.pay(1, slots: 1)
    ledger.wait(Self.day)
    // 55 of the lot are gone: six of nine slots at 10, and 5 of what they were worth go back.
    #expect(ledger.moved == ["release 55", "expiry 55", "release 5"])
    ledger.expect(available: 70, held: 30)
    #expect(ledger.saw(.holdShrunk))
    #expect(ledger.pay(1, slots: 4) == .tooManySlots)
    #expect(ledger.pay(1, slots: 3) == .ok)
    ledger.expect(available: 70, held: 0)
    #expect(ledger[.workerPayable] == 40)
  }

  @Test("FH-D4 a hold that shrinks to nothing ends its job, and several jobs may shrink at once")
  func shrinksToNothing() {
    let ledger = Ledger(Terms.plain.with { $0.expiry.held = .shrink })
    ledger.grant(40, until: .start.advanced(by: Self.day))
    ledger.open(1, slots: 2, price: 10)
    ledger.open(2, slots: 2, price: 10)
    ledger.wait(Self.day)
    ledger.expect(available: 0, held: 0)
    #expect(ledger.account.openJobs == 0)
    #expect(ledger.pay(1, slots: 1) == .jobClosed)
    ledger.grant(100)
    for job in 3...6 as ClosedRange<UInt32> { #expect(ledger.open(job, slots: 1, price: 10) == .ok) }
    ledger.expect(available: 60, held: 40)
  }

  @Test(
    "FH-D4 the three differ on the same story",
    arguments: [
      (.pin, 65, 100), (.shrink, 70, 100), (.grace(.months(1)), 65, 165),
    ] as [(ExpiryRule.Held, Int64, Int64)])
  func neighbours(held: ExpiryRule.Held, before: Int64, after: Int64) {
    let ledger = holding(held)
    ledger.wait(2 * Self.day)
    ledger.expect(available: before)
    ledger.cancel(1)
    ledger.expect(available: after, held: 0)
    #expect(ledger.sum(.expiry) == 165 - after)
  }
}
