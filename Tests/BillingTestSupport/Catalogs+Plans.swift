import Accounting
import Pricing

extension Terms {
  /// A free plan of one analysis and 50 messages, pro for 9,900 with 100 analyses, enterprise for 99,900 without limits; single
  /// reports for 2,900.
  public static let subscriptions = Terms(
    fee: FeeRule(placement: .onTop, share: .none),
    plans: PlanRules(
      plans: [
        Plan(name: "free", price: 0, analyses: 1, messages: 50),
        Plan(name: "pro", price: 9_900, analyses: 100, hasFreeDocuments: true, features: ["widget"]),
        Plan(name: "enterprise", price: 99_900, hasFreeDocuments: true, features: ["widget", "custom-integrations"]),
      ], fallback: .free),
    reports: ReportRule(price: 2_900))

  /// The same, but with a trial of so many days of either plan.
  public static func trial(days: Int64) -> Terms {
    subscriptions.withPlans { rules in
      for index in 1..<rules.plans.count { rules.plans[index].trialDays = days }
    }
  }

  /// The same terms with something changed about plans.
  public func withPlans(_ change: (inout PlanRules) -> Void) -> Terms {
    with { terms in
      var rules = terms.plans ?? PlanRules(plans: [])
      change(&rules)
      terms.plans = rules
    }
  }
}

extension PlanID {
  public static let free = PlanID(0)
  public static let pro = PlanID(1)
  public static let enterprise = PlanID(2)
}
