import Accounting
import Billing
import Population
import Pricing
import Sampling
import Testing

@testable import Measurement
@testable import Simulation

@Suite("Several catalogs in one run")
struct CatalogTests {
  /// Job owners in cents, users in millionths, and job owners in cents again.
  static func mixed(jobs: Int = 40, users: Int = 30) throws -> Scenario {
    var scenario = try Worlds.marketplace(owners: jobs)
    let toy = try BillingToy.scenario(owners: users, usesPerDay: 1, days: 120)
    var fine = toy.catalog
    fine.currency = Currency(code: "USD", decimals: 6, cardDecimals: 2)
    scenario.otherCatalogs = [fine]
    var users = toy.segments
    users[0].catalog = 1
    // Cards are charged whole cents, so the toy buys 50 cents when below 10.
    users[0].funds = FundingBehaviour(
      firstPurchase: try .constant(500_000),
      autoReload: FundingBehaviour.AutoReload(share: 1, threshold: try .constant(100_000), amount: try .constant(500_000)),
      topUp: .zero, topUpAfter_ms: .zero, replacesCardAfter_ms: .zero)
    users[0].usage?.quantity = try .constant(39_001)
    var more = try Worlds.marketplace(owners: 7).segments
    more[0].name = "more buyers"
    scenario.segments += users + more
    return scenario
  }

  private static let reference: UInt64? = try? mixed().run().scorecard.digest

  @Test(
    "The digest is the same whatever the threads, the shard size and the agenda",
    arguments: [
      (1, 1, RunOptions.AgendaKind.heap), (1, 64, .heap), (1, 4_096, .heap), (2, 1, .heap), (3, 16, .heap), (2, 4_096, .heap),
      (1, 8, .sorted), (3, 64, .sorted),
    ])
  func sameDigest(threads: Int, shard: Int, agenda: RunOptions.AgendaKind) throws {
    let outcome = try Self.mixed().run(threads: threads, shard: shard, agenda: agenda)
    #expect(outcome.trouble == nil)
    #expect(outcome.scorecard.digest == Self.reference)
    #expect(outcome.scorecard.owners == 77)
    #expect(outcome.scorecard.catalogs.map(\.owners) == [47, 30])
  }

  @Test("Every figure of every catalog is the same whatever the threads and the shard size")
  func sameFigures() throws {
    let one = try Self.mixed().run(threads: 1, shard: 1)
    let other = try Self.mixed().run(threads: 3, shard: 16)
    for catalog in 0..<2 {
      #expect(one.scorecard.catalogs[catalog].amounts == other.scorecard.catalogs[catalog].amounts)
      #expect(one.scorecard.catalogs[catalog].balances == other.scorecard.catalogs[catalog].balances)
    }
    for account in Account.allCases {
      #expect(one.scorecard.balances[Int(account.rawValue)] == other.scorecard.balances[Int(account.rawValue)])
    }
  }

  @Test("Owners of one catalog do what they do without the others, and their cents are ten thousand times as many millionths")
  func alone() throws {
    let joint = try Self.mixed().run(record: [0...39])
    let alone = try Worlds.marketplace(owners: 40).run()
    #expect(joint.scorecard.recordedDigest == alone.scorecard.digest)
    let both = try Self.mixed().run()
    let users = try Self.mixed(jobs: 40, users: 30)
    #expect(users.currency.decimals == 6)
    #expect(users.factor(ofCatalog: 0) == 10_000)
    #expect(users.factor(ofCatalog: 1) == 1)
    // The same owners without the users in between, who have the same numbers in the mix only before them.
    var first = users
    first.segments = [users.segments[0], users.segments[1]]
    let shorter = first.run()
    for code in TransferCode.allCases {
      #expect(shorter.scorecard.flows(ofCatalog: 0).total(code) == alone.scorecard.flows.total(code) * 10_000, "\(code)")
    }
    #expect(both.scorecard.balances(ofCatalog: 1)[Int(Account.usageRevenue.rawValue)] % 39_001 == 0)
  }

  @Test("The whole is the sum of the catalogs, cell by cell")
  func sums() throws {
    let outcome = try Self.mixed().run(threads: 2, shard: 4)
    for code in TransferCode.allCases {
      for month in 0..<outcome.scorecard.flows.months {
        let parts = (0..<2).map { outcome.scorecard.flows(ofCatalog: $0).amount(code, month: month) }
        #expect(outcome.scorecard.flows.amount(code, month: month) == parts[0] + parts[1])
      }
    }
    #expect(outcome.scorecard.flows(ofCatalog: 1).total(.usage) > 0)
    #expect(outcome.scorecard.flows(ofCatalog: 1).total(.hold) == 0)
  }

  @Test("A stopped run has the money of what was finished, by catalog")
  func stopped() throws {
    let counter = Counter()
    let outcome = Runner(try Self.mixed(jobs: 200), options: RunOptions(threads: 2, shardOwners: 4)).run(
      stop: { counter.isPast(30) })
    #expect(outcome.isPartial)
    #expect(outcome.scorecard.catalogs.reduce(0) { $0 + $1.owners } == outcome.scorecard.owners)
  }

  @Test("A run with one catalog has no card for it")
  func single() throws {
    #expect(try Worlds.marketplace(owners: 5).run().scorecard.catalogs.isEmpty)
  }

  @Test("Shards are of one catalog each, and hold every owner once, in order", arguments: [1, 2, 7, 1_000])
  func plan(shardOwners: Int) throws {
    let scenario = try Self.mixed()
    let layout = Runner(scenario).layout
    let plan = ShardPlan(segments: scenario.segments, layout: layout, shardOwners: shardOwners)
    var owners: [Int] = []
    for shard in 0..<plan.shards {
      let (numbers, catalog) = try #require(plan[shard])
      #expect((1...shardOwners).contains(numbers.count))
      for number in numbers.span { #expect(scenario.segments[layout.segment(of: number)].catalog == catalog) }
      owners += Array(numbers.span)
    }
    #expect(owners == Array(0..<77))
    #expect(plan[plan.shards] == nil)
  }

  @Test("A plan for nobody has no shard, and one catalog is cut as if there were no segments")
  func planOfOne() throws {
    let segment = Segment(name: "a", owners: 5, funds: try Worlds.rich())
    let none = Segment(name: "b", owners: 0, funds: try Worlds.rich())
    func plan(_ segments: [Segment]) -> ShardPlan {
      ShardPlan(
        segments: segments,
        layout: Layout(segments: segments, start: Worlds.start, end: Worlds.start.advanced(by: 1), seed: 1, replication: 0),
        shardOwners: 4)
    }
    #expect(plan([none]).shards == 0)
    let joint = plan([segment, none, segment])
    #expect((0..<joint.shards).compactMap { joint[$0]?.numbers.span } == [0..<4, 4..<8, 8..<10])
  }
}
