import Accounting
import Pricing

/// What a distribution describes: how its values are written, and what they may be.
enum Measure: String, CaseIterable, Sendable {
  /// A plain number from zero on: rates, factors, counts.
  case number
  /// Amounts, in minor units.
  case money
  /// Lengths of time, in milliseconds.
  case duration
  /// Shares, 0 to 1.
  case share

  /// The name of its definition in the schema.
  var definition: String { "\(rawValue)_distribution" }

  /// The values that make sense, in the unit of the simulator.
  var domain: ClosedRange<Double> {
    switch self {
    case .number: 0...1e12
    case .money: 0...Double(Limits.largestAmount)
    case .duration: 0...Double(TimeUnit.longest_ms)
    case .share: 0...1
    }
  }

  /// How one value is written.
  var codec: Codec<Double> {
    switch self {
    case .number: .number(0...1e12)
    case .money: Codec<Int64>.money.map { Double($0) }
    case .duration: Codec<Int64>.duration.map { Double($0) }
    case .share: .probability
    }
  }

  /// "amounts", for messages.
  var plural: String {
    switch self {
    case .number: "numbers"
    case .money: "amounts"
    case .duration: "durations"
    case .share: "shares"
    }
  }
}

extension LawKind.Measure {
  /// How a parameter of this kind is written where `measure` is described.
  func codec(_ measure: Measure) -> Codec<Double> {
    switch self {
    case .value: measure.codec
    case .plain: .number(0...1e12)
    case .probability: .probability
    }
  }
}
