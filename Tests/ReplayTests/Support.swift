import Accounting
import Billing
import Pricing
import Scenarios
import Simulation

/// A prepaid marketplace with 30 % on top, no expiry: the catalog of the worked examples.
let onTop = Catalog(name: "on-top", terms: Terms(fee: FeeRule(placement: .onTop, share: Share(percent: 30))))

/// What one owner looked like after one step.
struct Seen: Equatable {
  var at: Instant
  var owner: Int
  var verb: String
  var status: Status
  var available: Int64
  var held: Int64
}

enum TestFailure: Error {
  case mistakes([String])
}

func read(_ text: String) throws -> Trace {
  switch TraceReader.read(text.utf8, file: "test.jsonl") {
  case .trace(let trace): return trace
  case .mistakes(let diagnostics): throw TestFailure.mistakes(diagnostics.map(\.rendered))
  }
}

/// Replays `text` and lists what happened; the second value is the end.
func replay(_ text: String, catalog: Catalog = onTop) throws -> (steps: [Seen], summary: Replay.Summary) {
  var replay = Replay(try read(text), catalog: catalog)
  var steps: [Seen] = []
  let summary = try replay.run { book, step in
    let owner = book.owners[step.slot.index]
    steps.append(
      Seen(
        at: step.at, owner: step.owner, verb: step.command?.kind.name ?? "advance", status: step.status,
        available: owner.available, held: owner.escrowed))
    return true
  }
  return (steps, summary)
}

/// A line about owner `o1`; `fields` is the rest of the object.
func line(_ at: String, _ verb: String, _ fields: String = "", owner: String = "o1") -> String {
  "{\"at\":\"\(at)\",\"owner\":\"\(owner)\",\"do\":\"\(verb)\"" + (fields.isEmpty ? "" : ",\(fields)") + "}\n"
}
