import Accounting
import Testing

@testable import Measurement

@Suite("Cards of several catalogs")
struct CatalogCardTests {
  private let start = CivilDate(year: 2026, month: 1, day: 1).midnight

  @Test("Money is multiplied, quantities are not, and the card is empty for the next catalog")
  func putAway() {
    var card = Scorecard(start: start, end: start.addingMonths(2), kinds: 1, statuses: 1, peaks: false, catalogs: 2)
    card.owners = 3
    card.flows.add(Transfer(debit: .cash, credit: .deferredCredits, amount: 25, code: .packBilled), at: start)
    card.flows.add(Transfer(debit: .creditsIssued, credit: .credits, amount: 7, code: .creditsIssued), at: start)
    card.balances.add(25, row: Int(Account.cash.rawValue))
    card.balances.add(7, row: Int(Account.credits.rawValue))
    card.putAway(catalog: 0, factor: 10_000)
    #expect(card.flows.total(.packBilled) == 0)
    card.owners = 5
    card.flows.add(Transfer(debit: .cash, credit: .deferredCredits, amount: 11, code: .packBilled), at: start.addingMonths(1))
    card.putAway(catalog: 1, factor: 1)
    card.sumCatalogs()
    #expect(card.catalogs.map(\.owners) == [3, 2])
    #expect(card.flows(ofCatalog: 0).total(.packBilled) == 250_000)
    #expect(card.flows(ofCatalog: 0).total(.creditsIssued) == 7)
    #expect(card.flows.amount(.packBilled, month: 0) == 250_000)
    #expect(card.flows.amount(.packBilled, month: 1) == 11)
    #expect(card.balances[Int(Account.cash.rawValue)] == 250_000)
    #expect(card.balances[Int(Account.credits.rawValue)] == 7)
    #expect(card.balances(ofCatalog: 1)[Int(Account.cash.rawValue)] == 0)
  }

  @Test("A catalog that is taken up again goes on where it was, and cards of several threads add up")
  func again() {
    func thread(_ amounts: [Int64]) -> Scorecard {
      var card = Scorecard(start: start, end: start.addingMonths(1), kinds: 1, statuses: 1, peaks: false, catalogs: 2)
      for (index, amount) in amounts.enumerated() {
        card.owners += 1
        card.flows.add(Transfer(debit: .cash, credit: .availablePaid, amount: amount, code: .purchase), at: start)
        card.putAway(catalog: index % 2, factor: 1)
      }
      card.sumCatalogs()
      return card
    }
    var card = thread([1, 2, 4])
    card.merge(thread([8, 16]))
    #expect(card.flows.total(.purchase) == 31)
    #expect(card.flows(ofCatalog: 0).total(.purchase) == 13)
    #expect(card.flows(ofCatalog: 1).total(.purchase) == 18)
    #expect(card.catalogs.map(\.owners) == [3, 2])
  }
}
