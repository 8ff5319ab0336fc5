import Accounting
import Sampling

/// A distribution as the hot path reads it: in place where it needs no tables, else by its number in a list.
struct Law: BitwiseCopyable {
  var direct: DirectLaw?
  var table: Int32 = -1
}

/// A segment's figures, laid out flat: reading one copies a few words and counts no references. Absent behaviour has zero
/// rates, and is never asked for the rest.
struct SegmentPlan: BitwiseCopyable {
  // Jobs.
  var hasJobs = false
  var jobGaps = Law()
  var slots = Law()
  var payout = Law()
  var payoutStep: Int64 = 1
  var fill = Law()
  var batches: Int64 = 1
  var timeToFill_ms = Law()
  var rejects = 0.0
  var deadline_ms: Int64 = 1
  var closesEarly = 0.0
  var cancels = 0.0
  // Use.
  var hasUsage = false
  var usageGaps = Law()
  var quantity = Law()
  /// Minor units of every use where all are alike, else 0.
  var constantUse: Int64 = 0
  var hasBatches = false
  var batch = Law()
  var hasSessions = false
  var sessionShare = 1.0
  var sessionOn_ms = Law()
  var sessionOff_ms = Law()
  // Funds.
  var buysFirst = false
  var firstPurchase = Law()
  /// Place among the pack choices; -1 where the amount does not depend on the bonus.
  var firstPurchaseChoice: Int32 = -1
  var topUpChoice: Int32 = -1
  var reloadThreshold = Law()
  var reloadAmount = Law()
  var topUpWhenRefused = 0.0
  var topUp = Law()
  var topUpAfter_ms = Law()
  var declines = FundingBehaviour.Declines()
  var abandons = 0.0
  var resends = 0.0
  var arrears = 0.0
  var arrearsAfter_ms = Law()
  var arrearsLast_ms = Law()
  var replacesCard = 0.0
  var replacesCardAfter_ms = Law()
  var detachesPerYear = 0.0
  var detachesWhenLeaving = 0.0
  var refundsWhenLeaving = 0.0
  var disputesWhenLeaving = 0.0
  var disputesAfterRefund = 0.0
  var offers = OfferPlan()
  var birth = BirthPlan()
}

/// A distribution in one place: drawn from where it lies. Out of an array it would be copied for each variate, and its tables
/// counted (120 of 3,400 instructions an event of the escrow scenario).
final class LawBox: Sendable {
  private let distribution: Distribution

  init(_ distribution: Distribution) { self.distribution = distribution }

  func sample(_ stream: Stream, _ purpose: UInt8, _ occurrence: UInt32) -> Double {
    distribution.sample(stream, purpose, occurrence)
  }
}

/// The distributions that need tables.
struct LawTables: Sendable {
  private var boxes: [LawBox] = []

  /// The hot form of a distribution.
  mutating func law(_ distribution: Distribution) -> Law {
    if let direct = distribution.directLaw { return Law(direct: direct) }
    boxes.append(LawBox(distribution))
    return Law(direct: nil, table: Int32(boxes.count - 1))
  }

  @inline(__always)
  func sample(_ law: Law, _ stream: Stream, _ purpose: UInt8, _ occurrence: UInt32) -> Double {
    if let direct = law.direct { return direct.sample(stream, purpose, occurrence) }
    return boxes[Int(law.table)].sample(stream, purpose, occurrence)
  }

  /// The flat form of a segment.
  mutating func plan(_ segment: Segment) -> SegmentPlan {
    var plan = SegmentPlan()
    if let jobs = segment.jobs { lay(jobs, into: &plan) }
    if let usage = segment.usage {
      lay(usage, into: &plan)
    }
    lay(segment.funds, into: &plan)
    plan.detachesWhenLeaving = segment.detachesWhenLeaving
    plan.refundsWhenLeaving = segment.refundsWhenLeaving
    plan.disputesWhenLeaving = segment.disputesWhenLeaving
    plan.disputesAfterRefund = segment.disputesAfterRefund
    plan.offers = offers(of: segment)
    plan.birth = birth(of: segment)
    return plan
  }

  private mutating func lay(_ usage: UsageBehaviour, into plan: inout SegmentPlan) {
    plan.hasUsage = true
    plan.usageGaps = law(usage.gaps)
    plan.quantity = law(usage.quantity)
    if let always = plan.quantity.direct?.constant { plan.constantUse = minorUnits(always) }
    if let batch = usage.batch {
      plan.hasBatches = true
      plan.batch = law(batch)
    }
    if let sessions = usage.sessions {
      plan.hasSessions = true
      plan.sessionShare = sessions.share
      plan.sessionOn_ms = law(sessions.on_ms)
      plan.sessionOff_ms = law(sessions.off_ms)
    }
  }

  private mutating func lay(_ jobs: JobBehaviour, into plan: inout SegmentPlan) {
    plan.hasJobs = true
    plan.jobGaps = law(jobs.gaps)
    plan.slots = law(jobs.slots)
    plan.payout = law(jobs.payout)
    plan.payoutStep = jobs.payoutStep
    plan.fill = law(jobs.fill)
    plan.batches = Int64(jobs.batches)
    plan.timeToFill_ms = law(jobs.timeToFill_ms)
    plan.rejects = jobs.rejects
    plan.deadline_ms = jobs.deadline_ms
    plan.closesEarly = jobs.closesEarly
    plan.cancels = jobs.cancels
  }

  private mutating func lay(_ funds: FundingBehaviour, into plan: inout SegmentPlan) {
    if let first = funds.firstPurchase {
      plan.buysFirst = true
      plan.firstPurchase = law(first)
    }
    if let reload = funds.autoReload {
      plan.reloadThreshold = law(reload.threshold)
      plan.reloadAmount = law(reload.amount)
    }
    plan.topUpWhenRefused = funds.topUpWhenRefused
    plan.topUp = law(funds.topUp)
    plan.topUpAfter_ms = law(funds.topUpAfter_ms)
    plan.declines = funds.declines
    plan.abandons = funds.abandons
    plan.resends = funds.resends
    if let arrears = funds.arrears {
      plan.arrears = arrears.share
      plan.arrearsAfter_ms = law(arrears.after_ms)
      plan.arrearsLast_ms = law(arrears.lasts_ms)
    }
    plan.replacesCard = funds.replacesCard
    plan.replacesCardAfter_ms = law(funds.replacesCardAfter_ms)
    plan.detachesPerYear = funds.detachesPerYear
  }
}
