import Accounting
import Billing
import Measurement

/// Cutoffs that come late, whether after a fixed time or as metered: how late, and what is used beyond the balance until then. Reached
/// by owners who owe something only.
extension Shard where Pending: ~Copyable {
  /// Access is to end in `delay_ms`, unless credits come before.
  mutating func noteCutoff(delay_ms: Int64, _ owner: OwnerSlot) {
    scorecard.waits.add(milliseconds: delay_ms, to: .cutoff)
    // What the use that emptied the balance went beyond it belongs to this cutoff, the rest to the one before.
    let beyond = overspentByStep
    standings[owner.index].overspent -= beyond
    closeCutoff(owner)
    standings[owner.index].cutoffDelay_ms = delay_ms
    standings[owner.index].overspent = beyond
  }

  /// The last cutoff of an owner is over: its credits stopped it, or access ended, or the run did.
  mutating func closeCutoff(_ owner: OwnerSlot) {
    let standing = standings[owner.index]
    standings[owner.index].overspent = 0
    if standing.cutoffDelay_ms < 0 { return }
    scorecard.cutoffs.add(delay_ms: standing.cutoffDelay_ms, overspent: standing.overspent)
    standings[owner.index].cutoffDelay_ms = -1
  }

  /// What the last step used beyond the balance. The run counts its money in the finest unit of its catalogs.
  var overspentByStep: Int64 {
    var beyond: Int64 = 0
    for index in book.transfers.indices where book.transfers[index].code == .usageOnDebt {
      beyond += book.transfers[index].amount
    }
    return beyond * factor
  }
}
