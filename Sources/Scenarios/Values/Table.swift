/// One key of a map: its name, how its value is written, and what it means.
struct Field<Value>: Sendable {
  let key: Key
  let codec: Codec<Value>

  /// - Parameter standard: what holds when the key is missing, as the documentation says it; nil makes the key required.
  init(_ name: String, _ codec: Codec<Value>, standard: String? = nil, _ about: String) {
    key = Key(name: name, about: about, standard: standard, schema: codec.schema)
    self.codec = codec
  }
}

/// What a table knows of a field, whatever its value's type.
struct Key: Sendable {
  var name: String
  var about: String
  /// What holds when the key is missing; nil for a required key.
  var standard: String?
  var schema: JSON

  var isRequired: Bool { standard == nil }
}

/// The keys of one kind of map. Decoder, schema and messages are all made from it.
struct Table: Sendable {
  /// What such a map is called in messages and in the schema's definitions.
  let name: String
  let about: String
  let keys: [Key]
  /// Keys of which a map has exactly one, such as the kinds of a condition.
  var oneOf: [String] = []

  var names: [String] { keys.map(\.name) }

  /// What editors are told about such a map.
  var schema: JSON {
    let properties = keys.map { key in
      let rule = key.standard.map { "\(key.about) Default: \($0)." } ?? key.about
      return JSON.Pair(key.name, key.schema.described(rule))
    }
    var pairs: [JSON.Pair] = [
      .init("type", .string("object")), .init("additionalProperties", .bool(false)), .init("properties", .object(properties)),
    ]
    let required = keys.filter(\.isRequired).map { JSON.string($0.name) }
    if !required.isEmpty { pairs.append(.init("required", .array(required))) }
    if !oneOf.isEmpty {
      let choices = oneOf.map { JSON.object([.init("required", .array([.string($0)]))]) }
      pairs.append(.init("oneOf", .array(choices)))
    }
    return JSON.object(pairs).described(about)
  }
}

/// A map that is being read by its table.
struct Record {
  let cursor: Cursor
  let table: Table
  private let entries: [String: Tree.Entry]

  /// Reports unknown and missing keys; nil when there is no map at all.
  init?(_ cursor: Cursor, _ table: Table) {
    guard let entries = cursor.tree.entries else {
      cursor.reportShape(expected: "a map with the keys \(table.names.joined(separator: ", "))")
      return nil
    }
    self.cursor = cursor
    self.table = table
    self.entries = Dictionary(entries.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
    let known = Set(table.names)
    for entry in entries where !known.contains(entry.key) {
      cursor.key(of: entry).report(
        .unknownKey, "unknown key '\(clipped(entry.key))'", allowed: table.names.joined(separator: ", "),
        hint: hint(for: entry.key, among: table.names))
    }
    let unknown = entries.lazy.filter { !known.contains($0.key) }.prefix(100)
    for key in table.keys where key.isRequired && self.entries[key.name] == nil {
      // A misspelt key is one mistake, not two.
      let misspelt = unknown.contains { nearest(to: $0.key, among: table.names) == key.name }
      if !misspelt { cursor.report(.missingKey, "the key '\(key.name)' is missing", hint: "\(key.name): \(key.about)") }
    }
    // Of several kinds only one is there, and the others have no defaults.
    cursor.context.note(
      defaults: table.keys.filter { !$0.isRequired && self.entries[$0.name] == nil && !table.oneOf.contains($0.name) },
      at: cursor.path)
    let chosen = table.oneOf.filter { self.entries[$0] != nil }
    if !table.oneOf.isEmpty, chosen.count != 1, entries.allSatisfy({ known.contains($0.key) }) {
      let found = chosen.isEmpty ? "none of its kinds is given" : "\(chosen.joined(separator: " and ")) stand together"
      cursor.report(
        chosen.isEmpty ? .missingKey : .contradiction, found, allowed: "one of \(table.oneOf.joined(separator: ", "))")
    }
  }

  func has<Value>(_ field: Field<Value>) -> Bool { entries[field.key.name] != nil }

  /// The value's cursor, for messages about it; the map's own where the key is missing.
  func cursor<Value>(of field: Field<Value>) -> Cursor {
    entries[field.key.name].map { cursor.child(of: $0) } ?? cursor
  }

  /// The value of a key; nil when it is missing or wrong, which was reported.
  subscript<Value>(field: Field<Value>) -> Value? {
    precondition(table.keys.contains { $0.name == field.key.name }, "The key \(field.key.name) is not in its table.")
    guard let entry = entries[field.key.name] else { return nil }
    return field.codec.read(cursor.child(of: entry))
  }
}

extension Codec {
  /// A map read by its table; the schema refers to the table's definition.
  static func record(_ table: Table, read: @escaping @Sendable (Record) -> Value?) -> Codec {
    Codec(schema: .reference(table.name)) { cursor in Record(cursor, table).flatMap(read) }
  }
}
