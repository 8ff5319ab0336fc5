import Accounting
import Pricing
import Sampling

/// How owners answer to prices, by constant elasticities: 10 % dearer at an elasticity of -0.6 is 1.1^-0.6 times as active.
public struct PriceResponse: Hashable, Sendable, BitwiseCopyable {
  /// Exponent of the relative price in the rates of jobs and uses; below zero where dearer means less.
  public var activityElasticity: Double
  /// Exponent of the relative price in how fast a stay passes; above zero where dearer means gone sooner.
  public var churnElasticity: Double

  public init(activityElasticity: Double = 0, churnElasticity: Double = 0) {
    self.activityElasticity = activityElasticity
    self.churnElasticity = churnElasticity
  }

  /// Owners who do not look at prices.
  public static let none = PriceResponse()

  /// How many times as active an owner is at `price` times the baseline's price; 0.001 to 1,000.
  public func activity(price: Double) -> Double { Self.power(price, activityElasticity) }

  /// How many times as fast a stay passes at `price` times the baseline's price; 0.001 to 1,000.
  public func churn(price: Double) -> Double { Self.power(price, churnElasticity) }

  /// Exactly 1 for the baseline's price, and for an elasticity of zero.
  private static func power(_ price: Double, _ elasticity: Double) -> Double {
    guard price > 0, price != 1, elasticity != 0 else { return 1 }
    return min(max(exponential(elasticity * logarithm(price)), 0.001), 1_000)
  }
}

/// The prices that a segment meets in a run, step by step: from the start, and from each revision on.
public struct PriceSchedule: Sendable {
  /// A stretch of the run with one price of each offer.
  public struct Step: Sendable {
    public var from: Instant
    /// By the place of the offer in `Offer.allCases`: the price relative to the baseline's.
    public var prices: [Double]
  }

  public let response: PriceResponse
  /// Rising by `from`; the first begins with the run.
  public let steps: [Step]
  /// How many times as fast a stay passes, step by step.
  private let churn: [Double]
  let end: Instant

  /// The schedule of one segment.
  ///
  /// - Parameters:
  ///   - baseline: whose first terms are what prices are compared with; nil for those in force at the start of the run.
  /// - Complexity: O(revisions).
  public init(_ segment: Segment, catalog: Catalog, baseline: Catalog? = nil, start: Instant, end: Instant) {
    response = segment.responds
    self.end = end
    if segment.responds == .none {
      steps = []
      churn = []
      return
    }
    var inForce = [(from: start, terms: catalog.terms)]
    for revision in catalog.revisions where revision.effective < end {
      if revision.effective <= start {
        inForce[0].terms = revision.terms
      } else {
        inForce.append((from: revision.effective, terms: revision.terms))
      }
    }
    let reference = baseline?.terms ?? inForce[0].terms
    steps = inForce.map { step in
      Step(
        from: step.from,
        prices: Offer.allCases.map { step.terms.price(of: $0, against: reference, purchases: segment.funds.topUp) })
    }
    let offers = segment.offers
    let response = response
    churn = steps.map { step in response.churn(price: Self.mean(step.prices, offers)) }
  }

  /// The geometric mean of the prices of the offers that a segment uses; 1 where it uses none.
  private static func mean(_ prices: [Double], _ offers: [Offer]) -> Double {
    if offers.isEmpty { return 1 }
    let sum = offers.reduce(0) { $0 + logarithm(prices[$1.rawValue]) }
    return exponential(sum / Double(offers.count))
  }

  /// The changes of activity as windows of a timeline: events move, and no draw changes. Empty where nothing changes.
  public func surges(of offer: Offer) -> [Timeline.Surge] {
    steps.indices.compactMap { index in
      let factor = response.activity(price: steps[index].prices[offer.rawValue])
      let until = index + 1 < steps.count ? steps[index + 1].from : end
      return factor == 1 ? nil : Timeline.Surge(from: steps[index].from, to: until, factor: factor)
    }
  }

  /// When an owner leaves whose stay was drawn as `stay_ms`: the stay passes faster while prices are above the baseline's.
  public func leaving(joinsAt: Instant, stay_ms: Int64) -> Instant {
    guard stay_ms < .max, churn.contains(where: { $0 != 1 }) else { return joinsAt.advanced(by: stay_ms) }
    var at = joinsAt
    var left = Double(stay_ms)
    for index in churn.indices {
      let isLast = index + 1 == churn.count
      if !isLast, steps[index + 1].from <= at { continue }
      let passes = isLast ? Double.infinity : Double(steps[index + 1].from.since(at)) * churn[index]
      if left <= passes { return at.advanced(by: milliseconds(left / churn[index])) }
      left -= passes
      at = steps[index + 1].from
    }
    return at
  }

  /// The largest factor of activity that the segment ever meets; 1 where it does not look at prices.
  public var busiest: Double {
    steps.flatMap { step in step.prices.map(response.activity) }.max() ?? 1
  }
}
