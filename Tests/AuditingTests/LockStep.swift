import Accounting
import Auditing
import Billing
import BillingTestSupport
import Pricing

/// Owners who ask for whatever comes to their mind, a processor that answers late, twice or never, and an auditor after every
/// step.
struct LockStep: ~Copyable {
  private struct Due {
    var at: Instant
    /// Answers of the processor come before timers, timers before wishes.
    var rank: Int
    var number: Int
    var owner: OwnerSlot
    var command: Command
  }

  private(set) var failure: String?
  private(set) var commands = 0
  private(set) var statuses: Set<Status> = []
  private(set) var observations: Observation = []
  private var book: Book
  private(set) var auditor = Auditor(level: .step)
  private var now = Instant.utc(2026, 1, 27)
  private var agenda: [Due] = []
  private var dues = 0
  private var generator: Generator
  private let name: String
  private let seed: UInt64
  private var story: [String] = []

  init(_ catalog: Catalog, seed: UInt64, steps: Int, owners: Int = 3) {
    self.seed = seed
    name = catalog.name
    generator = Generator(seed: seed)
    book = Book(catalog: catalog)
    book.open(owners: owners)
    auditor.open(owners: owners)
    for step in 1...steps where failure == nil {
      wait(pause())
      if failure == nil { send(wish(), of: OwnerSlot(Int(generator.number(0...Int64(owners - 1))))) }
      if failure == nil { wait(0) }
      if step % 100 == 0, let broken = auditor.sweep(book, at: now) { note(broken, "the sweep") }
    }
    if failure == nil, let broken = auditor.close(book, at: now) { note(broken, "the end") }
  }

  private mutating func pause() -> Int64 {
    switch generator.number(1...20) {
    case 1...9: 0
    case 10...13: generator.number(1...600) * Duration_ms.minute
    case 14...18: generator.number(1...6) * Duration_ms.day + generator.number(0...1) * generator.number(0...Duration_ms.day)
    default: generator.number(7...40) * Duration_ms.day
    }
  }

  /// Lets time pass; what is due on the way happens in order.
  private mutating func wait(_ length: Int64) {
    let end = now.advanced(by: length)
    while failure == nil, let index = firstDue(by: end) {
      let due = agenda.remove(at: index)
      now = due.at
      if case .elapse(let timer) = due.command, !book.isLive(timer, of: due.owner, at: now) { continue }
      send(due.command, of: due.owner)
    }
    now = end
  }

  private func firstDue(by end: Instant) -> Int? {
    agenda.indices.filter { agenda[$0].at <= end }.min { left, right in
      let (one, other) = (agenda[left], agenda[right])
      return (one.at.milliseconds, one.rank, one.number) < (other.at.milliseconds, other.rank, other.number)
    }
  }

  private mutating func send(_ command: Command, of owner: OwnerSlot) {
    let status = book.apply(command, by: owner, at: now)
    commands += 1
    statuses.insert(status)
    observations.formUnion(book.observations)
    let moved = book.transfers.elements.map { "\($0.code) \($0.amount)" }.joined(separator: ", ")
    story.append("\(now.text) owner \(owner.row) \(command) -> \(status) [\(moved)]")
    if story.count > 40 { story.removeFirst() }
    if !auditor.check(book, command, by: owner, at: now, status) {
      if let broken = auditor.violation(in: book, of: owner, at: now, command, status) { note(broken, "\(command)") }
      return
    }
    for effect in book.effects.elements {
      switch effect {
      case .wake(let at, let timer): enter(at, 1, owner, .elapse(timer))
      case .charge(let payment, _, _): answer(payment, owner)
      case .meter(let cutoff): enter(now.advanced(by: Duration_ms.minute), 2, owner, .endAccess(cutoff))
      case .notify: break
      }
    }
  }

  /// Mostly soon and once; sometimes weeks late, twice, in contradiction, or not at all.
  private mutating func answer(_ payment: PaymentID, _ owner: OwnerSlot) {
    if generator.chance(oneIn: 12) { return }
    let results: [SettlementResult] = [.succeeded, .succeeded, .succeeded, .declinedSoft, .declinedHard, .needs3DS]
    var after: Int64 = generator.chance(oneIn: 2) ? 0 : generator.number(0...3) * Duration_ms.minute
    if generator.chance(oneIn: 10) { after = generator.number(1...50) * Duration_ms.day }
    let result = generator.pick(results)
    enter(now.advanced(by: after), 0, owner, .settle(payment, result))
    if generator.chance(oneIn: 4) {
      let again = generator.chance(oneIn: 2) ? result : generator.pick(results)
      enter(
        now.advanced(by: after + generator.number(0...4) * generator.number(0...5 * Duration_ms.day)), 0, owner,
        .settle(payment, again))
    }
  }

  private mutating func enter(_ at: Instant, _ rank: Int, _ owner: OwnerSlot, _ command: Command) {
    dues += 1
    agenda.append(Due(at: at, rank: rank, number: dues, owner: owner, command: command))
  }

  private mutating func note(_ broken: Violation, _ at: String) {
    failure = "\(name), seed \(seed), \(at): \(broken.invariant.name): \(broken.sentence)\n" + story.joined(separator: "\n")
  }

  // MARK: Wishes

  private mutating func wish() -> Command {
    switch generator.number(1...50) {
    case 1...3: .attachMethod(.works)
    case 4: .detachMethod
    case 5...9: .subscribe(plan(), throughCheckout: generator.chance(oneIn: 3))
    case 10...18: .changePlan(plan())
    case 19: .cancel
    case 20: .reactivate
    case 21...24: .analyse
    case 25, 26: .chat(messages: generator.number(generator.chance(oneIn: 9) ? 0...0 : 1...30))
    case 27: .buyReport
    case 28...30: .buyPack(PackID(UInt8(generator.number(0...3))), endUser())
    case 31...34: .access(endUser(), documents())
    case 35...39: .interview(ProductID(UInt16(generator.number(0...3))), duration_ms: length())
    case 40: .overridePrices(OverrideID(UInt8(generator.number(0...1))))
    case 41: .purchase(amount: generator.number(100...9_000), key: .none)
    case 42: .use(amount: generator.number(1...3_000))
    case 43 where generator.chance(oneIn: 2): .dispute(payment())
    case 44: .refund(payment(), amount: generator.number(1...300))
    case 45 where generator.chance(oneIn: 4): .writeOff
    case 46, 47: .settle(payment(), generator.pick([.succeeded, .declinedSoft]))
    default: timer()
    }
  }

  private mutating func timer() -> Command {
    .elapse(
      generator.pick([
        .renewal, .dunning, .incomplete, .recognition, .accountCredit,
        .creditExpiry(CreditLotID(UInt32(generator.number(0...9)))),
      ]))
  }

  private mutating func plan() -> PlanID { PlanID(UInt8(generator.number(0...4))) }
  private mutating func endUser() -> EndUserID { EndUserID(UInt32(generator.number(0...2))) }
  private mutating func payment() -> PaymentID { PaymentID(UInt32(generator.number(1...60))) }

  private mutating func documents() -> DocumentList {
    DocumentList((0..<generator.number(0...5)).map { _ in DocumentID(UInt32(generator.number(1...20))) })
  }

  private mutating func length() -> Int64 {
    switch generator.number(1...20) {
    case 1: 0
    case 2: generator.number(1...60_001)
    case 3: generator.number(1...40) * Duration_ms.hour
    default: generator.number(1...120 * Duration_ms.minute)
    }
  }
}
