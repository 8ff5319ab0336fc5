import Accounting
import Experiments
import Foundation
import Reporting
import Scenarios
import Simulation

/// Runs the points of a design that are not finished yet. Points that are the same are run once.
struct SweepRunner {
  let base: LoadedScenario
  let design: Design
  let scenario: ScenarioOptions
  /// Of every point.
  let overrides: Overrides
  let options: RunnerOptions
  let replications: Int
  /// Whether each replication draws the uncertain values, the same at all points, so that these still differ by their values alone.
  let draws: Bool
  /// The planted bug, in builds that have some.
  let sabotage: String?

  /// A combination of values that differs from all others.
  struct Job {
    let settings: [(key: String, value: String)]
    /// Everything but the replication that decides what its runs come to.
    let identity: String
    /// The scenario at that point, of the first points: reading takes longer than a small run.
    let loaded: LoadedScenario?
  }

  /// More would take more memory than reading them again takes time.
  private static let mostLoaded = 1_000

  /// What came of it.
  struct Found {
    /// Of each point.
    var runs: [[SweepRun]]
    var needed: Int
    var kept: Int
    var wasStopped: Bool
  }

  /// Reads the scenario at each point, before anything runs: a value that is not allowed should not be found after an hour.
  ///
  /// - Returns: the different points, and which of them each point of the design is.
  func jobs() throws -> (jobs: [Job], places: [Int]) {
    var jobs: [Job] = []
    var places: [Int] = []
    var known: [String: Int] = [:]
    for (index, point) in design.points.enumerated() {
      let settings = point.settings(design.parameters)
      let name = settings.map { "\($0.key)=\($0.value)" }.joined(separator: "\n")
      if let place = known[name] {
        places.append(place)
        continue
      }
      if StopSignal.received != nil { throw ExitStatus.signal(StopSignal.received ?? 0) }
      let loaded = try load(settings, number: index + 1)
      try checkCurrency(loaded, index + 1)
      known[name] = jobs.count
      places.append(jobs.count)
      let kept = jobs.count < SweepRunner.mostLoaded ? loaded : nil
      jobs.append(Job(settings: settings, identity: identity(loaded), loaded: kept))
    }
    return (jobs, places)
  }

  /// - Parameter finished: where runs are kept; nil keeps nothing.
  func run(_ jobs: [Job], _ places: [Int], finished: FinishedRuns?, meter: (Int) -> SeriesMeter) throws -> Found {
    var runs = [[SweepRun]](repeating: [], count: jobs.count)
    var open: [(job: Int, replication: UInt32)] = []
    for (index, job) in jobs.enumerated() {
      for replication in 0..<UInt32(replications) {
        let number = options.replication + replication
        if let run = finished?[key(job, number)] { runs[index].append(run) } else { open.append((index, number)) }
      }
    }
    let needed = jobs.count * replications
    let meter = meter(open.count)
    defer { meter.finish() }
    var series = RunSeries(options: options)
    series.progress = { meter.note($0, $1) }
    var variant: (job: Int, draw: UInt32?, variant: Variant)?
    var heard = 0
    let isWhole = try series.run(
      next: { number in
        guard number < open.count else { return nil }
        let (index, replication) = open[number]
        let draw = draws ? replication : nil
        if variant?.job != index || variant?.draw != draw {
          variant = (index, draw, try self.variant(jobs[index], number: index + 1, draw: draw))
        }
        return variant.map { SeriesTask(variant: $0.variant, replication: replication) }
      },
      each: { run in
        let (index, replication) = open[heard]
        heard += 1
        let found = SweepRun(run.report)
        runs[index].append(found)
        meter.ended(run)
        let set = jobs[index].settings.map { "\($0.key)=\($0.value)" }
        let line = FinishedRun(key: key(jobs[index], replication), scenario: base.digest, set: set, run: found)
        do throws(ReportError) { try finished?.append(line) } catch { throw failure(error, flag: "--out") }
        return true
      })
    return Found(
      runs: places.map { runs[$0] }, needed: needed, kept: needed - open.count, wasStopped: !isWhole || heard < open.count)
  }

  /// What the uncertain values came to in each replication; empty where they are taken as written.
  var drawnParameters: [DrawnParameter] {
    if !draws { return [] }
    let drawn = (0..<UInt32(replications)).map { base.drawn(Int(options.replication + $0)) }
    return base.uncertain.enumerated().map { place, parameter in
      DrawnParameter(key: parameter.key, says: parameter.says, values: drawn.map { $0[place].value })
    }
  }

  /// - Parameter draw: nil for uncertain values as they are written.
  private func overrides(_ settings: [(key: String, value: String)], draw: UInt32?) -> Overrides {
    var overrides = overrides
    if let draw {
      overrides.set += base.drawn(Int(draw))
      overrides.isDraw = true
    }
    overrides.set += settings
    return overrides
  }

  private func load(
    _ settings: [(key: String, value: String)], number: Int, draw: UInt32? = nil
  ) throws -> LoadedScenario {
    do throws(ScenarioError) {
      return try scenario.load(overrides(settings, draw: draw))
    } catch {
      let drawn = draw.map { base.drawn(Int($0)) } ?? []
      let values = (settings + drawn).map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
      let which =
        draw.map { "point \(number) of the sweep with the values drawn for replication \($0)" } ?? "point \(number) of the sweep"
      Console.error("\(which) cannot be run: \(values)\n")
      throw failure(error)
    }
  }

  private func variant(_ job: Job, number: Int, draw: UInt32?) throws -> Variant {
    let kept = draw == nil ? job.loaded : nil
    let loaded = try kept ?? load(job.settings, number: number, draw: draw)
    try checkCurrency(loaded, number)
    return Variant(named: "point \(number)", loaded, read: scenario.scenario, with: overrides(job.settings, draw: draw))
  }

  private func checkCurrency(_ loaded: LoadedScenario, _ number: Int) throws {
    let (one, other) = (loaded.scenario.currency, base.scenario.currency)
    if one.code == other.code, one.decimals == other.decimals { return }
    throw failure(
      "error: point \(number) counts money in \(one.code) of other units than the scenario does\n"
        + "  hint: sweep catalogs of one currency", ExitStatus.badInput)
  }

  private func identity(_ loaded: LoadedScenario) -> String {
    let parts =
      [Version.text, loaded.digest, options.audit.rawValue, String(options.oracle.millionths), sabotage ?? ""]
      + scenario.threshold
    return parts.joined(separator: "\n")
  }

  private func key(_ job: Job, _ replication: UInt32) -> String {
    let drawn = draws ? base.drawn(Int(replication)).map { "\n\($0.key)=\($0.value)" }.joined() : ""
    return SHA256.hexadecimal(of: "\(job.identity)\n\(replication)\(drawn)".utf8)
  }
}
