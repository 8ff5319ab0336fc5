import Billing
import Testing

@testable import Simulation

@Suite("The test world exercises what it should")
struct CoverageTests {
  @Test("Every kind of command occurs, and every situation that escrow and reload can meet")
  func everythingHappens() throws {
    let outcome = try Worlds.marketplace(owners: 400).run(threads: 2)
    #expect(outcome.trouble == nil)
    let elsewhere: [CommandKind] = [
      .grant, .use, .refund, .dispute, .startArrears, .endArrears, .writeOff, .cutoffTimer, .invoiceTimer,
    ]
    for kind in CommandKind.allCases where !elsewhere.contains(kind) {
      #expect(outcome.scorecard.commands[Int(kind.rawValue)] > 0, "\(kind.name) never happened")
    }
    let unreachable: Observation = [
      .debtRepaid, .repeatedKey, .balanceAtThreshold, .negativeBalance, .accessEnded, .accessRestored, .disputeIntoDebt,
      .bonusTakenBack,
    ]
    for (observation, name) in Observation.named where !unreachable.contains(observation) {
      #expect(outcome.scorecard.observations[observation.rawValue.trailingZeroBitCount] > 0, "\(name) never happened")
    }
  }

  @Test("Twenty seeds run clean under all checks")
  func twentySeeds() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let outcome = try Worlds.marketplace(owners: 60, seed: seed).run(threads: 2)
      #expect(outcome.trouble == nil, "seed \(seed)")
    }
  }
}
