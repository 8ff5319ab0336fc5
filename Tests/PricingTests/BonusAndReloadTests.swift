import Accounting
import Pricing
import Testing

@Suite("Bonus by the size of a purchase")
struct BonusLadderTests {
  private let ladder = BonusLadder(steps: [
    .init(from: 25_000, share: Share(percent: 20)), .init(from: 1_000, share: .none),
    .init(from: 2_500, share: Share(percent: 5)),
    .init(from: 10_000, share: Share(percent: 15)), .init(from: 5_000, share: Share(percent: 10)),
  ])

  @Test(
    "FH-6, FH-D5: the highest step reached decides, floored to a cent",
    arguments: [
      (1_000, 1_000), (2_499, 2_499), (2_500, 2_625), (2_519, 2_644), (2_520, 2_646), (4_999, 5_248), (5_000, 5_500),
      (9_999, 10_998), (10_000, 11_500), (24_999, 28_748), (25_000, 30_000), (100_000, 120_000), (999, 999), (0, 0),
    ] as [(Int64, Int64)])
  func totals(amount: Int64, total: Int64) {
    #expect(amount + ladder.bonus(on: amount) == total)
  }

  @Test("flex-bonus-003: 10 % from 1,000 on gives 300 on 3,000; without a ladder there is none")
  func otherLadders() {
    #expect(BonusLadder(steps: [.init(from: 1_000, share: Share(percent: 10))]).bonus(on: 3_000) == 300)
    #expect(BonusLadder.none.bonus(on: 3_000) == 0)
    #expect(ladder.bonus(on: Limits.largestAmount) == Limits.largestAmount / 5)
  }
}

@Suite("What a reload charges")
struct ReloadChargeTests {
  @Test(
    "The trigger is strictly below, or at or below",
    arguments: [(.below, 9, true), (.below, 10, false), (.atOrBelow, 10, true), (.atOrBelow, 11, false), (.below, -1, true)]
      as [(ReloadRule.Trigger, Int64, Bool)])
  func triggers(trigger: ReloadRule.Trigger, balance: Int64, fires: Bool) {
    #expect(trigger.fires(balance: balance, threshold: 10) == fires)
  }

  @Test(
    "lago-top-002 to -005: as many amounts as close the gap, from a balance below zero too",
    arguments: [(-5_000, 10_000), (-10_000, 15_000), (-37_980, 40_000)] as [(Int64, Int64)])
  func closesTheGap(balance: Int64, charge: Int64) {
    // Thresholds and balances of those cases in cents; granted and pending credits are part of the balance.
    let rule = ReloadRule(amount: .closeTheGap)
    #expect(rule.charge(balance: balance, threshold: 1_000, configured: 5_000) == charge)
  }

  @Test("After a charge that closes the gap the trigger no longer fires, and one amount less would not do")
  func gapIsClosedAndNoMore() {
    for trigger in ReloadRule.Trigger.allCases {
      let rule = ReloadRule(trigger: trigger, amount: .closeTheGap)
      for balance in -30...20 as ClosedRange<Int64> where rule.trigger.fires(balance: balance, threshold: 20) {
        for configured in 1...23 as ClosedRange<Int64> {
          let charge = rule.charge(balance: balance, threshold: 20, configured: configured)
          #expect(charge % configured == 0)
          #expect(!rule.trigger.fires(balance: balance + charge, threshold: 20), "\(trigger), from \(balance) by \(configured)")
          #expect(
            rule.trigger.fires(balance: balance + charge - configured, threshold: 20), "\(trigger), \(balance), \(configured)")
        }
      }
    }
  }

  @Test(
    "A level is restored, and never to where the trigger still fires",
    arguments: [
      (.below, 400, 500, 2_000, 1_600), (.below, -100, 500, 2_000, 2_100), (.below, 400, 500, 500, 100),
      (.below, 400, 500, 50, 100), (.atOrBelow, 400, 500, 500, 101), (.atOrBelow, 500, 500, 501, 1),
    ] as [(ReloadRule.Trigger, Int64, Int64, Int64, Int64)])
  func restoresALevel(trigger: ReloadRule.Trigger, balance: Int64, threshold: Int64, level: Int64, charge: Int64) {
    let rule = ReloadRule(trigger: trigger, amount: .restoreTo)
    #expect(rule.charge(balance: balance, threshold: threshold, configured: level) == charge)
  }

  @Test("The fixed amount is the fixed amount, whatever the gap")
  func fixed() {
    #expect(ReloadRule().charge(balance: -1_000_000, threshold: 10, configured: 7) == 7)
  }

  @Test(
    "The processor keeps a share, rounded half-up, and a fixed part, and at most the charge",
    arguments: [(1_000, 59), (50, 31), (31, 31), (30, 30), (10, 10), (0, 0), (18, 18), (517, 45), (518, 45)] as [(Int64, Int64)])
  func processorFee(amount: Int64, fee: Int64) {
    #expect(ProcessorFeeRule(share: Share(millionths: 29_000), fixed: 30).fee(on: amount) == fee)
  }

  @Test("A catalog's revisions rise by their instants, and a currency knows its scale")
  func catalogValues() {
    let terms = Terms(fee: FeeRule(placement: .onTop, share: .none))
    let later = Catalog.Revision(effective: Instant(milliseconds: 9), terms: terms)
    let sooner = Catalog.Revision(effective: Instant(milliseconds: 3), terms: terms)
    #expect(Catalog(name: "c", terms: terms, revisions: [later, sooner]).revisions.map(\.effective.milliseconds) == [3, 9])
    #expect(Currency.usd.scale == 100)
    #expect(Currency(code: "JPY", decimals: 0).scale == 1)
    #expect(Currency(code: "USD", decimals: 6).scale == 1_000_000)
  }
}
