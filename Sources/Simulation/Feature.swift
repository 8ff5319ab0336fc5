import Accounting
import Billing
import Measurement
import Population
import Pricing

/// How often a run exercised something that scenarios can name, and whether this one names it.
public struct FeatureCount: Hashable, Sendable {
  public var name: String
  public var count: Int64
  /// Whether the scenario's catalogs and population ask for it, so that a count of zero says that the run is too short, too small, or
  /// not what was meant.
  public var isExpected: Bool
}

/// Something that a scenario can name, and how to tell whether it happened. Billing's features; those of a population come with it.
struct Feature: Sendable {
  /// What is counted.
  enum Evidence: Sendable {
    /// Commands of a kind that had their effect.
    case done(CommandKind)
    /// Steps that met a situation.
    case met(Observation)
    /// Revisions that took effect before the end.
    case revisions
    /// Months in which a kind of transfer moved something.
    case moved(TransferCode)
  }

  var name: String
  var evidence: Evidence
  /// Whether one segment under its catalog's terms asks for it.
  var isNamed: @Sendable (Segment, Terms) -> Bool

  init(_ name: String, _ evidence: Evidence, where isNamed: @escaping @Sendable (Segment, Terms) -> Bool) {
    self.name = name
    self.evidence = evidence
    self.isNamed = isNamed
  }

  /// Features of all systems, in the order of reports.
  static let all = money + work + plans + offers

  private static let money = [
    Feature("first-purchase", .done(.purchase)) { segment, _ in segment.funds.paymentMethod > 0 },
    Feature("bonus", .moved(.bonus)) { _, terms in terms.bonus.steps.contains { $0.share > .none } },
    Feature("free-tier", .done(.grant)) { _, terms in terms.freeTier != nil },
    Feature("credits-expired", .done(.lotExpiry)) { _, terms in terms.expiry.paid != .never },
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
    Feature("subscription", .done(.subscribe)) { _, terms in paidPlans(terms) > 0 },
    Feature("trial", .met(.trialBegun)) { _, terms in terms.plans?.plans.contains { $0.trialDays > 0 } ?? false },
    Feature("renewal", .met(.renewed)) { _, terms in paidPlans(terms) > 0 },
    Feature("upgrade", .met(.upgraded)) { _, terms in paidPlans(terms) > 1 },
    Feature("downgrade", .met(.downgraded)) { _, terms in paidPlans(terms) > 1 },
    Feature("cancellation", .met(.cancelled)) { _, terms in paidPlans(terms) > 0 },
    Feature("dunning", .met(.dunningRetried)) { segment, terms in
      paidPlans(terms) > 0 && !(terms.plans?.dunning.retries_ms.isEmpty ?? true) && declines(segment)
    },
    Feature("quota-reached", .met(.quotaReached)) { _, terms in
      terms.plans?.plans.contains { $0.analyses != nil || $0.messages != nil } ?? false
    },
    Feature("overage", .met(.overageBilled)) { _, terms in terms.plans?.plans.contains { $0.minutes != nil } ?? false },
  ]

  private static let offers = [
    Feature("report", .done(.buyReport)) { _, terms in terms.reports != nil },
    Feature("pack", .met(.packBought)) { _, terms in terms.packs != nil },
    Feature("pack-expired", .done(.creditExpiry)) { _, terms in terms.packs.map { $0.term != .never } ?? false },
    Feature("document", .done(.access)) { _, terms in terms.documents != nil },
    Feature("interview", .done(.interview)) { _, terms in terms.interviews != nil },
    Feature("price-override", .done(.overridePrices)) { _, terms in !(terms.interviews?.overrides.isEmpty ?? true) },
  ]

  private static func reloads(_ segment: Segment) -> Bool { (segment.funds.autoReload?.share ?? 0) > 0 }
  private static func declines(_ segment: Segment) -> Bool {
    segment.funds.declines.soft + segment.funds.declines.hard + segment.funds.declines.needs3DS > 0
  }
  private static func paidPlans(_ terms: Terms) -> Int { terms.plans?.plans.count { $0.price > 0 } ?? 0 }
}

extension Scenario {
  /// Every feature that the scenario names or that happened, with how often it did. - Complexity: O(features x segments x revisions).
  public func features(in card: borrowing Scorecard) -> [FeatureCount] {
    let peopled = segments.filter { $0.owners > 0 }
    let revisions = Set(peopled.map(\.catalog)).flatMap { catalog(at: $0).revisions }
    var counts: [FeatureCount] = []
    for feature in Feature.all {
      var isExpected = peopled.contains { segment in
        let catalog = catalog(at: segment.catalog)
        return ([catalog.terms] + catalog.revisions.map(\.terms)).contains { feature.isNamed(segment, $0) }
      }
      var count: Int64 = 0
      switch feature.evidence {
      case .done(let kind): count = card.commands[Int(kind.rawValue), Int(Status.ok.rawValue)]
      case .met(let situation): count = card.observations[situation.rawValue.trailingZeroBitCount]
      case .moved(let code):
        for month in 0..<card.flows.months where card.flows.amount(code, month: month) > 0 { count += 1 }
      case .revisions:
        isExpected = !revisions.isEmpty
        count = Int64(revisions.count { $0.effective < end })
      }
      if isExpected || count > 0 { counts.append(FeatureCount(name: feature.name, count: count, isExpected: isExpected)) }
    }
    return counts
  }
}
