import Accounting
import Pricing

/// `revisions: [{effective: 2026-07-01, fee: {on_top: 35 %}}]`: what is not written stays as it was.
enum RevisionKeys {
  /// A change of terms before it is laid over those in force.
  struct Change: Sendable {
    var effective: Instant
    var cursor: ChangedTerms
  }

  static let effective = Field("effective", .date, "From this instant on, for whatever begins then; open jobs keep their terms.")

  /// The keys of terms, none of them required.
  static let optionalTerms = TermsKeys.keys.map { key in
    var key = key
    key.standard = "as before"
    return key
  }

  static let table = Table(
    name: "revision", about: "Terms that replace others from a date on.", keys: [effective.key] + optionalTerms)

  static let codec = Codec<Change>.record(table) { record in
    record[effective].map { Change(effective: $0, cursor: ChangedTerms(tree: record.cursor.tree, path: record.cursor.path)) }
  }

  /// The terms after each change; nil after a report.
  static func revisions(_ changes: [Change], over catalog: Cursor) -> [Catalog.Revision]? {
    var tree = Tree(
      place: catalog.tree.place,
      content: .map((catalog.tree.entries ?? []).filter { entry in TermsKeys.keys.contains { $0.name == entry.key } }))
    var revisions: [Catalog.Revision] = []
    for change in changes {
      let before = catalog.context.diagnostics.count
      tree = change.cursor.laidOver(tree)
      let cursor = Cursor(tree: tree, path: change.cursor.path, context: catalog.context)
      guard let record = Record(cursor, termsTable), let terms = TermsKeys.read(record) else { continue }
      guard catalog.context.diagnostics.count == before else { continue }
      revisions.append(Catalog.Revision(effective: change.effective, terms: terms))
    }
    return revisions.count == changes.count ? revisions : nil
  }

  private static let termsTable = Table(name: "terms", about: "The rules of a price list.", keys: TermsKeys.keys)
}

/// The part of a file that changes terms, kept until the terms before it are known.
struct ChangedTerms: Sendable {
  let tree: Tree
  let path: String

  /// These keys over those of `base`, maps merged key by key.
  func laidOver(_ base: Tree) -> Tree {
    let changes = (tree.entries ?? []).filter { entry in TermsKeys.keys.contains { $0.name == entry.key } }
    return merged(base, Tree(place: tree.place, content: .map(changes)))
  }

  func report(_ code: Diagnostic.Code, _ found: String, allowed: String, to context: Context) {
    context.report(Diagnostic(place: tree.place, path: path, code: code, found: found, allowed: allowed))
  }

  /// The place that `keys` lead to, or the last one on the way that is written here.
  func cursor(at keys: [String], _ context: Context) -> Cursor {
    var cursor = Cursor(tree: tree, path: path, context: context)
    for key in keys {
      guard let child = cursor.tree[key] else { break }
      cursor = cursor.child(child, key: key)
    }
    return cursor
  }

  private func merged(_ base: Tree, _ change: Tree) -> Tree {
    guard var entries = base.entries, let changes = change.entries else { return change }
    // A fee stands on top or inside: naming one takes the other away.
    let placements = FeeKeys.table.oneOf
    if changes.contains(where: { placements.contains($0.key) }) { entries.removeAll { placements.contains($0.key) } }
    for change in changes {
      if let index = entries.firstIndex(where: { $0.key == change.key }) {
        entries[index].value = merged(entries[index].value, change.value)
      } else {
        entries.append(change)
      }
    }
    return Tree(place: base.place, content: .map(entries))
  }
}
