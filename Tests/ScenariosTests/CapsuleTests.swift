import Accounting
import Testing

@testable import Scenarios

/// Capsules out and in again, and what is said about those that are damaged.
@Suite("Capsules")
struct CapsuleTests {
  static var full: Capsule {
    var capsule = Capsule(
      windtunnel: "0.1.0", file: "scenarios/check/small.yaml", sha256: String(repeating: "0a", count: 32), seed: .max, owner: 17,
      step: 4, at: CivilDate(year: 2026, month: 3, day: 9).midnight, invariant: "control-equals-subledger",
      equation: .init(leftName: "available \"paid\" in the ledger", left: 5_000, rightName: "its lots", right: -4_999),
      digest: 0x0123_4567_89AB_CDEF, repeatCommand: "windtunnel run scenarios/check/small.yaml --seed 18446744073709551615")
    capsule.set = [.init(key: "catalog.fee.on_top", value: "25 %"), .init(key: "about", value: "two\nlines")]
    capsule.owners = 40
    capsule.replication = 3
    capsule.horizon = "90 days"
    capsule.sabotage = "both-shares-floored"
    capsule.command = "settle p2 succeeded"
    capsule.status = "ok"
    return capsule
  }

  private func mistakes(_ text: String) -> String {
    do {
      _ = try CapsuleFile.decode(bytes: Array(text.utf8), name: "c.json")
      return ""
    } catch {
      return error.rendered
    }
  }

  @Test("What is written is read again")
  func roundTrip() throws {
    var plain = Self.full
    plain.set = []
    plain.repeatCommand += " --set 'about=two\nlines'"
    (plain.owners, plain.horizon, plain.sabotage, plain.command, plain.status) = (nil, nil, nil, nil, nil)
    for capsule in [Self.full, plain] {
      #expect(try CapsuleFile.decode(bytes: Array(capsule.text.utf8), name: "c.json") == capsule)
    }
    #expect(Self.full.text.hasPrefix("{\n  \"schema\": \"windtunnel-capsule/1\",\n"))
  }

  @Test("Another version is named as such, and nothing else is said about it")
  func versions() {
    let newer = Self.full.text.replacing("capsule/1", with: "capsule/2").replacing("\"seed\"", with: "\"sead\"")
    #expect(
      mistakes(newer) == """
        c.json:2:13: error: schema: the text 'windtunnel-capsule/2'; allowed: windtunnel-capsule/1 [unknown-name]
          hint: the capsule was written by another version of the program; use that one, or run the scenario again
        """)
    #expect(mistakes("{}").contains("c.json:1:1: error: no key 'schema', so this is no capsule"))
  }

  @Test(
    "Every mistake has its place",
    arguments: [
      ("\"seed\": 18446744073709551615", "\"seed\": -1", "c.json:10:11: error: seed: -1; allowed: a whole number"),
      ("\"owner\": 17", "\"owners\": 17", "error: the key 'owners' a second time"),
      ("\"owner\": 17", "\"ownr\": 17", "the unknown key 'ownr'"),
      ("0123456789abcdef", "0123", "error: digest: '0123'; allowed: 16 hexadecimal digits"),
      ("\"left\": 5000", "\"left\": 1.5", "error: equation.left: 1.5, which is not a whole number"),
      ("\"rightName\"", "\"rigthName\"", "did you mean 'rightName'?"),
      ("2026-03-09", "2026-02-30", "error: at: "), ("\"key\": \"about\"", "\"kay\": \"about\"", "error: set[1]: no key 'key'"),
      ("\"step\": 4", "\"step\": \"4\"", "error: step: the text '4'"), ("}\n", "", "error: "),
      ("\"sha256\": \"0a", "\"sha256\": \"zz", "error: scenario.sha256: "),
    ])
  func places(_ good: String, _ bad: String, _ said: String) {
    var capsule = Self.full
    capsule.set[1].value = "one line"
    #expect(capsule.text.contains(good))
    let found = mistakes(capsule.text.replacing(good, with: bad))
    #expect(found.contains(said), "\(found)")
    #expect(found.firstMatch(of: #/^c\.json:\d+:\d+: error: /#) != nil)
  }

  @Test("What is no capsule is refused", arguments: ["", "  \n", "[]", "null", "{", "\u{0}", "{\"schema\": [[[[", "x: 1"])
  func strange(_ text: String) {
    #expect(mistakes(text).hasPrefix("c.json:1:"))
  }

  @Test("A scenario that says something else by now is a mistake of the capsule")
  func changed() throws {
    let path = "scenarios/check/small.yaml"
    let loaded = try ScenarioFile.load(path: path, overrides: Overrides(owners: 40), source: Repository.source)
    var capsule = Self.full
    (capsule.set, capsule.horizon, capsule.seed) = ([], nil, loaded.scenario.seed)
    capsule.sha256 = loaded.digest
    #expect(try CapsuleFile.scenario(of: capsule, name: "c.json", source: Repository.source).digest == loaded.digest)
    let demanding = Overrides(owners: 40, thresholds: ["owners count > 0"])
    #expect(try ScenarioFile.load(path: path, overrides: demanding, source: Repository.source).digest == loaded.digest)
    capsule.owners = 41
    #expect(throws: ScenarioError.self) { try CapsuleFile.scenario(of: capsule, name: "c.json", source: Repository.source) }
  }
}
