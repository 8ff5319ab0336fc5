import Accounting
import Billing
import Pricing
import Testing

/// A book with a clock, an agenda and a card processor around it, so that a test reads like a ledger.
///
/// It does what a shell has to do: timers that are due fire before the next command, in the order time, then rank (answers
/// of the processor before timers, timers before wishes), then age. Charges are answered as told.
public final class Ledger {
  /// One command that reached the book, and what came of it.
  public struct Line {
    public var at: Instant
    public var owner: OwnerSlot
    public var command: Command
    public var status: Status
    public var transfers: [Transfer]
    public var effects: [Effect]
    public var observations: Observation
  }

  private struct Due {
    var at: Instant
    var rank: Int
    var number: Int
    var owner: OwnerSlot
    var command: Command

    func comes(before other: Due) -> Bool {
      (at.milliseconds, rank, number) < (other.at.milliseconds, other.rank, other.number)
    }
  }

  public private(set) var book: Book
  public private(set) var now: Instant
  /// Everything that reached the book, timers and answers included.
  public private(set) var lines: [Line] = []
  /// Whose commands are meant.
  public var owner: OwnerSlot
  /// What the processor says to the next charges; when it runs out, what the card says.
  public var nextAnswers: [SettlementResult] = []
  /// How long the processor takes; nil leaves charges unanswered.
  public var answersAfter_ms: Int64? = 0
  /// How long the metering takes; nil never ends access where that is for the metering to say.
  public var meteredAfter_ms: Int64? = 0
  private static let mostAtOnce = 1_000
  private var agenda: [Due] = []
  private var dueNumber = 0

  public init(_ catalog: Catalog, owners: Int = 1, from start: Instant = .start) {
    book = Book(catalog: catalog)
    book.open(owners: owners)
    owner = OwnerSlot(0)
    now = start
  }

  // MARK: Time

  /// Lets time pass; what is due on the way happens in order.
  public func wait(_ duration_ms: Int64) { pass(to: now.advanced(by: duration_ms)) }

  /// Lets time pass until `instant`.
  public func pass(to instant: Instant) {
    var atOnce = 0
    while let index = firstDue(by: instant) {
      let due = agenda.remove(at: index)
      atOnce = due.at > now ? 0 : atOnce + 1
      if atOnce > Ledger.mostAtOnce {
        Issue.record("\(atOnce) events at one instant: it never comes to rest \(self)")
        return
      }
      now = max(now, due.at)
      if case .elapse(let timer) = due.command, !book.isLive(timer, of: due.owner, at: now) { continue }
      record(due.command, of: due.owner)
    }
    now = max(now, instant)
  }

  /// Moves the clock and leaves out what is due, as a faulty driver would.
  public func skip(to instant: Instant) { now = max(now, instant) }

  private func firstDue(by instant: Instant) -> Int? {
    var best: Int?
    for index in agenda.indices where agenda[index].at <= instant {
      if let earlier = best, !agenda[index].comes(before: agenda[earlier]) { continue }
      best = index
    }
    return best
  }

  /// Puts the book into a state that no command here leads to.
  public func arrange(_ change: (inout Book) -> Void) { change(&book) }

  // MARK: Commands

  /// Sends a command now, and what follows from it at the same instant.
  @discardableResult
  public func apply(_ command: Command) -> Status {
    let status = record(command, of: owner)
    pass(to: now)
    return status
  }

  /// Sends a command now and nothing of what is due.
  @discardableResult
  public func applyAlone(_ command: Command) -> Status { record(command, of: owner) }

  @discardableResult
  private func record(_ command: Command, of owner: OwnerSlot) -> Status {
    let status = book.apply(command, by: owner, at: now)
    lines.append(
      Line(
        at: now, owner: owner, command: command, status: status, transfers: book.transfers.elements,
        effects: book.effects.elements, observations: book.observations))
    for effect in book.effects.elements {
      switch effect {
      case .wake(let instant, let timer): enter(at: instant, rank: 1, owner, .elapse(timer))
      case .charge(let payment, _, _): answer(payment, of: owner)
      case .notify: break
      case .meter(let cutoff):
        if let delay = meteredAfter_ms { enter(at: now.advanced(by: delay), rank: 2, owner, .endAccess(cutoff)) }
      }
    }
    return status
  }

  private func answer(_ payment: PaymentID, of owner: OwnerSlot) {
    guard let latency = answersAfter_ms else { return }
    let result = nextAnswers.isEmpty ? book.owners[owner.index].card.answer : nextAnswers.removeFirst()
    enter(at: now.advanced(by: latency), rank: 0, owner, .settle(payment, result))
  }

  private func enter(at instant: Instant, rank: Int, _ owner: OwnerSlot, _ command: Command) {
    dueNumber += 1
    agenda.append(Due(at: instant, rank: rank, number: dueNumber, owner: owner, command: command))
  }

  /// Instants at which a reload timer of the present owner is still to come.
  public var reloadTimers: [Instant] {
    agenda.compactMap { due in
      if case .elapse(.reload) = due.command, due.owner == owner { due.at } else { nil }
    }
  }
}

extension Card {
  /// What the processor says to a charge on this card when nothing else is told.
  public var answer: SettlementResult {
    switch self {
    case .works: .succeeded
    case .alwaysDeclines: .declinedSoft
    case .asksFor3DS: .needs3DS
    }
  }
}

extension Column {
  public var elements: [Element] { indices.map { self[$0] } }
}

extension Instant {
  /// When a test begins unless it says otherwise: 2026-01-01T00:00Z.
  public static let start = Instant.utc(2026, 1, 1)

  public static func utc(_ year: Int, _ month: Int, _ day: Int, hour: Int64 = 0, minute: Int64 = 0) -> Instant {
    CivilDate(year: year, month: month, day: day).midnight
      .advanced(by: hour * Duration_ms.hour + minute * Duration_ms.minute)
  }
}
