import Accounting
import Billing
import Pricing

/// Which step of a trace asked for which payments: what must go along when the step goes.
struct Charges {
  /// By step: the numbers of the owner's payments that came with it. Those of timers are of no step.
  private var payments: [Range<UInt32>]

  /// Replays the trace once. - Complexity: O(steps).
  init(of trace: Trace, catalog: Catalog) {
    payments = Array(repeating: 0..<0, count: trace.steps.count)
    var last = Array(repeating: UInt32(0), count: trace.owners.count)
    var found: [(line: Int, range: Range<UInt32>)] = []
    _ = trace.firstViolation(catalog: catalog) { book, step in
      let number = book.owners[step.slot.index].lastPaymentNumber
      if let line = step.line, number > last[step.owner] { found.append((line, last[step.owner] + 1..<number + 1)) }
      last[step.owner] = number
      return true
    }
    var index = 0
    for (line, range) in found {
      while index < trace.steps.count, trace.steps[index].line < line { index += 1 }
      if index < trace.steps.count { payments[index] = range }
    }
  }

  /// The trace without some steps, without what is about the payments that they asked for, and with the other payments' new
  /// numbers.
  func removing(_ range: Range<Int>, from trace: Trace) -> Trace {
    var gone: [Set<UInt32>] = Array(repeating: [], count: trace.owners.count)
    var result = trace
    var removed = Set(range)
    for index in trace.steps.indices {
      guard let owner = trace.steps[index].owner else { continue }
      let payment = trace.steps[index].command?.payment
      if let payment, gone[owner].contains(payment.number) { removed.insert(index) }
      if removed.contains(index) {
        gone[owner].formUnion(payments[index])
      } else if let payment {
        let before = gone[owner].count { $0 < payment.number }
        result.steps[index].command = result.steps[index].command?.about(PaymentID(payment.number - UInt32(before)))
      }
    }
    return result.keeping { !removed.contains($0) }
  }
}

extension Command {
  /// The payment that the command is about; nil when it is about none.
  var payment: PaymentID? {
    switch self {
    case .settle(let payment, _), .refund(let payment, _), .dispute(let payment): payment
    default: nil
    }
  }
}
