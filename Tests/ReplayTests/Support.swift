import Accounting
import Billing
import Pricing
import Scenarios
import Simulation

/// A prepaid marketplace with 30 % on top, no expiry: the catalog of the worked examples.
let onTop = Catalog(name: "on-top", terms: Terms(fee: FeeRule(placement: .onTop, share: Share(percent: 30))))

/// Three plans, two packs, two products and one set of prices.
let offers = Catalog(
  name: "offers",
  terms: Terms(
    fee: FeeRule(placement: .onTop, share: .none),
    plans: PlanRules(
      plans: [
        Plan(name: "free", price: 0, analyses: 1, messages: 50), Plan(name: "pro", price: 9_900, analyses: 100),
        Plan(name: "enterprise", price: 99_900, hasFreeDocuments: true),
      ], fallback: PlanID(0)),
    packs: PackShelf(
      packs: [Pack(name: "single", credits: 1_000, price: 499), Pack(name: "medium", credits: 5_000, price: 1_999)]),
    reports: ReportRule(price: 2_900), documents: DocumentRule(),
    interviews: InterviewRules(
      unit: .credits,
      products: ["screening", "phone"].map {
        Product(name: $0, costKey: "interviews", price: .baseAndBeyond(base: 5_000, included: 15_000, price: 500))
      }, overrides: [PriceOverride(name: "acme", prices: [nil, .baseAndBeyond(base: 1_000, included: 0, price: 100)])])))

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
