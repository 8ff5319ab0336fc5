/// Reads JSON's tokens from bytes. It never recurses, so no nesting is too deep for it.
struct JSONScanner {
  let bytes: [UInt8]
  private(set) var position: Int
  /// Whether line breaks are blanks: in a file, not in a line.
  let takesLines: Bool

  init(bytes: [UInt8], from position: Int = 0, takesLines: Bool = false) {
    self.bytes = bytes
    self.position = position
    self.takesLines = takesLines
  }

  var isAtEnd: Bool { position == bytes.count }

  func error(_ found: String, allowed: String) -> JSONLine.SyntaxError {
    JSONLine.SyntaxError(code: .syntax, offset: position, found: found, allowed: allowed)
  }

  /// The character at this place, for messages.
  var foundHere: String {
    if isAtEnd { return takesLines ? "the end of the file" : "the end of the line" }
    let rest = String(decoding: bytes[position..<min(position + 8, bytes.count)], as: UTF8.self)
    return rest.first.map { "'\($0)'" } ?? "nothing"
  }

  /// All bytes are UTF-8, and no control character but the tab is among them.
  func checkCharacters() throws(JSONLine.SyntaxError) {
    if let offset = bytes.firstIndex(where: { $0 < 0x20 && $0 != 0x09 && !isBreak($0) || $0 == 0x7F }) {
      let found = bytes[offset] == 0 ? "a NUL byte" : "the control character U+00\(padded(bytes[offset]))"
      throw JSONLine.SyntaxError(code: .strangeCharacter, offset: offset, found: found, allowed: "printable text")
    }
    if let offset = firstInvalid {
      throw JSONLine.SyntaxError(
        code: .notUTF8, offset: offset, found: "bytes that are not UTF-8", allowed: "text saved as UTF-8")
    }
  }

  private func padded(_ byte: UInt8) -> String {
    (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
  }

  /// Where the first byte is that is not UTF-8; nil when all are.
  private var firstInvalid: Int? {
    if String(validating: bytes, as: UTF8.self) != nil { return nil }
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    var offset = 0
    while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
    return offset
  }

  mutating func skipBlanks() {
    while position < bytes.count, bytes[position] == 0x20 || bytes[position] == 0x09 || isBreak(bytes[position]) { position += 1 }
  }

  private func isBreak(_ byte: UInt8) -> Bool { takesLines && (byte == 0x0A || byte == 0x0D) }

  func isAt(_ character: Unicode.Scalar) -> Bool { position < bytes.count && bytes[position] == UInt8(ascii: character) }

  /// Steps over `character` if it is here.
  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard isAt(character) else { return false }
    position += 1
    return true
  }

  mutating func expect(_ character: Unicode.Scalar, _ allowed: String) throws(JSONLine.SyntaxError) {
    if !take(character) { throw error(foundHere, allowed: allowed) }
  }

  /// Any value; an object is stepped over without looking into it further than its brackets, and so is what a list holds of
  /// objects and lists.
  mutating func value() throws(JSONLine.SyntaxError) -> JSONLine.Value {
    guard position < bytes.count else { throw error(foundHere, allowed: "a value") }
    switch bytes[position] {
    case UInt8(ascii: "\""): return .text(try text())
    case UInt8(ascii: "{"):
      try skipNested()
      return .object
    case UInt8(ascii: "["): return .list(try elements())
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: return try word()
    }
  }

  /// The list that starts here. A list within it has no elements of its own, so that nothing recurses deeper than that.
  private mutating func elements() throws(JSONLine.SyntaxError) -> [JSONLine.Element] {
    let start = position
    try skipNested()
    position = start + 1
    var elements: [JSONLine.Element] = []
    skipBlanks()
    if take("]") { return [] }
    repeat {
      skipBlanks()
      let offset = position
      if isAt("[") {
        try skipNested()
        elements.append(JSONLine.Element(value: .list([]), offset: offset))
      } else {
        elements.append(JSONLine.Element(value: try value(), offset: offset))
      }
      skipBlanks()
    } while take(",")
    try expect("]", "',' or ']'")
    return elements
  }

  private mutating func word() throws(JSONLine.SyntaxError) -> JSONLine.Value {
    let words: [(String, JSONLine.Value)] = [("true", .boolean(true)), ("false", .boolean(false)), ("null", .null)]
    for (word, value) in words where bytes[position...].starts(with: word.utf8) {
      position += word.utf8.count
      return value
    }
    throw error(foundHere, allowed: "a text in double quotes, a number, true or false")
  }

  private mutating func number() throws(JSONLine.SyntaxError) -> JSONLine.Value {
    let start = position
    let inside = "+-.eE0123456789".utf8
    while position < bytes.count, inside.contains(bytes[position]) { position += 1 }
    let digits = String(decoding: bytes[start..<position], as: UTF8.self)
    guard Self.isNumber(digits) else {
      position = start
      throw error("the malformed number \(shortened(digits))", allowed: "a number such as 300")
    }
    return .number(digits)
  }

  /// Whether JSON's grammar takes it for a number: no leading zero or plus, digits around a point.
  static func isNumber(_ text: String) -> Bool {
    var rest = Substring(text)
    if rest.first == "-" { rest.removeFirst() }
    let whole = rest.prefix { $0.isASCII && $0.isNumber }
    guard !whole.isEmpty, whole.count == 1 || whole.first != "0" else { return false }
    rest = rest.dropFirst(whole.count)
    if rest.first == "." {
      let decimals = rest.dropFirst().prefix { $0.isASCII && $0.isNumber }
      guard !decimals.isEmpty else { return false }
      rest = rest.dropFirst(1 + decimals.count)
    }
    guard let mark = rest.first else { return true }
    guard mark == "e" || mark == "E" else { return false }
    rest.removeFirst()
    if rest.first == "+" || rest.first == "-" { rest.removeFirst() }
    return !rest.isEmpty && rest.allSatisfy { $0.isASCII && $0.isNumber }
  }

  private mutating func skipNested() throws(JSONLine.SyntaxError) {
    let start = position
    var closers: [UInt8] = []
    repeat {
      guard position < bytes.count else {
        position = start
        throw error("a bracket that is never closed", allowed: "a complete JSON object")
      }
      switch bytes[position] {
      case UInt8(ascii: "\""):
        _ = try text()
        continue
      case UInt8(ascii: "{"): closers.append(UInt8(ascii: "}"))
      case UInt8(ascii: "["): closers.append(UInt8(ascii: "]"))
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        guard let closer = closers.popLast(), closer == bytes[position] else {
          throw error(foundHere, allowed: bytes[position] == UInt8(ascii: "}") ? "']'" : "'}'")
        }
      default: break
      }
      position += 1
    } while !closers.isEmpty
  }
}

/// Texts.
extension JSONScanner {
  /// The text in double quotes that starts here.
  mutating func text() throws(JSONLine.SyntaxError) -> String {
    let start = position
    position += 1
    var content: [UInt8] = []
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        position += 1
        return String(decoding: content, as: UTF8.self)
      }
      if byte == UInt8(ascii: "\\") {
        content.append(contentsOf: Array(String(try escaped()).utf8))
      } else {
        content.append(byte)
        position += 1
      }
    }
    position = start
    throw error("a text without its closing quote", allowed: "a text in double quotes")
  }

  private mutating func escaped() throws(JSONLine.SyntaxError) -> Unicode.Scalar {
    let start = position
    position += 2
    guard position <= bytes.count else { throw malformedEscape(at: start) }
    switch bytes[position - 1] {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try unicodeEscape(at: start)
    default: throw malformedEscape(at: start)
    }
  }

  private mutating func unicodeEscape(at start: Int) throws(JSONLine.SyntaxError) -> Unicode.Scalar {
    guard let unit = hexadecimalUnit() else { throw malformedEscape(at: start) }
    if let scalar = Unicode.Scalar(unit) { return scalar }
    // The first half of a pair must be followed by the second one.
    guard (0xD800...0xDBFF).contains(unit), take("\\"), take("u"), let low = hexadecimalUnit(), (0xDC00...0xDFFF).contains(low),
      let scalar = Unicode.Scalar(0x10000 + (UInt32(unit) - 0xD800) << 10 + UInt32(low) - 0xDC00)
    else { throw malformedEscape(at: start) }
    return scalar
  }

  private mutating func hexadecimalUnit() -> UInt16? {
    guard position + 4 <= bytes.count else { return nil }
    var unit: UInt16 = 0
    for byte in bytes[position..<position + 4] {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else { return nil }
      unit = unit << 4 | UInt16(digit)
    }
    position += 4
    return unit
  }

  private mutating func malformedEscape(at start: Int) -> JSONLine.SyntaxError {
    position = start
    return error("a malformed escape", allowed: "an escape of JSON, such as \\n or \\u00e9")
  }
}
