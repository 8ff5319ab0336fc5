import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

/// Figures of other billing systems on plans, through the core (`docs/peer-cases.md`).
@Suite("Cases of other billing systems: plans through the core")
struct PeerPlanTests {
  @Test("om-rec-017: what was accrued is recognised exactly once; asking again recognises nothing")
  func recognisedOnce() {
    let ledger = Ledger.subscribed(.pro)
    let half = (ledger.member.periodEnd.since(ledger.member.periodStart)) / 2
    ledger.wait(half)
    // A change to the dearer plan and back at one instant makes the book recognise twice.
    ledger.change(to: .enterprise)
    let recognised = ledger.book.totals[Int(Account.planRevenue.rawValue)]
    ledger.change(to: .pro)
    #expect(ledger.book.totals[Int(Account.planRevenue.rawValue)] == recognised)
    #expect(recognised == 4_950)
  }
}
