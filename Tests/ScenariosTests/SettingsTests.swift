import Reporting
import Testing

@testable import Scenarios

@Suite("The scenario as it was understood")
struct SettingsTests {
  @Test("What is written stands with its words, what is not with its default, flags obeyed")
  func settings() throws {
    let loaded = try Sample.load(overrides: Overrides(set: [("catalog.fee.on_top", "25 %")]))
    let settings = Dictionary(uniqueKeysWithValues: loaded.settings.map { ($0.key, $0) })
    #expect(settings["catalog.fee.on_top"] == ScenarioSetting(key: "catalog.fee.on_top", value: "25 %", isDefault: false))
    #expect(settings["scenario"]?.isDefault == false)
    #expect(settings["catalog.fee.rounding"] != nil)
    let defaults = loaded.settings.filter(\.isDefault)
    #expect(defaults.count > 10 && defaults.allSatisfy { !$0.value.isEmpty })
    #expect(loaded.settings.contains { $0.key.hasPrefix("population[0].") && !$0.isDefault })
  }

  @Test("Values are cut where they are long, and no more keys are listed than anybody reads")
  func bounds() throws {
    let weights = "[" + (0..<168).map(String.init).joined(separator: ", ") + "]"
    let map = "a: \(weights)\nb: {x: 1, y: \"q\"}\n" + (0..<3_000).map { "k\($0): 1\n" }.joined()
    let context = Context(limits: .standard)
    let tree = try #require(Composer.tree(of: Array(map.utf8), file: "map.yaml", context: context))
    let settings = Settings(tree, defaults: ["": []]).all
    #expect(settings.count == Settings.most)
    #expect(
      settings[0].value.hasPrefix("[0, 1, 2") && settings[0].value.hasSuffix("…") && settings[0].value.count == Settings.longest)
    #expect(settings[1] == ScenarioSetting(key: "b", value: "{x: 1, y: \"q\"}", isDefault: false))
  }
}
