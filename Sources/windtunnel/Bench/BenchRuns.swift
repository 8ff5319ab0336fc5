import Auditing
import Foundation
import Scenarios
import Simulation

/// The parts that run simulations, or the agenda.
extension BenchCommand {
  private var sizes: [Int] { owners.isEmpty ? [1_000, 100_000, 1_000_000] : owners }

  /// The agenda alone: a million holds with so many events pending. - Complexity: O(log pending) a hold.
  func hold(_ report: (Figure) -> Void) throws {
    for pending in sizes {
      var model = HoldModel(pending: pending)
      PeakMemory.reset()
      let measured = try repeats.measure {
        _ = model.run(1_000_000)
        return 1_000_000
      }
      report(figure("hold.\(pending)", of: "hold", unit: "holds/s", owners: pending, threads: 1, measured))
    }
  }

  func toy(_ report: (Figure) -> Void) throws {
    for size in sizes {
      let scenario = try BillingToy.scenario(owners: size, usesPerDay: 1, days: days ?? 60)
      report(try figure("toy.\(size)", scenario, options))
    }
  }

  func scenarios(_ paths: [String], _ report: (Figure) -> Void) throws {
    for path in paths {
      for size in owners.isEmpty ? [nil] : owners.map(Optional.some) {
        let scenario = try load(path, owners: size)
        report(try figure("scenario.\(scenario.name)", scenario, options))
      }
    }
  }

  /// The toy at growing sizes. The rates of threads are those of all threads together.
  func scaling(_ direction: BenchPart.Direction, _ report: (Figure) -> Void) throws {
    switch direction {
    case .owners:
      for size in owners.isEmpty ? [1_000, 10_000, 100_000, 1_000_000, 10_000_000] : owners {
        let scenario = try BillingToy.scenario(owners: size, usesPerDay: 1, days: days ?? 6)
        report(try figure("scaling.owners.\(size)", scenario, options))
      }
    case .threads:
      let cores = ProcessInfo.processInfo.activeProcessorCount
      let scenario = try BillingToy.scenario(owners: owners.first ?? 100_000, usesPerDay: 1, days: days ?? 60)
      for count in Set([1, 2, 4, cores].filter { $0 <= cores }).sorted() {
        var options = options
        options.threads = count
        var result = try figure("scaling.threads.\(count)", scenario, options)
        result.values = result.values.map { $0 * Double(count) }
        report(result)
      }
    case .horizon:
      for days in days.map({ [$0] }) ?? [30, 365, 3_650] {
        let scenario = try BillingToy.scenario(owners: owners.first ?? 1_000, usesPerDay: 1, days: days)
        report(try figure("scaling.horizon.\(days)", scenario, options))
      }
    }
  }

  /// Nanoseconds an event without checks, with those at the end, and with all; off and step take turns, so that a change of the
  /// machine's mood falls on both.
  func invariants(_ paths: [String], _ report: (Figure) -> Void) throws {
    var worlds = try paths.map { path in
      let scenario = try load(path, owners: owners.first)
      return (scenario.name, scenario)
    }
    if paths.isEmpty {
      worlds = [("toy", try BillingToy.scenario(owners: owners.first ?? 1_000, usesPerDay: 1, days: days ?? 60))]
    }
    for (name, scenario) in worlds {
      var costs: [AuditLevel: [Double]] = [:]
      var seconds = 0.0
      for turn in 0..<runs where turn == 0 || seconds < Repeats.mostSeconds {
        for level in [AuditLevel.off, .final, .step] {
          var options = options
          options.audit = level
          let run = try repeats.once { try events(of: scenario, options) }
          costs[level, default: []].append(run.nanoseconds)
          seconds += run.seconds
        }
      }
      let off = costs[.off] ?? []
      let step = costs[.step] ?? []
      report(Figure(name: "invariants.\(name).off", unit: "ns/event", values: off))
      report(Figure(name: "invariants.\(name).final", unit: "ns/event", values: costs[.final] ?? []))
      report(Figure(name: "invariants.\(name).step", unit: "ns/event", values: step))
      report(Figure(name: "invariants.\(name).share", unit: "% of run", values: zip(off, step).map { 100 * (1 - $0 / $1) }))
    }
  }

  func reference(_ report: (Figure) -> Void) throws {
    var work = ReferenceWork()
    var kept: UInt64 = 0
    let measured = try repeats.measure {
      kept &+= work.run(10_000_000)
      return 10_000_000
    }
    precondition(kept != 1, "so that the work is not left out")
    report(Figure(name: "reference", unit: "steps/s", values: measured.map(\.perSecond)))
  }

  private var options: RunOptions {
    RunOptions(threads: threads, shardOwners: shardOwners, audit: audit.level, agenda: agenda)
  }

  func load(_ path: String, owners: Int?) throws -> Scenario {
    do throws(ScenarioError) {
      return try ScenarioFile.load(path: path, overrides: Overrides(owners: owners)).scenario
    } catch {
      throw failure(error)
    }
  }

  private func events(of scenario: Scenario, _ options: RunOptions) throws -> Int64 {
    let outcome = Runner(scenario, options: options).run(stop: { StopSignal.received != nil })
    if let found = outcome.violation {
      throw failure("violated: \(found.violation.invariant.name): \(found.violation.sentence)", ExitStatus.violated)
    }
    return outcome.scorecard.eventsRun
  }

  private func figure(_ name: String, _ scenario: Scenario, _ options: RunOptions) throws -> Figure {
    PeakMemory.reset()
    let measured = try repeats.measure { try events(of: scenario, options) }
    let owners = Runner(scenario, options: options).layout.owners
    return figure(name, of: scenario.name, unit: "events/s", owners: owners, threads: options.threads, measured)
  }

  private func figure(
    _ name: String, of work: String, unit: String, owners: Int, threads: Int, _ measured: [Repeats.Run]
  ) -> Figure {
    let events = measured.reduce(0) { $0 + $1.units }
    let seconds = measured.reduce(0) { $0 + $1.seconds }
    return Figure(
      name: name, unit: unit, values: measured.map { $0.perSecond / Double(threads) },
      work: Figure.Work(
        name: work, owners: owners, events: events, seconds: seconds, threads: threads, bytesPeak: PeakMemory.bytes))
  }
}
