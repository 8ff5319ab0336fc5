import Accounting
import Auditing
import Billing
import Pricing
import Testing

@testable import Simulation

/// A prepaid catalog with 30 % on top and purchases of at least 500.
private let catalog = Catalog(
  name: "test",
  terms: Terms(fee: FeeRule(placement: .onTop, share: Share(percent: 30)), limits: PurchaseLimits(minimum: 500)))

private let start = CivilDate(year: 2026, month: 3, day: 9).midnight.advanced(by: 34_567_891)

/// What is planted: the trace breaks once these kinds of command have been obeyed in this order by one owner, whatever lies between.
private struct Pattern {
  var kinds: [CommandKind]
  var invariant = Invariant.lotConservation

  func breakage(_ trace: Trace) -> Breakage? {
    var seen = Array(repeating: 0, count: trace.owners.count)
    var found: Breakage?
    _ = trace.firstViolation(catalog: catalog) { _, step in
      guard found == nil, let command = step.command, step.status == .ok else { return true }
      if command.kind == kinds[seen[step.owner]] { seen[step.owner] += 1 }
      if seen[step.owner] < kinds.count { return true }
      let lines = step.line.map { line in trace.steps.count { $0.line <= line } } ?? trace.steps.count
      found = Breakage(invariant, at: step.at, steps: lines)
      return false
    }
    return found
  }
}

/// Odd amounts at odd times, a few owners in turn: what a run would have recorded.
private func story(seed: UInt64, steps count: Int, owners: Int) -> Trace {
  var state = seed
  func draw(_ below: UInt64) -> Int64 {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int64((state >> 33) % below)
  }
  var recorded: [RecordedCommand] = []
  var at = start
  var jobs = Array(repeating: UInt32(0), count: owners)
  var payments = Array(repeating: UInt32(0), count: owners)
  for step in 0..<count {
    let owner = Int(draw(UInt64(owners)))
    at = at.advanced(by: draw(7_000_000))
    func send(_ command: Command) {
      recorded.append(
        RecordedCommand(owner: UInt32(owner), step: UInt32(recorded.count), at: at, command: command, status: .ok))
    }
    switch draw(9) {
    case 0: send(.attachMethod(.works))
    case 1:
      send(.purchase(amount: 500 + draw(90_000), key: IdempotencyKey(fingerprint: UInt64(step + 77))))
      payments[owner] += 1
    case 2, 3: send(.settle(PaymentID(UInt32(1 + draw(UInt64(payments[owner] + 1)))), .succeeded))
    case 4:
      jobs[owner] += 1
      send(.openJob(JobID(jobs[owner]), slots: 1 + draw(40), price: 1 + draw(300), deadline: .never))
    case 5, 6: send(.settleSlots(JobID(UInt32(1 + draw(UInt64(jobs[owner] + 1)))), slots: 1 + draw(3)))
    case 7: send(.rejectSlots(JobID(UInt32(1 + draw(UInt64(jobs[owner] + 1)))), slots: 1 + draw(3)))
    default: send(.grant(amount: 1 + draw(5_000), origin: .grant, expiresAt: .never, priority: Int16(draw(5))))
    }
  }
  return Trace(recorded, until: at, header: Trace.Header())
}

private func shrunk(
  _ trace: Trace, _ pattern: Pattern, keeping invariant: Invariant? = .lotConservation, tries: Int = .max
) -> Shrinker {
  var left = tries
  var shrinker = Shrinker(
    trace, catalog: catalog, keeping: invariant, judge: pattern.breakage,
    stop: {
      left -= 1
      return left < 0
    })
  shrinker.run()
  return shrinker
}

/// The lines for people: seconds since the year began, owner, kind of command, its figures.
private func lines(_ trace: Trace) -> [String] {
  trace.steps.map { step in
    let seconds = step.at.since(step.at.startOfYear) / 1_000
    let figures = step.command?.figures(at: step.at).map { $0.value == .max ? "never" : "\($0.value)" } ?? []
    let owner = step.owner.map { trace.owners[$0] } ?? "all"
    return (["\(seconds)", owner, step.command?.kind.name ?? "waits"] + figures).joined(separator: " ")
  }
}

private let release = Pattern(kinds: [.settleSlots, .settleSlots, .rejectSlots])

@Suite("Shrinking")
struct ShrinkerTests {
  @Test("A release after two settlements: a grant, a job of three slots, and the three commands")
  func exact() {
    let long = story(seed: 1, steps: 600, owners: 3)
    let shrinker = shrunk(long, release)
    #expect(
      lines(shrinker.best) == [
        "0 o1 grant 3 0 never 0", "0 o1 open-job 1 3 1 never", "0 o1 settle-slots 1 1", "0 o1 settle-slots 1 1",
        "0 o1 reject-slots 1 1",
      ])
    #expect(shrinker.size.owners == 1)
    #expect(!shrinker.wasStopped)
  }

  @Test("Without any one of its lines the shrunk trace is whole", arguments: 1...12 as ClosedRange<UInt64>)
  func minimal(_ seed: UInt64) throws {
    let patterns = [
      release, Pattern(kinds: [.openJob, .purchase, .settle, .rejectSlots]), Pattern(kinds: [.settle, .settle]),
      Pattern(kinds: [.grant, .attachMethod, .openJob, .settleSlots]),
    ]
    let pattern = patterns[Int(seed) % patterns.count]
    let long = story(seed: seed, steps: 400, owners: 2)
    try #require(pattern.breakage(long) != nil)
    let best = shrunk(long, pattern).best
    #expect(pattern.breakage(best) != nil)
    for gone in best.steps.indices { #expect(pattern.breakage(best.keeping { $0 != gone }) == nil, "\(lines(best)[gone])") }
  }

  @Test("The same trace shrinks to the same one")
  func repeatable() {
    let long = story(seed: 5, steps: 300, owners: 2)
    let first = shrunk(long, release)
    let second = shrunk(long, release)
    #expect(lines(first.best) == lines(second.best))
    #expect(first.tries == second.tries)
  }

  @Test("When the time is up, the best so far still breaks", arguments: [0, 1, 7, 40, 150])
  func timeBox(_ tries: Int) throws {
    let long = story(seed: 1, steps: 600, owners: 3)
    let shrinker = shrunk(long, release, tries: tries)
    #expect(shrinker.wasStopped)
    #expect(shrinker.tries == tries)
    #expect(release.breakage(shrinker.best) != nil)
    #expect(shrinker.size <= ShrinkSize(of: long))
  }

  @Test("A payment's answer goes with its purchase, and those after it get the numbers that are left")
  func payments() {
    let buy = { (amount: Int64) in Command.purchase(amount: amount, key: .none) }
    let commands: [Command] = [
      .attachMethod(.works), buy(700), buy(800), .settle(PaymentID(1), .succeeded), buy(900), .settle(PaymentID(3), .succeeded),
      .settle(PaymentID(2), .declinedSoft), .openJob(JobID(9), slots: 3, price: 100, deadline: .never),
    ]
    let recorded = commands.enumerated().map {
      RecordedCommand(owner: 4, step: UInt32($0), at: start.advanced(by: Int64($0) * 999), command: $1, status: .ok)
    }
    let trace = Trace(recorded, until: start.advanced(by: 10_000), header: Trace.Header())
    let best = shrunk(trace, Pattern(kinds: [.attachMethod, .purchase, .settle, .openJob])).best
    #expect(
      lines(best) == ["0 o1 attach-method 0", "0 o1 purchase 500 0", "0 o1 settle 1 0", "0 o1 open-job 1 1 1 never"])
  }

  @Test("A trace that breaks something else is not kept, unless anything will do")
  func otherInvariant() {
    let long = story(seed: 3, steps: 300, owners: 1)
    // Whatever has no purchase any more breaks something else.
    let judge = { (trace: Trace) -> Breakage? in
      guard var breakage = release.breakage(trace) else { return nil }
      if !trace.steps.contains(where: { $0.command?.kind == .purchase }) { breakage.invariant = .burnOrder }
      return breakage
    }
    var strict = Shrinker(long, catalog: catalog, keeping: .lotConservation, judge: judge)
    strict.run()
    #expect(strict.best.steps.contains { $0.command?.kind == .purchase })
    var any = Shrinker(long, catalog: catalog, keeping: nil, judge: judge)
    any.run()
    #expect(!any.best.steps.contains { $0.command?.kind == .purchase })
  }

  @Test("Where one owner is not enough, as few stay as are needed")
  func owners() {
    let long = story(seed: 8, steps: 500, owners: 6)
    let judge = { (trace: Trace) -> Breakage? in
      let opened = Set(trace.steps.filter { $0.command?.kind == .openJob }.map(\.owner))
      return opened.count >= 2 ? Breakage(.trialBalance, at: start, steps: trace.steps.count) : nil
    }
    var shrinker = Shrinker(long, catalog: catalog, keeping: .trialBalance, judge: judge)
    shrinker.run()
    #expect(shrinker.size.owners == 2)
    #expect(shrinker.size.commands == 2)
    #expect(shrinker.best.owners == ["o1", "o2"])
  }

  @Test("What a timer breaks keeps a line that lets time pass until the timer")
  func timers() {
    let recorded: [RecordedCommand] = [
      .grant(amount: 731, origin: .grant, expiresAt: start.advanced(by: 1_000_000), priority: 3), .attachMethod(.works),
      .detachMethod,
    ].enumerated().map { index, command in
      RecordedCommand(
        owner: 0, step: UInt32(index), at: start.advanced(by: Int64(index) * 700_000), command: command, status: .ok)
    }
    let trace = Trace(recorded, until: start.advanced(by: 9_000_000), header: Trace.Header())
    let best = shrunk(trace, Pattern(kinds: [.lotExpiry])).best
    #expect(lines(best) == ["0 o1 grant 1 0 60000 0", "60 o1 waits"])
  }

  @Test("Weights: 1 before 10 before 1000 before 25, a minute before an hour before a day, and never before any deadline")
  func weights() {
    let numbers: [Int64] = [0, 1, 2, 9, 10, 20, 100, 500, 1_000, 25, 1_300, 37_421]
    #expect(numbers.sorted { Figure.weight(ofNumber: $0) < Figure.weight(ofNumber: $1) } == numbers)
    let spans = [0, Duration_ms.minute, Duration_ms.hour, Duration_ms.day, 30 * Duration_ms.day, 1_234_567]
    #expect(spans.sorted { Figure.weight(ofSpan: $0) < Figure.weight(ofSpan: $1) } == spans)
    #expect(Figure(.until, .max).weight == 0)
  }

  @Test("Every command is its figures and back")
  func figures() {
    let at = start
    let commands: [Command] = [
      .attachMethod(.asksFor3DS), .detachMethod, .configureReload(enabled: true, threshold: 7, amount: 8),
      .purchase(amount: 12, key: IdempotencyKey(text: "a")), .settle(PaymentID(3), .needs3DS),
      .grant(amount: 5, origin: .freeTier, expiresAt: at.advanced(by: 99), priority: -4),
      .openJob(JobID(3), slots: 4, price: 5, deadline: .never), .settleSlots(JobID(3), slots: 2),
      .rejectSlots(JobID(3), slots: 2), .closeJob(JobID(1)), .cancelJob(JobID(1)), .use(amount: 3),
      .refund(PaymentID(2), amount: 9), .dispute(PaymentID(2)), .startArrears, .endArrears, .writeOff,
      .subscribe(PlanID(2), throughCheckout: true), .changePlan(PlanID(1)), .cancel, .reactivate, .analyse, .chat(messages: 7),
      .buyReport, .buyPack(PackID(1), EndUserID(6)), .access(EndUserID(6), DocumentList([4, 5].map { DocumentID($0) })),
      .interview(ProductID(1), duration_ms: 61_000), .overridePrices(OverrideID(1)),
    ]
    for command in commands {
      #expect("\(command.with(command.figures(at: at).map(\.value), at: at))" == "\(command)")
    }
  }
}
