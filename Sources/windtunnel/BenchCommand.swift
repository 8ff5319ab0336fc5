import ArgumentParser
import Auditing
import Reporting
import Scenarios
import Simulation

struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure how many events a second the simulator runs on this machine.",
    discussion: """
      Without a scenario: HOLD, the classic measure of an agenda (take the soonest of many pending events, put it back later), and
      the small prepaid biller on which simulators are compared (uses, automatic reloads with a bonus, expiry after 30 days), through
      the whole core with all checks on. Small runs are repeated for a second. Rates are per thread.

      EXAMPLES
        windtunnel bench
        windtunnel bench --owners 1000000 --audit off
        windtunnel bench scenarios/year.yaml --format json
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Argument(help: "A scenario to measure instead, file or name under scenarios/.")
  var scenario: String?

  @Option(help: "Number of owners, and of events pending; repeatable. Default: 1000, 100000 and 1000000, or the scenario's.")
  var owners: [Int] = []

  @Option(help: "Days that each owner lives; not for a scenario, which has its own horizon.")
  var days: Int64 = 60

  @Option(help: "When invariants are checked: step, sweep, final or off.")
  var audit = AuditOption.step

  @Option(help: "Threads, 1 to 64.")
  var threads = 1

  @Option(help: "How pending events are kept: heap or sorted.")
  var agenda = RunOptions.AgendaKind.heap

  @Option(help: "Owners simulated together, 1 to 1000000.")
  var shardOwners = RunOptions.defaultShardOwners

  @Option(help: "What is printed: text or json.")
  var format = Format.text

  func validate() throws {
    guard owners.allSatisfy({ (1...100_000_000).contains($0) }) else { throw ValidationError("--owners takes 1 to 100000000.") }
    guard (1...3_650).contains(days) else { throw ValidationError("--days takes 1 to 3650.") }
    guard (1...64).contains(threads) else { throw ValidationError("--threads takes 1 to 64.") }
    guard (1...1_000_000).contains(shardOwners) else { throw ValidationError("--shard-owners takes 1 to 1000000.") }
  }

  func run() throws {
    StopSignal.watch()
    var results: [Measured] = []
    if format == .text { Console.output("scenario                 owners        events   seconds  events/s a core   peak MB\n") }
    if scenario == nil {
      for pending in owners.isEmpty ? defaultOwners.compactMap({ $0 }) : owners {
        let result = hold(pending: pending)
        results.append(result)
        if format == .text { Console.output(result.line + "\n") }
      }
    }
    for owners in owners.isEmpty ? defaultOwners : owners.map(Optional.some) {
      let result = try measure(try workload(owners: owners))
      if let signal = StopSignal.received { throw ExitStatus.signal(signal) }
      results.append(result)
      if format == .text { Console.output(result.line + "\n") }
    }
    if format == .json { Console.output("[\n  " + results.map(\.json).joined(separator: ",\n  ") + "\n]\n") }
  }

  private var defaultOwners: [Int?] { scenario == nil ? [1_000, 100_000, 1_000_000] : [nil] }

  private func workload(owners: Int?) throws -> Scenario {
    guard let scenario else { return try BillingToy.scenario(owners: owners ?? 1_000, usesPerDay: 1, days: days) }
    do throws(ScenarioError) {
      return try ScenarioFile.load(path: scenario, overrides: Overrides(owners: owners)).scenario
    } catch {
      throw failure(error)
    }
  }

  /// The agenda alone: a million holds with so many events pending. - Complexity: O(log pending) a hold.
  private func hold(pending: Int) -> Measured {
    var model = HoldModel(pending: pending)
    PeakMemory.reset()
    let started = ContinuousClock.now
    var holds: Int64 = 0
    var seconds = 0.0
    repeat {
      _ = model.run(1_000_000)
      holds += 1_000_000
      seconds = started.duration(to: .now) / .seconds(1)
    } while seconds < BenchCommand.leastSeconds && StopSignal.received == nil
    return Measured(name: "hold", owners: pending, events: holds, seconds: seconds, threads: 1, bytesPeak: PeakMemory.bytes)
  }

  /// Runs shorter than this are repeated.
  private static let leastSeconds = 1.0

  private func measure(_ scenario: Scenario) throws -> Measured {
    let options = RunOptions(threads: threads, shardOwners: shardOwners, audit: audit.level, agenda: agenda)
    PeakMemory.reset()
    let started = ContinuousClock.now
    var events: Int64 = 0
    var seconds = 0.0
    repeat {
      let outcome = Runner(scenario, options: options).run(stop: { StopSignal.received != nil })
      if let found = outcome.violation {
        throw failure("violated: \(found.violation.invariant.name): \(found.violation.sentence)", ExitStatus.violated)
      }
      events += outcome.scorecard.eventsRun
      seconds = started.duration(to: .now) / .seconds(1)
    } while seconds < BenchCommand.leastSeconds && StopSignal.received == nil
    return Measured(
      name: scenario.name, owners: Runner(scenario, options: options).layout.owners, events: events, seconds: seconds,
      threads: threads, bytesPeak: PeakMemory.bytes)
  }

  private struct Measured {
    var name: String
    var owners: Int
    var events: Int64
    var seconds: Double
    var threads: Int
    var bytesPeak: Int64

    private var perCore: Int64 { seconds > 0 ? Int64((Double(events) / seconds / Double(threads)).rounded()) : 0 }
    private var thousandths: Int64 { Int64((seconds * 1_000).rounded()) }

    private var secondsText: String {
      let rest = String(thousandths % 1_000)
      return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }

    var json: String {
      "{\"name\":\(quoted(name)),\"owners\":\(owners),\"events\":\(events),\"seconds\":\(secondsText)"
        + ",\"eventsPerSecondPerCore\":\(perCore),\"bytesPeak\":\(bytesPeak)}"
    }

    var line: String {
      func right(_ text: String, _ width: Int) -> String { String(repeating: " ", count: max(1, width - text.count)) + text }
      let head = name + String(repeating: " ", count: max(0, 20 - name.count))
      return head + right(String(owners), 11) + right(String(events), 14) + right(secondsText, 10) + right(String(perCore), 17)
        + right(String(bytesPeak >> 20), 10)
    }
  }
}
