import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("FH: packs, bonus, checkout and the free tier")
struct PackRuleTests {
  /// The ladder of packs with a checkout of an hour and a free tier.
  private static let shop = Terms.inside.with {
    $0.limits.checkoutExpires_ms = Duration_ms.hour
    $0.freeTier = FreeTierRule(amount: 500, term: .months(3))
  }

  /// A buyer whose checkouts nobody answers.
  private func buyer(_ terms: Terms = shop) -> Ledger {
    let ledger = Ledger(terms)
    ledger.attach()
    ledger.answersAfter_ms = nil
    return ledger
  }

  @Test(
    "FH-5 a purchase is 1000 to 100000 cents",
    arguments: [
      (999, .belowMinimum), (1_000, .ok), (100_000, .ok), (100_001, .aboveMaximum), (0, .invalidAmount), (-1, .invalidAmount),
    ] as [(Int64, Status)])
  func limits(amount: Int64, status: Status) {
    let ledger = buyer()
    if status == .ok {
      #expect(ledger.buy(amount) == .ok)
    } else {
      ledger.expectRefused(.purchase(amount: amount, key: .none), status)
    }
  }

  @Test(
    "FH-6 the bonus follows the size of the purchase",
    arguments: [
      (1_000, 1_000), (2_499, 2_499), (2_500, 2_625), (4_999, 5_248), (5_000, 5_500), (9_999, 10_998), (10_000, 11_500),
      (24_999, 28_748), (25_000, 30_000), (100_000, 120_000),
    ] as [(Int64, Int64)])
  func bonusBySize(amount: Int64, total: Int64) {
    let ledger = Ledger.funded(amount, .inside)
    ledger.expect(available: total, held: 0)
    #expect(ledger.sum(.purchase) == amount)
    #expect(ledger.sum(.bonus) == total - amount)
  }

  @Test("FH-D1 the bonus is a promotional lot of its own with the purchase's expiry, and no revenue when it expires")
  func bonusIsALotOfItsOwn() {
    let ledger = Ledger.funded(10_000, .inside)
    #expect(ledger.lots.map(\.granted).sorted() == [1_500, 10_000])
    #expect(Set(ledger.lots.map(\.expiresAt)).count == 1)
    #expect(ledger.lots.first { $0.origin == .bonus }?.costBasis == 0)
    #expect(ledger.lots.first { $0.origin == .bonus }?.creditClass == .promotional)
    ledger.pass(to: .utc(2027, 1, 1))
    ledger.expect(available: 0)
    #expect(ledger[.breakage] == 10_000)
    #expect(ledger[.promotion] == 0)
  }

  @Test("FH-D1 a bonus may have a term of its own")
  func bonusOwnTerm() {
    let ledger = Ledger.funded(10_000, Terms.inside.with { $0.expiry.bonus = .months(6) })
    ledger.pass(to: .utc(2026, 7, 1))
    ledger.expect(available: 10_000)
  }

  @Test("FH-D1 a display may join the two: +11500 as one purchase", arguments: [(true, [11_500]), (false, [1_500, 10_000])])
  func joinedDisplay(joins: Bool, amounts: [Int64]) throws {
    let ledger = Ledger.funded(10_000, .inside)
    var log = TransactionLog(joinsBonus: joins)
    let settled = try #require(ledger.lines.last)
    log.record(settled.command, in: ledger.book, at: settled.at)
    #expect(try log.page().transactions.map(\.amount) == amounts)
  }

  @Test(
    "FH-D5 the rate is that of the highest step reached, floored to a cent: 9999 earns 999",
    arguments: [(9_999, 999), (2_501, 125), (2_519, 125), (2_520, 126), (10_001, 1_500)] as [(Int64, Int64)])
  func bonusIsFloored(amount: Int64, bonus: Int64) {
    #expect(BonusLadder.fiveSteps.bonus(on: amount) == bonus)
  }

  @Test("FH-7 credits expire twelve calendar months after purchase: 2025-02-28T10:00 to 2026-02-28T10:00")
  func twelveMonths() {
    let ledger = Ledger.funded(1_000, .inside, from: .utc(2025, 2, 28, hour: 10))
    let end = Instant.utc(2026, 2, 28, hour: 10)
    #expect(ledger.lots.map(\.expiresAt) == [end])
    ledger.pass(to: end.advanced(by: -1))
    ledger.expect(available: 1_000)
    ledger.wait(1)
    ledger.expect(available: 0)
    #expect(ledger.moved == ["expiry 1000"])
    #expect(ledger.notices.last == .creditsExpired)
  }

  @Test("FH-7 bought on 29 February, credits end on 28 February; the year before a leap day they end on the 28th too")
  func leapDay() {
    for (from, end) in [
      (Instant.utc(2024, 2, 29), Instant.utc(2025, 2, 28)), (.utc(2027, 2, 28), .utc(2028, 2, 28)),
      (.utc(2027, 3, 1), .utc(2028, 3, 1)),
    ] {
      #expect(Ledger.funded(1_000, .inside, from: from).lots.map(\.expiresAt) == [end])
    }
  }

  @Test("FH-8 credits come with the confirmation, and a duplicate changes nothing")
  func confirmedOnce() {
    let ledger = buyer()
    ledger.buy(10_000, key: "purchase-001")
    ledger.expect(available: 0)
    ledger.wait(5_000)
    #expect(ledger.answer(1, .succeeded) == .ok)
    ledger.expect(available: 11_500)
    ledger.expectRefused(.settle(PaymentID(1), .succeeded), .repeated)
    ledger.expectRefused(.settle(PaymentID(1), .declinedSoft), .repeated)
  }

  @Test("FH-8 a checkout that nobody pays lapses after an hour")
  func checkoutLapses() {
    let ledger = buyer()
    ledger.buy(10_000)
    #expect(ledger.payments.map(\.expiresAt) == [.start.advanced(by: Duration_ms.hour)])
    ledger.wait(Duration_ms.hour - 1)
    #expect(ledger.payments.map(\.state) == [.pending])
    ledger.wait(1)
    #expect(ledger.payments.map(\.state) == [.lapsed])
    #expect(ledger.notices.last == .checkoutExpired)
    ledger.expect(available: 0)
    ledger.expectRefused(.elapse(.checkout(PaymentID(1))), .timerCancelled)
  }

  @Test("FH-8 a payment heard of after the lapse is credited all the same; a decline then adds nothing")
  func lateConfirmation() {
    let ledger = buyer()
    ledger.buy(10_000)
    ledger.wait(2 * Duration_ms.hour)
    ledger.expectRefused(.settle(PaymentID(1), .declinedHard), .repeated)
    #expect(ledger.answer(1, .succeeded) == .ok)
    #expect(ledger.saw(.settledAfterLapse))
    ledger.expect(available: 11_500)
    ledger.expectRefused(.settle(PaymentID(1), .succeeded), .repeated)
  }

  @Test("FH-8 without a term a checkout stays open; an answer at the very instant of the lapse comes first")
  func neighbours() {
    let open = buyer(.inside)
    open.buy(1_000)
    open.wait(365 * Duration_ms.day)
    #expect(open.payments.map(\.state) == [.pending])
    let just = Ledger(Self.shop)
    just.attach()
    just.answersAfter_ms = Duration_ms.hour
    just.buy(1_000)
    just.wait(Duration_ms.hour)
    #expect(just.payments.map(\.state) == [.settled])
    #expect(!just.saw(.checkoutLapsed) && !just.saw(.settledAfterLapse))
  }

  @Test("FH-9 the same key and amount is one purchase; with another amount it is refused; also once it lapsed")
  func idempotencyKeys() {
    let ledger = buyer()
    let key = IdempotencyKey(text: "purchase-001")
    ledger.buy(10_000, key: "purchase-001")
    ledger.expectRefused(.purchase(amount: 10_000, key: key), .repeated)
    ledger.expectRefused(.purchase(amount: 10_001, key: key), .keyReused)
    ledger.wait(2 * Duration_ms.hour)
    ledger.expectRefused(.purchase(amount: 10_000, key: key), .repeated)
    #expect(ledger.buy(10_000, key: "purchase-002") == .ok)
    #expect(ledger.payments.count == 2)
  }

  @Test("FH-11 credits.purchased is sent when credits are applied, and once")
  func purchasedEvent() {
    let ledger = buyer()
    ledger.buy(1_000)
    #expect(ledger.notices.isEmpty)
    ledger.answer(1, .succeeded)
    ledger.answer(1, .succeeded)
    #expect(ledger.notices == [.creditsPurchased])
    #expect(Notice.creditsPurchased.name == "credits.purchased")
  }

  @Test("FH-12 the free tier is given once, in the catalog's amount and for its term")
  func freeTier() {
    let ledger = Ledger(Self.shop)
    ledger.expectRefused(.grant(amount: 499, origin: .freeTier, expiresAt: .never, priority: 0), .invalidAmount)
    #expect(ledger.grant(500, origin: .freeTier) == .ok)
    ledger.expect(available: 500)
    #expect(ledger.lots.map(\.expiresAt) == [.utc(2026, 4, 1)])
    #expect(ledger.lots.map(\.creditClass) == [.promotional])
    ledger.expectRefused(.grant(amount: 500, origin: .freeTier, expiresAt: .never, priority: 0), .alreadyGranted)
    #expect(ledger.grant(500) == .ok, "goodwill is something else")
    ledger.pass(to: .utc(2026, 4, 1))
    ledger.expect(available: 500)
    #expect(ledger[.breakage] == 0)
  }
}
