import Foundation
import Scenarios
import Simulation
import Testing

/// What needs no bug: a clean build breaks nothing, and says so; a metering that never answers breaks a promise in any build.
@Suite("windtunnel shrink")
struct ShrinkCommandTests {
  private static let pipeline = "scenarios/check/pipeline.yaml"

  /// An owner whose credits are used up in many small uses, and whose metering does not end its access in three days.
  private var endless: String {
    var lines = [
      #"{"trace":1,"catalog":"scenarios/check/pipeline.yaml","charges":"recorded"}"#,
      #"{"at":"2026-03-09T10:11:12.345Z","owner":"maria","do":"attach-method","card":"4242424242424242"}"#,
      #"{"at":"2026-03-09T10:11:13.000Z","owner":"maria","do":"purchase","amount":1234,"key":"p1"}"#,
      #"{"at":"2026-03-09T10:12:21.417Z","owner":"maria","do":"settle","payment":"p1","result":"succeeded"}"#,
      #"{"at":"2026-03-09T10:13:00Z","owner":"otto","do":"grant","amount":77}"#,
    ]
    for minute in 10..<50 {
      lines.append(#"{"at":"2026-03-09T11:\#(minute):07Z","owner":"maria","do":"use","quantity":\#(9 + minute)}"#)
      lines.append(#"{"at":"2026-03-09T11:\#(minute):08Z","owner":"otto","do":"use","quantity":1}"#)
    }
    lines.append(#"{"at":"2026-03-14T03:02:01Z","owner":"maria","do":"use","quantity":5}"#)
    return lines.joined(separator: "\n") + "\n"
  }

  @Test("End to end: of 85 commands of two owners four of one stay, and replay is red by the same invariant")
  func endToEnd() throws {
    try Program.inTemporaryFolder { folder in
      let long = folder.appendingPathComponent("long.jsonl").path
      try Data(endless.utf8).write(to: URL(fileURLWithPath: long))
      let result = try Program.run("shrink", long)
      #expect(result.code == 2, "\(result.errors)")
      let short = folder.appendingPathComponent("long.shrunk.jsonl").path
      #expect(result.output.contains("debt-bounded broke: \(long)\nbefore: 2 owners, 85 commands"), "\(result.output)")
      #expect(result.output.contains("\nafter:  1 owner, 4 commands over 4 days"))
      #expect(result.output.hasSuffix("repeat: windtunnel replay \(short) --catalog \(Self.pipeline)    (exit code 2)\n"))
      let replayed = try Program.run("replay", short, "--quiet")
      #expect(replayed.code == 2 && replayed.errors.hasPrefix("violated: debt-bounded, owner o1,"), "\(replayed.errors)")
      // The same again, and nothing is smaller.
      let again = try Program.run("shrink", short, "--out", folder.appendingPathComponent("again.jsonl").path)
      #expect(again.code == 2 && again.output.contains("before: 1 owner, 4 commands"))
      #expect(again.output.contains("after:  1 owner, 4 commands"))
    }
  }

  @Test("A capsule of a run with a planted bug says in other builds how to get one that has it, and ends with 5")
  func planted() throws {
    try Program.inTemporaryFolder { folder in
      let path = folder.appendingPathComponent("capsule.json").path
      let small = "scenarios/check/small.yaml"
      let loaded = try ScenarioFile.load(path: Program.root.appendingPathComponent(small).path)
      var capsule = Capsule(
        windtunnel: "0.1.0", file: small, sha256: loaded.digest, seed: loaded.scenario.seed, owner: 3, step: 4,
        at: loaded.scenario.start, invariant: "burn-order", equation: .init(leftName: "one", left: 1, rightName: "two", right: 2),
        digest: 1, repeatCommand: "windtunnel run \(small) --sabotage newest-first")
      capsule.sabotage = "newest-first"
      try Data(capsule.text.utf8).write(to: URL(fileURLWithPath: path))
      for verb in ["explain", "shrink"] {
        let result = try Program.run(verb, path)
        #expect(result.code == 5 && result.output.isEmpty)
        #expect(result.errors.hasPrefix("inconclusive: the run of \(path) had the planted bug 'newest-first', and this"))
        #expect(result.errors.contains("hint: swift build -c release --traits Sabotage"))
        #expect(result.errors.hasSuffix("windtunnel \(verb) \(path)\n"))
      }
      capsule.sabotage = nil
      try Data(capsule.text.utf8).write(to: URL(fileURLWithPath: path))
      let gone = try Program.run("shrink", path)
      #expect(gone.code == 5 && gone.errors.contains("now nothing breaks"))
      let flags = try Program.run("shrink", path, "--seed", "3")
      #expect(flags.code == 64 && flags.errors.contains("a capsule names the scenario's flags and the owner itself"))
    }
  }

  @Test("Where nothing breaks there is nothing to shrink, and nothing is written")
  func nothing() throws {
    try Program.inTemporaryFolder { folder in
      let out = folder.appendingPathComponent("short.jsonl").path
      for arguments in [
        ["scenarios/check/small.yaml", "--owner", "1"],
        ["scenarios/traces/worked-examples.jsonl", "--catalog", "scenarios/catalogs/firsthand.yaml"],
      ] {
        let result = try Program.execute(Program.path, ["shrink"] + arguments + ["--out", out], input: "", during: { _ in })
        #expect(result.code == 0, "\(result.errors)")
        #expect(result.output.contains("nothing breaks"))
        #expect(!FileManager.default.fileExists(atPath: out))
      }
    }
  }

  @Test("Wrong words and missing files end as everywhere")
  func mistakes() throws {
    #expect(try Program.run("shrink", "nowhere.yaml").code == 66)
    #expect(try Program.run("shrink", "nowhere.jsonl").code == 66)
    #expect(try Program.run("shrink", "nowhere.json").code == 66)
    #expect(try Program.run("shrink", "scenarios/check/small.yaml", "--budget", "soon").code == 64)
    #expect(try Program.run("shrink", "scenarios/check/small.yaml", "--owner", "999999").code == 64)
    #expect(try Program.run("shrink", "scenarios/check/small.yaml", "--owner", "1..3").code == 64)
    #expect(try Program.run("shrink", "-").code == 65)
  }
}
