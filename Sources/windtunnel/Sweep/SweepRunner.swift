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
  let options: RunnerOptions
  let replications: Int
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
      if loaded.scenario.currency.code != base.scenario.currency.code
        || loaded.scenario.currency.decimals != base.scenario.currency.decimals
      {
        throw failure(
          "error: point \(index + 1) counts money in \(loaded.scenario.currency.code) of other units than the scenario does\n"
            + "  hint: sweep catalogs of one currency", ExitStatus.badInput)
      }
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
    var variant: (job: Int, variant: Variant)?
    var heard = 0
    let isWhole = try series.run(
      next: { number in
        guard number < open.count else { return nil }
        let (index, replication) = open[number]
        if variant?.job != index { variant = (index, try self.variant(jobs[index], number: index + 1)) }
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

  private func overrides(_ settings: [(key: String, value: String)]) -> Overrides {
    var overrides = scenario.overrides
    overrides.set += settings
    return overrides
  }

  private func load(_ settings: [(key: String, value: String)], number: Int) throws -> LoadedScenario {
    do throws(ScenarioError) {
      return try scenario.load(overrides(settings))
    } catch {
      let values = settings.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
      Console.error("point \(number) of the sweep cannot be run: \(values)\n")
      throw failure(error)
    }
  }

  private func variant(_ job: Job, number: Int) throws -> Variant {
    let overrides = overrides(job.settings)
    let loaded = try job.loaded ?? load(job.settings, number: number)
    return Variant(named: "point \(number)", loaded, read: scenario.scenario, with: overrides)
  }

  private func identity(_ loaded: LoadedScenario) -> String {
    let parts =
      [Version.text, loaded.digest, options.audit.rawValue, String(options.oracle.millionths), sabotage ?? ""]
      + scenario.threshold
    return parts.joined(separator: "\n")
  }

  private func key(_ job: Job, _ replication: UInt32) -> String {
    SHA256.hexadecimal(of: "\(job.identity)\n\(replication)".utf8)
  }
}
