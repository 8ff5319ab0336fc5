import Foundation
import Testing

@Suite("The bench command")
struct BenchCommandTests {
  /// The objects that a part prints, each measured once.
  private func figures(_ words: String...) throws -> [[String: Any]] {
    let result = try Program.execute(
      Program.path, ["bench"] + words + ["--runs", "1", "--seconds", "0", "--format", "json"], input: "", during: { _ in })
    try #require(result.code == 0, "\(result.errors)")
    return try #require(JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [[String: Any]])
  }

  private func names(_ rows: [[String: Any]]) -> [String] { rows.compactMap { $0["figure"] as? String } }

  @Test("Each figure has a name, a unit, a median, a spread and the number of its runs")
  func keys() throws {
    let rows = try figures("toy", "--owners", "20", "--days", "30")
    #expect(names(rows) == ["toy.20"])
    for key in ["unit", "median", "low", "high", "runs", "name", "owners", "events", "seconds", "threads", "bytesPeak"] {
      #expect(rows[0][key] != nil, "\(key)")
    }
    #expect(rows[0]["unit"] as? String == "events/s")
  }

  @Test("Measured once, the same work is counted once")
  func once() throws {
    let rows = try figures("toy", "--owners", "20", "--days", "30") + figures("toy", "--owners", "20", "--days", "30")
    #expect(rows[0]["events"] as? Int == rows[1]["events"] as? Int)
  }

  @Test("Every distribution has its price, and every kind of command that came")
  func pieces() throws {
    let draws = names(try figures("draws"))
    #expect(draws.contains("draws.exponential") && draws.contains("draws.gamma") && draws.contains("draws.mixture"))
    let commands = try figures("apply", "scenarios/check/subscriptions.yaml", "--owners", "20")
    #expect(names(commands).contains("apply.subscribe") && names(commands).contains("apply.renewal-timer"))
    #expect(commands.allSatisfy { ($0["count"] as? Int ?? 0) > 0 })
    #expect(names(try figures("apply", "--owners", "5")).contains("apply.use"))
  }

  @Test("The price of the checks is a share of the run")
  func invariants() throws {
    let rows = try figures("invariants", "--owners", "20")
    #expect(names(rows) == ["off", "final", "step", "share"].map { "invariants.toy.\($0)" })
  }

  @Test("Scaling goes by owners, threads or horizon")
  func scaling() throws {
    let owners = names(try figures("scaling", "owners", "--owners", "10", "--owners", "20", "--days", "5"))
    #expect(owners == ["scaling.owners.10", "scaling.owners.20"])
    #expect(names(try figures("scaling", "threads", "--owners", "10", "--days", "5")).first == "scaling.threads.1")
    #expect(names(try figures("scaling", "horizon", "--owners", "10", "--days", "5")) == ["scaling.horizon.5"])
  }

  @Test("A scenario is measured with the word scenario or without it")
  func scenario() throws {
    let small = "scenarios/check/small.yaml"
    #expect(names(try figures(small)) == names(try figures("scenario", small)))
    #expect(names(try figures("reference")) == ["reference"])
  }

  @Test(
    "What is no part, and no scenario, is refused",
    arguments: [
      (["scaling"], 64), (["scaling", "up"], 64), (["hold", "toy"], 64), (["scenario"], 64), (["--runs", "0"], 64),
      (["--seconds", "61"], 64), (["turbo"], 66),
    ] as [([String], Int32)])
  func refused(words: [String], code: Int32) throws {
    let result = try Program.execute(Program.path, ["bench"] + words + ["--format", "json"], input: "", during: { _ in })
    #expect(result.code == code, "\(result.errors)")
    #expect(result.output.isEmpty)
  }
}
