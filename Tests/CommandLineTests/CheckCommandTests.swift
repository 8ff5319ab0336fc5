import Foundation
import Testing

@testable import windtunnel

@Suite("windtunnel check", .serialized)
struct CheckCommandTests {
  private static let small = "scenarios/check/small.yaml"

  private func json(_ arguments: String...) throws -> [String: Any] {
    let result = try Program.execute(
      Program.path, ["check"] + arguments + ["--format", "json"], input: "", during: { _ in })
    let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    return try #require(object)
  }

  private func runs(_ report: [String: Any]) throws -> [[String: Any]] {
    let scenarios = try #require(report["scenarios"] as? [[String: Any]])
    return try scenarios.flatMap { try #require($0["runs"] as? [[String: Any]]) }
  }

  @Test("A clean check ends with 0 and names every scenario of the folder")
  func clean() throws {
    let result = try Program.run("check", "scenarios/check", "--seeds", "3")
    #expect(result.code == 0)
    #expect(result.output.hasPrefix("PASS  exit code 0\n"))
    let names = try FileManager.default.contentsOfDirectory(atPath: Program.root.path + "/scenarios/check")
    for name in names where name.hasSuffix(".yaml") { #expect(result.output.contains("✓  \(name.dropLast(5)) "), "\(name)") }
    #expect(result.output.contains("Faults switched on in "))
    #expect(result.errors.isEmpty)
  }

  @Test("The seeds begin with the scenario's own, each has its swarm, and a single run repeats its digest")
  func repeated() throws {
    let checked = try runs(json(Self.small, "--seeds", "4"))
    #expect(checked.map { $0["seed"] as? Int } == [7, 8, 9, 10])
    #expect(Set(checked.compactMap { $0["faults"] as? String }).count > 1)
    #expect(Set(checked.compactMap { $0["digest"] as? String }).count == 4)
    for run in checked {
      let seed = "\(try #require(run["seed"] as? Int))"
      let result = try Program.run("run", Self.small, "--seed", seed, "--set", "swarm=\(seed)", "--format", "json", "--no-report")
      let digest = try #require(run["digest"] as? String)
      #expect(result.code == 0 && result.output.contains("\"digest\": \"\(digest)\""), "seed \(seed)")
    }
    let plain = try runs(json(Self.small, "--seeds", "1", "--no-swarm"))
    #expect(plain[0]["faults"] is NSNull)
    #expect(
      try runs(json(Self.small, "--seeds", "1", "--first-seed", "9"))[0]["digest"] as? String == checked[2]["digest"] as? String)
  }

  @Test("Threads and shards change nothing but the time")
  func deterministic() throws {
    func stable(_ report: [String: Any]) throws -> Data {
      try JSONSerialization.data(withJSONObject: report.filter { $0.key != "wall" }, options: .sortedKeys)
    }
    let one = try stable(json(Self.small, "--seeds", "3", "--threads", "1"))
    #expect(try stable(json(Self.small, "--seeds", "3", "--threads", "4", "--shard-owners", "9", "--agenda", "sorted")) == one)
  }

  @Test("The first seed runs twice and has one digest; an oracle follows owners; both can be asked for or left out")
  func twiceAndOracle() throws {
    func invariants(_ report: [String: Any]) throws -> [String: Int] {
      let scenarios = try #require(report["scenarios"] as? [[String: Any]])
      let rows = try #require(scenarios[0]["invariants"] as? [[String: Any]])
      return try rows.reduce(into: [:]) { $0[try #require($1["name"] as? String)] = $1["checks"] as? Int }
    }
    let usual = try invariants(json(Self.small, "--seeds", "2"))
    #expect(usual["same-seed-same-digest"] == 1 && usual["oracle-agrees"] == nil)
    let report = try json(Self.small, "--seeds", "2", "--no-twice", "--oracle", "20%", "--audit", "off")
    let followed = try invariants(report)
    let compared = try #require(followed["oracle-agrees"])
    #expect(followed["same-seed-same-digest"] == nil && compared > 100)
    #expect(report["exitCode"] as? Int == 0)
    let command = "windtunnel check \(Self.small) --seeds 2 --audit off --oracle 20% --no-twice"
    #expect(report["repeat"] as? String == command)
  }

  @Test("Mistakes of all files are shown and end with 65, a missing file with 66, and nothing has run")
  func mistakes() throws {
    let bad = try Program.run("check", Self.small, "scenarios/broken/unknown-key.yaml", "scenarios/broken/not-a-term.yaml")
    #expect(bad.code == 65 && bad.output.isEmpty)
    #expect(bad.errors.contains("unknown-key.yaml:") && bad.errors.contains("not-a-term.yaml:"))
    #expect(try Program.run("check", "scenarios/check/smal.yaml").code == 66)
    #expect(try Program.run("check", "scenarios/catalogs").code == 65)
  }

  @Test(
    "Wrong usage ends with 64",
    arguments: [
      [], ["--seeds", "0"], ["--seeds", "many"], ["--budget", "soon"], ["--budget", "0s"], ["--owners", "0"],
      ["--first-seed", "-1"], ["--threads", "0"], ["--audit", "often"], ["--format", "html"],
    ])
  func usage(_ flags: [String]) throws {
    let arguments = ["check"] + (flags.isEmpty ? [] : [Self.small] + flags)
    let result = try Program.execute(Program.path, arguments, input: "", during: { _ in })
    #expect(result.code == 64 && result.output.isEmpty)
  }

  @Test("What is named and never happens ends with 5, and so does a check without checks")
  func inconclusive() throws {
    try Program.inTemporaryFolder { folder in
      let file = folder.appendingPathComponent("rare.yaml").path
      let catalog = Program.root.appendingPathComponent("scenarios/catalogs/instahuman.yaml").path
      let text = """
        scenario: rare
        start: 2026-01-01
        horizon: 1 month
        catalog: \(catalog)
        population:
          - {segment: sleepers, owners: 3, funds: {first_purchase: 10 USD, detaches_per_year: 0.0001}}
        """
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
      let rare = try Program.run("check", file, "--seeds", "2")
      #expect(rare.code == 5)
      #expect(rare.output.contains("INCONCLUSIVE  exit code 5"))
      #expect(rare.output.contains("method-detached"))
      let off = try Program.run("check", "scenarios/check/idle.yaml", "--seeds", "2", "--audit", "off")
      #expect(off.code == 5 && off.output.contains("No invariant was checked in 2 runs of idle"))
    }
  }

  @Test("A broken invariant ends with 2, and its capsule's line meets it again, on any threads")
  func broken() throws {
    try Program.inTemporaryFolder { folder in
      // A promise that the pipeline cannot keep while it stands still.
      let text = try Program.text("scenarios/check/pipeline.yaml").replacing("at_most: 3 days", with: "at_most: 1 hour")
      let file = folder.appendingPathComponent("short.yaml").path
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
      let out = folder.appendingPathComponent("out")
      let result = try Program.run(
        "check", file, "--owners", "60", "--seeds", "3", "--threads", "2", "--fail-fast", "--out", out.path)
      #expect(result.code == 2)
      #expect(result.output.contains("Invariant debt-bounded broke in pipeline"))
      #expect(result.output.contains("Stopped at the first run that failed"))
      let capsule = out.appendingPathComponent("capsule-pipeline-0-5.json").path
      #expect(try Program.run("explain", capsule).code == 2)
      let command = "run \(file) --seed 5 --owners 60 --set swarm=5"
      #expect(try String(contentsOfFile: capsule, encoding: .utf8).contains("\"repeat\": \"windtunnel \(command)\""))
      let again = folder.appendingPathComponent("again.json").path
      let run = try Program.shell(
        #""$WINDTUNNEL" \#(command) --threads 1 --shard-owners 50 --no-report --quiet --capsule \#(again)"#)
      #expect(run.code == 2)
      #expect(try Data(contentsOf: URL(fileURLWithPath: again)) == Data(contentsOf: URL(fileURLWithPath: capsule)))
    }
  }

  @Test("A budget goes on with further seeds, and says how many it covered")
  func budget() throws {
    let report = try json("scenarios/check/idle.yaml", Self.small, "--budget", "1s")
    #expect(report["exitCode"] as? Int == 0 || report["exitCode"] as? Int == 5)
    #expect(try runs(report).count > 2)
    let scope = try #require(report["scope"] as? String)
    #expect(scope.firstMatch(of: #/The budget of 1s covered \d+( to \d+)? seeds? of each scenario, [\d,]+ events/#) != nil)
  }

  @Test("The folder has check.json, check.md and junit.xml, and is replaced by the next check")
  func folder() throws {
    try Program.inTemporaryFolder { folder in
      let out = folder.appendingPathComponent("out")
      for seeds in ["1", "2"] {
        let result = try Program.run("check", "scenarios/check/idle.yaml", "--seeds", seeds, "--out", out.path, "--quiet")
        #expect(result.code == 0 && result.output.isEmpty && result.errors.isEmpty)
      }
      #expect(try FileManager.default.contentsOfDirectory(atPath: out.path).sorted() == ["check.json", "check.md", "junit.xml"])
      let page = try String(contentsOf: out.appendingPathComponent("check.md"), encoding: .utf8)
      #expect(page.hasPrefix("<!-- windtunnel:check -->\n**PASS** (exit code 0): 1 scenario held in 2 runs of"))
      #expect(try Program.run("check", Self.small, "--owners", "1000000", "--out", "/dev/null/x").code == 73)
    }
  }

  @Test("In GitHub's Actions the summary is appended and failures are annotated, elsewhere not")
  func actions() throws {
    try Program.inTemporaryFolder { folder in
      let summary = folder.appendingPathComponent("summary.md")
      try Data("before\n".utf8).write(to: summary)
      let line = #""$WINDTUNNEL" check scenarios/check/idle.yaml --seeds 1 --audit off"#
      let quiet = try Program.shell("env -u GITHUB_ACTIONS -u GITHUB_STEP_SUMMARY \(line)")
      #expect(quiet.code == 5 && !quiet.errors.contains("::error"))
      let loud = try Program.shell("GITHUB_ACTIONS=true GITHUB_STEP_SUMMARY='\(summary.path)' \(line)")
      #expect(loud.code == 5)
      #expect(loud.errors.hasPrefix("::error file=scenarios/check/idle.yaml,line=1,title=windtunnel check::No invariant was"))
      let text = try String(contentsOf: summary, encoding: .utf8)
      #expect(text.hasPrefix("before\n<!-- windtunnel:check -->\n**INCONCLUSIVE** (exit code 5)"))
      try Data(repeating: 0x20, count: 1 << 20).write(to: summary)
      let full = try Program.shell("GITHUB_STEP_SUMMARY='\(summary.path)' \(line)")
      #expect(full.errors.contains("larger than 1 MiB"))
      #expect(try Data(contentsOf: summary).count == 1 << 20)
      let bad = try Program.shell(#"GITHUB_ACTIONS=true "$WINDTUNNEL" check scenarios/broken/unknown-key.yaml"#)
      #expect(bad.code == 65)
      #expect(bad.errors.firstMatch(of: #/::error file=scenarios\/broken\/unknown-key\.yaml,line=\d+,col=\d+/#) != nil)
    }
  }

  @Test("A missed threshold is annotated where the file says it")
  func missed() throws {
    try Program.inTemporaryFolder { folder in
      let file = folder.appendingPathComponent("idle.yaml").path
      let folders = Program.root.appendingPathComponent("scenarios/catalogs/").path
      let idle = try Program.text("scenarios/check/idle.yaml").replacing("../catalogs/", with: folders + "/")
      let text = idle + "  - owners count > 1000000\n"
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
      let line = text.split(separator: "\n", omittingEmptySubsequences: false).count - 1
      let result = try Program.shell(#"GITHUB_ACTIONS=true "$WINDTUNNEL" check \#(file) --seeds 1"#)
      #expect(result.code == 3)
      #expect(result.errors.hasPrefix("::error file=\(file),line=\(line),title=windtunnel check::Threshold 'owners count"))
    }
  }

  @Test("Times of a budget")
  func times() {
    let times = ["90s": 90, "2m": 120, "2 minutes": 120, "1h": 3_600, "45": 45]
    for (text, seconds) in times { #expect(WallTime(argument: text)?.seconds == Int64(seconds), "\(text)") }
    for text in ["", "m", "2 years", "-1s", "1.5m"] { #expect(WallTime(argument: text) == nil, "\(text)") }
  }

  @Test("Every golden report exercised all that its scenario names")
  func golden() throws {
    let folder = Program.root.appendingPathComponent("reports/golden")
    for name in try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted() {
      let file = folder.appendingPathComponent("\(name)/report.json")
      guard let data = try? Data(contentsOf: file) else { continue }
      let root = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
      let sometimes = try #require(root["sometimes"] as? [[String: Any]])
      let never = sometimes.filter { $0["expected"] as? Bool == true && $0["count"] as? Int == 0 }
      #expect(never.isEmpty, "\(name): \(never.compactMap { $0["name"] as? String })")
    }
  }
}
