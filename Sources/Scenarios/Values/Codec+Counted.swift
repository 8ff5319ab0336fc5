import Accounting

/// What is counted in thousandths of a unit.
enum CountedUnit: Sendable {
  case credits
  /// Minutes of interviews: a quantity, not a length of time that passes.
  case minutes

  /// How the unit is written; the first one is shown.
  var names: [String] {
    switch self {
    case .credits: ["credits", "credit"]
    case .minutes: ["minutes", "minute", "min"]
    }
  }

  /// Most whole units of one quantity: a price times a quantity still fits 64 bits.
  var most: Int64 {
    switch self {
    case .credits: 1_000_000
    case .minutes: 10_000_000
    }
  }
}

extension Codec where Value == Int64 {
  /// A quantity in thousandths, its unit beside the number: `0.5 credits` is 500. Up to three decimals, exact.
  static func counted(_ unit: CountedUnit, from least: Int64 = 0) -> Codec {
    let units = unit.names.joined(separator: "|")
    return Codec(schema: .text(pattern: "^[0-9][0-9_]*(\\.[0-9]+)? ?(\(units))$", example: "5 \(unit.names[0])")) { cursor in
      cursor.counted(unit, from: least, needsUnit: true)
    }
  }

  /// A quantity in thousandths under a key that names the unit: `credits: 5` is 5,000.
  static func plainCount(of unit: CountedUnit, from least: Int64) -> Codec {
    let number = JSON.object([.init("type", .string("number"))])
    return Codec(schema: .anyOf([number, counted(unit).schema])) { cursor in
      cursor.counted(unit, from: least, needsUnit: false)
    }
  }

  /// Whole days: `14 days`, `2 weeks`, up to a year.
  static let days = Codec(schema: .text(pattern: TimeUnit.pattern, example: "14 days")) { cursor in
    guard let length_ms = cursor.duration(from: 1) else { return nil }
    guard length_ms.isMultiple(of: Duration_ms.day), length_ms <= 365 * Duration_ms.day else {
      cursor.report(.outOfRange, "the duration '\(clipped(cursor.tree.text ?? ""))'", allowed: "whole days, 1 to 365")
      return nil
    }
    return length_ms / Duration_ms.day
  }
}

extension Codec where Value == Int64? {
  /// How many a period: a whole number, or `unlimited`, which is nil.
  static let quota = Codec(
    schema: .anyOf([Codec<Int64>.integer(0...1_000_000_000).schema, .object([.init("enum", .array([.string("unlimited")]))])])
  ) { cursor in
    if cursor.tree.text == "unlimited" { return .some(nil) }
    let isWord = cursor.tree.text?.first?.isLetter == true
    if isWord, let text = cursor.tree.text, !isNotFinite(text) {
      cursor.report(
        .notANumber, "'\(clipped(text))'", allowed: "a whole number from 0 to 1000000000, or 'unlimited'",
        hint: hint(for: text, among: ["unlimited"]))
      return nil
    }
    return Codec<Int64>.integer(0...1_000_000_000).read(cursor)
  }
}

extension Codec where Value == CalendarTerm {
  /// A length that comes again and again: `1 month`, `1 year`, `7 days`; at least a day.
  static let period = Codec(
    schema: .text(pattern: "^[0-9]+ ?months?$|\(TimeUnit.pattern)", example: "1 month")
  ) { cursor in
    guard let term = cursor.term(allowsNever: false) else { return nil }
    if case .milliseconds(let length_ms) = term, length_ms < Duration_ms.day {
      cursor.report(.outOfRange, "the period '\(clipped(cursor.tree.text ?? ""))'", allowed: "at least a day")
      return nil
    }
    return term
  }
}

extension Cursor {
  /// A quantity in thousandths; nil after a report. Digits beyond the third decimal are refused, not rounded.
  func counted(_ unit: CountedUnit, from least: Int64, needsUnit: Bool) -> Int64? {
    let example = needsUnit ? "a quantity such as '5 \(unit.names[0])'" : "a number such as '5'"
    guard let text = text(expected: example) else { return nil }
    if isNotFinite(String(text.prefix { $0 != " " })) {
      report(.notFinite, "'\(clipped(text))'", allowed: example)
      return nil
    }
    guard let quantity = Quantity(text), let decimal = try? DecimalText(quantity.number) else {
      report(.notAQuantity, "'\(clipped(text))' is not a number of \(unit.names[0])", allowed: example)
      return nil
    }
    guard unit.names.contains(String(quantity.unit)) || quantity.unit.isEmpty && !needsUnit else {
      let written = String(quantity.unit)
      report(
        .notAQuantity, written.isEmpty ? "'\(clipped(text))' has no unit" : "'\(clipped(text))'", allowed: example,
        hint: written.isEmpty ? "write '\(clipped(text)) \(unit.names[0])'" : hint(for: written, among: unit.names))
      return nil
    }
    guard decimal.decimals <= 3 else {
      report(.tooManyDecimals, "the quantity '\(clipped(text))'", allowed: "at most 3 decimals")
      return nil
    }
    guard let thousandths = decimal.scaled(by: 3), (least...unit.most * 1_000).contains(thousandths) else {
      let allowed = "\(least > 0 ? "above zero, " : "")at most \(unit.most) \(unit.names[0])"
      report(.outOfRange, "the quantity '\(clipped(text))'", allowed: allowed)
      return nil
    }
    return thousandths
  }
}
