import Accounting
import Billing

/// The job that a step touched.
extension Auditor {
  mutating func checkHold(_ book: borrowing Book, _ command: Command) -> Finding? {
    if book.touchedJob < 0 { return checkNoCapture(book) }
    let job = book.jobs[Int(book.touchedJob)]
    tick(.holdConservation)
    let open = job.hold.open
    if open < 0 || job.hold.captured < 0 || job.hold.released < 0 || (job.hold.firstPart < 0) != (open == 0) {
      return Finding(
        invariant: .holdConservation, leftName: "a hold's open amount", left: open,
        rightName: "authorised less captured and released, pinned by parts, at least", right: 0)
    }
    tick(.holdBelongsToOpenJob)
    let owed = job.state == .open ? job.terms.escrow(from: job.done, to: job.terms.slots) : 0
    if open != owed {
      return equal(.holdBelongsToOpenJob, "a job's open hold", open, "the escrow of its unsettled slots", owed)
    }
    return checkCapture(book, command, job)
  }

  private mutating func checkCapture(_ book: borrowing Book, _ command: Command, _ job: Job) -> Finding? {
    tick(.captureSplitsExactly)
    if job.hold.captured != job.paidOut + job.feeTaken {
      return equal(
        .captureSplitsExactly, "captured", job.hold.captured, "payouts plus fees", job.paidOut + job.feeTaken)
    }
    guard case .settleSlots(_, let slots) = command else { return checkNoCapture(book) }
    let payout = job.terms.payout(from: job.done - slots, to: job.done)
    let fee = job.terms.fee(from: job.done - slots, to: job.done)
    return equal(.captureSplitsExactly, "paid out", moved(book, .capturePayout), "the slots' payout", payout)
      ?? equal(.captureSplitsExactly, "taken as fee", moved(book, .captureFee), "the slots' fee", fee)
  }

  private func checkNoCapture(_ book: borrowing Book) -> Finding? {
    equal(
      .captureSplitsExactly, "captured without a settled slot", moved(book, .capturePayout) + moved(book, .captureFee), "none:", 0)
  }

  /// What this step moved under `code`, both classes together.
  func moved(_ book: borrowing Book, _ code: TransferCode) -> Int64 {
    var sum: Int64 = 0
    for index in book.transfers.indices where book.transfers[index].code == code { sum += book.transfers[index].amount }
    return sum
  }
}
