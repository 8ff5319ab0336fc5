import Pricing
import Scenarios
import Simulation

/// The catalog that a trace is replayed with.
///
/// - Parameters:
///   - file: a catalog or a scenario; nil for the one that the trace's header names.
///   - set: changes to the scenario.
/// - Throws: the exit code, after the reason was said on standard error.
func replayCatalog(_ file: String?, set: [Setting], for recorded: Trace) throws -> Catalog {
  guard let file = file ?? recorded.header.catalog else {
    throw failure(
      "error: the trace does not say which catalog it was recorded with\n  hint: name one with --catalog", ExitStatus.usage)
  }
  let scenario: Scenario
  do throws(ScenarioError) {
    guard ScenarioSchema.FileKind(ofFile: file) == .scenario else { return try CatalogFile.load(path: file).catalog }
    // A scenario has a catalog of its own, with the price changes among its conditions.
    let overrides = Overrides(set: set.map { ($0.key, $0.value) })
    scenario = try ScenarioFile.load(path: file, overrides: overrides).scenario
  } catch {
    throw failure(error)
  }
  if scenario.otherCatalogs.isEmpty { return scenario.catalog }
  guard let prices = scenario.catalogs.first(where: { $0.name == recorded.header.prices }) else {
    let names = scenario.catalogs.map(\.name).joined(separator: ", ")
    throw failure(
      "error: \(file) has several catalogs (\(names)), and the trace does not say which one its owners pay by\n"
        + "  hint: name the catalog's file with --catalog", ExitStatus.usage)
  }
  return prices
}
