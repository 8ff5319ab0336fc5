import Accounting
import Billing

/// Metering, where access ends as metered: every use goes through the partition's queue, and a cutoff comes once the use that
/// emptied the balance has been through.
extension Shard where Pending: ~Copyable {
  /// A use that was admitted; out of line, because most scenarios have none of it.
  @inline(never)
  mutating func meterUse(_ owner: OwnerSlot) {
    if book.owners[owner.index].access == .closing { countOverspent() }
    guard let pipeline = scenario.metering.pipeline else { return }
    let ordinal = queued[owner.index]
    queued[owner.index] = ordinal &+ 1
    let service_ns = behaviour.serviceTime(pipeline.service_ns, use: ordinal, owner.index)
    let visit = queue.arrive(at: sinceStart_ns, service_ns: service_ns)
    scorecard.metering?.countUse(wait_ns: visit.wait_ns, backlog: visit.backlog)
  }

  /// The book asks for a cutoff: it comes when everything that came so far is metered, and the drawn delay after that.
  @inline(never)
  mutating func planCutoff(_ cutoff: CutoffID, _ owner: OwnerSlot) {
    let drawn_ms = behaviour.cutoffDelay(scenario.metering.cutoffDelay_ms, cutoff: cutoff.number, owner.index)
    let delay_ms = drawn_ms + queue.catchesUpIn_ms(at: sinceStart_ns)
    scorecard.metering?.countCutoff(delay_ms: delay_ms)
    schedule(now.advanced(by: delay_ms), cutoff, owner)
  }

  private mutating func countOverspent() {
    var beyond: Int64 = 0
    for index in book.transfers.indices where book.transfers[index].code == .usageOnDebt {
      beyond += book.transfers[index].amount
    }
    // The run counts its money in the finest unit of its catalogs.
    let factor = scenario.otherCatalogs.isEmpty ? 1 : scenario.factor(ofCatalog: catalog)
    scorecard.metering?.overspent += beyond * factor
  }

  private var sinceStart_ns: Int64 { MeteringQueue.time_ns(now, since: scenario.start) }
}
