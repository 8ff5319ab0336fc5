/// A scenario that is another one with changes: `from: other.yaml`, keys of its own that go over the other's, and under `set`
/// paths of keys as `--set` takes them.
struct Derivation {
  /// How many files may build on each other.
  static let deepest = 8

  let context: Context
  let limits: LoadLimits

  /// Puts the scenario that `tree` begins from in its place, with all changes made and all files of both read. A scenario that
  /// begins from none stays as it is.
  ///
  /// - Parameter file: what `tree` was read from; paths in it are relative to its folder.
  func resolve(_ tree: inout Tree, file: String, includes: inout Includes, depth: Int = 1) {
    guard let entries = tree.entries, let from = entries.first(where: { $0.key == "from" }) else { return }
    guard var base = base(of: from, file: file, includes: &includes, depth: depth) else {
      tree.content = .refused
      return
    }
    let folder = directory(of: file)
    var own = Tree(place: tree.place, content: .map(entries.filter { $0.key != "from" && $0.key != "set" }))
    includes.expand(&own, folder: folder)
    if case .map(var merged) = base.content {
      for entry in own.entries ?? [] {
        if let index = merged.firstIndex(where: { $0.key == entry.key }) { merged[index] = entry } else { merged.append(entry) }
      }
      base.content = .map(merged)
    }
    if let set = entries.first(where: { $0.key == "set" }) { change(&base, set, includes: &includes, folder: folder) }
    tree = base
  }

  private func base(of from: Tree.Entry, file: String, includes: inout Includes, depth: Int) -> Tree? {
    guard let name = from.value.text, !from.value.isNothing else {
      return refuse(from.value, .wrongShape, "\(from.value.kind) instead of a file", "a scenario, relative to this file's folder")
    }
    let path = joined(directory(of: file), name)
    if depth >= Derivation.deepest {
      return refuse(
        from.value, .nestedTooDeep, "scenarios that build on each other more than \(Derivation.deepest) deep",
        "at most \(Derivation.deepest)")
    }
    switch includes.source.read(path, limits.bytes + 1) {
    case .bytes(let bytes):
      guard var base = includes.tree(of: bytes, path: path) else { return nil }
      resolve(&base, file: path, includes: &includes, depth: depth + 1)
      includes.expand(&base, folder: directory(of: path))
      if case .refused = base.content { return nil }
      return base
    case .missing:
      let hint = includes.source.nearest(to: path).map { "did you mean '\($0)'?" }
      return refuse(
        from.value, .noSuchFile, "there is no file '\(clipped(path))'", "a file, relative to the scenario's folder", hint)
    case .unreadable(let reason):
      return refuse(from.value, .noSuchFile, "'\(clipped(path))' cannot be read: \(reason)", "a file", nil)
    }
  }

  private func refuse(
    _ tree: Tree, _ code: Diagnostic.Code, _ found: String, _ allowed: String, _ hint: String? = nil
  ) -> Tree? {
    context.report(Diagnostic(place: tree.place, path: "from", code: code, found: found, allowed: allowed, hint: hint))
    return nil
  }

  /// Replaces or adds what each path leads to. Files that a new value names are read.
  private func change(_ tree: inout Tree, _ set: Tree.Entry, includes: inout Includes, folder: String) {
    guard let entries = set.value.entries else {
      context.report(
        Diagnostic(
          place: set.value.place, path: "set", code: .wrongShape, found: "\(set.value.kind) instead of a map",
          allowed: "paths of keys and their values, such as catalog.fee.on_top: 25 %"))
      return
    }
    for entry in entries {
      guard let change = Override(entry: entry, context: context) else { continue }
      change.apply(to: &tree, context: context)
    }
    includes.expand(&tree, folder: folder)
  }
}
