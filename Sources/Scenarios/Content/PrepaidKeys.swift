import Accounting
import Pricing

/// `cutoff: {delay: 120 s, mode: credit_only}`, or `cutoff: {delay: metered, at_most: 1 day}`.
enum CutoffKeys {
  /// `120 s`, or `metered`.
  enum Delay: Sendable {
    case constant(Int64)
    case metered
  }

  static let mode = Field(
    "mode", Codec<CutoffRule.Mode>.option(), standard: "credit_only",
    "Whether access ends when credits are used up, or what they do not cover is billed at the month's end.")
  static let delay = Field(
    "delay", delayCodec, standard: "120 s",
    "From the balance reaching zero to the end of access, or 'metered', as late as the scenario says; usage then becomes debt."
  )
  static let atMost = Field(
    "at_most", .positiveDuration, standard: "1 day", "With a metered delay: the longest that it may be.")

  static let table = Table(
    name: "cutoff", about: "What becomes of usage that credits do not cover.", keys: [mode.key, delay.key, atMost.key])

  private static let metered = Codec<Delay>.word([("metered", .metered)])

  private static let delayCodec = Codec<Delay>(schema: .anyOf([metered.schema, Codec<Int64>.duration.schema])) { cursor in
    if let text = cursor.tree.text, text.first?.isLetter == true, !isNotFinite(text) { return metered.read(cursor) }
    return Codec<Int64>.duration.read(cursor).map { .constant($0) }
  }

  static let codec = Codec<CutoffRule>.record(table) { record in
    let standard = CutoffRule()
    let mode = record[mode] ?? standard.mode
    let most_ms = record[atMost] ?? Duration_ms.day
    switch record[delay] ?? .constant(standard.delay_ms) {
    case .metered:
      if mode == .creditThenInvoice {
        record.cursor(of: delay).report(
          .contradiction, "a metered delay where access does not end", allowed: "a metered delay with mode: credit_only")
        return nil
      }
      return CutoffRule(mode: mode, timing: .metered, delay_ms: most_ms)
    case .constant(let delay_ms):
      if record.has(atMost) {
        record.cursor(of: atMost).report(
          .contradiction, "a longest delay where the delay is constant", allowed: "'at_most' with delay: metered")
        return nil
      }
      return CutoffRule(mode: mode, delay_ms: delay_ms)
    }
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
