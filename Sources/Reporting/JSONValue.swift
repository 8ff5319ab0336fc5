/// A JSON value whose object keys stay in the order in which they were written, so that the same value is the same bytes.
indirect enum JSONValue: Sendable {
  case object([(String, JSONValue)])
  case array([JSONValue])
  case text(String)
  case integer(Int64)
  case unsigned(UInt64)
  /// A number that is written already, such as "8.104".
  case literal(String)
  case flag(Bool)
  case null

  /// `value`, or null.
  static func optional(_ value: Int64?) -> JSONValue { value.map { .integer($0) } ?? .null }
  static func optional(_ value: String?) -> JSONValue { value.map { .text($0) } ?? .null }

  /// `text` as a JSON string.
  static func quoted(_ text: String) -> String {
    var result = ""
    writeQuoted(text, into: &result)
    return result
  }

  /// Indented by two spaces a level; objects and arrays without further ones inside take one line.
  /// - Complexity: O(size).
  func rendered() -> String {
    var text = ""
    write(into: &text, indent: 0)
    return text + "\n"
  }

  private func write(into text: inout String, indent: Int) {
    switch self {
    case .object(let members):
      JSONValue.writeItems(members, "{", "}", into: &text, indent: indent, inline: members.allSatisfy { $0.1.isScalar }) {
        JSONValue.writeQuoted($0.0, into: &$1)
        $1 += ": "
        $0.1.write(into: &$1, indent: $2)
      }
    case .array(let items):
      JSONValue.writeItems(items, "[", "]", into: &text, indent: indent, inline: items.allSatisfy(\.isScalar)) {
        $0.write(into: &$1, indent: $2)
      }
    case .text(let string): JSONValue.writeQuoted(string, into: &text)
    case .integer(let number): text += String(number)
    case .unsigned(let number): text += String(number)
    case .literal(let number): text += number
    case .flag(let flag): text += flag ? "true" : "false"
    case .null: text += "null"
    }
  }

  private var isScalar: Bool {
    switch self {
    case .object(let members): members.isEmpty
    case .array(let items): items.isEmpty
    default: true
    }
  }

  private static func writeItems<Item>(
    _ items: [Item], _ open: String, _ close: String, into text: inout String, indent: Int, inline: Bool,
    _ write: (Item, inout String, Int) -> Void
  ) {
    text += open
    for (index, item) in items.enumerated() {
      if index > 0 { text += inline ? ", " : "," }
      if !inline { text += "\n" + String(repeating: "  ", count: indent + 1) }
      write(item, &text, indent + 1)
    }
    if !inline { text += "\n" + String(repeating: "  ", count: indent) }
    text += close
  }

  private static func writeQuoted(_ string: String, into text: inout String) {
    text += "\""
    for scalar in string.unicodeScalars {
      switch scalar {
      case "\"": text += "\\\""
      case "\\": text += "\\\\"
      case "\n": text += "\\n"
      case "\r": text += "\\r"
      case "\t": text += "\\t"
      case "\u{0}"..<"\u{20}", "\u{7F}":
        let digits = String(scalar.value, radix: 16)
        text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: text.unicodeScalars.append(scalar)
      }
    }
    text += "\""
  }
}
