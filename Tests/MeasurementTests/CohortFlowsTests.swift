import Accounting
import Testing

@testable import Measurement

@Suite("Flows by segment and cohort")
struct CohortFlowsTests {
  private let start = CivilDate(year: 2026, month: 1, day: 1).midnight
  private let purchase = Transfer(debit: .cash, credit: .availablePaid, amount: 100, code: .purchase)

  private func card(months: Int, segments: Int, catalogs: Int = 1) -> Scorecard {
    Scorecard(
      start: start, end: start.addingMonths(months), kinds: 1, statuses: 1, peaks: false, catalogs: catalogs, segments: segments)
  }

  @Test("A transfer counts for the chosen cohort and the month in which it moved, also when owners take turns")
  func chosen() {
    var card = card(months: 3, segments: 2)
    let shape = card.cohorts.shape
    let first = shape.firstRow(segment: 0, joinedAt: start)
    let second = shape.firstRow(segment: 1, joinedAt: start.addingMonths(1))
    for month in [1, 2, 1] {
      for row in [first, second] {
        card.cohorts.choose(firstRow: row)
        card.cohorts.add(purchase, at: start.addingMonths(month))
      }
    }
    func amounts(_ segment: Int, _ cohort: Int) -> [Int64] {
      var amounts: [Int64] = []
      for month in 0..<3 { amounts.append(card.cohorts.amount(.purchase, .paid, segment: segment, cohort: cohort, month: month)) }
      return amounts
    }
    #expect(amounts(0, 0) == [0, 200, 100])
    #expect(amounts(1, 1) == [0, 200, 100])
    #expect(amounts(1, 0) == [0, 0, 0])
    card.settle(catalogsOfSegments: [0, 0], factors: [1])
    #expect((0..<3).map { card.flows.amount(.purchase, month: $0) } == [0, 400, 200])
  }

  @Test("Settling counts each segment in the run's unit: money is multiplied, quantities are not")
  func settled() {
    var card = card(months: 1, segments: 2, catalogs: 2)
    for segment in 0..<2 {
      card.cohorts.choose(firstRow: card.cohorts.shape.firstRow(segment: segment, joinedAt: start))
      card.cohorts.add(purchase, at: start)
      card.cohorts.add(Transfer(debit: .creditsIssued, credit: .credits, amount: 7, code: .creditsIssued), at: start)
      card.debts.add(5, age: .upTo30, .atHorizon, segment: segment)
      card.recurring.add(9, .new, segment: segment, month: 0)
    }
    card.settle(catalogsOfSegments: [0, 1], factors: [10_000, 1])
    card.sumCatalogs()
    #expect(card.flows.total(.purchase) == 1_000_100)
    #expect(card.flows.total(.creditsIssued) == 14)
    #expect(card.flows(ofCatalog: 0).total(.purchase) == 1_000_000)
    #expect(card.cohorts.amount(.purchase, .paid, segment: 0, cohort: 0, month: 0) == 1_000_000)
    #expect(card.debts.amount(.upTo30, .atHorizon, segment: 0) == 50_000)
    #expect(card.debts.count(.upTo30, .atHorizon, segment: 0) == 1)
    #expect(card.recurring.amount(.new, segment: 1, month: 0) == 9)
  }

  @Test(
    "Cohorts are as fine as their table has room",
    arguments: [(24, 6, 1), (24, 14, 1), (24, 20, 3), (120, 6, 12), (120, 100, 120), (1, 1, 1)])
  func width(months: Int, segments: Int, expected: Int) {
    let shape = CohortShape(firstMonth: start.date.monthIndex, months: months, segments: segments)
    #expect(shape.monthsPerCohort == expected)
    #expect(shape.rows * MonthlyFlows.width * 8 <= CohortShape.largestTable_bytes || shape.cohorts == 1)
    let last = shape.firstRow(segment: segments - 1, joinedAt: start.addingMonths(months + 5))
    #expect(last + months == shape.rows)
    #expect(shape.firstRow(segment: 0, joinedAt: start.addingMonths(-3)) == 0)
  }

  @Test("A debt is of the age that collectors say, the last day of an age included")
  func ages() {
    func age(_ days: Int64, _ more: Int64 = 0) -> DebtAges.Age { DebtAges.Age(age_ms: days * Duration_ms.day + more) }
    #expect(
      [age(0), age(30), age(30, 1), age(60), age(61), age(90), age(90, 1)] == [
        .upTo30, .upTo30, .upTo60, .upTo60, .upTo90, .upTo90, .over90,
      ])
  }

  @Test("What changed is told by what was paid before, and by whether anything ever was")
  func changes() {
    func change(_ before: Int64, _ after: Int64, _ paidBefore: Bool) -> RecurringSums.Change? {
      RecurringSums.Change(from: before, to: after, paidBefore: paidBefore)
    }
    #expect(change(0, 5, false) == .new && change(0, 5, true) == .reactivated && change(5, 0, true) == .churned)
    #expect(change(5, 6, true) == .expansion && change(6, 5, true) == .contraction)
    #expect(change(5, 5, true) == nil && change(0, 0, false) == nil)
  }
}
