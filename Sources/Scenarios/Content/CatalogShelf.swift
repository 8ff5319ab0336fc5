import Accounting
import Pricing

/// The catalogs of one scenario: its own, and those that its segments name. One that is named twice is one catalog.
struct CatalogShelf {
  /// A catalog that was read; nil after a report.
  struct Entry {
    var cursor: Cursor
    /// What it says, comments and layout left out.
    var canonical: String
    var catalog: Catalog?
    /// The currency of its amounts, as far as it could be told.
    var currency: Currency?
    /// Whether some segment pays by it.
    var isUsed = false
  }

  private(set) var entries: [Entry] = []
  /// Whether the first entry is the scenario's own, which holds for segments that name none.
  private(set) var hasOwn = false

  /// Every catalog, in the order of first reading; nil when one of them was not sound.
  var catalogs: [Catalog]? {
    let sound = entries.compactMap(\.catalog)
    return sound.count == entries.count && !sound.isEmpty ? sound : nil
  }

  /// Reads the scenario's own catalog with the changes of terms among its conditions.
  mutating func readOwn(_ cursor: Cursor, changes: [RevisionKeys.Change]) {
    hasOwn = true
    read(cursor, changes)
  }

  /// The number of the catalog that a segment names, or of the scenario's own; nil where there is none. Amounts read from
  /// now on are in its currency.
  mutating func take(_ named: Cursor?, context: Context) -> Int? {
    var number: Int? = hasOwn ? 0 : nil
    if let named {
      let canonical = named.tree.canonical
      number = entries.firstIndex { $0.canonical == canonical }
      if number == nil {
        read(named, [])
        number = entries.count - 1
        compare(entries.count - 1)
      }
    }
    guard let number else { return nil }
    entries[number].isUsed = true
    context.use(entries[number])
    return number
  }

  private mutating func read(_ cursor: Cursor, _ changes: [RevisionKeys.Change]) {
    let catalog = CatalogKeys.read(cursor, changes: changes)
    let entry = Entry(
      cursor: cursor, canonical: cursor.tree.canonical, catalog: catalog, currency: cursor.context.currency)
    entries.append(entry)
    cursor.context.use(entry)
  }

  /// Money of different currencies cannot be added up, and catalogs are told apart by their names.
  private func compare(_ number: Int) {
    let entry = entries[number]
    let first = entries[0]
    if let code = entry.currency?.code, let known = first.currency?.code, code != known {
      entry.cursor.report(
        .wrongCurrency, "a catalog in \(code)", allowed: "catalogs in \(known), the currency of the run's first catalog",
        hint: "amounts in different currencies cannot be added up; run them as scenarios of their own")
    }
    if let name = entry.catalog?.name, entries[..<number].contains(where: { $0.catalog?.name == name }) {
      entry.cursor.report(
        .duplicateName, "a second, different catalog is called '\(name)'", allowed: "each name once",
        hint: "the same file may be named by any number of segments")
    }
  }

  /// A catalog that nobody pays by is a mistake in the population.
  func checkUse() {
    guard hasOwn, let own = entries.first, !own.isUsed, entries.count > 1 else { return }
    own.cursor.report(
      .contradiction, "no segment pays by this catalog", allowed: "a segment that names no 'catalog' of its own",
      hint: "leave it out where every segment names one")
  }
}

extension Context {
  /// From now on amounts are in this catalog's currency, and what a segment leaves out is as it says.
  func use(_ entry: CatalogShelf.Entry) {
    currency = entry.currency
    terms = entry.catalog?.terms
    jobTimeout_ms = entry.catalog?.terms.jobs.timeout_ms ?? JobRule().timeout_ms
  }
}
