/// A JSON value whose keys keep their order: what the editors' schema is made of.
indirect enum JSON: Hashable, Sendable {
  case object([Pair])
  case array([JSON])
  case string(String)
  case integer(Int64)
  case bool(Bool)

  struct Pair: Hashable, Sendable {
    var key: String
    var value: JSON

    init(_ key: String, _ value: JSON) {
      self.key = key
      self.value = value
    }
  }

  /// `{"$ref": "#/$defs/name"}`.
  static func reference(_ name: String) -> JSON { .object([Pair("$ref", .string("#/$defs/\(name)"))]) }

  static func text(pattern: String, example: String) -> JSON {
    .object([
      Pair("type", .string("string")), Pair("pattern", .string(pattern)), Pair("examples", .array([.string(example)])),
    ])
  }

  static func anyOf(_ schemas: [JSON]) -> JSON { .object([Pair("anyOf", .array(schemas))]) }

  /// This object with a `description` in front; what is no object stays as it is.
  func described(_ about: String) -> JSON {
    guard case .object(let pairs) = self else { return self }
    return .object([Pair("description", .string(about))] + pairs)
  }

  /// Indented text that ends without a line break.
  func rendered(indentation: String = "") -> String {
    let inner = indentation + "  "
    switch self {
    case .object(let pairs):
      if pairs.isEmpty { return "{}" }
      let lines = pairs.map { "\(inner)\(Self.quoted($0.key)): \($0.value.rendered(indentation: inner))" }
      return "{\n\(lines.joined(separator: ",\n"))\n\(indentation)}"
    case .array(let values):
      if values.isEmpty { return "[]" }
      return "[\n\(values.map { inner + $0.rendered(indentation: inner) }.joined(separator: ",\n"))\n\(indentation)]"
    case .string(let text): return Self.quoted(text)
    case .integer(let number): return "\(number)"
    case .bool(let flag): return flag ? "true" : "false"
    }
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case _ where scalar.value < 0x20: result += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
