import Accounting
import Billing
import Pricing

@testable import Population
@testable import Sampling

/// Owners and the book that they deal with, put through one wish after the other by hand.
struct People: ~Copyable {
  var behaviour: Behaviour
  var book: Book
  var now: Instant

  static let start = CivilDate(year: 2026, month: 1, day: 1).midnight

  /// A free plan of one analysis and two with a price, packs of 1, 5 and 10 credits, documents at one credit, interviews too.
  init(
    owners: Int, plans: PlanBehaviour? = nil, documents: DocumentBehaviour? = nil, interviews: InterviewBehaviour? = nil,
    paymentMethod: Double = 1
  ) throws {
    let funds = FundingBehaviour(
      paymentMethod: paymentMethod, firstPurchase: nil, topUp: .zero, topUpAfter_ms: .zero, replacesCardAfter_ms: .zero)
    let segment = Segment(
      name: "people", owners: owners, plans: plans, documents: documents, interviews: interviews, funds: funds)
    let end = Self.start.advanced(by: 365 * Duration_ms.day)
    behaviour = Behaviour(
      segments: [segment],
      layout: Layout(segments: [segment], start: Self.start, end: end, seed: 1, replication: 0), start: Self.start, end: end,
      seed: 1, replication: 0, surges: [])
    var terms = Terms(fee: FeeRule(placement: .onTop, share: Share(percent: 0)))
    terms.plans = PlanRules(
      plans: [
        Plan(name: "free", price: 0, analyses: 1, messages: 5), Plan(name: "pro", price: 9_900, analyses: 100),
        Plan(name: "enterprise", price: 99_900),
      ], fallback: PlanID(0))
    terms.reports = ReportRule(price: 2_900)
    terms.packs = PackShelf(
      packs: [(1, 499), (5, 1_999), (10, 2_999)].map { Pack(name: "of \($0)", credits: $0 * 1_000, price: $1) })
    terms.documents = DocumentRule()
    terms.interviews = InterviewRules(
      unit: .credits, products: [Product(name: "call", costKey: "calls", price: .perUnit(price: 1_000))],
      overrides: [PriceOverride(name: "partner", prices: [nil])])
    book = Book(catalog: Catalog(name: "people", terms: terms))
    book.open(owners: owners)
    behaviour.open(owners: OwnerNumbers(0..<owners))
    now = Self.start
  }

  /// What the owner plans on joining.
  mutating func joinPlanned(_ row: Int) -> [PlannedWish] {
    _ = follow(Wish(.join), row, clears: false)
    let planned = behaviour.planned.indices.map { behaviour.planned[$0] }
    behaviour.clearPlans()
    return planned
  }

  mutating func join(_ row: Int) -> [Wish] { joinPlanned(row).map(\.wish) }

  /// What a wish asks of the book, without asking it.
  mutating func command(_ wish: Wish, _ row: Int) -> Command? {
    behaviour.ask(wish, row, at: now, book) ? behaviour.asked : nil
  }
  mutating func kind(_ wish: Wish) -> CommandKind? { command(wish, 0)?.kind }

  /// The plan that a wish would change to.
  mutating func plan(of wish: Wish) -> Int? {
    if case .changePlan(let plan)? = command(wish, 0) { plan.index } else { nil }
  }

  /// Puts a wish to the book, a minute later, and gives what follows from it.
  mutating func follow(_ wish: Wish, _ row: Int = 0) -> [Wish] { follow(wish, row, clears: true) }

  private mutating func follow(_ wish: Wish, _ row: Int, clears: Bool) -> [Wish] {
    now = now.advanced(by: Duration_ms.minute)
    var status: Status?
    if let command = command(wish, row) { status = book.apply(command, by: OwnerSlot(row), at: now) }
    behaviour.follow(wish, status, row, at: now, book)
    let wishes = behaviour.planned.indices.map { behaviour.planned[$0].wish }
    if clears { behaviour.clearPlans() }
    return wishes
  }

  /// Puts a command to the book; with a wish, as what came of it.
  mutating func send(_ command: Command, as wish: Wish? = nil) {
    now = now.advanced(by: Duration_ms.minute)
    if let wish { _ = self.command(wish, 0) }
    let status = book.apply(command, by: OwnerSlot(0), at: now)
    precondition(status == .ok, "\(command) was refused: \(status.name)")
    if let wish { behaviour.follow(wish, status, 0, at: now, book) }
    behaviour.clearPlans()
  }

  /// A subscription that is paid.
  mutating func subscribe(_ row: Int, to plan: UInt8) {
    send(.subscribe(PlanID(plan), throughCheckout: false), as: Wish(.subscribe, subject: UInt32(plan)))
    send(.settle(PaymentID(book.owners[row].lastPaymentNumber), .succeeded))
  }
}
