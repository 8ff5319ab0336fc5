import Accounting
import Foundation
import Reporting
import Simulation

/// A scenario that was read and found sound.
public struct LoadedScenario: Sendable {
  public var scenario: Scenario
  /// The scenario's file first, then the files that it names, in the order of reading.
  public var files: [LoadedFile]
  /// SHA-256 of the content after overrides, comments and layout left out.
  public var digest: String
  /// The same of the catalog alone; of the first where there are several.
  public var catalogDigest: String { catalogDigests[0] }
  /// Of each of the scenario's catalogs, in their order.
  public var catalogDigests: [String]
  public var estimate: Estimate
  /// What the run's figures must be: the scenario's demands, then those of the flags.
  public var thresholds: [Threshold]
  /// Of which only a distribution is known: the scenario's, then those of the flags.
  public var uncertain: [UncertainParameter]
  /// Every key with its value, those that nobody wrote with their defaults.
  public var settings: [ScenarioSetting] = []
  /// What its files and flags say, key by key.
  public var content: ScenarioContent
}

/// Reads scenario files.
public enum ScenarioFile {
  /// Reads the scenario at `path`, or named so under `scenarios/`, with the files that it names.
  ///
  /// - Throws: all mistakes of all files at once.
  /// - Complexity: O(bytes).
  public static func load(
    path: String, overrides: Overrides = .none, limits: LoadLimits = .standard, source: FileSource = .disk
  ) throws(ScenarioError) -> LoadedScenario {
    let (file, bytes) = try read(path, standingFor: "scenarios", limits: limits, source: source)
    return try decode(bytes: bytes, name: file, overrides: overrides, limits: limits, source: source)
  }

  /// Reads a scenario from memory; `source` supplies the files that it names.
  ///
  /// - Parameter name: the path that messages show and that other paths are relative to.
  public static func decode(
    bytes: [UInt8], name: String, overrides: Overrides = .none, limits: LoadLimits = .standard, source: FileSource
  ) throws(ScenarioError) -> LoadedScenario {
    let context = Context(limits: limits)
    var includes = Includes(source: source, context: context)
    guard var tree = includes.tree(of: bytes, path: name) else { throw invalid(context, includes) }
    Derivation(context: context, limits: limits).resolve(&tree, file: name, includes: &includes)
    let changes = changes(overrides, context: context)
    // A path that names another catalog or segment file has to be set before the file is read.
    let early = changes.filter { namesFile($0) }
    for change in early { change.apply(to: &tree, context: context) }
    includes.expand(&tree, folder: directory(of: name))
    for change in changes where !namesFile(change) { change.apply(to: &tree, context: context) }

    let content = ScenarioContent(tree: tree, files: includes.files, overrides: overrides, limits: limits)
    return try understand(content, context, includes)
  }

  /// Reads what files and flags came to, such as a step between two scenarios that are compared.
  ///
  /// - Throws: all mistakes at once; halfway between two sound scenarios there may be some.
  public static func read(_ content: ScenarioContent) throws(ScenarioError) -> LoadedScenario {
    let context = Context(limits: content.limits)
    return try understand(content, context, Includes(source: .files([:]), context: context))
  }

  private static func understand(
    _ content: ScenarioContent, _ context: Context, _ includes: Includes
  ) throws(ScenarioError) -> LoadedScenario {
    let (tree, overrides) = (content.tree, content.overrides)
    context.horizonIsOverridden = overrides.horizon != nil || overrides.set.contains { $0.key == "horizon" }
    let cursor = Cursor(tree: tree, path: "", context: context)
    let read = ScenarioKeys.read(cursor)
    guard var scenario = read, context.diagnostics.isEmpty else { throw invalid(context, includes) }
    context.thresholds += ThresholdKeys.understood(flags: overrides.thresholds, of: scenario, context)
    if let seed = overrides.seed { scenario.seed = seed }
    let place = tree["population"]?.place ?? tree.place
    if let owners = overrides.owners { try share(owners, among: &scenario, context, includes) }
    Sizing.settleStreams(of: &scenario)
    let estimate = Estimate(of: scenario)
    Sizing.check(estimate, at: place, context: context)
    let uncertain = context.uncertain + (overrides.isDraw ? [] : UncertainKeys.understood(flags: overrides.uncertain, context))
    guard context.diagnostics.isEmpty else { throw invalid(context, includes) }
    if !overrides.isDraw {
      UncertainKeys.check(uncertain) { key, value in mistakes(content, key, value) }
    }
    guard context.diagnostics.isEmpty else { throw invalid(context, includes) }
    return LoadedScenario(
      scenario: scenario, files: content.files, digest: SHA256.hexadecimal(of: digestText(tree, overrides).utf8),
      catalogDigests: context.catalogs.entries.map { SHA256.hexadecimal(of: $0.canonical.utf8) }, estimate: estimate,
      thresholds: context.thresholds, uncertain: uncertain.map(\.parameter),
      settings: Settings(content.tree, defaults: context.defaults).all, content: content)
  }

  /// What is wrong with a scenario once a value of it is set.
  private static func mistakes(_ content: ScenarioContent, _ key: String, _ value: String) -> [Diagnostic] {
    let context = Context(limits: content.limits)
    guard let change = Override(key: key, value: value, context: context) else { return context.diagnostics }
    var tree = content.tree
    change.apply(to: &tree, context: context)
    var overrides = content.overrides
    overrides.set.append((key: key, value: value))
    overrides.isDraw = true
    let drawn = ScenarioContent(tree: tree, files: content.files, overrides: overrides, limits: content.limits)
    do throws(ScenarioError) {
      _ = try understand(drawn, context, Includes(source: .files([:]), context: context))
      return []
    } catch {
      guard case .invalid(let diagnostics) = error else { return [] }
      return diagnostics
    }
  }

  /// The bytes at `path`, or of `folder/path.yaml` when a bare name is given.
  static func read(
    _ path: String, standingFor folder: String, limits: LoadLimits, source: FileSource
  ) throws(ScenarioError) -> (path: String, bytes: [UInt8]) {
    let isBare = !path.contains("/") && !path.hasSuffix(".yaml") && !path.hasSuffix(".yml")
    let candidates = isBare ? ["\(folder)/\(path).yaml", path] : [path]
    for candidate in candidates {
      switch source.read(candidate, limits.bytes + 1) {
      case .bytes(let bytes): return (candidate, bytes)
      case .unreadable(let reason) where candidate == candidates.last: throw .unreadable(path: candidate, reason: reason)
      case .missing, .unreadable: continue
      }
    }
    throw .missingFile(path: candidates[0], nearest: source.nearest(to: candidates[0]))
  }

  static func invalid(_ context: Context, _ includes: Includes) -> ScenarioError {
    .invalid(context.sorted(files: includes.files.map(\.path)))
  }

  private static func changes(_ overrides: Overrides, context: Context) -> [Override] {
    var changes = overrides.set.compactMap { Override(key: $0.key, value: $0.value, context: context) }
    if let horizon = overrides.horizon {
      if let change = Override(flag: "--horizon", key: "horizon", value: horizon, context: context) { changes.append(change) }
    }
    return changes
  }

  private static func namesFile(_ change: Override) -> Bool {
    let last = change.path.last
    return [["catalog"], ["baseline"], ["population"]].contains(change.path)
      || (change.path.first == "population"
        && (change.path.count == 2 && Int(change.path[1]) != nil || last == "from"
          || (change.path.count == 3 && last == "catalog")))
  }

  private static func share(
    _ owners: Int, among scenario: inout Scenario, _ context: Context, _ includes: Includes
  ) throws(ScenarioError) {
    guard (0...Int(SegmentKeys.mostOwners)).contains(owners) else {
      context.report(
        Diagnostic(
          place: Place(file: "--owners \(owners)", line: 1, column: 1), path: "", code: .outOfRange, found: "\(owners) owners",
          allowed: "a whole number from 0 to \(SegmentKeys.mostOwners)"))
      throw invalid(context, includes)
    }
    Sizing.share(owners, among: &scenario.segments)
  }

  /// What a run depends on: the content and the flags that are not part of it. What is demanded of a run by a flag changes nothing of
  /// what happens in it.
  private static func digestText(_ tree: Tree, _ overrides: Overrides) -> String {
    let uncertain = overrides.isDraw ? [] : overrides.uncertain.map { "uncertain=\($0.key)=\($0.value)" }
    return tree.canonical + (overrides.owners.map { "owners=\($0)" } ?? "") + (overrides.seed.map { "seed=\($0)" } ?? "")
      + uncertain.joined()
  }
}
