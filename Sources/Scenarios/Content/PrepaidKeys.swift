import Accounting
import Pricing

/// `cutoff: {delay: 120 s, mode: credit_only}`.
enum CutoffKeys {
  static let mode = Field(
    "mode", Codec<CutoffRule.Mode>.option(), standard: "credit_only",
    "Whether access ends when credits are used up, or what they do not cover is billed at the month's end.")
  static let delay = Field(
    "delay", .duration, standard: "120 s", "From the balance reaching zero to the end of access; usage until then becomes debt.")

  static let table = Table(
    name: "cutoff", about: "What becomes of usage that credits do not cover.", keys: [mode.key, delay.key])

  static let codec = Codec<CutoffRule>.record(table) { record in
    let standard = CutoffRule()
    return CutoffRule(mode: record[mode] ?? standard.mode, delay_ms: record[delay] ?? standard.delay_ms)
  }
}

/// `tiers: [{maximum: 100 USD}, {paid: 50 USD, after: 7 days, maximum: 500 USD}]`.
enum TierKeys {
  static let paid = Field("paid", .money, standard: "nothing", "What the owner must have paid so far.")
  static let after = Field("after", .duration, standard: "0 s", "How long ago the first payment must be.")
  static let maximum = Field("maximum", .positiveMoney, "The largest purchase, and the largest reload.")

  static let table = Table(name: "tier", about: "One tier of trust.", keys: [paid.key, after.key, maximum.key])

  static let tier = Codec<TrustTiers.Tier>.record(table) { record in
    let paid = record[paid] ?? 0
    let after = record[after] ?? 0
    return record[maximum].map { TrustTiers.Tier(paid: paid, after_ms: after, maximum: $0) }
  }

  static let codec = Codec<[TrustTiers.Tier]>.list(of: tier, atMost: 100)
    .checked { tiers, cursor in
      let rises = zip(tiers, tiers.dropFirst()).allSatisfy { lower, higher in
        lower.paid <= higher.paid && lower.after_ms <= higher.after_ms && lower.maximum <= higher.maximum
      }
      if !rises {
        cursor.report(
          .contradiction, "a tier asks for less, or allows less, than the one before it",
          allowed: "tiers from the lowest to the highest")
      }
      if let first = tiers.first, first.paid > 0 || first.after_ms > 0 {
        cursor.report(.contradiction, "the first tier has conditions", allowed: "a first tier that everybody is in")
        return false
      }
      return rises
    }
    .map { TrustTiers(tiers: $0) }
}
