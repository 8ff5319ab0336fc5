/// Cuts a file that comes piece by piece into lines, and notes the mistakes in them with their places, up to a bound.
struct LineReader {
  let file: String
  private let limits: TraceLimits
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether there were more mistakes than are noted.
  private(set) var isFull = false
  /// Number of the line that is being read, from 1.
  private(set) var number = 1
  /// What has come of that line, without its line break.
  private(set) var bytes: [UInt8] = []
  private var isTooLong = false
  private var isBroken = false

  /// - Parameter file: the name in messages.
  init(file: String, limits: TraceLimits) {
    self.file = file
    self.limits = limits
  }

  /// Takes the next byte; true when it completes the line, which stays until `next`.
  mutating func take(_ byte: UInt8) -> Bool {
    if byte == UInt8(ascii: "\n") {
      end()
      return true
    }
    if bytes.count < limits.lineBytes { bytes.append(byte) } else { isTooLong = true }
    return false
  }

  /// Ends the file; true when that completes a line, one without a line break.
  mutating func finish() -> Bool {
    if bytes.isEmpty, !isTooLong { return false }
    isBroken = true
    end()
    return true
  }

  private mutating func end() {
    if bytes.last == UInt8(ascii: "\r"), !isTooLong { bytes.removeLast() }
  }

  /// Begins the next line.
  mutating func next() {
    bytes.removeAll(keepingCapacity: true)
    isTooLong = false
    number += 1
  }

  /// Whether the line has anything to read; one that is too long is a mistake.
  mutating func hasContent(allowed: String) -> Bool {
    if isTooLong {
      report(.lineTooLong, offset: 0, "a line of more than \(limits.lineBytes) bytes", allowed: allowed)
      return false
    }
    return !bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 }
  }

  // MARK: Mistakes

  /// Columns count characters, as editors do; a byte that continues a character does not count.
  func column(at offset: Int) -> Int { bytes.prefix(offset).count { $0 & 0xC0 != 0x80 } + 1 }

  func place(at offset: Int) -> Place { Place(file: file, line: number, column: column(at: offset)) }

  /// Notes a mistake at `offset` bytes of the line.
  mutating func report(
    _ code: Diagnostic.Code, offset: Int, path: String = "", _ found: String, allowed: String = "", hint: String? = nil
  ) {
    guard !isFull else { return }
    guard diagnostics.count < limits.mistakes else {
      isFull = true
      diagnostics.append(
        Diagnostic(
          place: place(at: offset), path: "", code: .tooManyMistakes,
          found: "more than \(limits.mistakes) mistakes, the rest is not shown"))
      return
    }
    diagnostics.append(
      Diagnostic(place: place(at: offset), path: path, code: code, found: found, allowed: allowed, hint: hint))
  }

  /// Notes a mistake of the file as a whole.
  mutating func reportFile(
    _ code: Diagnostic.Code, _ found: String, allowed: String = "", hint: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        place: Place(file: file, line: 1, column: 1), path: "", code: code, found: found, allowed: allowed, hint: hint))
  }

  /// What probably happened to a line that is not whole; nil unless it is the last one and has no line break.
  var hintOfEnd: String? { isBroken ? "the last line has no line break: was the file cut short?" : nil }

  /// Notes a mistake in the JSON itself.
  mutating func report(_ error: JSONLine.SyntaxError) {
    let hint = error.code == .syntax ? hintOfEnd : error.code.hintOfText
    report(error.code, offset: error.offset, error.found, allowed: error.allowed, hint: hint)
  }

  /// Notes the mistakes that reading the fields came upon, and says how many. - Complexity: O(mistakes).
  @discardableResult
  mutating func report(_ fields: TraceFields) -> Int {
    for mistake in fields.mistakes {
      report(
        mistake.code, offset: mistake.offset, path: mistake.key, mistake.found, allowed: mistake.allowed, hint: mistake.hint)
    }
    return fields.mistakes.count
  }

  /// Notes every key that is none of the allowed ones.
  mutating func refuseUnknownKeys(of object: JSONLine, allowed: [String]) {
    for field in object.fields where !allowed.contains(field.key) {
      report(
        .unknownKey, offset: field.keyOffset, "the unknown key '\(shortened(field.key))'",
        allowed: allowed.joined(separator: ", "), hint: hint(for: field.key, among: allowed))
    }
  }
}

extension Diagnostic.Code {
  /// What a file probably is that has this mistake where text is expected.
  var hintOfText: String? {
    switch self {
    case .strangeCharacter, .notUTF8: "is the file compressed, or no text at all?"
    default: nil
    }
  }
}
