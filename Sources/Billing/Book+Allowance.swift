import Accounting
import Pricing

/// The minutes that a plan includes in a period, and what minutes beyond cost. Source: rules IV-2, IV-D2.
///
/// At any moment, by the ledger: allowance = max(0, included - used), overage = max(0, used - included).
extension Book {
  /// A period of the owner's plan begins: its minutes are granted. Called after the membership's period was set.
  mutating func beginAllowance(_ owner: Int, _ now: Instant) {
    if owners[owner].membership >= 0 { followPlan(owner, minutesRule(owner)) }
  }

  /// The period of the owner's plan ends: minutes that are left lapse, and minutes beyond the allowance become a debt. Called
  /// before the plan, or the period, changes.
  ///
  /// - Returns: what they cost, in minor units, posted as `overageBilled` and added to the owner's debt.
  mutating func endAllowance(_ owner: Int, _ now: Instant) -> Int64 {
    let row = Int(owners[owner].membership)
    if row < 0 { return 0 }
    let rule = minutesRule(owner)
    followPlan(owner, rule)
    let used = memberships[row].minutes
    #if Sabotage
      let isForgotten = PlantedBug.allowanceForgotten.isOn && memberships[row].changes > 0
      let included = isForgotten ? 0 : memberships[row].includedMinutes
    #else
      let included = memberships[row].includedMinutes
    #endif
    memberships[row].minutes = 0
    memberships[row].includedMinutes = 0
    post(owner, debit: .allowance, credit: .minutesGranted, max(0, included - used), .minutesLapsed)
    if used <= included { return 0 }

    post(owner, debit: .minutesGranted, credit: .overage, used - included, .minutesBilled)
    #if Sabotage
      if PlantedBug.outageAsZeroUsage.isOn, now.timeOfDay_ms < 12 * Duration_ms.hour { return 0 }
    #endif
    let cost = AllowanceRule(included: included, price: rule?.price ?? 0).overage(used: used)
    owners[owner].debt += cost
    post(owner, debit: .receivable, credit: .usageRevenue, cost, .overageBilled)
    observations.insert(.overageBilled)
    return cost
  }

  /// The plan's minutes are the period's, from whenever the plan changes. A larger allowance also covers minutes that were
  /// served beyond the smaller one; a smaller one takes nothing back that was served within the larger. Source: rule HI-D6.
  mutating func followPlan(_ owner: Int, _ rule: AllowanceRule?) {
    let row = Int(owners[owner].membership)
    let before = memberships[row].includedMinutes
    let used = memberships[row].minutes
    let included = max(rule?.included ?? 0, min(before, used))
    if included == before { return }

    memberships[row].includedMinutes = included
    if included > before {
      let covered = min(included, max(used, before)) - before
      post(owner, debit: .minutesGranted, credit: .overage, covered, .minutesBilled)
      post(owner, debit: .minutesGranted, credit: .allowance, included - before - covered, .minutesGranted)
    } else {
      post(owner, debit: .allowance, credit: .minutesGranted, before - included, .minutesLapsed)
    }
  }

  /// The minutes of the subscription's plan, also while it is being ended.
  func minutesRule(_ owner: Int) -> AllowanceRule? {
    let row = Int(owners[owner].membership)
    if row < 0 || memberships[row].plan < 0 { return nil }
    return terms.plans?.plans[Int(memberships[row].plan)].minutes
  }

  /// The place of the owner's plan in the list: its subscription's, else what an owner without one has; -1 for none.
  func planInForce(_ owner: Int) -> Int {
    guard let rules = terms.plans else { return -1 }
    let row = Int(owners[owner].membership)
    if row >= 0, memberships[row].status.hasAccess { return Int(memberships[row].plan) }
    return rules.fallback?.index ?? -1
  }
}
