import Accounting
import Billing
import Pricing

/// Lots of credits: granted, burnt, expired. Source: rules FH-6, FH-7, FH-D1, FH-D3, FH-D4, FH-12.
extension NaiveBook {
  var available: Int64 { lots.reduce(0) { $0 + $1.remaining } }
  var balance: Int64 { available - debt }

  func availableAccount(_ lot: NaiveLot) -> Account { lot.isPaid ? .availablePaid : .availablePromotional }
  func heldAccount(_ lot: NaiveLot) -> Account { lot.isPaid ? .heldPaid : .heldPromotional }

  func lotIndex(_ number: UInt32) -> Int? { lots.firstIndex { $0.number == number } }

  mutating func newLot(
    _ amount: Int64, isPaid: Bool, payment: UInt32 = 0, priority: Int16 = 0, until: Int64
  ) {
    lotCount += 1
    lots.append(
      NaiveLot(
        number: lotCount, granted: amount, remaining: amount, basis: isPaid ? amount : 0, isPaid: isPaid, priority: priority,
        payment: payment, since: clock, until: until))
    add(amount, to: isPaid ? .availablePaid : .availablePromotional)
    wake(.lotExpiry(LotID(lotCount)), at: until)
  }

  mutating func give(_ amount: Int64, _ origin: LotOrigin, _ until: Int64, _ priority: Int16) -> Status {
    if amount <= 0 || amount > 100_000_000_000_000 { return .invalidAmount }
    if origin == .purchase || origin == .reload { return .invalidAmount }
    if until <= clock { return .invalidDeadline }
    var end = until
    if origin == .freeTier, let tier = terms.freeTier {
      if amount != tier.amount { return .invalidAmount }
      if hadFreeTier { return .alreadyGranted }
      hadFreeTier = true
      if until == Naive.forever { end = Naive.terms(1, tier.term, after: clock) }
    }
    add(amount, to: .promotion)
    newLot(amount, isPaid: false, priority: priority, until: end)
    return .ok
  }

  /// The lots as they burn: sorted anew. Source: rule FH-D3.
  var burning: [Int] { lots.indices.sorted { burns(lots[$0], before: lots[$1]) } }

  private func burns(_ one: NaiveLot, before other: NaiveLot) -> Bool {
    if one.priority != other.priority { return one.priority < other.priority }
    // The order of the first terms: a revision does not sort lots anew.
    switch catalog.terms.burnOrder {
    case .soonestExpiry:
      if one.until != other.until { return one.until < other.until }
      if one.isPaid != other.isPaid { return other.isPaid }
    case .oldestFirst: break
    case .paidFirst: if one.isPaid != other.isPaid { return one.isPaid }
    case .promotionalFirst: if one.isPaid != other.isPaid { return other.isPaid }
    case .largestFirst: if one.granted != other.granted { return one.granted > other.granted }
    case .lowestBasisFirst:
      let left = Int128(one.basis) * Int128(other.granted)
      let right = Int128(other.basis) * Int128(one.granted)
      if left != right { return left < right }
    }
    return (one.since, one.number) < (other.since, other.number)
  }

  /// Takes from the lots one after the other; `take` hears of each part.
  mutating func spend(_ amount: Int64, _ take: (inout NaiveBook, Int, Int64) -> Void) {
    var left = amount
    for index in burning where left > 0 {
      let part = min(left, lots[index].remaining)
      if part == 0 { continue }
      lots[index].remaining -= part
      add(-part, to: availableAccount(lots[index]))
      take(&self, index, part)
      left -= part
    }
    forgetEmptyLots()
  }

  mutating func forgetEmptyLots() { lots.removeAll { $0.remaining == 0 && $0.held == 0 } }

  /// Credits are gone unused: income where they were paid for, else the gift was cheaper. Source: rule FH-D1.
  mutating func breakAway(_ amount: Int64, of lot: NaiveLot) {
    if lot.isPaid { add(amount, to: .breakage) } else { add(-amount, to: .promotion) }
  }

  mutating func expire(_ number: UInt32) -> Status {
    guard let index = lotIndex(number) else { return .timerCancelled }
    if clock < lots[index].until { return .timerNotDue }
    loseRemaining(index)
    if lots[index].held > 0 {
      switch terms.expiry.held {
      case .pin: break
      case .grace: putOff(index)
      case .shrink: shrinkJobs(pinning: number)
      }
    }
    forgetEmptyLots()
    return .ok
  }

  private mutating func loseRemaining(_ index: Int) {
    let amount = lots[index].remaining
    lots[index].remaining = 0
    add(-amount, to: availableAccount(lots[index]))
    breakAway(amount, of: lots[index])
  }

  /// Once, the expiry of a lot that was held when it came is put off by the grace period; what was not held of it is gone.
  mutating func putOff(_ index: Int) {
    guard case .grace(let term) = terms.expiry.held, !lots[index].wasExtended else { return }
    loseRemaining(index)
    lots[index].wasExtended = true
    lots[index].until = Naive.terms(1, term, after: lots[index].until)
    if lots[index].until > clock { wake(.lotExpiry(LotID(lots[index].number)), at: lots[index].until) }
  }
}
