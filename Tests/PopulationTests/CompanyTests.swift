import Accounting
import Billing
import Pricing
import Testing

@testable import Population
@testable import Sampling

/// Companies that pay for interviews with credits.
@Suite("Companies")
struct CompanyTests {
  private func people(low: Double = 0, paymentMethod: Double = 1) throws -> People {
    try People(
      owners: 1,
      interviews: .init(
        perWeek: .one, gaps: .one, product: .zero, duration_ms: try .constant(60_000), override: .zero,
        packs: .init(choice: .one, lowBalance: try .constant(low))), paymentMethod: paymentMethod)
  }

  @Test("A company joins with its prices, and buys its first pack")
  func joining() throws {
    var people = try people()
    #expect(people.join(0).map(\.kind).filter { $0 != .leave } == [.overridePrices, .buyPack, .interview])
    var poor = try self.people(paymentMethod: 0)
    #expect(poor.join(0).map(\.kind) == [.overridePrices, .interview], "without a payment method nothing is bought")
  }

  @Test("One pack at a time; a company that was refused tries again")
  func refused() throws {
    var people = try people()
    _ = people.join(0)
    #expect(people.follow(Wish(.interview)).map(\.kind) == [.interview], "a pack is under way")
    people.send(.buyPack(PackID(1), .owner), as: Wish(.buyPack, detail: 1))
    #expect(people.follow(Wish(.interview, subject: 1)).map(\.kind) == [.interview, .buyPack, .interview])
  }

  @Test("Credits that are low are filled up before they are used up", arguments: [(0.0, false), (4_000, false), (5_000, true)])
  func low(threshold: Double, buys: Bool) throws {
    var people = try people(low: threshold)
    _ = people.join(0)
    people.send(.buyPack(PackID(1), .owner), as: Wish(.buyPack, detail: 1))
    people.send(.settle(PaymentID(1), .succeeded))
    // Five credits less one for the interview.
    #expect(people.follow(Wish(.interview)).map(\.kind) == (buys ? [.interview, .buyPack] : [.interview]))
  }
}
