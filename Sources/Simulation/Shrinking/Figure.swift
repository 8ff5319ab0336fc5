import Accounting
import Billing

/// One figure of a command, for making it simpler: how plain it is, and what would be plainer.
struct Figure: Equatable {
  enum Kind {
    /// Money, slots, quantities: 1, 10 and 100 are the plainest.
    case number
    /// A place in a list or a number of a thing: the first is the plainest.
    case choice(first: Int64)
    /// Milliseconds: a whole minute, hour or day is the plainest.
    case span
    /// From the step to an instant, in milliseconds; never is the plainest.
    case until
    /// A number that means nothing by itself: renamed throughout the trace, never here alone.
    case name
  }

  var kind: Kind
  var value: Int64

  static func == (left: Figure, right: Figure) -> Bool { left.value == right.value }

  init(_ kind: Kind, _ value: Int64) {
    self.kind = kind
    self.value = value
  }

  /// How far from plain; the smaller the plainer. - Complexity: O(digits).
  var weight: Int {
    switch kind {
    case .number: Figure.weight(ofNumber: value)
    case .choice(let first): 10 * Int(clamping: min(abs(value - first), 1_000))
    case .span: Figure.weight(ofSpan: value)
    case .until: value == .max ? 0 : 100 + Figure.weight(ofSpan: value)
    case .name: Figure.weight(ofNumber: value)
    }
  }

  /// Digits count, digits other than zeros at the end count three times, and what they add up to decides between equals:
  /// 1, 2, ... 9, 10, ... 100, 500, 1000, 25.
  static func weight(ofNumber value: Int64) -> Int {
    if value == 0 { return 0 }
    var rest = value.magnitude
    var weight = value < 0 ? 5 : 0
    var isSignificant = false
    var significant = 0
    while rest > 0 {
      let digit = Int(rest % 10)
      if digit != 0 { isSignificant = true }
      if isSignificant { significant += 1 }
      weight += 20 + digit
      rest /= 10
    }
    return weight + 40 * (significant - 1)
  }

  private static let units: [(length_ms: Int64, weight: Int)] = [
    (Duration_ms.day, 30), (Duration_ms.hour, 20), (Duration_ms.minute, 10), (Duration_ms.second, 40), (1, 60),
  ]

  /// As many of the longest unit that goes into it without a rest.
  static func weight(ofSpan value: Int64) -> Int {
    if value == 0 { return 0 }
    guard let unit = units.first(where: { value % $0.length_ms == 0 }) else { return .max }
    return unit.weight + weight(ofNumber: value / unit.length_ms)
  }

  /// Plainer values, the plainest first, each once. - Complexity: O(candidates log candidates), at most a few hundred.
  ///
  /// - Parameter hints: values worth trying, such as the catalog's minimum.
  func plainer(hints: [Int64]) -> [Int64] {
    var values: [Int64]
    switch kind {
    case .number: values = Figure.numbers(around: value) + hints
    case .choice(let first): values = Array(first..<max(first, min(value, first + 20)))
    case .span: values = Figure.spans(around: value)
    case .until: values = [.max] + (value == .max ? [] : Figure.spans(around: value))
    case .name: values = []
    }
    let mine = weight
    values = Set(values).map { (Figure(kind, $0).weight, $0) }.filter { $0.0 < mine }.sorted { $0 < $1 }.map(\.1)
    return values
  }

  /// One digit and zeros, the value itself rounded, and its neighbours.
  private static func numbers(around value: Int64) -> [Int64] {
    var values: [Int64] = [0, value - 1, value / 2]
    var power: Int64 = 1
    while power <= value, power <= .max / 100 {
      for digit in 1...9 as ClosedRange<Int64> { values.append(digit * power) }
      values += [value / power * power, (value / power + 1) * power]
      power *= 10
    }
    return values + [power]
  }

  static func spans(around value: Int64) -> [Int64] {
    var values: [Int64] = [0]
    for unit in units.map(\.length_ms) where unit <= value.magnitude {
      let count = value / unit
      values += [count * unit, (count + 1) * unit, (count - 1) * unit]
    }
    for minutes in [1, 2, 5, 10, 30] as [Int64] { values.append(minutes * Duration_ms.minute) }
    for hours in [1, 2, 6, 12] as [Int64] { values.append(hours * Duration_ms.hour) }
    let days: [Int64] = [
      1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 14, 20, 28, 29, 30, 31, 32, 40, 60, 70, 90, 100, 180, 200, 300, 365, 366, 400,
    ]
    for days in days {
      values.append(days * Duration_ms.day)
    }
    return values.filter { $0 >= 0 }
  }
}
