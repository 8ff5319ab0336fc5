import Accounting
import Billing

/// Metering, where access ends as metered: every use goes through the partition's queue, and a cutoff comes once the use that
/// emptied the balance has been through.
extension Shard where Pending: ~Copyable {
  /// A use that was admitted; out of line, because most scenarios have none of it.
  @inline(never)
  mutating func meterUse(_ owner: OwnerSlot) {
    if book.owners[owner.index].access == .closing {
      let beyond = overspentByStep
      scorecard.metering?.overspent += beyond
    }
    guard let pipeline = scenario.metering.pipeline else { return }
    let ordinal = queued[owner.index]
    queued[owner.index] = ordinal &+ 1
    let service_ns = behaviour.serviceTime(pipeline.service_ns, use: ordinal, owner.index)
    let visit = queue.arrive(at: sinceStart_ns, service_ns: service_ns)
    scorecard.metering?.countUse(wait_ns: visit.wait_ns, backlog: visit.backlog)
    // Those that did not wait are known by their number.
    if visit.wait_ns >= 1_000 { scorecard.waits.add(microseconds: visit.wait_ns / 1_000, to: .metering) }
  }

  /// The book asks for a cutoff: it comes when everything that came so far is metered, and the drawn delay after that.
  @inline(never)
  mutating func planCutoff(_ cutoff: CutoffID, _ owner: OwnerSlot) {
    let drawn_ms = behaviour.cutoffDelay(scenario.metering.cutoffDelay_ms, cutoff: cutoff.number, owner.index)
    let delay_ms = drawn_ms + queue.catchesUpIn_ms(at: sinceStart_ns)
    scorecard.metering?.countCutoff(delay_ms: delay_ms)
    noteCutoff(delay_ms: delay_ms, owner)
    schedule(now.advanced(by: delay_ms), cutoff, owner)
  }

  private var sinceStart_ns: Int64 { MeteringQueue.time_ns(now, since: scenario.start) }
}
