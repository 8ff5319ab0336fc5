/// How one kind of value is written: the rule that reads it and the schema that describes it, kept in one place so that
/// they cannot disagree.
struct Codec<Value>: Sendable {
  /// What editors are told.
  let schema: JSON
  /// Reads the value; nil after having reported what is wrong with it.
  let read: @Sendable (Cursor) -> Value?

  init(schema: JSON, read: @escaping @Sendable (Cursor) -> Value?) {
    self.schema = schema
    self.read = read
  }
}

extension Codec {
  /// This value only where `check` finds nothing to say against it.
  func checked(_ check: @escaping @Sendable (Value, Cursor) -> Bool) -> Codec {
    let read = read
    return Codec(schema: schema) { cursor in
      guard let value = read(cursor), check(value, cursor) else { return nil }
      return value
    }
  }

  func map<Other>(_ transform: @escaping @Sendable (Value) -> Other) -> Codec<Other> {
    let read = read
    return Codec<Other>(schema: schema) { read($0).map(transform) }
  }

  /// A list of these; nil when one of them is wrong, after all were looked at.
  static func list<Element>(of element: Codec<Element>, atMost limit: Int = 10_000) -> Codec where Value == [Element] {
    let schema = JSON.object([.init("type", .string("array")), .init("items", element.schema)])
    return Codec(schema: schema) { cursor in
      guard let elements = cursor.tree.elements else {
        cursor.reportShape(expected: "a list")
        return nil
      }
      guard elements.count <= limit else {
        cursor.report(.outOfRange, "a list of \(elements.count) entries", allowed: "at most \(limit)")
        return nil
      }
      let values = elements.enumerated().map { element.read(cursor.child($1, index: $0)) }
      let valid = values.compactMap { $0 }
      return valid.count == values.count ? valid : nil
    }
  }
}

extension Codec where Value == String {
  /// Any text up to a length.
  static func text(atMost limit: Int) -> Codec {
    let schema = JSON.object([
      .init("type", .array([.string("string"), .string("number")])), .init("maxLength", .integer(Int64(limit))),
    ])
    return Codec(schema: schema) { cursor in
      guard let text = cursor.text(expected: "a text") else { return nil }
      guard text.unicodeScalars.count <= limit else {
        cursor.report(.outOfRange, "a text of \(text.unicodeScalars.count) characters", allowed: "at most \(limit)")
        return nil
      }
      return text
    }
  }

  /// A name that is safe in file names and in `--set` paths.
  static let name = Codec(schema: .text(pattern: "^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$", example: "agencies")) { cursor in
    let expected = "a name of 1 to 64 letters, digits, '-' and '_'"
    guard let text = cursor.text(expected: expected) else { return nil }
    let isName =
      (1...64).contains(text.utf8.count)
      && text.utf8.enumerated().allSatisfy { index, byte in
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
          true
        case UInt8(ascii: "-"), UInt8(ascii: "_"): index > 0
        default: false
        }
      }
    guard isName else {
      cursor.report(.unknownName, "'\(clipped(text))' is not a name", allowed: expected)
      return nil
    }
    return text
  }
}

// MARK: - Names of options

extension Codec {
  /// One of several words, each standing for a value.
  static func word(_ options: [(name: String, value: Value)]) -> Codec where Value: Sendable {
    let names = options.map(\.name)
    return Codec(schema: .object([.init("enum", .array(names.map(JSON.string)))])) { cursor in
      let expected = names.joined(separator: ", ")
      guard let text = cursor.text(expected: expected) else { return nil }
      guard let option = options.first(where: { $0.name == text }) else {
        cursor.report(.unknownName, "'\(clipped(text))'", allowed: expected, hint: hint(for: text, among: names))
        return nil
      }
      return option.value
    }
  }

  /// The cases of an enumeration by their names: `halfUp` is written `half_up`.
  static func option() -> Codec where Value: CaseIterable & Sendable {
    word(Value.allCases.map { (name: snakeCase("\($0)"), value: $0) })
  }
}

/// `onTop` as `on_top`.
func snakeCase(_ name: String) -> String {
  name.reduce(into: "") { $0 += $1.isUppercase ? "_\($1.lowercased())" : String($1) }
}
