// The entry of the fuzzer: built by `scripts/fuzz-scenarios`, not by the package.

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

/// Loads the bytes as a scenario, as a catalog and as a trace. Whatever they are, it must return.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let source = FileSource(read: { path, _ in path.hasSuffix("instahuman.yaml") ? .bytes(catalog) : .missing })
  _ = try? ScenarioFile.decode(bytes: bytes, name: "fuzzed.yaml", source: source)
  _ = try? CatalogFile.decode(bytes: bytes, name: "fuzzed.yaml")
  _ = TraceReader.read(bytes, file: "fuzzed.jsonl")
  return 0
}
