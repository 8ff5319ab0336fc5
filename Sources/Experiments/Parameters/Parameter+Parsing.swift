/// What is wrong with a parameter as it was written.
public struct ParameterError: Error, Hashable, Sendable {
  /// The character at which it is wrong, from 1.
  public let column: Int
  /// A clause without a full stop.
  public let found: String
  /// What may stand there, or what probably was meant; a clause without a full stop.
  public let advice: String
}

extension Parameter {
  /// Values that a list, or a range with a step, may have.
  public static let mostLevels = 1_000

  /// Understands `key=a..b/step`, `key=a..b` and `key=a,b,c`. Units stand with the numbers as in a scenario; in a range one that
  /// stands at the end alone counts for the beginning and the step too.
  public init(argument: String) throws(ParameterError) {
    let characters = Array(argument)
    guard let equals = characters.firstIndex(of: "="), equals > 0 else {
      throw ParameterError(
        column: 1, found: "'\(argument)' names no key with values", advice: "write KEY=FROM..TO/STEP or KEY=A,B,C")
    }
    let text = Piece(characters[(equals + 1)...], from: equals + 1)
    let key = String(characters[..<equals]).trimmed
    if text.trimmed.characters.isEmpty {
      throw ParameterError(column: equals + 2, found: "no values for '\(key)'", advice: "write FROM..TO/STEP or A,B,C")
    }
    if let dots = text.find([".", "."]) {
      let range = try Parameter.range(text, dots: dots)
      self.init(key: key, values: .range(range), isNumeric: true, unit: (range.prefix + range.suffix).trimmed)
    } else {
      try self.init(key: key, list: text)
    }
  }

  // MARK: Lists

  private init(key: String, list text: Piece) throws(ParameterError) {
    let items = text.split(at: ",").map(\.trimmed)
    for (index, item) in items.enumerated() {
      if item.characters.isEmpty {
        throw ParameterError(column: item.column, found: "an empty value", advice: "write a value between two commas")
      }
      if items[..<index].contains(where: { $0.text == item.text }) {
        throw ParameterError(column: item.column, found: "'\(item.text)' stands there twice", advice: "each value once")
      }
    }
    if items.count < 2 {
      throw ParameterError(
        column: items[0].column, found: "one value varies nothing",
        advice: "write FROM..TO/STEP or A,B,C, or set one value with --set")
    }
    if items.count > Parameter.mostLevels {
      throw ParameterError(
        column: items[0].column, found: "\(items.count) values", advice: "at most \(Parameter.mostLevels)")
    }
    // Numbers of one unit have an axis.
    let quantities = items.map { NumberInText($0.text) }
    let isNumeric = quantities.allSatisfy {
      $0 != nil && $0?.prefix == quantities[0]?.prefix && $0?.suffix == quantities[0]?.suffix
    }
    let last = Double(items.count - 1)
    let list = items.enumerated().map { index, item in
      let number = isNumeric ? quantities[index]?.number.double : nil
      return Coordinate(text: item.text, position: number ?? Double(index), share: Double(index) / last, level: index)
    }
    let unit = isNumeric ? ((quantities[0]?.prefix ?? "") + (quantities[0]?.suffix ?? "")).trimmed : ""
    self.init(key: key, values: .list(list), isNumeric: isNumeric, unit: unit)
  }

  // MARK: Ranges

  private static func range(_ text: Piece, dots: Int) throws(ParameterError) -> ParameterRange {
    let rest = text.after(dots + 2)
    let slash = rest.find(["/"])
    let low = try number(text.before(dots), "the range begins with")
    let high = try number(slash.map(rest.before) ?? rest, "the range ends with")
    let step = try slash.map { slash throws(ParameterError) in try number(rest.after(slash + 1), "the step is") }
    for (other, what) in [(low, "beginning"), (step, "step")] {
      guard let other, !other.isBare, other.prefix != high.prefix || other.suffix.trimmed != high.suffix.trimmed else { continue }
      throw ParameterError(
        column: other.column, found: "the \(what) '\(other.text)' has another unit than the end '\(high.text)'",
        advice: "write the same unit everywhere, or at the end alone")
    }
    let numbers = [low, high] + (step.map { [$0] } ?? [])
    let written = numbers.map(\.number.places).max() ?? 0
    guard let places = places(low, high, written: written, hasStep: step != nil),
      let from = low.number.scaled(to: places), let to = high.number.scaled(to: places)
    else {
      throw ParameterError(column: high.column, found: "numbers of too many digits", advice: "at most 15 digits")
    }
    if from >= to {
      throw ParameterError(
        column: text.column, found: "the range goes from \(low.text) to \(high.text)", advice: "write the smaller end first")
    }
    let width = try step.map { step throws(ParameterError) in try self.width(step, from, to, places, high) }
    return ParameterRange(low: from, high: to, places: places, step: width, prefix: high.prefix, suffix: high.suffix)
  }

  private static func number(_ piece: Piece, _ what: String) throws(ParameterError) -> PlacedNumber {
    let trimmed = piece.trimmed
    guard let quantity = NumberInText(trimmed.text) else {
      let isEmpty = trimmed.characters.isEmpty
      throw ParameterError(
        column: trimmed.column, found: isEmpty ? "\(what) nothing" : "\(what) '\(trimmed.text)', which is no number with a unit",
        advice: "a range is of numbers, such as 20 %..40 %/5 %; write other values as a list A,B,C")
    }
    return PlacedNumber(quantity: quantity, text: trimmed.text, column: trimmed.column)
  }

  /// As many decimal places as are written, or of whole ends without a step as give a hundred values.
  private static func places(_ low: PlacedNumber, _ high: PlacedNumber, written: Int, hasStep: Bool) -> Int? {
    if hasStep || written > 0 { return written }
    let width = high.number.double - low.number.double
    return (0...2).first { width * Numeral.power($0) >= 100 } ?? 2
  }

  private static func width(
    _ step: PlacedNumber, _ from: Int64, _ to: Int64, _ places: Int, _ high: PlacedNumber
  ) throws(ParameterError) -> Int64 {
    guard let width = step.number.scaled(to: places), width > 0 else {
      throw ParameterError(column: step.column, found: "the step \(step.text)", advice: "a step above zero")
    }
    guard (to - from) % width == 0 else {
      let last = Numeral(digits: from + (to - from) / width * width, places: places).text
      throw ParameterError(
        column: step.column, found: "steps of \(step.text) do not meet the end \(high.text)",
        advice: "the last step leads to \(high.prefix)\(last)\(high.suffix)")
    }
    if (to - from) / width >= Int64(mostLevels) {
      throw ParameterError(
        column: step.column, found: "\((to - from) / width + 1) values", advice: "at most \(mostLevels): a wider step, or none")
    }
    return width
  }
}

/// A number of a range with its place in the argument.
private struct PlacedNumber {
  let quantity: NumberInText
  let text: String
  let column: Int

  var number: Numeral { quantity.number }
  var prefix: String { quantity.prefix }
  var suffix: String { quantity.suffix }
  var isBare: Bool { prefix.isEmpty && suffix.isEmpty }
}
