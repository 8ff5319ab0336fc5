import Measurement

/// Debts of one age: how long their owners had owed without a break when the debt was written off, or when the run ended.
public struct DebtAgeLine: Hashable, Sendable {
  public let age: DebtAges.Age
  /// Open when the run ended, where they are written off: minor units, and debts.
  public let open: Int64
  public let openDebts: Int64
  /// Written off before: minor units, and debts.
  public let writtenOff: Int64
  public let writtenOffDebts: Int64

  /// In days, such as "31-60".
  public var title: String {
    switch age {
    case .upTo30: "0-30"
    case .upTo60: "31-60"
    case .upTo90: "61-90"
    case .over90: "over 90"
    }
  }

  /// All ages over all segments, the youngest first.
  static func all(_ card: borrowing Scorecard, segments: Int) -> [DebtAgeLine] {
    var lines: [DebtAgeLine] = []
    for age in DebtAges.Age.allCases {
      var sums: [Int64] = [0, 0, 0, 0]
      for segment in 0..<segments {
        sums[0] += card.debts.amount(age, .atHorizon, segment: segment)
        sums[1] += card.debts.count(age, .atHorizon, segment: segment)
        sums[2] += card.debts.amount(age, .beforeHorizon, segment: segment)
        sums[3] += card.debts.count(age, .beforeHorizon, segment: segment)
      }
      lines.append(DebtAgeLine(age: age, open: sums[0], openDebts: sums[1], writtenOff: sums[2], writtenOffDebts: sums[3]))
    }
    return lines
  }
}
