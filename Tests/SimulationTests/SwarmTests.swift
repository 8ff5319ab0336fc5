import Accounting
import Population
import Testing

@testable import Simulation

@Suite("A swarm of faults")
struct SwarmTests {
  @Test("The subset is a function of the seed, and never renumbered")
  func subset() {
    #expect(Swarm(seed: 8) == Swarm(seed: 8))
    let texts = (1...4).map { Swarm(seed: $0).text }
    #expect(Set(texts).count > 1)
  }

  @Test("Each fault is on in about half of the seeds, by itself: all pairs occur, and both all and none do")
  func independent() {
    let swarms = (0..<2_000).map { Swarm(seed: $0) }
    for fault in Swarm.Fault.allCases {
      let share = swarms.count { $0.faults.contains(fault) }
      #expect((880...1_120).contains(share), "\(fault) in \(share) of 2000")
      for other in Swarm.Fault.allCases where other != fault {
        #expect(swarms.contains { $0.faults.contains(fault) && !$0.faults.contains(other) })
        #expect(swarms.contains { $0.faults.contains(fault) && $0.faults.contains(other) })
      }
    }
    #expect(swarms.contains { $0.faults.isEmpty && $0.text == "none" })
    #expect(swarms.contains { $0.faults.count == Swarm.Fault.allCases.count })
  }

  @Test("What it switches on lies within the run, and stays within what a scenario may say")
  func applied() throws {
    let plain = try Worlds.marketplace(owners: 20)
    for seed in 0..<200 as Range<UInt64> {
      var scenario = plain
      let swarm = Swarm(seed: seed)
      swarm.apply(to: &scenario)
      #expect(scenario.swarm?.faults == swarm.faults.filter { $0 != .stalls })
      for condition in scenario.conditions {
        #expect(condition.from >= scenario.start && condition.from < condition.to && condition.to <= scenario.end)
      }
      for segment in scenario.segments {
        let declines = segment.funds.declines
        #expect(declines.soft + declines.hard + declines.needs3DS <= 1)
        #expect((0...1).contains(segment.funds.abandons))
      }
      #expect((0...1).contains(scenario.gateway.duplicates))
      if scenario.swarm?.faults == [] { #expect(scenario.conditions.count == plain.conditions.count) }
      #expect(swarm.faults.contains(.surges) == (scenario.surges.count > plain.surges.count))
    }
  }

  @Test("A run under a swarm is the same on any threads and shards, breaks nothing, and differs from one without")
  func runs() throws {
    let plain = try Worlds.offers(owners: 40, held: .pin)
    var digests: Set<UInt64> = []
    for seed in 1...6 as ClosedRange<UInt64> {
      var scenario = plain
      Swarm(seed: seed).apply(to: &scenario)
      let one = scenario.run(threads: 1)
      #expect(one.trouble == nil, "swarm \(seed)")
      let other = Runner(scenario, options: RunOptions(threads: 4, shardOwners: 7, agenda: .sorted)).run()
      #expect(one.scorecard.digest == other.scorecard.digest)
      digests.insert(one.scorecard.digest)
    }
    #expect(digests.count > 3)
  }
}
