import Testing

@testable import Scenarios

/// `docs/scenario-format.md` names every key and its example is sound.
@Suite struct DocumentationTests {
  private func text() throws -> String {
    String(decoding: try Repository.bytes("docs/scenario-format.md"), as: UTF8.self)
  }

  @Test(arguments: ScenarioSchema.tables.map(\.name))
  func everyKeyIsDocumented(table name: String) throws {
    let text = try text()
    let table = try #require(ScenarioSchema.tables.first { $0.name == name })
    for key in table.names {
      // As a row of a table, within a path of keys, or in an example.
      let forms = ["`\(key)`", "`\(key).", ".\(key)`", "{\(key):", " \(key):", "{\(key),", " \(key),", " \(key)}"]
      #expect(forms.contains { text.contains($0) }, "\(name).\(key) is not documented")
    }
  }

  @Test(arguments: DistributionReader.kinds)
  func everyDistributionIsDocumented(kind: String) throws {
    #expect(try text().contains("| `\(kind)` |"))
  }

  @Test func theExampleIsASoundScenario() throws {
    let lines = try text().split(separator: "\n", omittingEmptySubsequences: false)
    let start = try #require(lines.firstIndex { $0.hasPrefix("    scenario:") })
    let example = lines[start...].prefix { $0.hasPrefix("    ") }.map { $0.dropFirst(4) }.joined(separator: "\n")
    let loaded = try Sample.load(example)
    #expect(loaded.scenario.segments.map(\.name) == ["teams"])
  }
}
