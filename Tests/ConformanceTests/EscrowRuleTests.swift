import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("IH: escrow with a fee on top")
struct EscrowRuleTests {
  @Test("IH-1 a charge to the payment method adds credits, a credit for a cent")
  func chargeAddsCredits() {
    let ledger = Ledger(.onTop)
    ledger.attach()
    #expect(ledger.buy(50_000) == .ok)
    ledger.expect(available: 50_000, held: 0)
    #expect(ledger[.cash] == 50_000)
    #expect(ledger.sum(.purchase) == 50_000)
  }

  @Test("IH-1 credits come when the payment settles, not when it is asked for, and once")
  func creditsComeWithTheSettlement() {
    let ledger = Ledger(.onTop)
    ledger.answersAfter_ms = nil
    ledger.attach()
    ledger.buy(50_000)
    ledger.expect(available: 0)
    #expect(ledger.answer(1, .succeeded) == .ok)
    ledger.expect(available: 50_000)
    ledger.expectRefused(.settle(PaymentID(1), .succeeded), .repeated)
    ledger.expect(available: 50_000)
  }

  @Test("IH-2 the fee of 30 % is added on top of the payout")
  func feeOnTop() {
    let terms = FeeRule(placement: .onTop, share: Share(percent: 30)).terms(slots: 1, price: 300)
    #expect(terms.payoutTotal == 300)
    #expect(terms.feeTotal == 90)
    #expect(terms.escrow == 390)
  }

  @Test("IH-3 creating a job holds slots times escrow")
  func jobHoldsItsEscrow() {
    let ledger = Ledger.funded(50_000, .onTop)
    #expect(ledger.open(1, slots: 10, price: 300) == .ok)
    ledger.expect(available: 46_100, held: 3_900)
    #expect(ledger.moved == ["hold 3900"])
  }

  @Test(
    "IH-3 a job that the balance cannot cover is refused whole", arguments: [(3_900, true), (3_899, false)] as [(Int64, Bool)])
  func jobIsCoveredOrRefused(balance: Int64, isCovered: Bool) {
    let ledger = Ledger.funded(balance, .onTop)
    let command = Command.openJob(JobID(1), slots: 10, price: 300, deadline: .never)
    if isCovered {
      #expect(ledger.apply(command) == .ok)
      ledger.expect(available: 0, held: 3_900)
    } else {
      ledger.expectRefused(command, .insufficientFunds)
      ledger.expect(available: balance, held: 0)
    }
  }

  @Test("IH-4 settling a tester pays the tester and the platform out of the slot's escrow")
  func settlingPaysTesterAndPlatform() {
    let ledger = Ledger.funded(50_000, .onTop)
    ledger.open(1, slots: 10, price: 300)
    #expect(ledger.pay(1, slots: 1) == .ok)
    ledger.expect(available: 46_100, held: 3_510)
    #expect(ledger[.workerPayable] == 300)
    #expect(ledger[.feeRevenue] == 90)
    #expect(ledger.moved == ["capturePayout 300", "captureFee 90"])
  }

  @Test("IH-5 escrow of unfilled slots is released when the job ends", arguments: ["close", "cancel", "timeout"])
  func unfilledSlotsAreReleased(ending: String) {
    let ledger = Ledger.funded(50_000, .onTop)
    ledger.open(1, slots: 10, price: 300, deadline: .start.advanced(by: Duration_ms.day))
    ledger.pay(1, slots: 7)
    switch ending {
    case "close": #expect(ledger.close(1) == .ok)
    case "cancel": #expect(ledger.cancel(1) == .ok)
    default:
      ledger.wait(Duration_ms.day - 1)
      ledger.expect(available: 46_100, held: 1_170)
      ledger.wait(1)
    }
    #expect(ledger.moved == ["release 1170"])
    ledger.expect(available: 50_000 - 2_730, held: 0)
    #expect(ledger.pay(1, slots: 1) == .jobClosed)
  }

  @Test("IH-7 nothing is charged before a payment method is set up")
  func noChargeWithoutMethod() {
    let ledger = Ledger(.onTop)
    #expect(!ledger.account.hasPaymentMethod)
    ledger.expectRefused(.purchase(amount: 50_000, key: .none), .noPaymentMethod)
    ledger.expectRefused(.configureReload(enabled: true, threshold: 1, amount: 1), .noPaymentMethod)
    #expect(ledger.payments.isEmpty)
    ledger.attach()
    #expect(ledger.account.hasPaymentMethod)
    #expect(ledger.buy(50_000) == .ok)
  }

  @Test("IH-9 billing info shows available credits, the payment method and the reload as configured")
  func billingInfo() {
    let ledger = Ledger.funded(50_000, .onTop)
    ledger.reload(below: 10_000, add: 50_000)
    ledger.open(1, slots: 10, price: 300)
    #expect(ledger.account.available == 46_100)
    #expect(ledger.account.hasPaymentMethod)
    let reload = ledger.account.reload
    #expect(reload.enabled)
    #expect(reload.threshold == 10_000)
    #expect(reload.amount == 50_000)
  }
}
