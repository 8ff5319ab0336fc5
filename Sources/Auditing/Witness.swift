import Accounting

/// What the auditor itself remembers of one owner, kept from transfers and effects alone, so that it can disagree with the book.
struct Witness: BitwiseCopyable {
  var lastAt = Instant.distantPast
  /// Row of its second witness, -1 before it has had to do with a plan, a pack or an interview.
  var plan: Int32 = -1
  /// Available plus held, from transfers.
  var total: Int64 = 0
  var pendingReloads: Int32 = 0
  /// Cards attached so far, and which of them the reload in flight was charged to.
  var cards: Int32 = 0
  var flightCard: Int32 = 0
  /// Declines in a row, when the last one came, and how long the back-off after it lasts, by the terms of that moment.
  var declines: Int32 = 0
  var paused = false
  var declinedAt = Instant.distantPast
  var backOff_ms: Int64 = 0
  /// The last attempts on the present card, a ring.
  var attempts = InlineArray<16, Instant>(repeating: .distantPast)
  var attemptNext = 0
  /// What reloads charged in `month`.
  var month = Int.min
  var charged: Int64 = 0
  /// Grants of the free tier.
  var freeTiers: Int32 = 0
  /// Usage admitted, and disputes, since debt arose.
  var onDebt: Int64 = 0
  /// Until when a balance that is used up may still be drawn on.
  var accessUntil = Instant.never
  /// Cash that went back, from transfers.
  var givenBack: Int64 = 0

  mutating func remember(attempt now: Instant) {
    attempts[attemptNext] = now
    attemptNext = (attemptNext + 1) % attempts.count
  }

  /// When the attempt was made that is `count` attempts ago, 1 being the last: that many or more came since then. In the distant
  /// past where there were fewer, or where the ring has forgotten it; never, if none is allowed.
  @inline(__always)
  mutating func attempt(ago count: Int) -> Instant {
    if count < 1 { return .never }
    if count > attempts.count { return .distantPast }
    return attempts[(attemptNext - count + attempts.count) % attempts.count]
  }
}
