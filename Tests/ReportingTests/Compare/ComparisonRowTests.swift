import Accounting
import Testing

@testable import Reporting

@Suite("Rows of a comparison")
struct ComparisonRowTests {
  private func row(_ metric: Metric = .net, a: [Double?], b: [Double?], noise: Double = 0.01) -> ComparisonRow? {
    ComparisonRow(metric, a: a, b: b, confidence: 0.95, noise: noise)
  }

  @Test("The same figures in every pair are no change, exactly")
  func noChange() throws {
    let same = try #require(row(a: [100, 200, 300], b: [100, 200, 300]))
    #expect(same.verdict == .noChange)
    #expect(same.difference == 0)
    #expect(same.forOwners == nil)
    // Also with a single replication, where nothing else could be said.
    #expect(row(a: [5], b: [5])?.verdict == .noChange)
    #expect(row(a: [5], b: [6])?.verdict == .inconclusive)
  }

  @Test("Verdicts follow the interval and the polarity")
  func verdicts() throws {
    let up = try #require(row(a: [100, 200, 300, 400], b: [110, 211, 309, 410]))
    #expect(up.verdict == .better)
    #expect(up.difference == 10)
    #expect(up.relative == 0.04)
    // t for 3 degrees of freedom is 3.18245; the differences 10, 11, 9, 10 have the standard deviation 0.8165.
    let interval = try #require(up.interval)
    let low: Double = 10 - 3.18245 * 0.816497 / 2
    #expect(abs(interval.low - low) < 1e-4)
    // t at 0.9 is 1.63774.
    let seen: Double = (3.18245 + 1.63774) * 0.816497 / 2
    #expect(abs(try #require(up.smallestDetectable) - seen) < 1e-4)
    // Var A = 16,666.7, Var B = 16,498.., Var D = 0.667.
    #expect(try #require(up.varianceReduction) > 40_000)
    #expect(row(a: [100, 200, 300, 400], b: [90, 189, 291, 390])?.verdict == .worse)
    #expect(row(.badDebt, a: [100, 200, 300, 400], b: [110, 211, 309, 410])?.verdict == .worse)
    #expect(row(.payouts, a: [100, 200, 300, 400], b: [110, 211, 309, 410])?.verdict == .higher)
    #expect(row(.payouts, a: [100, 200, 300, 400], b: [90, 189, 291, 390])?.verdict == .lower)
    #expect(row(a: [1e6, 2e6, 3e6], b: [1e6 + 1, 2e6 - 1, 3e6])?.verdict == .withinNoise)
    #expect(row(a: [1e6, 2e6, 3e6], b: [1e6 + 1, 2e6 - 1, 3e6], noise: 0)?.verdict == .inconclusive)
    #expect(row(a: [10, 20, 30], b: [20, 10, 31])?.verdict == .inconclusive)
  }

  @Test("What is good for the platform may be bad for owners")
  func bothSides() throws {
    let fee = try #require(row(.feeRevenue, a: [100, 200, 300], b: [150, 251, 349]))
    #expect(fee.verdict == .better)
    #expect(fee.forOwners == .worse)
    let bonus = try #require(row(.bonusGiven, a: [100, 200, 300], b: [150, 251, 349]))
    #expect(bonus.verdict == .higher)
    #expect(bonus.forOwners == .better)
  }

  @Test("Pairs with nothing to measure are left out, and without any pair there is no row")
  func gaps() throws {
    #expect(row(.reloadDeclinedShare, a: [nil, 0.1, 0.2], b: [0.3, nil, 0.2])?.pairs == 1)
    #expect(row(.reloadDeclinedShare, a: [nil, nil], b: [0.3, 0.2]) == nil)
  }

  @Test("One run has an interval from its owners: that of their sum")
  func byOwner() throws {
    let a = [100.0, 0, 300, 50]
    let b = [110.0, 0, 330, 60]
    let row = try #require(
      ComparisonRow(.net, a: [450], b: [500], owners: (a, b), confidence: 0.95, noise: 0.01))
    #expect(row.basis == .owners)
    #expect(row.pairs == 4)
    #expect(row.difference == 50)
    // The differences 10, 0, 30, 10 have the standard deviation 12.583; their sum twice that.
    let interval = try #require(row.interval)
    let high: Double = 50 + 3.18245 * 12.58306 * 2
    #expect(abs(interval.high - high) < 1e-3)
    #expect(abs(interval.middle - 50) < 1e-9)
    #expect(row.verdict == .inconclusive)
  }

  @Test("The break-even month is the first after the last on the other side")
  func turn() {
    func turn(_ nets: [Int64]) -> MonthlyDifference.Turn {
      let none = nets.indices.map { Self.statement(net: 0, month: $0 + 1) }
      return MonthlyDifference(a: [none], b: [nets.enumerated().map { Self.statement(net: $1, month: $0 + 1) }], confidence: 0.95)
        .turn
    }
    func month(_ number: Int) -> CivilDate { CivilDate(year: 2026, month: number, day: 1) }
    #expect(turn([0, 0, 0]) == .none)
    #expect(turn([1, 2, -1]) == .always(isGain: true))
    #expect(turn([-1, -2]) == .always(isGain: false))
    #expect(turn([-5, 2, 2, 2, 1]) == .since(month(4), isGain: true))
    #expect(turn([5, -6, 2, -2]) == .since(month(4), isGain: false))
    #expect(turn([5, -5]) == .none)
  }

  private static func statement(net: Int64, month: Int) -> MonthlyStatement {
    let fees = FlowSums { code, creditClass in
      if net > 0, code == .captureFee, creditClass == .paid { return net }
      return net < 0 && code == .processorFee && creditClass == .paid ? -net : 0
    }
    return MonthlyStatement(month: CivilDate(year: 2026, month: month, day: 1), moved: fees, sinceStart: fees)
  }
}
