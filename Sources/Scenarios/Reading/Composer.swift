import Yams

/// Turns a file's text into a `Tree` with the YAML parser, refusing what scenario files do not use: aliases, anchors,
/// merge keys, tags, several documents, keys that are not words.
struct Composer {
  let file: String
  let context: Context
  private var source: SourceText
  /// Keys that the parser met twice, by the place of the renamed one.
  private var renamed: [Place: String] = [:]

  /// Deepest nesting of lists and maps.
  static let deepest = 32
  /// More repeated keys than this and the rest is not looked at, for each costs one more pass.
  static let mostRepeatedKeys = 50
  /// Characters that these passes may read together, so that a large file full of repeated keys takes no time either.
  static let mostRereading = 4_000_000

  /// The tree of `bytes`, with holes where something was refused and reported; nil when nothing of it can be read.
  static func tree(of bytes: [UInt8], file: String, context: Context) -> Tree? {
    guard let source = SourceText(bytes: bytes, file: file, context: context) else { return nil }
    var composer = Composer(file: file, context: context, source: source)
    return composer.compose()
  }

  private init(file: String, context: Context, source: SourceText) {
    self.file = file
    self.context = context
    self.source = source
  }

  private mutating func compose() -> Tree? {
    while true {
      do {
        let parser = try Parser(yaml: source.withoutAliases, resolver: .basic, encoding: .utf8)
        // An anchor lives only as long as the parser that met it.
        return try withExtendedLifetime(parser) {
          guard let root = try parser.singleRoot(), !isNothing(root) else {
            report(.emptyFile, at: start, "the file is empty", allowed: "a map of keys")
            return nil
          }
          return convert(root, depth: 1)
        }
      } catch YamlError.duplicatedKeysInMapping(let names, let where_) {
        let place = place(of: where_.mark)
        guard let name = names.first, rename(keyAt: place, named: name) else {
          report(.duplicateKey, at: place, "a key that stands here twice", allowed: "each key once")
          return nil
        }
      } catch {
        report(parseError: error)
        return nil
      }
    }
  }

  private var start: Place { Place(file: file, line: 1, column: 1) }

  private func place(of mark: Mark?) -> Place {
    Place(file: file, line: max(1, mark?.line ?? 1), column: max(1, mark?.column ?? 1))
  }

  private func isNothing(_ node: Node) -> Bool {
    if case .scalar(let scalar) = node { scalar.string.isEmpty && scalar.style == .plain } else { false }
  }
}

// MARK: - Repeated keys

extension Composer {
  /// Makes a key differ from its twin by its first letter, which keeps all places, so that the rest can be parsed too.
  ///
  /// The parser gives up at the first repeated key; a reader wants all mistakes of the file at once.
  private mutating func rename(keyAt place: Place, named name: String) -> Bool {
    guard renamed.count < min(Self.mostRepeatedKeys, Self.mostRereading / max(1, source.scalars.count)), renamed[place] == nil,
      !name.isEmpty,
      let mark = Unicode.Scalar(SourceText.repeatMarks.lowerBound + UInt32(renamed.count)),
      var index = source.index(line: place.line, column: place.column)
    else { return false }
    if source.scalars[index] == "\"" || source.scalars[index] == "'" { index += 1 }
    guard index < source.scalars.count, !"[]{}&!|>%@`,#:? \t\r\n\"'*".unicodeScalars.contains(source.scalars[index]) else {
      return false
    }
    source.scalars[index] = mark
    renamed[place] = name.replacing(String(SourceText.aliasMark), with: "*")
    return true
  }

  /// Drops the later twins, reporting each with the place of the first.
  private func withoutRepeated(_ entries: [Tree.Entry]) -> [Tree.Entry] {
    var first: [String: Place] = [:]
    return entries.filter { entry in
      guard let earlier = first[entry.key] else {
        first[entry.key] = entry.keyPlace
        return true
      }
      report(
        .duplicateKey, at: entry.keyPlace, "'\(clipped(entry.key))' stands here twice, first in line \(earlier.line)",
        allowed: "each key once")
      return false
    }
  }
}

// MARK: - Nodes

extension Composer {
  private func convert(_ node: Node, depth: Int) -> Tree {
    let place = place(of: node.mark)
    guard depth <= Self.deepest else {
      report(.nestedTooDeep, at: place, "nested too deep", allowed: "at most \(Self.deepest) levels")
      return Tree(place: place, content: .refused)
    }
    guard node.anchor == nil else {
      report(.alias, at: place, "an anchor ('&')", allowed: "values written out, for anchors and aliases are not read")
      return Tree(place: place, content: .refused)
    }
    switch node {
    case .scalar(let scalar): return convert(scalar, at: place)
    case .sequence(let sequence):
      guard isPlain(sequence.tag, at: place) else { return Tree(place: place, content: .refused) }
      return Tree(place: place, content: .list(sequence.map { convert($0, depth: depth + 1) }))
    case .mapping(let mapping):
      guard isPlain(mapping.tag, at: place) else { return Tree(place: place, content: .refused) }
      var entries: [Tree.Entry] = []
      for (key, value) in mapping {
        let name = word(key)
        let tree = convert(value, depth: depth + 1)
        if let name { entries.append(Tree.Entry(key: name, keyPlace: self.place(of: key.mark), value: tree)) }
      }
      return Tree(place: place, content: .map(withoutRepeated(entries)))
    case .alias:
      report(.alias, at: place, "an alias ('*')", allowed: "values written out, for anchors and aliases are not read")
      return Tree(place: place, content: .refused)
    }
  }

  private func convert(_ scalar: Node.Scalar, at place: Place) -> Tree {
    guard isPlain(scalar.tag, at: place) else { return Tree(place: place, content: .refused) }
    let isPlainStyle = scalar.style == .plain
    if isPlainStyle, scalar.string.unicodeScalars.first == SourceText.aliasMark {
      report(.alias, at: place, "an alias ('*')", allowed: "values written out, for anchors and aliases are not read")
      return Tree(place: place, content: .refused)
    }
    return Tree(place: place, content: .scalar(restored(scalar.string), quoted: !isPlainStyle))
  }

  /// A key's name; nil after a report when it is a list, a map, or more than a word.
  private func word(_ key: Node) -> String? {
    let place = place(of: key.mark)
    guard case .scalar(let scalar) = key else {
      report(.keyNotAWord, at: place, "a list or a map where a key belongs", allowed: "a word as the key")
      return nil
    }
    if key.anchor != nil
      || (scalar.style == .plain && (scalar.string == "<<" || scalar.string.unicodeScalars.first == SourceText.aliasMark))
    {
      report(.alias, at: place, "an anchor, an alias or a merge key", allowed: "keys written out")
      return nil
    }
    guard isPlain(scalar.tag, at: place) else { return nil }
    if let original = renamed[place] { return original }
    return restored(scalar.string)
  }

  private func restored(_ text: String) -> String {
    text.unicodeScalars.contains(SourceText.aliasMark) ? text.replacing(String(SourceText.aliasMark), with: "*") : text
  }

  private func isPlain(_ tag: Tag, at place: Place) -> Bool {
    let name = tag.description
    let plain: [Tag.Name] = [.implicit, .str, .seq, .map, .nonSpecific]
    guard !plain.contains(where: { $0.rawValue == name }) else { return true }
    report(.tag, at: place, "the tag '\(clipped(name))'", allowed: "values without tags")
    return false
  }
}

// MARK: - Reports

extension Composer {
  private func report(_ code: Diagnostic.Code, at place: Place, _ found: String, allowed: String) {
    context.report(Diagnostic(place: place, path: "", code: code, found: found, allowed: allowed))
  }

  private func report(parseError error: any Error) {
    switch error {
    case YamlError.composer(_, let problem, let mark, _) where problem.contains("another document"):
      report(.severalDocuments, at: place(of: mark), "a second document ('---')", allowed: "one document a file")
    case YamlError.scanner(let around, let problem, let mark, _), YamlError.parser(let around, let problem, let mark, _),
      YamlError.composer(let around, let problem, let mark, _):
      let what = around.map { "\(problem) (\($0.text), line \($0.mark.line))" } ?? problem
      report(.syntax, at: place(of: mark), "the file cannot be read as YAML: \(what)", allowed: "")
    default:
      report(.syntax, at: start, "the file cannot be read as YAML", allowed: "")
    }
  }
}
