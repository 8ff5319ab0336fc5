import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

/// Figures of other billing systems on balances below zero, settlement modes and what can be given back.
///
/// Not applicable: kong-settle-007's older page (refused when the credits do not suffice) is the core without a cutoff;
/// num-od-006 (an overdraft bounded by an amount, not by time); aut-neg-013 (the given part of a pack repays too; here a bonus is
/// granted whole); om-recur-011 (recurring lots); om-void-*, lago-void-* other than -016 (credits voided by name; here by refund).
@Suite("Cases of other billing systems: prepaid usage")
struct PrepaidPeerCaseTests {
  @Test("om-advance-010: 25 used before the first lot of 100 and 25 after it leave 50")
  func usageBeforeTheFirstLot() {
    let ledger = Ledger(Terms.plain.with { $0.cutoff = CutoffRule(mode: .creditThenInvoice) })
    ledger.attach()
    ledger.use(25)
    ledger.wait(Duration_ms.hour)
    ledger.buy(100)
    ledger.wait(Duration_ms.hour)
    ledger.use(25)
    ledger.expect(available: 50, debt: 0)
  }

  @Test("om-burn-002: 50 used with no lots are 50 uncovered")
  func uncovered() {
    let ledger = Ledger(Terms.plain.with { $0.cutoff = CutoffRule(mode: .creditThenInvoice) })
    ledger.use(50)
    ledger.expect(available: 0, debt: 50)
  }

  @Test("kong-settle-007: a charge of 100.00 against 100.00 in credits consumes them and invoices nothing")
  func settledFromCredits() {
    for mode in CutoffRule.Mode.allCases {
      let ledger = Ledger.funded(10_000, Terms.plain.with { $0.cutoff = CutoffRule(mode: mode) })
      ledger.use(10_000)
      ledger.wait(60 * Duration_ms.day)
      ledger.expect(available: 0, debt: 0)
      #expect(!ledger.payments.contains { $0.kind == .invoice })
    }
  }

  @Test("om-void-014: what is consumed, or has expired, is not given back")
  func consumedIsNotGivenBack() {
    let terms = Terms.plain.with {
      $0.refunds = .unspent
      $0.expiry = ExpiryRule(paid: .milliseconds(Duration_ms.day))
    }
    let ledger = Ledger.funded(40, terms)
    ledger.use(40)
    ledger.expectRefused(.refund(PaymentID(1), amount: 1), .exceedsUnspent)
    ledger.buy(40)
    ledger.wait(Duration_ms.day)
    ledger.expectRefused(.refund(PaymentID(2), amount: 1), .exceedsUnspent)
  }

  @Test("lago-void-016, flex-cap-004: two partial refunds of one lot, and nothing beyond what is left")
  func partialRefunds() {
    let ledger = Ledger.funded(10_000, Terms.plain.with { $0.refunds = .unspent })
    #expect(ledger.refund(1, 2_500) == .ok)
    #expect(ledger.refund(1, 3_500) == .ok)
    ledger.expect(available: 4_000)
    ledger.expectRefused(.refund(PaymentID(1), amount: 4_001), .exceedsUnspent)
    #expect(ledger.refund(1, 4_000) == .ok)
    ledger.expectRefused(.refund(PaymentID(1), amount: 1), .exceedsUnspent)
    #expect(ledger[.cash] == 0)
  }
}
