/// Changes of a scenario from the command line.
public struct Overrides: Sendable {
  /// `--set key.path=value`, in their order; later ones win.
  public var set: [(key: String, value: String)]
  /// `--seed`.
  public var seed: UInt64?
  /// `--horizon`, as it would stand in the file.
  public var horizon: String?
  /// `--owners`: the total, shared among the segments in proportion.
  public var owners: Int?
  /// `--threshold`: demands on the run's figures, beside the scenario's own.
  public var thresholds: [String]
  /// `--uncertain key.path=a..b`: parameters of which only a distribution is known, beside the scenario's own.
  public var uncertain: [(key: String, value: String)]
  /// Whether uncertain parameters are taken as they are written, or as `set` says: so in each draw of them.
  public var isDraw = false

  public init(
    set: [(key: String, value: String)] = [], seed: UInt64? = nil, horizon: String? = nil, owners: Int? = nil,
    thresholds: [String] = [], uncertain: [(key: String, value: String)] = []
  ) {
    self.set = set
    self.seed = seed
    self.horizon = horizon
    self.owners = owners
    self.thresholds = thresholds
    self.uncertain = uncertain
  }

  public static let none = Overrides()
}

/// One change of the tree.
struct Override {
  let path: [String]
  /// The flag as it was typed: the "file" of all places within it, whose columns count from the first key.
  let flag: String
  let value: Tree
  /// Where the value begins in the flag, or the key in the file.
  let place: Place
  /// Written in a file, where all keys of the path have one place.
  private let isInFile: Bool

  /// nil after a report.
  init?(key: String, value: String, context: Context) {
    flag = "--set " + String("\(key)=\(value)".unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) })
    place = Place(file: flag, line: 1, column: 1)
    isInFile = false
    path = key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard !path.contains("") else {
      Self.report(
        "'\(clipped(key))' is no path of keys", allowed: "keys with dots between, such as catalog.fee.on_top", at: place, context)
      return nil
    }
    guard value.contains(where: { $0 != " " }) else {
      Self.report("no value for '\(clipped(key))'", allowed: "key.path=value", at: place, context)
      return nil
    }
    // Spaces instead of the key keep the columns right.
    let text = String(repeating: " ", count: min(key.unicodeScalars.count + 1, SourceText.widestIndentation - 1)) + value
    guard let tree = Composer.tree(of: Array(text.utf8), file: flag, context: context) else { return nil }
    self.value = tree
  }

  /// `--horizon 2 years` and the like: one key, set by a flag of its own.
  init?(flag name: String, key: String, value: String, context: Context) {
    flag = "\(name) \(value)"
    place = Place(file: flag, line: 1, column: 1)
    isInFile = false
    path = [key]
    guard let tree = Composer.tree(of: Array(value.utf8), file: flag, context: context) else { return nil }
    self.value = tree
  }

  /// `key.path: value` under `set` of a scenario that begins from another.
  init?(entry: Tree.Entry, context: Context) {
    flag = "set"
    place = entry.keyPlace
    isInFile = true
    path = entry.key.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    value = entry.value
    guard !path.contains("") else {
      Self.report(
        "'\(clipped(entry.key))' is no path of keys", allowed: "keys with dots between, such as catalog.fee.on_top",
        at: place, context)
      return nil
    }
  }

  /// One change of a tree by a comparison, whose place nobody is told.
  init(path: [String], value: Tree) {
    flag = "set"
    place = value.place
    isInFile = true
    self.path = path
    self.value = value
  }

  /// Replaces what the path leads to, or adds the key where a map has none; reports a path that leads nowhere.
  func apply(to tree: inout Tree, context: Context) {
    set(path[...], in: &tree, context: context)
  }

  /// Where the first of the keys that are left begins in the flag.
  private func place(of rest: ArraySlice<String>) -> Place {
    if isInFile { return place }
    let before = path[..<rest.startIndex].reduce(0) { $0 + $1.unicodeScalars.count + 1 }
    return Place(file: flag, line: 1, column: before + 1)
  }

  private func set(_ rest: ArraySlice<String>, in tree: inout Tree, context: Context) {
    guard let key = rest.first else {
      tree = value
      return
    }
    let tail = rest.dropFirst()
    switch tree.content {
    case .map(var entries):
      if let index = entries.firstIndex(where: { $0.key == key }) {
        set(tail, in: &entries[index].value, context: context)
        // A message about this key points to the flag only when the flag wrote the whole value.
        if tail.isEmpty { entries[index].keyPlace = place(of: rest) }
      } else {
        // Whether the key exists at all is the decoder's business; it knows the nearest name.
        var added = Tree(place: place(of: rest), content: .map([]))
        set(tail, in: &added, context: context)
        entries.append(Tree.Entry(key: key, keyPlace: place(of: rest), value: added))
      }
      tree.content = .map(entries)
    case .list(var elements):
      guard let index = index(of: key, in: elements) else {
        let names = Self.names(of: elements)
        let range = elements.isEmpty ? "the list is empty" : "an index from 0 to \(elements.count - 1)"
        Self.report(
          "there is no '\(clipped(key))' in the list",
          allowed: names.isEmpty ? range : "\(range), or \(names.joined(separator: ", "))",
          hint: hint(for: key, among: names), at: place(of: rest), context)
        return
      }
      set(tail, in: &elements[index], context: context)
      tree.content = .list(elements)
    case .scalar(let text, _):
      Self.report(
        "'\(clipped(text))' has no key '\(clipped(key))'", allowed: "a path that ends before it", at: place(of: rest), context)
    case .refused:
      break
    }
  }

  /// The element of that index, of that segment's name, or with that key, such as the first `surge` of the conditions.
  private func index(of key: String, in elements: [Tree]) -> Int? {
    if let index = Int(key) { return elements.indices.contains(index) ? index : nil }
    return elements.firstIndex { $0["segment"]?.text == key } ?? elements.firstIndex { $0[key] != nil }
  }

  private static func names(of elements: [Tree]) -> [String] {
    elements.compactMap { $0["segment"]?.text ?? $0.entries?.first?.key }
  }

  private static func report(
    _ found: String, allowed: String, hint: String? = nil, at place: Place, _ context: Context
  ) {
    context.report(Diagnostic(place: place, path: "", code: .badOverride, found: found, allowed: allowed, hint: hint))
  }
}
