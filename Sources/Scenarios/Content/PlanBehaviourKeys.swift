import Accounting
import Population
import Pricing
import Sampling

/// `analyses:` within `plans:` of a segment.
enum AnalysisKeys {
  static let perWeek = Field("per_week", .distribution(.number), "Analyses a week; drawn once per owner, so that owners differ.")
  static let gaps = Field("gaps", GapKeys.codec, standard: "random (cv 1)", "How the gaps between one owner's analyses vary.")
  static let hours = Field("hours", HourKeys.codec, standard: "flat", "When in the week analyses fall (UTC).")
  static let trend = Field("trend", .growth, standard: "0 %", "How much more active an owner is after a year.")
  static let messages = Field(
    "messages", .distribution(.number), standard: "0", "Chat messages about one analysis, rounded; sent together.")
  static let buysReport = Field(
    "buys_report", .probability, standard: "0 %",
    "Chance, at each refusal for want of quota, that an owner buys a single report, after 'top_up_after'.")
  static let reportWaits = Field(
    "report_waits", .probability, standard: "0 %", "Share of these reports that wait for the next need, instead of a second try.")

  static let table = Table(
    name: "analyses", about: "How an owner uses the quotas of its plan.",
    keys: [perWeek.key, gaps.key, hours.key, trend.key, messages.key, buysReport.key, reportWaits.key])

  static let codec = Codec<AnalysisBehaviour>.record(table) { record in
    let rate = record[perWeek]
    let gaps = record[gaps] ?? GapKeys.standard
    let hours = record[hours] ?? .flat
    let trend = record[trend] ?? 0
    let messages = record[messages] ?? .zero
    let buys = record[buysReport] ?? 0
    let waits = record[reportWaits] ?? 0
    guard let rate else { return nil }
    if buys > 0, let terms = record.cursor.context.terms, terms.reports == nil {
      record.cursor(of: buysReport).report(
        .contradiction, "owners buy single reports, and the catalog sells none", hint: "leave 'buys_report' out")
    }
    return AnalysisBehaviour(
      perWeek: rate, gaps: gaps, hours: hours, trendPerYear: trend, messages: messages, buysReport: buys,
      putsReportOff: waits)
  }
}

/// `plans:` of a segment.
enum PlanBehaviourKeys {
  static let first = Field(
    "first", .places(of: .plan, orNone: true),
    "Weights of the plans that owners begin with, by the catalog's names, and of 'none'.")
  static let after = Field("after", .distribution(.duration), standard: "0 s", "From joining to the first subscription.")
  static let checkout = Field(
    "checkout", .probability, standard: "0 %",
    "Share of the subscriptions that begin at a checkout, which brings a card along; all of those without a payment method.")
  static let analyses = Field("analyses", AnalysisKeys.codec, standard: "none", "What the plans' quotas are used for.")
  static let upgradesAtLimit = Field(
    "upgrades_at_limit", .probability, standard: "0 %",
    "Chance, at each refusal for want of quota, that an owner moves to the next dearer plan.")
  static let upgradeAfter = Field("upgrade_after", .distribution(.duration), standard: "1 hour", "How long that takes.")
  static let upgrades = Field(
    "upgrades_per_year", .number(0...1_000), standard: "0", "How often an owner moves to the next dearer plan unasked.")
  static let downgrades = Field(
    "downgrades_per_year", .number(0...1_000), standard: "0", "How often an owner moves to the next cheaper plan.")
  static let cancels = Field("cancels_per_year", .number(0...1_000), standard: "0", "How often an owner cancels.")
  static let reactivates = Field(
    "reactivates", .probability, standard: "0 %", "Share of the cancellations that are taken back before the period ends.")
  static let comesBack = Field(
    "comes_back", .probability, standard: "0 %", "Share of the ended subscriptions that are followed by another.")
  static let comesBackAfter = Field(
    "comes_back_after", .distribution(.duration), standard: "60 days", "How long after the end.")

  static let table = Table(
    name: "plan_behaviour", about: "How an owner subscribes, changes plans, cancels and comes back.",
    keys: [
      first.key, after.key, checkout.key, analyses.key, upgradesAtLimit.key, upgradeAfter.key, upgrades.key, downgrades.key,
      cancels.key, reactivates.key, comesBack.key, comesBackAfter.key,
    ])

  static let codec = Codec<PlanBehaviour>.record(table) { record in
    let first = record[first]
    let after = record[after] ?? .zero
    let checkout = record[checkout] ?? 0
    let analyses = record[analyses]
    let atLimit = record[upgradesAtLimit] ?? 0
    let upgradeAfter = record[upgradeAfter] ?? (try? Distribution.constant(Double(Duration_ms.hour)))
    let upgrades = record[upgrades] ?? 0
    let downgrades = record[downgrades] ?? 0
    let cancels = record[cancels] ?? 0
    let reactivates = record[reactivates] ?? 0
    let comesBack = record[comesBack] ?? 0
    let backAfter = record[comesBackAfter] ?? (try? Distribution.constant(Double(60 * Duration_ms.day)))
    guard let first, let upgradeAfter, let backAfter else { return nil }
    return PlanBehaviour(
      first: first, after_ms: after, throughCheckout: checkout, analyses: analyses, upgradesAtLimit: atLimit,
      upgradeAfter_ms: upgradeAfter, upgradesPerYear: upgrades, downgradesPerYear: downgrades, cancelsPerYear: cancels,
      reactivates: reactivates, comesBack: comesBack, comesBackAfter_ms: backAfter)
  }
}
