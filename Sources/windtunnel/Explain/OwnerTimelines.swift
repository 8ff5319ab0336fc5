import Reporting
import Scenarios
import Simulation

/// The lives in short of the owners who cost most, each simulated once more after the run.
struct OwnerTimelines {
  /// By owner, such as "o17".
  private(set) var told: [String: OwnerTimeline] = [:]

  /// With a metering pipeline an owner's whole partition has to run again: as many partitions as take about a second or two.
  private static let mostEventsAgain: Int64 = 4_000_000

  /// - Complexity: O(events of the costliest owners, or of their partitions).
  init(of outcome: borrowing Outcome, _ loaded: LoadedScenario, _ runner: Runner) {
    if outcome.isPartial { return }
    let owners = outcome.scorecard.costliest.losses.map(\.owner)
    let again = Runner(
      loaded.scenario, options: RunOptions(audit: .off, replication: runner.options.replication))
    guard let partitions = loaded.scenario.metering.pipeline?.partitions else {
      for owner in owners { tell([owner], again, loaded) }
      return
    }
    var room = OwnerTimelines.mostEventsAgain
    var done: Set<Int> = []
    // The costliest owner's partition first.
    for owner in owners where done.insert(owner % partitions).inserted {
      room -= loaded.estimate.events / Int64(partitions)
      if room < 0 { return }
      tell(owners.filter { $0 % partitions == owner % partitions }, again, loaded)
    }
  }

  private mutating func tell(_ owners: [Int], _ runner: Runner, _ loaded: LoadedScenario) {
    guard let first = owners.first else { return }
    let outcome = runner.run(owner: first, recording: Array(owners.dropFirst()), stop: { StopSignal.received != nil })
    if outcome.isPartial { return }
    for owner in owners {
      let catalog = runner.catalog(ofOwner: owner)
      var teller = TimelineTeller(
        catalog: loaded.scenario.catalogs[catalog], factor: loaded.scenario.factor(ofCatalog: catalog))
      for recorded in outcome.recorded where Int(recorded.owner) == owner { teller.hear(recorded) }
      told["o\(owner)"] = teller.timeline
    }
  }
}
