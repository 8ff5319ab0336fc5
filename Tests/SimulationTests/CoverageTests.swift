import Accounting
import Billing
import Pricing
import Testing

@testable import Simulation

@Suite("The test world exercises what it should")
struct CoverageTests {
  @Test("Every kind of command occurs, and every situation that escrow and reload can meet")
  func everythingHappens() throws {
    let outcome = try Worlds.marketplace(owners: 400).run(threads: 2)
    #expect(outcome.trouble == nil)
    let others: [CommandKind] = [
      .grant, .use, .checkoutExpiry, .refund, .dispute, .startArrears, .endArrears, .writeOff, .cutoffTimer, .invoiceTimer,
    ]
    for kind in CommandKind.allCases where !others.contains(kind) && kind.rawValue < CommandKind.subscribe.rawValue {
      #expect(outcome.scorecard.commands[Int(kind.rawValue)] > 0, "\(kind.name) never happened")
    }
    let unreachable: Observation = [
      .checkoutLapsed, .settledAfterLapse, .holdShrunk, .expiryPutOff, .debtRepaid, .repeatedKey, .balanceAtThreshold,
      .negativeBalance, .accessEnded, .accessRestored, .disputeIntoDebt, .bonusTakenBack,
    ]
    for (observation, name) in Observation.named
    where !unreachable.contains(observation) && observation.rawValue < Observation.trialBegun.rawValue {
      #expect(outcome.scorecard.observations[observation.rawValue.trailingZeroBitCount] > 0, "\(name) never happened")
    }
  }

  @Test(
    "Packs, checkouts and the free tier occur, and held credits that expire do as the catalog says",
    arguments: [.pin, .shrink, .grace(.milliseconds(5 * Duration_ms.day))] as [ExpiryRule.Held])
  func offersHappen(held: ExpiryRule.Held) throws {
    let outcome = try Worlds.offers(owners: 300, held: held).run(threads: 2)
    #expect(outcome.trouble == nil)
    func count(_ observation: Observation) -> Int64 {
      outcome.scorecard.observations[observation.rawValue.trailingZeroBitCount]
    }
    #expect(outcome.scorecard.commands[Int(CommandKind.grant.rawValue)] == 300, "everybody has the free tier once")
    #expect(outcome.scorecard.commands[Int(CommandKind.checkoutExpiry.rawValue)] == count(.checkoutLapsed))
    #expect(count(.checkoutLapsed) > 0 && count(.settledAfterLapse) > 0 && count(.expiryWhileHeld) > 0)
    #expect(count(.expiredOnRelease) > 0 || held != .pin)
    #expect((count(.holdShrunk) > 0) == (held == .shrink))
    #expect((count(.expiryPutOff) > 0) == (held != .pin && held != .shrink))
  }

  @Test("Twenty seeds run clean under all checks")
  func twentySeeds() throws {
    for seed in 1...20 as ClosedRange<UInt64> {
      let outcome = try Worlds.marketplace(owners: 60, seed: seed).run(threads: 2)
      #expect(outcome.trouble == nil, "seed \(seed)")
    }
  }
}
