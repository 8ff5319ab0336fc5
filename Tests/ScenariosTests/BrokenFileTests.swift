import Foundation
import Testing

@testable import Scenarios

/// `scenarios/broken/` holds one file per diagnostic, each with the message that it must get.
@Suite struct BrokenFileTests {
  /// Comments at the top of a broken file may set a limit or a flag: `# limit: bytes 64`, `# set: key.path=value`.
  private func messages(of path: String) throws -> (rendered: String, codes: [Diagnostic.Code]) {
    let bytes = try Repository.bytes(path)
    var limits = LoadLimits()
    var overrides = Overrides()
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n").prefix(while: { $0.hasPrefix("#") }) {
      let words = line.dropFirst().split(separator: " ").map(String.init)
      switch (words.first, words.dropFirst().first) {
      case ("limit:", "bytes"): limits.bytes = try #require(words.last.flatMap(Int.init))
      case ("limit:", "mistakes"): limits.mistakes = try #require(words.last.flatMap(Int.init))
      case ("set:", let flag?):
        let parts = flag.split(separator: "=", maxSplits: 1).map(String.init)
        overrides.set.append((key: parts[0], value: parts[1]))
      default: break
      }
    }
    do {
      _ = try ScenarioFile.load(path: path, overrides: overrides, limits: limits, source: Repository.source)
      return ("", [])
    } catch {
      guard case .invalid(let diagnostics) = error else { throw error }
      return (ScenarioError.invalid(diagnostics).rendered + "\n", diagnostics.map(\.code))
    }
  }

  @Test(arguments: Repository.yaml(in: "scenarios/broken"))
  func eachBrokenFileGetsItsMessage(path: String) throws {
    let (rendered, codes) = try messages(of: path)
    let expected = String(path.dropLast(5)) + ".expected"
    if ProcessInfo.processInfo.environment["RECORD_EXPECTED"] != nil {
      try rendered.write(to: Repository.root.appending(path: expected), atomically: true, encoding: .utf8)
    }
    #expect(rendered == String(decoding: try Repository.bytes(expected), as: UTF8.self))
    let name = String(lastComponent(of: path).dropLast(5))
    if name != "several-at-once" {
      // The code itself, perhaps with a few words about the case behind it.
      let shows = codes.contains { name == $0.rawValue || name.hasPrefix("\($0.rawValue)-") }
      #expect(shows, "\(path) should show the mistake it is named after")
    }
  }

  @Test(arguments: Diagnostic.Code.allCases.filter { !$0.isOfTraces })
  func eachDiagnosticHasABrokenFile(code: Diagnostic.Code) {
    #expect(Repository.yaml(in: "scenarios/broken").contains("scenarios/broken/\(code.rawValue).yaml"))
  }

  @Test func severalMistakesAreReportedAtOnceInOrder() throws {
    let (rendered, codes) = try messages(of: "scenarios/broken/several-at-once.yaml")
    #expect(codes.count == 9)
    let lines = rendered.split(separator: "\n").filter { $0.contains(": error: ") }.compactMap {
      Int($0.split(separator: ":")[1])
    }
    #expect(lines == lines.sorted())
  }
}
