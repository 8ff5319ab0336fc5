import Accounting
import Testing

@testable import Reporting

/// The vocabulary of the run made by hand.
let handMadeVocabulary = ThresholdVocabulary(
  names: HandMadeRun.names, unit: MoneyUnit(code: "USD", decimals: 2), catalogs: ["escrow", "plans"],
  wholes: ["reload declined": [.situation("reload fired")], "leap day": [.commands("use")]])

func threshold(_ expression: String, _ vocabulary: ThresholdVocabulary = handMadeVocabulary) throws -> Threshold {
  try Threshold(expression, vocabulary: vocabulary)
}

/// What the run made by hand says to an expression.
func judged(_ expression: String) throws -> ThresholdResult {
  let demand = try threshold(expression)
  return try #require(HandMadeRun().report(demands: [demand]).thresholds.first)
}
