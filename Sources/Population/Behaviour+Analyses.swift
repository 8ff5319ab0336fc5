import Accounting
import Billing
import Pricing
import Sampling

/// What owners do with their plans' quotas, and what they do once these are used up.
extension Behaviour {
  mutating func planAnalysis(_ row: Int, ordinal: UInt32, after now: Instant) {
    let index = segment(row)
    let rate = personas[row].habits.analysesPerHour
    guard rate > 0 else { return }
    let gap = sample(plans[index].offers.analysisGaps, row, Purpose.analysisGap, ordinal) / rate
    plan(instant(of: .analyses, index, after: now, busyHours: gap), Wish(.analyse, subject: ordinal))
  }

  mutating func afterAnalysis(_ wish: Wish, _ status: Status?, _ row: Int, at now: Instant, _ book: borrowing Book) {
    if wish.detail == 0, !personas[row].hasLeft { planAnalysis(row, ordinal: wish.subject + 1, after: now) }
    switch status {
    case .ok: planChat(row, ordinal: wish.subject, after: now)
    case .limitExceeded, .noSubscription:
      if wish.detail == 0 { findLimit(row, at: now, then: Wish(.analyse, subject: wish.subject, detail: 1), book) }
    default: break
    }
  }

  /// The questions about one analysis come together, half an hour later on average.
  private mutating func planChat(_ row: Int, ordinal: UInt32, after now: Instant) {
    let messages = sample(plans[segment(row)].offers.messages, row, Purpose.messages, ordinal).rounded()
    guard messages >= 1 else { return }
    let wait_ms = stream(row).exponential(mean: 30 * Double(Duration_ms.minute), Purpose.chatTime, ordinal)
    plan(now.advanced(by: milliseconds(wait_ms)), Wish(.chat, detail: Int64(min(messages, 1_000_000))))
  }

  mutating func afterChat(_ status: Status?, _ row: Int, at now: Instant, _ book: borrowing Book) {
    if status == .limitExceeded || status == .noSubscription { findLimit(row, at: now, then: nil, book) }
  }

  /// A quota is used up: some buy a single report and try again, some move to a dearer plan. Each refusal asks once.
  private mutating func findLimit(_ row: Int, at now: Instant, then retry: Wish?, _ book: borrowing Book) {
    let index = segment(row)
    let occurrence = personas[row].habits.limits
    personas[row].habits.limits += 1
    if let retry, stream(row).bernoulli(plans[index].offers.buysReport, Purpose.reportWanted, occurrence) {
      let at = now.advanced(by: milliseconds(sample(plans[index].topUpAfter_ms, row, Purpose.reportTime, occurrence)))
      if !book.owners[row].hasPaymentMethod { plan(at, Wish(.replaceCard)) }
      plan(at, Wish(.buyReport))
      if !stream(row).bernoulli(plans[index].offers.putsReportOff, Purpose.reportWaits, occurrence) {
        // The charge needs a moment to settle.
        plan(at.advanced(by: 10 * Duration_ms.minute), retry)
      }
    }
    if personas[row].habits.upgradePlanned { return }
    if stream(row).bernoulli(plans[index].offers.upgradesAtLimit, Purpose.upgradeWanted, occurrence) {
      personas[row].habits.upgradePlanned = true
      let wait_ms = milliseconds(sample(plans[index].offers.upgradeAfter_ms, row, Purpose.upgradeTime, occurrence))
      plan(now.advanced(by: wait_ms), Wish(.upgrade, detail: 1))
    }
  }
}
