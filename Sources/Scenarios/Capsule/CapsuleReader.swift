import Accounting
import Simulation

/// Reads capsules. Every mistake is noted with its place; keys that are not known are mistakes too.
struct CapsuleReader {
  /// Largest file, and longest text in it, in bytes.
  static let mostBytes = 1 << 20
  static let longestText = 4_096
  static let mostSettings = 1_000

  private static let required = [
    "schema", "windtunnel", "scenario", "seed", "owner", "step", "at", "invariant", "equation", "digest", "repeat",
  ]
  private static let optional = ["set", "owners", "replication", "horizon", "sabotage", "command", "status"]

  private let file: String
  private let bytes: [UInt8]
  private var diagnostics: [Diagnostic] = []

  /// - Parameter file: the name in messages.
  /// - Throws: all mistakes of the file at once. - Complexity: O(bytes).
  static func read(_ bytes: [UInt8], file: String) throws(ScenarioError) -> Capsule {
    var reader = CapsuleReader(file: file, bytes: bytes)
    guard let capsule = reader.capsule(), reader.diagnostics.isEmpty else {
      throw .invalid(reader.diagnostics.sorted { $0.place < $1.place })
    }
    return capsule
  }

  private init(file: String, bytes: [UInt8]) {
    self.file = file
    self.bytes = bytes
  }

  /// The value; nil when there were mistakes, which are in `diagnostics`.
  private mutating func capsule() -> Capsule? {
    guard bytes.count <= Self.mostBytes else {
      report(.fileTooLarge, at: 0, "a file of more than \(Self.mostBytes) bytes", allowed: "a capsule as 'run' writes it")
      return nil
    }
    guard bytes.contains(where: { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }) else {
      report(.emptyFile, at: 0, "an empty file", allowed: "a capsule as 'run' writes it")
      return nil
    }
    do throws(JSONLine.SyntaxError) {
      return try value(of: document())
    } catch {
      report(error.code, at: error.offset, error.found, allowed: error.allowed, hint: advice(on: error))
      return nil
    }
  }

  private func advice(on error: JSONLine.SyntaxError) -> String? {
    guard error.code == .syntax else { return error.code.hintOfText }
    let isWhole = bytes.last { ![0x20, 0x09, 0x0A, 0x0D].contains($0) } == UInt8(ascii: "}")
    return isWhole ? nil : "the file does not end with '}': was it cut short?"
  }

  private func document() throws(JSONLine.SyntaxError) -> JSONLine {
    var scanner = JSONScanner(bytes: bytes, takesLines: true)
    try scanner.checkCharacters()
    scanner.skipBlanks()
    let object = try JSONLine(in: &scanner, allowed: "one JSON object")
    scanner.skipBlanks()
    guard scanner.isAtEnd else { throw scanner.error("text after the object", allowed: "one JSON object") }
    return object
  }

  private mutating func value(of object: JSONLine) throws(JSONLine.SyntaxError) -> Capsule? {
    var fields = TraceFields(object)
    // Of another version nothing else can be said.
    guard isKnownVersion(&fields) else { return nil }
    checkKeys(of: object, "", required: Self.required, optional: Self.optional)
    let scenario = try part("scenario", of: fields, required: ["file", "sha256"])
    let scenarioFile = text("file", scenario, "scenario")
    let sha256 = hexadecimalText("sha256", scenario, "scenario", digits: 64)
    let equation = try self.equation(of: fields)
    let settings = try self.settings(of: &fields)
    let windtunnel = fields.text("windtunnel", Self.longestText)
    let seed = fields.seed("seed")
    let owner = fields.integer("owner", 0...Int64(UInt32.max) - 1)
    let step = fields.integer("step", 0...Int64.max)
    let at = fields.instant("at")
    let invariant = fields.text("invariant", Self.longestText)
    let repeatCommand = fields.text("repeat", Self.longestText, takesLines: true)
    let owners = fields.integer("owners", 1...Int64(UInt32.max))
    let replication = fields.has("replication") ? fields.integer("replication", 0...(1 << 24) - 1) : 0
    let texts = ["horizon", "sabotage", "command", "status"].map { fields.text($0, Self.longestText) }
    take(fields, "")
    let digest = hexadecimalText("digest", object, "", digits: 16).flatMap { UInt64($0, radix: 16) }
    guard diagnostics.isEmpty, let scenarioFile, let sha256, let equation, let windtunnel, let seed, let owner, let step, let at,
      let invariant, let repeatCommand, let replication, let digest
    else { return nil }
    var capsule = Capsule(
      windtunnel: windtunnel, file: scenarioFile, sha256: sha256, seed: seed, owner: UInt32(owner), step: UInt64(step), at: at,
      invariant: invariant, equation: equation, digest: digest, repeatCommand: repeatCommand)
    capsule.set = settings
    capsule.owners = owners
    capsule.replication = UInt32(replication)
    (capsule.horizon, capsule.sabotage, capsule.command, capsule.status) = (texts[0], texts[1], texts[2], texts[3])
    return capsule
  }

  private mutating func isKnownVersion(_ fields: inout TraceFields) -> Bool {
    guard let field = fields.field("schema") else {
      report(.missingKey, at: 0, "no key 'schema', so this is no capsule", allowed: Capsule.schema)
      return false
    }
    if field.value == .text(Capsule.schema) { return true }
    let isOther = if case .text(let name) = field.value { name.hasPrefix("windtunnel-capsule/") } else { false }
    report(
      .unknownName, at: field.valueOffset, path: "schema", field.value.described, allowed: Capsule.schema,
      hint: isOther
        ? "the capsule was written by another version of the program; use that one, or run the scenario again"
        : "a capsule is what a run leaves when an invariant breaks: capsule.json in the folder of its report")
    return false
  }
}

/// Parts of the file, and its mistakes.
extension CapsuleReader {
  /// The object under `key`; nil when there is none, which is noted.
  private mutating func part(
    _ key: String, of fields: TraceFields, required: [String]
  ) throws(JSONLine.SyntaxError) -> JSONLine? {
    guard let field = fields.field(key) else { return nil }
    guard field.value == .object else {
      report(.wrongShape, at: field.valueOffset, path: key, field.value.described, allowed: "an object")
      return nil
    }
    return try object(at: field.valueOffset, key, required: required)
  }

  private mutating func object(
    at offset: Int, _ path: String, required: [String]
  ) throws(JSONLine.SyntaxError) -> JSONLine {
    var scanner = JSONScanner(bytes: bytes, from: offset, takesLines: true)
    let object = try JSONLine(in: &scanner)
    checkKeys(of: object, path, required: required, optional: [])
    return object
  }

  private mutating func equation(of fields: TraceFields) throws(JSONLine.SyntaxError) -> Capsule.Equation? {
    let keys = ["leftName", "left", "rightName", "right"]
    guard let object = try part("equation", of: fields, required: keys) else { return nil }
    var sides = TraceFields(object)
    let names = [sides.text("leftName", Self.longestText), sides.text("rightName", Self.longestText)]
    let values = [sides.integer("left", Int64.min...Int64.max), sides.integer("right", Int64.min...Int64.max)]
    take(sides, "equation")
    guard let leftName = names[0], let rightName = names[1], let left = values[0], let right = values[1] else { return nil }
    return Capsule.Equation(leftName: leftName, left: left, rightName: rightName, right: right)
  }

  private mutating func settings(of fields: inout TraceFields) throws(JSONLine.SyntaxError) -> [Capsule.Setting] {
    guard let field = fields.field("set") else { return [] }
    guard case .list(let elements) = field.value, elements.count <= Self.mostSettings else {
      report(.wrongShape, at: field.valueOffset, path: "set", field.value.described, allowed: "a list of keys and values")
      return []
    }
    var settings: [Capsule.Setting] = []
    for (index, element) in elements.enumerated() {
      let path = "set[\(index)]"
      guard element.value == .object else {
        report(.wrongShape, at: element.offset, path: path, element.value.described, allowed: "an object with key and value")
        continue
      }
      let object = try object(at: element.offset, path, required: ["key", "value"])
      if let key = text("key", object, path), let value = text("value", object, path, takesLines: true) {
        settings.append(Capsule.Setting(key: key, value: value))
      }
    }
    return settings
  }

  private mutating func text(_ key: String, _ object: JSONLine?, _ path: String, takesLines: Bool = false) -> String? {
    guard let object else { return nil }
    var fields = TraceFields(object)
    let text = fields.text(key, Self.longestText, takesLines: takesLines)
    take(fields, path)
    return text
  }

  private mutating func hexadecimalText(_ key: String, _ object: JSONLine?, _ path: String, digits: Int) -> String? {
    guard let object, let text = text(key, object, path), let field = TraceFields(object).field(key) else { return nil }
    let isDigest = text.utf8.count == digits && text.utf8.allSatisfy { "0123456789abcdef".utf8.contains($0) }
    if isDigest { return text }
    report(
      .outOfRange, at: field.valueOffset, path: path.isEmpty ? key : "\(path).\(key)", "'\(shortened(text))'",
      allowed: "\(digits) hexadecimal digits")
    return nil
  }

  private mutating func checkKeys(of object: JSONLine, _ path: String, required: [String], optional: [String]) {
    let known = required + optional
    for field in object.fields where !known.contains(field.key) {
      report(
        .unknownKey, at: field.keyOffset, path: path, "the unknown key '\(shortened(field.key))'",
        allowed: known.joined(separator: ", "), hint: hint(for: field.key, among: known))
    }
    for key in required where !object.fields.contains(where: { $0.key == key }) {
      report(.missingKey, at: object.endOffset, path: path, "no key '\(key)'")
    }
  }

  private mutating func take(_ fields: TraceFields, _ path: String) {
    for mistake in fields.mistakes {
      report(
        mistake.code, at: mistake.offset, path: path.isEmpty ? mistake.key : "\(path).\(mistake.key)", mistake.found,
        allowed: mistake.allowed, hint: mistake.hint)
    }
  }

  private mutating func report(
    _ code: Diagnostic.Code, at offset: Int, path: String = "", _ found: String, allowed: String = "", hint: String? = nil
  ) {
    let before = bytes.prefix(offset)
    let line = before.count { $0 == 0x0A } + 1
    let start = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    // Columns count characters, as editors do; a byte that continues a character does not count.
    let column = before[start...].count { $0 & 0xC0 != 0x80 } + 1
    diagnostics.append(
      Diagnostic(
        place: Place(file: file, line: line, column: column), path: path, code: code, found: found, allowed: allowed, hint: hint))
  }
}
