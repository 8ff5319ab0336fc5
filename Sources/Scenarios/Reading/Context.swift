import Accounting
import Pricing
import Reporting

/// What is known while a scenario is being read, and the mistakes found so far.
final class Context {
  let limits: LoadLimits
  /// The catalog's currency, once it is known; until then amounts may be in any currency.
  var currency: Currency?
  /// The catalog's timeout of jobs in milliseconds, which a segment's deadline falls back to.
  var jobTimeout_ms = JobRule().timeout_ms
  /// The catalogs read so far.
  var catalogs = CatalogShelf()
  /// The catalog's first terms, whose plans, packs, products and overrides a segment may name; nil where the catalog is not sound.
  var terms: Terms?
  /// The demands on the run's figures that were read so far.
  var thresholds: [Threshold] = []
  /// The parameters of which only a distribution is known, read so far.
  var uncertain: [UncertainKeys.Entry] = []
  /// Distributions made so far; each may cost a table of up to a mebibyte.
  var distributions = 0
  /// The horizon was set by a flag: conditions that lie beyond it are left out, they are no mistake of the file.
  var horizonIsOverridden = false
  /// By the path of each map that was read by a table, the keys that it lacks.
  private(set) var defaults: [String: [Key]] = [:]
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether further mistakes are left out.
  private(set) var isFull = false
  private var seen: Set<[String]> = []

  init(limits: LoadLimits) {
    self.limits = limits
  }

  /// Notes what holds where a map says nothing. A map that is read twice is noted once.
  func note(defaults keys: [Key], at path: String) {
    if defaults.count < Settings.most { defaults[path] = keys }
  }

  /// Notes a mistake; beyond `limits.mistakes` only that there are more. A value that is read twice, because a revision
  /// lies over it, is reported once.
  func report(_ diagnostic: Diagnostic) {
    guard !isFull, seen.insert(["\(diagnostic.place)", diagnostic.code.rawValue, diagnostic.found]).inserted else { return }
    guard diagnostics.count < limits.mistakes else {
      isFull = true
      diagnostics.append(
        Diagnostic(
          place: diagnostic.place, path: "", code: .tooManyMistakes,
          found: "more than \(limits.mistakes) mistakes, the rest is not shown"))
      return
    }
    diagnostics.append(diagnostic)
  }

  /// By file in the order of first reading, then by line and column.
  func sorted(files: [String]) -> [Diagnostic] {
    let rank = Dictionary(files.enumerated().map { ($1, $0) }, uniquingKeysWith: min)
    return diagnostics.enumerated().sorted { left, right in
      let leftRank = rank[left.element.place.file] ?? .max
      let rightRank = rank[right.element.place.file] ?? .max
      if leftRank != rightRank { return leftRank < rightRank }
      if left.element.place != right.element.place { return left.element.place < right.element.place }
      return left.offset < right.offset
    }.map(\.element)
  }
}
