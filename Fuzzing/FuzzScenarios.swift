// The entry of the fuzzer: built by `scripts/fuzz-scenarios`, not by the package.

import Scenarios

/// The other files of the repository are not there: a scenario names at most this catalog.
private let catalog = Array(
  """
  catalog: fuzzed
  fee: {on_top: 30 %}
  revisions: [{effective: 2026-07-01, fee: {inside: 20 %}}]
  """.utf8)

/// Loads the bytes as a scenario and as a catalog. Whatever they are, it must return.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  let source = FileSource(read: { path, _ in path.hasSuffix("instahuman.yaml") ? .bytes(catalog) : .missing })
  _ = try? ScenarioFile.decode(bytes: bytes, name: "fuzzed.yaml", source: source)
  _ = try? CatalogFile.decode(bytes: bytes, name: "fuzzed.yaml")
  return 0
}
