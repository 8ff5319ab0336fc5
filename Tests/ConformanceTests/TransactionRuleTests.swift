import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("FH: the history of transactions")
struct TransactionRuleTests {
  /// A year of one buyer: every kind of transaction.
  private func story() -> (Ledger, TransactionLog) {
    let ledger = Ledger(Terms.inside.with { $0.freeTier = FreeTierRule(amount: 500) })
    var log = TransactionLog()
    func step(_ command: Command) {
      ledger.applyAlone(command)
      log.record(command, in: ledger.book, at: ledger.now)
    }
    step(.attachMethod(.works))
    step(.grant(amount: 500, origin: .freeTier, expiresAt: .never, priority: 0))
    step(.purchase(amount: 10_000, key: .none))
    step(.settle(PaymentID(1), .succeeded))
    step(.settle(PaymentID(1), .succeeded))
    step(.openJob(JobID(1), slots: 28, price: 50, deadline: .never))
    step(.settleSlots(JobID(1), slots: 1))
    step(.cancelJob(JobID(1)))
    ledger.skip(to: .utc(2027, 1, 1))
    for lot in 1...3 as ClosedRange<UInt32> { step(.elapse(.lotExpiry(LotID(lot)))) }
    return (ledger, log)
  }

  @Test("FH-10 types and signed amounts, newest first")
  func kinds() throws {
    let (ledger, log) = story()
    let page = try log.page()
    #expect(page.transactions.map(\.kind) == [.expiration, .expiration, .refund, .deduction, .bonus, .purchase, .freeTier])
    #expect(page.transactions.map(\.amount) == [-1_450, -10_000, 1_350, -50, 1_500, 10_000, 500])
    #expect(
      Transaction.Kind.allCases.prefix(Transaction.Kind.publicCount).map(\.name) == [
        "purchase", "deduction", "free_tier", "bonus", "expiration", "refund",
      ])
    let total = log.transactions.filter { !$0.isInternal }.reduce(0) { $0 + $1.amount }
    #expect(total == ledger.total)
    #expect(page.transactions.map(\.job) == [nil, nil, JobID(1), JobID(1), nil, nil, nil])
    #expect(page.transactions.first { $0.kind == .purchase }?.payment == PaymentID(1))
  }

  @Test("FH-10 money that goes back is listed too: a refund, the bonus taken back, a dispute, a debt given up")
  func moneyBack() throws {
    let ledger = Ledger(
      Terms.prepaid.with {
        $0.refunds = .unspent
        $0.bonus = .fiveSteps
        $0.burnOrder = .paidFirst
      })
    var log = TransactionLog()
    func step(_ command: Command) {
      ledger.applyAlone(command)
      log.record(command, in: ledger.book, at: ledger.now)
    }
    step(.attachMethod(.works))
    step(.purchase(amount: 5_000, key: .none))
    step(.settle(PaymentID(1), .succeeded))
    step(.refund(PaymentID(1), amount: 1_000))
    step(.use(amount: 3_000))
    step(.dispute(PaymentID(1)))
    step(.writeOff)
    let entries = log.transactions
    #expect(entries.map(\.kind) == [.purchase, .bonus, .clawback, .refund, .deduction, .clawback, .dispute, .writeOff])
    #expect(entries.map(\.amount) == [5_000, 500, -100, -1_000, -3_000, -400, -4_000, 3_000])
    #expect(entries.map(\.payment?.number) == [1, 1, 1, 1, nil, 1, 1, nil])
    #expect(entries.allSatisfy { !$0.isInternal })
    #expect(entries.reduce(0) { $0 + $1.amount } == ledger.total)
  }

  @Test("FH-10 a refused command is no transaction")
  func refusedIsNothing() {
    let ledger = Ledger.funded(1_000, .inside)
    var log = TransactionLog()
    let command = Command.openJob(JobID(1), slots: 1_000, price: 50, deadline: .never)
    ledger.applyAlone(command)
    log.record(command, in: ledger.book, at: ledger.now)
    #expect(log.transactions.isEmpty)
  }

  /// A buyer with one purchase and many deductions of 1, 2, 3, ... cents.
  private func deductions(_ count: Int64) -> TransactionLog {
    let ledger = Ledger.funded(100_000, .plain)
    var log = TransactionLog()
    if let line = ledger.lines.last { log.record(line.command, in: ledger.book, at: line.at) }
    for amount in 1...count {
      ledger.use(amount)
      log.record(.use(amount: amount), in: ledger.book, at: ledger.now)
    }
    return log
  }

  @Test("FH-10 a limit is 1 to 100, 20 when none is named", arguments: [0, -1, 101, 1, 100])
  func limits(limit: Int) throws {
    let log = deductions(150)
    #expect(try log.page().transactions.count == 20)
    if TransactionPage.limits.contains(limit) {
      #expect(try log.page(limit: limit).transactions.count == limit)
    } else {
      #expect(throws: TransactionPage.Refusal.invalidLimit) { try log.page(limit: limit) }
    }
  }

  @Test("FH-10 pages meet without gap or overlap, and the last one says that it is", arguments: [1, 7, 20, 75, 76, 100])
  func paging(limit: Int) throws {
    let log = deductions(151)
    var seen: [UInt64] = []
    var cursor: UInt64?
    repeat {
      let page = try log.page(limit: limit, after: cursor)
      #expect(page.hasMore == (page.nextCursor != nil))
      #expect(page.hasMore == (seen.count + page.transactions.count < 152))
      seen += page.transactions.map(\.id)
      cursor = page.nextCursor
    } while cursor != nil
    #expect(seen == (1...152).reversed().map { UInt64($0) })
  }

  @Test("FH-10 the filter names one type, and a page that it fills exactly has no more")
  func filter() throws {
    let log = deductions(20)
    let purchases = try log.page(of: .purchase, limit: 1)
    #expect(purchases.transactions.map(\.amount) == [100_000])
    #expect(!purchases.hasMore && purchases.nextCursor == nil)
    let first = try log.page(of: .deduction)
    #expect(first.transactions.map(\.amount) == (1...20).reversed().map { -Int64($0) })
    #expect(!first.hasMore)
    #expect(try log.page(of: .bonus).transactions.isEmpty)
  }

  @Test("FH-10 a cursor stays where it is while transactions are added; an unknown one is refused")
  func cursorIsStable() throws {
    let short = deductions(30)
    let long = deductions(60)
    let cursor = try #require(try short.page(limit: 10).nextCursor)
    #expect(try short.page(limit: 10, after: cursor) == long.page(limit: 10, after: cursor))
    #expect(throws: TransactionPage.Refusal.unknownCursor) { try short.page(after: 0) }
    #expect(throws: TransactionPage.Refusal.unknownCursor) { try short.page(after: 32) }
    #expect(try short.page(after: 1).transactions.isEmpty)
  }
}
