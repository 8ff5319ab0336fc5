import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("A revision of packs and of prepaid usage holds for what begins then, and for nothing that was begun")
struct RevisionTests {
  private static let change = Instant.utc(2026, 7, 1)

  private func ledger(_ terms: Terms, from start: Instant, _ change: (inout Terms) -> Void) -> Ledger {
    let revision = Catalog.Revision(effective: RevisionTests.change, terms: terms.with(change))
    let ledger = Ledger(Catalog(name: "test", terms: terms, revisions: [revision]), from: start)
    ledger.attach()
    return ledger
  }

  @Test("A step of the ladder: a purchase that waits for its payment keeps the bonus of the day it was begun")
  func packStep() {
    let ledger = ledger(.inside, from: Self.change.advanced(by: -Duration_ms.minute)) {
      $0.bonus = BonusLadder(steps: [
        .init(from: 10_000, share: Share(percent: 2)), .init(from: 20_000, share: Share(percent: 40)),
      ])
    }
    ledger.answersAfter_ms = 10 * Duration_ms.minute
    ledger.buy(10_000)
    ledger.wait(2 * Duration_ms.minute)
    ledger.buy(10_000)
    ledger.buy(20_000)
    ledger.expect(available: 0)
    ledger.wait(Duration_ms.hour)
    #expect(ledger.lots.filter { $0.origin == .bonus }.map(\.granted).sorted() == [200, 1_500, 8_000])
  }

  @Test("A fee inside the price: the slots of an open job keep theirs, however late they are settled")
  func feeInside() {
    let ledger = ledger(.inside, from: .utc(2026, 6, 20)) { $0.fee.share = Share(percent: 50) }
    ledger.buy(10_000)
    ledger.open(1, slots: 4, price: 100)
    ledger.pay(1, slots: 1)
    ledger.pass(to: .utc(2026, 7, 5))
    ledger.open(2, slots: 4, price: 100)
    ledger.pay(1, slots: 1)
    #expect(ledger.moved == ["capturePayout 80", "captureFee 20"])
    ledger.pay(2, slots: 1)
    #expect(ledger.moved == ["capturePayout 50", "captureFee 50"])
    ledger.expect(held: 2 * 100 + 3 * 100)
  }

  @Test("Limits and the end of a checkout: a purchase that was allowed stays so, and has the hour that it began with")
  func checkout() {
    let terms = Terms.inside.with { $0.limits.checkoutExpires_ms = Duration_ms.hour }
    let ledger = ledger(terms, from: Self.change.advanced(by: -Duration_ms.minute)) {
      $0.limits = PurchaseLimits(minimum: 5_000, maximum: 50_000, checkoutExpires_ms: 10 * Duration_ms.minute)
    }
    ledger.answersAfter_ms = nil
    ledger.buy(2_000)
    ledger.wait(2 * Duration_ms.minute)
    ledger.expectRefused(.purchase(amount: 2_000, key: .none), .belowMinimum)
    ledger.buy(5_000)
    ledger.wait(30 * Duration_ms.minute)
    #expect(ledger.payments.map(\.state) == [.pending, .lapsed])
    ledger.answer(1, .succeeded)
    ledger.expect(available: 2_000)
  }

  @Test("The life of credits: what was bought before keeps its end")
  func expiry() {
    let ledger = ledger(.inside, from: .utc(2026, 6, 1)) { $0.expiry = ExpiryRule(paid: .months(1)) }
    ledger.buy(1_000)
    ledger.pass(to: .utc(2026, 7, 2))
    ledger.buy(2_000)
    ledger.pass(to: .utc(2026, 8, 2))
    ledger.expect(available: 1_000)
    ledger.pass(to: .utc(2027, 6, 1))
    ledger.expect(available: 0)
    #expect(ledger[.breakage] == 3_000)
  }

  @Test("The cutoff's delay: one that runs ends when it was to end, the next is as long as the revision says")
  func cutoffDelay() {
    let ledger = ledger(.prepaid, from: Self.change.advanced(by: -60_000)) { $0.cutoff = CutoffRule(delay_ms: 5_000) }
    ledger.buy(500)
    ledger.use(600)
    ledger.wait(119_999)
    #expect(ledger.account.access == .closing)
    #expect(ledger.use(1) == .ok)
    ledger.wait(1)
    #expect(ledger.account.access == .cutOff)
    ledger.buy(1_000)
    #expect(ledger.account.access == .open)
    ledger.use(2_000)
    ledger.wait(4_999)
    #expect(ledger.account.access == .closing)
    ledger.wait(1)
    #expect(ledger.account.access == .cutOff)
  }

  @Test("Trust and refunds follow the day on which they are asked for")
  func tiersAndRefunds() {
    let ledger = ledger(.prepaid, from: .utc(2026, 6, 30)) {
      $0.tiers = TrustTiers(tiers: [.init(maximum: 2_000)])
      $0.refunds = .unspent
    }
    ledger.buy(10_000)
    ledger.expectRefused(.refund(PaymentID(1), amount: 100), .notRefundable)
    ledger.pass(to: Self.change)
    ledger.expectRefused(.purchase(amount: 10_000, key: .none), .aboveMaximum)
    #expect(ledger.refund(1, 10_000) == .ok)
    ledger.expect(available: 0)
  }
}
