import Accounting
import Population
import Simulation

/// What is settled once all numbers are known: owners from the command line, streams of owners, and the size of it all.
enum Sizing {
  /// Shares `total` owners among the segments in proportion to what they have, by largest remainder; ties go to the first.
  ///
  /// - Complexity: O(segments x log segments).
  static func share(_ total: Int, among segments: inout [Segment]) {
    let weights = segments.map(\.owners)
    let sum = weights.reduce(0, +)
    // Segments that all have no owners share evenly.
    let even = [Int](repeating: 1, count: segments.count)
    let (used, whole) = sum > 0 ? (weights, sum) : (even, segments.count)
    guard whole > 0 else { return }
    var remainders: [(index: Int, rest: UInt)] = []
    var given = 0
    for index in segments.indices {
      let product = total.multipliedFullWidth(by: used[index])
      let (quotient, rest) = whole.dividingFullWidth(product)
      segments[index].owners = quotient
      given += quotient
      remainders.append((index, UInt(rest)))
    }
    remainders.sort { ($1.rest, $0.index) < ($0.rest, $1.index) }
    for (index, _) in remainders.prefix(total - given) { segments[index].owners += 1 }
  }

  /// Sets the rates of streams so that each brings its segment's owners on average.
  ///
  static func settleStreams(of scenario: inout Scenario) {
    let days = Double(scenario.end.since(scenario.start)) / Double(Duration_ms.day)
    for index in scenario.segments.indices {
      guard case .poisson(_, let growth) = scenario.segments[index].joins else { continue }
      let perDay = Double(scenario.segments[index].owners) / Layout.expectedArrivals(perDay: 1, growthPerYear: growth, days: days)
      scenario.segments[index].joins = .poisson(perDay: perDay, growthPerYear: growth)
    }
  }

  /// Reports what is larger than the limits, with the flag that raises each.
  static func check(_ estimate: Estimate, at place: Place, context: Context) {
    let limits = context.limits
    func report(_ code: Diagnostic.Code, _ found: String, _ limit: String, flag: String) {
      context.report(
        Diagnostic(
          place: place, path: "population", code: code, found: found, allowed: "at most \(limit)",
          hint: "\(flag) raises the limit"))
    }
    if estimate.owners > limits.owners {
      report(.tooManyOwners, "the run has \(estimate.owners) owners", "\(limits.owners)", flag: "--limit-owners")
    }
    if estimate.events > limits.events {
      report(.tooManyEvents, "the run has about \(estimate.events) events", "\(limits.events)", flag: "--limit-events")
    }
    if estimate.memoryBytes > limits.memoryBytes {
      report(
        .tooMuchMemory, "the run needs about \(estimate.memoryBytes >> 20) MiB", "\(limits.memoryBytes >> 20) MiB",
        flag: "--limit-memory")
    }
    if estimate.moneyMoved > Estimate.mostMoneyMoved {
      let found = "the run is expected to move \(plain(estimate.moneyMoved.rounded())) of the smallest unit of money"
      context.report(
        Diagnostic(
          place: place, path: "population", code: .tooMuchMoney, found: found,
          allowed: "at most \(plain(Estimate.mostMoneyMoved)) in all transfers together, so that no sum overflows"))
    }
  }
}
