import Accounting
import Billing
import Scenarios
import Simulation

/// The recorded owners' commands as a trace that gives the same digest when it is replayed.
///
/// Commands are merged by time, then owner, then each owner's own order. A last line for every recorded owner lets time pass
/// until the end of the run, so that the same timers fire and owners who did nothing are known too. The catalog is named by
/// the scenario's file, because a scenario may change prices on its way; where it has several, all owners pay by number
/// `catalog`.
func recordedTrace(_ outcome: borrowing Outcome, of loaded: LoadedScenario, catalog: Int, owners: [Int]) -> String {
  let scenario = loaded.scenario
  let prices = scenario.otherCatalogs.isEmpty ? nil : scenario.catalogs[catalog].name
  let header = Trace.Header(
    catalog: loaded.files.first?.path, seed: scenario.seed, scenario: loaded.digest, prices: prices, chargesAreRecorded: true)
  var lines = [TraceWriter.header(header)]
  let merged = outcome.recorded.sorted { ($0.at, $0.owner, $0.step) < ($1.at, $1.owner, $1.step) }
  let names = OfferNames(scenario.catalogs[catalog])
  for entry in merged {
    if let line = TraceWriter.line(at: entry.at, owner: UInt64(entry.owner), entry.command, names: names) { lines.append(line) }
  }
  // The end itself is not simulated any more.
  let last = scenario.end.advanced(by: -1)
  lines += owners.map { TraceWriter.advance(to: last, owner: UInt64($0)) }
  return lines.joined(separator: "\n") + "\n"
}
