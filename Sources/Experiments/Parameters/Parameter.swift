/// A key of a scenario and the values that it is to take.
public struct Parameter: Hashable, Sendable {
  public enum Values: Hashable, Sendable {
    /// At least two, as they would stand in the scenario, with the numbers on their axis.
    case list([Coordinate])
    case range(ParameterRange)
  }

  /// A path of keys, such as "catalog.fee.on_top".
  public let key: String
  public let values: Values
  /// Whether positions are numbers, so that a chart may have an axis; else they are places in a list.
  public let isNumeric: Bool
  /// What all its numbers are counted in, such as "%"; empty for none, and for lists of anything else.
  public let unit: String

  /// Every value, in order; nil for a range without a step.
  public var levels: [Coordinate]? {
    switch values {
    case .list(let list): list
    case .range(let range): range.levels.map { count in (0..<count).map(range.level) }
    }
  }

  /// The first and the last value.
  public var ends: (first: Coordinate, last: Coordinate) { (value(endToEnd: 0), value(endToEnd: 1)) }

  /// The value that a point of the unit cube stands for: levels share [0, 1) evenly.
  func value(cell u: Double) -> Coordinate {
    guard let count = levelCount else { return value(endToEnd: u) }
    return level(min(count - 1, max(0, Int(u * Double(count)))))
  }

  /// The value that lies `u` of the way from the first, 0, to the last, 1: the nearest level where there are some.
  func value(endToEnd u: Double) -> Coordinate {
    if case .range(let range) = values, range.step == nil { return range.value(u) }
    let last = Double((levelCount ?? 1) - 1)
    return level(Int((min(1, max(0, u)) * last).rounded()))
  }

  private var levelCount: Int? {
    switch values {
    case .list(let list): list.count
    case .range(let range): range.levels
    }
  }

  private func level(_ index: Int) -> Coordinate {
    switch values {
    case .list(let list): list[index]
    case .range(let range): range.level(index)
    }
  }
}
