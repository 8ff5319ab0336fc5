import Accounting
import Billing
import Pricing
import Sampling

/// Interviews of companies, and the packs that pay for them.
extension Behaviour {
  mutating func beginInterviews(_ row: Int, at now: Instant, _ book: borrowing Book) {
    let index = segment(row)
    if plans[index].offers.hasOverrides {
      let place = sample(plans[index].offers.override, row, Purpose.override, 0)
      if place >= 0 { plan(now, Wish(.overridePrices, subject: UInt32(place))) }
    }
    considerPack(row, needed: 0, at: now, then: nil, book)
    planInterview(row, ordinal: 0, after: now)
  }

  private mutating func planInterview(_ row: Int, ordinal: UInt32, after now: Instant) {
    let index = segment(row)
    let rate = personas[row].habits.interviewsPerHour
    guard rate > 0 else { return }
    let gap = sample(plans[index].offers.interviewGaps, row, Purpose.interviewGap, ordinal) / rate
    plan(instant(of: .interviews, index, after: now, busyHours: gap), Wish(.interview, subject: ordinal))
  }

  func interview(_ row: Int, ordinal: UInt32) -> Command {
    let index = segment(row)
    let product = sample(plans[index].offers.product, row, Purpose.product, ordinal)
    let duration_ms = milliseconds(sample(plans[index].offers.duration_ms, row, Purpose.interviewLength, ordinal))
    return .interview(ProductID(UInt16(max(0, product))), duration_ms: max(duration_ms, Duration_ms.second))
  }

  mutating func afterInterview(_ wish: Wish, _ status: Status?, _ row: Int, at now: Instant, _ book: borrowing Book) {
    if wish.detail == 0, !personas[row].hasLeft { planInterview(row, ordinal: wish.subject + 1, after: now) }
    let index = segment(row)
    guard plans[index].offers.hasPacks else { return }
    if status == .paymentRequired, wish.detail == 0 {
      let retry = Wish(.interview, subject: wish.subject, detail: 1)
      considerPack(row, needed: book.refusal.needed, at: now, then: retry, book)
    } else if status == .ok {
      let low = sample(plans[index].offers.lowBalance, row, Purpose.lowBalance, 0)
      if Double(ownCredits(row, book)) < low { considerPack(row, needed: 0, at: now, then: nil, book) }
    }
  }

  /// Plans to buy a pack, on joining and when credits are low or used up. One at a time.
  private mutating func considerPack(
    _ row: Int, needed: Int64, at now: Instant, then retry: Wish?, _ book: borrowing Book
  ) {
    let index = segment(row)
    guard plans[index].offers.hasPacks, !personas[row].habits.packPlanned, book.owners[row].hasPaymentMethod else { return }
    let occurrence = personas[row].habits.packRefusals
    personas[row].habits.packRefusals += 1
    guard stream(row).bernoulli(plans[index].offers.buysPack, Purpose.ownPackWanted, occurrence) else { return }
    personas[row].habits.packPlanned = true
    let drawn = Int(sample(plans[index].offers.packs, row, Purpose.ownPack, occurrence))
    let wait_ms = milliseconds(sample(plans[index].offers.buysPackAfter_ms, row, Purpose.ownPackTime, occurrence))
    let at = now.advanced(by: wait_ms)
    plan(at, Wish(.buyPack, detail: Int64(pack(drawn, holding: needed, book))))
    // The charge needs a moment to settle.
    if let retry { plan(at.advanced(by: 10 * Duration_ms.minute), retry) }
  }

  /// Credits of the owner itself less what it owes of them, in thousandths. - Complexity: O(wallets of the owner).
  private func ownCredits(_ row: Int, _ book: borrowing Book) -> Int64 {
    var wallet = book.owners[row].firstWallet
    while wallet >= 0 {
      if book.wallets[Int(wallet)].endUser == .owner { return book.wallets[Int(wallet)].credits - book.wallets[Int(wallet)].owed }
      wallet = book.wallets[Int(wallet)].next
    }
    return 0
  }
}
