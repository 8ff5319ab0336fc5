import Foundation
import Testing

@Suite("windtunnel run --baseline, and the costliest owners")
struct BaselineCommandTests {
  private static let scenario = "scenarios/prepaid-api.yaml"

  private func run(_ words: String...) throws -> Program.Result {
    try Program.execute(
      Program.path, ["run", Self.scenario, "--audit", "off", "--horizon", "120 days", "--stable"] + words, input: "",
      during: { _ in })
  }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  @Test("The report names what it was compared with, by file or by folder, and ends as it would without")
  func compares() throws {
    try Program.inTemporaryFolder { folder in
      let (before, after) = ("\(folder.path)/before", "\(folder.path)/after")
      #expect(try run("--owners", "40", "--quiet", "--out", before).code == 0)
      let result = try run(
        "--owners", "40", "--out", after, "--format", "json", "--baseline", before, "--set", "gateway.latency=1 minute")
      #expect(result.code == 0)
      let found = try object(result.output)
      let baseline = try #require(found["baseline"] as? [String: Any])
      let old = try object(try String(contentsOfFile: "\(before)/report.json", encoding: .utf8))
      #expect(old["baseline"] == nil)
      #expect(baseline["net"] as? Int == ((old["money"] as? [String: Any])?["total"] as? [String: Any])?["net"] as? Int)
      #expect(baseline["digest"] as? String == old["digest"] as? String)
      let page = try String(contentsOfFile: "\(after)/report.html", encoding: .utf8)
      #expect(page.contains(" in the baseline") && page.contains("Compared with \(before)"))
      // Drawn again from its file it says the same.
      let again = try Program.run("report", after)
      #expect(again.output == page)
      let same = try run("--owners", "40", "--no-report", "--baseline", "\(before)/report.json")
      #expect(same.code == 0)
    }
  }

  @Test("Another schema, another file, a file that is missing: 65, 65, 66, before anything runs")
  func refuses() throws {
    try Program.inTemporaryFolder { folder in
      let texts = [
        "{\"schema\": \"windtunnel-check/1\"}", "{\"schema\": \"windtunnel-report/99\"}", "{\"schema\": \"windtunnel-report/1\"}",
        "scenario: no\n", "",
      ]
      for text in texts {
        let file = folder.appendingPathComponent("report.json").path
        try Data(text.utf8).write(to: URL(fileURLWithPath: file))
        for path in [file, folder.path] {
          let result = try run("--no-report", "--baseline", path)
          #expect(result.code == 65 && result.output.isEmpty, "\(text): \(result)")
          #expect(result.errors.contains("error: ") && result.errors.contains("hint: "), "\(text): \(result.errors)")
        }
      }
      let missing = try run("--no-report", "--baseline", folder.appendingPathComponent("none.json").path)
      #expect(missing.code == 66 && missing.errors.contains("hint: "))
    }
  }

  @Test("Each of the costliest owners has a life that adds up to what it cost, and a command line that tells it whole")
  func costliest() throws {
    let words = ["--owners", "300", "--no-report", "--format", "json"]
    func output(_ flags: String...) throws -> String {
      try Program.execute(
        Program.path, ["run", Self.scenario, "--audit", "off", "--stable"] + words + flags, input: "", during: { _ in }
      ).output
    }
    let text = try output("--threads", "1")
    #expect(try output("--threads", "2", "--shard-owners", "50") == text)
    let report = try object(text)
    let owners = try #require(report["worstOwners"] as? [[String: Any]])
    #expect((3...10).contains(owners.count))
    let losses = owners.compactMap { $0["loss"] as? Int }
    #expect(losses == losses.sorted(by: >) && (losses.last ?? 0) > 0)
    for owner in owners {
      let timeline = try #require(owner["timeline"] as? [String: Any])
      let months = try #require(timeline["months"] as? [[String: Any]])
      #expect(months.reduce(0) { $0 + ($1["lost"] as? Int ?? 0) } == owner["loss"] as? Int)
      #expect(months.reduce(0) { $0 + ($1["commands"] as? Int ?? 0) } == timeline["commands"] as? Int)
      let events = try #require(timeline["events"] as? [[String: Any]])
      #expect(events.contains { ($0["what"] as? String)?.contains("given up as lost") ?? false })
      #expect(events.count <= 20)
    }
    let explain = try #require(owners.first?["explain"] as? String)
    #expect(explain.hasPrefix("windtunnel explain \(Self.scenario) --seed 1 --owners 300 --owner o"))
    let told = try Program.shell("\"$WINDTUNNEL\"" + explain.dropFirst("windtunnel".count))
    #expect(told.code == 0 && told.output.contains("given up as lost"))
  }

  @Test("With a pipeline whole partitions live again, and the lives are those of the run")
  func partitions() throws {
    let result = try Program.run(
      "run", "scenarios/check/pipeline.yaml", "--audit", "off", "--no-report", "--format", "json", "--stable")
    let owners = try #require(try object(result.output)["worstOwners"] as? [[String: Any]])
    #expect(!owners.isEmpty)
    for owner in owners {
      let months = try #require((owner["timeline"] as? [String: Any])?["months"] as? [[String: Any]])
      #expect(months.reduce(0) { $0 + ($1["lost"] as? Int ?? 0) } == owner["loss"] as? Int)
    }
  }
}
