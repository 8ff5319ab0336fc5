import Accounting
import Population
import Sampling

extension PlainDelivery {
  /// Nil where a law needs tables.
  fileprivate init?(_ behaviour: GatewayBehaviour) {
    guard let latency_ms = behaviour.latency_ms.directLaw, let duplicateAfter_ms = behaviour.duplicateAfter_ms.directLaw else {
      return nil
    }
    self.init(latency_ms: latency_ms, duplicates: behaviour.duplicates, duplicateAfter_ms: duplicateAfter_ms)
  }
}

/// The card processor's side of the conditions: what is in force at an instant.
struct Gateway: Sendable {
  let behaviour: GatewayBehaviour
  /// The same in a form that is read in place; nil where a law needs tables.
  let plain: PlainDelivery?
  let outages: [(from: Instant, to: Instant)]
  let faults: [(from: Instant, to: Instant, duplicates: Double, delay: Distribution)]
  let bursts: [(from: Instant, to: Instant, share: Double)]

  init(_ behaviour: GatewayBehaviour, conditions: [Condition]) {
    self.behaviour = behaviour
    plain = PlainDelivery(behaviour)
    var outages: [(from: Instant, to: Instant)] = []
    var faults: [(from: Instant, to: Instant, duplicates: Double, delay: Distribution)] = []
    var bursts: [(from: Instant, to: Instant, share: Double)] = []
    for condition in conditions {
      switch condition.kind {
      case .processorOutage: outages.append((condition.from, condition.to))
      case .webhookFaults(let duplicates, let delay): faults.append((condition.from, condition.to, duplicates, delay))
      case .cardDeclines(let share): bursts.append((condition.from, condition.to, share))
      case .surge, .pipelineStall: break
      }
    }
    self.outages = outages
    self.faults = faults
    self.bursts = bursts
  }

  /// Whether the processor does not answer at `now`.
  func isOut(at now: Instant) -> Bool {
    for outage in outages where outage.from <= now && now < outage.to { return true }
    return false
  }

  /// The share of what would have succeeded that is declined at `now` as well; the first burst's where several overlap.
  func declines(at now: Instant) -> Double {
    for burst in bursts where burst.from <= now && now < burst.to { return burst.share }
    return 0
  }

  /// How answers come while nothing is wrong with them, where it can be told without tables; nil at other times.
  func plainDelivery(at now: Instant) -> PlainDelivery? {
    for fault in faults.indices where faults[fault].from <= now && now < faults[fault].to { return nil }
    return plain
  }

  /// The webhook fault in force at `now`, or nil; the first one where several overlap.
  func fault(at now: Instant) -> (duplicates: Double, delay: Distribution)? {
    for fault in faults where fault.from <= now && now < fault.to { return (fault.duplicates, fault.delay) }
    return nil
  }
}
