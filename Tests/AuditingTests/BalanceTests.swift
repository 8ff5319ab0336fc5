import Accounting
import Auditing
import Testing

@testable import Billing

@Suite("No difference of balances hides behind another balance")
struct BalanceTests {
  /// The balances that a step's check compares, each with the one that it must equal.
  private static let places = [
    "available paid", "available promotional", "held paid", "held promotional", "the receivable", "paid lots",
    "promotional lots", "paid holds", "promotional holds", "the debt", "the debits",
  ]

  private static func change(_ place: Int, by amount: Int64, _ book: inout Book) {
    switch place {
    case 0...4: book.owners[0].ledger[place] += amount
    case 5, 6: book.owners[0].remaining[place - 5] += amount
    case 7, 8: book.owners[0].held[place - 7] += amount
    case 9: book.owners[0].debt += amount
    default: book.debited += amount
    }
  }

  @Test("A single bit of any balance is noticed", arguments: 0..<11)
  func bits(_ place: Int) throws {
    let commands: [Command] = [
      .use(amount: 10), .use(amount: 2_499), .job, .settleSlots(JobID(1), slots: 3), .closeJob(JobID(1)),
    ]
    for bit in 0..<40 {
      for last in commands.indices {
        for sign in [1, -1] as [Int64] {
          var watched = Watched(.watched)
          #expect(watched.send(Command.funded + commands[..<last]) == nil)
          let violation = watched.send(commands[last]) { Self.change(place, by: sign << Int64(bit), &$0) }
          #expect(violation != nil, "\(Self.places[place]) by \(sign << Int64(bit)) after \(commands[last])")
        }
      }
    }
  }
}
