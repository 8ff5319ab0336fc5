import Accounting
import Billing
import BillingTestSupport
import Oracle
import Pricing
import Testing

/// A comparison that has never been red proves nothing.
@Suite("What differs is seen")
struct PlantedTests {
  private let commands: [Command] = [
    .attachMethod(.works), .purchase(amount: 50_000, key: .none), .settle(PaymentID(1), .succeeded),
    .openJob(JobID(1), slots: 10, price: 300, deadline: .never), .settleSlots(JobID(1), slots: 3), .use(amount: 700),
  ]

  /// The first figure on which a core and an oracle with other terms, or other commands, differ.
  private func difference(core: Terms, oracle: Terms, _ change: (Int, Command) -> Command = { $1 }) -> String? {
    var book = Book(catalog: core.catalog)
    book.open(owners: 1)
    var naive = NaiveBook(catalog: oracle.catalog)
    for (index, command) in commands.enumerated() {
      let status = book.apply(command, by: OwnerSlot(0), at: .start)
      let answer = naive.apply(change(index, command), at: .start)
      let found = LockStep.compare(status, answer) ?? LockStep.compare(book, OwnerSlot(0), naive, at: .start)
      if let found { return "\(index): \(found)" }
    }
    return nil
  }

  @Test("Equal rules and equal commands agree")
  func sound() { #expect(difference(core: .onTop, oracle: .onTop) == nil) }

  @Test("A core with another rounding, another fee, or another bonus is found at the step that shows it")
  func rules() {
    let dearer = Terms.onTop.with { $0.fee.share = Share(percent: 31) }
    #expect(difference(core: dearer, oracle: .onTop)?.hasPrefix("3: ") == true)
    #expect(difference(core: .onTop, oracle: dearer)?.hasPrefix("3: ") == true)
    let generous = Terms.onTop.with { $0.bonus = .fiveSteps }
    #expect(difference(core: generous, oracle: .onTop)?.hasPrefix("2: ") == true)
    let fleeting = Terms.onTop.with { $0.expiry = ExpiryRule(paid: .months(12)) }
    #expect(difference(core: fleeting, oracle: .onTop) != nil)
  }

  @Test("An oracle that heard something else is found at that step", arguments: [1, 2, 3, 4, 5])
  func commands(step: Int) {
    let others: [Int: Command] = [
      1: .purchase(amount: 50_001, key: .none), 2: .settle(PaymentID(1), .declinedSoft),
      3: .openJob(JobID(1), slots: 9, price: 300, deadline: .never), 4: .settleSlots(JobID(1), slots: 2), 5: .use(amount: 701),
    ]
    let found = difference(core: .onTop, oracle: .onTop) { index, command in
      index == step ? others[step] ?? command : command
    }
    #expect(found?.hasPrefix("\(step): ") == true, "\(found ?? "nothing")")
  }
}
