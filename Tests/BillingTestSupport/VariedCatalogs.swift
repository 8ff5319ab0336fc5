import Accounting
import Billing
import Pricing

/// Price lists for random commands.
public enum VariedCatalogs {
  /// Price lists that differ in every option that the core has.
  public static let all = others + plans + [metered]

  private static let metered = named(
    "cut off as metered",
    Terms.inside.with {
      $0.limits.minimum = 10
      $0.cutoff = CutoffRule(timing: .metered, delay_ms: Duration_ms.day)
      $0.refunds = .unspent
      $0.allowsArrears = true
    })

  private static let others: [Catalog] = [
    named("on top", .onTop),
    named("inside, bonus, expiry", Terms.inside.with { $0.limits.minimum = 10 }),
    named(
      "short lives",
      Terms.inside.with {
        $0.limits = PurchaseLimits(minimum: 5, maximum: 50_000)
        $0.expiry = ExpiryRule(paid: .milliseconds(40 * Duration_ms.hour), bonus: .milliseconds(9 * Duration_ms.hour))
        $0.fee = FeeRule(placement: .onTop, share: Share(millionths: 123_457), rounding: .up, scope: .onTotal)
        $0.jobs = JobRule(rejectedSlot: .reopen, timeout_ms: 3 * Duration_ms.day, mostSlots: 8)
      }),
    named(
      "capped",
      Terms.onTop.with {
        $0.reload = ReloadRule(trigger: .atOrBelow, amount: .closeTheGap, coolDown_ms: Duration_ms.hour, monthlyCap: 30_000)
        $0.burnOrder = .oldestFirst
        $0.fee.scope = .onTotal
        $0.fee.rounding = .halfEven
      }),
    named(
      "restoring",
      Terms.plain.with {
        $0.reload = ReloadRule(amount: .restoreTo, backOff_ms: [Duration_ms.minute], attemptsPerCard: 2)
        $0.burnOrder = .largestFirst
        $0.processorFee = ProcessorFeeRule(share: Share(millionths: 29_000), fixed: 30)
      }),
    named(
      "paid first",
      Terms.inside.with {
        $0.burnOrder = .paidFirst
        $0.expiry = ExpiryRule(paid: .months(1))
        $0.fee.rounding = .down
        $0.reload.attemptsPerCard = 16
        $0.reload.backOff_ms = []
      }),
    named(
      "metered",
      Terms.inside.with {
        $0.limits.minimum = 10
        $0.cutoff = CutoffRule(delay_ms: 90 * Duration_ms.minute)
        $0.tiers = .three
        $0.refunds = .unspent
        $0.allowsArrears = true
      }),
    named(
      "billed",
      Terms.plain.with {
        $0.cutoff = CutoffRule(mode: .creditThenInvoice)
        $0.refunds = .unspent
        $0.bonus = .fiveSteps
        $0.expiry = ExpiryRule(paid: .months(1))
      }),
    revised,
    named(
      "shrinking holds, checkout, free tier",
      Terms.inside.with {
        $0.limits = PurchaseLimits(minimum: 5, maximum: 50_000, checkoutExpires_ms: Duration_ms.hour)
        $0.expiry = ExpiryRule(paid: .milliseconds(30 * Duration_ms.hour), held: .shrink)
        $0.freeTier = FreeTierRule(amount: 500, term: .milliseconds(Duration_ms.day))
        $0.fee.scope = .onTotal
        $0.fee.split = .allotment
      }),
    named(
      "grace for what is held",
      Terms.inside.with {
        $0.limits.checkoutExpires_ms = 2 * Duration_ms.minute
        $0.expiry = ExpiryRule(
          paid: .milliseconds(30 * Duration_ms.hour), bonus: .milliseconds(20 * Duration_ms.hour),
          held: .grace(.milliseconds(10 * Duration_ms.hour)))
        $0.freeTier = FreeTierRule(amount: 300)
      }),
    Catalog(
      name: "held changes",
      terms: Terms.inside.with { $0.expiry = ExpiryRule(paid: .milliseconds(30 * Duration_ms.hour), held: .grace(.never)) },
      revisions: [
        .init(
          effective: .utc(2026, 2, 5), terms: Terms.inside.with { $0.expiry = ExpiryRule(paid: .milliseconds(Duration_ms.day)) }),
        .init(
          effective: .utc(2026, 2, 15),
          terms: Terms.inside.with {
            $0.expiry = ExpiryRule(paid: .milliseconds(Duration_ms.day), held: .grace(.milliseconds(Duration_ms.hour)))
          }),
        .init(
          effective: .utc(2026, 3, 1),
          terms: Terms.onTop.with { $0.expiry = ExpiryRule(paid: .milliseconds(Duration_ms.day), held: .shrink) }),
      ]),
    named(
      "packs, reports, documents",
      Terms.reading.with {
        $0.packs?.term = .milliseconds(50 * Duration_ms.hour)
        $0.reports?.term = .milliseconds(30 * Duration_ms.hour)
        $0.limits.checkoutExpires_ms = Duration_ms.hour
        $0.processorFee = ProcessorFeeRule(share: Share(millionths: 29_000), fixed: 30)
      }),
    named(
      "interviews for credits",
      Terms.inCredits.with {
        $0.interviews?.rounding = UnitRounding(mode: .exact)
        $0.documents = DocumentRule(price: 333)
      }),
    named(
      "interviews by the minute",
      Terms.inMinutes.withPlans {
        for index in $0.plans.indices {
          $0.plans[index].minutes?.included = 30_000
          $0.plans[index].period = .milliseconds(6 * Duration_ms.day)
        }
      }),
  ]

  /// Plans with every option of their rules: periods of days, so that a run meets many; trials, dunning of every length.
  private static let plans: [Catalog] = [
    named("plans by the month", .subscriptions),
    named("plans by the day", shortPlans()),
    named(
      "plans that change at the period's end",
      shortPlans {
        $0.downgrade = .atPeriodEnd
        $0.fallback = nil
      }),
    named(
      "plans with minutes",
      shortPlans {
        $0.plans[1].minutes = AllowanceRule(included: 60_000, price: 12_000)
        $0.plans[2].minutes = AllowanceRule(included: 100_000, price: 9_000)
      }.with { terms in
        let products = [Product(name: "screening", costKey: "voice")]
        terms.interviews = InterviewRules(unit: .minutes, products: products)
      }),
    named("plans by full differences", shortPlans { $0.proration = ProrationRule(basis: .fullDifference, lines: .net) }),
    named(
      "plans by days, ended by one decline",
      shortPlans {
        $0.proration = ProrationRule(basis: .dayExclusive)
        $0.dunning = DunningRule(retries_ms: [])
        $0.plans[1].trialDays = 0
      }),
    Catalog(
      name: "plans that are revised", terms: shortPlans { $0.proration = ProrationRule(basis: .month30) },
      revisions: [
        .init(effective: .utc(2026, 2, 10), terms: shortPlans { $0.plans[1].price = 77_777 }),
        .init(
          effective: .utc(2026, 3, 10),
          terms: shortPlans {
            $0.proration = ProrationRule(basis: .dayInclusive)
            for index in $0.plans.indices { $0.plans[index].period = .months(1) }
          }),
      ]),
  ]

  private static func shortPlans(_ change: (inout PlanRules) -> Void = { _ in }) -> Terms {
    Terms.subscriptions.withPlans { rules in
      for index in rules.plans.indices { rules.plans[index].period = .milliseconds(Int64(6 * Duration_ms.day)) }
      rules.plans[1].analyses = 3
      rules.plans[1].trialDays = 2
      rules.plans.append(
        Plan(name: "yearly", price: 500_000, period: .months(12), analyses: 2, messages: 9))
      rules.plans.append(Plan(name: "twin", price: 9_900, period: .milliseconds(6 * Duration_ms.day), analyses: 5))
      rules.dunning = DunningRule(retries_ms: [Duration_ms.hour, Duration_ms.day])
      rules.accountCreditLives = .milliseconds(10 * Duration_ms.day)
      change(&rules)
    }
  }

  private static func named(_ name: String, _ terms: Terms) -> Catalog { Catalog(name: name, terms: terms) }

  private static let revised = Catalog(
    name: "revised", terms: Terms.inside.with { $0.burnOrder = .lowestBasisFirst },
    revisions: [
      .init(effective: .utc(2026, 2, 10), terms: Terms.onTop.with { $0.reload.monthlyCap = 9_000 }),
      .init(effective: .utc(2026, 3, 10), terms: Terms.inside.with { $0.reload.amount = .restoreTo }),
      .init(
        effective: .utc(2026, 5, 10),
        terms: Terms.onTop.with {
          $0.expiry = ExpiryRule(paid: .milliseconds(Duration_ms.day))
          $0.jobs.rejectedSlot = .reopen
          $0.reload.coolDown_ms = Duration_ms.day
        }),
    ])
}
