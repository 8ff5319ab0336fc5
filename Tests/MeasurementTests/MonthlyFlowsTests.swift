import Accounting
import Testing

@testable import Measurement

@Suite("Monthly flows")
struct MonthlyFlowsTests {
  private let newYear = CivilDate(year: 2026, month: 1, day: 1).midnight

  @Test("A year from 1 January has twelve rows, a year from the middle of a month thirteen")
  func rows() {
    #expect(MonthlyFlows(start: newYear, end: newYear.addingMonths(12)).months == 12)
    let middle = newYear.advanced(by: 14 * Duration_ms.day)
    #expect(MonthlyFlows(start: middle, end: middle.addingMonths(12)).months == 13)
    #expect(MonthlyFlows(start: newYear, end: newYear).months == 1)
    #expect(MonthlyFlows(start: newYear, end: newYear.advanced(by: 1)).months == 1)
    #expect(MonthlyFlows(start: newYear, end: newYear.addingMonths(1).advanced(by: 1)).months == 2)
  }

  @Test("A row knows its first day, over the end of a year")
  func firstDays() {
    let flows = MonthlyFlows(start: newYear.addingMonths(-2), end: newYear.addingMonths(1))
    #expect(flows.firstDay(ofMonth: 0) == CivilDate(year: 2025, month: 11, day: 1))
    #expect(flows.firstDay(ofMonth: 2) == CivilDate(year: 2026, month: 1, day: 1))
  }

  @Test("The last millisecond of a month belongs to it, the first of the next does not")
  func monthEdges() {
    var flows = MonthlyFlows(start: newYear, end: newYear.addingMonths(3))
    let february = newYear.addingMonths(1)
    flows.add(bought(1), at: february.advanced(by: -1))
    flows.add(bought(10), at: february)
    flows.add(bought(100), at: february.addingMonths(1).advanced(by: -1))
    flows.add(bought(1_000), at: february.addingMonths(1))
    // Back in time is allowed: shards begin anew.
    flows.add(bought(10_000), at: newYear)
    #expect(flows.amount(.purchase, month: 0) == 10_001)
    #expect(flows.amount(.purchase, month: 1) == 110)
    #expect(flows.amount(.purchase, month: 2) == 1_000)
    #expect(flows.total(.purchase) == 11_111)
  }

  @Test("What moves at the horizon or beyond counts towards the last row, what moves before the start towards the first")
  func outside() {
    var flows = MonthlyFlows(start: newYear, end: newYear.addingMonths(2))
    flows.add(bought(1), at: newYear.addingMonths(2))
    flows.add(bought(2), at: newYear.addingMonths(30))
    flows.add(bought(4), at: newYear.advanced(by: -1))
    #expect(flows.amount(.purchase, month: 1) == 3)
    #expect(flows.amount(.purchase, month: 0) == 4)
  }

  @Test("Codes and classes are kept apart", arguments: TransferCode.allCases)
  func codesApart(code: TransferCode) {
    var flows = MonthlyFlows(start: newYear, end: newYear.addingMonths(1))
    flows.add(Transfer(debit: .heldPaid, credit: .feeRevenue, amount: 3, code: code), at: newYear)
    flows.add(Transfer(debit: .heldPromotional, credit: .feeRevenue, amount: 5, code: code), at: newYear)
    for other in TransferCode.allCases {
      #expect(flows.amount(other, .paid, month: 0) == (other == code ? 3 : 0))
      #expect(flows.amount(other, .promotional, month: 0) == (other == code ? 5 : 0))
      #expect(flows.total(other) == (other == code ? 8 : 0))
    }
  }

  @Test("Merging adds month by month, in any order")
  func merging() {
    var ours = MonthlyFlows(start: newYear, end: newYear.addingMonths(2))
    var theirs = MonthlyFlows(start: newYear, end: newYear.addingMonths(2))
    ours.add(bought(1), at: newYear)
    theirs.add(bought(2), at: newYear)
    theirs.add(bought(4), at: newYear.addingMonths(1))
    var swapped = MonthlyFlows(start: newYear, end: newYear.addingMonths(2))
    swapped.merge(theirs)
    swapped.merge(ours)
    ours.merge(theirs)
    for month in 0..<2 {
      #expect(ours.amount(.purchase, month: month) == (month == 0 ? 3 : 4))
      #expect(swapped.amount(.purchase, month: month) == ours.amount(.purchase, month: month))
    }
  }

  private func bought(_ amount: Int64) -> Transfer {
    Transfer(debit: .cash, credit: .availablePaid, amount: amount, code: .purchase)
  }
}
