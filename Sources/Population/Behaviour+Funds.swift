import Accounting
import Billing
import Pricing
import Sampling

/// How owners pay, and what they do when a card fails.
extension Behaviour {
  mutating func setUpReload(_ row: Int) -> Command? {
    let index = segment(row)
    return .configureReload(
      enabled: true, threshold: minorUnits(sample(plans[index].reloadThreshold, row, Purpose.reloadThreshold, 0)),
      amount: minorUnits(sample(plans[index].reloadAmount, row, Purpose.reloadAmount, 0)))
  }

  mutating func topUp(_ row: Int, atLeast missing: Int64, at now: Instant) -> Command? {
    let amount = topUpAmount(row, personas[row].topUps, at: now)
    personas[row].topUps += 1
    let key = key(ofPurchase: personas[row].topUps, row)
    if missing < 0 { return .purchase(amount: -missing, key: key) }
    return .purchase(amount: max(minorUnits(amount), missing), key: key)
  }

  /// The key of a purchase that will be sent twice, by the number of the purchase; the others do without one.
  func key(ofPurchase ordinal: UInt32, _ row: Int) -> IdempotencyKey {
    let share = plans[segment(row)].resends
    guard share > 0, stream(row).bernoulli(share, Purpose.resends, ordinal) else { return .none }
    return IdempotencyKey(fingerprint: UInt64(ordinal) + 1)
  }

  /// Whoever hears nothing asks again after half a minute or so, whether or not the charge has been answered by then.
  private mutating func planResending(_ command: Command?, _ row: Int, at now: Instant) {
    guard case .purchase(let amount, let key) = command, key != .none else { return }
    let number = UInt32(truncatingIfNeeded: key.fingerprint)
    let wait_ms = milliseconds(stream(row).exponential(mean: Double(30 * Duration_ms.second), Purpose.resendTime, number))
    plan(now.advanced(by: wait_ms), Wish(.resend, subject: number, detail: amount))
  }

  /// Whoever wanted more than is allowed buys as much as is.
  mutating func afterPurchase(
    _ command: Command?, _ status: Status?, _ row: Int, at now: Instant, _ book: borrowing Book
  ) {
    if status == .ok { planResending(command, row, at: now) }
    // Credits and a plan in arrears exclude each other: whoever is cut off and wants credits ends the plan.
    if status == .arrearsOpen { plan(now, Wish(.endArrears)) }
    guard status == .aboveMaximum, !personas[row].topUpPlanned else { return }
    personas[row].topUpPlanned = true
    plan(now, Wish(.topUp, detail: -book.largestPurchase(of: OwnerSlot(row), at: now)))
  }

  /// An owner who was refused may buy more, and then try the same again. One top-up at a time.
  ///
  /// - Returns: whether one was planned.
  mutating func planTopUp(_ row: Int, missing: Int64, at now: Instant, then retry: Wish?) -> Bool {
    if personas[row].topUpPlanned || !personas[row].hasMethod { return false }
    let index = segment(row)
    // Each refusal is asked once: the ordinal counts the top-ups wanted, granted or not.
    let occurrence = personas[row].refusals
    personas[row].refusals += 1
    guard stream(row).bernoulli(plans[index].topUpWhenRefused, Purpose.topUpWanted, occurrence) else { return false }
    let wait_ms = milliseconds(sample(plans[index].topUpAfter_ms, row, Purpose.topUpTime, occurrence))
    let at = now.advanced(by: wait_ms)
    personas[row].topUpPlanned = true
    plan(at, Wish(.topUp, detail: missing))
    // The charge needs a moment to settle before the same job can be paid.
    if let retry { plan(at.advanced(by: 10 * Duration_ms.minute), retry) }
    return true
  }

  /// What the owner makes of the processor's answer. `wantsCard` says that automatic charges cannot go on with this card: the
  /// reload has paused, or the subscription's renewal is unpaid.
  public mutating func hear(_ result: SettlementResult, _ row: Int, wantsCard: Bool, at now: Instant) {
    switch result {
    case .declinedHard:
      personas[row].cardIsDead = true
      planReplacement(row, at: now)
    case .needs3DS, .declinedSoft:
      if wantsCard { planReplacement(row, at: now) }
    case .succeeded: break
    }
  }

  mutating func planReplacement(_ row: Int, at now: Instant) {
    if personas[row].replacementPlanned || personas[row].hasLeft { return }
    let index = segment(row)
    let card = personas[row].cards
    personas[row].cards += 1
    guard stream(row).bernoulli(plans[index].replacesCard, Purpose.replaces, card) else { return }
    personas[row].replacementPlanned = true
    let wait_ms = milliseconds(sample(plans[index].replacesCardAfter_ms, row, Purpose.replaceTime, card))
    plan(now.advanced(by: wait_ms), Wish(.replaceCard))
  }

  /// A new card works; whoever had auto-reload on and lost it by detaching sets it up again.
  mutating func afterReplacement(_ status: Status?, _ row: Int, at now: Instant) {
    personas[row].replacementPlanned = false
    guard status == .ok else { return }
    if personas[row].usesReload { plan(now, Wish(.setUpReload)) }
  }

  mutating func planDetach(_ row: Int, _ perYear: Double, at now: Instant) {
    guard perYear > 0 else { return }
    let years = stream(row).exponential(mean: 1 / perYear, Purpose.detachGap, personas[row].detaches)
    personas[row].detaches += 1
    let at = now.advanced(by: milliseconds(years * 365.25 * Double(Duration_ms.day)))
    if at < end { plan(at, Wish(.detachCard)) }
  }

  mutating func afterDetach(_ status: Status?, _ row: Int, at now: Instant) {
    planDetach(row, plans[segment(row)].detachesPerYear, at: now)
    if status == .ok { planReplacement(row, at: now) }
  }

  /// Whether the owner leaves the purchase with this number unpaid at the checkout, so that nothing is ever heard of it.
  public func abandons(purchase payment: PaymentID, _ row: Int) -> Bool {
    let share = plans[segment(row)].abandons
    return share > 0 && stream(row).bernoulli(share, Purpose.abandons, payment.number)
  }

  /// What the card says to the charge with this number: as the segment's declines weigh it, or always no for a dead card.
  ///
  /// - Parameters:
  ///   - isOwnCard: false for a card that an end user pays with, or that is brought along to a checkout.
  ///   - more: the share of what would have succeeded that is declined as well.
  public func outcome(ofCharge payment: PaymentID, _ row: Int, isOwnCard: Bool, more: Double) -> SettlementResult {
    if personas[row].cardIsDead, isOwnCard { return .declinedHard }
    var declines = plans[segment(row)].declines
    if more > 0 { declines = declines.raised(by: more) }
    if declines.soft + declines.hard + declines.needs3DS <= 0 { return .succeeded }
    let uniform = stream(row).uniform(Purpose.outcome, payment.number)
    if uniform < declines.soft { return .declinedSoft }
    if uniform < declines.soft + declines.hard { return .declinedHard }
    if uniform < declines.soft + declines.hard + declines.needs3DS { return .needs3DS }
    return .succeeded
  }

  /// Milliseconds from a charge to its answer, and to the second copy of it; nil where it comes once.
  public typealias Delivery = (first_ms: Int64, second_ms: Int64?)

  /// How the gateway delivers the answer while nothing is wrong with it.
  public func delivery(ofCharge payment: PaymentID, _ row: Int, _ plain: PlainDelivery) -> Delivery {
    let stream = stream(row)
    let first = milliseconds(plain.latency_ms.sample(stream, Purpose.latency, payment.number))
    guard plain.duplicates > 0, stream.bernoulli(plain.duplicates, Purpose.duplicate, payment.number) else { return (first, nil) }
    return (first, first + milliseconds(plain.duplicateAfter_ms.sample(stream, Purpose.duplicateTime, payment.number)))
  }

  /// How the gateway delivers the answer to the charge with this number, in milliseconds after the charge.
  public func delivery(
    ofCharge payment: PaymentID, _ row: Int, latency: Distribution, faultDelay: Distribution?, duplicates: Double,
    duplicateAfter: Distribution
  ) -> Delivery {
    let stream = stream(row)
    var first = milliseconds(latency.sample(stream, Purpose.latency, payment.number))
    var copyDelay: Int64 = 0
    if let faultDelay {
      first += milliseconds(faultDelay.sample(stream, Purpose.faultDelay, payment.number &* 2))
      copyDelay = milliseconds(faultDelay.sample(stream, Purpose.faultDelay, payment.number &* 2 &+ 1))
    }
    guard duplicates > 0, stream.bernoulli(duplicates, Purpose.duplicate, payment.number) else { return (first, nil) }
    let gap = milliseconds(duplicateAfter.sample(stream, Purpose.duplicateTime, payment.number))
    return (first, first + gap + copyDelay)
  }
}

/// How a gateway answers, by laws that need no tables.
public struct PlainDelivery: BitwiseCopyable, Sendable {
  /// From the charge to its answer.
  var latency_ms: DirectLaw
  /// Chance that the answer comes twice, and how much later then.
  var duplicates: Double
  var duplicateAfter_ms: DirectLaw

  public init(latency_ms: DirectLaw, duplicates: Double, duplicateAfter_ms: DirectLaw) {
    self.latency_ms = latency_ms
    self.duplicates = duplicates
    self.duplicateAfter_ms = duplicateAfter_ms
  }
}
