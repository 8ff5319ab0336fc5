import Accounting
import Billing
import Pricing
import Testing

@testable import Population
@testable import Sampling

/// What end users open, and what they buy for it.
@Suite("End users")
struct EndUserTests {
  private func people(again: Double, endUsers: Double = 5) throws -> People {
    try People(
      owners: 1,
      documents: .init(
        endUsers: try .constant(endUsers), perWeek: .one, gaps: .one, list: try .poisson(mean: 3), again: again,
        buysWhenRefused: 1,
        packs: .zero))
  }

  private func list(_ people: borrowing People, _ ordinal: UInt32) -> (user: UInt32, documents: [UInt32]) {
    guard case .access(let user, let list) = people.behaviour.access(0, ordinal: ordinal) else { return (0, []) }
    return (user.number, list.indices.map { list[$0].number })
  }

  @Test("A document opened again is one that the same end user asked for before; new ones are nobody's yet")
  func again() throws {
    var people = try people(again: 0.4)
    _ = people.join(0)
    var asked: [UInt32: Set<UInt32>] = [:]
    var repeated = 0
    var all = 0
    for ordinal in 0..<2_000 as Range<UInt32> {
      let (user, documents) = list(people, ordinal)
      #expect((1...5).contains(user) && (1...DocumentList.most).contains(documents.count))
      for document in Set(documents) {
        let isOwn = asked[user, default: []].contains(document)
        let isForeign = asked.contains { $0.key != user && $0.value.contains(document) }
        #expect(!isForeign, "a document belongs to the list of one end user")
        if isOwn { repeated += 1 }
        all += 1
      }
      asked[user, default: []].formUnion(documents)
    }
    // Two places of a list may repeat the same document, so it is a little less than 40 % of different ones.
    #expect((0.3...0.42).contains(Double(repeated) / Double(all)))
  }

  @Test("The same list comes whoever asks for it and when")
  func pure() throws {
    var people = try people(again: 0.5)
    _ = people.join(0)
    let forwards = (0..<50).map { list(people, $0).documents }
    let backwards = (0..<50).reversed().map { list(people, $0).documents }
    #expect(forwards == backwards.reversed())
  }

  @Test("Nobody opens anything twice unless the scenario says so")
  func onlyNew() throws {
    var people = try people(again: 0)
    _ = people.join(0)
    let documents = (0..<300).flatMap { list(people, $0).documents }
    #expect(Set(documents).count == documents.count)
  }

  @Test(
    "A pack that holds too little is changed for the smallest that holds enough",
    arguments: zip([500, 1_000, 1_001, 5_001, 99_000], [0, 0, 1, 2, 2]))
  func pack(needed: Int64, place: Int) throws {
    let people = try people(again: 0)
    #expect(people.behaviour.pack(0, holding: needed, people.book) == place)
    #expect(people.behaviour.pack(2, holding: needed, people.book) == 2, "what was drawn and holds enough stays")
  }

  @Test("Whoever is refused buys with a card of its own and tries the same list again")
  func refused() throws {
    var people = try people(again: 0)
    _ = people.join(0)
    let wishes = people.follow(Wish(.access, subject: 0))
    #expect(wishes.map(\.kind) == [.access, .buyPack, .access])
    #expect(wishes[1].subject == list(people, 0).user)
    #expect(wishes[2].subject == 0 && wishes[2].detail == 1)
    #expect(people.follow(wishes[2]).isEmpty, "and only once")
  }

  @Test("An owner without end users opens nothing")
  func nobody() throws {
    var people = try people(again: 0, endUsers: 0)
    #expect(!people.join(0).contains { $0.kind == .access })
  }
}
