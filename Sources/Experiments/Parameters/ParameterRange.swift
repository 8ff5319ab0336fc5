/// Numbers from a low to a high end with what stands before and after them, such as 20 % to 40 % or x1 to x3.
public struct ParameterRange: Hashable, Sendable {
  /// In units of the last of `places` decimal places; low < high.
  let low: Int64
  let high: Int64
  let places: Int
  /// Between two levels, in the same units, leading from low to high exactly; nil for values anywhere in between.
  let step: Int64?
  let prefix: String
  let suffix: String

  /// How many levels there are; nil without a step.
  public var levels: Int? { step.map { Int((high - low) / $0) + 1 } }

  /// The level of that index. - Precondition: there is a step, and the index is one of its levels.
  func level(_ index: Int) -> Coordinate { coordinate(at: low + Int64(index) * (step ?? 0), level: index) }

  /// A value between the ends, `share` of the way, rounded to the places.
  func value(_ share: Double) -> Coordinate {
    let offset = Int64((Double(high - low) * min(1, max(0, share))).rounded())
    return coordinate(at: low + offset, level: nil)
  }

  private func coordinate(at digits: Int64, level: Int?) -> Coordinate {
    let number = Numeral(digits: digits, places: places)
    return Coordinate(
      text: prefix + number.text + suffix, position: number.double, share: Double(digits - low) / Double(high - low), level: level
    )
  }
}

/// What one parameter is at one point of a design.
public struct Coordinate: Hashable, Sendable {
  /// As it would stand in the scenario, such as "25 %".
  public let text: String
  /// Where it stands on an axis: its number, or its place in a list from 0.
  public let position: Double
  /// How far it lies from the first value, 0, to the last, 1.
  public let share: Double
  /// Which of the parameter's levels it is, from 0; nil for a value between the ends of a range without a step.
  public let level: Int?
}
