import Foundation
import Testing

@testable import Scenarios

@Suite struct SchemaTests {
  private func parsed(_ kind: ScenarioSchema.FileKind) throws -> [String: Any] {
    let object = try JSONSerialization.jsonObject(with: Data(ScenarioSchema.json(for: kind).utf8))
    return try #require(object as? [String: Any])
  }

  @Test(arguments: ScenarioSchema.tables.map(\.name))
  func everyKeyOfTheDecoderIsInTheSchema(name: String) throws {
    let definitions = try #require(try parsed(.scenario)["$defs"] as? [String: Any])
    let definition = try #require(definitions[name] as? [String: Any])
    let properties = try #require(definition["properties"] as? [String: Any])
    let table = try #require(ScenarioSchema.tables.first { $0.name == name })
    #expect(Set(properties.keys) == Set(table.names))
    #expect(definition["additionalProperties"] as? Bool == false)
    for key in table.keys {
      let property = try #require(properties[key.name] as? [String: Any])
      #expect((property["description"] as? String)?.isEmpty == false, "\(name).\(key.name) has no description")
    }
  }

  @Test func everyReferenceHasADefinition() throws {
    let definitions = try #require(try parsed(.scenario)["$defs"] as? [String: Any])
    let text = ScenarioSchema.json()
    for match in text.matches(of: /"#\/\$defs\/([a-z_]+)"/) {
      #expect(definitions[String(match.1)] != nil, "\(match.1) is not defined")
    }
    #expect(Set(ScenarioSchema.tables.map(\.name)).count == ScenarioSchema.tables.count, "two tables share a name")
  }

  @Test func everyKindOfDistributionIsInTheSchema() throws {
    let definitions = try #require(try parsed(.scenario)["$defs"] as? [String: Any])
    for measure in Measure.allCases {
      let law = try #require(definitions[measure.definition] as? [String: Any])
      let map = try #require((law["anyOf"] as? [[String: Any]])?.last)
      let properties = try #require(map["properties"] as? [String: Any])
      #expect(Set(properties.keys) == Set(DistributionReader.kinds + DistributionReader.limits))
    }
  }

  /// Validates files with an independent implementation, where this machine has one.
  private static let script = """
    import sys, json, glob
    try:
        import yaml, jsonschema
    except ImportError:
        print("skipped"); sys.exit(0)
    class Loader(yaml.SafeLoader): pass
    # Dates stay texts, as in YAML 1.2.
    Loader.yaml_implicit_resolvers = {k: [r for r in v if r[0] != "tag:yaml.org,2002:timestamp"] for k, v in yaml.SafeLoader.yaml_implicit_resolvers.items()}
    schema = json.load(sys.stdin)
    jsonschema.Draft202012Validator.check_schema(schema)
    for path in sys.argv[1:]:
        document = json.loads(json.dumps(yaml.load(open(path), Loader)))
        for error in jsonschema.Draft202012Validator(schema).iter_errors(document):
            print(path, list(error.absolute_path), error.message[:200])
    """

  private func complaints(_ kind: ScenarioSchema.FileKind, _ paths: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["python3", "-c", Self.script] + paths.map { Repository.root.appending(path: $0).path }
    let input = Pipe()
    let output = Pipe()
    process.standardInput = input
    process.standardOutput = output
    let schema = FileManager.default.temporaryDirectory.appending(path: "windtunnel-schema-\(kind.rawValue)-\(UUID()).json")
    try ScenarioSchema.json(for: kind).write(to: schema, atomically: true, encoding: .utf8)
    defer { try? FileManager.default.removeItem(at: schema) }
    process.standardInput = try FileHandle(forReadingFrom: schema)
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return process.terminationStatus == 0 || process.terminationStatus == 127 ? text : "the validator failed: \(text)"
  }

  @Test(arguments: [
    (ScenarioSchema.FileKind.scenario, "scenarios"), (.scenario, "scenarios/check"), (.scenario, "scenarios/what-if"),
    (.catalog, "scenarios/catalogs"),
    (.segment, "scenarios/populations"),
  ])
  func theShippedFilesAreValidByTheSchema(kind: ScenarioSchema.FileKind, folder: String) throws {
    let text = try complaints(kind, Repository.yaml(in: folder))
    #expect(text.isEmpty || text == "skipped\n", "\(text)")
  }

  @Test func theSchemaRefusesAMisspeltKeyToo() throws {
    let text = try complaints(.scenario, ["scenarios/broken/unknown-key.yaml"])
    #expect(!text.isEmpty)
  }
}
