import Accounting
import Billing
import Pricing

/// Interviews: each is counted once under its heading, and costs what the rules say of its length.
extension Auditor {
  @inline(__always)
  mutating func checkInterviews(_ book: borrowing Book, _ command: Command, _ owner: Int, _ now: Instant) -> Bool {
    switch command {
    case .interview(let product, let duration_ms): return checkInterview(book, product, duration_ms, owner, now)
    case .overridePrices(let override):
      plans[Int(witnesses[owner].plan)].override = Int16(override.number)
      return true
    default:
      return equal(
        .usageBilledOnce, "minutes served without an interview", flows[.minutesServed] + flows[.minutesServedBeyond], "none:", 0)
    }
  }

  private mutating func checkInterview(
    _ book: borrowing Book, _ product: ProductID, _ duration_ms: Int64, _ owner: Int, _ now: Instant
  ) -> Bool {
    guard let rules = book.terms.interviews else { return true }
    tick(.usageBilledOnce)
    let row = Int(witnesses[owner].plan)
    let minutes = billedThousandths(duration_ms, rules.rounding)
    let served = flows[.minutesServed] + flows[.minutesServedBeyond]
    let spent = flows[.creditsSpent] + flows[.creditsSpentOnDebt]
    let isCounted = rules.unit == .minutes
    var cost = minutes
    if isCounted {
      guard checkServed(book, minutes, owner, row) else { return false }
    } else {
      let override = plans[row].override < 0 ? nil : OverrideID(UInt8(plans[row].override))
      guard let price = rules.price(of: product, under: override) else { return true }
      cost = creditsOwed(for: minutes, price)
    }
    guard
      equal(.usageBilledOnce, "minutes served", served, "the interview's, as billed", isCounted ? minutes : 0),
      equal(.usageBilledOnce, "credits spent for an interview", spent, "its price", isCounted ? 0 : cost)
    else { return false }
    plans[row].interviews += 1
    plans[row].interviewed += cost
    let since = isCounted ? book.memberships[Int(book.owners[owner].membership)].periodStart : firstOfMonth(now)
    return checkHeading(book, rules, product, cost, since, owner)
  }

  /// Out of what the period includes first, then beyond it.
  private mutating func checkServed(_ book: borrowing Book, _ minutes: Int64, _ owner: Int, _ row: Int) -> Bool {
    let plan = book.memberships[Int(book.owners[owner].membership)].plan
    let left = max(0, included(book, plan, row) - plans[row].minutes)
    plans[row].minutes += minutes
    tick(.overageExact)
    return equal(
      .overageExact, "minutes served beyond the allowance", flows[.minutesServedBeyond], "those that it does not cover",
      max(0, minutes - left))
  }

  /// Under one cost key of the present period an event was added, and what it cost; under no other anything.
  private mutating func checkHeading(
    _ book: borrowing Book, _ rules: InterviewRules, _ product: ProductID, _ cost: Int64, _ since: Instant, _ owner: Int
  ) -> Bool {
    while counters.count < book.usage.count { counters.append(CounterWitness()) }
    var events: Int64 = 0
    var used: Int64 = 0
    var row = Int(book.owners[owner].firstUsage)
    while row >= 0, book.usage[row].since == since {
      let counter = book.usage[row]
      let moreEvents = counter.events - counters[row].events
      let moreUsed = counter.used - counters[row].used
      counters[row] = CounterWitness(events: counter.events, used: counter.used)
      if moreEvents | moreUsed != 0, rules.products[counter.product.index].costKey != rules.products[product.index].costKey {
        return fail(
          .usageBilledOnce, "counted under the cost key of product", Int64(counter.product.number), "that of product",
          Int64(product.number))
      }
      events += moreEvents
      used += moreUsed
      row = Int(counter.next)
    }
    return equal(.usageBilledOnce, "events counted in this period for one interview", events, "one:", 1)
      && equal(.usageBilledOnce, "counted under its cost key", used, "what was billed", cost)
  }

  /// The counters of all periods add up to what was seen. - Complexity: O(counters of the owner).
  mutating func sweepInterviews(_ book: borrowing Book, _ owner: Int, _ witness: PlanWitness) -> Bool {
    var events: Int64 = 0
    var used: Int64 = 0
    var row = Int(book.owners[owner].firstUsage)
    while row >= 0 {
      events += book.usage[row].events
      used += book.usage[row].used
      row = Int(book.usage[row].next)
    }
    return equal(.usageBilledOnce, "events under all cost keys", events, "interviews", witness.interviews)
      && equal(.usageBilledOnce, "used under all cost keys", used, "what interviews were billed", witness.interviewed)
  }

  // MARK: The rules, read a second time

  /// Thousandths of a minute that are billed: the length upwards to a thousandth, then as the rounding says.
  private func billedThousandths(_ duration_ms: Int64, _ rounding: UnitRounding) -> Int64 {
    let measured = (duration_ms + 59) / 60
    let step = rounding.step
    let billed: Int64
    switch rounding.mode {
    case .exact: billed = measured
    case .up: billed = (measured + step - 1) / step * step
    case .nearest: billed = (2 * measured + step) / (2 * step) * step
    case .down: billed = measured - measured % step
    }
    return measured == 0 ? 0 : max(billed, rounding.minimum)
  }

  /// Thousandths of a credit.
  private func creditsOwed(for minutes: Int64, _ price: MeterRule) -> Int64 {
    switch price {
    case .perUnit(let each): return halfUp(each, minutes)
    case .baseAndBeyond(let base, let included, let each):
      return base + (minutes > included ? halfUp(each, minutes - included) : 0)
    case .packages(let free, let size, let each):
      return minutes > free ? (minutes - free + size - 1) / size * each : 0
    }
  }

  /// A price for one unit times thousandths of units, a half rounded up. - Precondition: neither is below zero.
  private func halfUp(_ price: Int64, _ thousandths: Int64) -> Int64 {
    Int64((Int128(price) * Int128(thousandths) * 2 + 1_000) / 2_000)
  }

  private mutating func firstOfMonth(_ now: Instant) -> Instant {
    _ = monthClock.index(of: now)
    return monthClock.month.start
  }
}
