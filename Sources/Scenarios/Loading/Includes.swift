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

  init(source: FileSource, context: Context) {
    self.source = source
    self.context = context
  }

  /// The tree of given bytes, noting the file.
  mutating func tree(of bytes: [UInt8], path: String) -> Tree? {
    files.append(LoadedFile(path: path, sha256: SHA256.hexadecimal(of: bytes)))
    return Composer.tree(of: bytes, file: path, context: context)
  }

  /// Expands `catalog: path`, and in `population` paths and maps with `from: path`, whose other keys go over the file's.
  mutating func expand(_ scenario: inout Tree, folder: String) {
    guard case .map(var entries) = scenario.content else { return }
    for index in entries.indices {
      switch entries[index].key {
      case "catalog":
        entries[index].value = included(entries[index].value, path: "catalog", folder: folder)
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
      return included(tree, path: path, folder: folder)
    }
    let base = included(from.value, path: "\(path).from", folder: folder)
    guard var merged = base.entries else { return base }
    for entry in entries where entry.key != "from" {
      if let index = merged.firstIndex(where: { $0.key == entry.key }) {
        merged[index] = entry
      } else {
        merged.append(entry)
      }
    }
    return Tree(place: base.place, content: .map(merged))
  }

  /// The file's tree in place of its name; what is no name stays.
  private mutating func included(_ tree: Tree, path: String, folder: String) -> Tree {
    guard let name = tree.text, !tree.isNothing else { return tree }
    let file = joined(folder, name)
    let refused = Tree(place: tree.place, content: .refused)
    switch source.read(file, context.limits.bytes + 1) {
    case .bytes(let bytes): return self.tree(of: bytes, path: file) ?? refused
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
