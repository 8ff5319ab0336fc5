import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("HI: packs, reports and documents of end users")
struct WalletRuleTests {
  private let buyer = EndUserID(7)

  /// An owner with a card, and an end user with a pack of five.
  private func shop(_ terms: Terms = .reading) -> Ledger {
    let ledger = Ledger(terms)
    ledger.attach()
    ledger.buyPack("medium", for: 7)
    return ledger
  }

  @Test("HI-2 a single report is 2900 and one analysis; the money is earned with it")
  func report() {
    let ledger = Ledger(.reading)
    ledger.attach()
    #expect(ledger.buyReport() == .ok)
    #expect(ledger.moved == ["packBilled 2900", "reportIssued 1000"])
    #expect(ledger[.deferredCredits] == 2_900)
    #expect(ledger.takeReport())
    #expect(ledger[.deferredCredits] == 0)
    #expect(ledger[.packRevenue] == 2_900)
    #expect(!ledger.takeReport(), "it is used up")
    ledger.expect()
  }

  @Test("HI-2 a report that waits for 30 days expires unused: breakage of 2900, at that very instant")
  func reportExpires() {
    let ledger = Ledger(.reading)
    ledger.attach()
    ledger.buyReport()
    let end = Instant.start.advanced(by: 30 * Duration_ms.day)
    #expect(ledger.creditLots.map(\.expiresAt) == [end])
    ledger.pass(to: end.advanced(by: -1))
    #expect(ledger[.breakage] == 0)
    ledger.wait(1)
    #expect(ledger.moved == ["reportLapsed 1000", "packExpiry 2900"])
    #expect(ledger[.breakage] == 2_900)
    #expect(ledger.saw(.reportExpired))
    #expect(!ledger.takeReport())
    ledger.expect()
  }

  @Test("HI-2 a report is there until its last millisecond; at its expiry the timer comes before any wish")
  func instantOfExpiry() {
    let just = Ledger(.reading)
    just.attach()
    just.buyReport()
    just.pass(to: .start.advanced(by: 30 * Duration_ms.day - 1))
    #expect(just.takeReport())
    let late = Ledger(.reading)
    late.attach()
    late.buyReport()
    late.skip(to: .start.advanced(by: 30 * Duration_ms.day))
    late.expectRefused(.buyReport, .timerOverdue)
    late.wait(0)
    #expect(late.buyReport() == .ok)
    late.expect()
  }

  @Test("HI-2 a report needs a payment method and a catalog that sells it")
  func reportRefusals() {
    Ledger(.reading).expectRefused(.buyReport, .noPaymentMethod)
    Ledger(.plain).expectRefused(.buyReport, .notOffered)
  }

  @Test("HI-10 packs of 1, 5 and 10 for 499, 1999 and 2999: a credit is 499, 399, 299")
  func packs() {
    let ledger = Ledger(.reading)
    let offers = ledger.book.packOffers()
    #expect(offers.map(\.name) == ["single", "medium", "pro"])
    #expect(offers.map(\.credits) == [1_000, 5_000, 10_000])
    #expect(offers.map(\.price) == [499, 1_999, 2_999])
    #expect(offers.map(\.pricePerCredit) == [499, 399, 299])
    for offer in offers { #expect(ledger.buyPack(offer.name, for: 7) == .ok) }
    #expect(ledger.credits(of: 7) == 16_000)
    #expect(ledger[.cash] == 5_497)
    #expect(ledger[.deferredCredits] == 5_497)
    ledger.expect()
  }

  @Test("HI-10 an end user pays in person; the owner's own packs need its payment method; no pack beyond the shelf")
  func packRefusals() {
    let ledger = Ledger(.reading)
    #expect(ledger.buyPack("single", for: 7) == .ok)
    ledger.expectRefused(.buyPack(PackID(0), .owner), .noPaymentMethod)
    ledger.expectRefused(.buyPack(PackID(3), buyer), .unknownPack)
    Ledger(.plain).expectRefused(.buyPack(PackID(0), buyer), .notOffered)
    #expect(ledger.buyPack("single", for: 0) == .noPaymentMethod)
    ledger.attach()
    #expect(ledger.buyPack("single") == .ok)
  }

  @Test("HI-10 what was promised when the pack was asked for is what comes, whatever the price list says by then")
  func promiseIsKept() {
    let dearer = Terms.reading.with { $0.packs = PackShelf(packs: [Pack(name: "single", credits: 2_000, price: 900)]) }
    let catalog = Catalog(
      name: "revised", terms: .reading, revisions: [.init(effective: .start.advanced(by: 1), terms: dearer)])
    let ledger = Ledger(catalog)
    ledger.answersAfter_ms = Duration_ms.hour
    ledger.buyPack("pro", for: 7)
    ledger.wait(Duration_ms.hour)
    #expect(ledger.credits(of: 7) == 10_000)
    #expect(ledger[.cash] == 2_999)
  }

  @Test("HI-11 two new documents with a balance of 5: 2 spent, 3 left")
  func twoDocuments() {
    let ledger = shop()
    #expect(ledger.read([1, 2], by: 7) == .ok)
    #expect(ledger.moved == ["creditsSpent 2000", "packEarned 799"])
    #expect(ledger.credit(7)?.balance == 3_000)
    #expect(ledger.credit(7)?.totalSpent == 2_000)
    ledger.expect()
  }

  @Test("HI-11 a document that was bought before costs nothing, in any list, for ever")
  func boughtBefore() throws {
    let ledger = shop()
    ledger.read([1, 2], by: 7)
    ledger.wait(400 * Duration_ms.day)
    #expect(ledger.read([2, 1], by: 7) == .ok)
    #expect(ledger.moved.isEmpty)
    #expect(ledger.saw(.documentOwned))
    ledger.read([1, 3], by: 7)
    #expect(ledger.moved.first == "creditsSpent 1000")
    #expect(try ledger.hasBought(3, buyer))
    #expect(try !ledger.hasBought(4, buyer))
    ledger.expect()
  }

  @Test("HI-11 a document that is named twice in one list costs once")
  func duplicates() {
    let ledger = shop()
    #expect(ledger.read([9, 9, 9, 8], by: 7) == .ok)
    #expect(ledger.credits(of: 7) == 3_000)
    ledger.expect()
  }

  @Test("HI-11 under pro and enterprise documents are free and stay unbought; without a plan they cost again")
  func freeUnderAPlan() throws {
    for plan in ["pro", "enterprise"] {
      let ledger = shop()
      ledger.runPlan(plan)
      #expect(ledger.credit(7)?.hasUnlimited == true)
      #expect(ledger.read([1, 2, 3], by: 7) == .ok)
      #expect(ledger.read([1], by: 8) == .ok, "also for an end user who never bought anything")
      #expect(ledger.credits(of: 7) == 5_000)
      #expect(try !ledger.hasBought(1, buyer))
      ledger.endPlan()
      #expect(ledger.credit(7)?.hasUnlimited == false)
      ledger.read([1], by: 7)
      #expect(ledger.credits(of: 7) == 4_000)
    }
  }

  @Test("HI-11 the free plan reads nothing for free; an empty list, and a catalog without documents, are refused")
  func accessRefusals() {
    let ledger = shop()
    ledger.expectRefused(.access(buyer, DocumentList()), .invalidCount)
    let list = DocumentList([DocumentID(1)])
    Ledger(.plain).expectRefused(.access(buyer, list), .notOffered)
    Ledger(.reading).expectRefused(.access(buyer, list), .paymentRequired)
  }

  @Test("HI-12 too few credits for the whole list: nothing is spent, and the refusal has all figures")
  func paymentRequired() throws {
    let ledger = shop()
    ledger.read([1, 2, 3], by: 7)
    let list = DocumentList([3, 4, 5, 6].map { DocumentID($0) })
    ledger.expectRefused(.access(buyer, list), .paymentRequired)
    let request = try #require(ledger.paymentRequest)
    #expect(request.required == 3_000)
    #expect(request.available == 2_000)
    #expect(request.needed == 1_000)
    #expect(request.purchaseOptions.map(\.name) == ["single", "medium", "pro"])
    #expect(request.subscriptionOption == PlanID(1))
    #expect(PaymentRequest.httpStatus == 402)
    #expect(ledger.book.observations.contains(.paymentWasRequired))
    #expect(ledger.read([4, 5], by: 7) == .ok, "what the balance covers")
    #expect(ledger.paymentRequest == nil)
  }

  @Test("HI-12 an end user without a wallet has 0 of the 2 credits that two documents need")
  func nobodyHasNothing() throws {
    let ledger = Ledger(.reading)
    #expect(ledger.read([1, 2], by: 7) == .paymentRequired)
    let request = try #require(ledger.paymentRequest)
    #expect([request.required, request.available, request.needed] == [2_000, 0, 2_000])
    ledger.expect()
  }

  @Test("HI-13 purchased 10 - spent 5 = 5")
  func balance() throws {
    let ledger = Ledger(.reading)
    ledger.buyPack("pro", for: 7)
    ledger.read([1, 2, 3, 4, 5], by: 7)
    let credit = try ledger.balance(of: buyer)
    #expect([credit.totalPurchased, credit.totalSpent, credit.balance] == [10_000, 5_000, 5_000])
    #expect(!credit.hasUnlimited && credit.reports == 0)
  }

  @Test("HI-13 the history is pending until the payment is there, then completed; newest first, by pages of 50")
  func history() throws {
    let ledger = Ledger(.reading)
    ledger.answersAfter_ms = 2 * Duration_ms.minute
    ledger.buyPack("medium", for: 7)
    var history = try ledger.purchases(of: buyer)
    #expect(history.purchases.map(\.state) == [.pending])
    #expect(history.purchases.map(\.completedAt) == [nil])
    #expect(history.totalPurchased == 0)
    ledger.wait(2 * Duration_ms.minute)
    history = try ledger.purchases(of: buyer)
    let purchase = try #require(history.purchases.first)
    #expect(purchase.state == .completed && purchase.credits == 5_000 && purchase.price == 1_999)
    #expect(purchase.createdAt == .start && purchase.completedAt == .start.advanced(by: 2 * Duration_ms.minute))
    #expect(history.totalPurchased == 5_000 && history.totalPaid == 1_999)
    for _ in 1...59 { ledger.buyPack("single", for: 7) }
    ledger.buyPack("single", for: 8)
    #expect(try ledger.purchases(of: buyer).purchases.count == 50)
    let last = try ledger.purchases(of: buyer, limit: 4, offset: 58)
    #expect(last.purchases.map(\.payment.number) == [2, 1])
    #expect(throws: WalletRefusal.invalidPage) { try ledger.purchases(of: buyer, limit: 0) }
    #expect(throws: WalletRefusal.invalidPage) { try ledger.purchases(of: buyer, offset: -1) }
  }

  @Test("HI-13 a declined charge brings nothing and is no purchase; a success heard later is one, once")
  func declinedThenPaid() throws {
    let ledger = Ledger(.reading)
    ledger.nextAnswers = [.declinedHard]
    ledger.buyPack("medium", for: 7)
    #expect(ledger.credits(of: 7) == 0)
    #expect(try ledger.purchases(of: buyer).purchases.isEmpty)
    #expect(ledger.answer(1, .succeeded) == .ok)
    #expect(ledger.credits(of: 7) == 5_000)
    ledger.expectRefused(.settle(PaymentID(1), .succeeded), .repeated)
    ledger.expectRefused(.settle(PaymentID(1), .declinedSoft), .repeated)
    #expect(try ledger.purchases(of: buyer).purchases.count == 1)
    ledger.expect()
  }

  @Test("HI-14 an end user belongs to one owner: another's is not found, and the same number is somebody else")
  func ownersApart() throws {
    let ledger = Ledger(.reading, owners: 2)
    ledger.buyPack("medium", for: 7)
    ledger.read([1], by: 7)
    ledger.owner = OwnerSlot(1)
    #expect(throws: WalletRefusal.unknownEndUser) { try ledger.balance(of: buyer) }
    #expect(throws: WalletRefusal.unknownEndUser) { try ledger.purchases(of: buyer) }
    #expect(throws: WalletRefusal.unknownEndUser) { try ledger.hasBought(1, buyer) }
    #expect(ledger.read([1], by: 7) == .paymentRequired)
    ledger.buyPack("single", for: 7)
    #expect(ledger.credits(of: 7) == 1_000)
    ledger.expect()
    ledger.owner = OwnerSlot(0)
    #expect(ledger.credits(of: 7) == 4_000)
    ledger.expect()
  }

  @Test("HI-D7 credits do not expire by themselves, and are no reports: neither does the other's work")
  func twoTypes() {
    let ledger = Ledger(.reading)
    ledger.attach()
    ledger.buyPack("medium")
    #expect(!ledger.takeReport())
    ledger.buyReport()
    #expect(ledger.read([1, 2, 3, 4, 5, 6], by: 0) == .paymentRequired)
    ledger.wait(1_000 * Duration_ms.day)
    #expect(ledger.credits() == 5_000)
    #expect(ledger[.breakage] == 2_900, "of the report alone")
    ledger.expect()
  }

  @Test("HI-D7 a shelf may give its credits a term; they are spent soonest expiry first, then oldest")
  func soonestFirst() {
    let term = CalendarTerm.milliseconds(10 * Duration_ms.day)
    let short = Terms.reading.with { $0.packs = PackShelf(packs: PackShelf.three.packs, term: term) }
    let catalog = Catalog(
      name: "shorter later", terms: .reading, revisions: [.init(effective: .start.advanced(by: 1), terms: short)])
    let ledger = Ledger(catalog)
    ledger.buyPack("medium", for: 7)
    ledger.wait(Duration_ms.day)
    ledger.buyPack("medium", for: 7)
    ledger.read([1, 2], by: 7)
    #expect(ledger.creditLots.map(\.remaining) == [3_000, 5_000])
    #expect(ledger.creditLots.map(\.id.number) == [2, 1])
    ledger.wait(10 * Duration_ms.day)
    #expect(ledger.credits(of: 7) == 5_000)
    #expect(ledger.credit(7)?.totalPurchased == 10_000)
    #expect(ledger[.breakage] == 1_200, "1999 less the 799 that two of five credits earned")
    ledger.expect()
  }
}
