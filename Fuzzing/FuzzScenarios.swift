// The entry of the fuzzer: built by `scripts/fuzz-scenarios`, not by the package.

import Glibc
import Scenarios

/// The other files of the repository are not there: a scenario names at most this catalog.
private let catalog = Array(
  """
  catalog: fuzzed
  fee: {on_top: 30 %}
  revisions: [{effective: 2026-07-01, fee: {inside: 20 %}}]
  plans: {offered: [{name: free, price: 0 USD}, {name: pro, price: 99 USD, trial: 14 days}], fallback: free}
  packs: {offered: [{name: medium, credits: 5, price: 19.99 USD}]}
  """.utf8)

/// Which readers are asked: `scenario` (and catalog), `trace`, `capsule` or `journal`; all of them unless FUZZ says.
private let asked = getenv("FUZZ").map { String(cString: $0) } ?? "all"

private func asks(_ reader: String) -> Bool { asked == "all" || asked == reader }

/// Loads the bytes as a scenario, as a catalog, as a trace, as a capsule and as a journal. Whatever they are, it must return.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if asks("scenario") {
    let source = FileSource(read: { path, _ in path.hasSuffix("instahuman.yaml") ? .bytes(catalog) : .missing })
    _ = try? ScenarioFile.decode(bytes: bytes, name: "fuzzed.yaml", source: source)
    _ = try? CatalogFile.decode(bytes: bytes, name: "fuzzed.yaml")
  }
  if asks("trace") { _ = TraceReader.read(bytes, file: "fuzzed.jsonl") }
  if asks("journal") {
    for form in [JournalReader.Form.lines, .table] {
      if let sums = try? JournalReader.read(bytes, file: "fuzzed", form: form) { precondition(sums.broken <= sums.checks) }
    }
  }
  // What is taken for a capsule is one: written again it reads the same.
  if asks("capsule"), let capsule = try? CapsuleFile.decode(bytes: bytes, name: "fuzzed.json") {
    precondition((try? CapsuleFile.decode(bytes: Array(capsule.text.utf8), name: "again.json")) == capsule)
  }
  return 0
}
