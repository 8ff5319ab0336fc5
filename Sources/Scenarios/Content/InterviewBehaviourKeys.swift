import Accounting
import Population
import Pricing
import Sampling

/// `packs:` within `interviews:` of a segment.
enum InterviewPackKeys {
  static let choice = Field("choice", .places(of: .pack), "Weights of the packs, by the catalog's names.")
  static let low = Field(
    "low", .distribution(.number), standard: "0", "Buys another once fewer credits than this are left; drawn once per owner.")
  static let buys = Field(
    "buys", .probability, standard: "100 %", "Chance that a company whose credits are low or used up buys a pack.")
  static let after = Field("after", .distribution(.duration), standard: "10 minutes", "From then to the purchase.")

  static let table = Table(
    name: "interview_packs", about: "How a company pays for interviews with credits.",
    keys: [choice.key, low.key, buys.key, after.key])

  static let codec = Codec<InterviewBehaviour.Packs>.record(table) { record in
    let choice = record[choice]
    // Credits are counted in thousandths.
    let low = (record[low] ?? .zero)
    let thousandths = low.mean > 0 ? try? low.scaled(by: 1_000) : low
    let buys = record[buys] ?? 1
    let after = record[after] ?? (try? Distribution.constant(Double(10 * Duration_ms.minute)))
    guard let choice, let thousandths, let after else { return nil }
    return InterviewBehaviour.Packs(choice: choice, lowBalance: thousandths, buys: buys, buysAfter_ms: after)
  }
}

/// `interviews:` of a segment.
enum InterviewBehaviourKeys {
  static let perWeek = Field(
    "per_week", .distribution(.number), "Interviews a week; drawn once per owner, so that owners differ.")
  static let gaps = Field("gaps", GapKeys.codec, standard: "random (cv 1)", "How the gaps between one owner's interviews vary.")
  static let hours = Field("hours", HourKeys.codec, standard: "flat", "When in the week interviews end (UTC).")
  static let trend = Field("trend", .growth, standard: "0 %", "How much more active an owner is after a year.")
  static let products = Field("products", .places(of: .product), "Weights of the products, by the catalog's names.")
  static let duration = Field("duration", .distribution(.duration), "How long an interview lasts, at least a second.")
  static let overrides = Field(
    "overrides", .sharedPlaces(of: .override), standard: "nobody", "Shares of the owners with prices of their own, by name.")
  static let packs = Field("packs", InterviewPackKeys.codec, standard: "none are bought", "How credits are bought.")

  static let table = Table(
    name: "interview_behaviour", about: "The interviews that an owner holds.",
    keys: [perWeek.key, gaps.key, hours.key, trend.key, products.key, duration.key, overrides.key, packs.key])

  static let codec = Codec<InterviewBehaviour>.record(table) { record in
    let rate = record[perWeek]
    let gaps = record[gaps] ?? GapKeys.standard
    let hours = record[hours] ?? .flat
    let trend = record[trend] ?? 0
    let product = record[products]
    let duration = record[duration]
    let overrides = record[overrides]
    let packs = record[packs]
    guard let rate, let product, let duration else { return nil }
    return InterviewBehaviour(
      perWeek: rate, gaps: gaps, hours: hours, trendPerYear: trend, product: product, duration_ms: duration, override: overrides,
      packs: packs)
  }
}
