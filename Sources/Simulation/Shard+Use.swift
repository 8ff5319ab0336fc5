import Accounting
import Auditing
import Billing
import Population

/// Uses, which most of what there is are: from the wish to the book, past the auditor and the counters, to the next wish, without
/// becoming a command that everybody takes apart again.
extension Shard where Pending: ~Copyable {
  /// What `performWish` does, for most of what there is: the use goes straight to the book, and the next one to the agenda, or
  /// straight on where the agenda has nothing that comes before it.
  @inline(__always)
  mutating func performUses(from first: Wish, _ owner: OwnerSlot) {
    let row = owner.index
    guard behaviour.usesPlainly(row) else { return performWish(first, owner) }
    var ordinal = first.subject
    defer { countUses(ordinal &- first.subject) }
    while true {
      let amount = behaviour.plainAmount(row, ordinal)
      let status = sendUse(amount, owner)
      if !status.isOK { return followRefusal(Wish(.use, subject: ordinal), amount, status, owner) }
      ordinal += 1
      guard let next = behaviour.nextPlainUse(row, ordinal, after: now) else { return }
      let event = Event(at: next, Wish(.use, subject: ordinal), of: owner, ordinal: nextOrdinal(owner))
      if !comesNext(event) || !pauses.mayGoOn() { return agenda.insert(event) }
      scorecard.eventsRun &+= 1
      now = next
    }
  }

  /// Counts uses that were admitted, all of one run at once.
  @inline(__always)
  private mutating func countUses(_ admitted: UInt32) {
    scorecard.commands.add(Int64(admitted), row: Int(CommandKind.use.rawValue), column: Int(Status.ok.rawValue))
  }

  /// Whether the event would be the next that is taken from the agenda and performed.
  @inline(__always)
  private func comesNext(_ event: Event) -> Bool {
    event.at < scenario.end && event.owner.index < deadFrom && (agenda.isEmpty || event.precedes(agenda.first()))
  }

  @inline(never)
  private mutating func followRefusal(_ wish: Wish, _ amount: Int64, _ status: Status, _ owner: OwnerSlot) {
    behaviour.followRefusal(wish, of: amount, status, owner.index, at: now, book)
    takePlans(owner)
  }

  /// What `send` does with `.use(amount)`: most of what there is.
  @inline(__always)
  private mutating func sendUse(_ amount: Int64, _ owner: OwnerSlot) -> Status {
    let status = book.applyUse(amount, by: owner, at: now)
    if !auditor.checkUse(book, amount, by: owner, at: now, status) { noteBroken(.use(amount: amount), owner, status) }
    if isWatched { watch(.use(amount: amount), owner, status) }
    if !status.isOK { countCommand(.use, status) }
    measureStep(.use, owner)
    if isMetered, status.isOK { meterUse(owner) }
    if !book.effects.isEmpty { performEffects(of: .use(amount: amount), owner) }
    return status
  }
}
