import Accounting
import Pricing

/// What a plan allows in a period. Source: rules HI-1, HI-9, HI-D6.
extension Book {
  /// One analysis: of the plan's quota, then with a single report. Source: rules HI-9, HI-D6.
  mutating func analyse(_ owner: Int, _ now: Instant) -> Status {
    if terms.plans == nil, terms.reports == nil { return .notOffered }
    #if Sabotage
      let known = Int(owners[owner].membership)
      if PlantedBug.quotaByCalendarMonth.isOn, known >= 0, isNewMonth(known, now) { memberships[known].analyses = 0 }
    #endif
    let member = membership(owner, now)
    if member.analysesLimit < 0 || member.analyses < member.analysesLimit {
      let row = membershipRow(owner, now)
      memberships[row].analyses += 1
      memberships[row].chatsFreelyUntil = .distantPast
      return .ok
    }
    let freeUntil = nextReportEnd(owner, now)
    if takeReport(owner, now) {
      let row = membershipRow(owner, now)
      memberships[row].chatsFreelyUntil = freeUntil
      observations.insert(.reportUsed)
      return .ok
    }
    return refuse(member, used: member.analyses, limit: member.analysesLimit)
  }

  /// Chat messages: without limit about an analysis made with a report while that is valid, else of the plan's quota, all of them or
  /// none. Source: rules HI-1, HI-2.
  mutating func chat(_ owner: Int, _ messages: Int64, _ now: Instant) -> Status {
    if terms.plans == nil, terms.reports == nil { return .notOffered }
    if messages < 1 || messages > Limits.mostMessages { return .invalidCount }
    let member = membership(owner, now)
    if now < member.chatsFreelyUntil { return .ok }
    if member.messagesLimit >= 0, messages > member.messagesLimit - member.messages {
      return refuse(member, used: member.messages, limit: member.messagesLimit)
    }

    let row = membershipRow(owner, now)
    memberships[row].messages += messages
    return .ok
  }

  private mutating func refuse(_ member: Membership, used: Int64, limit: Int64) -> Status {
    if !member.hasPlan { return .noSubscription }
    refusal.used = used
    refusal.limit = limit
    observations.insert(.quotaReached)
    return .limitExceeded
  }

  /// Until when the report is valid that an analysis would take now; the distant past where there is none.
  private func nextReportEnd(_ owner: Int, _ now: Instant) -> Instant {
    var wallet = owners[owner].firstWallet
    while wallet >= 0, wallets[Int(wallet)].endUser != .owner { wallet = wallets[Int(wallet)].next }
    if wallet < 0 { return .distantPast }
    var lot = wallets[Int(wallet)].firstLot
    while lot >= 0 {
      let row = creditLots[Int(lot)]
      if row.asset == .reports, row.remaining > 0, now < row.expiresAt { return row.expiresAt }
      lot = row.next
    }
    return .distantPast
  }
}
