import Foundation

@testable import Scenarios

/// The repository's own files, by their paths from its root.
enum Repository {
  static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let source = FileSource(
    read: { path, limit in FileSource.disk.read(root.appending(path: path).path, limit) },
    names: { folder in FileSource.disk.names(root.appending(path: folder).path) })

  static func bytes(_ path: String) throws -> [UInt8] { [UInt8](try Data(contentsOf: root.appending(path: path))) }

  /// Paths of the YAML files in a folder, sorted.
  static func yaml(in folder: String) -> [String] {
    source.names(folder).filter { $0.hasSuffix(".yaml") }.map { "\(folder)/\($0)" }
  }
}

/// A small sound scenario, with lines to replace.
enum Sample {
  static let catalog = """
    catalog: sample
    fee: {on_top: 30 %}
    """

  static let scenario = """
    scenario: sample
    start: 2026-01-01
    horizon: 1 year
    catalog: catalog.yaml
    population:
      - segment: testers
        owners: 100
        jobs:
          per_week: 1.5
          slots: 10
          payout: 3.00 USD
          time_to_fill: 6 hours
        funds:
          first_purchase: 100 USD
    """

  static func load(
    _ text: String = scenario, catalog: String = catalog, files: [String: String] = [:], overrides: Overrides = .none,
    limits: LoadLimits = .standard
  ) throws(ScenarioError) -> LoadedScenario {
    var all = files.mapValues { Array($0.utf8) }
    all["catalog.yaml"] = Array(catalog.utf8)
    return try ScenarioFile.decode(
      bytes: Array(text.utf8), name: "sample.yaml", overrides: overrides, limits: limits, source: .files(all))
  }

  /// The sample with one piece of text replaced.
  static func with(_ old: String, _ new: String) -> String { scenario.replacingOccurrences(of: old, with: new) }

  /// The mistakes of a scenario; empty when it is sound.
  static func mistakes(
    _ text: String, catalog: String = catalog, files: [String: String] = [:], overrides: Overrides = .none,
    limits: LoadLimits = .standard
  ) -> [Diagnostic] {
    do {
      _ = try load(text, catalog: catalog, files: files, overrides: overrides, limits: limits)
      return []
    } catch .invalid(let diagnostics) {
      return diagnostics
    } catch {
      return []
    }
  }
}
