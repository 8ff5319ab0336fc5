import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("Wallets: lots of credits, their basis, and answers that come twice or late")
struct WalletTests {
  private static let shelf = PackShelf.three

  /// Every way in which money of a pack leaves what is deferred.
  private func gone(_ ledger: Ledger) -> Int64 {
    ledger.sum(.packEarned) + ledger.sum(.packExpiry) + ledger.sum(.packDisputed)
  }

  @Test("However a pack is spent, its parts add up to its price: random packs, uses, expiries and disputes", arguments: 1...40)
  func basisIsExact(seed: UInt64) {
    var generator = Generator(seed: seed)
    let pack = Pack(name: "any", credits: generator.number(1...20_000), price: generator.number(1...1_000_000))
    let terms = Terms.reading.with {
      $0.packs = PackShelf(packs: [pack], term: .milliseconds(Duration_ms.day))
      $0.documents = DocumentRule(price: generator.number(1...700))
    }
    let ledger = Ledger(terms)
    for round in 1...20 as ClosedRange<UInt32> {
      ledger.buyPack("any", for: 1)
      let last = generator.number(0...30)
      for document in 0..<UInt32(last) { ledger.read([round * 100 + document], by: 1) }
      if generator.chance(oneIn: 4) { ledger.dispute(round) }
      ledger.expect()
      ledger.wait(generator.number(1...30) * Duration_ms.hour)
      ledger.expect()
    }
    ledger.wait(2 * Duration_ms.day)
    #expect(ledger[.deferredCredits] == 0)
    #expect(gone(ledger) == 20 * pack.price)
    #expect(ledger[.credits] == 0)
    #expect(ledger.creditLots.isEmpty)
  }

  @Test("499 of one credit in thousandths: every thousandth earns what its proportion brings, never more, 499 in all")
  func thousandths() {
    let ledger = Ledger(Terms.reading.with { $0.documents = DocumentRule(price: 1) })
    ledger.buyPack("single", for: 1)
    for document in 1...1_000 as ClosedRange<UInt32> {
      ledger.read([document], by: 1)
      #expect(ledger[.packRevenue] == 499 * Int64(document) / 1_000)
    }
    #expect(ledger[.packRevenue] == 499 && ledger[.deferredCredits] == 0)
    ledger.expect()
  }

  @Test("A use over several lots takes each one's own basis, the oldest first")
  func severalLots() {
    let ledger = Ledger(.reading)
    ledger.buyPack("single", for: 1)
    ledger.wait(1)
    ledger.buyPack("pro", for: 1)
    ledger.read([1, 2, 3], by: 1)
    #expect(ledger.moved == ["creditsSpent 3000", "packEarned 1098"], "499 + 2999 x 2 / 10")
    ledger.expect()
  }

  @Test("A dispute voids what is unspent, and what was earned is lost; it comes once")
  func dispute() {
    let ledger = Ledger(.reading)
    ledger.buyPack("medium", for: 1)
    ledger.read([1, 2], by: 1)
    #expect(ledger.dispute(1) == .ok)
    #expect(ledger.moved == ["creditsLapsed 3000", "packDisputed 1200", "disputeLost 799"])
    #expect(ledger[.cash] == 0)
    #expect(ledger.credits(of: 1) == 0)
    #expect(ledger.notices.last == .paymentDisputed)
    ledger.expect()
    ledger.expectRefused(.dispute(PaymentID(1)), .repeated)
    #expect(ledger.read([1, 2], by: 1) == .ok, "what was bought stays bought")
  }

  @Test("A dispute of what is spent, or has expired, is a loss of the whole price")
  func disputeOfNothing() {
    let spent = Ledger(.reading)
    spent.buyPack("single", for: 1)
    spent.read([1], by: 1)
    spent.wait(Duration_ms.day)
    spent.buyPack("single", for: 1)
    spent.dispute(1)
    #expect(spent.moved == ["disputeLost 499"])
    #expect(spent.credits(of: 1) == 1_000, "another pack's credits are not touched")
    spent.expect()
    let expired = Ledger(.reading)
    expired.attach()
    expired.buyReport()
    expired.wait(31 * Duration_ms.day)
    expired.dispute(1)
    #expect(expired.moved == ["disputeLost 2900"])
    expired.expect()
  }

  @Test("A dispute of a report that waits takes it back; its timer then has no reason")
  func disputeOfReport() {
    let ledger = Ledger(.reading)
    ledger.attach()
    ledger.buyReport()
    ledger.dispute(1)
    #expect(ledger.moved == ["reportLapsed 1000", "packDisputed 2900"])
    ledger.expectRefused(.elapse(.creditExpiry(CreditLotID(1))), .timerCancelled)
    ledger.wait(40 * Duration_ms.day)
    #expect(ledger[.breakage] == 0)
    ledger.expect()
  }

  @Test("Notifications twice, late and out of order leave what one success leaves", arguments: [false, true])
  func anyOrder(isReport: Bool) {
    let orders: [[SettlementResult]] = [
      [.succeeded], [.succeeded, .succeeded], [.declinedSoft, .succeeded], [.succeeded, .declinedHard],
      [.declinedHard, .needs3DS, .succeeded, .succeeded],
    ]
    for order in orders {
      let ledger = Ledger(Terms.reading.with { $0.limits.checkoutExpires_ms = Duration_ms.hour })
      ledger.attach()
      ledger.answersAfter_ms = nil
      if isReport { ledger.buyReport() } else { ledger.buyPack("medium") }
      for result in order {
        ledger.wait(40 * Duration_ms.minute)
        ledger.answer(1, result)
        ledger.expect()
      }
      #expect(ledger[.cash] == (isReport ? 2_900 : 1_999))
      #expect(ledger.creditLots.map(\.granted) == [isReport ? 1_000 : 5_000])
      #expect(ledger.notices.filter { $0 == .checkoutCompleted }.count == 1)
    }
  }

  @Test("A checkout that nobody pays lapses and brings nothing; paid after all it brings the pack")
  func lapse() {
    let ledger = Ledger(Terms.reading.with { $0.limits.checkoutExpires_ms = Duration_ms.hour })
    ledger.answersAfter_ms = nil
    ledger.buyPack("medium", for: 1)
    ledger.wait(2 * Duration_ms.hour)
    #expect(ledger.payments.map(\.state) == [.lapsed])
    #expect(ledger.credits(of: 1) == 0)
    ledger.answer(1, .succeeded)
    #expect(ledger.saw(.settledAfterLapse))
    #expect(ledger.credits(of: 1) == 5_000)
    ledger.expect()
  }

  @Test("The term of a report runs from its payment, not from its order")
  func termFromPayment() {
    let ledger = Ledger(.reading)
    ledger.attach()
    ledger.answersAfter_ms = Duration_ms.hour
    ledger.buyReport()
    ledger.wait(Duration_ms.hour)
    #expect(ledger.creditLots.map(\.expiresAt) == [.start.advanced(by: Duration_ms.hour + 30 * Duration_ms.day)])
  }

  @Test("Of two reports the one that ends first is used first")
  func reportOrder() {
    let ledger = Ledger(.reading)
    ledger.attach()
    ledger.buyReport()
    ledger.wait(Duration_ms.day)
    ledger.buyReport()
    #expect(ledger.takeReport())
    ledger.wait(29 * Duration_ms.day)
    #expect(ledger[.breakage] == 0, "the first one was used")
    ledger.wait(Duration_ms.day)
    #expect(ledger[.breakage] == 2_900)
    ledger.expect()
  }

  @Test("Rows of finished lots are used again, by any wallet")
  func rowsAreUsedAgain() {
    let ledger = Ledger(.reading)
    for round in 1...50 as ClosedRange<UInt32> {
      ledger.buyPack("single", for: round % 3 + 1)
      ledger.read([round], by: round % 3 + 1)
      ledger.expect()
    }
    let rows = ledger.book.creditLots.count
    #expect(rows <= 2)
    #expect(ledger.account.lastCreditLotNumber == 50)
  }

  @Test("The processor's fee of a pack is an expense beside it")
  func processorFee() {
    let fee = ProcessorFeeRule(share: Share(percent: 3), fixed: 30)
    let ledger = Ledger(Terms.reading.with { $0.processorFee = fee })
    ledger.buyPack("pro", for: 1)
    #expect(ledger[.processorFees] == 120)
    #expect(ledger[.cash] == 2_879)
    #expect(ledger[.deferredCredits] == 2_999)
    ledger.expect()
  }
}
