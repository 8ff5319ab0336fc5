import Accounting
import Billing
import Measurement
import Population
import Pricing
import Testing

@testable import Simulation

@Suite("Balances, losses and waits of owners")
struct OwnerStatisticsTests {
  /// Debts that are written off, disputes, reloads, and cutoffs that come late.
  static func debtors(owners: Int, stays: Bool = false) throws -> Scenario {
    var scenario = try Worlds.tiers(owners: owners, days: 200)
    let day = Double(Duration_ms.day)
    var funds = try Worlds.rich(5_000)
    funds.topUpWhenRefused = 0.9
    funds.topUp = try .constant(5_000)
    funds.autoReload = .init(share: 0.5, threshold: try .constant(500), amount: try .constant(10_000))
    funds.declines = .init(soft: 0.2, hard: 0.02)
    let usage = UsageBehaviour(
      perDay: try .constant(4), gaps: try .exponential(mean: 1), quantity: try .gamma(mean: 300, cv: 1))
    let users = Segment(
      name: "users", owners: owners, joins: .spread(over_ms: 90 * Duration_ms.day),
      stays_ms: stays ? try .constant(1e12) : try .exponential(mean: 100 * day), disputesWhenLeaving: 0.3, usage: usage,
      funds: funds)
    scenario.segments = stays ? [users] : scenario.segments + [users]
    var terms = scenario.catalog.terms
    terms.cutoff = CutoffRule(delay_ms: Duration_ms.hour)
    scenario.catalog = Catalog(name: "debtors", terms: terms)
    return scenario
  }

  @Test("The costliest owners are those whose transfers say so")
  func costliest() throws {
    let scenario = try Self.debtors(owners: 60)
    var options = RunOptions(threads: 2, shardOwners: 4)
    options.measuresOwners = true
    let outcome = Runner(scenario, options: options).run()
    #expect(outcome.trouble == nil)
    let flows = try #require(outcome.ownerFlows)
    func moved(_ code: TransferCode, _ owner: Int) -> Int64 {
      flows[.moved(code, .paid), owner] + flows[.moved(code, .promotional), owner]
    }
    let losses = (0..<flows.owners).map { ($0, moved(.badDebt, $0), moved(.disputeLost, $0)) }.filter { $0.1 + $0.2 > 0 }
      .sorted { ($1.1 + $1.2, $0.0) < ($0.1 + $0.2, $1.0) }
    #expect(losses.count > CostliestOwners.most && losses.contains { $0.1 > 0 } && losses.contains { $0.2 > 0 })
    let listed = outcome.scorecard.costliest.losses
    #expect(listed.map(\.owner) == losses.prefix(CostliestOwners.most).map(\.0))
    #expect(listed.map(\.writtenOff) == losses.prefix(CostliestOwners.most).map(\.1))
    #expect(listed.map(\.disputed) == losses.prefix(CostliestOwners.most).map(\.2))
    #expect(listed.allSatisfy { $0.owed == 0 && $0.segment == Runner(scenario).layout.segment(of: $0.owner) })
  }

  @Test("All of it is the same for any threads and shards", arguments: [(1, 120), (3, 1), (2, 7)])
  func sameForAnyThreads(threads: Int, shard: Int) throws {
    let scenario = try Self.debtors(owners: 60)
    let one = scenario.run(threads: 1, shard: 1)
    let other = scenario.run(threads: threads, shard: shard, agenda: .sorted)
    let (costly, otherCostly) = (one.scorecard.costliest, other.scorecard.costliest)
    #expect(costly == otherCostly)
    for month in 0..<one.scorecard.balancesAtMonthsEnd.rows {
      let (levels, otherLevels) = (one.scorecard.balancesAtMonthsEnd[month], other.scorecard.balancesAtMonthsEnd[month])
      #expect(levels == otherLevels)
    }
    for kind in WaitTimes.Kind.allCases {
      let (waits, otherWaits) = (one.scorecard.waits[kind], other.scorecard.waits[kind])
      #expect(waits == otherWaits)
    }
    let (reloads, credited) = (one.scorecard.waits[.reload].count, one.scorecard.waits[.credited].count)
    #expect(reloads > credited && credited > 0)
  }

  @Test("Balances at month's ends are those that the commands lead to, step by step")
  func balances() throws {
    let scenario = try Self.debtors(owners: 40, stays: true)
    let outcome = scenario.run(threads: 2, shard: 3, record: [0...39])
    #expect(outcome.trouble == nil)
    let months = outcome.scorecard.flows.months
    var expected = [LogHistogram](repeating: LogHistogram(), count: months)
    for owner in 0..<40 {
      var book = Book(catalog: scenario.catalog)
      let slot = book.addOwner()
      var entries = outcome.recorded.filter { Int($0.owner) == owner }[...]
      guard let joined = entries.first else { continue }
      for month in 0..<months {
        let end = min(scenario.end, Worlds.start.addingMonths(month + 1))
        while let entry = entries.first, entry.at < end {
          _ = book.apply(entry.command, by: slot, at: entry.at)
          entries.removeFirst()
        }
        if joined.at < end { expected[month].add(book.owners[0].available) }
      }
    }
    let found = (0..<months).map { outcome.scorecard.balancesAtMonthsEnd[$0] }
    #expect(found == expected)
    #expect(found.last?.count == 40 && (found.last?.largest ?? 0) > 0)
  }

  @Test("What is used beyond a balance belongs to one cutoff, all of which come as late as the rule says")
  func cutoffs() throws {
    let scenario = try Self.debtors(owners: 60, stays: true)
    let (one, other) = (scenario.run(threads: 1, shard: 1), scenario.run(threads: 3, shard: 9, agenda: .sorted))
    let (cells, others) = (one.scorecard.cutoffs.cells, other.scorecard.cutoffs.cells)
    #expect(cells == others)
    #expect(cells.reduce(0) { $0 + $1.overspent } == one.scorecard.flows.total(.usageOnDebt))
    let waits = one.scorecard.waits[.cutoff]
    #expect(cells.reduce(0) { $0 + $1.count } == waits.count && waits.count > 100)
    #expect(waits.quantile(0, of: 1) == waits.largest && waits.largest == Duration_ms.hour * 1_000)
    for cell in cells {
      #expect(cell.delayFrom_ms <= Duration_ms.hour && Duration_ms.hour < cell.delayTo_ms)
      let mean = cell.overspent / cell.count
      #expect(cell.overspentFrom <= mean && mean < cell.overspentTo)
    }
  }

  @Test("Where access ends as metered, cutoffs and overdraft are those of the metering")
  func metered() throws {
    var scenario = try Self.debtors(owners: 60, stays: true)
    var terms = scenario.catalog.terms
    terms.cutoff = CutoffRule(timing: .metered, delay_ms: 30 * Duration_ms.day)
    scenario.catalog = Catalog(name: "metered", terms: terms)
    scenario.metering = MeteringBehaviour(
      cutoffDelay_ms: try .lognormal(median: Double(Duration_ms.hour), sigma: 1),
      pipeline: Pipeline(partitions: 3, service_ns: try .exponential(mean: 60e9)))
    let outcome = scenario.run(threads: 2)
    #expect(outcome.trouble == nil)
    let metering = try #require(outcome.metering)
    let cells = outcome.scorecard.cutoffs.cells
    #expect(cells.reduce(0) { $0 + $1.count } == metering.cutoffs && cells.count > 5)
    #expect(cells.reduce(0) { $0 + $1.overspent } == metering.overspent && metering.overspent > 0)
    let (waits, delays) = (outcome.scorecard.waits[.metering], outcome.scorecard.waits[.cutoff])
    #expect(waits.count <= metering.waited && waits.count > metering.waited / 2)
    #expect(waits.largest == metering.longestWait_ns / 1_000)
    #expect(delays.largest == metering.longestCutoffDelay_ms * 1_000)
  }

  @Test("Who has left is not counted any more")
  func left() throws {
    let outcome = try Self.debtors(owners: 60).run(threads: 2)
    var present: Int64 = 0
    for month in 0..<outcome.scorecard.flows.months {
      present += outcome.scorecard.ownersByMonth[month, 0] - outcome.scorecard.ownersByMonth[month, 2]
      let counted = outcome.scorecard.balancesAtMonthsEnd[month].count
      #expect(counted == present, "month \(month)")
    }
    #expect(present < 120)
  }
}
