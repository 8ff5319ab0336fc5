import Accounting
import Pricing
import Sampling

/// A choice among amounts that leans towards larger bonuses: weights are multiplied by exp(sensitivity x bonus / amount), with the
/// bonus of the terms in force. One table for each of the catalog's terms.
struct PackChoice: Sendable {
  private var steps: [(from: Instant, law: Distribution)]

  /// nil unless `law` is a choice among amounts, and `sensitivity` is above zero.
  init?(_ law: Distribution, sensitivity: Double, catalog: Catalog) {
    guard sensitivity > 0, let first = Self.law(law, sensitivity, catalog.terms.bonus) else { return nil }
    steps = [(.distantPast, first)]
    for revision in catalog.revisions {
      if let law = Self.law(law, sensitivity, revision.terms.bonus) { steps.append((revision.effective, law)) }
    }
  }

  private static func law(_ law: Distribution, _ sensitivity: Double, _ ladder: BonusLadder) -> Distribution? {
    let highest = ladder.steps.map { Double($0.share.millionths) / 1e6 }.max() ?? 0
    return law.reweighed { value in
      let amount = minorUnits(value)
      // Relative to the highest step, so that weights stay below those of the file.
      return exponential(sensitivity * (Double(ladder.bonus(on: amount)) / Double(amount) - highest))
    }
  }

  /// One amount. The uniform number of (owner, purpose, occurrence) is the same under every ladder, and amounts rise with it, so that
  /// a change of the ladder moves only those who stand between the two. - Complexity: O(revisions).
  func sample(_ stream: Stream, _ purpose: UInt8, _ occurrence: UInt32, at now: Instant) -> Double {
    var index = steps.count - 1
    while steps[index].from > now { index -= 1 }
    return steps[index].law.sample(stream, purpose, occurrence)
  }
}

extension Behaviour {
  /// What an owner buys on joining, in minor units before rounding.
  func firstPurchase(_ row: Int, at now: Instant) -> Double {
    let choice = plans[segment(row)].firstPurchaseChoice
    if choice >= 0 { return packChoices[Int(choice)].sample(stream(row), Purpose.firstPurchase, 0, at: now) }
    return sample(plans[segment(row)].firstPurchase, row, Purpose.firstPurchase, 0)
  }

  /// What an owner buys who ran out of credits, in minor units before rounding.
  func topUpAmount(_ row: Int, _ occurrence: UInt32, at now: Instant) -> Double {
    let choice = plans[segment(row)].topUpChoice
    if choice >= 0 { return packChoices[Int(choice)].sample(stream(row), Purpose.topUpAmount, occurrence, at: now) }
    return sample(plans[segment(row)].topUp, row, Purpose.topUpAmount, occurrence)
  }

  /// The tables of a segment's choices, and their numbers into its plan.
  static func lay(_ funds: FundingBehaviour, _ catalog: Catalog?, into plan: inout SegmentPlan, _ choices: inout [PackChoice]) {
    guard let catalog else { return }
    func add(_ law: Distribution?, _ sensitivity: Double) -> Int32 {
      guard let law, let choice = PackChoice(law, sensitivity: sensitivity, catalog: catalog) else { return -1 }
      choices.append(choice)
      return Int32(choices.count - 1)
    }
    plan.firstPurchaseChoice = add(funds.firstPurchase, funds.firstPurchaseBonusSensitivity)
    plan.topUpChoice = add(funds.topUp, funds.topUpBonusSensitivity)
  }
}
