import Population
import Sampling

/// `arrears: {share: 3 %, after: 60 days, lasts: 180 days}` of a segment's funds.
enum ArrearsKeys {
  static let share = Field(
    "share", .probability, standard: "100 %", "Share of those with a payment method who start it.")
  static let after = Field("after", .distribution(.duration), standard: "0 s", "How long after joining it starts.")
  static let lasts = Field("lasts", .distribution(.duration), "How long it lasts; credits are bought again afterwards.")

  static let table = Table(
    name: "arrears_plan", about: "Who is billed monthly for a while instead of buying credits.",
    keys: [share.key, after.key, lasts.key])

  static let codec = Codec<ArrearsBehaviour>.record(table) { record in
    let share = record[share] ?? 1
    let after = record.has(after) ? record[after] : .zero
    let lasts = record[lasts]
    guard let after, let lasts else { return nil }
    return ArrearsBehaviour(share: share, after_ms: after, lasts_ms: lasts)
  }
}
