import Accounting
import Billing
import BillingTestSupport
import Oracle
import Pricing
import Testing

@Suite("Whatever comes, the oracle agrees")
struct OracleTests {
  static let catalogs = VariedCatalogs.all + VariedCatalogs.offers
  static let seeds: ClosedRange<UInt64> = 1...8
  static let commandsPerRun = 900

  @Test(
    "Generated commands get the same answers, money, lots, jobs, payments, plans and wallets, under", arguments: catalogs.indices)
  func agrees(catalog: Int) {
    for seed in Self.seeds {
      var pair = Pair(Self.catalogs[catalog], seed: UInt64(catalog) << 32 | seed, owners: 2)
      pair.run(commands: Self.commandsPerRun)
      if let failure = pair.failure {
        Issue.record("\(failure)")
        return
      }
    }
  }

  @Test("That is 200,000 commands at least, of every kind, and they meet every status")
  func breadth() {
    #expect(Self.catalogs.count * Self.seeds.count * Self.commandsPerRun >= 200_000)
    var statuses: Set<Status> = []
    var kinds: Set<CommandKind> = []
    for (index, catalog) in Self.catalogs.enumerated() {
      for seed in Self.seeds.prefix(3) {
        var pair = Pair(catalog, seed: UInt64(index) << 32 | seed, owners: 2)
        pair.run(commands: Self.commandsPerRun)
        statuses.formUnion(pair.statuses)
        kinds.formUnion(pair.kinds)
      }
    }
    for status in Status.allCases { #expect(statuses.contains(status), "\(status.name) never came") }
    for kind in CommandKind.allCases { #expect(kinds.contains(kind), "\(kind.name) was never sent") }
  }
}
