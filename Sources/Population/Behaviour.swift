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
  /// Of nobody yet: each owner has its own.
  let stream: Stream
  /// The segments again, as the hot path reads them.
  var plans: Column<SegmentPlan>
  let tables: LawTables
  /// Five a segment, by `Activity`; what a segment has not is never asked for.
  var timelines: Column<TimelineView>
  /// Owns what the views read.
  private let boxes: [TimelineBox]
  /// The prices that each segment meets; empty where nobody looks at them.
  let prices: [PriceSchedule]
  /// Choices that lean towards larger bonuses, by their places in the plans.
  let packChoices: [PackChoice]
  public internal(set) var personas: Column<Persona>
  @usableFromInline var users: Column<PlainUser>
  /// What the last wish that asked anything asked of the book. It stays here, because handing it on would copy it.
  public internal(set) var asked = Command.detachMethod
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
    stream = Stream(seed: seed, replication: replication, owner: 0)
    self.prices = prices
    personas = Column()
    users = Column()
    planned = Column()
    plans = Column()
    var tables = LawTables()
    var packChoices: [PackChoice] = []
    var boxes: [TimelineBox] = []
    for (index, segment) in segments.enumerated() {
      var plan = tables.plan(segment)
      Behaviour.lay(segment.funds, catalogs.isEmpty ? nil : catalogs[segment.catalog], into: &plan, &packChoices)
      plans.append(plan)
      let own = prices.isEmpty ? nil : prices[index]
      func box(_ hours: HourProfile?, _ trend: Double, _ offer: Offer) -> TimelineBox {
        TimelineBox(
          Timeline(
            start: start, end: hours == nil ? start : end, profile: hours ?? .flat, trendPerYear: trend,
            surges: surges + (own?.surges(of: offer) ?? [])))
      }
      boxes += [
        box(segment.jobs?.hours, segment.jobs?.trendPerYear ?? 0, .jobs),
        box(segment.usage?.hours, 0, .use),
        box(segment.plans?.analyses?.hours, segment.plans?.analyses?.trendPerYear ?? 0, .plans),
        box(segment.documents?.hours, 0, .documents),
        box(segment.interviews?.hours, segment.interviews?.trendPerYear ?? 0, .interviews),
      ]
    }
    self.tables = tables
    self.boxes = boxes
    timelines = Column(minimumCapacity: boxes.count)
    for box in boxes { timelines.append(box.timeline.view) }
    self.packChoices = packChoices
  }

  /// Gives birth to the owners `numbers`, who take the rows from 0 on, and plans their joining into `planned`.
  public mutating func open(owners numbers: OwnerNumbers) {
    personas.removeAll()
    users.removeAll()
    planned.removeAll()
    for row in 0..<numbers.count {
      personas.append(birth(of: numbers[row]))
      users.append(plainUser(personas[row]))
    }
  }

  /// The stream of an owner's draws.
  @inline(__always)
  func stream(_ row: Int) -> Stream { stream.of(owner: personas[row].number) }

  /// The row of an owner's segment in `plans`.
  @inline(__always)
  func segment(_ row: Int) -> Int { Int(personas[row].segment) }

  @inline(__always)
  func sample(_ law: Law, _ row: Int, _ purpose: UInt8, _ occurrence: UInt32) -> Double {
    tables.sample(law, stream(row), purpose, occurrence)
  }

  private func birth(of number: Int) -> Persona {
    let index = layout.segment(of: number)
    let birth = plans[index].birth
    let stream = stream.of(owner: UInt32(number))
    func draw(_ law: Law, _ purpose: UInt8) -> Double { tables.sample(law, stream, purpose, 0) }
    let joinsAt = joining(birth.joins, stream)
    let stay_ms = birth.leaves ? milliseconds(draw(birth.stays_ms, Purpose.staying)) : .max
    let leavesAt =
      prices.isEmpty ? joinsAt.advanced(by: stay_ms) : prices[index].leaving(joinsAt: joinsAt, stay_ms: stay_ms)
    return Persona(
      number: UInt32(number), segment: Int32(index), joinsAt: joinsAt, leavesAt: leavesAt,
      jobsPerHour: plans[index].hasJobs ? draw(birth.jobsPerWeek, Purpose.jobRate) / 168 : 0,
      usesPerHour: plans[index].hasUsage ? draw(birth.usesPerDay, Purpose.useRate) / 24 * birth.sessionDensity : 0,
      hasMethod: stream.bernoulli(birth.paymentMethod, Purpose.method, 0),
      usesReload: stream.bernoulli(birth.reloadShare, Purpose.reloadShare, 0), habits: habits(birth, plans[index].offers, stream))
  }

  private func habits(_ birth: BirthPlan, _ offers: OfferPlan, _ stream: Stream) -> Habits {
    var habits = Habits()
    if offers.isEmpty { return habits }
    func draw(_ law: Law, _ purpose: UInt8) -> Double { tables.sample(law, stream, purpose, 0) }
    if offers.hasAnalyses { habits.analysesPerHour = draw(birth.analysesPerWeek, Purpose.analysisRate) / 168 }
    if offers.hasDocuments {
      habits.endUsers = UInt32(min(max(draw(birth.endUsers, Purpose.endUsers).rounded(), 0), 1_000_000))
      habits.listsPerHour = Double(habits.endUsers) * draw(birth.listsPerWeek, Purpose.listRate) / 168
    }
    if offers.hasInterviews { habits.interviewsPerHour = draw(birth.interviewsPerWeek, Purpose.interviewRate) / 168 }
    return habits
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

  /// Puts what a wish asks of the book at `now` into `asked`.
  ///
  /// - Returns: false when the owner has left or thought better of it; then nothing is asked.
  public mutating func ask(_ wish: Wish, _ row: Int, at now: Instant, _ book: borrowing Book) -> Bool {
    // Most of what there is.
    if wish.kind == .use { return askToUse(wish, row) }
    guard let command = command(for: wish, row, at: now, book) else { return false }
    asked = command
    return true
  }

  /// What a wish asks of the book; nil for nothing.
  private mutating func command(for wish: Wish, _ row: Int, at now: Instant, _ book: borrowing Book) -> Command? {
    if personas[row].hasLeft, !outlivesLeaving(wish.kind) { return nil }
    switch wish.kind {
    case .join:
      personas[row].hasJoined = true
      return personas[row].hasMethod ? .attachMethod(.works) : nil
    case .setUpReload: return setUpReload(row)
    case .firstPurchase:
      return .purchase(amount: minorUnits(firstPurchase(row, at: now)), key: key(ofPurchase: 0, row))
    case .job: return openJob(row, ordinal: wish.subject, at: now)
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
  public mutating func follow(_ wish: Wish, _ status: Status?, _ row: Int, at now: Instant, _ book: borrowing Book) {
    if wish.kind == .use { return afterUse(wish, status, row, at: now, book) }
    followOther(wish, status == nil ? nil : asked, status, row, at: now, book)
  }

  private mutating func followOther(
    _ wish: Wish, _ command: Command?, _ status: Status?, _ row: Int, at now: Instant, _ book: borrowing Book
  ) {
    switch wish.kind {
    case .join: beginLife(row, at: now, book)
    case .job: afterJob(wish, command, status, row, at: now, book)
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
    case .use, .setUpReload, .settleSlots, .rejectSlots, .closeJob, .cancelJob, .writeOff, .freeTier, .resend: break
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
    users[row].usesPlainly = false
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

  /// What owners do by the hour of the week.
  enum Activity: Int { case jobs, uses, analyses, documents, interviews }

  /// The instant at which `busyHours` busy hours of an activity have passed since `now`, or nil beyond the run.
  @inline(__always)
  func instant(of activity: Activity, _ segment: Int, after now: Instant, busyHours: Double) -> Instant? {
    timelines[segment * 5 + activity.rawValue].instant(after: now, busyHours: busyHours)
  }
}

/// A sampled length of time, cut to whole milliseconds; a tiny part of what an `Instant` holds, so sums cannot overflow.
@inline(__always)
func milliseconds(_ sampled: Double) -> Int64 { wholePart(of: min(max(sampled, 0), 4e15)) }

/// A sampled amount, rounded to whole minor units of at least one.
@inline(__always)
func minorUnits(_ sampled: Double) -> Int64 {
  // The same as `rounded()`, which is a call: halves go up, and up to this size the difference is exact.
  let bounded = min(max(sampled, 1), Double(Limits.largestAmount))
  let whole = wholePart(of: bounded)
  return bounded - Double(whole) >= 0.5 ? whole + 1 : whole
}
