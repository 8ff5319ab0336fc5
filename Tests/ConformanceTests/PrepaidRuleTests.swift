import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("PB: usage paid in advance")
struct PrepaidRuleTests {
  @Test("PB-1 usage is deducted from prepaid credits")
  func usageIsDeducted() {
    let ledger = Ledger.funded(5_000, .prepaid)
    #expect(ledger.use(1_200) == .ok)
    ledger.expect(available: 3_800, debt: 0)
    #expect(ledger[.usageRevenue] == 1_200)
    #expect(ledger.moved == ["usage 1200"])
  }

  @Test(
    "PB-2 a purchase is at least 500 and at most what the tier allows",
    arguments: [(499, .belowMinimum), (500, .ok), (10_000, .ok), (10_001, .aboveMaximum)] as [(Int64, Status)])
  func purchaseLimits(amount: Int64, status: Status) {
    let ledger = Ledger(.prepaid)
    ledger.attach()
    #expect(ledger.buy(amount) == status)
  }

  @Test("PB-3 auto-recharge adds its amount when the balance falls below the threshold", arguments: [(1_000, 0), (999, 1)])
  func autoRecharge(balance: Int64, charges: Int) {
    let ledger = Ledger.funded(5_000, .prepaid)
    ledger.reload(below: 1_000, add: 2_000)
    ledger.spend(downTo: balance)
    #expect(ledger.reloads.count == charges)
    ledger.expect(available: balance + Int64(charges) * 2_000)
  }

  @Test("PB-3 a recharge is never larger than the owner's tier allows; without tiers it is as configured")
  func rechargeWithinTheTier() {
    for (tiers, amounts) in [(TrustTiers.three, [10_000]), (.none, [60_000])] as [(TrustTiers, [Int64])] {
      let ledger = Ledger.funded(5_000, Terms.prepaid.with { $0.tiers = tiers })
      ledger.reload(below: 1_000, add: 60_000)
      ledger.spend(downTo: 999)
      #expect(ledger.reloads.map(\.amount) == amounts)
    }
  }

  @Test("PB-4 credits expire after a year and are not refundable")
  func expiryAndNoRefund() {
    let ledger = Ledger.funded(5_000, .prepaid, from: .utc(2026, 1, 15))
    ledger.expectRefused(.refund(PaymentID(1), amount: 5_000), .notRefundable)
    ledger.pass(to: .utc(2027, 1, 14))
    ledger.expect(available: 5_000)
    ledger.pass(to: .utc(2027, 1, 15))
    ledger.expect(available: 0)
    #expect(ledger[.breakage] == 5_000)
  }

  @Test("PB-4 where the catalog gives money back, it gives the unspent part, and the bonus goes in proportion")
  func refundOfTheUnspentPart() {
    let terms = Terms.prepaid.with {
      $0.refunds = .unspent
      $0.burnOrder = .paidFirst
      $0.bonus = .fiveSteps
    }
    let ledger = Ledger.funded(5_000, terms)
    ledger.expect(available: 5_500)
    ledger.use(1_000)
    ledger.expectRefused(.refund(PaymentID(1), amount: 4_001), .exceedsUnspent)
    #expect(ledger.refund(1, 2_500) == .ok)
    ledger.expect(available: 5_500 - 1_000 - 2_500 - 250)
    #expect(ledger[.cash] == 2_500)
    #expect(ledger[.promotion] == 250)
  }

  @Test("PB-4 a refund of 1 takes no bonus back, but many of them take what one of their sum does")
  func refundsAddUp() {
    let terms = Terms.prepaid.with {
      $0.refunds = .unspent
      $0.bonus = .fiveSteps
    }
    let ledger = Ledger.funded(2_500, terms)
    for _ in 1...2_500 { ledger.applyAlone(.refund(PaymentID(1), amount: 1)) }
    ledger.expect(available: 0)
    #expect(ledger[.cash] == 0)
    #expect(ledger[.promotion] == 0)
  }

  @Test("PB-5 a purchase reaches the balance when it settles, minutes later")
  func settlementDelay() {
    let ledger = Ledger(.prepaid)
    ledger.answersAfter_ms = 3 * Duration_ms.minute
    ledger.attach()
    ledger.buy(500)
    ledger.wait(3 * Duration_ms.minute - 1)
    ledger.expect(available: 0)
    ledger.expectRefused(.use(amount: 1), .insufficientFunds)
    ledger.wait(1)
    ledger.expect(available: 500)
    #expect(ledger.use(1) == .ok)
  }

  /// 120 left.
  private func nearlyUsedUp(_ terms: Terms = .prepaid) -> Ledger {
    let ledger = Ledger.funded(5_000, terms)
    ledger.spend(downTo: 120)
    return ledger
  }

  @Test("PB-6 with 120 left, 200 used before the cutoff leave -80; then requests are refused")
  func negativeBalance() {
    let ledger = nearlyUsedUp()
    ledger.use(120)
    ledger.wait(119 * Duration_ms.second)
    #expect(ledger.use(80) == .ok)
    ledger.expect(available: 0, debt: 80)
    #expect(ledger.balance == -80)
    #expect(ledger[.receivable] == 80)
    ledger.wait(Duration_ms.second)
    ledger.expectRefused(.use(amount: 1), .cutOff)
    #expect(ledger.notices.contains(.accessEnded))
    // The neighbour: without a cutoff rule, what is not covered is refused whole, at once.
    let strict = nearlyUsedUp(Terms.prepaid.with { $0.cutoff = nil })
    strict.expectRefused(.use(amount: 200), .insufficientFunds)
    strict.expect(available: 120, debt: 0)
  }

  @Test("PB-7 buying 500 with a balance of -80 leaves 420, and access is back")
  func debtIsRepaidFirst() {
    let ledger = nearlyUsedUp()
    ledger.use(200)
    ledger.wait(Duration_ms.hour)
    #expect(ledger.buy(500) == .ok)
    ledger.expect(available: 420, debt: 0)
    #expect(ledger.moved == ["debtRepaid 80", "purchase 420"])
    #expect(ledger.saw(.accessRestored))
    #expect(ledger.use(1) == .ok)
  }

  @Test("PB-7 a purchase that does not cover the debt lowers it and brings no access")
  func debtIsPartlyRepaid() {
    let ledger = nearlyUsedUp()
    ledger.use(920)
    ledger.wait(Duration_ms.hour)
    ledger.buy(500)
    ledger.expect(available: 0, debt: 300)
    ledger.expectRefused(.use(amount: 1), .cutOff)
  }

  @Test(
    "PB-8 an invoice of 10000 with 4000 in credits leaves 6000 to pay, or ends access where there are credits only",
    arguments: CutoffRule.Mode.allCases)
  func remainderIsBilled(mode: CutoffRule.Mode) {
    let ledger = Ledger.funded(4_000, Terms.prepaid.with { $0.cutoff = CutoffRule(mode: mode) })
    for _ in 1...10 {
      ledger.use(1_000)
      ledger.wait(Duration_ms.day)
    }
    ledger.expect(available: 0, debt: mode == .creditOnly ? 0 : 6_000)
    #expect(ledger.lines.contains { $0.status == .cutOff } == (mode == .creditOnly))
    ledger.pass(to: .utc(2026, 2, 1))
    let bills = ledger.payments.filter { $0.kind == .invoice }
    #expect(bills.map(\.amount) == (mode == .creditOnly ? [] : [6_000]))
    ledger.expect(available: 0, debt: 0)
  }

  @Test("PB-9 credits cannot be bought while the arrears plan is open")
  func arrearsMustEnd() {
    let ledger = Ledger(.prepaid)
    ledger.attach()
    #expect(ledger.apply(.startArrears) == .ok)
    #expect(ledger.use(700) == .ok)
    ledger.expectRefused(.purchase(amount: 500, key: .none), .arrearsOpen)
    #expect(ledger.apply(.endArrears) == .ok)
    #expect(ledger.payments.map(\.amount) == [700])
    #expect(ledger.buy(500) == .ok)
    ledger.expect(available: 500, debt: 0)
  }

  @Test("PB-9 an open arrears plan is billed at each month's end")
  func arrearsAreBilled() {
    let ledger = Ledger(.prepaid)
    ledger.attach()
    ledger.apply(.startArrears)
    ledger.use(700)
    ledger.pass(to: .utc(2026, 2, 1))
    ledger.use(50)
    ledger.pass(to: .utc(2026, 3, 1))
    #expect(ledger.payments.map(\.amount) == [700, 50])
    ledger.expect(debt: 0)
  }

  @Test("PB-10 tiers rise with money paid and with time since the first payment; one of them is not enough")
  func tiersRise() {
    let tiers = TrustTiers.three
    let week = 7 * Duration_ms.day
    let cases: [(paid: Int64, days: Int64, tier: Int)] = [
      (0, 0, 0), (5_000, 6, 0), (4_999, 400, 0), (5_000, 7, 1), (25_000, 7, 1), (25_000, 29, 1), (25_000, 30, 2),
    ]
    for item in cases {
      let now = Instant.start.advanced(by: item.days * Duration_ms.day)
      #expect(tiers.tier(paid: item.paid, firstPaymentAt: .start, at: now) == item.tier, "\(item)")
    }
    let ledger = Ledger.funded(5_000, .prepaid)
    ledger.expectRefused(.purchase(amount: 10_001, key: .none), .aboveMaximum)
    ledger.wait(week)
    #expect(ledger.buy(50_000) == .ok)
    ledger.expectRefused(.purchase(amount: 50_001, key: .none), .aboveMaximum)
  }
}
