import Accounting
import Billing
import Foundation
import Population
import Pricing
import Testing

@testable import Sampling
@testable import Simulation

@Suite("Reloads, retries and holds agree with closed formulas")
struct FundsOracleTests {
  private static let owners = 4_000

  private func reloading(
    price: Distribution, first: Double, threshold: Double, amount: Double, perDay: Double, days: Double, seed: UInt64,
    change: (inout Scenario) -> Void = { _ in }
  ) throws -> Scenario {
    let funds = FundingBehaviour(
      firstPurchase: try .constant(first),
      autoReload: FundingBehaviour.AutoReload(share: 1, threshold: try .constant(threshold), amount: try .constant(amount)),
      topUp: .zero, topUpAfter_ms: .zero, replacesCardAfter_ms: .zero)
    let usage = UsageBehaviour(perDay: try .constant(perDay), gaps: try .exponential(mean: 1), quantity: price)
    // The limit of attempts on one card is not what is measured here.
    let terms = Worlds.terms { $0.reload.attemptWindow_ms = 1 }
    var scenario = Worlds.scenario(
      "reload", days: days, terms: terms, [Segment(name: "users", owners: Self.owners, usage: usage, funds: funds)], seed: seed)
    change(&scenario)
    return scenario
  }

  private func reloads(_ life: [RecordedCommand]) -> Int {
    // The first settlement is that of the first purchase.
    life.filter { $0.command.kind == .settle && $0.status == .ok }.count - 1
  }

  @Test("3: after n uses at price c the number of reloads is ⌈(T − B + nc)/Q⌉, for every owner and on average")
  func reloadCount() throws {
    let (price, first, threshold, amount, rate, days) = (390.0, 5_000.0, 1_000.0, 2_000.0, 2.0, 30.0)
    let lives = try reloading(
      price: .constant(price), first: first, threshold: threshold, amount: amount, perDay: rate, days: days, seed: 103
    ).lives(owners: Self.owners)
    func formula(_ uses: Int) -> Int {
      // Strictly below the threshold: one reload for every lot that the balance has fallen past it.
      max(0, Int(ceil((threshold - first + Double(uses) * price) / amount)))
    }
    for (owner, life) in lives.enumerated() {
      let uses = life.filter { $0.command.kind == .use }.count
      #expect(life.allSatisfy { $0.status == .ok }, "owner o\(owner)")
      #expect(reloads(life) == formula(uses), "owner o\(owner) after \(uses) uses")
    }
    let mean = rate * days
    var weight = exp(-mean)
    var expected = 0.0
    for uses in 0..<400 {
      expected += weight * Double(formula(uses))
      weight *= mean / Double(uses + 1)
    }
    #expect(abs(Sample(lives.map { Double(reloads($0)) }).z(mean: expected)) < 4)
  }

  @Test("4: the undershoot at a reload is as exponential as the price")
  func undershoot() throws {
    // A lack of memory carries the mean over the threshold; amounts are large, so that rounding to a unit does not show.
    let (mean, threshold) = (20_000.0, 1_000_000.0)
    let lives = try reloading(
      price: .exponential(mean: mean), first: 2_000_000, threshold: threshold, amount: 2_000_000, perDay: 10, days: 20, seed: 104
    ).lives(owners: Self.owners)
    var undershoots: [Double] = []
    for life in lives {
      var balance = 0.0
      for entry in life where entry.status == .ok {
        switch entry.command {
        case .use(let amount):
          balance -= Double(amount)
          // The reload settles in the same instant, so the balance below the threshold is seen once.
          if balance < threshold { undershoots.append(threshold - balance) }
        case .settle(_, .succeeded): balance += 2_000_000
        default: break
        }
      }
    }
    let sample = Sample(undershoots)
    #expect(undershoots.count > 4_000)
    #expect(abs(sample.z(mean: mean)) < 4)
    #expect(abs(sample.z(variance: mean * mean)) < 4)
    let n = Double(undershoots.count)
    let beyond = Double(undershoots.filter { $0 > mean }.count) / n
    let tail = exp(-1.0)
    let error = (tail * (1 - tail) / n).squareRoot()
    #expect(abs(beyond - tail) < 4 * error)
  }

  @Test("8 and 9: open holds are Poisson with the rate times the mean time held, and Little's law gives the money held")
  func openHolds() throws {
    let perWeek = 14.0
    let mean_ms = 30 * Double(Duration_ms.hour)
    let jobs = try JobWorlds.jobs(perWeek: perWeek, gaps: .exponential(mean: 1), duration_ms: mean_ms)
    // Forty days are long enough for all but one in ten million of the times held.
    let scenario = Worlds.scenario(
      "holds", days: 40, [Segment(name: "buyers", owners: Self.owners, jobs: jobs, funds: try Worlds.rich())], seed: 108)
    let outcome = scenario.run(threads: 2, record: [0...(Self.owners - 1)])
    var open = [Double](repeating: 0, count: Self.owners)
    for entry in outcome.recorded where entry.status == .ok {
      if entry.command.kind == .openJob { open[Int(entry.owner)] += 1 }
      if entry.command.kind == .settleSlots { open[Int(entry.owner)] -= 1 }
    }
    let offered = perWeek / 7 * mean_ms / Double(Duration_ms.day)
    let sample = Sample(open)
    #expect(abs(sample.z(mean: offered)) < 4)
    #expect(abs(sample.z(variance: offered)) < 4)
    // Each job holds 10 x (100 + 30), so the money held is that many times the jobs open.
    let held = Double(outcome.scorecard.balances[Int(Account.heldPaid.rawValue)]) / Double(Self.owners)
    let error = 1_300 * (offered / Double(Self.owners)).squareRoot()
    #expect(abs(held - 1_300 * offered) < 4 * error)
  }

  @Test("11: a reload is attempted min(Geometric, 4) times")
  func cardRetries() throws {
    let decline = 0.6
    let slow = try Distribution.constant(0.2)
    let scenario = try reloading(
      price: .constant(10), first: 100, threshold: 95, amount: 1_000, perDay: 1, days: 9, seed: 111
    ) {
      $0.segments[0].funds.declines = FundingBehaviour.Declines(soft: decline)
      // One use after about a day and never a second one.
      $0.segments[0].usage?.gaps = .one
      $0.segments[0].usage?.perDay = slow
    }
    func succeeded(_ entry: RecordedCommand?) -> Bool {
      if case .settle(_, .succeeded)? = entry?.command { true } else { false }
    }
    // Only owners whose first purchase went through have anything to use.
    let lives = scenario.lives(owners: Self.owners).filter { life in
      succeeded(life.first { $0.command.kind == .settle })
    }
    let attempts = Sample(lives.map { Double(reloads($0)) })
    let success = lives.filter { life in
      reloads(life) > 0 && succeeded(life.last { $0.command.kind == .settle })
    }
    let n = Double(lives.count)
    let expected = (1 - pow(decline, 4)) / (1 - decline)
    #expect(lives.count > 1_000)
    #expect(abs(attempts.z(mean: expected)) < 4)
    let paid = 1 - pow(decline, 4)
    #expect(abs(Double(success.count) / n - paid) < 4 * (paid * (1 - paid) / n).squareRoot())
  }

  @Test("21: the fee rounded half-up per slot is 0.05 cents dear on prices that are uniform modulo 10, rounded down 0.45 cheap")
  func feeBias() {
    for (rounding, bias) in [(Rounding.halfUp, 0.05), (.down, -0.45)] {
      let fee = FeeRule(placement: .onTop, share: Share(percent: 30), rounding: rounding)
      let total = (1...10).reduce(0.0) { $0 + Double(fee.terms(slots: 1, price: Int64($1)).feeTotal) - 0.3 * Double($1) }
      #expect(abs(total / 10 - bias) < 1e-12, "\(rounding)")
    }
  }

  @Test("24: slots settled of those filled are binomial, and what is rejected goes back")
  func partialFill() throws {
    let rejects = 0.15
    let jobs = try JobWorlds.jobs(perWeek: 7, gaps: .exponential(mean: 1), duration_ms: 1_000) { $0.rejects = rejects }
    let scenario = Worlds.scenario(
      "fill", days: 20, [Segment(name: "buyers", owners: 1_000, jobs: jobs, funds: try Worlds.rich(1e9))], seed: 124)
    let outcome = scenario.run(threads: 2, record: [0...999])
    var settled: [UInt64: Double] = [:]
    for entry in outcome.recorded where entry.status == .ok {
      let key = UInt64(entry.owner) << 32
      switch entry.command {
      case .settleSlots(let job, let slots): settled[key | UInt64(job.number), default: 0] += Double(slots)
      case .rejectSlots(let job, _): settled[key | UInt64(job.number), default: 0] += 0
      default: break
      }
    }
    let sample = Sample(Array(settled.values))
    #expect(abs(sample.z(mean: 10 * (1 - rejects))) < 4)
    #expect(abs(sample.z(variance: 10 * rejects * (1 - rejects))) < 4)
    // Jobs still being filled at the horizon hold the rest.
    let flows = settled.values.reduce(0) { $0 + (10 - $1) * 130 }
    #expect(outcome.scorecard.flows.total(.release) == Int64(flows))
  }
}
