import Accounting
import Auditing
import Billing
import Pricing

/// The auditor of a replay: it looks at each step as it comes, and at the end at what only a whole life shows.
///
/// Three checks of a run need more than the book: that an owner's commands, applied to an empty book, come to the same state,
/// that every success heard was credited, and that no timer was lost. They are made here too, so that what breaks them in a run
/// breaks them in a replay.
public struct ReplayAudit: ~Copyable {
  private let catalog: Catalog
  private var auditor: Auditor
  /// What each owner sent, timers included.
  private var lives: [[(at: Instant, command: Command)]]

  public init(owners: Int, catalog: Catalog, level: AuditLevel) {
    self.catalog = catalog
    auditor = Auditor(level: level)
    lives = Array(repeating: [], count: owners)
    for _ in 0..<owners { auditor.addOwner() }
  }

  /// Looks at what the step did. - Complexity: O(what the step touched).
  public mutating func check(_ book: borrowing Book, _ step: Replay.Step) -> Violation? {
    guard let command = step.command else { return nil }
    if auditor.level >= .final { lives[step.owner].append((step.at, command)) }
    if auditor.check(book, command, by: step.slot, at: step.at, step.status) { return nil }
    return auditor.violation(in: book, of: step.slot, at: step.at, command, step.status)
  }

  /// The end of a replay that came to its last line. - Complexity: O(rows of the book + commands).
  public mutating func close(_ replay: borrowing Replay, at now: Instant) -> Violation? {
    if auditor.level < .final { return nil }
    return close(replay.book, at: now) ?? checkTimers(replay.timers, replay.book, at: now)
  }

  private mutating func checkTimers(_ timers: Replay.Timers, _ book: borrowing Book, at now: Instant) -> Violation? {
    auditor.checkAgenda(
      book, scheduled: timers.scheduled, run: timers.run, cancelled: timers.cancelled, pending: timers.pending, at: now)
  }

  private mutating func close(_ book: borrowing Book, at now: Instant) -> Violation? {
    if let broken = auditor.close(book, at: now) { return broken }
    for owner in lives.indices {
      var alone = Book(catalog: catalog)
      let slot = alone.addOwner()
      var succeeded: Set<UInt32> = []
      for (at, command) in lives[owner] {
        let status = alone.apply(command, by: slot, at: at)
        // What is said of a payment before anybody asked for it is not about that payment.
        if case .settle(let payment, .succeeded) = command, status != .unknownPayment { succeeded.insert(payment.number) }
      }
      if let broken = auditor.checkReplay(book, OwnerSlot(owner), replayed: alone.owners[0].digest.value, at: now)
        ?? auditor.checkOrder(book, OwnerSlot(owner), succeeded: succeeded, at: now)
      {
        return broken
      }
    }
    return nil
  }
}
