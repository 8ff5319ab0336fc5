import Accounting
import Billing
import Pricing
import Simulation

/// The fields of one line, read by type; what is wrong with them is collected.
struct TraceFields {
  struct Mistake {
    var code: Diagnostic.Code
    var key: String
    var offset: Int
    var found: String
    var allowed: String
    var hint: String?
  }

  private let object: JSONLine
  private(set) var mistakes: [Mistake] = []

  init(_ object: JSONLine) {
    self.object = object
  }

  func has(_ key: String) -> Bool { field(key) != nil }

  func field(_ key: String) -> JSONLine.Field? { object.fields.first { $0.key == key } }

  // MARK: Mistakes

  mutating func complain(_ code: Diagnostic.Code, about key: String, found: String, allowed: String, hint: String? = nil) {
    complain(code, about: key, at: field(key)?.valueOffset ?? object.endOffset, found: found, allowed: allowed, hint: hint)
  }

  /// The same about a part of the value, `offset` bytes from the start of the line.
  mutating func complain(
    _ code: Diagnostic.Code, about key: String, at offset: Int, found: String, allowed: String, hint: String? = nil
  ) {
    mistakes.append(Mistake(code: code, key: key, offset: offset, found: found, allowed: allowed, hint: hint))
  }

  /// Adds a hint to the mistake that was noted last.
  mutating func hintLast(_ hint: String) {
    if !mistakes.isEmpty { mistakes[mistakes.count - 1].hint = hint }
  }

  mutating func missing(_ key: String, for verb: String) {
    mistakes.append(
      Mistake(
        code: .missingKey, key: "", offset: object.endOffset, found: "no key '\(key)', which '\(verb)' needs", allowed: ""))
  }

  // MARK: Values; nil where the key is missing or the value is wrong

  /// - Parameter takesLines: whether line breaks and tabs may be in it.
  mutating func text(_ key: String, _ longest: Int, takesLines: Bool = false) -> String? {
    guard let field = field(key) else { return nil }
    guard case .text(let text) = field.value else {
      complain(.wrongShape, about: key, found: field.value.described, allowed: "a text")
      return nil
    }
    guard !text.isEmpty, text.utf8.count <= longest else {
      let found = text.isEmpty ? "an empty text" : "a text of \(text.utf8.count) bytes"
      complain(.outOfRange, about: key, found: found, allowed: "1 to \(longest) bytes")
      return nil
    }
    guard isPrintable(takesLines ? text.filter { $0 != "\n" && $0 != "\t" } : text) else {
      complain(.strangeCharacter, about: key, found: "a control character", allowed: "printable text")
      return nil
    }
    return text
  }

  func isPrintable(_ text: String) -> Bool {
    !text.unicodeScalars.contains { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) }
  }

  mutating func choice(_ key: String, _ names: [String]) -> String? {
    guard let field = field(key) else { return nil }
    let allowed = names.joined(separator: ", ")
    guard case .text(let text) = field.value else {
      complain(.wrongShape, about: key, found: field.value.described, allowed: allowed)
      return nil
    }
    guard names.contains(text) else {
      complain(.unknownName, about: key, found: "'\(shortened(text))'", allowed: allowed, hint: hint(for: text, among: names))
      return nil
    }
    return text
  }

  mutating func boolean(_ key: String) -> Bool? {
    guard let field = field(key) else { return nil }
    if case .boolean(let value) = field.value { return value }
    complain(.wrongShape, about: key, found: field.value.described, allowed: "true or false")
    return nil
  }

  /// A whole number within `range`, written without a point or an exponent.
  mutating func integer(_ key: String, _ range: ClosedRange<Int64>, unit: String = "a whole number") -> Int64? {
    guard let field = field(key) else { return nil }
    let allowed =
      range.lowerBound == range.upperBound ? "\(range.lowerBound)" : "\(unit), \(range.lowerBound) to \(range.upperBound)"
    guard case .number(let digits) = field.value else {
      complain(.notANumber, about: key, found: field.value.described, allowed: allowed)
      return nil
    }
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D }) else {
      complain(.notANumber, about: key, found: "\(shortened(digits)), which is not a whole number", allowed: allowed)
      return nil
    }
    guard let value = Int64(digits), range.contains(value) else {
      complain(.outOfRange, about: key, found: shortened(digits), allowed: allowed)
      return nil
    }
    return value
  }

  /// Minor units. Below zero is taken too: the book itself refuses such amounts, and a trace may show that.
  mutating func amount(_ key: String) -> Int64? {
    integer(key, -Limits.largestAmount...Limits.largestAmount, unit: "whole minor units")
  }

  mutating func slots(_ key: String) -> Int64? { integer(key, -Limits.mostSlots...Limits.mostSlots) }

  mutating func seed(_ key: String) -> UInt64? {
    guard let field = field(key) else { return nil }
    if case .number(let digits) = field.value, let seed = UInt64(digits) { return seed }
    complain(.notANumber, about: key, found: field.value.described, allowed: "a whole number, 0 to \(UInt64.max)")
    return nil
  }

  /// RFC 3339 or milliseconds since 1970.
  mutating func instant(_ key: String) -> Instant? {
    guard let field = field(key) else { return nil }
    let allowed = "RFC 3339 such as 2026-01-31T08:30:00Z, or milliseconds since 1970"
    switch field.value {
    case .number:
      return integer(key, Instant.writtenRange, unit: "milliseconds since 1970").map { Instant(milliseconds: $0) }
    case .text(let text):
      do throws(Instant.TextError) {
        return try Instant(rfc3339: text)
      } catch {
        let found = "'\(shortened(text))'"
        switch error {
        case .malformed: complain(.notATime, about: key, found: found, allowed: allowed)
        case .impossible: complain(.impossibleDate, about: key, found: found, allowed: "a day and a time that exist")
        case .outOfRange: complain(.outOfRange, about: key, found: found, allowed: "the years 1970 to 9999")
        }
        return nil
      }
    default:
      complain(.wrongShape, about: key, found: field.value.described, allowed: allowed)
      return nil
    }
  }

  /// A time, or "never", which is also what no key means.
  mutating func instantOrNever(_ key: String) -> Instant? {
    guard let field = field(key), field.value != .text("never") else { return .never }
    return instant(key)
  }

  /// What is meant by a job, an end user or a document: its name, or its number among the owner's.
  enum Named {
    case name(String)
    case number(UInt32)
  }

  mutating func named(_ key: String, _ longest: Int, from least: Int64 = 1, what: String) -> Named? {
    guard let field = field(key) else { return nil }
    switch field.value {
    case .number: return integer(key, least...Int64(UInt32.max), unit: "its number").map { .number(UInt32($0)) }
    case .text: return text(key, longest).map { .name($0) }
    default:
      complain(.wrongShape, about: key, found: field.value.described, allowed: what)
      return nil
    }
  }
}
