import Accounting
import Billing

/// Subscriptions in a table: `subscribe 1 [by checkout]`, `plan 2`, `end plan`, `reactivate`, `analyse`, `chat 10`; plans by their
/// place in the list.
extension CommandText {
  static func planCommand(_ words: [String]) -> Command? {
    let number = words.count > 1 ? Int64(words[1]) : nil
    switch words[0] {
    case "subscribe": return number.map { .subscribe(PlanID(UInt8($0)), throughCheckout: words.contains("checkout")) }
    case "plan": return number.map { .changePlan(PlanID(UInt8($0))) }
    case "end": return .cancel
    case "reactivate": return .reactivate
    case "analyse": return .analyse
    case "chat": return number.map { .chat(messages: $0) }
    default: return nil
    }
  }
}
