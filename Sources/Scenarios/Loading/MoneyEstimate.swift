import Population
import Pricing
import Sampling

/// What one owner of a segment moves, all transfers added up, in minor units: upper bounds, so that sums cannot overflow.
struct MoneyEstimate {
  /// The mean over owners.
  let expected: Double
  /// Of an owner who is as busy as one in 10^12: heavy-tailed rates are drawn once for a whole life.
  let busiest: Double

  init(_ segment: Segment, terms: [Terms], days: Double, surge: Double) {
    expected = Self.moved(segment, terms, days: days * surge) { $0.mean }
    busiest = Self.moved(segment, terms, days: days * surge) { max($0.mean, $0.quantile(1 - 1e-12)) }
  }

  private static func moved(
    _ segment: Segment, _ terms: [Terms], days: Double, rate: (Distribution) -> Double
  ) -> Double {
    let funds = segment.funds
    var escrow = 0.0
    var used = 0.0
    var chances = 0.0
    if let jobs = segment.jobs {
      let count = rate(jobs.perWeek) / 7 * days * (1 + max(0, jobs.trendPerYear) * days / 365)
      // Nobody need fill a slot for its escrow to be held; the fee is at most as much as the payout.
      escrow = count * (1 + jobs.slots.mean) * (Double(jobs.payoutStep) + jobs.payout.mean) * 2
      chances += count
    }
    if let usage = segment.usage {
      let count = rate(usage.perDay) * days
      used = count * (1 + usage.quantity.mean)
      chances += count
    }
    // Threshold and amount may be set anew when auto-reload is switched on again, but what is not spent stays.
    let reloads = funds.autoReload.map { 3 * ($0.threshold.mean + $0.amount.mean) } ?? 0
    let bought = (funds.firstPurchase?.mean ?? 0) + reloads + escrow + used + chances * funds.topUpWhenRefused * funds.topUp.mean
    let bonus = terms.flatMap(\.bonus.steps).map { Double($0.share.millionths) / 1e6 }.max() ?? 0
    // Credited, the processor's fee, expired; a bonus given and expired; an escrow held, and captured or given back.
    return bought * (3 + 2 * bonus) + 2 * escrow + used + OfferMoney(segment, terms, days: days, rate: rate).moved
  }
}
