import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("PB-D: what the prepaid rules leave open")
struct PrepaidDetailTests {
  @Test("PB-D0 the cutoff takes effect 120 s after the balance reached zero, or after another delay", arguments: [120, 1, 600])
  func delay(seconds: Int64) {
    let terms = Terms.prepaid.with { $0.cutoff?.delay_ms = seconds * Duration_ms.second }
    let ledger = Ledger.funded(500, terms)
    ledger.use(500)
    ledger.wait(seconds * Duration_ms.second - 1)
    #expect(ledger.use(10) == .ok)
    ledger.wait(1)
    ledger.expectRefused(.use(amount: 10), .cutOff)
    ledger.expect(debt: 10)
  }

  @Test("PB-D0 without a delay the use that empties the balance is admitted whole and is the last")
  func noDelay() {
    let ledger = Ledger.funded(500, Terms.prepaid.with { $0.cutoff = CutoffRule(delay_ms: 0) })
    #expect(ledger.use(700) == .ok)
    ledger.expectRefused(.use(amount: 1), .cutOff)
    ledger.expect(available: 0, debt: 200)
  }

  @Test("PB-D0 a purchase before the cutoff stops it; the next time the delay begins anew")
  func purchaseStopsTheCutoff() {
    let ledger = Ledger.funded(500, .prepaid)
    ledger.use(500)
    ledger.wait(100 * Duration_ms.second)
    ledger.buy(500)
    ledger.wait(100 * Duration_ms.second)
    #expect(ledger.use(500) == .ok)
    ledger.wait(119 * Duration_ms.second)
    #expect(ledger.use(1) == .ok)
    ledger.wait(Duration_ms.second)
    ledger.expectRefused(.use(amount: 1), .cutOff)
  }

  @Test("PB-D0 where access ends as metered the driver says when: what is used until then is owed", arguments: [0, 7, 3_600])
  func meteredDelay(seconds: Int64) {
    let ledger = Ledger.funded(500, .metered)
    ledger.meteredAfter_ms = seconds * Duration_ms.second
    ledger.use(500)
    if seconds > 0 {
      ledger.wait(seconds * Duration_ms.second - 1)
      #expect(ledger.use(10) == .ok)
      ledger.wait(1)
    }
    ledger.expectRefused(.use(amount: 10), .cutOff)
    ledger.expect(debt: seconds > 0 ? 10 : 0)
  }

  @Test("PB-D0 credits that come before a metered cutoff stop it, and its answer means no later one")
  func meteredCutoffIsStopped() {
    let ledger = Ledger.funded(500, .metered)
    ledger.meteredAfter_ms = nil
    ledger.use(500)
    ledger.buy(500)
    #expect(ledger.apply(.endAccess(CutoffID(1))) == .timerCancelled)
    #expect(ledger.use(600) == .ok)
    // The balance is used up again, but the metering has not caught up with that.
    #expect(ledger.apply(.endAccess(CutoffID(1))) == .timerCancelled)
    #expect(ledger.use(1) == .ok)
    #expect(ledger.apply(.endAccess(CutoffID(2))) == .ok)
    ledger.expectRefused(.use(amount: 1), .cutOff)
    #expect(ledger.apply(.endAccess(CutoffID(2))) == .timerCancelled)
    ledger.expect(available: 0, debt: 101)
  }

  @Test("PB-D0 a constant delay is the book's own: no driver ends access before it")
  func constantDelayIsTheBooks() {
    let ledger = Ledger.funded(500, .prepaid)
    ledger.use(500)
    #expect(ledger.apply(.endAccess(CutoffID(0))) == .timerCancelled)
    #expect(ledger.use(1) == .ok)
  }

  @Test("PB-D0 debt takes from the paid credits of a purchase; its bonus is granted whole")
  func bonusIsWhole() {
    let ledger = Ledger.funded(500, Terms.prepaid.with { $0.bonus = .fiveSteps })
    ledger.use(3_500)
    ledger.wait(Duration_ms.hour)
    ledger.buy(2_500)
    ledger.expect(available: 125, debt: 500)
    // A balance below zero is cut off, whatever was given.
    ledger.expectRefused(.use(amount: 1), .cutOff)
  }

  @Test("PB-D0 debt never expires")
  func debtStays() {
    let ledger = Ledger.funded(500, .prepaid)
    ledger.use(580)
    ledger.wait(3_000 * Duration_ms.day)
    ledger.expect(available: 0, debt: 80)
  }

  @Test("PB-D1 usage is counted in micro-dollars and cards are charged whole cents, rounded up")
  func wholeCents() {
    let micro = Currency(code: "USD", decimals: 6, cardDecimals: 2)
    let terms = Terms.prepaid.with {
      $0.limits = PurchaseLimits()
      $0.tiers = .none
      $0.reload.amount = .restoreTo
    }
    let ledger = Ledger(Catalog(name: "micro", currency: micro, terms: terms))
    ledger.attach()
    ledger.buy(5_000_001, key: "k")
    ledger.expect(available: 5_010_000)
    ledger.expectRefused(.purchase(amount: 5_000_002, key: IdempotencyKey(text: "k")), .repeated)
    ledger.use(10_003)
    ledger.reload(below: 5_000_000, add: 6_000_000)
    ledger.expect(available: 6_009_997)
    #expect(ledger.payments.allSatisfy { $0.amount % 10_000 == 0 })
    // The neighbour: a book in cents charges what was asked for.
    let cents = Ledger(.plain)
    cents.attach()
    cents.buy(5_000_001)
    cents.expect(available: 5_000_001)
  }

  @Test("PB-D1 a bill in micro-dollars is rounded up to a cent too, and the rest is the owner's credit")
  func billInWholeCents() {
    let micro = Currency(code: "USD", decimals: 6, cardDecimals: 2)
    let terms = Terms.prepaid.with { $0.cutoff = CutoffRule(mode: .creditThenInvoice) }
    let ledger = Ledger(Catalog(name: "micro", currency: micro, terms: terms))
    ledger.attach()
    ledger.use(12_345)
    ledger.pass(to: .utc(2026, 2, 1))
    #expect(ledger.payments.map(\.amount) == [20_000])
    ledger.expect(available: 7_655, debt: 0)
  }

  @Test("PB-D2 debt that is given up is bad debt")
  func badDebt() {
    let ledger = Ledger.funded(500, .prepaid)
    ledger.use(580)
    #expect(ledger.apply(.writeOff) == .ok)
    ledger.expect(available: 0, debt: 0)
    #expect(ledger[.badDebt] == 80)
    #expect(ledger[.receivable] == 0)
    ledger.expectRefused(.writeOff, .nothingOwed)
  }
}
