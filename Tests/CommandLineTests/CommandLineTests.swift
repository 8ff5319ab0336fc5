import Foundation
import Testing

@Suite("Command line", .serialized)
struct CommandLineTests {
  static let small = "scenarios/check/small.yaml"

  @Test("Every command explains itself with examples", arguments: ["run", "validate", "replay", "schema", "bench"])
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

  @Test("An output that cannot be created ends with 73, and the report is printed all the same")
  func unwritable() throws {
    let result = try Program.run("run", Self.small, "--out", "/dev/null/report")
    #expect(result.code == 73)
    #expect(result.output.contains("PASS"))
    #expect(result.errors.contains("--out"))
    #expect(try Program.run("run", Self.small, "--no-report", "--quiet", "--record", "/dev/null/t").code == 73)
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
      let arguments = ["run", Self.small, "--owners", "200000", "--out", out, "--quiet"]
      let result = try Program.execute(Program.path, arguments, input: "") { process in
        Thread.sleep(forTimeInterval: 1)
        asked = Date()
        kill(process.processIdentifier, signal)
      }
      #expect(result.code == code, "\(result.errors)")
      #expect(Date().timeIntervalSince(asked) < 5)
      let report = try String(contentsOfFile: "\(out)/report.json", encoding: .utf8)
      #expect(report.contains("\"verdict\": \"partial\""))
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
    #expect(Set(rows.compactMap { $0["owners"] as? Int }) == [20, 30])
    for key in ["name", "events", "seconds", "eventsPerSecondPerCore", "bytesPeak"] { #expect(rows[0][key] != nil, "\(key)") }
  }
}
