import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("IH-D1: how the fee is rounded")
struct FeeRuleTests {
  private func fee(_ share: Share, _ rounding: Rounding, _ scope: FeeRule.Scope = .perSlot) -> FeeRule {
    FeeRule(placement: .onTop, share: share, rounding: rounding, scope: scope)
  }

  @Test("IH-D1 a fee of 99.9 is 100 per slot, and ten slots hold ten times one")
  func feeIsRoundedPerSlot() {
    let ledger = Ledger.funded(100_000, .onTop)
    ledger.open(1, slots: 10, price: 333)
    ledger.expect(held: 4_330)
    ledger.pay(1, slots: 1)
    ledger.expect(held: 3_897)
    #expect(ledger[.feeRevenue] == 100)
  }

  @Test(
    "IH-D1 each named rounding decides the half and the fraction its own way",
    arguments: [
      // 30 % of 333 is 99.9; 50 % of 1, 3 and 5 is 0.5, 1.5 and 2.5; 30 % of 331 is 99.3.
      (.halfUp, [100, 1, 2, 3, 99]), (.halfEven, [100, 0, 2, 2, 99]), (.up, [100, 1, 2, 3, 100]),
      (.down, [99, 0, 1, 2, 99]),
    ] as [(Rounding, [Int64])])
  func namedRoundings(rounding: Rounding, fees: [Int64]) {
    let cases: [(percent: Int64, price: Int64)] = [(30, 333), (50, 1), (50, 3), (50, 5), (30, 331)]
    for (index, item) in cases.enumerated() {
      let terms = fee(Share(percent: item.percent), rounding).terms(slots: 1, price: item.price)
      #expect(terms.feeTotal == fees[index], "\(item.percent) % of \(item.price), \(rounding)")
      #expect(terms.payoutTotal == item.price)
    }
  }

  @Test(
    "IH-D1 1,000 slots at 333: per slot the fees are 100,000, on the total 99,900",
    arguments: [(.perSlot, 100_000), (.onTotal, 99_900)] as [(FeeRule.Scope, Int64)])
  func scopeDecidesTheSum(scope: FeeRule.Scope, fees: Int64) {
    let ledger = Ledger.funded(1_000_000, Terms.onTop.with { $0.fee.scope = scope })
    #expect(ledger.open(1, slots: 1_000, price: 333) == .ok)
    ledger.expect(available: 1_000_000 - 333_000 - fees, held: 333_000 + fees)
    for _ in 0..<1_000 { ledger.pay(1, slots: 1) }
    ledger.expect(held: 0)
    #expect(ledger[.feeRevenue] == fees)
    #expect(ledger[.workerPayable] == 333_000)
    #expect(ledger.job(1)?.state == .completed)
  }

  @Test("IH-D1 a fee on the total is the same however the slots are settled, and the last slot takes what is left")
  func totalFeeIsSpreadExactly() {
    let terms = Terms.onTop.with { $0.fee.scope = .onTotal }
    for steps in [[1, 1, 1, 1, 1, 1, 1], [7], [3, 4], [6, 1], [2, 2, 3]] as [[Int64]] {
      let ledger = Ledger.funded(10_000, terms)
      ledger.open(1, slots: 7, price: 333)
      ledger.expect(held: 3_030)
      for slots in steps { ledger.pay(1, slots: slots) }
      ledger.expect(available: 6_970, held: 0)
      #expect(ledger[.feeRevenue] == 699, "30 % of 2331 is 699.3; steps \(steps)")
    }
  }

  @Test("IH-D1 the fee is frozen with the hold: a later revision leaves open jobs alone")
  func feeIsFrozen() {
    let dearer = Terms.onTop.with { $0.fee.share = Share(percent: 40) }
    let changesAt = Instant.start.advanced(by: Duration_ms.day)
    let catalog = Catalog(name: "test", terms: .onTop, revisions: [Catalog.Revision(effective: changesAt, terms: dearer)])
    let ledger = Ledger(catalog)
    ledger.attach()
    ledger.buy(50_000)
    ledger.open(1, slots: 10, price: 300)
    ledger.wait(Duration_ms.day)
    ledger.open(2, slots: 10, price: 300)
    ledger.expect(held: 3_900 + 4_200)
    ledger.pay(1, slots: 1)
    #expect(ledger[.feeRevenue] == 90)
    ledger.pay(2, slots: 1)
    #expect(ledger[.feeRevenue] == 210)
  }
}
