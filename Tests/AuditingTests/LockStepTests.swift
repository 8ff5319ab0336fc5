import Accounting
import Auditing
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("Whatever comes, the auditor agrees")
struct LockStepTests {
  /// Price lists that differ in every option of plans, packs, documents and interviews.
  static let catalogs: [Catalog] =
    ProrationRule.Basis.allCases.map { basis in
      named(
        "change \(basis)",
        .offered.withPlans {
          $0.proration = ProrationRule(basis: basis, lines: basis == .dayInclusive ? .net : .apart, rounding: .halfUp)
        })
    } + [
      named("in credits", .offered.with { $0.interviews = Terms.inCredits.interviews }),
      named(
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
      named(
        "weeks, at the period's end, no retry",
        .offered.withPlans {
          for index in $0.plans.indices { $0.plans[index].period = .milliseconds(Duration_ms.week) }
          $0.downgrade = .atPeriodEnd
          $0.dunning = DunningRule(retries_ms: [])
          $0.proration.rounding = .up
        }),
      named(
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

  private static func named(_ name: String, _ terms: Terms, _ currency: Currency = .usd) -> Catalog {
    Catalog(name: name, currency: currency, terms: terms)
  }

  @Test("Thousands of random steps keep every invariant, under", arguments: catalogs.indices)
  func invariantsHold(catalog: Int) {
    var commands = 0
    for seed in 1...8 as ClosedRange<UInt64> {
      let run = LockStep(Self.catalogs[catalog], seed: UInt64(catalog) << 32 | seed, steps: 1_000)
      commands += run.commands
      if let failure = run.failure {
        Issue.record("\(failure)")
        return
      }
    }
    #expect(commands > 8_000)
  }

  private static let offers: [Invariant] = [
    .periodsAbut, .prorationBounded, .changeIsReversible, .deferredRunsOut, .legalStatus, .quotaKept, .dunningBounded,
    .invoiceConsistent, .overageExact, .payOncePerDocument, .deferredIsLiability, .cashExplained, .noMixedAssets,
  ]

  @Test("The random steps meet what plans, packs, documents and interviews can come to")
  func everythingIsMet() {
    var statuses: Set<Status> = []
    var observations: Observation = []
    var checks: [Invariant: Int64] = [:]
    for (index, catalog) in Self.catalogs.enumerated() {
      for seed in 1...4 as ClosedRange<UInt64> {
        let run = LockStep(catalog, seed: UInt64(index) << 32 | seed, steps: 1_000)
        statuses.formUnion(run.statuses)
        observations.formUnion(run.observations)
        for invariant in Self.offers { checks[invariant, default: 0] += run.auditor.count(invariant) }
      }
    }
    let new: [Status] = [
      .noSubscription, .subscriptionExists, .invalidPlan, .samePlan, .changePending, .paymentOverdue, .notCancelling,
      .limitExceeded, .paymentRequired, .unknownPack, .unknownProduct, .unknownOverride, .invalidCount,
    ]
    for invariant in Self.offers { #expect(checks[invariant, default: 0] > 0, "\(invariant.name) was never looked at") }
    for status in new { #expect(statuses.contains(status), "\(status.name) never came") }
    for (observation, name) in Observation.named where observation.rawValue >= Observation.trialBegun.rawValue {
      #expect(observations.contains(observation), "\(name) never happened")
    }
  }
}

extension Terms {
  /// Everything at once: a free plan and three paid ones with quotas and minutes, packs, reports, documents, interviews.
  static let offered = Terms.inMinutes.with {
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
