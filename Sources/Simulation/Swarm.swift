import Accounting
import Population
import Sampling

/// A random subset of the faults, and how hard each one hits: a pure function of its seed and of nothing else.
///
/// A run in which everything goes wrong at once hides what goes wrong alone: an outage leaves no answers to come late. So each seed
/// switches each fault on or off by itself, and a scenario is tried with many seeds.
public struct Swarm: Hashable, Sendable {
  /// What a swarm may switch on.
  public enum Fault: String, CaseIterable, Sendable {
    /// The processor's answers come twice, all through the run.
    case duplicates
    /// For a tenth of the run answers come hours or days late.
    case delays
    /// For two tenths of the run copies of answers overtake each other.
    case reordering
    /// Every charge is declined softly for some hours, three times.
    case outages
    /// For two twentieths of the run cards decline more often.
    case declines
    /// For a tenth of the run owners are several times as active.
    case surges
    /// More of what is bought in person is left unpaid.
    case abandoned
    /// The metering pipeline stands still for some hours, twice; only where there is one.
    case stalls
    /// Purchases are sent twice under one key, all through the run.
    case resends
    /// Banks take back what was refunded already.
    case chargebacks
  }

  public let seed: UInt64
  /// Those that are on, in the order of their cases; none is a subset too.
  public private(set) var faults: [Fault]

  public init(seed: UInt64) {
    self.seed = seed
    let stream = Swarm.stream(seed)
    faults = Fault.allCases.filter { stream.bernoulli(0.5, Purpose.isOn, UInt32($0.number)) }
  }

  /// "duplicates, outages", or "none".
  public var text: String { faults.isEmpty ? "none" : faults.map(\.rawValue).joined(separator: ", ") }

  /// The draws of nobody: no owner has the last number.
  private static func stream(_ seed: UInt64) -> Stream { Stream(seed: seed, owner: .max) }

  private enum Purpose {
    static let isOn: UInt8 = 200
    static let strength: UInt8 = 201
    static let place: UInt8 = 202
  }

  /// Between `low` and `high`, evenly, always the same for a fault.
  private func strength(of fault: Fault, _ low: Double, _ high: Double) -> Double {
    low + (high - low) * Swarm.stream(seed).uniform(Purpose.strength, UInt32(fault.number))
  }

  /// A window within the run that is as long as that share of it.
  private func window(of fault: Fault, _ index: Int, share: Double, in scenario: Scenario) -> (from: Instant, to: Instant) {
    window(of: fault, index, length_ms: Int64(scenario.length_ms * share), in: scenario)
  }

  private func window(of fault: Fault, _ index: Int, length_ms: Int64, in scenario: Scenario) -> (from: Instant, to: Instant) {
    let room = max(0, scenario.length_ms - Double(length_ms))
    let place = Swarm.stream(seed).uniform(Purpose.place, UInt32(fault.number * 16 + index))
    let from = scenario.start.advanced(by: Int64(room * place))
    return (from, from.advanced(by: max(1, length_ms)))
  }
}

extension Swarm.Fault {
  /// What its draws are counted by. Never renumber.
  fileprivate var number: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

extension Swarm {
  /// Switches the faults on in `scenario`, beside what it has of its own. - Complexity: O(segments).
  public func apply(to scenario: inout Scenario) {
    var swarm = self
    if scenario.metering.pipeline == nil { swarm.faults.removeAll { $0 == .stalls } }
    scenario.swarm = swarm
    for fault in swarm.faults { apply(fault, to: &scenario) }
  }

  private func apply(_ fault: Fault, to scenario: inout Scenario) {
    func add(_ kind: Condition.Kind, _ window: (from: Instant, to: Instant)) {
      scenario.conditions.append(Condition(kind: kind, from: window.from, to: window.to))
    }
    switch fault {
    case .duplicates:
      scenario.gateway.duplicates = max(scenario.gateway.duplicates, strength(of: fault, 0.1, 0.6))
      scenario.gateway.duplicateAfter_ms = Swarm.exponential(hours: 1)
    case .delays:
      let late = Condition.Kind.webhookFaults(duplicates: 0, delay_ms: Swarm.exponential(hours: strength(of: fault, 2, 60)))
      add(late, window(of: fault, 0, share: 0.1, in: scenario))
    case .reordering:
      let mixed = Condition.Kind.webhookFaults(duplicates: 0.5, delay_ms: Swarm.exponential(hours: strength(of: fault, 0.1, 6)))
      for index in 0..<2 { add(mixed, window(of: fault, index, share: 0.1, in: scenario)) }
    case .outages:
      let hours = strength(of: fault, 1, 24)
      for index in 0..<3 {
        let length_ms = Int64(hours * Double(Duration_ms.hour))
        add(.processorOutage, window(of: fault, index, length_ms: length_ms, in: scenario))
      }
    case .declines:
      let more = strength(of: fault, 0.2, 0.8)
      for index in 0..<2 { add(.cardDeclines(share: more), window(of: fault, index, share: 0.05, in: scenario)) }
    case .surges:
      // A pipeline that is driven beyond its capacity for long breaks the promise of its catalog, and rightly so.
      let share = scenario.metering.pipeline == nil ? 0.1 : min(0.1, Double(Duration_ms.day) / scenario.length_ms)
      add(.surge(factor: strength(of: fault, 1.5, 4)), window(of: fault, 0, share: share, in: scenario))
    case .abandoned:
      let share = strength(of: fault, 0.1, 0.5)
      for index in scenario.segments.indices {
        scenario.segments[index].funds.abandons = max(scenario.segments[index].funds.abandons, share)
      }
    case .stalls:
      let length_ms = Int64(strength(of: fault, 0.5, 6) * Double(Duration_ms.hour))
      for index in 0..<2 { add(.pipelineStall, window(of: fault, index, length_ms: length_ms, in: scenario)) }
    case .resends:
      let share = strength(of: fault, 0.1, 0.6)
      for index in scenario.segments.indices {
        scenario.segments[index].funds.resends = max(scenario.segments[index].funds.resends, share)
      }
    case .chargebacks:
      let share = strength(of: fault, 0.2, 0.8)
      for index in scenario.segments.indices {
        scenario.segments[index].disputesAfterRefund = max(scenario.segments[index].disputesAfterRefund, share)
      }
    }
  }

  private static func exponential(hours: Double) -> Distribution {
    (try? .exponential(mean: hours * Double(Duration_ms.hour))) ?? .zero
  }
}

extension Scenario {
  fileprivate var length_ms: Double { Double(end.since(start)) }
}
