import Accounting
import Auditing
import Billing
import Population
import Testing

@testable import Simulation

@Suite("Owners followed by an oracle")
struct OracleRunTests {
  private func outcome(_ scenario: Scenario, _ millionths: Int, threads: Int = 1, shard: Int = 1) -> Outcome {
    Runner(scenario, options: RunOptions(threads: threads, shardOwners: shard, oracleMillionths: millionths)).run()
  }

  @Test("All of them agree, and nothing else of the run changes", arguments: ["tiers", "minutes", "credits", "marketplace"])
  func agrees(name: String) throws {
    let scenario =
      switch name {
      case "tiers": try Worlds.tiers(owners: 60)
      case "minutes": try Worlds.minutes(owners: 60)
      case "credits": try Worlds.credits(owners: 60)
      default: try Worlds.marketplace(owners: 60)
      }
    let plain = outcome(scenario, 0)
    let followed = outcome(scenario, 1_000_000)
    #expect(followed.violation == nil, "\(followed.violation?.violation.sentence ?? "")")
    #expect(plain.scorecard.digest == followed.scorecard.digest)
    #expect(plain.checks[Int(Invariant.oracleAgrees.rawValue)] == 0)
    #expect(followed.checks[Int(Invariant.oracleAgrees.rawValue)] == followed.scorecard.commands.sum)
  }

  @Test("Who is followed depends on the owner's number only, not on threads and shards")
  func choice() throws {
    let scenario = try Worlds.marketplace(owners: 300, days: 30)
    let checks = [(1, 1), (2, 1), (1, 50), (2, 300)].map { threads, shard in
      outcome(scenario, 100_000, threads: threads, shard: shard).checks[Int(Invariant.oracleAgrees.rawValue)]
    }
    #expect(checks[0] > 0)
    #expect(Set(checks).count == 1)
    #expect((9_000...11_000).contains((0..<1_000_000).count { Oracles.chooses($0, 10_000) }))
    #expect((0..<1_000).allSatisfy { Oracles.chooses($0, 1_000_000) })
  }
}
