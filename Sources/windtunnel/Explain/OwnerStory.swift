import Auditing
import Billing
import Reporting
import Scenarios
import Simulation

extension Story {
  /// The story of the recorded owner: its commands once more, applied to an empty book of its catalog.
  ///
  /// A violation is told only if it is this owner's. - Complexity: O(steps x rows of the owner).
  init(_ outcome: borrowing Outcome, of loaded: LoadedScenario, _ runner: Runner, owner: Int) {
    let scenario = loaded.scenario
    let catalog = scenario.catalogs[runner.catalog(ofOwner: owner)]
    var teller = StoryTeller(catalog: catalog)
    var book = Book(catalog: catalog)
    let slot = book.addOwner()
    var steps: [Story.Step] = []
    for recorded in outcome.recorded where Int(recorded.owner) == owner {
      let status = book.apply(recorded.command, by: slot, at: recorded.at)
      let number = UInt64(steps.count + 1)
      steps.append(teller.tell(recorded.command, status, number: number, at: recorded.at, of: slot, in: book))
    }
    let segment = scenario.segments[runner.layout.segment(of: owner)].name
    self.init(
      title: [
        "Owner o\(owner) of \(outcome.owners) in scenario \(scenario.name), seed \(scenario.seed)"
          + (runner.options.replication == 0 ? "" : ", replication \(runner.options.replication)"),
        "Segment \(segment), catalog \(catalog.name), \(scenario.start.rfc3339) to \(scenario.end.rfc3339)",
      ], unit: teller.words.unit, owner: "o\(owner)", steps: steps)
    if let found = outcome.violation, found.owner == owner { broken = Broken(found) }
  }
}

extension Story.Broken {
  init(_ found: FoundViolation) {
    let violation = found.violation
    self.init(
      invariant: violation.invariant.name, meaning: violation.invariant.meaning,
      left: .init(violation.leftName, violation.left), right: .init(violation.rightName, violation.right), step: violation.step,
      at: violation.at, digest: found.digest)
  }
}
