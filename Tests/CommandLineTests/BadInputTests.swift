import Foundation
import Testing

/// Damaged capsules, traces, scenarios and catalogs, given to the commands that read them.
@Suite("Input that cannot be read", .serialized)
struct BadInputTests {
  /// A damaged file, and what is said about it.
  struct Damage: Sendable, CustomTestStringConvertible {
    var name: String
    var content: [UInt8]
    var expected: [String]
    var testDescription: String { name }

    init(_ name: String, _ content: String, _ expected: String...) {
      self.init(name, Array(content.utf8), expected)
    }

    init(_ name: String, _ content: [UInt8], _ expected: [String]) {
      self.name = name
      self.content = content
      self.expected = expected
    }
  }

  static let isNoText = "hint: is the file compressed, or no text at all?"
  /// The start of a compressed file.
  static let binary: [UInt8] = [0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0xFF, 0xFE, 0x0A, 0x7B]
  static let line = #"{"at":"2026-01-01T00:00:00Z","owner":"o1","do":"purchase","amount":10000}"#

  static let capsules = [
    Damage("cut.json", #"{"schema": "windtunnel-capsule/1", "windt"#, "cut.json:1:36: error: ", "was it cut short?"),
    Damage("binary.json", binary, ["binary.json:1:1: error: the control character U+001F", isNoText]),
    Damage("empty.json", "", "empty.json:1:1: error: an empty file; allowed: a capsule as 'run' writes it"),
    Damage(
      "latin.json", Array("{\"schema\": \"".utf8) + [0xE9, 0x22, 0x7D],
      ["latin.json:1:13: error: bytes that are not UTF-8", isNoText]),
    Damage(
      "huge.json", #"{"schema": "windtunnel-capsule/1", "seed": 99999999999999999999, "owner": 4294967295, "step": 1e400}"#,
      "huge.json:1:44: error: seed: 99999999999999999999; allowed: a whole number, 0 to ",
      "huge.json:1:75: error: owner: 4294967295; allowed: a whole number, 0 to 4294967294", "huge.json:1:95: error: step: 1e400"),
    Damage(
      "other.json", #"{"schema": "windtunnel-report/1"}"#, "other.json:1:12: error: schema: ",
      "hint: a capsule is what a run leaves"),
    Damage(
      "newer.json", #"{"schema": "windtunnel-capsule/2"}"#, "newer.json:1:12: error: schema: ", "written by another version"),
    Damage("none.json", "{}", "none.json:1:1: error: no key 'schema', so this is no capsule"),
    Damage("list.json", "[1, 2]", "list.json:1:1: error: '['; allowed: one JSON object"),
  ]

  static let traces = [
    Damage("cut.jsonl", line + "\n" + String(line.dropLast(20)), "cut.jsonl:2:48: error: ", "was the file cut short?"),
    Damage("binary.jsonl", binary, ["binary.jsonl:1:1: error: the control character U+001F", isNoText]),
    Damage("empty.jsonl", "", "empty.jsonl:1:1: error: a trace without commands; allowed: one JSON object a line, such as "),
    Damage("header.jsonl", "{\"trace\":1}\n", "header.jsonl:1:1: error: a trace without commands"),
    Damage("latin.jsonl", Array(line.utf8.prefix(38)) + [0xE9], ["latin.jsonl:1:39: error: bytes that are not UTF-8", isNoText]),
    Damage(
      "huge.jsonl", line.replacing("10000", with: "99999999999999999999"),
      "huge.jsonl:1:68: error: amount: 99999999999999999999; allowed: whole minor units, "),
    Damage(
      "newer.jsonl", "{\"trace\":2}\n" + line, "newer.jsonl:1:10: error: trace: 2; allowed: 1",
      "hint: the trace was written by another version"),
    Damage("long.jsonl", String(repeating: " ", count: 70_000) + line, "long.jsonl:1:1: error: a line of more than 65536 bytes"),
  ]

  static let scenarios = [
    Damage("cut.yaml", "scenario: small\npopulation: [{segment: a", "cut.yaml:", "error: the file cannot be read as YAML"),
    Damage("binary.yaml", binary, ["binary.yaml:1:1: error: "]),
    Damage("empty.yaml", "", "empty.yaml:1:1: error: the file is empty"),
    Damage("huge.yaml", "scenario: small\nseed: 99999999999999999999\n", "huge.yaml:2:7: error: seed: "),
  ]

  private func refuse(_ damage: Damage, _ words: [String], _ after: [String] = []) throws {
    try Program.inTemporaryFolder { folder in
      let file = folder.appendingPathComponent(damage.name)
      try Data(damage.content).write(to: file)
      let result = try Program.execute(Program.path, words + [file.path] + after, input: "", during: { _ in })
      #expect(result.code == 65, "\(words): \(result.errors)")
      #expect(result.output.isEmpty)
      for part in damage.expected { #expect(result.errors.contains(part), "\(words): \(result.errors)") }
      // Nothing is left beside it either.
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == [damage.name])
    }
  }

  @Test("A damaged capsule ends with 65, place and hint", arguments: capsules)
  func capsule(damage: Damage) throws {
    for command in ["explain", "shrink"] { try refuse(damage, [command]) }
  }

  @Test("A damaged trace ends with 65, place and hint", arguments: traces)
  func trace(damage: Damage) throws {
    for command in ["replay", "shrink"] { try refuse(damage, [command], ["--catalog", "instahuman"]) }
    try refuse(damage, ["validate"])
  }

  @Test("A damaged scenario ends with 65 and place", arguments: scenarios)
  func scenario(damage: Damage) throws {
    for words in [["run", "--no-report"], ["check"], ["explain", "--owner", "1"], ["shrink"], ["validate"]] {
      try refuse(damage, words)
    }
    if damage.name != "huge.yaml" { try refuse(damage, ["replay", "scenarios/traces/worked-examples.jsonl", "--catalog"]) }
  }

  @Test("A missing file ends with 66, a folder in its place with 74 and what to do")
  func missing() throws {
    try Program.inTemporaryFolder { folder in
      let catalog = ["--catalog", "instahuman"]
      for (words, after) in [
        (["run", "--no-report"], []), (["check"], []), (["explain", "--owner", "1"], []), (["shrink"], []), (["validate"], []),
        (["replay"], catalog), (["verify"], []), (["replay", "scenarios/traces/worked-examples.jsonl", "--catalog"], []),
      ] {
        let nowhere = folder.appendingPathComponent("nowhere.jsonl").path
        let gone = try Program.execute(Program.path, words + [nowhere] + after, input: "", during: { _ in })
        #expect(gone.code == 66 && gone.errors.contains("nowhere.jsonl: error: no such file"), "\(words): \(gone.errors)")
        // A folder holds scenarios for these two.
        if words == ["check"] || words == ["validate"] { continue }
        let read = try Program.execute(Program.path, words + [folder.path] + after, input: "", during: { _ in })
        #expect(read.code == 74 && read.errors.contains("it is a folder\n  hint: name a file in it"), "\(words): \(read.errors)")
      }
    }
  }
}
