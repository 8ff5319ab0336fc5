import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

/// Figures of other billing systems on metering, packages and credits that expire, run through whole interviews and packs.
///
/// Not applicable: lago-unit-010 and oracle-round-002 (rounding of a value, not of use: the pricing tests have them);
/// lago-zero-003 and -004 (credits worth less than a minor unit: a pack has a price of its own).
@Suite("Cases of other billing systems: interviews and packs")
struct WalletPeerCaseTests {
  /// What an interview of so many milliseconds was counted as, in thousandths of a minute.
  private func billed(_ duration_ms: Int64, _ rounding: UnitRounding) -> Int64 {
    let ledger = Ledger(Terms.inMinutes.with { $0.interviews?.rounding = rounding })
    ledger.runPlan("team")
    #expect(ledger.apply(.interview(ProductID(0), duration_ms: duration_ms)) == .ok)
    ledger.expect()
    return ledger.sum(.minutesServed)
  }

  @Test("om-unit-002, -005, -006: 1.4 units are 2 by the started one, 1 by the nearest, 1.4 as measured")
  func modes() {
    #expect(billed(84_000, .started) == 2_000)
    #expect(billed(84_000, UnitRounding(mode: .nearest)) == 1_000)
    #expect(billed(84_000, UnitRounding(mode: .exact)) == 1_400)
  }

  @Test("lago-unit-005 to -008: 123.456 are 124 or 200 upwards, 123.45 or 123 downwards")
  func precisions() {
    #expect(billed(7_407_360, .started) == 124_000)
    #expect(billed(7_407_360, UnitRounding(mode: .up, step: 100_000)) == 200_000)
    #expect(billed(7_407_360, UnitRounding(mode: .down, step: 10)) == 123_450)
    #expect(billed(7_407_360, UnitRounding(mode: .down)) == 123_000)
  }

  @Test("kugel-min-003: 1.5, 15 and 300 seconds are 0.025, 0.25 and 5 minutes")
  func fractions() {
    let exact = UnitRounding(mode: .exact)
    #expect([1_500, 15_000, 300_000].map { billed($0, exact) } == [25, 250, 5_000])
  }

  @Test("magnus-call-001: 45 seconds in blocks of 30 and then 6 are 48 seconds, 0.04 at 0.05 a minute")
  func blocks() {
    let rounding = UnitRounding(mode: .up, step: 100, minimum: 500)
    #expect(billed(45_000, rounding) == 800)
    let ledger = Ledger(
      Terms.inCredits.with {
        $0.interviews = InterviewRules(
          unit: .credits, rounding: rounding, products: [Product(name: "call", costKey: "call", price: .perUnit(price: 50))])
      })
    ledger.attach()
    ledger.buyPack("single")
    ledger.apply(.interview(ProductID(0), duration_ms: 45_000))
    #expect(ledger.moved.first == "creditsSpent 40")
  }

  @Test("lago-pkg-002: 121 units, 10 of them free, in packages of 10 at 100 are 1,200")
  func packages() {
    let product = Product(name: "call", costKey: "call", price: .packages(free: 10_000, size: 10_000, price: 100_000))
    let ledger = Ledger(
      Terms.inCredits.with {
        $0.packs = PackShelf(packs: [Pack(name: "large", credits: 2_000_000, price: 1)])
        $0.interviews = InterviewRules(unit: .credits, products: [product])
      })
    ledger.attach()
    ledger.buyPack("large")
    ledger.interview("call", minutes: 121)
    #expect(ledger.moved.first == "creditsSpent 1200000")
    ledger.interview("call", minutes: 9)
    #expect(ledger.moved.isEmpty, "all of it is free")
    ledger.expect()
  }

  @Test(
    "kong-exp-004, -011, zuora-exp-001: what is unspent of a pack expires, and only that",
    arguments: [(100, 30, 70), (100, 40, 60), (1_200, 800, 400)] as [(Int64, UInt32, Int64)])
  func expiry(granted: Int64, used: UInt32, expired: Int64) {
    let ledger = Ledger(
      Terms.reading.with {
        let pack = Pack(name: "any", credits: granted * 1_000, price: granted * 10)
        $0.packs = PackShelf(packs: [pack], term: .milliseconds(9 * Duration_ms.day))
      })
    ledger.buyPack("any", for: 1)
    ledger.wait(4 * Duration_ms.day)
    for document in 1...used { ledger.read([document], by: 1) }
    #expect(ledger.credits(of: 1) == expired * 1_000)
    ledger.wait(5 * Duration_ms.day)
    #expect(ledger.credits(of: 1) == 0)
    #expect(ledger.moved == ["creditsLapsed \(expired * 1_000)", "packExpiry \(expired * 10)"])
    ledger.expect()
  }
}
