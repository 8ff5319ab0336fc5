/// Reads JSON text into a `JSONValue`: strictly by RFC 8259, keys in the order in which they stand, integers exactly.
///
/// Bounded: nesting ends at `deepest`, so that no text can exhaust the stack, and nothing is kept but what the text says.
struct JSONReader {
  /// How many objects and lists may stand in each other.
  static let deepest = 64

  private let bytes: [UInt8]
  private var next = 0

  /// The value that `bytes`, UTF-8, are the text of.
  ///
  /// - Throws: `JSONProblem` for anything else: broken syntax, a key that comes twice, text that goes on after the value.
  /// - Complexity: O(bytes).
  static func read(_ bytes: [UInt8]) throws(JSONProblem) -> JSONValue {
    var reader = JSONReader(bytes: bytes)
    let value = try reader.value(depth: 0)
    reader.skipSpace()
    if reader.next < bytes.count { throw reader.problem("the text goes on after the value") }
    return value
  }

  private init(bytes: [UInt8]) { self.bytes = bytes }

  private mutating func value(depth: Int) throws(JSONProblem) -> JSONValue {
    skipSpace()
    if depth > JSONReader.deepest { throw problem("nested more than \(JSONReader.deepest) deep") }
    switch peek {
    case UInt8(ascii: "{"): return .object(try members(depth: depth))
    case UInt8(ascii: "["): return .array(try items(depth: depth))
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"): return try word("true", .flag(true))
    case UInt8(ascii: "f"): return try word("false", .flag(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"): return try number()
    case let byte? where JSONReader.isDigit(byte): return try number()
    case nil: throw problem("the text ends where a value is expected")
    default: throw problem("no value begins like this")
    }
  }

  private mutating func members(depth: Int) throws(JSONProblem) -> [(String, JSONValue)] {
    var members: [(String, JSONValue)] = []
    var keys: Set<String> = []
    next += 1
    skipSpace()
    if take("}") { return [] }
    while true {
      skipSpace()
      guard peek == UInt8(ascii: "\"") else { throw problem("a key in quotes is expected") }
      let start = next
      let key = try string()
      if !keys.insert(key).inserted { throw problem("a key comes twice in one object", at: start) }
      skipSpace()
      if !take(":") { throw problem("a colon is expected") }
      members.append((key, try value(depth: depth + 1)))
      skipSpace()
      if take("}") { return members }
      if !take(",") { throw problem("a comma or } is expected") }
    }
  }

  private mutating func items(depth: Int) throws(JSONProblem) -> [JSONValue] {
    var items: [JSONValue] = []
    next += 1
    skipSpace()
    if take("]") { return [] }
    while true {
      items.append(try value(depth: depth + 1))
      skipSpace()
      if take("]") { return items }
      if !take(",") { throw problem("a comma or ] is expected") }
    }
  }

  private mutating func word(_ word: String, _ value: JSONValue) throws(JSONProblem) -> JSONValue {
    guard bytes[next...].starts(with: word.utf8) else { throw problem("no value begins like this") }
    next += word.utf8.count
    return value
  }

  // MARK: Numbers

  private mutating func number() throws(JSONProblem) -> JSONValue {
    let start = next
    _ = take("-")
    let isZero = peek == UInt8(ascii: "0")
    let digits = try self.digits()
    if isZero, digits > 1 { throw problem("a number begins with a needless zero", at: start) }
    var isWhole = true
    if take(".") {
      isWhole = false
      _ = try self.digits()
    }
    if take("e") || take("E") {
      isWhole = false
      if !take("+") { _ = take("-") }
      _ = try self.digits()
    }
    let text = String(decoding: bytes[start..<next], as: UTF8.self)
    if isWhole, text != "-0" {
      if let integer = Int64(text) { return .integer(integer) }
      if let integer = UInt64(text) { return .unsigned(integer) }
    }
    return .literal(text)
  }

  private mutating func digits() throws(JSONProblem) -> Int {
    let start = next
    while let byte = peek, JSONReader.isDigit(byte) { next += 1 }
    if next == start { throw problem("a digit is expected") }
    return next - start
  }

  // MARK: Text

  private mutating func string() throws(JSONProblem) -> String {
    next += 1
    var text: [UInt8] = []
    let start = next
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        next += 1
        guard let string = String(validating: text, as: UTF8.self) else { throw problem("text that is no UTF-8", at: start) }
        return string
      case UInt8(ascii: "\\"): text += Array(String(try escaped()).utf8)
      case 0..<0x20: throw problem("a control character stands in text")
      default:
        text.append(byte)
        next += 1
      }
    }
    throw problem("text without an end")
  }

  /// The character of the escape that begins here; two halves of one character come as two escapes.
  private mutating func escaped() throws(JSONProblem) -> Unicode.Scalar {
    let start = next
    next += 1
    let letter = peek
    next += 1
    switch letter {
    case UInt8(ascii: "\""): return "\""
    case UInt8(ascii: "\\"): return "\\"
    case UInt8(ascii: "/"): return "/"
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let unit = try hexadecimal()
      if let scalar = Unicode.Scalar(unit) { return scalar }
      // The first half of a pair.
      guard unit < 0xDC00, take("\\"), take("u") else { throw problem("half a character", at: start) }
      let second = try hexadecimal()
      guard (0xDC00..<0xE000).contains(second),
        let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (second - 0xDC00))
      else { throw problem("half a character", at: start) }
      return scalar
    default: throw problem("no escape is written like this", at: start)
    }
  }

  private mutating func hexadecimal() throws(JSONProblem) -> UInt32 {
    guard next + 4 <= bytes.count, bytes[next..<next + 4].allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
      let unit = UInt32(String(decoding: bytes[next..<next + 4], as: UTF8.self), radix: 16)
    else { throw problem("four hexadecimal digits are expected") }
    next += 4
    return unit
  }

  // MARK: Bytes

  private var peek: UInt8? { next < bytes.count ? bytes[next] : nil }

  private static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard peek == UInt8(ascii: character) else { return false }
    next += 1
    return true
  }

  private mutating func skipSpace() { while let byte = peek, [0x20, 0x0A, 0x0D, 0x09].contains(byte) { next += 1 } }

  private func problem(_ what: String, at position: Int? = nil) -> JSONProblem {
    let before = bytes.prefix(position ?? next)
    let line = before.count { $0 == UInt8(ascii: "\n") } + 1
    let column = before.count - (before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0) + 1
    return JSONProblem(line: line, column: column, what: what)
  }
}

/// Why a text is no JSON, and where; columns count bytes.
public struct JSONProblem: Error, Hashable, Sendable, CustomStringConvertible {
  public let line: Int
  public let column: Int
  public let what: String

  public var description: String { "line \(line), column \(column): \(what)" }
}
