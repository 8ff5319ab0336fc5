import Foundation
import Testing

@Suite("Command line", .serialized)
struct CommandLineTests {
  static let small = "scenarios/check/small.yaml"

  @Test(
    "Every command explains itself with examples",
    arguments: ["run", "check", "validate", "replay", "explain", "shrink", "verify", "schema", "bench", "report", "runs"])
  func help(_ command: String) throws {
    let result = try Program.run(command, "--help")
    #expect(result.code == 0)
    #expect(result.output.contains("EXAMPLES"))
    #expect(result.output.contains("windtunnel \(command)"))
    #expect(result.errors.isEmpty)
  }

  @Test("The version is a number, and the program without arguments explains itself")
  func version() throws {
    #expect(try Program.run("--version").output.wholeMatch(of: #/\d+\.\d+\.\d+\n/#) != nil)
    let bare = try Program.run()
    #expect(bare.code == 0 && bare.output.contains("SUBCOMMANDS"))
  }

  @Test(
    "Wrong usage ends with 64 and says what is wanted",
    arguments: [
      ["run"], ["fly"], ["run", small, "--seed", "x"], ["run", small, "--threads", "0"], ["run", small, "--owners", "0"],
      ["run", small, "--audit", "often"], ["run", small, "--set", "novalue"], ["run", small, "--record-owners", "1"],
      ["run", small, "--record", "x", "--record-owners", "9..1"], ["run", small, "--out", "x", "--no-report"], ["validate"],
      ["verify"],
      ["replay"], ["bench", "--owners", "0"], ["schema", "house"],
    ])
  func usage(_ arguments: [String]) throws {
    let result = try Program.execute(Program.path, arguments, input: "", during: { _ in })
    #expect(result.code == 64)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("Error") || result.errors.contains("Usage"))
  }

  @Test("A missing file ends with 66 and names it", arguments: ["run", "validate"])
  func missing(_ command: String) throws {
    let result = try Program.run(command, "scenarios/check/smal.yaml")
    #expect(result.code == 66)
    #expect(result.errors.contains("scenarios/check/smal.yaml"))
    #expect(result.errors.contains("small.yaml"))
    #expect(try Program.run("replay", "nowhere.jsonl", "--catalog", "x").code == 66)
  }

  @Test("A scenario with mistakes ends with 65 and shows file, line and column")
  func badScenario() throws {
    for command in ["run", "validate"] {
      let result = try Program.run(command, "scenarios/broken/unknown-key.yaml")
      #expect(result.code == 65)
      #expect(result.errors.firstMatch(of: #/scenarios/broken/unknown-key\.yaml:\d+:\d+: error: /#) != nil)
    }
    let flag = try Program.run("run", Self.small, "--set", "catalog.fee.on_tip=25 %")
    #expect(flag.code == 65 && flag.errors.contains("on_top"))
  }

  @Test(
    "An output that cannot be created ends with 73 before the run begins",
    arguments: [
      ["--out", "/dev/null/report"], ["--out", "/dev/full"], ["--out", "/"], ["--no-report", "--record", "/dev/null/t"],
      ["--no-report", "--record", "/nowhere/t"], ["--no-report", "--record", "/"],
    ])
  func unwritable(_ flags: [String]) throws {
    // A run of this size would take minutes.
    let arguments = ["run", Self.small, "--owners", "1000000"] + flags
    let result = try Program.execute(Program.path, arguments, input: "", during: { _ in })
    #expect(result.code == 73)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains(flags.contains("--out") ? "--out" : "--record"))
  }

  @Test("A full disk ends with 74, and the report is printed all the same")
  func fullDisk() throws {
    let result = try Program.run("run", Self.small, "--no-report", "--record", "/dev/full")
    #expect(result.code == 74)
    #expect(result.output.contains("PASS"))
    #expect(result.errors.contains("/dev/full"))
    #expect(try Program.shell(#""$WINDTUNNEL" schema > /dev/full"#).code == 74)
  }

  @Test("A device is written to, never replaced")
  func device() throws {
    #expect(try Program.run("run", Self.small, "--no-report", "--quiet", "--record", "/dev/null").code == 0)
    let type = try FileManager.default.attributesOfItem(atPath: "/dev/null")[.type] as? FileAttributeType
    #expect(type == .typeCharacterSpecial)
  }

  @Test("Stable reports are the same bytes for any threads and shards; the others differ in wall and threads alone")
  func stable() throws {
    func report(_ flags: String...) throws -> String {
      let arguments = ["run", Self.small, "--no-report", "--format", "json"] + flags
      return try Program.execute(Program.path, arguments, input: "", during: { _ in }).output
    }
    let usual = try report("--stable")
    #expect(!usual.contains("\"wall\"") && !usual.contains("\"threads\""))
    for shard in ["1", "64", "4096"] {
      for threads in ["1", "3"] {
        #expect(try report("--stable", "--threads", threads, "--shard-owners", shard) == usual)
        let whole = try report("--threads", threads, "--shard-owners", shard)
        var lines = whole.split(separator: "\n", omittingEmptySubsequences: false)
        let wall = try #require(lines.firstIndex { $0.hasPrefix("  \"wall\"") })
        let before = String(lines[wall - 1].dropLast())
        lines.replaceSubrange((wall - 1)..<(lines.count - 2), with: [before[...]])
        lines.removeAll { $0.hasPrefix("  \"threads\"") }
        #expect(lines.joined(separator: "\n") == usual)
      }
    }
  }

  @Test("report.json has the promised keys in the promised order")
  func keys() throws {
    let text = try Program.run("run", Self.small, "--no-report", "--format", "json").output
    func keys(indent: Int, in text: String) -> [String] {
      text.matches(of: #/(?m)^( *)"([A-Za-z0-9]+)":/#).filter { $0.1.count == indent }.map { String($0.2) }
    }
    let promised = [
      "schema", "windtunnel", "scenario", "seed", "threads", "owners", "start", "horizon", "verdict", "exitCode", "digest",
      "events", "commands", "invariants", "thresholds", "sometimes", "money", "operations", "wall",
    ]
    #expect(keys(indent: 2, in: text).filter(promised.contains) == promised)
    let json = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    func names(_ key: String) -> Set<String> { Set((json[key] as? [String: Any])?.keys.map { $0 } ?? []) }
    #expect(names("scenario").isSuperset(of: ["name", "file", "sha256"]))
    #expect(names("money").isSuperset(of: ["monthly", "rollForward", "byAccount"]))
    #expect(names("wall").isSuperset(of: ["seconds", "eventsPerSecond", "peakMemoryBytes"]))
    let invariant = try #require((json["invariants"] as? [[String: Any]])?.first)
    #expect(Set(invariant.keys) == ["name", "checks", "violations", "first"])
  }

  @Test("The command that repeats a run gives the same report, whatever was overridden")
  func repeats() throws {
    try Program.inTemporaryFolder { folder in
      let copy = folder.appendingPathComponent("it's mine.yaml").path
      let yaml = try Program.text(Self.small).replacing("../", with: "\(Program.root.path)/scenarios/")
      try yaml.write(toFile: copy, atomically: true, encoding: .utf8)
      let flags = [
        "--owners", "12", "--horizon", "40 days", "--set", "catalog.fee.on_top=25 %", "--seed", "18446744073709551615",
        "--replication", "3", "--limit-events", "3000000000",
      ]
      let arguments = ["run", copy, "--no-report", "--stable"] + flags
      let first = try Program.execute(Program.path, arguments + ["--format", "json"], input: "", during: { _ in })
      #expect(first.code == 0, "\(first.errors)")
      let json = try #require(JSONSerialization.jsonObject(with: Data(first.output.utf8)) as? [String: Any])
      let command = try #require(json["repeat"] as? String)
      #expect(command.hasPrefix("windtunnel run "))
      let again = try Program.shell("\"$WINDTUNNEL\" \(command.dropFirst(11)) --no-report --stable --format json")
      #expect(again.output == first.output, "\(again.errors)")
    }
  }

  @Test("A shorter horizon on the command line leaves out later conditions")
  func shorter() throws {
    #expect(try Program.run("run", Self.small, "--no-report", "--quiet", "--horizon", "1 ms").code == 0)
  }

  @Test("Limits are raised by flags", arguments: [("owners", "too-many-owners"), ("memory", "too-much-memory")])
  func limits(name: String, code: String) throws {
    let path = "scenarios/broken/\(code).yaml"
    #expect(try Program.run("run", path, "--no-report").errors.contains("--limit-\(name)"))
    let value = name == "owners" ? "4294967294" : "100000000"
    let raised = try Program.run("run", path, "--no-report", "--limit-\(name)", value, "--limit-events", "1")
    #expect(!raised.errors.contains("[\(code)]") && raised.errors.contains("[too-many-events]"))
  }

  @Test("A run writes its folder, prints what was asked for, and says nothing else when piped")
  func run() throws {
    try Program.inTemporaryFolder { folder in
      let out = folder.appendingPathComponent("report").path
      let result = try Program.run("run", Self.small, "--out", out, "--format", "json")
      #expect(result.code == 0)
      #expect(result.errors == "report: \(out)/\n")
      #expect(!result.output.contains("\u{1B}"))
      let json = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
      #expect(json["verdict"] as? String == "pass")
      #expect(json["owners"] as? Int == 60)
      for name in ["report.json", "summary.md", "monthly.csv", "junit.xml"] {
        #expect(FileManager.default.fileExists(atPath: "\(out)/\(name)"), "\(name)")
      }
      let quiet = try Program.run("run", Self.small, "--out", out, "--quiet")
      #expect(quiet.code == 0 && quiet.output.isEmpty && quiet.errors.isEmpty)
      #expect(try Program.run("run", Self.small, "--no-report", "--format", "markdown").output.hasPrefix("**PASS**"))
    }
  }

  @Test("The digest depends on seed and replication, not on threads, shards, agenda or audit")
  func digests() throws {
    func digest(_ flags: String...) throws -> Substring {
      let arguments = ["run", Self.small, "--no-report", "--format", "json"] + flags
      let result = try Program.execute(Program.path, arguments, input: "", during: { _ in })
      return try #require(result.output.firstMatch(of: #/"digest": "([0-9a-f]{16})"/#), "\(result.errors)").1
    }
    let usual = try digest()
    #expect(try digest("--threads", "3", "--shard-owners", "7") == usual)
    #expect(try digest("--agenda", "sorted", "--audit", "off") == usual)
    #expect(try digest("--seed", "8") != usual)
    #expect(try digest("--replication", "1") != usual)
    #expect(try digest("--set", "catalog.fee.on_top=25 %") != usual)
  }

  @Test(
    "A signal ends a run within two seconds, with a partial report",
    arguments: [(SIGINT, 130), (SIGTERM, 143)] as [(Int32, Int32)])
  func signals(signal: Int32, code: Int32) throws {
    try Program.inTemporaryFolder { folder in
      let out = folder.appendingPathComponent("report").path
      var asked = Date()
      let trace = folder.appendingPathComponent("trace").path
      let arguments = [
        "run", Self.small, "--owners", "200000", "--out", out, "--quiet", "--record", trace, "--record-owners", "0..99999",
      ]
      let result = try Program.execute(Program.path, arguments, input: "") { process in
        Thread.sleep(forTimeInterval: 1)
        asked = Date()
        kill(process.processIdentifier, signal)
      }
      #expect(result.code == code, "\(result.errors)")
      #expect(Date().timeIntervalSince(asked) < 2)
      let report = try String(contentsOfFile: "\(out)/report.json", encoding: .utf8)
      #expect(report.contains("\"verdict\": \"partial\""))
      #expect(!FileManager.default.fileExists(atPath: trace))
    }
  }

  @Test("A pipe that closes early ends the program without a word")
  func brokenPipe() throws {
    let result = try Program.shell(#"for n in 1 2 3; do "$WINDTUNNEL" schema | head -c 10 >/dev/null; done"#)
    #expect(result.errors.isEmpty)
    let ignored = try Program.shell(#"trap '' PIPE; "$WINDTUNNEL" schema | true"#)
    #expect(ignored.errors.isEmpty)
  }

  @Test("What is shipped is valid")
  func shipped() throws {
    let result = try Program.run(
      "validate", "scenarios/catalogs", "scenarios/check", "scenarios/traces", "scenarios/instahuman.yaml")
    #expect(result.code == 0, "\(result.errors)")
    #expect(result.output.contains("scenarios/check/small.yaml: ok"))
  }

  @Test("The schema is JSON, for every kind of file", arguments: ["scenario", "catalog", "segment"])
  func schema(_ kind: String) throws {
    let result = try Program.run("schema", kind)
    let json = try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
    #expect(json?["$defs"] != nil)
  }

  @Test("Bench prints one object a measurement")
  func bench() throws {
    let result = try Program.run("bench", "--owners", "20", "--owners", "30", "--days", "30", "--format", "json")
    let rows = try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
    #expect(rows.compactMap { $0["owners"] as? Int } == [20, 30, 20, 30])
    #expect(rows.compactMap { $0["name"] as? String } == ["hold", "hold", "billing-toy", "billing-toy"])
    for key in ["name", "events", "seconds", "eventsPerSecondPerCore", "bytesPeak"] { #expect(rows[0][key] != nil, "\(key)") }
  }
}
