import Accounting
import Auditing
import Billing
import Measurement
import Testing

@testable import Simulation

@Suite("What each owner came to, where a run measures it")
struct OwnerFlowTests {
  private static func outcome(
    _ scenario: Scenario, threads: Int = 1, shard: Int = 1, measures: Bool = true
  ) -> Outcome {
    var options = RunOptions(threads: threads, shardOwners: shard, audit: .step)
    options.measuresOwners = measures
    return Runner(scenario, options: options).run()
  }

  private static let figures: [OwnerFlows.Figure] =
    TransferCode.allCases.flatMap { code in CreditClass.allCases.map { .moved(code, $0) } }
    + Account.allCases.filter(\.isOwners).map { .closing($0) } + [.obeyed, .refused, .payments, .life]

  @Test("The owners' transfers and balances add up to the run's, exactly")
  func addsUp() throws {
    let outcome = Self.outcome(try Worlds.marketplace(owners: 150))
    let flows = try #require(outcome.ownerFlows)
    func sum(_ figure: OwnerFlows.Figure) -> Int64 { (0..<flows.owners).reduce(0) { $0 + flows[figure, $1] } }
    for code in TransferCode.allCases {
      for creditClass in CreditClass.allCases {
        #expect(sum(.moved(code, creditClass)) == outcome.scorecard.flows.total(code, creditClass), "\(code) \(creditClass)")
      }
    }
    for account in Account.allCases where account.isOwners {
      #expect(sum(.closing(account)) == outcome.scorecard.balances[Int(account.rawValue)], "\(account)")
    }
    #expect(sum(.obeyed) + sum(.refused) == outcome.scorecard.commands.sum)
    let ok = (0..<CommandKind.allCases.count).reduce(Int64(0)) { $0 + outcome.scorecard.commands[$1, Int(Status.ok.rawValue)] }
    #expect(sum(.obeyed) >= ok)
    #expect(sum(.payments) > 0 && sum(.payments) <= sum(.obeyed))
    let lives = (0..<flows.owners).map { flows.life(ofOwner: $0) }
    #expect(Int64(lives.count { $0 != .absent }) == (0..<4).reduce(0) { $0 + outcome.scorecard.ownersByMonth[$1, 0] })
    #expect(lives.contains(.left) && lives.contains(.member))
  }

  @Test("They are the same for any threads and shards", arguments: [(1, 64), (3, 1), (2, 16), (4, 4_096)])
  func sameForAnyThreads(threads: Int, shard: Int) throws {
    let scenario = try Worlds.marketplace(owners: 120)
    let one = try #require(Self.outcome(scenario).ownerFlows)
    let other = try #require(Self.outcome(scenario, threads: threads, shard: shard).ownerFlows)
    for figure in Self.figures {
      for owner in 0..<one.owners where one[figure, owner] != other[figure, owner] {
        Issue.record("owner \(owner), \(figure): \(one[figure, owner]) and \(other[figure, owner])")
        return
      }
    }
  }

  @Test("Measuring changes nothing, and a run that is not asked keeps nothing")
  func changesNothing() throws {
    let scenario = try Worlds.marketplace(owners: 100)
    let plain = Self.outcome(scenario, measures: false)
    #expect(plain.ownerFlows == nil)
    #expect(plain.scorecard.digest == Self.outcome(scenario).scorecard.digest)
  }

  @Test("Of several catalogs the owners' money is in the run's finest unit")
  func severalCatalogs() throws {
    let outcome = Self.outcome(try CatalogTests.mixed(), threads: 2, shard: 8)
    let flows = try #require(outcome.ownerFlows)
    let bought = (0..<flows.owners).reduce(0) { $0 + flows[.moved(.purchase, .paid), $1] }
    #expect(bought > 0)
    #expect(bought == outcome.scorecard.flows.total(.purchase, .paid))
    let left = (0..<flows.owners).reduce(0) { $0 + flows[.closing(.availablePaid), $1] }
    #expect(left == outcome.scorecard.balances[Int(Account.availablePaid.rawValue)])
  }
}
