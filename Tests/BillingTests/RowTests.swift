import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("Rows are used again")
struct RowTests {
  @Test("Ten thousand jobs over one owner need no more rows than two")
  func rowsAreUsedAgain() {
    let ledger = Ledger(.onTop, owners: 2)
    for round in 1...5_000 as ClosedRange<UInt32> {
      for owner in 0...1 {
        ledger.owner = OwnerSlot(owner)
        ledger.applyAlone(.grant(amount: 20, origin: .grant, expiresAt: .never, priority: 0))
        ledger.applyAlone(.grant(amount: 6, origin: .freeTier, expiresAt: .never, priority: -1))
        ledger.applyAlone(.openJob(JobID(round), slots: 2, price: 10, deadline: .never))
        ledger.applyAlone(.settleSlots(JobID(round), slots: 1))
        ledger.applyAlone(.closeJob(JobID(round)))
        ledger.applyAlone(.use(amount: 13))
        if round % 500 == 0 { ledger.expect(available: 0, held: 0) }
      }
    }
    #expect(ledger[.workerPayable] == 100_000)
    #expect(ledger.book.lots.count <= 6)
    #expect(ledger.book.jobs.count <= 3)
    #expect(ledger.book.parts.count <= 6)
  }

  @Test("What ended with a command can be read until the next one")
  func endedRowsStayReadable() {
    let ledger = Ledger(.plain)
    ledger.grant(10)
    ledger.open(1, slots: 1, price: 10)
    ledger.pay(1, slots: 1)
    #expect(ledger.job(1)?.state == .completed)
    #expect(ledger.job(1)?.hold.open == 0)
    #expect(ledger.book.touchedLots.elements.map { ledger.book.lots[Int($0)].used }.max() == 10)
    ledger.grant(1)
    #expect(ledger.job(1) == nil)
  }

  @Test("A book that is opened again has no owners, money or terms of before")
  func openedAgain() {
    let dearer = Terms.plain.with { $0.fee.share = Share(percent: 50) }
    var book = Book(catalog: Catalog(name: "test", terms: .plain, revisions: [.init(effective: .utc(2026, 2, 1), terms: dearer)]))
    for _ in 1...2 {
      book.open(owners: 1)
      let grant = book.apply(.grant(amount: 500, origin: .grant, expiresAt: .never, priority: 0), by: OwnerSlot(0), at: .start)
      let early = book.apply(.openJob(JobID(1), slots: 1, price: 100, deadline: .never), by: OwnerSlot(0), at: .start)
      let late = book.apply(.openJob(JobID(2), slots: 1, price: 100, deadline: .never), by: OwnerSlot(0), at: .utc(2026, 3, 1))
      #expect([grant, early, late] == [.ok, .ok, .ok])
      let held = book.owners[0].escrowed
      let posted = book.debited
      #expect(held == 250)
      #expect(posted == 750)
    }
    let newcomer = book.addOwner()
    #expect(newcomer == OwnerSlot(1))
    let complaints = Bookkeeper.complaints(about: book, owner: newcomer)
    #expect(complaints.isEmpty)
  }
}
