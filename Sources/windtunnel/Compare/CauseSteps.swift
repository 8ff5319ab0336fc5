import Population
import Scenarios
import Simulation

/// The scenarios between a base and a variant, one cause after the other: what a bridge is made of.
struct CauseSteps {
  struct Step {
    var name: String
    var note: String
    /// nil for the variant itself, which runs anyway.
    var variant: Variant?
  }

  /// Behind the base, in their order; empty where one cause explains everything.
  var steps: [Step] = []

  /// - Parameter changes: from the base to the variant.
  init(from base: Variant, to variant: Variant, changes: [ScenarioChange]) {
    let b = variant.loaded.scenario
    // Owners who see the base's prices behave as if they looked at none, so the response can be switched on last.
    let responds = base.loaded.scenario.isIndifferent && !b.isIndifferent
    var causes: [ChangeCause] = []
    for change in changes where !(responds && change.cause == .response) && !causes.contains(change.cause) {
      causes.append(change.cause)
    }
    if causes.count < 2, !responds { return }
    var made: [ScenarioChange] = []
    for (index, cause) in causes.enumerated() {
      let these = changes.filter { $0.cause == cause }
      made += these
      let note = these.map { "\($0.path): \($0.before ?? "nothing") -> \($0.after ?? "nothing")" }.joined(separator: ", ")
      let isLast = index == causes.count - 1
      if isLast, !responds {
        steps.append(Step(name: cause.rawValue, note: note, variant: nil))
        continue
      }
      // Halfway between two sound scenarios there may be one that is not.
      guard var between = try? ScenarioFile.read(base.loaded.content.applying(made)) else {
        steps = []
        return
      }
      if isLast { between = variant.loaded }
      between.thresholds = []
      if responds {
        for index in between.scenario.segments.indices { between.scenario.segments[index].responds = .none }
      }
      steps.append(Step(name: cause.rawValue, note: note, variant: base.with(between)))
    }
    if responds { addResponses(base, variant) }
  }

  private mutating func addResponses(_ base: Variant, _ variant: Variant) {
    var active = variant.loaded
    for index in active.scenario.segments.indices { active.scenario.segments[index].responds.churnElasticity = 0 }
    let churns = variant.loaded.scenario.segments.contains { $0.responds.churnElasticity != 0 }
    let acts = variant.loaded.scenario.segments.contains { $0.responds.activityElasticity != 0 }
    if acts {
      let note = "owners use more or less at the new prices"
      steps.append(Step(name: "volume, by response", note: note, variant: churns ? base.with(active) : nil))
    }
    if churns {
      steps.append(Step(name: "churn, by response", note: "owners stay longer or shorter at the new prices", variant: nil))
    }
  }
}

extension Variant {
  /// Another content under the same name, for a run that nobody repeats by itself.
  fileprivate func with(_ loaded: LoadedScenario) -> Variant {
    Variant(name: name, loaded: loaded, overrides: overrides, repeatCommand: repeatCommand)
  }
}

extension Scenario {
  /// Whether every owner meets the prices that it compares them with, or looks at none.
  fileprivate var isIndifferent: Bool {
    prices.allSatisfy { schedule in schedule.steps.allSatisfy { $0.prices.allSatisfy { $0 == 1 } } }
  }
}
