import Accounting
import Billing
import Measurement
import Population
import Pricing
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
        #expect((0...1).contains(segment.funds.resends) && (0...1).contains(segment.disputesAfterRefund))
      }
      #expect((0...1).contains(scenario.gateway.duplicates))
      if scenario.swarm?.faults == [] { #expect(scenario.conditions.count == plain.conditions.count) }
      #expect(swarm.faults.contains(.surges) == (scenario.surges.count > plain.surges.count))
    }
  }

  /// What moved over the whole run, by transfer code.
  private func moved(_ outcome: Outcome) -> [Int64] {
    TransferCode.allCases.map { code in
      (0..<outcome.scorecard.flows.months).reduce(0) { $0 + outcome.scorecard.flows.amount(code, month: $1) }
    }
  }

  @Test("A purchase that is sent twice under one key is charged once: all money is the same")
  func resends() throws {
    let plain = try Worlds.marketplace(owners: 60)
    var twice = plain
    twice.segments[0].funds.resends = 1
    let outcomes = [plain.run(), twice.run()]
    let repeated = Observation.repeatedKey.rawValue.trailingZeroBitCount
    #expect(outcomes[0].scorecard.observations[repeated] == 0)
    #expect(outcomes[1].scorecard.observations[repeated] > 60)
    #expect(outcomes[1].trouble == nil)
    #expect(moved(outcomes[0]) == moved(outcomes[1]))
    #expect(outcomes[0].scorecard.digest != outcomes[1].scorecard.digest)
  }

  @Test("Who was given money back may have the bank take the payment back: never more than it was")
  func chargebacks() throws {
    var scenario = try Worlds.marketplace(owners: 120)
    scenario.catalog.terms.refunds = .unspent
    scenario.segments[0].refundsWhenLeaving = 1
    let disputes = Int(CommandKind.dispute.rawValue)
    let before = scenario.run()
    #expect(before.scorecard.commands[disputes, Int(Status.ok.rawValue)] == 0)
    scenario.segments[0].disputesAfterRefund = 1
    let after = scenario.run()
    #expect(after.trouble == nil)
    #expect(after.scorecard.commands[disputes, Int(Status.ok.rawValue)] > 5)
  }

  @Test("A burst of declines has a beginning and an end")
  func declines() throws {
    var plain = try Worlds.marketplace(owners: 60)
    plain.conditions = []
    var burst = plain
    let window = (from: Worlds.start.advanced(by: 40 * Duration_ms.day), to: Worlds.start.advanced(by: 50 * Duration_ms.day))
    burst.conditions = [Condition(kind: .cardDeclines(share: 1), from: window.from, to: window.to)]
    let outcomes = [plain.run(record: [0...59]), burst.run(record: [0...59])]
    #expect(outcomes[1].trouble == nil)
    func answers(_ outcome: Outcome, after: Instant, before: Instant) -> [SettlementResult] {
      outcome.recorded.compactMap { entry in
        // Answers take their time; a day will do.
        guard entry.at >= after.advanced(by: Duration_ms.day), entry.at < before, case .settle(_, let result) = entry.command
        else { return nil }
        return result
      }
    }
    let earlier = outcomes.map { outcome in outcome.recorded.filter { $0.at < window.from }.map(\.status) }
    #expect(earlier[0] == earlier[1])
    let during = outcomes.map { answers($0, after: window.from, before: window.to) }
    #expect(during[0].contains(.succeeded) && during[1].count > 5)
    // A 3DS demand is answered by who buys in person, so a success may follow a decline.
    #expect(during[1].count { $0 != .succeeded } > during[1].count / 2)
    #expect(answers(outcomes[1], after: window.to, before: Worlds.start.advanced(by: 120 * Duration_ms.day)).contains(.succeeded))
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
