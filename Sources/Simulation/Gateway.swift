import Accounting
import Population
import Sampling

/// The card processor's side of the conditions: what is in force at an instant.
struct Gateway: Sendable {
  let behaviour: GatewayBehaviour
  let outages: [(from: Instant, to: Instant)]
  let faults: [(from: Instant, to: Instant, duplicates: Double, delay: Distribution)]
  let bursts: [(from: Instant, to: Instant, share: Double)]

  init(_ behaviour: GatewayBehaviour, conditions: [Condition]) {
    self.behaviour = behaviour
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

  /// The webhook fault in force at `now`, or nil; the first one where several overlap.
  func fault(at now: Instant) -> (duplicates: Double, delay: Distribution)? {
    for fault in faults where fault.from <= now && now < fault.to { return (fault.duplicates, fault.delay) }
    return nil
  }
}
