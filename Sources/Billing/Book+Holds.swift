import Accounting

/// Holds: what they pin is eaten from the first part on and given back from the last part on, so that taking and giving
/// back is the identity on all lots.
extension Book {
  /// Takes `amount` of what the job's hold pins, for good.
  mutating func capture(_ job: Int, _ amount: Int64, of owner: Int) -> ByClass {
    var captured = ByClass()
    var left = amount
    while left > 0 {
      let row = jobs[job].hold.firstPart
      precondition(row >= 0, "A hold pins less than it says is open.")
      let lot = Int(parts[Int(row)].lot)
      let taken = min(left, parts[Int(row)].amount)
      lots[lot].held -= taken
      lots[lot].used += taken
      captured.add(taken, lots[lot].creditClass)
      touch(Int32(lot))
      parts[Int(row)].amount -= taken
      left -= taken
      if parts[Int(row)].amount == 0 { removePart(row, ofJob: job) }
    }
    owners[owner].held[0] -= captured.paid
    owners[owner].held[1] -= captured.promotional
    jobs[job].hold.captured += amount
    return captured
  }

  /// Gives `amount` of what the job's hold pins back to its lots; a part of a lot that has expired meanwhile expires at once.
  /// Source: rules IH-5, FH-D4.
  mutating func release(_ job: Int, _ amount: Int64, of owner: Int, _ now: Instant) {
    var released = ByClass()
    var expired = ByClass()
    var left = amount
    while left > 0 {
      let row = jobs[job].hold.lastPart
      precondition(row >= 0, "A hold pins less than it says is open.")
      #if Sabotage
        let lot = lotToGiveBack(part: row, owner)
      #else
        let lot = Int(parts[Int(row)].lot)
      #endif
      let returned = min(left, parts[Int(row)].amount)
      lots[lot].held -= returned
      released.add(returned, lots[lot].creditClass)
      if now >= lots[lot].expiresAt { putOffExpiry(Int32(lot), owner, now) }
      if now < lots[lot].expiresAt {
        lots[lot].remaining += returned
        // The bound may have been raised while nothing of this lot was spendable.
        owners[owner].soonestExpiry = min(owners[owner].soonestExpiry, lots[lot].expiresAt)
      } else {
        lots[lot].expired += returned
        expired.add(returned, lots[lot].creditClass)
      }
      touch(Int32(lot))
      parts[Int(row)].amount -= returned
      left -= returned
      if parts[Int(row)].amount == 0 { removePart(row, ofJob: job) }
    }
    move(owner, released, into: -1)
    jobs[job].hold.released += amount
    postRelease(owner, released)
    if expired.paid + expired.promotional > 0 {
      owners[owner].remaining[0] -= expired.paid
      owners[owner].remaining[1] -= expired.promotional
      observations.insert(.expiredOnRelease)
      effects.append(.notify(.creditsExpired))
      postExpiry(owner, expired)
    }
  }

  // MARK: Rows

  mutating func appendPart(_ part: HoldPart, to hold: inout Hold) {
    var row = freePart
    if row < 0 {
      parts.append(part)
      row = Int32(parts.count - 1)
    } else {
      freePart = parts[Int(row)].next
      parts[Int(row)] = part
    }
    if hold.lastPart >= 0 { parts[Int(hold.lastPart)].next = row } else { hold.firstPart = row }
    hold.lastPart = row
  }

  /// Unlinks the first or the last part of a hold.
  mutating func removePart(_ row: Int32, ofJob job: Int) {
    let part = parts[Int(row)]
    if part.previous >= 0 { parts[Int(part.previous)].next = part.next } else { jobs[job].hold.firstPart = part.next }
    if part.next >= 0 { parts[Int(part.next)].previous = part.previous } else { jobs[job].hold.lastPart = part.previous }
    parts[Int(row)].next = freePart
    freePart = row
  }
}
