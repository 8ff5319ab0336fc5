import Foundation
import Testing

/// Who may know whom. The table is the design's; a new arrow is a decision, and is made here first.
private let mayImport: [String: Set<String>] = [
  "Accounting": [],
  "Pricing": ["Accounting"],
  "Billing": ["Accounting", "Pricing"],
  "Auditing": ["Accounting", "Pricing", "Billing"],
  "Oracle": ["Accounting", "Pricing", "Billing"],
  "Measurement": ["Accounting"],
  "CSampling": ["CGSL"],
  "Sampling": ["CSampling"],
  "Statistics": ["CSampling"],
  "Experiments": ["Sampling", "Statistics"],
  "Population": ["Accounting", "Pricing", "Billing", "Sampling"],
  "Simulation": ["Accounting", "Pricing", "Billing", "Auditing", "Oracle", "Measurement", "Sampling", "Population"],
  "Reporting": ["Accounting", "Measurement", "Statistics", "Experiments"],
  "Scenarios": ["Accounting", "Pricing", "Billing", "Sampling", "Population", "Simulation", "Reporting", "Yams"],
  "Archive": ["Accounting", "Measurement", "Reporting", "GRDB"],
  "windtunnel": [
    "Archive", "Accounting", "Pricing", "Billing", "Auditing", "Measurement", "Sampling", "Population", "Simulation",
    "Statistics", "Experiments", "Reporting", "Scenarios", "ArgumentParser",
  ],
]

/// What comes with the system or with Swift.
private let systemModules: Set<String> = ["Foundation", "Glibc", "Darwin", "Dispatch", "Synchronization"]

/// Modules without input, output, clock and threads: they import nothing of the system, but for the atomic that keeps large
/// structs at one address (`Anchor`).
private let pure = ["Accounting", "Pricing", "Billing", "Auditing", "Oracle"]

@Suite("Modules")
struct ModuleTests {
  @Test("Every module imports only what the table allows", arguments: mayImport.keys.sorted())
  func imports(_ module: String) throws {
    let allowed = try #require(mayImport[module]).union(pure.contains(module) ? [] : systemModules)
    for file in try SourceTree.files(in: "Sources/\(module)") {
      let allowed = file.path == "Sources/Accounting/Anchor.swift" ? ["Synchronization"] : allowed
      let others = Set(file.imports).subtracting(allowed)
      #expect(others.isEmpty, "\(file.path) imports \(others.sorted().joined(separator: ", "))")
    }
  }

  @Test("Every module is in the table, and the table has no circle")
  func table() throws {
    let modules = try SourceTree.modules
    #expect(Set(modules).subtracting(["CGSL"]) == Set(mayImport.keys))
    for module in mayImport.keys {
      var reached: Set<String> = []
      var open = mayImport[module, default: []]
      while let next = open.popFirst() {
        if reached.insert(next).inserted { open.formUnion(mayImport[next, default: []]) }
      }
      #expect(!reached.contains(module), "\(module) reaches itself")
    }
  }

  @Test("The manifest declares no more than the table allows")
  func manifest() throws {
    let url = SourceTree.root.appendingPathComponent("Package.swift")
    let text = try String(contentsOf: url, encoding: .utf8)
    var seen: Set<String> = []
    for match in text.matches(
      of: #/\.(?:target|executableTarget)\(\s*name: "(\w+)"(?:,\s*dependencies: \[(.*?)\])?\s*[,)]/#.dotMatchesNewlines())
    {
      let module = String(match.1)
      // What only tests use lies beside them.
      if module.hasSuffix("TestSupport") { continue }
      seen.insert(module)
      let products = (match.2 ?? "").replacing(#/package: "[^"]*"/#, with: "")
      let dependencies = Set(products.matches(of: #/"([\w-]+)"/#).map { String($0.1) })
      let allowed = try #require(mayImport[module], "\(module) is not in the table")
      #expect(dependencies.isSubset(of: allowed), "\(module): \(dependencies.subtracting(allowed).sorted())")
    }
    #expect(seen == Set(mayImport.keys))
  }

  @Test("The core has no floating point, no concurrency and no existentials", arguments: pure)
  func pureModules(_ module: String) throws {
    for file in try SourceTree.files(in: "Sources/\(module)") {
      for (index, line) in file.code.enumerated() {
        let found = line.firstMatch(of: #/\b(Double|Float|Decimal|async|await|any|Task|Date)\b/#)
        #expect(found == nil, "\(file.path):\(index + 1): \(found.map { String($0.1) } ?? "")")
      }
    }
  }

  @Test("No source knows a system by its name: systems are data")
  func noNames() throws {
    let names = ["instahuman", "firsthand", "instaview", "homeinsight", "home insight", "openai"]
    for suffix in [".swift", ".c", ".h"] {
      for file in try SourceTree.files(in: "Sources", suffix: suffix) {
        for name in names {
          #expect(!file.text.lowercased().contains(name), "\(file.path) says \(name)")
        }
      }
    }
  }

  @Test("Files stay readable: at most 400 lines", arguments: ["Sources", "Tests"])
  func lengths(_ folder: String) throws {
    for file in try SourceTree.files(in: folder) {
      #expect(file.lines.count <= 401, "\(file.path) has \(file.lines.count - 1) lines")
    }
  }

  @Test("Nothing is forced and no end is without a reason", arguments: ["Sources"])
  func forced(_ folder: String) throws {
    for file in try SourceTree.files(in: folder) {
      for (index, line) in file.code.enumerated() {
        let found = line.firstMatch(of: #/try!|\bas!|fatalError\(\)/#)
        #expect(found == nil, "\(file.path):\(index + 1)")
      }
    }
  }
}
