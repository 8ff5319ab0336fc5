import Sampling

/// What an owner buys: `{choice: {10 USD: 3, 50 USD: 1}, bonus_sensitivity: 5}`, or any distribution of money.
struct PurchaseAmount: Sendable {
  var law: Distribution
  /// How much a choice leans towards larger bonuses.
  var bonusSensitivity: Double

  static let definition = "purchase_amount"
  static let sensitivityKey = "bonus_sensitivity"
  static let sensitivityCodec = Codec<Double>.number(0...100)
  static let about =
    "Multiplies the weight of each amount of a choice by exp(this x bonus / amount), by the bonus ladder in force. Default: 0."

  static let codec = Codec<PurchaseAmount>(schema: .reference(definition)) { cursor in
    let law = DistributionReader(measure: .money, otherKeys: [sensitivityKey]).read(cursor)
    let entry = cursor.tree.entries?.first { $0.key == sensitivityKey }
    let sensitivity = entry.map { sensitivityCodec.read(cursor.child(of: $0)) } ?? 0
    guard let law, let sensitivity else { return nil }
    if let entry, cursor.tree["choice"] == nil {
      cursor.key(of: entry).report(
        .contradiction, "a sensitivity to the bonus without a choice", allowed: "'\(sensitivityKey)' beside 'choice' only")
      return nil
    }
    return PurchaseAmount(law: law, bonusSensitivity: sensitivity)
  }
}
