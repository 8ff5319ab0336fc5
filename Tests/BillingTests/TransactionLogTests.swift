import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("The history of transactions, whatever comes")
struct TransactionLogTests {
  @Test(
    "Entries that are not internal add up to the total less the debt, after every step",
    arguments: [.pin, .shrink, .grace(.milliseconds(Duration_ms.day))] as [ExpiryRule.Held])
  func entriesExplainTheTotal(held: ExpiryRule.Held) {
    let terms = Terms.inside.with {
      $0.limits = PurchaseLimits(checkoutExpires_ms: Duration_ms.hour)
      $0.expiry = ExpiryRule(paid: .milliseconds(40 * Duration_ms.hour), held: held)
      $0.freeTier = FreeTierRule(amount: 500, term: .milliseconds(20 * Duration_ms.hour))
      $0.cutoff = CutoffRule(delay_ms: 2 * Duration_ms.hour)
      $0.refunds = .unspent
    }
    var book = Book(catalog: terms.catalog)
    let owner = book.addOwner()
    var log = TransactionLog()
    var timers: [(at: Instant, timer: Timer)] = []
    var generator = Generator(seed: 11)
    var sum: Int64 = 0
    var seen = 0
    func step(_ command: Command, _ book: inout Book, _ now: Instant) {
      _ = book.apply(command, by: owner, at: now)
      log.record(command, in: book, at: now)
      for index in book.effects.indices {
        if case .wake(let at, let timer) = book.effects[index] { timers.append((at, timer)) }
      }
      for entry in log.transactions[seen...] where !entry.isInternal { sum += entry.amount }
      seen = log.transactions.count
      #expect(sum == book.owners[0].available + book.owners[0].escrowed - book.owners[0].debt, "\(command)")
    }
    step(.attachMethod(.works), &book, .start)
    for number in 1...3_000 as ClosedRange<Int64> {
      let now = Instant.start.advanced(by: number * Duration_ms.hour)
      while let index = timers.indices.filter({ timers[$0].at <= now }).min(by: { timers[$0].at < timers[$1].at }) {
        let due = timers.remove(at: index)
        if book.isLive(due.timer, of: owner, at: due.at) { step(.elapse(due.timer), &book, due.at) }
      }
      let job = JobID(UInt32(generator.number(max(1, number - 8)...number)))
      let last = max(1, Int64(book.owners[0].lastPaymentNumber))
      let payment = PaymentID(UInt32(generator.number(max(1, last - 3)...last)))
      let command: Command =
        switch generator.number(1...11) {
        case 1: .purchase(amount: generator.number(1_000...9_000), key: .none)
        case 2: .settle(PaymentID(book.owners[0].lastPaymentNumber), .succeeded)
        case 3: .use(amount: generator.number(1...500))
        case 9: .refund(payment, amount: generator.number(1...900))
        case 10: generator.chance(oneIn: 4) ? .dispute(payment) : .use(amount: generator.number(1...900))
        case 11: generator.chance(oneIn: 3) ? .writeOff : .purchase(amount: generator.number(1_000...9_000), key: .none)
        case 4: .grant(amount: 500, origin: .freeTier, expiresAt: .never, priority: 0)
        case 5: .settleSlots(job, slots: generator.number(1...3))
        case 6: generator.chance(oneIn: 2) ? .cancelJob(job) : .rejectSlots(job, slots: 1)
        default:
          .openJob(
            JobID(UInt32(number)), slots: 9, price: generator.number(1...150), deadline: now.advanced(by: 50 * Duration_ms.hour))
        }
      step(command, &book, now)
    }
    #expect(
      Set(log.transactions.map(\.kind))
        == Set(Transaction.Kind.allCases).subtracting([.overage, .subscription, .pack, .accountCredit]))
    #expect(log.transactions.map(\.id) == (1...UInt64(log.transactions.count)).map { $0 })
  }
}
