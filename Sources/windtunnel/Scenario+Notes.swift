import Accounting
import Reporting
import Simulation

extension Scenario {
  /// What goes differently for a while, and the dates of changed prices, in the order of their beginnings.
  var notes: [ConditionNote] {
    let differences = conditions.map { condition in
      let (kind, text) = condition.kind.words
      return ConditionNote(kind: kind, text: text, from: condition.from, to: condition.to)
    }
    let prices = catalogs.flatMap { catalog in
      catalog.revisions.map {
        ConditionNote(kind: "price change", text: "new terms of the catalog \(catalog.name)", from: $0.effective, to: nil)
      }
    }
    let notes = (differences + prices).filter { $0.from < end }
    // Those that begin together stay in the order of the scenario.
    return notes.enumerated().sorted { ($0.element.from, $0.offset) < ($1.element.from, $1.offset) }.map(\.element)
  }
}

extension Condition.Kind {
  /// What it is called, and what it does.
  fileprivate var words: (kind: String, text: String) {
    func number(_ value: Double) -> String {
      value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : String(value)
    }
    func percent(_ share: Double) -> String { "\(number((share * 1_000).rounded() / 10)) %" }
    return switch self {
    case .surge(let factor): ("surge", "owners are \(number(factor)) times as active")
    case .processorOutage: ("processor outage", "every charge is declined softly")
    case .cardDeclines(let share): ("card declines", "cards decline \(percent(share)) of what would have succeeded")
    case .webhookFaults(let duplicates, _): ("webhook faults", "answers come late, \(percent(duplicates)) of them twice")
    case .pipelineStall: ("pipeline stall", "nothing is metered, uses wait")
    }
  }
}
