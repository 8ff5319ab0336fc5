import Accounting
import Auditing
import Billing
import Population

/// Uses, which most of what there is are: from the wish to the book, past the auditor and the counters, to the next wish, without
/// becoming a command that everybody takes apart again.
extension Shard where Pending: ~Copyable {
  /// What `performWish` does, for most of what there is: the use goes straight to the book, and the next one to the agenda.
  @inline(__always)
  mutating func performUse(_ wish: Wish, _ owner: OwnerSlot) {
    guard let use = behaviour.plainUse(wish, owner.index, at: now) else { return performWish(wish, owner) }
    let status = sendUse(use.amount, owner)
    if !status.isOK { return followRefusal(wish, use.amount, status, owner) }
    if let next = use.next { schedule(next, Wish(.use, subject: wish.subject + 1), owner) }
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
    measure(.use, status, owner)
    if isMetered, status.isOK { meterUse(owner) }
    if !book.effects.isEmpty { performEffects(of: .use(amount: amount), owner) }
    return status
  }
}
