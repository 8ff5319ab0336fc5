import Accounting
import Auditing
import Billing
import Pricing
import Testing

/// An auditor who is told something else than what the book did must find the invariant that this breaks.
@Suite("The auditor finds what is wrong with usage and with money that goes back")
struct UsageAuditTests {
  private struct Desk: ~Copyable {
    var book: Book
    var auditor = Auditor(level: .step)
    var now = Worlds.start
    let owner = OwnerSlot(0)

    init(_ change: (inout Terms) -> Void = { _ in }) {
      let terms = Worlds.terms {
        $0.cutoff = CutoffRule()
        $0.refunds = .unspent
        change(&$0)
      }
      book = Book(catalog: Catalog(name: "desk", terms: terms))
      book.open(owners: 1)
      auditor.open(owners: 1)
      for command in [Command.attachMethod(.works), .purchase(amount: 500, key: .none), .settle(PaymentID(1), .succeeded)] {
        _ = tell(command)
      }
    }

    /// Applies a command, and tells the auditor of it, or of another one, or of another time.
    mutating func tell(_ command: Command, as told: Command? = nil, after_ms: Int64 = 0) -> Invariant? {
      let status = book.apply(command, by: owner, at: now)
      let at = now.advanced(by: after_ms)
      if auditor.check(book, told ?? command, by: owner, at: at, status) { return nil }
      return auditor.violation(in: book, of: owner, at: at)?.invariant
    }

    mutating func keepQuiet(_ command: Command) { _ = book.apply(command, by: owner, at: now) }
  }

  @Test("usage-billed-once: a use that is billed for another amount, or by another command")
  func billedOnce() {
    var desk = Desk()
    let right = desk.tell(.use(amount: 100))
    #expect(right == nil)
    let dearer = desk.tell(.use(amount: 100), as: .use(amount: 90))
    #expect(dearer == .usageBilledOnce)
    var other = Desk()
    let foreign = other.tell(.use(amount: 100), as: .detachMethod)
    #expect(foreign == .usageBilledOnce)
  }

  @Test("debt-bounded: usage that goes on after the cutoff was due")
  func lateUse() {
    var desk = Desk()
    let emptied = desk.tell(.use(amount: 500))
    #expect(emptied == nil)
    let inTime = desk.tell(.use(amount: 1), after_ms: 119_999)
    #expect(inTime == nil)
    let late = desk.tell(.use(amount: 1), after_ms: 120_000)
    #expect(late == .debtBounded)
  }

  @Test("debt-bounded: a debt larger than what was used on it")
  func unexplainedDebt() {
    var desk = Desk()
    desk.keepQuiet(.use(amount: 900))
    desk.now = desk.now.advanced(by: 1_000)
    let found = desk.tell(.detachMethod)
    // What was taken without a word is missed first.
    #expect(found == .availablePlusHeld)
    var empty = Desk()
    _ = empty.tell(.use(amount: 500))
    empty.keepQuiet(.use(amount: 400))
    let debt = empty.tell(.detachMethod)
    #expect(debt == .debtBounded)
  }

  @Test("refund-bounded: cash that goes back by another command, or twice")
  func cashBack() {
    var desk = Desk()
    let foreign = desk.tell(.refund(PaymentID(1), amount: 100), as: .detachMethod)
    #expect(foreign == .refundBounded)
    var other = Desk()
    let refund = other.tell(.refund(PaymentID(1), amount: 100))
    let dispute = other.tell(.dispute(PaymentID(1)))
    #expect(refund == nil)
    #expect(dispute == nil)
    let paid = other.book.payments[0].givenBack
    #expect(paid == 500)
    let held = other.auditor.close(other.book, at: other.now)
    #expect(held == nil)
    _ = other.tell(.purchase(amount: 500, key: .none))
    _ = other.tell(.settle(PaymentID(2), .succeeded))
    other.keepQuiet(.dispute(PaymentID(2)))
    let swept = other.auditor.close(other.book, at: other.now)?.invariant
    #expect(swept == .refundBounded)
  }
}
