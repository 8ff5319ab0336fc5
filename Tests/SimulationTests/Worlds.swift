import Accounting
import Auditing
import Billing
import Measurement
import Population
import Pricing
import Sampling
import Synchronization
import Testing

@testable import Simulation

/// Small scenarios in code, and what tests ask of a run.
enum Worlds {
  static let start = CivilDate(year: 2026, month: 1, day: 1).midnight

  static func terms(_ change: (inout Terms) -> Void = { _ in }) -> Terms {
    var terms = Terms(fee: FeeRule(placement: .onTop, share: Share(percent: 30)))
    change(&terms)
    return terms
  }

  static func scenario(
    _ name: String, days: Double, terms: Terms = terms(), _ segments: [Segment], gateway: GatewayBehaviour = .ideal,
    conditions: [Condition] = [], revisions: [Catalog.Revision] = [], seed: UInt64 = 1
  ) -> Scenario {
    Scenario(
      name: name, seed: seed, start: start, end: start.advanced(by: Int64(days * Double(Duration_ms.day))),
      catalog: Catalog(name: name, terms: terms, revisions: revisions), segments: segments, gateway: gateway,
      conditions: conditions)
  }

  /// Funds that never run out and never interfere.
  static func rich(_ amount: Double = 1e12) throws -> FundingBehaviour {
    FundingBehaviour(
      firstPurchase: try .constant(amount), topUp: .zero, topUpAfter_ms: .zero, replacesCardAfter_ms: .zero)
  }

  /// Everything at once: bursts, declines, detaches, dead cards, top-ups, rejections, cancels, an outage, a surge, late and
  /// doubled answers, a price change.
  static func marketplace(owners: Int, days: Double = 120, seed: UInt64 = 7, extra: [Segment] = []) throws -> Scenario {
    let hour = Double(Duration_ms.hour)
    let jobs = JobBehaviour(
      perWeek: try .gamma(mean: 4, cv: 1.2), gaps: try .gamma(mean: 1, cv: 1.8), hours: .office, trendPerYear: 0.2,
      slots: try .negativeBinomial(mean: 8, cv: 0.9), payout: try .lognormal(median: 333, sigma: 0.5), payoutStep: 5,
      fill: try .beta(mean: 0.85, cv: 0.15), batches: 3, timeToFill_ms: try .gamma(mean: 6 * hour, cv: 1),
      rejects: 0.07, deadline_ms: 3 * Duration_ms.day, closesEarly: 0.3, cancels: 0.05)
    let funds = FundingBehaviour(
      paymentMethod: 0.95, firstPurchase: try .choice([(10_000, 3), (25_000, 1)]),
      autoReload: FundingBehaviour.AutoReload(
        share: 0.6, threshold: try .constant(10_000), amount: try .choice([(4_000, 1), (15_000, 2)])),
      topUpWhenRefused: 0.8, topUp: try .constant(20_000), topUpAfter_ms: try .exponential(mean: 3 * hour),
      declines: FundingBehaviour.Declines(soft: 0.15, hard: 0.02, needs3DS: 0.03), replacesCard: 0.8,
      replacesCardAfter_ms: try .exponential(mean: 48 * hour), detachesPerYear: 8)
    let segment = Segment(
      name: "buyers", owners: owners, joins: .spread(over_ms: 30 * Duration_ms.day),
      stays_ms: try .weibull(shape: 1.3, mean: 200 * Double(Duration_ms.day)), detachesWhenLeaving: 0.5, jobs: jobs, funds: funds)
    let day = { (number: Int64) in start.advanced(by: number * Duration_ms.day) }
    let terms = terms {
      $0.reload.monthlyCap = 90_000
      $0.expiry = ExpiryRule(paid: .months(1))
      $0.bonus = BonusLadder(steps: [BonusLadder.Step(from: 15_000, share: Share(percent: 5))])
      $0.processorFee = ProcessorFeeRule(share: Share(millionths: 29_000), fixed: 30)
    }
    let dearer = Worlds.terms {
      $0 = terms
      $0.fee.share = Share(percent: 35)
    }
    return scenario(
      "marketplace", days: days, terms: terms, [segment] + extra,
      gateway: GatewayBehaviour(
        latency_ms: try .lognormal(median: 3_000, sigma: 1), duplicates: 0.1,
        duplicateAfter_ms: try .exponential(mean: hour)),
      conditions: [
        Condition(kind: .surge(factor: 3), from: day(40), to: day(44)),
        Condition(kind: .processorOutage, from: day(50), to: day(50).advanced(by: 6 * Duration_ms.hour)),
        Condition(
          kind: .webhookFaults(duplicates: 0.5, delay_ms: try .exponential(mean: 20 * hour)), from: day(60), to: day(70)),
      ], revisions: [Catalog.Revision(effective: day(80), terms: dearer)], seed: seed)
  }
}

extension Scenario {
  func run(
    threads: Int = 1, shard: Int = 8, agenda: RunOptions.AgendaKind = .heap, audit: AuditLevel = .step,
    record: [ClosedRange<Int>] = [], replication: UInt32 = 0
  ) -> Outcome {
    Runner(
      self,
      options: RunOptions(
        threads: threads, shardOwners: shard, audit: audit, agenda: agenda, replication: replication, recordOwners: record)
    ).run()
  }

  /// Every owner's commands with their answers, by owner.
  func lives(owners: Int) -> [[RecordedCommand]] {
    var lives = [[RecordedCommand]](repeating: [], count: owners)
    let outcome = run(threads: 2, record: [0...(owners - 1)])
    #expect(outcome.trouble == nil)
    for entry in outcome.recorded { lives[Int(entry.owner)].append(entry) }
    return lives
  }
}

extension Outcome {
  /// What the metering came to.
  var metering: MeteringSums? { scorecard.metering }

  /// The violation as a sentence that repeats it; nil when there was none.
  var trouble: String? {
    guard let violation else { return nil }
    let broken = violation.violation
    return """
      \(broken.invariant.name): \(broken.sentence); owner o\(violation.owner), time \(broken.at.milliseconds), \
      step \(broken.step), command \(broken.command.map { "\($0)" } ?? "none")
      """
  }
}

/// A sample and its distance from a claimed mean and variance, in standard errors.
struct Sample {
  let values: [Double]
  init(_ values: [Double]) { self.values = values }

  var mean: Double { values.reduce(0, +) / Double(values.count) }
  var variance: Double {
    let mean = mean
    return values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)
  }

  /// How many standard errors the sample's mean lies from `expected`.
  func z(mean expected: Double) -> Double { (mean - expected) / (variance / Double(values.count)).squareRoot() }

  /// The same for the variance, with the standard error from the sample's own fourth moment.
  func z(variance expected: Double) -> Double {
    let mean = mean
    let fourth = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) * ($1 - mean) * ($1 - mean) } / Double(values.count)
    return (variance - expected) / ((fourth - variance * variance) / Double(values.count)).squareRoot()
  }
}

extension RunOptions {
  typealias Audit = AuditLevel
}

/// Counts how often it was asked, on any thread.
final class Counter: Sendable {
  private let asked = Mutex(0)
  func isPast(_ limit: Int) -> Bool {
    asked.withLock {
      $0 += 1
      return $0 > limit
    }
  }
}
