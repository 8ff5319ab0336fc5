import Accounting
import Auditing
import Billing
import Pricing
import Testing

@testable import Simulation

private let catalog = Catalog(
  name: "test",
  terms: Terms(fee: FeeRule(placement: .onTop, share: Share(percent: 30)), limits: PurchaseLimits(minimum: 500)))

private let start = CivilDate(year: 2026, month: 3, day: 9).midnight

/// One owner's commands, so far apart.
private func trace(_ commands: [Command], every gap_ms: Int64 = 1_234_567) -> Trace {
  let recorded = commands.enumerated().map { index, command in
    RecordedCommand(
      owner: 0, step: UInt32(index), at: start.advanced(by: Int64(index) * gap_ms), command: command, status: .ok)
  }
  return Trace(recorded, until: start, header: Trace.Header())
}

private func shrunk(_ trace: Trace, _ judge: @escaping (Trace) -> Int?) -> Trace {
  var shrinker = Shrinker(
    trace, catalog: catalog, keeping: .debtBounded,
    judge: { candidate in judge(candidate).map { Breakage(.debtBounded, at: start, steps: $0) } })
  shrinker.run()
  return shrinker.best
}

/// Kinds and figures.
private func commands(_ trace: Trace) -> [String] {
  trace.steps.compactMap { step in
    guard let command = step.command else { return nil }
    return ([command.kind.name] + command.figures(at: step.at).map { "\($0.value)" }).joined(separator: " ")
  }
}

@Suite("What shrinking makes of many commands")
struct ShrinkerPassTests {
  @Test("Thirty-four small uses become one of their sum, and two jobs are not mixed up")
  func merged() {
    var long: [Command] = [.attachMethod(.works)]
    for number in 1...34 { long.append(.use(amount: Int64(20 + number % 7))) }
    let best = shrunk(trace(long)) { candidate in
      var used: Int64 = 0
      for (index, step) in candidate.steps.enumerated() {
        // No large use: it may not just grow.
        if case .use(let amount) = step.command, amount <= 500 { used += amount }
        if used >= 500 { return index + 1 }
      }
      return nil
    }
    #expect(commands(best) == ["use 500"])

    let slots = shrunk(
      trace([1, 2, 1, 2, 1].map { Command.settleSlots(JobID($0), slots: 3) })
    ) { candidate in
      var settled: [UInt32: Int64] = [:]
      for (index, step) in candidate.steps.enumerated() {
        if case .settleSlots(let job, let slots) = step.command { settled[job.number, default: 0] += min(slots, 9) }
        if settled.count == 2, settled.values.allSatisfy({ $0 >= 6 }) { return index + 1 }
      }
      return nil
    }
    #expect(slots.steps.count == 2)
    #expect(Set(slots.steps.compactMap { $0.command?.job?.number }).count == 2)
  }

  @Test("A larger number breaks it sooner, and what led up to it is not needed any more")
  func raised() {
    var long: [Command] = [.configureReload(enabled: true, threshold: 3, amount: 25)]
    for _ in 1...40 { long.append(.detachMethod) }
    let best = shrunk(trace(long)) { candidate in
      var each: Int64 = 0
      var all: Int64 = 0
      for (index, step) in candidate.steps.enumerated() {
        if case .configureReload(_, _, let amount) = step.command, amount <= 100_000 { each = amount }
        if step.command?.kind == .detachMethod { all += each }
        if all >= 900 { return index + 1 }
      }
      return nil
    }
    #expect(commands(best) == ["configure-reload 0 0 900", "detach-method"])
  }

  @Test("Days on which something had to be done are left out together, and later payments get the numbers that are left")
  func stretches() {
    var long: [Command] = [.attachMethod(.works)]
    for number in 1...10 as ClosedRange<UInt32> {
      long.append(.settle(PaymentID(number), number < 10 ? .succeeded : .declinedSoft))
    }
    long.append(.detachMethod)
    let best = shrunk(trace(long, every: Duration_ms.day)) { candidate in
      let steps = candidate.steps.filter { $0.command != nil }
      let answers: [(number: UInt32, result: SettlementResult)] = steps.compactMap {
        if case .settle(let payment, let result) = $0.command { (payment.number, result) } else { nil }
      }
      let isDaily = zip(steps, steps.dropFirst()).allSatisfy { $1.at.since($0.at) == Duration_ms.day }
      guard isDaily, answers.enumerated().allSatisfy({ $1.number == UInt32($0) + 1 }), answers.last?.result == .declinedSoft,
        steps.first?.command?.kind == .attachMethod, steps.last?.command?.kind == .detachMethod
      else { return nil }
      return candidate.steps.count
    }
    #expect(commands(best).map { $0.prefix { $0 != " " } } == ["attach-method", "settle", "detach-method"])
    #expect(commands(best)[1] == "settle 1 1")
    #expect(best.steps[2].at.since(best.steps[0].at) == 2 * Duration_ms.day)
  }

  @Test("Stopped anywhere on its way it has a trace that breaks, and never a larger one than before")
  func timeBox() {
    var long: [Command] = [.configureReload(enabled: true, threshold: 3, amount: 25)]
    for number in 1...60 as ClosedRange<Int64> {
      long.append(number % 3 == 0 ? .use(amount: number) : .grant(amount: 7, origin: .grant, expiresAt: .never, priority: 0))
    }
    let whole = trace(long)
    let judge = { (candidate: Trace) -> Breakage? in
      var used: Int64 = 0
      var grants = 0
      for (index, step) in candidate.steps.enumerated() {
        if case .use(let amount) = step.command { used += min(amount, 90) }
        if step.command?.kind == .grant { grants += 1 }
        if used >= 200, grants >= 5 { return Breakage(.debtBounded, at: step.at, steps: index + 1) }
      }
      return nil
    }
    func run(_ most: Int) -> Shrinker {
      var left = most
      var shrinker = Shrinker(
        whole, catalog: catalog, keeping: .debtBounded, judge: judge,
        stop: {
          left -= 1
          return left < 0
        })
      shrinker.run()
      return shrinker
    }
    let all = run(.max).tries
    var sizes: [ShrinkSize] = []
    for most in stride(from: 0, through: all, by: max(1, all / 60)) {
      let shrinker = run(most)
      #expect(shrinker.tries <= most)
      #expect(judge(shrinker.best) != nil)
      sizes.append(shrinker.size)
    }
    #expect(sizes == sizes.sorted(by: >=))
    #expect(sizes.last?.commands == 8)
  }

  @Test("A success that was heard before anybody asked for the payment is none of that payment")
  func earlySuccess() {
    let early: [Command] = [.attachMethod(.works), .settle(PaymentID(1), .succeeded), .purchase(amount: 500, key: .none)]
    #expect(trace(early).firstViolation(catalog: catalog) == nil)
  }

  @Test("What was recorded with a clock that ran back stays in its order")
  func clock() {
    let times_ms: [Int64] = [0, 60_000, 1_000, 90_000]
    let kinds: [Command] = [
      .attachMethod(.works), .purchase(amount: 500, key: .none), .settle(PaymentID(1), .succeeded), .detachMethod,
    ]
    let recorded = zip(times_ms, kinds).enumerated().map { index, pair in
      RecordedCommand(owner: 5, step: UInt32(index), at: start.advanced(by: pair.0), command: pair.1, status: .ok)
    }
    let trace = Trace(recorded, until: start, header: Trace.Header())
    #expect(trace.steps.prefix(4).map { $0.command?.kind } == kinds.map(\.kind))
    #expect(trace.steps.prefix(4).map { $0.at.since(start) } == [0, 60_000, 60_000, 90_000])
  }
}
