/// Looking into a document. What is not there is null, and null has nothing inside, so a report that lacks a section reads as
/// one in which nothing happened.
extension JSONValue {
  /// The member of an object, or null. - Complexity: O(members).
  subscript(key: String) -> JSONValue {
    guard case .object(let members) = self else { return .null }
    return members.first { $0.0 == key }?.1 ?? .null
  }

  /// The items of a list; none of anything else.
  var items: [JSONValue] {
    guard case .array(let items) = self else { return [] }
    return items
  }

  /// The members of an object; none of anything else.
  var members: [(String, JSONValue)] {
    guard case .object(let members) = self else { return [] }
    return members
  }

  var string: String? {
    guard case .text(let string) = self else { return nil }
    return string
  }

  /// A whole number within 64 bits, or nil.
  var integer: Int64? {
    guard case .integer(let number) = self else { return nil }
    return number
  }

  /// A whole number, 0 where there is none.
  var count: Int64 { integer ?? 0 }

  /// Any number, for drawing.
  var double: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .unsigned(let number): Double(number)
    case .literal(let number): Double(number).flatMap { $0.isFinite ? $0 : nil }
    default: nil
    }
  }

  /// A number as it was written, or text.
  var written: String? {
    switch self {
    case .text(let text): text
    case .integer(let number): String(number)
    case .unsigned(let number): String(number)
    case .literal(let number): number
    default: nil
    }
  }

  var isTrue: Bool {
    if case .flag(true) = self { true } else { false }
  }

  var isNull: Bool {
    if case .null = self { true } else { false }
  }
}
