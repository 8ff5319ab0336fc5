import Testing

@testable import Accounting

@Suite("Lots, accounts and transfers")
struct LotOrderTests {
  private func lot(
    _ id: UInt32, granted: Int64 = 10, basis: Int64 = 10, origin: LotOrigin = .purchase, priority: Int16 = 0, at: Int64 = 0,
    expires: Instant = .never
  ) -> Lot {
    Lot(
      id: LotID(id), granted: granted, costBasis: basis, origin: origin, priority: priority, payment: .none,
      grantedAt: Instant(milliseconds: at), expiresAt: expires)
  }

  @Test("Each order has a pair of lots that it ranks against its neighbours")
  func orders() {
    let soon = Instant(milliseconds: 100)
    let older = lot(1, at: 1)
    let expiring = lot(2, at: 2, expires: soon)
    #expect(BurnOrder.soonestExpiry.ranks(expiring, before: older))
    #expect(BurnOrder.oldestFirst.ranks(older, before: expiring))
    let given = lot(3, basis: 0, origin: .bonus, at: 3)
    #expect(BurnOrder.soonestExpiry.ranks(given, before: older))
    #expect(BurnOrder.soonestExpiry.ranks(expiring, before: given))
    #expect(BurnOrder.promotionalFirst.ranks(given, before: expiring))
    #expect(BurnOrder.paidFirst.ranks(expiring, before: given))
    #expect(BurnOrder.paidFirst.ranks(older, before: expiring))
    let large = lot(4, granted: 20, basis: 20, at: 4)
    #expect(BurnOrder.largestFirst.ranks(large, before: older))
    #expect(BurnOrder.oldestFirst.ranks(older, before: large))
    // 9 paid for 20 is less a credit than 5 paid for 10.
    let cheap = lot(5, granted: 20, basis: 9, at: 5)
    let dear = lot(6, granted: 10, basis: 5, at: 4)
    #expect(BurnOrder.lowestBasisFirst.ranks(cheap, before: dear))
    #expect(!BurnOrder.lowestBasisFirst.ranks(dear, before: cheap))
    #expect(BurnOrder.paidFirst.ranks(dear, before: cheap))
    let first = lot(1, granted: .max, basis: .max - 1)
    #expect(BurnOrder.lowestBasisFirst.ranks(first, before: lot(2, granted: .max, basis: .max)))
  }

  @Test(
    "Every order is total: of two lots exactly one burns first, and three never run in a circle", arguments: BurnOrder.allCases)
  func totalOrder(order: BurnOrder) {
    var lots: [Lot] = []
    for number in 1...36 as ClosedRange<UInt32> {
      let choice = Int64(number)
      let origin: LotOrigin = choice % 2 == 0 ? .purchase : .grant
      lots.append(
        lot(
          number, granted: 1 + choice % 3, basis: origin == .purchase ? 1 + choice % 3 : 0, origin: origin,
          priority: Int16(choice % 2), at: choice % 4, expires: choice % 5 == 0 ? .never : Instant(milliseconds: choice % 3)))
    }
    for left in lots {
      #expect(!order.ranks(left, before: left))
      for right in lots where left.id != right.id {
        #expect(order.ranks(left, before: right) != order.ranks(right, before: left))
        for third in lots where order.ranks(left, before: right) && order.ranks(right, before: third) {
          if !order.ranks(left, before: third) { Issue.record("\(order): \(left.id), \(right.id), \(third.id) run in a circle") }
        }
      }
    }
  }

  @Test(
    "A lot may be spent from its granting until, without, its expiry",
    arguments: [(4, false), (5, true), (9, true), (10, false)] as [(Int64, Bool)])
  func halfOpen(at: Int64, isSpendable: Bool) {
    #expect(lot(1, at: 5, expires: Instant(milliseconds: 10)).isSpendable(at: Instant(milliseconds: at)) == isSpendable)
  }

  @Test("The first accounts are the owners', and each grows on the side of its kind")
  func chartOfAccounts() {
    let owners = Account.allCases.filter(\.isOwners)
    #expect(owners == Array(Account.allCases.prefix(Account.ownerCount)))
    for account in Account.allCases {
      #expect(account.growsByDebit == (account.kind == .asset || account.kind == .expense), "\(account)")
    }
    for creditClass in CreditClass.allCases {
      #expect(creditClass.available != creditClass.held)
      #expect(creditClass.available.isOwners && creditClass.held.isOwners)
    }
  }

  @Test("A transfer knows the class of credits that it moves, and every difference shows in its sides")
  func transfers() {
    #expect(Transfer(debit: .cash, credit: .availablePaid, amount: 1, code: .purchase).creditClass == .paid)
    #expect(Transfer(debit: .promotion, credit: .availablePromotional, amount: 1, code: .bonus).creditClass == .promotional)
    #expect(Transfer(debit: .heldPromotional, credit: .feeRevenue, amount: 1, code: .captureFee).creditClass == .promotional)
    var seen: Set<UInt64> = []
    for debit in Account.allCases {
      for credit in Account.allCases {
        for code in TransferCode.allCases {
          seen.insert(Transfer(debit: debit, credit: credit, amount: 1, code: code).packedSides)
        }
      }
    }
    #expect(seen.count == Account.allCases.count * Account.allCases.count * TransferCode.allCases.count)
  }

  @Test("A hold is open as far as it is neither captured nor released")
  func hold() {
    var hold = Hold(authorised: 100)
    hold.captured = 30
    hold.released = 20
    #expect(hold.open == 50)
  }

  @Test("Keys of different texts differ, and none of them is no key")
  func keys() {
    let texts = ["", "a", "b", "ab", "ba", "p1", "p2"]
    #expect(Set(texts.map { IdempotencyKey(text: $0) }).count == texts.count)
    for text in texts { #expect(IdempotencyKey(text: text) != IdempotencyKey.none) }
  }
}
