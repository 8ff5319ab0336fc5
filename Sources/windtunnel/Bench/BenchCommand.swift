import ArgumentParser
import Auditing
import Foundation
import Reporting
import Scenarios
import Simulation

struct BenchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "bench",
    abstract: "Measure how many events a second the simulator runs on this machine, and what its parts cost.",
    discussion: """
      Every figure has a name that stays, a unit, the median of some runs and half the distance between the lowest and the highest.
      Rates are per thread. Without a part: hold and toy, or, given a scenario, that scenario.

      PARTS
        hold              the classic measure of an agenda: take the soonest of many pending events, put it back later
        toy               the small prepaid biller on which simulators are compared (uses, automatic reloads with a bonus, expiry
                          after 30 days), through the whole core with all checks on
        draws             one variate of each distribution
        apply [S...]      one command of each kind through the book alone; recorded in the scenarios S, or the toy
        invariants [S...] what the checks of every step cost, in the toy or the scenarios S
        scenario S...     whole scenarios
        scaling owners, scaling threads, scaling horizon
                          the toy at growing sizes
        reference         work that no change of the simulator changes, to compare two sessions by

      EXAMPLES
        windtunnel bench
        windtunnel bench toy --owners 1000000 --audit off
        windtunnel bench scenarios/year.yaml --format json
        windtunnel bench apply scenarios/*.yaml
        windtunnel bench scaling threads
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Argument(help: "A part and what it takes, or a scenario: file or name under scenarios/.")
  var part: [String] = []

  @Option(help: "Number of owners, and of events pending; repeatable. Default: 1000, 100000 and 1000000, or the scenario's.")
  var owners: [Int] = []

  @Option(help: "Days that each owner of the toy lives; a scenario has its own horizon. Default: 60, for scaling owners 6.")
  var days: Int64?

  @Option(help: "When invariants are checked: step, sweep, final or off.")
  var audit = AuditOption.step

  @Option(help: "Threads, 1 to 64.")
  var threads = 1

  @Option(help: "How pending events are kept: heap or sorted.")
  var agenda = RunOptions.AgendaKind.heap

  @Option(help: "Owners simulated together, 1 to 1000000.")
  var shardOwners = RunOptions.defaultShardOwners

  @Option(help: "Runs of each figure, 1 to 1000; fewer where one takes long.")
  var runs = 5

  @Option(help: "Seconds that a run takes at least, 0 to 60; with 0 the work is done once.")
  var seconds = 0.2

  @Option(help: "What is printed: text or json.")
  var format = Format.text

  func validate() throws {
    guard owners.allSatisfy({ (1...100_000_000).contains($0) }) else { throw ValidationError("--owners takes 1 to 100000000.") }
    guard (1...3_650).contains(days ?? 1) else { throw ValidationError("--days takes 1 to 3650.") }
    guard (1...64).contains(threads) else { throw ValidationError("--threads takes 1 to 64.") }
    guard (1...1_000_000).contains(shardOwners) else { throw ValidationError("--shard-owners takes 1 to 1000000.") }
    guard (1...1_000).contains(runs) else { throw ValidationError("--runs takes 1 to 1000.") }
    guard (0...60).contains(seconds) else { throw ValidationError("--seconds takes 0 to 60.") }
    _ = try BenchPart(words: part)
  }

  func run() throws {
    StopSignal.watch()
    var results: [Figure] = []
    if format == .text { Console.output(Figure.heading + "\n") }
    try measure(try BenchPart(words: part)) { figure in
      results.append(figure)
      if format == .text { Console.output(figure.line + "\n") }
    }
    if format == .json { Console.output("[\n  " + results.map(\.json).joined(separator: ",\n  ") + "\n]\n") }
  }

  var repeats: Repeats { Repeats(runs: runs, leastSeconds: seconds) }

  private func measure(_ part: BenchPart, _ report: (Figure) -> Void) throws {
    switch part {
    case .usual:
      try hold(report)
      try toy(report)
    case .hold: try hold(report)
    case .toy: try toy(report)
    case .draws: try draws(report)
    case .apply(let paths): try apply(paths, report)
    case .invariants(let paths): try invariants(paths, report)
    case .scenarios(let paths): try scenarios(paths, report)
    case .scaling(let direction): try scaling(direction, report)
    case .reference: try reference(report)
    }
  }
}

/// What is to be measured.
enum BenchPart {
  enum Direction: String, CaseIterable { case owners, threads, horizon }

  case usual, hold, toy, draws, reference
  case apply([String])
  case invariants([String])
  case scenarios([String])
  case scaling(Direction)

  /// - Throws: `ValidationError`.
  init(words: [String]) throws {
    guard let first = words.first else {
      self = .usual
      return
    }
    let rest = Array(words.dropFirst())
    func alone(_ part: BenchPart) throws -> BenchPart {
      guard rest.isEmpty else { throw ValidationError("bench \(first) takes no further word, such as '\(rest[0])'.") }
      return part
    }
    switch first {
    case "hold": self = try alone(.hold)
    case "toy": self = try alone(.toy)
    case "draws": self = try alone(.draws)
    case "reference": self = try alone(.reference)
    case "apply": self = .apply(rest)
    case "invariants": self = .invariants(rest)
    case "scenario":
      guard !rest.isEmpty else { throw ValidationError("bench scenario takes the scenarios, files or names under scenarios/.") }
      self = .scenarios(rest)
    case "scaling":
      let known = Direction.allCases.map(\.rawValue).joined(separator: ", ")
      guard rest.count == 1, let direction = Direction(rawValue: rest[0]) else {
        throw ValidationError("bench scaling takes one of \(known).")
      }
      self = .scaling(direction)
    default: self = .scenarios(words)
    }
  }
}
