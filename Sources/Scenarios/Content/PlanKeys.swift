import Accounting
import Pricing

/// `{name: pro, price: 99 USD, analyses: 100, documents: free}`: one plan of a catalog.
enum PlanKeys {
  static let name = Field("name", .name, "As subscribers know it.")
  static let price = Field("price", .money, "For a period; 0 for a plan that needs no subscription.")
  static let period = Field(
    "period", Codec<CalendarTerm>.period, standard: "1 month", "The length of a period; months keep the day that they began on.")
  static let analyses = Field("analyses", Codec<Int64?>.quota, standard: "unlimited", "Analyses a period.")
  static let messages = Field("messages", Codec<Int64?>.quota, standard: "unlimited", "Chat messages a period.")
  static let documents = Field(
    "documents", Codec<Bool>.word([("paid", false), ("free", true)]), standard: "paid",
    "Whether the subscriber's end users open documents without credits.")
  static let minutes = Field("minutes", PlanMinuteKeys.codec, standard: "none", "Minutes of interviews.")
  static let trial = Field(
    "trial", Codec<Int64>.days, standard: "none", "How long an owner's first subscription costs nothing, in whole days.")
  static let features = Field(
    "features", Codec<[String]>.list(of: .name, atMost: 100), standard: "none", "What comes with the plan, by name.")

  static let table = Table(
    name: "plan", about: "What a subscription offers for one price a period.",
    keys: [
      name.key, price.key, period.key, analyses.key, messages.key, documents.key, minutes.key, trial.key, features.key,
    ])

  static let codec = Codec<Plan>.record(table) { record in
    let name = record[name]
    let price = record[price]
    let period = record[period] ?? .months(1)
    let analyses = record[analyses] ?? nil
    let messages = record[messages] ?? nil
    let documents = record[documents] ?? false
    let minutes = record[minutes]
    let trial = record[trial] ?? 0
    let features = record[features] ?? []
    guard Set(features).count == features.count else {
      record.cursor(of: PlanKeys.features).report(.duplicateName, "a feature stands there twice", allowed: "each name once")
      return nil
    }
    guard let name, let price else { return nil }
    guard trial == 0 || price > 0 else {
      record.cursor(of: PlanKeys.trial).report(
        .contradiction, "a trial of a plan that costs nothing", allowed: "trials of plans with a price")
      return nil
    }
    return Plan(
      name: name, price: price, period: period, analyses: analyses, messages: messages, hasFreeDocuments: documents,
      minutes: minutes, trialDays: trial, features: features)
  }
}

/// `minutes: {included: 500 minutes, beyond: 0.12 USD}`.
enum PlanMinuteKeys {
  static let included = Field("included", .counted(.minutes), "Minutes a period.")
  static let beyond = Field("beyond", .unitPrice, "What a minute beyond them costs, billed at the period's end.")
  static let table = Table(
    name: "plan_minutes", about: "Minutes of interviews that a plan includes.", keys: [included.key, beyond.key])

  static let codec = Codec<AllowanceRule>.record(table) { record in
    let included = record[included]
    let beyond = record[beyond]
    guard let included, let beyond else { return nil }
    return AllowanceRule(included: included, price: beyond)
  }
}

/// `proration: {basis: exact, lines: apart, rounding: half_up}`.
enum ProrationKeys {
  static let basis = Field(
    "basis", Codec<ProrationRule.Basis>.option(), standard: "exact",
    "What the unused part of a period is counted in: its real length, whole days without or with the day of the change, days of a "
      + "month of thirty, or not at all.")
  static let lines = Field(
    "lines", Codec<ProrationRule.Lines>.option(), standard: "apart",
    "Whether credit and charge are rounded each for itself, or their difference once.")
  static let rounding = Field(
    "rounding", Codec<Rounding>.option(), standard: "half_up", "How a fraction of the smallest unit of money is decided.")
  static let table = Table(
    name: "proration", about: "How a change of plan within a period is charged.", keys: [basis.key, lines.key, rounding.key])

  static let codec = Codec<ProrationRule>.record(table) { record in
    let standard = ProrationRule()
    return ProrationRule(
      basis: record[basis] ?? standard.basis, lines: record[lines] ?? standard.lines,
      rounding: record[rounding] ?? standard.rounding)
  }
}

/// `plans: {offered: [...], fallback: free, dunning: [1 day, 3 days]}`.
enum PlanRuleKeys {
  static let offered = Field(
    "offered", Codec<[Plan]>.offered(PlanKeys.codec, "plan"), "The plans; a trace may call one by its place, from 0.")
  static let fallback = Field(
    "fallback", .name, standard: "nothing", "The plan that owners without a subscription have; it costs nothing.")
  static let proration = Field(
    "proration", ProrationKeys.codec, standard: "its defaults", "How a change of plan within a period is charged.")
  static let downgrade = Field(
    "downgrade", Codec<PlanRules.Downgrade>.option(), standard: "credit_now",
    "Whether a cheaper plan begins at once, with credit for coming invoices, or at the period's end, without.")
  static let dunning = Field(
    "dunning", Codec<[Int64]>.list(of: .positiveDuration, atMost: 16), standard: "[1 day, 3 days, 5 days, 7 days]",
    "From each failed renewal to the next attempt; when the last one fails the subscription ends.")
  static let incompleteLapses = Field(
    "incomplete_lapses", .positiveDuration, standard: "24 hours", "How long a first payment is waited for.")
  static let accountCreditLives = Field(
    "account_credit_lives", Codec<CalendarTerm>.term, standard: "12 months",
    "How long credit on the account outlives the subscription.")

  static let table = Table(
    name: "plan_rules", about: "The plans, and how subscriptions to them live.",
    keys: [
      offered.key, fallback.key, proration.key, downgrade.key, dunning.key, incompleteLapses.key, accountCreditLives.key,
    ])

  static let codec = Codec<PlanRules>.record(table) { record in
    let plans = record[offered]
    let fallback = record[fallback]
    let standard = PlanRules(plans: [])
    let proration = record[proration] ?? standard.proration
    let downgrade = record[downgrade] ?? standard.downgrade
    let retries = record[dunning] ?? standard.dunning.retries_ms
    let lapses = record[incompleteLapses] ?? standard.incompleteLapses_ms
    let lives = record[accountCreditLives] ?? standard.accountCreditLives
    guard let plans else { return nil }
    let rules = PlanRules(
      plans: plans, fallback: fallback.flatMap { plan(named: $0, among: plans, record) }, proration: proration,
      downgrade: downgrade, dunning: DunningRule(retries_ms: retries), incompleteLapses_ms: lapses, accountCreditLives: lives)
    return endsWithinPeriod(rules, record) ? rules : nil
  }

  /// The place of the plan that costs nothing; nil after a report.
  private static func plan(named name: String, among plans: [Plan], _ record: Record) -> PlanID? {
    let cursor = record.cursor(of: fallback)
    guard let index = plans.firstIndex(where: { $0.name == name }) else {
      let names = plans.map(\.name)
      cursor.report(
        .unknownName, "there is no plan '\(name)'", allowed: names.joined(separator: ", "), hint: hint(for: name, among: names))
      return nil
    }
    guard plans[index].price == 0 else {
      cursor.report(
        .contradiction, "the plan '\(name)', which has a price", allowed: "a plan that costs nothing, or no fallback")
      return nil
    }
    return PlanID(UInt8(index))
  }

  /// Whether the last retry comes before the unpaid period is over; a subscription has one open renewal at a time.
  private static func endsWithinPeriod(_ rules: PlanRules, _ record: Record) -> Bool {
    let shortest = rules.plans.filter { $0.price > 0 }.map { shortest_ms($0.period) }.min() ?? .max
    let all = rules.dunning.retries_ms.reduce(0, +)
    guard all >= shortest else { return true }
    let days = all / Duration_ms.day
    let place = record.has(dunning) ? record.cursor(of: dunning) : record.cursor(of: offered)
    place.report(
      .contradiction, "retries that go on for \(days) days",
      allowed: "less than the shortest period, \(shortest / Duration_ms.day) days")
    return false
  }

  /// The least that a period can last, in milliseconds: a month has at least 28 days.
  private static func shortest_ms(_ period: CalendarTerm) -> Int64 {
    switch period {
    case .never: .max
    case .months(let count): Int64(count) * 28 * Duration_ms.day
    case .milliseconds(let length): length
    }
  }
}
