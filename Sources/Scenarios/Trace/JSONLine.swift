/// One line of JSON, taken apart: a flat object, with the place of every key, value and element of a list.
struct JSONLine {
  enum Value: Equatable {
    case text(String)
    /// As it was written, because only the reader of the field knows which numbers it takes.
    case number(String)
    case boolean(Bool)
    case null
    case object
    case list([Element])

    /// What was found, for messages.
    var described: String {
      switch self {
      case .text(let text): "the text '\(shortened(text))'"
      case .number(let digits): shortened(digits)
      case .boolean(let value): value ? "true" : "false"
      case .null: "null"
      case .object: "an object"
      case .list: "a list"
      }
    }
  }

  /// An element of a list; what is nested in it is not looked into.
  struct Element: Equatable {
    var value: Value
    /// Bytes from the start of the line.
    var offset: Int
  }

  struct Field {
    var key: String
    var value: Value
    /// Bytes from the start of the line.
    var keyOffset: Int
    var valueOffset: Int
  }

  /// A mistake in the JSON itself.
  struct SyntaxError: Error {
    var code: Diagnostic.Code
    var offset: Int
    var found: String
    var allowed: String
  }

  private(set) var fields: [Field] = []
  /// Where the object ends, for what is missing in it.
  private(set) var endOffset = 0

  /// An object that was read from another form.
  init(fields: [Field], endOffset: Int) {
    self.fields = fields
    self.endOffset = endOffset
  }

  /// Reads exactly one object. - Complexity: O(bytes) but for the search for repeated keys, O(keys²) over at most
  /// `mostKeys` keys.
  init(_ bytes: [UInt8]) throws(SyntaxError) {
    var scanner = JSONScanner(bytes: bytes)
    try scanner.checkCharacters()
    scanner.skipBlanks()
    try self.init(in: &scanner, allowed: "one JSON object a line")
    scanner.skipBlanks()
    guard scanner.isAtEnd else { throw scanner.error("text after the object", allowed: "one JSON object a line") }
  }

  /// Reads the object that starts where `scanner` is, and leaves alone what follows.
  init(in scanner: inout JSONScanner, allowed: String = "an object") throws(SyntaxError) {
    try scanner.expect("{", allowed)
    scanner.skipBlanks()
    if !scanner.take("}") {
      repeat {
        scanner.skipBlanks()
        try readField(&scanner)
        scanner.skipBlanks()
      } while scanner.take(",")
      endOffset = scanner.position
      try scanner.expect("}", "',' or '}'")
    }
  }

  /// More keys than any verb has, few enough to compare them all.
  static let mostKeys = 32

  private mutating func readField(_ scanner: inout JSONScanner) throws(SyntaxError) {
    let keyOffset = scanner.position
    guard scanner.isAt("\"") else { throw scanner.error(scanner.foundHere, allowed: "a key in double quotes") }
    let key = try scanner.text()
    guard !fields.contains(where: { $0.key == key }) else {
      throw SyntaxError(
        code: .duplicateKey, offset: keyOffset, found: "the key '\(shortened(key))' a second time", allowed: "each key once")
    }
    guard fields.count < Self.mostKeys else {
      throw SyntaxError(
        code: .syntax, offset: keyOffset, found: "more than \(Self.mostKeys) keys", allowed: "the keys of one command")
    }
    scanner.skipBlanks()
    try scanner.expect(":", "':' after a key")
    scanner.skipBlanks()
    let valueOffset = scanner.position
    fields.append(Field(key: key, value: try scanner.value(), keyOffset: keyOffset, valueOffset: valueOffset))
  }
}

/// At most forty characters of what somebody wrote, for messages.
func shortened(_ text: String) -> String {
  text.count <= 40 ? text : text.prefix(37) + "..."
}
