import Accounting
import Billing
import BillingTestSupport
import Oracle
import Pricing

/// The core and one oracle an owner, sent the same commands; the first disagreement ends it.
///
/// Around them lives a small world: timers fire when they are due, the processor answers late, twice or never.
struct Pair: ~Copyable {
  private struct Due {
    var at: Instant
    /// Answers of the processor come before timers, timers before wishes.
    var rank: Int
    var number: Int
    var owner: OwnerSlot
    var command: Command
  }

  /// The first disagreement with seed, step, command and both sides.
  private(set) var failure: String?
  private(set) var commands = 0
  private(set) var statuses: Set<Status> = []
  private(set) var kinds: Set<CommandKind> = []
  /// Everything that was sent, in order.
  private(set) var story: [Sent] = []

  /// One command as it was sent.
  struct Sent {
    var at: Instant
    var owner: OwnerSlot
    var command: Command
  }

  var book: Book
  var naive: [NaiveBook]
  var now: Instant
  var generator: Generator
  let terms: Terms
  private let label: String
  /// Whether it never forgets a timer.
  private let isFaithful: Bool
  private var agenda: [Due] = []
  private var dues = 0

  init(
    _ catalog: Catalog, seed: UInt64, owners: Int, from start: Instant = .utc(2026, 1, 25), isFaithful: Bool = false
  ) {
    self.isFaithful = isFaithful
    label = "\(catalog.name), seed \(seed)"
    terms = catalog.terms
    generator = Generator(seed: seed)
    book = Book(catalog: catalog)
    book.open(owners: owners)
    naive = (0..<owners).map { _ in NaiveBook(catalog: catalog) }
    now = start
  }

  /// Sends wishes, with time and what is due between them.
  mutating func run(commands count: Int) {
    while commands < count, failure == nil {
      wait(pause())
      let owner = OwnerSlot(Int(generator.number(0...Int64(naive.count - 1))))
      if failure == nil { send(wish(owner), of: owner) }
    }
  }

  private mutating func pause() -> Int64 {
    switch generator.number(1...20) {
    case 1...9: 0
    case 10...14: generator.number(1...600) * Duration_ms.minute
    case 15...18: generator.number(1...6) * Duration_ms.day + generator.number(0...1) * generator.number(0...Duration_ms.day)
    case 19: generator.number(1...3) * Duration_ms.hour
    default: generator.number(7...40) * Duration_ms.day
    }
  }

  /// Lets time pass; what is due on the way happens in order.
  mutating func wait(_ length: Int64) {
    let end = now.advanced(by: length)
    while failure == nil, let index = firstDue(by: end) {
      let due = agenda.remove(at: index)
      now = max(now, due.at)
      // A faulty driver forgets a timer for a while.
      if due.rank == 1, !isFaithful, generator.chance(oneIn: 25) {
        enter(end.advanced(by: generator.number(1...48) * Duration_ms.hour), 1, due.owner, due.command)
        continue
      }
      // A driver may leave out timers whose reason is gone; now and then they are sent all the same.
      if case .elapse(let timer) = due.command, !book.isLive(timer, of: due.owner, at: now), !generator.chance(oneIn: 4) {
        continue
      }
      send(due.command, of: due.owner)
    }
    now = end
  }

  private func firstDue(by end: Instant) -> Int? {
    var best: Int?
    for index in agenda.indices where agenda[index].at <= end {
      let (one, other) = (agenda[index], best.map { agenda[$0] })
      guard let other else {
        best = index
        continue
      }
      if (one.at.milliseconds, one.rank, one.number) < (other.at.milliseconds, other.rank, other.number) { best = index }
    }
    return best
  }

  mutating func send(_ command: Command, of owner: OwnerSlot) {
    let core = book.apply(command, by: owner, at: now)
    let oracle = naive[owner.index].apply(command, at: now)
    commands += 1
    story.append(Sent(at: now, owner: owner, command: command))
    statuses.insert(core)
    kinds.insert(command.kind)
    let found = LockStep.compare(core, oracle) ?? LockStep.compare(book, owner, naive[owner.index], at: now)
    if let found {
      failure = "\(label), step \(commands), \(now.text), owner \(owner.row), \(command) -> \(core.name): \(found)"
      return
    }
    for effect in book.effects.elements {
      switch effect {
      case .wake(let at, let timer): enter(at, 1, owner, .elapse(timer))
      case .charge(let payment, _, _): answer(payment, owner)
      case .meter(let cutoff):
        enter(now.advanced(by: generator.number(0...90) * Duration_ms.minute), 2, owner, .endAccess(cutoff))
      case .notify: break
      }
    }
  }

  /// Mostly soon and once; sometimes weeks late, twice, in contradiction, or not at all.
  private mutating func answer(_ payment: PaymentID, _ owner: OwnerSlot) {
    if generator.chance(oneIn: 12) { return }
    let results: [SettlementResult] = [.succeeded, .succeeded, .succeeded, .succeeded, .declinedSoft, .declinedHard, .needs3DS]
    var after: Int64 = generator.chance(oneIn: 2) ? 0 : generator.number(0...3) * Duration_ms.minute
    if generator.chance(oneIn: 10) { after = generator.number(1...50) * Duration_ms.day }
    let result = generator.pick(results)
    enter(now.advanced(by: after), 0, owner, .settle(payment, result))
    if generator.chance(oneIn: 4) {
      let later = after + generator.number(0...4) * generator.number(0...5 * Duration_ms.day)
      enter(now.advanced(by: later), 0, owner, .settle(payment, generator.pick(results)))
    }
  }

  private mutating func enter(_ at: Instant, _ rank: Int, _ owner: OwnerSlot, _ command: Command) {
    dues += 1
    agenda.append(Due(at: at, rank: rank, number: dues, owner: owner, command: command))
  }
}
