/// A file's text after the checks that come before parsing. They bound what the parser can be made to do.
struct SourceText {
  /// Without a byte order mark.
  var scalars: [Unicode.Scalar]

  /// Deepest nesting of brackets, and widest run of spaces, dashes and question marks before a line's text.
  static let deepestBrackets = 64
  static let widestIndentation = 128

  /// Checks size, encoding, characters, tabs and depth; nil after having reported what is wrong.
  ///
  /// - Complexity: O(bytes).
  init?(bytes: [UInt8], file: String, context: Context) {
    guard bytes.count <= context.limits.bytes else {
      context.report(
        Diagnostic(
          place: Place(file: file, line: 1, column: 1), path: "", code: .fileTooLarge,
          found: "the file has more than \(context.limits.bytes) bytes"))
      return nil
    }
    var checker = CharacterChecker(file: file, context: context)
    scalars = []
    scalars.reserveCapacity(bytes.count)
    var decoder = UTF8()
    var iterator = bytes.makeIterator()
    decoding: while true {
      switch decoder.decode(&iterator) {
      case .scalarValue(let scalar):
        if scalar == "\u{FEFF}", scalars.isEmpty, !checker.sawMark {
          checker.sawMark = true
          continue
        }
        scalars.append(scalar)
        checker.check(scalar)
      case .emptyInput:
        break decoding
      case .error:
        checker.report(.notUTF8, "bytes that are not UTF-8", allowed: "text saved as UTF-8")
        return nil
      }
      if checker.isHopeless { return nil }
    }
    if checker.failed { return nil }
  }

  /// The scalars as a string, every asterisk replaced by `aliasMark`.
  ///
  /// So the parser never sees an alias, never expands one, and each is found in the tree with its place.
  var withoutAliases: String {
    var text = String.UnicodeScalarView()
    text.append(contentsOf: scalars.lazy.map { $0 == "*" ? Self.aliasMark : $0 })
    return String(text)
  }

  /// Stands for an asterisk while parsing. Private-use characters are refused in files, so it cannot collide.
  static let aliasMark: Unicode.Scalar = "\u{E000}"
  /// Stands for the first letter of a repeated key while parsing.
  static let repeatMarks: ClosedRange<UInt32> = 0xE001...0xE0FF

  /// Where the scalar at `line` and `column`, both from 1, is; nil beyond the text.
  func index(line: Int, column: Int) -> Int? {
    var current = 1
    var index = 0
    while current < line {
      guard index < scalars.count else { return nil }
      if scalars[index] == "\n" || (scalars[index] == "\r" && scalars[(index + 1)...].first != "\n") { current += 1 }
      index += 1
    }
    return index + column - 1 < scalars.count ? index + column - 1 : nil
  }
}

/// Looks at one character after the other, keeping line and column.
private struct CharacterChecker {
  let file: String
  let context: Context
  var line = 1
  var column = 1
  var sawMark = false
  private(set) var failed = false
  /// Set where reading on would only repeat the same message.
  private(set) var isHopeless = false
  private var brackets = 0
  private var isIndenting = true
  private var tab: Place?
  private var afterReturn = false

  init(file: String, context: Context) {
    self.file = file
    self.context = context
  }

  mutating func check(_ scalar: Unicode.Scalar) {
    if scalar == "\n" || scalar == "\r" {
      if !(scalar == "\n" && afterReturn) { line += 1 }
      afterReturn = scalar == "\r"
      column = 1
      isIndenting = true
      tab = nil
      return
    }
    afterReturn = false
    switch scalar {
    case "\t":
      if isIndenting, tab == nil { tab = Place(file: file, line: line, column: column) }
    case "[", "{": brackets += 1
    case "]", "}": brackets = max(0, brackets - 1)
    default: break
    }
    if isIndenting, !" -?:\t".unicodeScalars.contains(scalar) {
      isIndenting = false
      if let tab, scalar != "#" {
        failed = true
        context.report(
          Diagnostic(
            place: tab, path: "", code: .tabIndentation, found: "a tab in the indentation", allowed: "spaces",
            hint: "replace each tab by two spaces"))
      }
    }
    if brackets > SourceText.deepestBrackets || (isIndenting && column > SourceText.widestIndentation) {
      report(.nestedTooDeep, "nested too deep", allowed: "at most \(Composer.deepest) levels")
      isHopeless = true
    }
    if isStrange(scalar) {
      report(.strangeCharacter, "the character U+\(String(scalar.value, radix: 16, uppercase: true))", allowed: "printable text")
    }
    column += 1
  }

  mutating func report(_ code: Diagnostic.Code, _ found: String, allowed: String) {
    failed = true
    context.report(
      Diagnostic(place: Place(file: file, line: line, column: column), path: "", code: code, found: found, allowed: allowed))
  }

  /// Control characters, private use, what is no character, and line breaks that editors do not show as such.
  private func isStrange(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x09, 0x20...0x7E, 0xA0...0x2027, 0x202A...0xD7FF, 0xF900...0xFDCF, 0xFDF0...0xFEFE, 0xFF00...0xFFFD: false
    case 0x10000...0xEFFFF: scalar.value & 0xFFFE == 0xFFFE
    default: true
    }
  }
}
