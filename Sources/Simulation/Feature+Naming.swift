import Billing
import Population
import Pricing
import Sampling

/// What can be named. A catalog offers, and a segment's behaviour takes up: only both together name a feature.
extension Feature {
  /// Features of all systems, in the order of reports.
  static let all = money + work + plans + offers

  private static let money = [
    Feature("first-purchase", .done(.purchase)) { segment, _ in buysMoney(segment) },
    Feature("purchase-resent", .met(.repeatedKey)) { segment, _ in buysMoney(segment) && segment.funds.resends > 0 },
    Feature("bonus", .moved(.bonus)) { segment, terms in
      (buysMoney(segment) || reloads(segment)) && terms.bonus.steps.contains { $0.share > .none }
    },
    Feature("free-tier", .done(.grant)) { _, terms in terms.freeTier != nil },
    Feature("credits-expired", .done(.lotExpiry)) { segment, terms in
      terms.expiry.paid != .never && (buysMoney(segment) || reloads(segment))
    },
    Feature("checkout-lapsed", .met(.checkoutLapsed)) { segment, terms in
      segment.funds.abandons > 0 && terms.limits.checkoutExpires_ms != nil
    },
    Feature("reload", .met(.reloadSettled)) { segment, _ in reloads(segment) },
    Feature("reload-retried", .met(.reloadRetried)) { segment, _ in reloads(segment) && segment.funds.declines.soft > 0 },
    Feature("method-detached", .done(.detachMethod)) { segment, _ in
      segment.funds.detachesPerYear > 0 || segment.detachesWhenLeaving > 0
    },
    Feature("refund", .done(.refund)) { segment, _ in segment.refundsWhenLeaving > 0 },
    Feature("dispute", .done(.dispute)) { segment, _ in segment.disputesWhenLeaving > 0 },
    Feature("arrears", .done(.startArrears)) { segment, _ in (segment.funds.arrears?.share ?? 0) > 0 },
    Feature("arrears-ended", .done(.endArrears)) { segment, _ in (segment.funds.arrears?.share ?? 0) > 0 },
    // Named by a catalog and not by one of its terms; see `isExpected`.
    Feature("revision", .revisions) { _, _ in false },
  ]

  private static let work = [
    Feature("job", .done(.openJob)) { segment, _ in segment.jobs != nil },
    Feature("slot-rejected", .done(.rejectSlots)) { segment, _ in (segment.jobs?.rejects ?? 0) > 0 },
    Feature("job-cancelled", .done(.cancelJob)) { segment, _ in (segment.jobs?.cancels ?? 0) > 0 },
    Feature("job-closed-early", .done(.closeJob)) { segment, _ in (segment.jobs?.closesEarly ?? 0) > 0 },
    Feature("use", .done(.use)) { segment, _ in segment.usage != nil },
    Feature("cutoff", .met(.accessEnded)) { segment, terms in
      segment.usage != nil && terms.cutoff?.mode == .creditOnly
    },
    Feature("monthly-bill", .done(.invoiceTimer)) { segment, terms in
      segment.usage != nil && terms.cutoff?.mode == .creditThenInvoice
    },
  ]

  private static let plans = [
    Feature("subscription", .done(.subscribe)) { segment, terms in subscribes(segment, terms) },
    Feature("trial", .met(.trialBegun)) { segment, terms in subscribes(segment, terms) { $0.trialDays > 0 } },
    Feature("renewal", .met(.renewed)) { segment, terms in subscribes(segment, terms) },
    Feature("upgrade", .met(.upgraded)) { segment, terms in
      let moves = segment.plans.map { $0.upgradesAtLimit > 0 || $0.upgradesPerYear > 0 } ?? false
      return moves && paidPlans(terms) > 1 && subscribes(segment, terms)
    },
    Feature("downgrade", .met(.downgraded)) { segment, terms in
      (segment.plans?.downgradesPerYear ?? 0) > 0 && paidPlans(terms) > 1 && subscribes(segment, terms)
    },
    Feature("cancellation", .met(.cancelled)) { segment, terms in
      // Who leaves cancels.
      ((segment.plans?.cancelsPerYear ?? 0) > 0 || segment.stays_ms != nil) && subscribes(segment, terms)
    },
    Feature("dunning", .met(.dunningRetried)) { segment, terms in
      subscribes(segment, terms) && !(terms.plans?.dunning.retries_ms.isEmpty ?? true) && declines(segment)
    },
    Feature("quota-reached", .met(.quotaReached)) { segment, terms in
      guard let analyses = segment.plans?.analyses, let offered = terms.plans?.plans else { return false }
      return offered.contains { $0.analyses != nil }
        || (canExceed(analyses.messages, 0) && offered.contains { $0.messages != nil })
    },
    Feature("overage", .met(.overageBilled)) { segment, terms in
      holdsInterviews(segment, terms) && terms.interviews?.unit == .minutes && subscribes(segment, terms) { $0.minutes != nil }
    },
  ]

  private static let offers = [
    Feature("report", .done(.buyReport)) { segment, terms in
      terms.reports != nil && (segment.plans?.analyses?.buysReport ?? 0) > 0
    },
    Feature("pack", .met(.packBought)) { segment, terms in buysPacks(segment, terms) },
    Feature("pack-expired", .done(.creditExpiry)) { segment, terms in
      buysPacks(segment, terms) && terms.packs?.term != .never
    },
    Feature("document", .done(.access)) { segment, terms in terms.documents != nil && segment.documents != nil },
    Feature("interview", .done(.interview)) { segment, terms in holdsInterviews(segment, terms) },
    Feature("price-override", .done(.overridePrices)) { segment, terms in
      guard let choice = segment.interviews?.override, let overrides = terms.interviews?.overrides else { return false }
      return !overrides.isEmpty && canExceed(choice, PlanBehaviour.nothing)
    },
  ]
}

/// What a segment does under its catalog's terms.
extension Feature {
  private static func buysMoney(_ segment: Segment) -> Bool {
    guard segment.funds.paymentMethod > 0 else { return false }
    let isRefused = segment.jobs != nil || segment.usage != nil
    return segment.funds.firstPurchase != nil || (isRefused && segment.funds.topUpWhenRefused > 0)
  }

  private static func reloads(_ segment: Segment) -> Bool { (segment.funds.autoReload?.share ?? 0) > 0 }

  private static func declines(_ segment: Segment) -> Bool {
    segment.funds.declines.soft + segment.funds.declines.hard + segment.funds.declines.needs3DS > 0
  }

  private static func paidPlans(_ terms: Terms) -> Int { terms.plans?.plans.count { $0.price > 0 } ?? 0 }

  /// Whether some owner comes to pay for a plan that is like this: by beginning with it, or by moving up from one below.
  private static func subscribes(
    _ segment: Segment, _ terms: Terms, toOneThat isMeant: (Plan) -> Bool = { _ in true }
  ) -> Bool {
    guard let behaviour = segment.plans, let offered = terms.plans?.plans else { return false }
    let moves = behaviour.upgradesAtLimit > 0 || behaviour.upgradesPerYear > 0 || behaviour.downgradesPerYear > 0
    return offered.indices.contains { place in
      offered[place].price > 0 && isMeant(offered[place]) && (moves || canBe(behaviour.first, place))
    }
  }

  /// End users who are refused buy packs, and so do companies that pay interviews with credits.
  private static func buysPacks(_ segment: Segment, _ terms: Terms) -> Bool {
    guard terms.packs != nil else { return false }
    let endUsers = terms.documents != nil && (segment.documents?.buysWhenRefused ?? 0) > 0
    let company = terms.interviews?.unit == .credits && (segment.interviews?.packs?.buys ?? 0) > 0
    return endUsers || company
  }

  private static func holdsInterviews(_ segment: Segment, _ terms: Terms) -> Bool {
    terms.interviews != nil && segment.interviews != nil
  }

  private static func canBe(_ choice: Distribution, _ place: Int) -> Bool {
    choice.cumulative(Double(place) + 0.25) - choice.cumulative(Double(place) - 0.25) > 1e-12
  }

  private static func canExceed(_ law: Distribution, _ bound: Double) -> Bool { law.cumulative(bound + 0.25) < 1 - 1e-12 }
}
