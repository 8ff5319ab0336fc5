import Accounting
import BillingTestSupport
import Pricing

@testable import Auditing
@testable import Billing

/// What can be wrong with a use that looks plain, one condition of the look after the other.
struct PlainUseDamage: Sendable {
  let name: String
  /// Before the step: what the auditor remembers, and how far time runs back.
  var witness: @Sendable (inout Witness, Instant) -> Void = { _, _ in }
  var back_ms: Int64 = 0
  /// After it.
  var book: @Sendable (inout Book, Instant) -> Void = { _, _ in }
  /// Whether the use spans two lots.
  var spansTwo = false

  static let all: [PlainUseDamage] = [
    PlainUseDamage(name: "none"),
    PlainUseDamage(name: "none, of two lots", spansTwo: true),
    PlainUseDamage(name: "time runs back", back_ms: Duration_ms.hour),
    PlainUseDamage(name: "a debt is remembered", witness: { witness, _ in witness.onDebt = 5 }),
    PlainUseDamage(name: "access was to end", witness: { witness, now in witness.accessUntil = now.advanced(by: -1) }),
    PlainUseDamage(name: "a reload is remembered", witness: { witness, _ in witness.pendingReloads = 1 }),
    PlainUseDamage(
      name: "the lot is over, and the bound before it",
      book: { book, now in
        book.lots[Int(book.touchedLots[0])].expiresAt = now
        book.owners[0].soonestExpiry = now
      }),
    PlainUseDamage(
      name: "the second lot burns first", book: { book, _ in book.lots[Int(book.touchedLots[1])].priority = -5 }, spansTwo: true),
    PlainUseDamage(
      name: "a third lot lies between, and burns first",
      book: { book, _ in
        for row in book.lots.indices where book.lots[row].remaining > 0 && Int32(row) != book.touchedLots[1] {
          book.lots[row].priority = -5
          book.lots[row].next = book.touchedLots[1]
          book.lots[Int(book.touchedLots[0])].next = Int32(row)
        }
      }, spansTwo: true),
    PlainUseDamage(
      name: "the first lot is over",
      book: { book, _ in book.lots[Int(book.touchedLots[0])].expiresAt = book.lots[Int(book.touchedLots[0])].grantedAt },
      spansTwo: true),
    PlainUseDamage(
      name: "the first lot comes later", book: { book, _ in book.lots[Int(book.touchedLots[0])].grantedAt = .never },
      spansTwo: true),
    PlainUseDamage(
      name: "a lot's cost basis", book: { book, _ in book.lots[Int(book.touchedLots[0])].costBasis += 7 }, spansTwo: true),
    PlainUseDamage(
      name: "one posting below nothing",
      book: { book, _ in
        if book.transfers.count < 2 { return }
        book.transfers[0].amount += book.transfers[1].amount + 5
        book.transfers[1].amount = -5
      }, spansTwo: true),
    PlainUseDamage(
      name: "the second posting is a debt's",
      book: { book, _ in book.transfers[book.transfers.count - 1].change(debit: .receivable) },
      spansTwo: true),
    PlainUseDamage(
      name: "the posting is a debt's", book: { book, _ in book.transfers[0].change(debit: .receivable) }),
    PlainUseDamage(
      name: "a third posting",
      book: { book, _ in
        book.transfers.append(Transfer(debit: .availablePaid, credit: .usageRevenue, amount: 3, code: .usage))
      }, spansTwo: true),
  ]

  /// Damages that are no violation of the step, whoever looks.
  var isHarmless: Bool { name.hasPrefix("none") || name == "a debt is remembered" }
}
