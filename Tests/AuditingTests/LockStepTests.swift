import Accounting
import Auditing
import Billing
import BillingTestSupport
import Pricing
import Testing

@Suite("Whatever comes, the auditor agrees")
struct LockStepTests {
  static let catalogs = VariedCatalogs.offers

  @Test("Thousands of random steps keep every invariant, under", arguments: catalogs.indices)
  func invariantsHold(catalog: Int) {
    var commands = 0
    for seed in 1...8 as ClosedRange<UInt64> {
      let run = LockStep(Self.catalogs[catalog], seed: UInt64(catalog) << 32 | seed, steps: 1_000)
      commands += run.commands
      if let failure = run.failure {
        Issue.record("\(failure)")
        return
      }
    }
    #expect(commands > 8_000)
  }

  private static let offers: [Invariant] = [
    .periodsAbut, .prorationBounded, .changeIsReversible, .deferredRunsOut, .legalStatus, .quotaKept, .dunningBounded,
    .invoiceConsistent, .overageExact, .payOncePerDocument, .deferredIsLiability, .cashExplained, .noMixedAssets,
  ]

  @Test("The random steps meet what plans, packs, documents and interviews can come to")
  func everythingIsMet() {
    var statuses: Set<Status> = []
    var observations: Observation = []
    var checks: [Invariant: Int64] = [:]
    for (index, catalog) in Self.catalogs.enumerated() {
      for seed in 1...4 as ClosedRange<UInt64> {
        let run = LockStep(catalog, seed: UInt64(index) << 32 | seed, steps: 1_000)
        statuses.formUnion(run.statuses)
        observations.formUnion(run.observations)
        for invariant in Self.offers { checks[invariant, default: 0] += run.auditor.count(invariant) }
      }
    }
    let new: [Status] = [
      .noSubscription, .subscriptionExists, .invalidPlan, .samePlan, .changePending, .paymentOverdue, .notCancelling,
      .limitExceeded, .paymentRequired, .unknownPack, .unknownProduct, .unknownOverride, .invalidCount,
    ]
    for invariant in Self.offers { #expect(checks[invariant, default: 0] > 0, "\(invariant.name) was never looked at") }
    for status in new { #expect(statuses.contains(status), "\(status.name) never came") }
    for (observation, name) in Observation.named where observation.rawValue >= Observation.trialBegun.rawValue {
      #expect(observations.contains(observation), "\(name) never happened")
    }
  }
}
