import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

/// Figures that other billing systems publish, by the id of the case, for what this core models.
///
/// Not applicable here: om-burn-006 beyond its order (its size is a benchmark), lago-wallets-014 (several wallets),
/// aut-lock-002, -005, -006, -007 (a hold that is captured for more than it authorised, or for less than nothing),
/// lago-top-006 (a maximum for the wallet), lago-top-012 (a least top-up), metro-arl-002 (a least distance of the level),
/// aut-top-025 (there the gap waits for the next use; here a fixed amount is charged again once it has settled),
/// flex-bonus-003's flat steps, num-kept-007 (a kept and a capped share), and uncovered usage that becomes overage (refused here: om-burn-002).
@Suite("Cases of other billing systems")
struct PeerCaseTests {
  struct Burn: CustomStringConvertible, Sendable {
    var id: String
    var order: BurnOrder
    /// Lots in the order of granting: amount, priority, day of expiry (0 for never), whether paid.
    var lots: [(amount: Int64, priority: Int16, expires: Int64, isPaid: Bool)]
    var use: Int64
    var left: [Int64]
    var description: String { id }
  }

  static let burns = [
    Burn(id: "om-burn-001", order: .soonestExpiry, lots: [(100, 1, 0, false)], use: 50, left: [50]),
    Burn(
      id: "om-burn-005", order: .soonestExpiry, lots: [(100, 1, 36_500, false), (100, 1, 30, false)], use: 120, left: [80, 0]),
    Burn(
      id: "om-burn-006", order: .soonestExpiry, lots: [(100, 1, 30, false), (100, 1, 29, false), (100, 1, 30, false)], use: 99,
      left: [100, 1, 100]),
    Burn(
      id: "kong-burn-001", order: .soonestExpiry, lots: [(50, 1, 10, false), (80, 1, 20, false), (100, 2, 0, false)], use: 90,
      left: [0, 40, 100]),
    Burn(
      id: "kong-burn-002", order: .soonestExpiry, lots: [(100, 1, 10, false), (100, 1, 20, false), (100, 2, 0, false)], use: 150,
      left: [0, 50, 100]),
    Burn(id: "om-coll-019", order: .soonestExpiry, lots: [(10, 0, 10, false), (15, 0, 15, false)], use: 15, left: [0, 10]),
    Burn(
      id: "lago-lot-002", order: .promotionalFirst, lots: [(5_000, 20, 0, false), (5_000, 10, 0, false)], use: 6_000,
      left: [4_000, 0]),
    Burn(
      id: "lago-lot-003", order: .promotionalFirst, lots: [(5_000, 10, 0, false), (5_000, 10, 0, false)], use: 6_000,
      left: [0, 4_000]),
    Burn(
      id: "lago-lot-006", order: .promotionalFirst,
      lots: [(2_500, 2, 0, false), (2_500, 2, 0, false), (3_000, 2, 0, false), (2_000, 1, 0, false)], use: 8_000,
      left: [0, 0, 2_000, 0]),
    Burn(
      id: "lago-lot-007", order: .promotionalFirst, lots: [(7_000, 0, 0, true), (3_000, 0, 0, false)], use: 8_000,
      left: [2_000, 0]),
    Burn(
      id: "flex-lot-001", order: .largestFirst,
      lots: [(50, 9, 0, false), (30, 3, 0, false), (40, 1, 0, false), (20, 2, 0, false), (60, 1, 3_650, false)], use: 90,
      left: [50, 30, 10, 20, 0]),
    Burn(
      id: "openai-rule-001", order: .promotionalFirst, lots: [(1_000, 0, 0, true), (500, 0, 0, false)], use: 700, left: [800, 0]),
    Burn(id: "aut-exp-011", order: .soonestExpiry, lots: [(100, 0, 365, false), (100, 0, 31, false)], use: 60, left: [100, 40]),
  ]

  @Test("Burn order", arguments: burns)
  func burnOrder(item: Burn) {
    let ledger = Ledger(Terms.plain.with { $0.burnOrder = item.order })
    ledger.attach()
    for lot in item.lots {
      let expiresAt = lot.expires == 0 ? Instant.never : .start.advanced(by: lot.expires * Duration_ms.day)
      if lot.isPaid { ledger.buy(lot.amount) } else { ledger.grant(lot.amount, until: expiresAt, priority: lot.priority) }
      ledger.wait(1)
    }
    #expect(ledger.use(item.use) == .ok)
    for (index, left) in item.left.enumerated() {
      #expect(ledger.lot(UInt32(index + 1))?.remaining ?? 0 == left, "\(item.id), lot \(index + 1) \(ledger)")
    }
    ledger.expectRefused(.use(amount: item.left.reduce(1, +)), .insufficientFunds)
  }

  @Test("stigg-burn-001: of one expiry, promotional before paid; a later priority waits although it expires first")
  func promotionalBeforePaid() {
    let ledger = Ledger(Terms.plain.with { $0.expiry = ExpiryRule(paid: .milliseconds(30 * Duration_ms.day)) })
    ledger.attach()
    ledger.buy(50)
    ledger.grant(20, until: .start.advanced(by: 30 * Duration_ms.day))
    ledger.grant(100, until: .start.advanced(by: 13 * Duration_ms.day), priority: 2)
    ledger.use(60)
    #expect(ledger.lots.map(\.remaining) == [10, 100])
  }

  @Test("tb-hold-001: a hold of 123 is captured in full or in part, never for more, and once")
  func holdIsCapturedOnce() {
    for captured in [123, 100] as [Int64] {
      let ledger = Ledger.funded(200, .plain)
      ledger.open(1, slots: 123, price: 1)
      ledger.expectRefused(.settleSlots(JobID(1), slots: 124), .tooManySlots)
      ledger.pay(1, slots: captured)
      #expect(ledger.close(1) == (captured == 123 ? .jobClosed : .ok))
      #expect(ledger.sum(.release) == 123 - captured)
      ledger.expect(available: 200 - captured, held: 0)
      ledger.expectRefused(.settleSlots(JobID(1), slots: 1), .jobClosed)
      ledger.expectRefused(.cancelJob(JobID(1)), .jobClosed)
    }
  }

  @Test("tb-hold-002: with 70 of 100 used, a hold of 50 is refused and one of 30 is the largest")
  func holdWithinTheBalance() {
    let ledger = Ledger.funded(100, .plain)
    ledger.use(70)
    ledger.expectRefused(.openJob(JobID(1), slots: 50, price: 1, deadline: .never), .insufficientFunds)
    ledger.expectRefused(.openJob(JobID(1), slots: 31, price: 1, deadline: .never), .insufficientFunds)
    #expect(ledger.open(1, slots: 30, price: 1) == .ok)
  }

  @Test("aut-lock-011, -012, -020: what a hold gives back goes to the last bucket first, in full at its deadline")
  func holdsOverBuckets() {
    func twoBuckets(_ second: Int64) -> Ledger {
      let ledger = Ledger(.plain)
      ledger.grant(5, priority: 0)
      ledger.grant(second, priority: 1)
      ledger.open(1, slots: 8, price: 1, deadline: .start.advanced(by: Duration_ms.day))
      return ledger
    }
    let released = twoBuckets(20)
    released.close(1)
    #expect(released.lots.map(\.remaining) == [5, 20])
    let confirmed = twoBuckets(20)
    confirmed.pay(1, slots: 5)
    confirmed.close(1)
    #expect(confirmed.lots.map(\.remaining) == [20])
    let expired = twoBuckets(10)
    expired.wait(Duration_ms.day)
    expired.expect(available: 15, held: 0)
    #expect(expired.sum(.hold) == expired.sum(.release))
  }

  @Test("aut-top-020: 100 less 85 is below 20, so 100 are added; aut-top-027: uses in flight add no second charge")
  func topUps() {
    let once = Ledger.funded(100, .plain)
    once.reload(below: 20, add: 100)
    once.use(85)
    once.expect(available: 115)
    let inFlight = Ledger.funded(200, .plain)
    inFlight.reload(below: 30, add: 100)
    inFlight.answersAfter_ms = Duration_ms.minute
    for amount in [175, 3, 3, 4] as [Int64] { inFlight.use(amount) }
    inFlight.wait(Duration_ms.hour)
    inFlight.expect(available: 115)
    #expect(inFlight.reloads.count == 1)
  }

  @Test(
    "flex-top-010: from 5 to 55 in five top-ups of 10, or one a day",
    arguments: [(0, 5, 55), (1, 1, 15)] as [(Int64, Int, Int64)])
  func topUpsWithCoolDown(days: Int64, charges: Int, balance: Int64) {
    let ledger = Ledger.funded(5, Terms.plain.with { $0.reload.coolDown_ms = days * Duration_ms.day })
    ledger.reload(below: 50, add: 10)
    #expect(ledger.reloads.count == charges)
    ledger.expect(available: balance)
  }

  @Test("openai-rule-002: restoring 4.00 to 20.00 wants 16.00; a month's limit of 10.00 holds it back whole")
  func restoreUnderALimit() {
    for (cap, charges) in [(nil, [1_600]), (1_000, []), (1_600, [1_600])] as [(Int64?, [Int64])] {
      let terms = Terms.plain.with {
        $0.reload.amount = .restoreTo
        $0.reload.monthlyCap = cap
      }
      let ledger = Ledger.funded(400, terms)
      ledger.reload(below: 500, add: 2_000)
      #expect(ledger.reloads.map(\.amount) == charges)
    }
  }

  @Test("aut-top-015: a third attempt within ten minutes is held back")
  func attemptsWithinMinutes() {
    let terms = Terms.plain.with {
      $0.reload = ReloadRule(
        backOff_ms: [Duration_ms.minute, Duration_ms.minute], attemptsPerCard: 2, attemptWindow_ms: 10 * Duration_ms.minute)
    }
    let ledger = Ledger.funded(100, terms)
    ledger.nextAnswers = [.declinedSoft, .declinedSoft, .declinedSoft]
    ledger.reload(below: 200, add: 10)
    ledger.wait(10 * Duration_ms.minute - 1)
    #expect(ledger.reloads.count == 2)
    ledger.wait(1)
    #expect(ledger.reloads.count == 3)
  }

  @Test("flex-bonus-007, -008: the bonus is a second lot of the same payment, and neither counts while it is pending")
  func bonusWithItsPurchase() {
    let terms = Terms.plain.with { $0.bonus = BonusLadder(steps: [.init(from: 1_000, share: Share(percent: 10))]) }
    let ledger = Ledger(terms)
    ledger.grant(1_000)
    ledger.attach()
    ledger.answersAfter_ms = nil
    ledger.buy(1_000)
    ledger.expect(available: 1_000)
    ledger.answer(1, .succeeded)
    ledger.expect(available: 2_100)
    #expect(ledger.lots.filter { $0.payment == PaymentID(1) }.map(\.granted).sorted() == [100, 1_000])
  }

  @Test("flex-bonus-003: 3,000 reach the step of 10 %; below every step there is no bonus lot")
  func highestStepReached() {
    let ladder = BonusLadder(steps: [
      .init(from: 5_000, share: Share(percent: 15)), .init(from: 1_000, share: Share(percent: 10)),
    ])
    for (amount, bonus) in [(3_000, 300), (999, 0), (1_000, 100), (5_000, 750)] as [(Int64, Int64)] {
      let ledger = Ledger.funded(amount, Terms.plain.with { $0.bonus = ladder })
      ledger.expect(available: amount + bonus)
      #expect(ledger.lots.count == (bonus > 0 ? 2 : 1))
    }
  }

  @Test("flex-idem-004: the same request twice under one key has one effect")
  func oneEffectPerKey() {
    let ledger = Ledger.funded(200, .plain)
    ledger.buy(50, key: "k")
    ledger.buy(50, key: "k")
    ledger.expect(available: 250)
  }

  @Test(
    "kong-exp-004, kong-exp-011, zuora-exp-001: only what is not used expires",
    arguments: [(100, 30), (100, 40), (1_200, 800)] as [(Int64, Int64)])
  func onlyTheRestExpires(granted: Int64, used: Int64) {
    let ledger = Ledger(.plain)
    ledger.grant(granted, until: .start.advanced(by: 10 * Duration_ms.day))
    ledger.wait(5 * Duration_ms.day)
    ledger.use(used)
    ledger.expect(available: granted - used)
    ledger.wait(5 * Duration_ms.day)
    #expect(ledger.sum(.expiry) == granted - used)
    ledger.expect(available: 0)
  }
}
