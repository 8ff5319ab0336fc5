import Accounting
import Auditing
import Pricing

@testable import Billing

/// One owner's book with an auditor beside it. A fault is planted between a step and its check.
struct Watched: ~Copyable {
  var book: Book
  var auditor = Auditor(level: .step)
  var now: Instant
  /// Everything that was sent, for replaying it.
  var sent: [(command: Command, at: Instant)] = []
  let owner = OwnerSlot(0)

  init(_ terms: Terms, revision: Catalog.Revision? = nil, from start: Instant = CivilDate(year: 2026, month: 1, day: 1).midnight)
  {
    now = start
    book = Book(catalog: Catalog(name: "watched", terms: terms, revisions: revision.map { [$0] } ?? []))
    book.open(owners: 1)
    auditor.open(owners: 1)
  }

  /// Sends a command, lets `fault` loose on the book, and has the step checked.
  mutating func send(_ command: Command, fault: (inout Book) -> Void = { _ in }) -> Violation? {
    let status = book.apply(command, by: owner, at: now)
    sent.append((command, now))
    fault(&book)
    if auditor.check(book, command, by: owner, at: now, status) { return nil }
    return auditor.violation(in: book, of: owner, at: now, command, status)
  }

  /// Sends commands that are in order. - Returns: the first violation, which would be a false one.
  mutating func send(_ commands: [Command]) -> Violation? {
    for command in commands {
      if let violation = send(command) { return violation }
    }
    return nil
  }

  /// The end of the shard.
  mutating func close() -> Violation? { auditor.close(book, at: now) }
}

extension Terms {
  /// 30 % on top of the payout; credits live a month; 5 % bonus from 1,000 on.
  static let watched = Terms(
    fee: FeeRule(placement: .onTop, share: Share(percent: 30)),
    bonus: BonusLadder(steps: [BonusLadder.Step(from: 1_000, share: Share(percent: 5))]), expiry: ExpiryRule(paid: .months(1)),
    refunds: .unspent)
}

extension Command {
  /// A card, and a purchase that is paid for: 50,000 credits and a bonus of 2,500, which burns first.
  static let funded: [Command] = [
    .attachMethod(.works), .purchase(amount: 50_000, key: .none), .settle(PaymentID(1), .succeeded),
  ]

  /// Ten slots at 300 and a fee of 90.
  static let job = Command.openJob(JobID(1), slots: 10, price: 300, deadline: .never)
}
