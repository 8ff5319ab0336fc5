import Accounting
import Pricing
import Sampling

/// A kind of thing that is sold, as far as an owner compares its price.
public enum Offer: Int, CaseIterable, Sendable {
  case jobs, use, plans, packs, reports, documents, interviews
}

extension Terms {
  /// What a unit of `offer` costs an owner under these terms, as a multiple of what it costs under `baseline`; 1 where either does
  /// not sell it, or gives it away.
  ///
  /// - Jobs: `1 + fee` for a unit of payout with the fee on top, 1 with the fee inside, times what a credit costs.
  /// - Use: what a credit costs, which is what is paid for a unit of credit received, the bonus included.
  /// - Plans, packs, reports: one of each at these prices, over one of each at the baseline's.
  /// - Documents: their credits, times what a pack's credit costs.
  /// - Interviews: thirty units of each product, times what a pack's credit costs; in minutes, each plan with as many minutes beyond
  ///   its allowance as within.
  ///
  /// - Parameter purchases: what the owner buys at a time, in minor units; the bonus ladder is weighed by it.
  /// - Complexity: O(steps of the ladder + plans + packs + products).
  public func price(of offer: Offer, against baseline: Terms, purchases: Distribution) -> Double {
    switch offer {
    case .jobs: jobPrice(purchases) / baseline.jobPrice(purchases)
    case .use: creditPrice(purchases) / baseline.creditPrice(purchases)
    case .plans: Self.basket(planPrices, over: baseline.planPrices)
    case .packs: Self.basket(packPrices, over: baseline.packPrices)
    case .reports: Self.basket(reportPrices, over: baseline.reportPrices)
    case .documents:
      Self.basket(documentPrices, over: baseline.documentPrices) * price(of: .packs, against: baseline, purchases: purchases)
    case .interviews: interviewPrice(against: baseline, purchases)
    }
  }

  /// One of each at these prices over one of each at the others, as far as both lists go.
  private static func basket(_ prices: [Double], over others: [Double]) -> Double {
    let count = min(prices.count, others.count)
    let sum = prices.prefix(count).reduce(0, +)
    let other = others.prefix(count).reduce(0, +)
    return sum > 0 && other > 0 ? sum / other : 1
  }

  private func jobPrice(_ purchases: Distribution) -> Double {
    let fee = fee.placement == .onTop ? Double(fee.share.millionths) / 1e6 : 0
    return (1 + fee) * creditPrice(purchases)
  }

  /// What is paid for a unit of credit, bonus included, over purchases at 64 evenly spaced quantiles.
  private func creditPrice(_ purchases: Distribution) -> Double {
    if bonus.steps.isEmpty { return 1 }
    var paid = 0.0
    var received = 0.0
    for index in 0..<64 {
      let amount = minorUnits(purchases.quantile((Double(index) + 0.5) / 64))
      paid += Double(amount)
      received += Double(amount) + Double(bonus.bonus(on: amount))
    }
    return paid / received
  }

  private var planPrices: [Double] { plans?.plans.map { Double($0.price) } ?? [] }
  private var packPrices: [Double] { packs?.packs.map { Double($0.price) / Double(max(1, $0.credits)) } ?? [] }
  private var reportPrices: [Double] { reports.map { [Double($0.price)] } ?? [] }
  private var documentPrices: [Double] { documents.map { [Double($0.price)] } ?? [] }

  private func interviewPrice(against baseline: Terms, _ purchases: Distribution) -> Double {
    guard let interviews, let others = baseline.interviews, interviews.unit == others.unit else { return 1 }
    if interviews.unit == .minutes { return Self.basket(minutePrices, over: baseline.minutePrices) }
    func costs(_ rules: InterviewRules) -> [Double] { rules.products.map { Double($0.price?.cost(of: 30_000) ?? 0) } }
    return Self.basket(costs(interviews), over: costs(others)) * price(of: .packs, against: baseline, purchases: purchases)
  }

  /// A plan and as many minutes beyond its allowance as within, in minor units.
  private var minutePrices: [Double] {
    plans?.plans.map { plan in
      Double(plan.price) + (plan.minutes.map { Double($0.included) / 1_000 * Double($0.price) / 1_000 } ?? 0)
    } ?? []
  }
}

extension Segment {
  /// The offers whose prices its owners see, which decide together how long they stay.
  public var offers: [Offer] {
    (jobs == nil ? [] : [.jobs]) + (usage == nil ? [] : [.use]) + (plans == nil ? [] : [.plans])
      + (documents == nil ? [] : [.documents]) + (interviews == nil ? [] : [.interviews])
  }
}
