import Accounting
import Billing
import Pricing

extension VariedCatalogs {
  /// Price lists that differ in every option of plans, packs, documents and interviews.
  public static let offers: [Catalog] =
    ProrationRule.Basis.allCases.map { basis in
      offer(
        "change \(basis)",
        .offered.withPlans {
          $0.proration = ProrationRule(basis: basis, lines: basis == .dayInclusive ? .net : .apart, rounding: .halfUp)
        })
    } + [
      offer("in credits", .offered.with { $0.interviews = Terms.inCredits.interviews }),
      offer(
        "short lives, fine units",
        .offered.with {
          $0.plans?.dunning = DunningRule(retries_ms: [Duration_ms.day])
          $0.plans?.accountCreditLives = .milliseconds(9 * Duration_ms.day)
          $0.plans?.proration = ProrationRule(lines: .net, rounding: .halfEven)
          $0.plans?.fallback = nil
          $0.packs?.term = .milliseconds(9 * Duration_ms.day)
          $0.limits.checkoutExpires_ms = Duration_ms.hour
          $0.interviews?.rounding = UnitRounding(mode: .nearest, step: 250, minimum: 500)
          $0.processorFee = ProcessorFeeRule(share: Share(millionths: 29_000), fixed: 30)
        }, Currency(code: "USD", decimals: 4, cardDecimals: 2)),
      offer(
        "weeks, at the period's end, no retry",
        .offered.withPlans {
          for index in $0.plans.indices { $0.plans[index].period = .milliseconds(Duration_ms.week) }
          $0.downgrade = .atPeriodEnd
          $0.dunning = DunningRule(retries_ms: [])
          $0.proration.rounding = .up
        }),
      offer(
        "quarters, trials",
        .offered.withPlans {
          for index in $0.plans.indices { $0.plans[index].period = .months(3) }
          $0.plans[1].trialDays = 14
          $0.plans[3].trialDays = 30
        }),
      Catalog(
        name: "revised", terms: .offered,
        revisions: [
          .init(effective: .utc(2026, 4, 3), terms: .offered.withPlans { $0.plans[1].price = 8_801 }),
          .init(
            effective: .utc(2026, 9, 3),
            terms: .offered.with {
              $0.plans?.plans[2].price = 30_007
              $0.plans?.plans[2].minutes = AllowanceRule(included: 30_000, price: 7_777)
              $0.plans?.plans[1].period = .months(2)
              $0.plans?.plans[2].analyses = 1
              $0.packs?.packs[1].price = 777
              $0.processorFee = ProcessorFeeRule(share: Share(millionths: 29_000), fixed: 30)
            }),
        ]),
    ]

  private static func offer(_ name: String, _ terms: Terms, _ currency: Currency = .usd) -> Catalog {
    Catalog(name: name, currency: currency, terms: terms)
  }
}

extension Terms {
  /// Everything at once: a free plan and three paid ones with quotas and minutes, packs, reports, documents, interviews.
  public static let offered = Terms.inMinutes.with {
    $0.plans = PlanRules(
      plans: [
        Plan(name: "free", price: 0, analyses: 1, messages: 50),
        Plan(name: "small", price: 3_333, analyses: 3, messages: 40, minutes: AllowanceRule(included: 100_000, price: 12_345)),
        Plan(name: "middle", price: 9_901, analyses: 9, messages: 90, minutes: AllowanceRule(included: 300_000, price: 9_999)),
        Plan(name: "large", price: 99_900, hasFreeDocuments: true, minutes: AllowanceRule(included: 1_000_000, price: 5_000)),
      ], fallback: PlanID(0))
    $0.packs = .three
    $0.reports = ReportRule(price: 2_900)
    $0.documents = DocumentRule(price: 700)
    $0.refunds = .unspent
    $0.interviews?.overrides = [PriceOverride(name: "own", prices: [nil, .perUnit(price: 900), nil])]
  }
}
