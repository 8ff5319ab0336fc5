import Accounting
import Billing

/// Metering, where access ends as metered: every use goes through the partition's queue, and a cutoff comes once the use that
/// emptied the balance has been through.
extension Shard where Pending: ~Copyable {
  /// A use that was admitted; out of line, because most scenarios have none of it.
  @inline(never)
  mutating func meterUse(_ owner: OwnerSlot) {
    if book.owners[owner.index].access == .closing { countOverspent(owner) }
    guard let pipeline = scenario.metering.pipeline else { return }
    let ordinal = queued[owner.index]
    queued[owner.index] = ordinal &+ 1
    let service_ns = behaviour.serviceTime(pipeline.service_ns, use: ordinal, owner.index)
    let visit = queue.arrive(at: sinceStart_ns, service_ns: service_ns)
    scorecard.metering?.countUse(wait_ns: visit.wait_ns, backlog: visit.backlog)
    scorecard.waits.add(microseconds: visit.wait_ns / 1_000, to: .metering)
  }

  /// The book asks for a cutoff: it comes when everything that came so far is metered, and the drawn delay after that.
  @inline(never)
  mutating func planCutoff(_ cutoff: CutoffID, _ owner: OwnerSlot) {
    let drawn_ms = behaviour.cutoffDelay(scenario.metering.cutoffDelay_ms, cutoff: cutoff.number, owner.index)
    let delay_ms = drawn_ms + queue.catchesUpIn_ms(at: sinceStart_ns)
    scorecard.metering?.countCutoff(delay_ms: delay_ms)
    scorecard.waits.add(milliseconds: delay_ms, to: .cutoff)
    // What the use that emptied the balance went beyond it belongs to this cutoff, the rest to the one before.
    let beyond = overspentByStep
    standings[owner.index].overspent -= beyond
    closeCutoff(owner)
    standings[owner.index].cutoffDelay_ms = delay_ms
    standings[owner.index].overspent = beyond
    schedule(now.advanced(by: delay_ms), cutoff, owner)
  }

  /// The last cutoff of an owner is over: its credits stopped it, or access ended, or the run did.
  mutating func closeCutoff(_ owner: OwnerSlot) {
    let standing = standings[owner.index]
    if standing.cutoffDelay_ms < 0 { return }
    scorecard.metering?.scatter.add(delay_ms: standing.cutoffDelay_ms, overspent: standing.overspent)
    standings[owner.index].cutoffDelay_ms = -1
    standings[owner.index].overspent = 0
  }

  private mutating func countOverspent(_ owner: OwnerSlot) {
    let beyond = overspentByStep
    standings[owner.index].overspent += beyond
    scorecard.metering?.overspent += beyond
  }

  /// What the last step used beyond the balance. The run counts its money in the finest unit of its catalogs.
  private var overspentByStep: Int64 {
    var beyond: Int64 = 0
    for index in book.transfers.indices where book.transfers[index].code == .usageOnDebt {
      beyond += book.transfers[index].amount
    }
    return beyond * (scenario.otherCatalogs.isEmpty ? 1 : scenario.factor(ofCatalog: catalog))
  }

  private var sinceStart_ns: Int64 { MeteringQueue.time_ns(now, since: scenario.start) }
}
