import Foundation
import Testing

@Suite("The conformance suite itself")
struct RuleIDTests {
  /// The ids that the display names of the tests in this folder begin with.
  private func testedIDs() throws -> Set<String> {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
    var ids: Set<String> = []
    for file in files where file.pathExtension == "swift" {
      let text = try String(contentsOf: file, encoding: .utf8)
      for match in text.matches(of: /@Test\(\s*"([A-Z]+-D?[0-9]+)[ :]/) { ids.insert(String(match.1)) }
    }
    return ids
  }

  @Test("Every rule has a test, and every test that names a rule names one that exists")
  func everyRuleIsTested() throws {
    let tested = try testedIDs()
    for id in ruleIDs { #expect(tested.contains(id), "\(id) has no test") }
    for id in tested.sorted() { #expect(ruleIDs.contains(id), "\(id) is not on the list of rules") }
  }
}
