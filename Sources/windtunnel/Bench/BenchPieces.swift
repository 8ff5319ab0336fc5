import Accounting
import Billing
import Foundation
import Scenarios
import Simulation

/// The parts that measure pieces of the simulator by themselves.
extension BenchCommand {
  /// A variate of each distribution, from the counter-based streams that owners draw from.
  func draws(_ report: (Figure) -> Void) throws {
    for (name, law) in try DrawModel.laws() {
      var model = DrawModel(law)
      var kept = 0.0
      let measured = try repeats.measure {
        kept += model.run(100_000)
        return 100_000
      }
      precondition(!kept.isNaN, "so that the work is not left out")
      report(Figure(name: "draws.\(name)", unit: "ns", values: measured.map(\.nanoseconds)))
    }
  }

  /// Commands as they came in the scenarios, through the book alone, by kind. What reading the clock costs is taken off.
  func apply(_ paths: [String], _ report: (Figure) -> Void) throws {
    var stories: [CommandStories] = []
    let size = owners.first ?? 200
    if paths.isEmpty {
      let toy = try BillingToy.scenario(owners: size, usesPerDay: 1, days: days ?? 60)
      stories = CommandStories.recorded(in: toy, owners: size)
    }
    for path in paths { stories += CommandStories.recorded(in: try load(path, owners: size), owners: size) }
    var costs = [[Double]](repeating: [], count: CommandKind.allCases.count)
    var counts = [Int64](repeating: 0, count: costs.count)
    // The first pass warms up.
    for pass in 0...runs {
      var spent_ns = [Int64](repeating: 0, count: costs.count)
      counts = [Int64](repeating: 0, count: costs.count)
      let clock_ns = Clock.readingCost_ns()
      for story in stories { try replay(story, clock_ns, &spent_ns, &counts) }
      if pass == 0 { continue }
      for kind in costs.indices where counts[kind] > 0 { costs[kind].append(Double(spent_ns[kind]) / Double(counts[kind])) }
    }
    for kind in CommandKind.allCases where !costs[Int(kind.rawValue)].isEmpty {
      let place = Int(kind.rawValue)
      report(Figure(name: "apply.\(kind.name)", unit: "ns", values: costs[place], count: counts[place]))
    }
  }

  private static let interrupted_ns: Int64 = 20_000

  private func replay(_ story: CommandStories, _ clock_ns: Int64, _ spent_ns: inout [Int64], _ counts: inout [Int64]) throws {
    var book = Book(catalog: story.catalog)
    let owner = OwnerSlot(0)
    for life in story.lives {
      if let signal = StopSignal.received { throw ExitStatus.signal(signal) }
      book.open(owners: 1)
      for index in life {
        let entry = story.commands[index]
        let began = Clock.now_ns()
        let status = book.apply(entry.command, by: owner, at: entry.at)
        let ended = Clock.now_ns()
        precondition(status == entry.status, "A book answers the same again.")
        // Longer than any command takes: another program had the processor meanwhile.
        if ended - began > BenchCommand.interrupted_ns { continue }
        let kind = Int(entry.command.kind.rawValue)
        spent_ns[kind] += ended - began - clock_ns
        counts[kind] += 1
      }
    }
  }
}

/// The system's monotonic clock, read as cheaply as it can be.
private enum Clock {
  @inline(__always)
  static func now_ns() -> Int64 {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
  }

  /// What two readings one after the other show as passed, on average.
  static func readingCost_ns() -> Int64 {
    var sum: Int64 = 0
    for _ in 0..<10_000 {
      let began = now_ns()
      sum += now_ns() - began
    }
    return sum / 10_000
  }
}
