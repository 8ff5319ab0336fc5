import Accounting

/// The units of time that files use, by all their names.
enum TimeUnit {
  /// Lengths in milliseconds. A year of a duration is 365 days; a month is a calendar term only.
  static let lengths: [(names: [String], length_ms: Int64)] = [
    (["ms", "milliseconds", "millisecond"], 1),
    (["s", "second", "seconds"], Duration_ms.second),
    (["min", "minute", "minutes"], Duration_ms.minute),
    (["h", "hour", "hours"], Duration_ms.hour),
    (["d", "day", "days"], Duration_ms.day),
    (["week", "weeks"], Duration_ms.week),
    (["year", "years"], 365 * Duration_ms.day),
  ]
  static let names = lengths.flatMap(\.names)

  /// The longest duration that a file may name: a hundred years.
  static let longest_ms = 100 * 365 * Duration_ms.day

  static func length_ms(of unit: Substring) -> Int64? {
    lengths.first { $0.names.contains(String(unit)) }?.length_ms
  }

  static let pattern = "^[0-9][0-9_]*(\\.[0-9]+)? ?(\(names.joined(separator: "|")))$"
}

/// A length of time in milliseconds, as files write it, such as "3 days"; nil for anything else.
public func durationText_ms(_ text: String) -> Int64? {
  let place = Place(file: "", line: 1, column: 1)
  let tree = Tree(place: place, content: .scalar(text, quoted: false))
  let context = Context(limits: .standard)
  return Cursor(tree: tree, path: "", context: context).duration(from: 0)
}

extension Codec where Value == Int64 {
  /// A length of time in milliseconds: `90 days`, `6 hours`, `1.5 h`; from zero to a hundred years.
  static let duration = Codec(schema: .text(pattern: TimeUnit.pattern, example: "6 hours")) { $0.duration(from: 0) }

  /// A length of time of at least a millisecond.
  static let positiveDuration = Codec(schema: .text(pattern: TimeUnit.pattern, example: "3 days")) { $0.duration(from: 1) }
}

extension Cursor {
  /// A length of time in milliseconds; nil after a report.
  func duration(from least: Int64) -> Int64? {
    let expected = "a duration such as '6 hours' or '90 days', up to 100 years"
    guard let text = text(expected: expected) else { return nil }
    guard !isNotFinite(String(text.prefix { $0 != " " })) else {
      report(.notFinite, "'\(clipped(text))'", allowed: expected)
      return nil
    }
    guard let quantity = Quantity(text), let length_ms = TimeUnit.length_ms(of: quantity.unit) else {
      let unit = Quantity(text).map { String($0.unit) } ?? ""
      let advice =
        unit.hasPrefix("month")
        ? "months differ in length; write days" : unit.isEmpty ? nil : Scenarios.hint(for: unit, among: TimeUnit.names)
      report(.notADuration, "'\(clipped(text))' is not a duration", allowed: expected, hint: advice)
      return nil
    }
    guard let decimal = try? DecimalText(quantity.number) else {
      report(.notADuration, "'\(clipped(text))' is not a duration", allowed: expected)
      return nil
    }
    let milliseconds = decimal.double * Double(length_ms)
    guard milliseconds >= Double(least), milliseconds <= Double(TimeUnit.longest_ms) else {
      report(.outOfRange, "the duration '\(clipped(text))'", allowed: least > 0 ? "\(expected), above zero" : expected)
      return nil
    }
    return Int64(milliseconds.rounded())
  }
}

extension Codec where Value == CalendarTerm {
  /// How long something is valid: `never` (it does not end), `12 months`, `1 year`, `30 days`.
  static let term = Codec(
    schema: .text(pattern: "^never$|^[0-9]+ ?months?$|\(TimeUnit.pattern)", example: "12 months")
  ) { cursor in cursor.term(allowsNever: true) }
}

extension Cursor {
  /// A calendar term; nil after a report. Months and years are calendar months, everything else is a fixed length.
  func term(allowsNever: Bool) -> CalendarTerm? {
    let expected = "\(allowsNever ? "'never' or " : "")a term such as '12 months', '1 year' or '30 days', up to 100 years"
    guard let text = text(expected: expected) else { return nil }
    if allowsNever, text == "never" { return .never }
    guard let quantity = Quantity(text), ["month", "months", "year", "years"].contains(quantity.unit) else {
      guard let quantity = Quantity(text), TimeUnit.length_ms(of: quantity.unit) != nil else {
        let words = TimeUnit.names + ["month", "months", "never"]
        let written = Quantity(text).map { String($0.unit) } ?? text
        report(
          .notATerm, "'\(clipped(text))' is not a term", allowed: expected, hint: Scenarios.hint(for: written, among: words))
        return nil
      }
      return duration(from: 1).map(CalendarTerm.milliseconds)
    }
    let months: Int64 = quantity.unit.hasPrefix("year") ? 12 : 1
    guard let count = try? DecimalText(quantity.number).scaled(by: 0), (1...1_200 / months).contains(count) else {
      report(.outOfRange, "the term '\(clipped(text))'", allowed: "\(expected), in whole months or years")
      return nil
    }
    return .months(Int(count * months))
  }
}
