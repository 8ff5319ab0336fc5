import Population
import Reporting
import Scenarios
import Simulation

/// The base and its variants, read and found fit to be compared.
struct ComparedScenarios {
  var base: Variant
  var variants: [Variant]

  init(_ command: CompareCommand) throws(ScenarioError) {
    let everywhere = command.everywhere.map { ($0.key, $0.value) }
    var overrides = Overrides(set: everywhere, seed: command.seed, horizon: command.horizon, owners: command.owners)
    let path = command.scenarios[0]
    base = try Self.load(path, named: nil, overrides)
    // The same customers: a seed of another file does not count.
    overrides.seed = base.loaded.scenario.seed
    variants = []
    for path in command.scenarios.dropFirst() { variants.append(try Self.load(path, named: nil, overrides)) }
    for option in command.variant + (command.set.isEmpty ? [] : [VariantOption(of: command.set)]) {
      var changed = overrides
      changed.set = everywhere + option.settings.map { ($0.key, $0.value) }
      variants.append(try Self.load(path, named: option.name, changed))
    }
  }

  private static func load(_ path: String, named name: String?, _ overrides: Overrides) throws(ScenarioError) -> Variant {
    var variant = try Variant.load(path, named: name ?? "", overrides: overrides)
    if name == nil { variant.name = variant.loaded.scenario.name }
    // Demands on one run are not judged here.
    variant.loaded.thresholds = []
    return variant
  }

  /// - Throws: an exit code, when a variant cannot be compared with the base.
  func check() throws {
    let a = base.loaded.scenario
    for variant in variants {
      let b = variant.loaded.scenario
      if a.start != b.start || a.end != b.end {
        throw failure(
          "error: '\(base.name)' and '\(variant.name)' do not run over the same time\n  hint: give both the same length with --horizon"
            + (a.start == b.start ? "" : ", and the same start with --everywhere start=DATE"), ExitStatus.badInput)
      }
      if a.currency != b.currency {
        throw failure(
          "error: '\(base.name)' is in \(a.currency.code) with \(a.currency.decimals) decimals, '\(variant.name)' in "
            + "\(b.currency.code) with \(b.currency.decimals)\n  hint: compare scenarios of one currency", ExitStatus.badInput)
      }
    }
  }

  /// The segments that all scenarios have, with as many owners each; nil where they differ, so that owners cannot be paired.
  func segments(replication: UInt32) -> ComparedSegments? {
    func segments(_ variant: Variant) -> ComparedSegments {
      let scenario = variant.loaded.scenario
      let layout = Layout(
        segments: scenario.segments, start: scenario.start, end: scenario.end, seed: scenario.seed, replication: replication)
      return ComparedSegments(names: scenario.segments.map(\.name), firstNumbers: layout.firstNumbers)
    }
    let own = segments(base)
    return variants.allSatisfy { segments($0) == own } ? own : nil
  }

  /// What a variant says differently from the base.
  func changes(_ variant: Variant) -> [ScenarioChange] { base.loaded.content.changes(to: variant.loaded.content) }
}
