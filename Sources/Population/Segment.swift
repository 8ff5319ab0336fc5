import Accounting
import Sampling

/// One kind of owner, described by distributions. Each owner draws its own parameters once, at birth, from these.
public struct Segment: Sendable {
  public var name: String
  /// How many owners; with `joins: .poisson` the number is drawn and this is its expectation.
  public var owners: Int
  public var joins: Joining
  /// How long an owner stays, in milliseconds; nil for ever. An owner who leaves lets open jobs run out and asks for no more.
  public var stays_ms: Distribution?
  /// Share of the leaving owners who detach their payment method when they go.
  public var detachesWhenLeaving: Double
  /// Shares of the leaving owners who ask for what is unspent of their last payment back, and who have their bank take it back.
  public var refundsWhenLeaving: Double
  public var disputesWhenLeaving: Double
  /// Share of those refunded whose bank takes the same payment back some days later, whole as far as they know.
  public var disputesAfterRefund = 0.0
  public var jobs: JobBehaviour?
  public var usage: UsageBehaviour?
  public var plans: PlanBehaviour?
  public var documents: DocumentBehaviour?
  public var interviews: InterviewBehaviour?
  public var funds: FundingBehaviour
  /// Which of the scenario's catalogs its owners pay by; 0 is the first.
  public var catalog = 0
  /// How they answer to prices that differ from the baseline's.
  public var responds = PriceResponse.none

  public init(
    name: String, owners: Int, joins: Joining = .atStart, stays_ms: Distribution? = nil, detachesWhenLeaving: Double = 0,
    refundsWhenLeaving: Double = 0, disputesWhenLeaving: Double = 0,
    jobs: JobBehaviour? = nil, usage: UsageBehaviour? = nil, plans: PlanBehaviour? = nil, documents: DocumentBehaviour? = nil,
    interviews: InterviewBehaviour? = nil, funds: FundingBehaviour
  ) {
    self.name = name
    self.owners = owners
    self.joins = joins
    self.stays_ms = stays_ms
    self.detachesWhenLeaving = detachesWhenLeaving
    self.refundsWhenLeaving = refundsWhenLeaving
    self.disputesWhenLeaving = disputesWhenLeaving
    self.jobs = jobs
    self.usage = usage
    self.plans = plans
    self.documents = documents
    self.interviews = interviews
    self.funds = funds
  }
}

/// When owners join.
public enum Joining: Sendable, Equatable, BitwiseCopyable {
  /// All at the start of the run.
  case atStart
  /// Evenly at random over the first `over_ms` milliseconds.
  case spread(over_ms: Int64)
  /// A Poisson stream over the whole horizon, `perDay` at the start, growing by the share `growthPerYear` a year (0.2 is 20 %).
  case poisson(perDay: Double, growthPerYear: Double)
}

/// How an owner opens jobs and how they go.
public struct JobBehaviour: Sendable {
  /// Jobs a week; drawn once per owner, so that owners differ.
  public var perWeek: Distribution
  /// Gaps between jobs in units of the mean gap (the distribution has mean 1); a cv above 1 makes bursts.
  public var gaps: Distribution
  public var hours: HourProfile
  /// Growth of activity a year as a share; 0.1 is 10 % more after a year.
  public var trendPerYear: Double
  /// Slots per job, rounded to a whole number of at least 1.
  public var slots: Distribution
  /// What one worker gets, in minor units.
  public var payout: Distribution
  /// Payouts are rounded to a multiple of this many minor units.
  public var payoutStep: Int64
  /// Share of a job's slots that somebody fills, 0 to 1; drawn per job.
  public var fill: Distribution
  /// Filled slots come in this many batches, 1 to 16.
  public var batches: Int
  /// Time from opening to a batch being filled, in milliseconds; drawn per batch.
  public var timeToFill_ms: Distribution
  /// Share of the filled slots that the owner rejects.
  public var rejects: Double
  /// Time after which the job times out, in milliseconds.
  public var deadline_ms: Int64
  /// Share of jobs that the owner closes once the last batch is in, instead of waiting for the deadline.
  public var closesEarly: Double
  /// Share of jobs that the owner cancels, at a time evenly spread until the deadline.
  public var cancels: Double

  public init(
    perWeek: Distribution, gaps: Distribution, hours: HourProfile = .flat, trendPerYear: Double = 0, slots: Distribution,
    payout: Distribution, payoutStep: Int64 = 1, fill: Distribution, batches: Int = 1, timeToFill_ms: Distribution,
    rejects: Double = 0, deadline_ms: Int64, closesEarly: Double = 0, cancels: Double = 0
  ) {
    self.perWeek = perWeek
    self.gaps = gaps
    self.hours = hours
    self.trendPerYear = trendPerYear
    self.slots = slots
    self.payout = payout
    self.payoutStep = payoutStep
    self.fill = fill
    self.batches = batches
    self.timeToFill_ms = timeToFill_ms
    self.rejects = rejects
    self.deadline_ms = deadline_ms
    self.closesEarly = closesEarly
    self.cancels = cancels
  }
}

/// How an owner uses a metered product.
public struct UsageBehaviour: Sendable {
  /// Uses a day; drawn once per owner.
  public var perDay: Distribution
  /// Gaps in units of the mean gap (mean 1).
  public var gaps: Distribution
  public var hours: HourProfile
  /// Minor units that one use costs, rounded to a whole number of at least 1.
  public var quantity: Distribution
  /// How many uses come at once, rounded, 1 to 1,000; nil for one by one.
  public var batch: Distribution?
  /// Sessions that uses come in; nil for all the time. The rate is that over all time.
  public var sessions: Sessions?

  public init(perDay: Distribution, gaps: Distribution, hours: HourProfile = .flat, quantity: Distribution) {
    self.perDay = perDay
    self.gaps = gaps
    self.hours = hours
    self.quantity = quantity
  }
}

/// How an owner pays.
public struct FundingBehaviour: Sendable {
  /// Who switches automatic reload on, and with which settings.
  public struct AutoReload: Sendable {
    /// Share of the owners who switch it on.
    public var share: Double
    /// In minor units.
    public var threshold: Distribution
    /// In minor units.
    public var amount: Distribution

    public init(share: Double, threshold: Distribution, amount: Distribution) {
      self.share = share
      self.threshold = threshold
      self.amount = amount
    }
  }

  /// What the card says, as shares of all charges; the rest succeeds.
  public struct Declines: Sendable, BitwiseCopyable {
    public var soft: Double
    public var hard: Double
    public var needs3DS: Double

    public init(soft: Double = 0, hard: Double = 0, needs3DS: Double = 0) {
      self.soft = soft
      self.hard = hard
      self.needs3DS = needs3DS
    }

    /// The same with a share `more` of what would have succeeded declined as well, most of it softly.
    public func raised(by more: Double) -> Declines {
      let rest = max(0, 1 - soft - hard - needs3DS) * more
      return Declines(soft: soft + rest * 0.6, hard: hard + rest * 0.2, needs3DS: needs3DS + rest * 0.2)
    }
  }

  /// Share of the owners who ever attach a payment method.
  public var paymentMethod: Double
  /// First purchase of credits of money on joining, in minor units; nil where none are bought.
  public var firstPurchase: Distribution?
  public var autoReload: AutoReload?
  /// Chance that an owner whose job or use was refused for want of credits buys more.
  public var topUpWhenRefused: Double
  /// What such an owner buys, in minor units; at least what was missing.
  public var topUp: Distribution
  /// How much a choice of the first purchase, and of a top-up, leans towards larger bonuses; 0 for not at all.
  public var firstPurchaseBonusSensitivity = 0.0
  public var topUpBonusSensitivity = 0.0
  /// How long it takes to do so, in milliseconds.
  public var topUpAfter_ms: Distribution
  public var declines: Declines
  /// Share of the dead cards (hard decline, or a 3DS demand) that are replaced.
  public var replacesCard: Double
  /// How long that takes, in milliseconds.
  public var replacesCardAfter_ms: Distribution
  /// How often an owner takes the payment method off, a year; a replacement follows as for a dead card.
  public var detachesPerYear: Double
  /// Share of the purchases, packs, reports and first payments that are left unpaid at the checkout.
  public var abandons: Double
  /// Share of the purchases of credits whose answer gets lost, so that the same is sent again under the same key.
  public var resends = 0.0
  /// Who is billed in arrears for a while; nil for nobody.
  public var arrears: ArrearsBehaviour?

  public init(
    paymentMethod: Double = 1, firstPurchase: Distribution?, autoReload: AutoReload? = nil, topUpWhenRefused: Double = 0,
    topUp: Distribution, topUpAfter_ms: Distribution, declines: Declines = Declines(), replacesCard: Double = 0,
    replacesCardAfter_ms: Distribution, detachesPerYear: Double = 0, abandons: Double = 0
  ) {
    self.paymentMethod = paymentMethod
    self.firstPurchase = firstPurchase
    self.autoReload = autoReload
    self.topUpWhenRefused = topUpWhenRefused
    self.topUp = topUp
    self.topUpAfter_ms = topUpAfter_ms
    self.declines = declines
    self.replacesCard = replacesCard
    self.replacesCardAfter_ms = replacesCardAfter_ms
    self.detachesPerYear = detachesPerYear
    self.abandons = abandons
  }
}

/// How activity is spread over the 168 hours of a week, Monday 00:00 UTC first, as weights whose mean is 1.
public struct HourProfile: Sendable, Equatable {
  public let weights: [Double]

  /// Normalises `weights` to a mean of 1; nil unless they are 168 finite numbers of at least zero that are not all zero.
  public init?(weights: [Double]) {
    guard weights.count == 168, weights.allSatisfy({ $0.isFinite && $0 >= 0 }) else { return nil }
    let mean = weights.reduce(0, +) / 168
    guard mean > 0, mean.isFinite else { return nil }
    self.weights = weights.map { $0 / mean }
  }

  private init(byHour weight: (_ day: Int, _ hour: Int) -> Double) {
    let raw = (0..<168).map { weight($0 / 24, $0 % 24) }
    let mean = raw.reduce(0, +) / 168
    weights = raw.map { $0 / mean }
  }

  /// The same at every hour.
  public static let flat = HourProfile { _, _ in 1 }
  /// Working days from 8 to 18 hours, little else.
  public static let office = HourProfile { day, hour in day < 5 ? ((8..<18).contains(hour) ? 10 : 1) : 0.5 }
  /// Evenings and week-ends.
  public static let evening = HourProfile { day, hour in
    let busy = (18..<24).contains(hour) ? 6.0 : (8..<18).contains(hour) ? 2.0 : 0.5
    return day < 5 ? busy : busy * 1.5
  }
  /// All round the clock with a gentle day, as of a service used world-wide.
  public static let global = HourProfile { day, hour in (day < 5 ? 1.0 : 0.8) * ((6..<20).contains(hour) ? 1.4 : 0.8) }

  /// The profiles that a scenario may name.
  public static let named: [(name: String, profile: HourProfile)] = [
    ("flat", .flat), ("office", .office), ("evening", .evening), ("global", .global),
  ]
}
