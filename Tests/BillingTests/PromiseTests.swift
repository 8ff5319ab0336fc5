import Accounting
import Billing
import Pricing
import Testing

@Suite("What was promised or charged before a change stays what it was")
struct PromiseTests {
  private let start = CivilDate(year: 2026, month: 1, day: 1).midnight
  private let owner = OwnerSlot(0)

  private func terms(_ bonus: Int64) -> Terms {
    Terms(
      fee: FeeRule(placement: .onTop, share: Share(percent: 30)),
      bonus: BonusLadder(steps: [BonusLadder.Step(from: 1, share: Share(percent: bonus))]))
  }

  @Test("A bonus is that of the moment the purchase was asked for, although a revision comes before it settles")
  func bonusIsPromised() {
    let change = start.advanced(by: Duration_ms.hour)
    var book = Book(
      catalog: Catalog(name: "promise", terms: terms(10), revisions: [.init(effective: change, terms: terms(50))]))
    book.open(owners: 1)
    _ = book.apply(.attachMethod(.works), by: owner, at: start)
    #expect(book.apply(.purchase(amount: 1_000, key: .none), by: owner, at: start) == .ok)
    #expect(book.apply(.settle(PaymentID(1), .succeeded), by: owner, at: change) == .ok)
    #expect(book.owners[0].available == 1_100)
    #expect(book.apply(.purchase(amount: 1_000, key: .none), by: owner, at: change) == .ok)
    #expect(book.apply(.settle(PaymentID(2), .succeeded), by: owner, at: change) == .ok)
    #expect(book.owners[0].available == 2_600)
  }

  @Test(
    "The old card's decline does not pause the reload of the new card", arguments: [SettlementResult.declinedHard, .declinedSoft])
  func declineOfTheOldCard(result: SettlementResult) {
    var book = Book(catalog: Catalog(name: "cards", terms: terms(0)))
    book.open(owners: 1)
    _ = book.apply(.attachMethod(.works), by: owner, at: start)
    // An empty balance is below the threshold, so the first card is charged at once.
    _ = book.apply(.configureReload(enabled: true, threshold: 100, amount: 500), by: owner, at: start)
    #expect(book.owners[0].reload.phase == .inFlight)
    let later = start.advanced(by: Duration_ms.minute)
    _ = book.apply(.attachMethod(.works), by: owner, at: later)
    #expect(book.apply(.settle(PaymentID(1), result), by: owner, at: later) == .ok)
    #expect(book.owners[0].reload.phase == .inFlight, "the new card is charged in the same step")
    #expect(book.owners[0].reload.inFlight == PaymentID(2))
    #expect(book.owners[0].reload.declines == 0)
    _ = book.apply(.settle(PaymentID(2), .succeeded), by: owner, at: later)
    #expect(book.owners[0].available == 500)
  }
}
