import Accounting
import Billing
import Measurement

/// How long owners wait for the card processor, in simulated time. Reached by charges and their answers only.
extension Shard where Pending: ~Copyable {
  /// An answer was heard that said something new. A question for 3DS and what came of it are two.
  mutating func countAnswer(to payment: Payment, _ owner: OwnerSlot) {
    if let kind = WaitTimes.Kind(rawValue: Int(payment.kind.rawValue)) {
      scorecard.waits.add(milliseconds: now.since(payment.requestedAt), to: kind)
    }
    if payment.kind != .reload { return }
    let since = standings[owner.index].reloadSince
    if payment.state == .settled, since != .never {
      scorecard.waits.add(milliseconds: now.since(since), to: .credited)
      standings[owner.index].reloadSince = .never
    }
    // What is tried again after a pause is another reload.
    if book.observations.contains(.reloadPaused) { standings[owner.index].reloadSince = .never }
  }

  /// An automatic reload charges: for the first time, or once more after a decline.
  mutating func noteReload(_ owner: OwnerSlot) {
    if book.observations.contains(.reloadRetried), standings[owner.index].reloadSince != .never { return }
    standings[owner.index].reloadSince = now
  }
}
