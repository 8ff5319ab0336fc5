import Accounting

/// A file that was read, with the fingerprint of its bytes.
public struct LoadedFile: Hashable, Sendable {
  public var path: String
  /// SHA-256 in hexadecimal digits.
  public var sha256: String
}

/// Reads files, and puts the files that a scenario names in the place of their names.
struct Includes {
  let source: FileSource
  let context: Context
  private(set) var files: [LoadedFile] = []
  private var known: [String: Tree] = [:]

  init(source: FileSource, context: Context) {
    self.source = source
    self.context = context
  }

  /// The tree of given bytes, noting the file.
  mutating func tree(of bytes: [UInt8], path: String) -> Tree? {
    files.append(LoadedFile(path: path, sha256: SHA256.hexadecimal(of: bytes)))
    return Composer.tree(of: bytes, file: path, context: context)
  }

  /// Expands `catalog: path`, in the scenario and in each segment, `baseline: path`, and in `population` paths and maps with
  /// `from: path`, whose other keys go over the file's.
  mutating func expand(_ scenario: inout Tree, folder: String) {
    guard case .map(var entries) = scenario.content else { return }
    for index in entries.indices {
      switch entries[index].key {
      case "catalog", "baseline":
        entries[index].value = included(entries[index].value, path: entries[index].key, folder: folder)
      case "population":
        guard case .list(let elements) = entries[index].value.content else { continue }
        let segments = elements.enumerated().map { segment($1, path: "population[\($0)]", folder: folder) }
        entries[index].value.content = .list(segments)
      default: continue
      }
    }
    scenario.content = .map(entries)
  }

  private mutating func segment(_ tree: Tree, path: String, folder: String) -> Tree {
    guard let entries = tree.entries, let from = entries.first(where: { $0.key == "from" }) else {
      let file = tree.text.map { joined(folder, $0) }
      let segment = included(tree, path: path, folder: folder)
      return withCatalog(segment, path: path, folder: file.map(directory) ?? folder)
    }
    let base = withCatalog(
      included(from.value, path: "\(path).from", folder: folder), path: path,
      folder: directory(of: joined(folder, from.value.text ?? "")))
    guard var merged = base.entries else { return base }
    let changes = withCatalog(tree, path: path, folder: folder)
    for entry in changes.entries ?? [] where entry.key != "from" {
      if let index = merged.firstIndex(where: { $0.key == entry.key }) {
        merged[index] = entry
      } else {
        merged.append(entry)
      }
    }
    return Tree(place: base.place, content: .map(merged))
  }

  /// The segment with its catalog's file in the place of its name, which is relative to the file that says it.
  private mutating func withCatalog(_ segment: Tree, path: String, folder: String) -> Tree {
    guard var entries = segment.entries, let index = entries.firstIndex(where: { $0.key == "catalog" }) else { return segment }
    entries[index].value = included(entries[index].value, path: "\(path).catalog", folder: folder)
    return Tree(place: segment.place, content: .map(entries))
  }

  /// The file's tree in place of its name; what is no name stays.
  private mutating func included(_ tree: Tree, path: String, folder: String) -> Tree {
    guard let name = tree.text, !tree.isNothing else { return tree }
    let file = joined(folder, name)
    let refused = Tree(place: tree.place, content: .refused)
    // Many segments may name one catalog.
    if let known = known[file] { return known }
    switch source.read(file, context.limits.bytes + 1) {
    case .bytes(let bytes):
      let tree = self.tree(of: bytes, path: file) ?? refused
      known[file] = tree
      return tree
    case .missing:
      report(
        "there is no file '\(clipped(file))'", at: tree, path, hint: source.nearest(to: file).map { "did you mean '\($0)'?" })
    case .unreadable(let reason): report("'\(clipped(file))' cannot be read: \(reason)", at: tree, path, hint: nil)
    }
    return refused
  }

  private func report(_ found: String, at tree: Tree, _ path: String, hint: String?) {
    context.report(
      Diagnostic(
        place: tree.place, path: path, code: .noSuchFile, found: found, allowed: "a file, relative to the scenario's folder",
        hint: hint))
  }
}
