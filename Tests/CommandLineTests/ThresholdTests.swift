import Foundation
import Testing

/// Exit codes of demands on a run's figures, as a shell sees them.
@Suite("Thresholds on the command line")
struct ThresholdTests {
  private static let idle = "scenarios/check/idle.yaml"

  private func run(_ demands: String..., flags: [String] = []) throws -> Program.Result {
    let arguments = ["run", Self.idle, "--no-report", "--format", "json", "--stable"] + flags
    return try Program.execute(
      Program.path, arguments + demands.flatMap { ["--threshold", $0] }, input: "", during: { _ in })
  }

  private func verdicts(_ result: Program.Result) throws -> [String?] {
    let json = try #require(try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any])
    let lines = try #require(json["thresholds"] as? [[String: Any]])
    // The scenario's own come first.
    return lines.filter { ($0["expression"] as? String)?.hasPrefix("purchase") ?? false }.map { $0["verdict"] as? String }
  }

  @Test("A demand that is met passes, one that is missed ends with 3, one without data with 5")
  func exitCodes() throws {
    let met = try run("purchase count > 0")
    #expect(met.code == 0)
    #expect(try verdicts(met) == ["pass"])
    let missed = try run("purchase count > 0", "purchase count > 1000")
    #expect(missed.code == 3)
    #expect(try verdicts(missed) == ["pass", "fail"])
    #expect(missed.output.contains("\"exitCode\": 3"))
    let unknown = try run("use.refused rate < 1 %")
    #expect(unknown.code == 5)
    #expect(try run("use.refused rate < 1 %", "purchase count > 1000").code == 3)
    #expect(try run("revenue total in 2031-01 >= 0 USD").code == 5)
  }

  @Test("What cannot be understood is refused before the run, with its place and the nearest name")
  func refused() throws {
    let result = try run("purchase.refusd count = 0")
    #expect(result.code == 65)
    #expect(result.output.isEmpty)
    #expect(
      result.errors.hasPrefix("--threshold 'purchase.refusd count = 0':1:1: error: unknown metric 'purchase.refusd'"))
    #expect(result.errors.contains("hint: did you mean 'purchase.refused'?"))
  }

  @Test("The command line that repeats the run has the demands, and they change nothing that happens")
  func repeated() throws {
    let plain = try run()
    let demanding = try run("purchase count > 0")
    #expect(demanding.output.contains("--threshold 'purchase count > 0'"))
    func digest(_ text: String) -> String? { text.split(separator: "\n").first { $0.hasPrefix("  \"digest\"") }.map(String.init) }
    #expect(digest(plain.output) == digest(demanding.output))
    #expect(digest(plain.output) != nil)
  }

  @Test("A capsule of a run with demands of its own is explained like any other")
  func capsule() throws {
    try Program.inTemporaryFolder { folder in
      let text = try Program.text("scenarios/check/pipeline.yaml").replacing("at_most: 3 days", with: "at_most: 1 hour")
      let file = folder.appendingPathComponent("short.yaml").path
      try Data(text.utf8).write(to: URL(fileURLWithPath: file))
      let capsule = folder.appendingPathComponent("capsule.json").path
      let run = try Program.run(
        "run", file, "--owners", "60", "--seed", "5", "--set", "swarm=5", "--threshold", "owners count > 0", "--no-report",
        "--capsule", capsule, "--quiet")
      #expect(run.code == 2)
      let explained = try Program.run("explain", capsule)
      #expect(explained.code == 2 && explained.output.contains("debt-bounded broken after step"), "\(explained.errors)")
    }
  }

  @Test("The largest debt is the same for any threads and shards")
  func largestDebt() throws {
    func thresholds(_ flags: String...) throws -> String {
      let arguments = [
        "run", "scenarios/check/pipeline.yaml", "--no-report", "--format", "json", "--stable", "--threshold", "debt max > 0 USD",
      ]
      let result = try Program.execute(Program.path, arguments + flags, input: "", during: { _ in })
      #expect(result.code == 0, "\(result.errors)")
      return result.output.split(separator: "\n").filter { $0.contains("debt max") || $0.contains("largestDebt") }.joined()
    }
    let usual = try thresholds()
    #expect(usual.contains("largestDebt"))
    #expect(try thresholds("--threads", "3", "--shard-owners", "1") == usual)
    #expect(try thresholds("--threads", "1", "--shard-owners", "4096") == usual)
  }
}
