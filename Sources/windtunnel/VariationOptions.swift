import ArgumentParser
import Scenarios

/// What is changed in a scenario, for every command that reads one by itself.
struct VariationOptions: ParsableArguments {
  @Option(help: "Random seed. Default: the scenario's.")
  var seed: UInt64?

  @Option(help: "Number of owners, shared among the segments in proportion. Default: the scenario's.")
  var owners: Int?

  @Option(help: "Length of the run, such as \"90 days\" or \"1 year\". Default: the scenario's.")
  var horizon: String?

  @Option(
    help: ArgumentHelp(
      "Change a value of the scenario, such as \"catalog.fee.on_top=25 %\". Repeatable.", valueName: "key.path=value"))
  var set: [Setting] = []

  func validate() throws {
    if let owners, owners < 1 { throw ValidationError("--owners takes a whole number of at least 1.") }
  }
}

/// Commands that take `VariationOptions`.
protocol VariesScenario {
  var variation: VariationOptions { get }
}

extension VariesScenario {
  var seed: UInt64? { variation.seed }
  var owners: Int? { variation.owners }
  var horizon: String? { variation.horizon }
  var set: [Setting] { variation.set }

  /// - Parameter thresholds: what is demanded beside the scenario's own demands.
  func overrides(thresholds: [String] = []) -> Overrides {
    Overrides(set: set.map { ($0.key, $0.value) }, seed: seed, horizon: horizon, owners: owners, thresholds: thresholds)
  }
}
