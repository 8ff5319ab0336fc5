import Accounting
import Auditing
import Billing
import Pricing
import Testing

@Suite("An answer at the instant of an expiry")
struct AnswerAtExpiryTests {
  @Test("The auditor lets an answer come before the expiry of its instant")
  func answerComesFirst() {
    let tomorrow = Instant(milliseconds: Duration_ms.day)
    let story: [(Instant, Command)] = [
      (Instant(milliseconds: 0), .attachMethod(.works)),
      (Instant(milliseconds: 0), .purchase(amount: 70, key: .none)),
      (Instant(milliseconds: 0), .grant(amount: 100, origin: .grant, expiresAt: tomorrow, priority: 0)),
      (tomorrow, .settle(PaymentID(1), .succeeded)),
      (tomorrow, .elapse(.lotExpiry(LotID(1)))),
    ]
    var book = Book(catalog: Catalog(name: "test", terms: Terms(fee: FeeRule(placement: .onTop, share: .none))))
    book.open(owners: 1)
    var auditor = Auditor(level: .step)
    auditor.open(owners: 1)
    for (at, command) in story {
      let status = book.apply(command, by: OwnerSlot(0), at: at)
      #expect(status == .ok, "\(command)")
      let holds = auditor.check(book, command, by: OwnerSlot(0), at: at, status)
      #expect(holds, "\(command)")
    }
    let available = book.owners[0].available
    #expect(available == 70)
  }
}
