import Accounting
import Billing
import Pricing

/// Interviews in minutes and in credits. Source: rules IV-2 to IV-5, IV-D1, IV-D2, HI-D6.
extension NaiveBook {
  mutating func interview(_ product: Int, _ duration: Int64) -> Status {
    guard let rules = terms.interviews else { return .notOffered }
    if product >= rules.products.count { return .unknownProduct }
    if duration < 1 || duration > 366 * 24 * 60 * 60 * 1_000 { return .invalidCount }
    let billed = billed(duration, rules.rounding)
    // Products of one cost key are counted under the first of them.
    let heading = rules.products.firstIndex { $0.costKey == rules.products[product].costKey } ?? product
    switch rules.unit {
    case .minutes:
      guard hasSubscription, minutesRule != nil else { return .noSubscription }
      followPlan()
      member?.minutes += billed
      add(billed, to: .minutesServed)
      setMinutes()
      count(heading, billed, since: member?.start ?? 0)
    case .credits:
      guard let price = price(product, rules) else { return .notOffered }
      let cost = cost(of: billed, price)
      if cost > 0, wallets[0]?.credits ?? 0 == 0 { return .paymentRequired }
      if cost > 0 { spendCredits(0, cost) }
      count(heading, cost, since: Naive.startOfMonth(clock))
    }
    return .ok
  }

  mutating func ownPrices(_ number: Int) -> Status {
    guard let rules = terms.interviews else { return .notOffered }
    if number >= rules.overrides.count { return .unknownOverride }
    if ownPrices == number { return .repeated }
    ownPrices = number
    return .ok
  }

  private mutating func count(_ product: Int, _ used: Int64, since: Int64) {
    let heading = NaiveHeading(since: since, product: product)
    usage[heading, default: NaiveUsage()].events += 1
    usage[heading, default: NaiveUsage()].used += used
  }

  /// A started thousandth of a minute counts; then the rule's own rounding and least. Source: rule IV-D1.
  private func billed(_ duration: Int64, _ rule: UnitRounding) -> Int64 {
    let measured = Naive.share(duration, 1_000, of: 60_000, .up)
    let units: Int64 =
      switch rule.mode {
      case .exact: measured
      case .up: Naive.share(measured, 1, of: rule.step, .up) * rule.step
      case .nearest: Naive.share(measured, 1, of: rule.step, .halfUp) * rule.step
      case .down: Naive.share(measured, 1, of: rule.step, .down) * rule.step
      }
    return max(rule.minimum, units)
  }

  /// A company's own price goes before the catalog's. Source: rule IV-4.
  private func price(_ product: Int, _ rules: InterviewRules) -> MeterRule? {
    if let own = ownPrices, own < rules.overrides.count, product < rules.overrides[own].prices.count,
      let price = rules.overrides[own].prices[product]
    {
      return price
    }
    return rules.products[product].price
  }

  private func cost(of minutes: Int64, _ rule: MeterRule) -> Int64 {
    switch rule {
    case .perUnit(let price): Naive.share(minutes, price, of: 1_000, .halfUp)
    case .baseAndBeyond(let base, let included, let price):
      base + Naive.share(max(0, minutes - included), price, of: 1_000, .halfUp)
    case .packages(let free, let size, let price): price * Naive.share(max(0, minutes - free), 1, of: size, .up)
    }
  }

  // MARK: Minutes of a plan

  private var minutesRule: AllowanceRule? { member?.plan.flatMap { terms.plans?.plans[$0].minutes } }

  /// The plan's minutes are the period's; a smaller plan takes nothing back that was served.
  mutating func followPlan() {
    guard let now = member else { return }
    let included = minutesRule?.included ?? 0
    member?.included = max(included, min(now.included, now.minutes))
    setMinutes()
  }

  /// What is left of the allowance, what is beyond it, and what was given out for both.
  private mutating func setMinutes() {
    guard let now = member else { return }
    add(max(0, now.included - now.minutes) - money[.allowance, default: 0], to: .allowance)
    add(max(0, now.minutes - now.included) - money[.overage, default: 0], to: .overage)
    let given = money[.allowance, default: 0] + money[.minutesServed, default: 0] - money[.overage, default: 0]
    add(given - money[.minutesGranted, default: 0], to: .minutesGranted)
  }

  /// The period ends. - Returns: what minutes beyond the allowance cost, now a debt.
  mutating func endMinutes() -> Int64 {
    followPlan()
    guard let now = member else { return 0 }
    let beyond = max(0, now.minutes - now.included)
    let thousandths = Naive.share(beyond, minutesRule?.price ?? 0, of: 1_000, .halfUp)
    let cost = Naive.share(thousandths, 1, of: 1_000, .halfUp)
    member?.minutes = 0
    member?.included = 0
    setMinutes()
    changeDebt(cost)
    add(cost, to: .usageRevenue)
    return cost
  }
}
