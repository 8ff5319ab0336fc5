import Accounting
import Pricing

/// Interviews: counted by cost key, paid with credits or out of the plan's minutes. Source: rules IV-1 to IV-5, IV-D2.
extension Book {
  /// The longest that one interview can be, in milliseconds: a year. What it costs stays within 64 bits.
  static let longestInterview_ms = 366 * Duration_ms.day

  /// An interview of `duration_ms` milliseconds has ended.
  mutating func interview(_ owner: Int, _ product: ProductID, duration_ms: Int64, _ now: Instant) -> Status {
    guard let rules = terms.interviews else { return .notOffered }
    if product.index >= rules.products.count { return .unknownProduct }
    if duration_ms < 1 || duration_ms > Book.longestInterview_ms { return .invalidCount }
    let billed = rules.rounding.billedMinutes(duration_ms)
    let heading = rules.heading(of: product)
    if rules.unit == .minutes { return serveMinutes(owner, heading, billed, now) }

    let override = owners[owner].overrides < 0 ? nil : OverrideID(UInt8(owners[owner].overrides))
    guard let price = rules.price(of: product, under: override) else { return .notOffered }
    return debitCredits(owner, heading, price.cost(of: billed), now)
  }

  /// Debited whole when the interview ends: one that began with any credits at all is never cut short. Source: rule IV-D2.
  private mutating func debitCredits(_ owner: Int, _ heading: ProductID, _ cost: Int64, _ now: Instant) -> Status {
    let wallet = walletRow(owner, .owner)
    let available = wallet < 0 ? 0 : wallets[Int(wallet)].credits
    if cost > 0, available == 0 {
      refusal.required = cost
      observations.insert(.paymentWasRequired)
      return .paymentRequired
    }

    touchedWallet = wallet
    if cost > 0 { spendCredits(owner, Int(wallet), cost) }
    _ = monthClock.index(of: now)
    count(owner, heading, cost, since: monthClock.month.start)
    return .ok
  }

  /// Out of the allowance of the plan's period, then beyond it; money is due at the period's end only. Source: rule IV-2.
  private mutating func serveMinutes(_ owner: Int, _ heading: ProductID, _ billed: Int64, _ now: Instant) -> Status {
    let row = Int(owners[owner].membership)
    guard row >= 0, memberships[row].status.hasAccess, let rule = minutesRule(owner) else { return .noSubscription }
    if now >= memberships[row].periodEnd { return .timerOverdue }

    followPlan(owner, rule)
    #if Sabotage
      if PlantedBug.allowanceByCalendarMonth.isOn, isNewMonth(row, now) { memberships[row].minutes = 0 }
    #endif
    let left = max(0, memberships[row].includedMinutes - memberships[row].minutes)
    let within = min(billed, left)
    memberships[row].minutes += billed
    post(owner, debit: .allowance, credit: .minutesServed, within, .minutesServed)
    post(owner, debit: .overage, credit: .minutesServed, billed - within, .minutesServedBeyond)
    count(owner, heading, billed, since: memberships[row].periodStart)
    return .ok
  }

  /// The company gets prices of its own. Source: rule IV-4.
  mutating func overridePrices(_ owner: Int, _ override: OverrideID) -> Status {
    guard let rules = terms.interviews else { return .notOffered }
    if override.index >= rules.overrides.count { return .unknownOverride }
    if owners[owner].overrides == Int16(override.number) { return .repeated }

    owners[owner].overrides = Int16(override.number)
    return .ok
  }

  // MARK: Counters

  /// One event under a cost key. The counters of the present period come first. - Complexity: O(cost keys).
  private mutating func count(_ owner: Int, _ heading: ProductID, _ used: Int64, since: Instant) {
    var row = owners[owner].firstUsage
    while row >= 0, usage[Int(row)].since == since, usage[Int(row)].product != heading { row = usage[Int(row)].next }
    if row < 0 || usage[Int(row)].since != since {
      usage.append(UsageCounter(product: heading, since: since, next: owners[owner].firstUsage))
      row = Int32(usage.count - 1)
      owners[owner].firstUsage = row
    }
    usage[Int(row)].events += 1
    #if Sabotage
      if PlantedBug.interviewCountedTwice.isOn { usage[Int(row)].events += 1 }
    #endif
    usage[Int(row)].used += used
  }

  /// The first instant of the calendar month, UTC.
  func startOfMonth(_ now: Instant) -> Instant {
    let date = now.date
    return CivilDate(year: date.year, month: date.month, day: 1).midnight
  }
}

extension InterviewRules {
  /// The first product with the same cost key: what usage is counted under. - Complexity: O(products).
  func heading(of product: ProductID) -> ProductID {
    var first = 0
    while products[first].costKey != products[product.index].costKey { first += 1 }
    return ProductID(UInt16(first))
  }
}
