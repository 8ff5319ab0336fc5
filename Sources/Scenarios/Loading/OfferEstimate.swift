import Accounting
import Population
import Pricing
import Sampling

/// How often owners of a segment do what subscriptions, documents and interviews are about.
private struct OfferRates {
  /// Over the whole stay of one owner.
  var analyses = 0.0
  var lists = 0.0
  var interviews = 0.0
  /// Plan changes and comebacks, more than they will be.
  var moves = 0.0

  init(_ segment: Segment, days: Double, rate: (Distribution) -> Double) {
    let weeks = days / 7
    if let plans = segment.plans {
      if let analyses = plans.analyses {
        self.analyses = rate(analyses.perWeek) * weeks * Self.growth(analyses.trendPerYear, days)
        moves += self.analyses * plans.upgradesAtLimit
      }
      moves += (plans.upgradesPerYear + plans.downgradesPerYear + plans.cancelsPerYear) * days / 365
    }
    if let documents = segment.documents { lists = rate(documents.endUsers) * rate(documents.perWeek) * weeks }
    if let interviews = segment.interviews {
      self.interviews = rate(interviews.perWeek) * weeks * Self.growth(interviews.trendPerYear, days)
    }
    // After a few changes of plan there is no dearer one.
    moves = min(moves, 12 + 2 * days / 30)
  }

  private static func growth(_ perYear: Double, _ days: Double) -> Double { max(0, 1 + max(0, perYear) * days / 365) }
}

/// Events and memory of one owner on average, within a factor of two.
struct OfferEvents {
  let count: Double
  let bytes: Double

  init(_ segment: Segment, days: Double, surge: Double) {
    let rates = OfferRates(segment, days: days * surge) { $0.mean }
    var count = 0.0
    var bytes = 0.0
    if let plans = segment.plans {
      let subscribed = max(0, 1 - plans.first.cumulative(PlanBehaviour.nothing))
      // Renewal, charge, answer, and the month's recognition.
      count += 4 * subscribed * (1 + days / 30) + 3 * rates.moves
      let chats = (plans.analyses?.messages.mean ?? 0) >= 1 ? 1.0 : 0
      count += rates.analyses * (1 + chats + 0.5 * (plans.analyses?.buysReport ?? 0))
      bytes += 192 * (1 + days / 30)
    }
    if let documents = segment.documents {
      let packs = rates.lists * documents.buysWhenRefused * 0.3
      count += rates.lists + 3 * packs
      // Bought documents and packs are kept as long as their owner.
      bytes += 8 * rates.lists * documents.list.mean * (1 - documents.again) + 200 * packs + 120 * documents.endUsers.mean
    }
    if let interviews = segment.interviews {
      let packs = interviews.packs == nil ? 0 : rates.interviews * 0.1
      count += rates.interviews + 2 * packs
      bytes += 200 * packs + 48 * days / 30
    }
    self.count = count
    self.bytes = bytes
  }
}

/// What one owner moves on account of subscriptions, packs, documents and interviews, all transfers added up: money in minor units,
/// credits, reports and minutes in thousandths. An upper bound.
struct OfferMoney {
  let moved: Double

  init(_ segment: Segment, _ terms: [Terms], days: Double, rate: (Distribution) -> Double) {
    let rates = OfferRates(segment, days: days, rate: rate)
    var moved = 0.0
    if segment.plans != nil {
      let plans = terms.flatMap { $0.plans?.plans ?? [] }
      let price = plans.map { Double($0.price) }.max() ?? 0
      let granted = plans.map { Double($0.minutes?.included ?? 0) }.max() ?? 0
      // The shortest period there is, and a whole period for each change: billed, earned, credited, used, the processor's fee.
      let periods = 2 + days / Self.shortestPeriod(plans) + rates.moves
      moved += periods * (5 * price + 2 * granted)
      let report = terms.compactMap { $0.reports?.price }.max() ?? 0
      moved += rates.analyses * (4 * Double(report) + 3_000)
    }
    let packs = terms.flatMap { $0.packs?.packs ?? [] }
    let pack = packs.map { 4 * Double($0.price) + 4 * Double($0.credits) }.max() ?? 0
    if let documents = segment.documents {
      let price = terms.map { Double($0.documents?.price ?? 0) }.max() ?? 0
      moved += rates.lists * (documents.buysWhenRefused * pack + 2 * price * min(12, 1 + documents.list.mean))
    }
    if let interviews = segment.interviews {
      let minutes = 1_000 * (2 + interviews.duration_ms.mean / Double(Duration_ms.minute))
      let overage = terms.flatMap { $0.plans?.plans ?? [] }.map { Double($0.minutes?.price ?? 0) / 1e6 }.max() ?? 0
      let credits = terms.compactMap(\.interviews).map { Self.dearest($0, minutes: minutes) }.max() ?? 0
      // Served, billed, paid; a pack may be bought for each interview.
      moved += rates.interviews * (minutes * (3 + 3 * overage) + 3 * credits + (interviews.packs == nil ? 0 : pack))
      moved += pack
    }
    self.moved = moved
  }

  private static func shortestPeriod(_ plans: [Plan]) -> Double {
    let lengths = plans.map { plan -> Double in
      switch plan.period {
      case .milliseconds(let length): max(1, Double(length)) / Double(Duration_ms.day)
      case .months(let months): 28 * Double(max(1, months))
      default: 28
      }
    }
    return lengths.min() ?? 28
  }

  /// Thousandths of a credit for an interview of average length, at the dearest price of any product or company.
  private static func dearest(_ rules: InterviewRules, minutes: Double) -> Double {
    let prices = rules.products.compactMap(\.price) + rules.overrides.flatMap { $0.prices.compactMap { $0 } }
    return prices.map { price in
      switch price {
      case .perUnit(let price): Double(price) * minutes / 1_000
      case .baseAndBeyond(let base, _, let price): Double(base) + Double(price) * minutes / 1_000
      case .packages(_, let size, let price): Double(price) * (1 + minutes / Double(max(1, size)))
      }
    }.max() ?? 0
  }
}
