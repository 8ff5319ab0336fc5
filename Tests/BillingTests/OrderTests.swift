import Accounting
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("Orders: of burning, of notifications, of revisions")
struct OrderTests {
  /// Four lots that every burn order ranks in its own way:
  /// 1 paid 100, 2 given 300 and gone on the fifth day, 3 paid 200, 4 given 50 for ever; paid credits live ten days.
  private func fourLots(_ order: BurnOrder) -> Ledger {
    let ledger = Ledger(
      Terms.plain.with {
        $0.burnOrder = order
        $0.expiry = ExpiryRule(paid: .milliseconds(10 * Duration_ms.day))
      })
    ledger.attach()
    ledger.buy(100)
    ledger.wait(Duration_ms.hour)
    ledger.grant(300, until: .start.advanced(by: 5 * Duration_ms.day))
    ledger.wait(Duration_ms.hour)
    ledger.buy(200)
    ledger.wait(Duration_ms.hour)
    ledger.grant(50)
    return ledger
  }

  @Test(
    "Each burn order ranks the same lots in its own way",
    arguments: [
      (.soonestExpiry, [2, 1, 3, 4]), (.oldestFirst, [1, 2, 3, 4]), (.paidFirst, [1, 3, 2, 4]),
      (.promotionalFirst, [2, 4, 1, 3]),
      (.largestFirst, [2, 3, 1, 4]), (.lowestBasisFirst, [2, 4, 1, 3]),
    ] as [(BurnOrder, [UInt32])])
  func burnOrders(order: BurnOrder, expected: [UInt32]) {
    let ledger = fourLots(order)
    #expect(ledger.lots.map(\.id.number) == expected)
    var burnt: [UInt32] = []
    while let first = ledger.lots.first {
      burnt.append(first.id.number)
      ledger.use(first.remaining)
      ledger.expect()
      #expect(ledger.lot(first.id.number) == nil, "\(order): lot \(first.id.number) burns whole before the next \(ledger)")
    }
    #expect(burnt == expected)
    ledger.expect(available: 0)
  }

  @Test("A smaller priority burns first, whatever the order says", arguments: BurnOrder.allCases)
  func priorityComesFirst(order: BurnOrder) {
    let ledger = fourLots(order)
    ledger.grant(7, priority: 1)
    ledger.grant(9, until: .utc(2026, 6, 1), priority: -1)
    #expect(ledger.lots.first?.id.number == 6)
    #expect(ledger.lots.last?.id.number == 5)
  }

  @Test("Taking and giving back is the identity on all lots", arguments: BurnOrder.allCases)
  func takeThenReturn(order: BurnOrder) {
    let ledger = fourLots(order)
    let before = ledger.lots.map { [Int64($0.id.number), $0.remaining, $0.held, $0.used, $0.expired] }
    for slots in 1...65 as ClosedRange<Int64> {
      #expect(ledger.open(UInt32(slots), slots: slots, price: 10) == .ok)
      ledger.reject(UInt32(slots), slots: 1)
      ledger.cancel(UInt32(slots))
      #expect(ledger.lots.map { [Int64($0.id.number), $0.remaining, $0.held, $0.used, $0.expired] } == before)
    }
    ledger.expect(available: 650, held: 0)
  }

  @Test("The end is the same for every order of the same answers to purchases")
  func answersToPurchases() {
    let answers: [(UInt32, SettlementResult)] = [
      (1, .succeeded), (1, .succeeded), (1, .declinedSoft), (2, .succeeded), (2, .declinedHard), (3, .needs3DS),
    ]
    var ends: Set<[String]> = []
    for order in permutations(of: Array(answers.indices)) {
      let ledger = Ledger(Terms.inside.with { $0.reload.amount = .fixed })
      ledger.answersAfter_ms = nil
      ledger.attach()
      for amount in [5_000, 7_000, 9_000] as [Int64] { ledger.buy(amount) }
      for index in order { ledger.answer(answers[index].0, answers[index].1) }
      ledger.expect(available: 12_000 + 1_200)
      ends.insert(end(of: ledger))
    }
    #expect(ends.count == 1, "\(ends)")
  }

  @Test("The end is the same for every order of the same answers to a reload, even a late success", arguments: [500, 6_000])
  func answersToReloads(amount: Int64) {
    let answers: [SettlementResult] = [.declinedSoft, .succeeded, .declinedHard, .succeeded, .needs3DS]
    var ends: Set<[String]> = []
    for order in permutations(of: Array(answers.indices)) {
      let ledger = Ledger.funded(1_000, Terms.plain.with { $0.reload.monthlyCap = 20_000 })
      ledger.reload(below: 900, add: amount)
      ledger.answersAfter_ms = nil
      ledger.spend(downTo: 100)
      for index in order { ledger.answer(2, answers[index]) }
      ends.insert(end(of: ledger))
    }
    #expect(ends.count == 1, "\(ends)")
  }

  /// What can be seen at the end; lots are numbered by when they came, so their numbers are left out.
  private func end(of ledger: Ledger) -> [String] {
    let lots = ledger.lots.map { "\($0.payment.number) \($0.origin) \($0.granted) \($0.remaining)" }.sorted()
    let payments = ledger.payments.map { "\($0.id.number) \($0.amount) \($0.state)" }
    let reload = ledger.account.reload
    let state = "\(reload.phase) \(reload.declines) \(reload.chargedThisMonth) \(reload.attemptCount) \(reload.inFlight.number)"
    return lots + payments + [state, "\(Account.allCases.map { ledger[$0] })"]
  }

  private func permutations(of items: [Int]) -> [[Int]] {
    guard items.count > 1 else { return [items] }
    return items.indices.flatMap { index in
      var rest = items
      let first = rest.remove(at: index)
      return permutations(of: rest).map { [first] + $0 }
    }
  }

  @Test("A revision holds from its instant on, in order, for what begins then")
  func revisions() {
    let revisions = [
      Catalog.Revision(effective: .utc(2026, 3, 1), terms: Terms.plain.with { $0.fee.share = Share(percent: 50) }),
      Catalog.Revision(effective: .utc(2026, 2, 1), terms: Terms.plain.with { $0.fee.share = Share(percent: 10) }),
    ]
    let ledger = Ledger(Catalog(name: "test", terms: .plain, revisions: revisions))
    ledger.grant(10_000)
    ledger.pass(to: .utc(2026, 2, 1).advanced(by: -1))
    ledger.open(1, slots: 1, price: 100, deadline: .utc(2027, 1, 1))
    ledger.expect(held: 100)
    ledger.wait(1)
    ledger.open(2, slots: 1, price: 100, deadline: .utc(2027, 1, 1))
    ledger.expect(held: 210)
    ledger.pass(to: .utc(2026, 3, 1))
    ledger.open(3, slots: 1, price: 100, deadline: .utc(2027, 1, 1))
    ledger.expect(held: 360)
    for job in 1...3 as ClosedRange<UInt32> { ledger.pay(job, slots: 1) }
    ledger.expect(held: 0)
    #expect(ledger[.feeRevenue] == 60)
  }

  @Test("Two commands that say different things leave different digests")
  func digestsTellCommandsApart() {
    let commands: [Command] = [
      .openJob(JobID(1), slots: -1, price: 1, deadline: .never), .openJob(JobID(2), slots: -1, price: 1, deadline: .never),
      .openJob(JobID(1), slots: 1 << 32, price: 1, deadline: .never), .openJob(JobID(1), slots: 0, price: 1, deadline: .never),
      .settleSlots(JobID(1), slots: -1), .settleSlots(JobID(2), slots: -1), .settleSlots(JobID(1), slots: 0),
      .settleSlots(JobID(1), slots: 1 << 32), .rejectSlots(JobID(1), slots: 0), .closeJob(JobID(1)), .cancelJob(JobID(1)),
      .settle(PaymentID(1), .succeeded), .settle(PaymentID(1), .declinedSoft), .settle(PaymentID(2), .succeeded),
      .elapse(.reload), .elapse(.jobDeadline(JobID(1))), .elapse(.lotExpiry(LotID(1))), .elapse(.checkout(PaymentID(1))),
      .use(amount: 1), .use(amount: 2),
      .purchase(amount: 1, key: .none), .purchase(amount: 1, key: IdempotencyKey(text: "a")), .attachMethod(.works),
      .attachMethod(.alwaysDeclines), .detachMethod, .configureReload(enabled: true, threshold: 0, amount: 0),
      .configureReload(enabled: false, threshold: 0, amount: 0), .configureReload(enabled: true, threshold: 1, amount: 0),
      .grant(amount: 1, origin: .grant, expiresAt: .never, priority: 0),
      .grant(amount: 1, origin: .grant, expiresAt: .never, priority: -1),
      .grant(amount: 1, origin: .freeTier, expiresAt: .never, priority: 0),
    ]
    var seen: [UInt64: Command] = [:]
    for command in commands {
      let ledger = Ledger(.plain)
      ledger.applyAlone(command)
      if let other = seen.updateValue(command, forKey: ledger.account.digest.value) {
        Issue.record("\(command) and \(other) have the same digest")
      }
    }
  }
}
