import Accounting
import Population
import Pricing
import Sampling

@testable import Simulation

extension Worlds {
  /// Subscriptions with a trial, a quota, single reports, and end users who buy packs for documents.
  static func tiers(owners: Int, days: Double = 400, seed: UInt64 = 7, extra: [Segment] = []) throws -> Scenario {
    let day = Double(Duration_ms.day)
    let terms = Worlds.terms {
      $0.plans = PlanRules(
        plans: [
          Plan(name: "free", price: 0, analyses: 1, messages: 10),
          Plan(name: "pro", price: 9_900, analyses: 8, messages: 60, trialDays: 7),
          Plan(name: "team", price: 29_900, analyses: 20, hasFreeDocuments: true),
          Plan(name: "enterprise", price: 99_900, hasFreeDocuments: true),
        ], fallback: PlanID(0), dunning: DunningRule(retries_ms: [1, 3].map { $0 * Duration_ms.day }),
        accountCreditLives: .months(1))
      $0.reports = ReportRule(price: 2_900, term: .milliseconds(4 * Duration_ms.day))
      $0.packs = PackShelf(
        packs: [Pack(name: "one", credits: 1_000, price: 499), Pack(name: "five", credits: 5_000, price: 1_999)],
        term: .milliseconds(60 * Duration_ms.day))
      $0.documents = DocumentRule()
      $0.processorFee = ProcessorFeeRule(share: Share(millionths: 29_000), fixed: 30)
    }
    let analyses = AnalysisBehaviour(
      perWeek: try .gamma(mean: 3, cv: 1), gaps: try .gamma(mean: 1, cv: 1.5), hours: .office, trendPerYear: 0.2,
      messages: try .poisson(mean: 6), buysReport: 0.2, putsReportOff: 0.5)
    let plans = PlanBehaviour(
      first: try .choice([(PlanBehaviour.nothing, 2), (1, 5), (2, 2), (3, 1)]), after_ms: try .exponential(mean: day),
      throughCheckout: 0.5, analyses: analyses, upgradesAtLimit: 0.05, upgradeAfter_ms: try .exponential(mean: day),
      upgradesPerYear: 1, downgradesPerYear: 3, cancelsPerYear: 2, reactivates: 0.4, comesBack: 0.6,
      comesBackAfter_ms: try .exponential(mean: 20 * day))
    let documents = DocumentBehaviour(
      endUsers: try .poisson(mean: 4), perWeek: try .gamma(mean: 0.3, cv: 1), gaps: try .gamma(mean: 1, cv: 1.5), hours: .evening,
      list: try .poisson(mean: 2), again: 0.4, buysWhenRefused: 0.6, packs: try .choice([(0, 2), (1, 1)]),
      buysAfter_ms: try .exponential(mean: day / 100))
    let segment = Segment(
      name: "accounts", owners: owners, joins: .spread(over_ms: 60 * Duration_ms.day),
      stays_ms: try .weibull(shape: 1.1, mean: 500 * day), detachesWhenLeaving: 0.3, disputesWhenLeaving: 0.2, plans: plans,
      documents: documents, funds: try subscribers())
    return try busy("tiers", days: days, terms: terms, [segment] + extra, seed: seed)
  }

  /// Interviews by the minute, with a plan that changes at the period's end.
  static func minutes(owners: Int, days: Double = 400, seed: UInt64 = 7, extra: [Segment] = []) throws -> Scenario {
    let day = Double(Duration_ms.day)
    let terms = Worlds.terms {
      $0.plans = PlanRules(
        plans: [
          Plan(name: "starter", price: 4_900, minutes: AllowanceRule(included: 120_000, price: 15_000), trialDays: 10),
          Plan(name: "growth", price: 14_900, minutes: AllowanceRule(included: 500_000, price: 12_000)),
        ], downgrade: .atPeriodEnd, dunning: DunningRule(retries_ms: [1, 3].map { $0 * Duration_ms.day }))
      $0.interviews = InterviewRules(unit: .minutes, products: products(priced: false))
    }
    let plans = PlanBehaviour(
      first: try .choice([(0, 2), (1, 1)]), after_ms: try .exponential(mean: day), throughCheckout: 0.5, upgradesPerYear: 1,
      downgradesPerYear: 1, cancelsPerYear: 1.5, reactivates: 0.4, comesBack: 0.6,
      comesBackAfter_ms: try .exponential(mean: 20 * day))
    let segment = Segment(
      name: "companies", owners: owners, joins: .spread(over_ms: 60 * Duration_ms.day),
      stays_ms: try .weibull(shape: 1.1, mean: 500 * day), detachesWhenLeaving: 0.3, disputesWhenLeaving: 0.2, plans: plans,
      interviews: try interviews(perWeek: 2), funds: try subscribers())
    return try busy("minutes", days: days, terms: terms, [segment] + extra, seed: seed)
  }

  /// Interviews paid with credits that live two months, with prices of their own for some.
  static func credits(owners: Int, days: Double = 400, seed: UInt64 = 7, extra: [Segment] = []) throws -> Scenario {
    let day = Double(Duration_ms.day)
    let terms = Worlds.terms {
      $0.packs = PackShelf(
        packs: [Pack(name: "small", credits: 20_000, price: 2_999), Pack(name: "large", credits: 100_000, price: 9_900)],
        term: .months(2))
      $0.interviews = InterviewRules(
        unit: .credits, products: products(priced: true),
        overrides: [PriceOverride(name: "partner", prices: [.perUnit(price: 333), nil, nil])])
    }
    var interviews = try interviews(perWeek: 2)
    interviews.override = try .choice([(PlanBehaviour.nothing, 4), (0, 1)])
    interviews.packs = InterviewBehaviour.Packs(
      choice: try .choice([(0, 2), (1, 1)]), lowBalance: try .gamma(mean: 10_000, cv: 0.5), buys: 0.6,
      buysAfter_ms: try .exponential(mean: day / 4))
    let segment = Segment(
      name: "companies", owners: owners, joins: .spread(over_ms: 60 * Duration_ms.day),
      stays_ms: try .weibull(shape: 1.1, mean: 500 * day), detachesWhenLeaving: 0.3, disputesWhenLeaving: 0.2,
      interviews: interviews, funds: try subscribers())
    return try busy("credits", days: days, terms: terms, [segment] + extra, seed: seed)
  }

  /// Two products under one heading, one under another.
  private static func products(priced: Bool) -> [Product] {
    let price = MeterRule.baseAndBeyond(base: 5_000, included: 15_000, price: 500)
    return ["screening", "technical", "phone"].map {
      Product(name: $0, costKey: $0 == "phone" ? "telephony" : "interviews", price: priced ? price : nil)
    }
  }

  private static func interviews(perWeek: Double) throws -> InterviewBehaviour {
    InterviewBehaviour(
      perWeek: try .gamma(mean: perWeek, cv: 1), gaps: try .gamma(mean: 1, cv: 1.8), hours: .office, trendPerYear: 0.1,
      product: try .choice([(0, 3), (1, 1), (2, 1)]),
      duration_ms: try .lognormal(median: 20 * Double(Duration_ms.minute), sigma: 0.6))
  }

  /// Cards that fail often, and pages of payment that are closed again.
  private static func subscribers() throws -> FundingBehaviour {
    let hour = Double(Duration_ms.hour)
    return FundingBehaviour(
      paymentMethod: 0.7, firstPurchase: nil, topUp: .zero, topUpAfter_ms: try .exponential(mean: hour),
      declines: .init(soft: 0.15, hard: 0.03, needs3DS: 0.04), replacesCard: 0.6,
      replacesCardAfter_ms: try .exponential(mean: 40 * hour), detachesPerYear: 0.5, abandons: 0.1)
  }

  /// The year of `segments` with doubled, late and overtaking answers, an outage and a surge.
  private static func busy(
    _ name: String, days: Double, terms: Terms, _ segments: [Segment], seed: UInt64
  ) throws -> Scenario {
    let hour = Double(Duration_ms.hour)
    let day = { (number: Int64) in start.advanced(by: number * Duration_ms.day) }
    return scenario(
      name, days: days, terms: terms, segments,
      gateway: GatewayBehaviour(
        latency_ms: try .lognormal(median: 5_000, sigma: 1), duplicates: 0.1, duplicateAfter_ms: try .exponential(mean: hour)),
      conditions: [
        Condition(kind: .surge(factor: 3), from: day(40), to: day(44)),
        Condition(kind: .processorOutage, from: day(90), to: day(90).advanced(by: 30 * Duration_ms.hour)),
        Condition(kind: .webhookFaults(duplicates: 0.5, delay_ms: try .exponential(mean: 30 * hour)), from: day(20), to: day(40)),
      ], seed: seed)
  }
}
