import Accounting
import Billing

/// The job that a step touched.
extension Auditor {
  @inline(__always)
  mutating func checkHold(_ book: borrowing Book, _ command: Command) -> Bool {
    book.touchedJob < 0 ? true : checkJob(book, command, Int(book.touchedJob))
  }

  private mutating func checkJob(_ book: borrowing Book, _ command: Command, _ row: Int) -> Bool {
    tick(.holdConservation)
    let hold = book.jobs[row].hold
    let open = hold.open
    if (open | hold.captured | hold.released) < 0 {
      let least = min(open, hold.captured, hold.released)
      return fail(.holdConservation, "the least of a hold's open, captured and released amounts", least, "at least", 0)
    }
    if (hold.firstPart < 0) != (open == 0) {
      let pins: Int64 = hold.firstPart < 0 ? 0 : 1
      return fail(.holdConservation, "holds that pin parts of lots", pins, "holds with an open amount:", 1 - pins)
    }
    tick(.holdBelongsToOpenJob)
    let terms = book.jobs[row].terms
    let done = book.jobs[row].done
    let owed = book.jobs[row].state == .open ? terms.escrow(from: done, to: terms.slots) : 0
    guard equal(.holdBelongsToOpenJob, "a job's open hold", open, "the escrow of its unsettled slots", owed) else { return false }
    tick(.captureSplitsExactly)
    let shared = book.jobs[row].paidOut + book.jobs[row].feeTaken
    guard equal(.captureSplitsExactly, "captured", hold.captured, "payouts plus fees", shared) else { return false }
    if case .openJob(_, let slots, let price, _) = command, !checkSplit(book, terms, slots, price) { return false }
    guard case .settleSlots(_, let slots) = command else { return true }
    return equal(
      .captureSplitsExactly, "paid out", flows[.capturePayout], "the slots' payout", terms.payout(from: done - slots, to: done))
      && equal(
        .captureSplitsExactly, "taken as fee", flows[.captureFee], "the slots' fee", terms.fee(from: done - slots, to: done))
  }
}
