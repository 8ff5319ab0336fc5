import Accounting
import Billing
import Pricing
import Sampling

/// What the owners of one shard do next: turns wishes into commands, and answers into new wishes. It reads the book and
/// never writes it.
public struct Behaviour: ~Copyable {
  private let anchor = Anchor()
  let segments: [Segment]
  let layout: Layout
  let start: Instant
  let end: Instant
  let seed: UInt64
  let replication: UInt32
  /// The segments again, as the hot path reads them.
  var plans: Column<SegmentPlan>
  let tables: LawTables
  /// Two tables a segment: jobs, then usage.
  let timelines: [TimelineBox]
  /// Three more a segment, by `OfferActivity`; nil for what it has not.
  let offerTimelines: [TimelineBox?]
  /// The prices that each segment meets; empty where nobody looks at them.
  let prices: [PriceSchedule]
  /// Choices that lean towards larger bonuses, by their places in the plans.
  let packChoices: [PackChoice]
  public internal(set) var personas: Column<Persona>
  /// Wishes that came out of the last call, to be put on the agenda.
  public internal(set) var planned: Column<PlannedWish>

  /// Room for a timeline in an array; made once per run and only read.
  final class TimelineBox: Sendable {
    let timeline: Timeline
    init(_ timeline: consuming Timeline) { self.timeline = timeline }
  }

  public init(
    segments: [Segment], layout: Layout, start: Instant, end: Instant, seed: UInt64, replication: UInt32,
    surges: [Timeline.Surge], prices: [PriceSchedule] = [], catalogs: [Catalog] = []
  ) {
    self.segments = segments
    self.layout = layout
    self.start = start
    self.end = end
    self.seed = seed
    self.replication = replication
    self.prices = prices
    personas = Column()
    planned = Column()
    plans = Column()
    var tables = LawTables()
    var timelines: [TimelineBox] = []
    var packChoices: [PackChoice] = []
    var offers: [TimelineBox?] = []
    for (index, segment) in segments.enumerated() {
      var plan = tables.plan(segment)
      Behaviour.lay(segment.funds, catalogs.isEmpty ? nil : catalogs[segment.catalog], into: &plan, &packChoices)
      plans.append(plan)
      let own = prices.isEmpty ? nil : prices[index]
      func box(_ hours: HourProfile?, _ trend: Double, _ offer: Offer) -> TimelineBox? {
        hours.map {
          TimelineBox(
            Timeline(
              start: start, end: end, profile: $0, trendPerYear: trend, surges: surges + (own?.surges(of: offer) ?? [])))
        }
      }
      offers += [
        box(segment.plans?.analyses?.hours, segment.plans?.analyses?.trendPerYear ?? 0, .plans),
        box(segment.documents?.hours, 0, .documents),
        box(segment.interviews?.hours, segment.interviews?.trendPerYear ?? 0, .interviews),
      ]
      let jobs = segment.jobs
      let schedule = prices.isEmpty ? nil : prices[index]
      timelines.append(
        TimelineBox(
          Timeline(
            start: start, end: end, profile: jobs?.hours ?? .flat, trendPerYear: jobs?.trendPerYear ?? 0,
            surges: surges + (schedule?.surges(of: .jobs) ?? []))))
      timelines.append(
        TimelineBox(
          Timeline(
            start: start, end: end, profile: segment.usage?.hours ?? .flat, trendPerYear: 0,
            surges: surges + (schedule?.surges(of: .use) ?? []))))
    }
    self.tables = tables
    self.timelines = timelines
    offerTimelines = offers
    self.packChoices = packChoices
  }

  /// Gives birth to the owners `numbers`, who take the rows from 0 on, and plans their joining into `planned`.
  public mutating func open(owners numbers: OwnerNumbers) {
    personas.removeAll()
    planned.removeAll()
    for row in 0..<numbers.count { personas.append(birth(of: numbers[row])) }
  }

  /// The stream of an owner's draws.
  @inline(__always)
  func stream(_ row: Int) -> Stream { Stream(seed: seed, replication: replication, owner: personas[row].number) }

  /// The row of an owner's segment in `plans`.
  @inline(__always)
  func segment(_ row: Int) -> Int { Int(personas[row].segment) }

  @inline(__always)
  func sample(_ law: Law, _ row: Int, _ purpose: UInt8, _ occurrence: UInt32) -> Double {
    tables.sample(law, stream(row), purpose, occurrence)
  }

  private func birth(of number: Int) -> Persona {
    let index = layout.segment(of: number)
    let segment = segments[index]
    let stream = Stream(seed: seed, replication: replication, owner: UInt32(number))
    let joinsAt = joining(segment.joins, stream)
    let stay_ms = segment.stays_ms.map { milliseconds($0.sample(stream, Purpose.staying, 0)) } ?? .max
    let leavesAt =
      prices.isEmpty ? joinsAt.advanced(by: stay_ms) : prices[index].leaving(joinsAt: joinsAt, stay_ms: stay_ms)
    let funds = segment.funds
    return Persona(
      number: UInt32(number), segment: Int32(index), joinsAt: joinsAt, leavesAt: leavesAt,
      jobsPerHour: (segment.jobs?.perWeek.sample(stream, Purpose.jobRate, 0) ?? 0) / 168,
      usesPerHour: (segment.usage?.perDay.sample(stream, Purpose.useRate, 0) ?? 0) / 24
        * (segment.usage?.sessions?.density ?? 1),
      hasMethod: stream.bernoulli(funds.paymentMethod, Purpose.method, 0),
      usesReload: stream.bernoulli(funds.autoReload?.share ?? 0, Purpose.reloadShare, 0), habits: Habits(segment, stream))
  }

  private func joining(_ joins: Joining, _ stream: Stream) -> Instant {
    switch joins {
    case .atStart: return start
    case .spread(let over_ms):
      return start.advanced(by: milliseconds(stream.uniform(Purpose.joining, 0) * Double(over_ms)))
    case .poisson(_, let growthPerYear):
      let length = Double(end.since(start))
      let exponent = Layout.rateOfGrowth(growthPerYear) * length / Double(Duration_ms.day)
      let uniform = stream.uniform(Purpose.joining, 0)
      let part = exponent == 0 ? uniform : logarithm(1 + uniform * (exponential(exponent) - 1)) / exponent
      return start.advanced(by: milliseconds(part * length))
    }
  }

  @inline(__always)
  mutating func plan(_ at: Instant?, _ wish: Wish) {
    guard let at else { return }
    planned.append(PlannedWish(at: at, wish: wish))
  }

  /// Forgets what was planned, once it is on the agenda.
  @inline(__always)
  public mutating func clearPlans() { planned.removeAll() }

  /// The owner was counted as active until this instant.
  @inline(__always)
  public mutating func markActive(_ row: Int, until: Instant) { personas[row].activeUntil = until }

  /// What a wish asks of the book at `now`; nil when the owner has left or thought better of it.
  public mutating func command(for wish: Wish, _ row: Int, at now: Instant, _ book: borrowing Book) -> Command? {
    if personas[row].hasLeft, !outlivesLeaving(wish.kind) { return nil }
    switch wish.kind {
    case .join:
      personas[row].hasJoined = true
      return personas[row].hasMethod ? .attachMethod(.works) : nil
    case .setUpReload: return setUpReload(row)
    case .firstPurchase:
      return .purchase(amount: minorUnits(firstPurchase(row, at: now)), key: key(ofPurchase: 0, row))
    case .job: return openJob(row, ordinal: wish.subject, at: now)
    case .use: return use(row, ordinal: wish.subject, part: wish.detail)
    case .settleSlots: return .settleSlots(JobID(wish.subject), slots: wish.detail)
    case .rejectSlots: return .rejectSlots(JobID(wish.subject), slots: wish.detail)
    case .closeJob: return .closeJob(JobID(wish.subject))
    case .cancelJob: return .cancelJob(JobID(wish.subject))
    case .topUp: return topUp(row, atLeast: wish.detail, at: now)
    case .replaceCard:
      // Before the book hears of it: a new card is charged at once where a reload was waiting for one.
      personas[row].cardIsDead = false
      personas[row].hasMethod = true
      return .attachMethod(.works)
    case .detachCard: return .detachMethod
    case .leave: return leave(row)
    case .freeTier: return .grant(amount: wish.detail, origin: .freeTier, expiresAt: .never, priority: 0)
    case .refund: return .refund(PaymentID(wish.subject), amount: wish.detail)
    case .dispute: return .dispute(PaymentID(wish.subject))
    case .writeOff: return .writeOff
    case .startArrears: return .startArrears
    case .endArrears: return .endArrears
    case .resend: return .purchase(amount: wish.detail, key: IdempotencyKey(fingerprint: UInt64(wish.subject)))
    default: return offerCommand(for: wish, row, book)
    }
  }

  /// What a wish about subscriptions, documents or interviews asks of the book.
  private mutating func offerCommand(for wish: Wish, _ row: Int, _ book: borrowing Book) -> Command? {
    switch wish.kind {
    case .subscribe: return subscribe(row, to: Int(wish.subject), book)
    case .upgrade: return upgrade(wish, row, book)
    case .downgrade: return downgrade(row, book)
    case .cancel: return cancel(row, book)
    case .reactivate: return reactivate(row, book)
    case .analyse: return .analyse
    case .chat: return .chat(messages: wish.detail)
    case .buyReport: return .buyReport
    case .buyPack:
      if wish.subject == 0 { personas[row].habits.packPlanned = false }
      return .buyPack(PackID(UInt8(wish.detail)), EndUserID(wish.subject))
    case .access: return access(row, ordinal: wish.subject)
    case .interview: return interview(row, ordinal: wish.subject)
    case .overridePrices: return .overridePrices(OverrideID(UInt8(wish.subject)))
    default: preconditionFailure("Every other wish was dealt with above.")
    }
  }

  /// Whether a wish goes on after its owner has left: open jobs run out.
  private func outlivesLeaving(_ kind: WishKind) -> Bool {
    switch kind {
    case .settleSlots, .rejectSlots, .closeJob, .cancelJob, .refund, .dispute, .writeOff, .cancel, .endArrears: true
    default: false
    }
  }

  /// Plans what follows from a wish that was put to the book, or that asked nothing of it (`status` nil).
  public mutating func follow(
    _ wish: Wish, _ command: Command?, _ status: Status?, _ row: Int, at now: Instant, _ book: borrowing Book
  ) {
    switch wish.kind {
    case .join: beginLife(row, at: now, book)
    case .job: afterJob(wish, command, status, row, at: now, book)
    case .use: afterUse(wish, command, status, row, at: now, book)
    case .topUp:
      personas[row].topUpPlanned = false
      afterPurchase(command, status, row, at: now, book)
    case .firstPurchase: afterPurchase(command, status, row, at: now, book)
    case .leave: afterLeaving(row, at: now, book)
    case .replaceCard: afterReplacement(status, row, at: now)
    case .detachCard: afterDetach(status, row, at: now)
    case .dispute: plan(now, Wish(.writeOff))
    case .refund: afterRefund(wish, status, row, at: now)
    case .upgrade, .downgrade: afterMove(wish, command, status, row, at: now)
    case .cancel: afterCancel(wish, status, row, at: now, book)
    case .analyse: afterAnalysis(wish, status, row, at: now, book)
    case .chat: afterChat(status, row, at: now, book)
    case .access: afterAccess(wish, command, status, row, at: now, book)
    case .interview: afterInterview(wish, status, row, at: now, book)
    case .startArrears: afterArrearsStart(status, row, at: now)
    case .endArrears: afterArrearsEnd(status, row, at: now)
    case .setUpReload, .settleSlots, .rejectSlots, .closeJob, .cancelJob, .writeOff, .freeTier, .resend: break
    case .subscribe, .reactivate, .buyReport, .buyPack, .overridePrices: break
    }
  }

  private mutating func beginLife(_ row: Int, at now: Instant, _ book: borrowing Book) {
    let plan = plans[segment(row)]
    if let tier = book.terms.freeTier { self.plan(now, Wish(.freeTier, detail: tier.amount)) }
    if personas[row].hasMethod {
      if plan.buysFirst { self.plan(now, Wish(.firstPurchase)) }
      // Once the first credits are there; before, a balance of nothing would reload at once.
      if personas[row].usesReload { self.plan(now.advanced(by: 10 * Duration_ms.minute), Wish(.setUpReload)) }
      planDetach(row, plan.detachesPerYear, at: now)
      planArrears(row, at: now)
    }
    if plan.hasJobs { planJob(row, ordinal: 0, after: now) }
    if plan.hasUsage { planUse(row, ordinal: 0, after: now) }
    if !plan.offers.isEmpty {
      if plan.offers.hasPlans { beginSubscriptions(row, at: now) }
      if plan.offers.hasDocuments { planList(row, ordinal: 0, after: now) }
      if plan.offers.hasInterviews { beginInterviews(row, at: now, book) }
    }
    if personas[row].leavesAt < end { self.plan(personas[row].leavesAt, Wish(.leave)) }
  }

  private mutating func leave(_ row: Int) -> Command? {
    personas[row].hasLeft = true
    let share = plans[segment(row)].detachesWhenLeaving
    return stream(row).bernoulli(share, Purpose.detachesOnLeaving, 0) ? .detachMethod : nil
  }

  /// Some who leave want money back; what they owe is lost.
  private mutating func afterLeaving(_ row: Int, at now: Instant, _ book: borrowing Book) {
    let last = book.owners[row].lastPaymentNumber
    let index = segment(row)
    if last > 0, stream(row).bernoulli(plans[index].disputesWhenLeaving, Purpose.disputesOnLeaving, 0) {
      plan(now, Wish(.dispute, subject: last))
    } else if last > 0, stream(row).bernoulli(plans[index].refundsWhenLeaving, Purpose.refundsOnLeaving, 0) {
      let unspent = book.unspent(of: PaymentID(last), by: OwnerSlot(row))
      plan(now, Wish(.refund, subject: last, detail: max(unspent, 1)))
    }
    if book.owners[row].membership >= 0 {
      // What a subscription owes is on an invoice of its own, which is charged or given up by its own rules.
      leaveSubscription(row, at: now, book)
    } else if book.owners[row].debt > 0 {
      plan(now, Wish(.writeOff))
    }
  }

  /// Some have their bank take back what they were given back already.
  private mutating func afterRefund(_ wish: Wish, _ status: Status?, _ row: Int, at now: Instant) {
    let share = plans[segment(row)].disputesAfterRefund
    guard status == .ok, share > 0, stream(row).bernoulli(share, Purpose.disputesAfterRefund, wish.subject) else { return }
    let wait_ms = milliseconds(
      stream(row).exponential(mean: 5 * Double(Duration_ms.day), Purpose.disputeTime, wish.subject))
    plan(now.advanced(by: wait_ms), Wish(.dispute, subject: wish.subject))
  }

  /// What else owners do by the hour of the week.
  enum OfferActivity: Int { case analyses, documents, interviews }

  /// The instant at which `busyHours` busy hours of an activity have passed since `now`, or nil beyond the run.
  @inline(__always)
  func offerInstant(_ activity: OfferActivity, _ segment: Int, after now: Instant, busyHours: Double) -> Instant? {
    offerTimelines[segment * 3 + activity.rawValue]?.timeline.instant(after: now, busyHours: busyHours)
  }
}

/// A sampled length of time, cut to whole milliseconds; a tiny part of what an `Instant` holds, so sums cannot overflow.
@inline(__always)
func milliseconds(_ sampled: Double) -> Int64 { Int64(min(max(sampled, 0), 4e15)) }

/// A sampled amount, rounded to whole minor units of at least one.
@inline(__always)
func minorUnits(_ sampled: Double) -> Int64 {
  Int64(min(max(sampled.rounded(), 1), Double(Limits.largestAmount)))
}
