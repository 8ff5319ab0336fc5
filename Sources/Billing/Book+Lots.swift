import Accounting
import Pricing

/// Lots: granted, taken from in burn order, expired. A lot's figures and the owner's sums change only here.
extension Book {
  /// Writes a lot and its timer; the posting is the caller's.
  mutating func grantLot(
    _ owner: Int, _ amount: Int64, origin: LotOrigin, costBasis: Int64, payment: PaymentID, priority: Int16, expiresAt: Instant,
    _ now: Instant
  ) {
    owners[owner].lastLotNumber += 1
    let lot = Lot(
      id: LotID(owners[owner].lastLotNumber), granted: amount, costBasis: costBasis, origin: origin, priority: priority,
      payment: payment, grantedAt: now, expiresAt: expiresAt)
    let row = storeLot(lot)
    linkLot(owner, row)
    owners[owner].remaining[Int(lot.creditClass.rawValue)] += amount
    touch(row)
    if expiresAt != .never {
      owners[owner].soonestExpiry = min(owners[owner].soonestExpiry, expiresAt)
      #if Sabotage
        if PlantedBug.expirySweptLate.isOn {
          let midnight = expiresAt.advanced(by: Duration_ms.day - expiresAt.timeOfDay_ms)
          return effects.append(.wake(at: midnight, .lotExpiry(lot.id)))
        }
      #endif
      effects.append(.wake(at: expiresAt, .lotExpiry(lot.id)))
    }
  }

  /// Takes `amount` from the lots in burn order, for use at once.
  ///
  /// - Precondition: `amount` is at most what is available and no lot is overdue.
  @inline(__always)
  mutating func consume(_ owner: Int, _ amount: Int64) -> ByClass {
    var taken = ByClass()
    var left = amount
    var row = owners[owner].firstLot
    while left > 0 {
      precondition(row >= 0, "The lots hold less than the owner's available balance.")
      let part = min(left, lots[Int(row)].remaining)
      if part > 0 {
        lots[Int(row)].remaining -= part
        lots[Int(row)].used += part
        taken.add(part, lots[Int(row)].creditClass)
        touch(row)
        left -= part
      }
      row = lots[Int(row)].next
    }
    owners[owner].remaining[0] -= taken.paid
    owners[owner].remaining[1] -= taken.promotional
    return taken
  }

  /// Takes `amount` from the lots in burn order and pins it under `hold`.
  ///
  /// - Precondition: as for `consume`.
  mutating func pin(_ owner: Int, _ amount: Int64, under hold: inout Hold) -> ByClass {
    var taken = ByClass()
    var left = amount
    var row = owners[owner].firstLot
    while left > 0 {
      precondition(row >= 0, "The lots hold less than the owner's available balance.")
      let part = min(left, lots[Int(row)].remaining)
      if part > 0 {
        lots[Int(row)].remaining -= part
        lots[Int(row)].held += part
        taken.add(part, lots[Int(row)].creditClass)
        touch(row)
        appendPart(HoldPart(amount: part, lot: row, previous: hold.lastPart), to: &hold)
        left -= part
      }
      row = lots[Int(row)].next
    }
    move(owner, taken, into: 1)
    return taken
  }

  /// Moves sums between available and held: `direction` 1 holds, -1 gives back.
  @inline(__always)
  mutating func move(_ owner: Int, _ amount: ByClass, into direction: Int64) {
    owners[owner].remaining[0] -= direction * amount.paid
    owners[owner].remaining[1] -= direction * amount.promotional
    owners[owner].held[0] += direction * amount.paid
    owners[owner].held[1] += direction * amount.promotional
  }

  /// The end of a lot's validity: what is spendable of it is gone, what is pinned stays pinned. Source: rules FH-7, FH-D4.
  mutating func expireLot(_ owner: Int, _ lot: LotID, _ now: Instant) -> Status {
    let row = lotRow(owner, lot)
    if row < 0 { return .timerCancelled }
    if now < lots[Int(row)].expiresAt { return .timerNotDue }

    if lots[Int(row)].held > 0 { observations.insert(.expiryWhileHeld) }
    let amount = expireRemaining(row, owner)
    #if Sabotage
      if PlantedBug.lotWithoutPosting.isOn { return .ok }
    #endif
    postExpiry(owner, amount)
    if lots[Int(row)].held > 0 { outliveExpiry(row, owner, now) }
    owners[owner].soonestExpiry = soonestExpiry(owner)
    if amount.paid + amount.promotional > 0 { effects.append(.notify(.creditsExpired)) }
    return .ok
  }

  mutating func expireRemaining(_ row: Int32, _ owner: Int) -> ByClass {
    let amount = lots[Int(row)].remaining
    lots[Int(row)].remaining = 0
    lots[Int(row)].expired += amount
    #if Sabotage
      if PlantedBug.remainderDropped.isOn { lots[Int(row)].expired -= amount }
    #endif
    var gone = ByClass()
    gone.add(amount, lots[Int(row)].creditClass)
    owners[owner].remaining[0] -= gone.paid
    owners[owner].remaining[1] -= gone.promotional
    touch(row)
    return gone
  }

  /// Whether a lot with spendable credits should have expired by `now`; if not, the early bound is set right.
  mutating func hasOverdueLot(_ owner: Int, _ now: Instant) -> Bool {
    #if Sabotage
      if PlantedBug.expirySweptLate.isOn || PlantedBug.cachedBalance.isOn { return false }
    #endif
    let soonest = soonestExpiry(owner)
    owners[owner].soonestExpiry = soonest
    return soonest <= now
  }

  func soonestExpiry(_ owner: Int) -> Instant {
    var soonest = Instant.never
    var row = owners[owner].firstLot
    while row >= 0 {
      if lots[Int(row)].remaining > 0 { soonest = min(soonest, lots[Int(row)].expiresAt) }
      row = lots[Int(row)].next
    }
    return soonest
  }

  /// The row of a live lot, or -1. - Complexity: O(live lots of the owner).
  func lotRow(_ owner: Int, _ lot: LotID) -> Int32 {
    var row = owners[owner].firstLot
    while row >= 0 {
      if lots[Int(row)].id == lot { return lots[Int(row)].isFinished ? -1 : row }
      row = lots[Int(row)].next
    }
    return -1
  }

  // MARK: Rows

  /// Notes that the step has changed a lot; after the change, so that a lot of which nothing is left is seen.
  @inline(__always)
  mutating func touch(_ lot: Int32) {
    touchedLots.append(lot)
    if lots[Int(lot)].remaining | lots[Int(lot)].held == 0 { hasFinishedLots = true }
  }

  private mutating func storeLot(_ lot: Lot) -> Int32 {
    if freeLot < 0 {
      lots.append(lot)
      return Int32(lots.count - 1)
    }
    let row = freeLot
    freeLot = lots[Int(row)].next
    lots[Int(row)] = lot
    return row
  }

  /// Links a lot where it burns. A new lot most often burns last, so the search starts at the end.
  mutating func linkLot(_ owner: Int, _ row: Int32) {
    let lot = lots[Int(row)]
    var before = owners[owner].lastLot
    while before >= 0, burnOrder.ranks(lot, before: lots[Int(before)]) { before = lots[Int(before)].previous }
    #if Sabotage
      if PlantedBug.newestFirst.isOn { before = -1 }
    #endif
    let after = before >= 0 ? lots[Int(before)].next : owners[owner].firstLot
    lots[Int(row)].previous = before
    lots[Int(row)].next = after
    if before >= 0 { lots[Int(before)].next = row } else { owners[owner].firstLot = row }
    if after >= 0 { lots[Int(after)].previous = row } else { owners[owner].lastLot = row }
  }

  mutating func unlinkLot(_ owner: Int, _ row: Int32) {
    let lot = lots[Int(row)]
    if lot.previous >= 0 { lots[Int(lot.previous)].next = lot.next } else { owners[owner].firstLot = lot.next }
    if lot.next >= 0 { lots[Int(lot.next)].previous = lot.previous } else { owners[owner].lastLot = lot.previous }
  }

  @inline(__always)
  mutating func forgetLotIfFinished(_ row: Int32) {
    // Number zero marks a row that was forgotten already: a step may touch a lot twice.
    guard lots[Int(row)].remaining | lots[Int(row)].held == 0, lots[Int(row)].id.number != 0 else { return }
    forgetLot(row)
  }

  @inline(never)
  private mutating func forgetLot(_ row: Int32) {
    unlinkLot(Int(touchedOwner), row)
    if keepsFinishedLots { finishedLots.append(lots[Int(row)]) }
    lots[Int(row)].id = LotID(0)
    lots[Int(row)].next = freeLot
    freeLot = row
  }
}
