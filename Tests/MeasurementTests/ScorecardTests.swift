import Accounting
import Testing

@testable import Measurement

@Suite("Scorecards")
struct ScorecardTests {
  private let start = CivilDate(year: 2026, month: 1, day: 1).midnight

  @Test("Merged cards say the same whichever came first")
  func merging() {
    var forwards = card(1)
    forwards.merge(card(2))
    forwards.merge(card(4))
    var backwards = card(4)
    backwards.merge(card(2))
    backwards.merge(card(1))
    var pair = card(2)
    pair.merge(card(4))
    var grouped = card(1)
    grouped.merge(pair)
    #expect(figures(forwards) == [7, 14, 21, 28, 35, 42, 49, 56, 63, 70, 7, 77, 84])
    #expect(figures(forwards) == figures(backwards))
    #expect(figures(forwards) == figures(grouped))
  }

  @Test("What the metering came to is added, and of maxima the larger is kept")
  func metering() {
    var left = card(0)
    left.metering = MeteringSums()
    left.metering?.countUse(wait_ns: 0, backlog: 1)
    left.metering?.countUse(wait_ns: 30, backlog: 4)
    left.metering?.countCutoff(delay_ms: 500)
    var right = card(0)
    right.metering = MeteringSums()
    right.metering?.countUse(wait_ns: 20, backlog: 9)
    right.metering?.countCutoff(delay_ms: 201)
    right.metering?.overspent = 7
    left.merge(right)
    left.merge(card(0))
    var expected = MeteringSums()
    expected.uses = 3
    expected.waited = 2
    expected.wait_ns = 50
    expected.longestWait_ns = 30
    expected.largestBacklog = 9
    expected.cutoffs = 2
    expected.cutoffDelay_ms = 701
    expected.longestCutoffDelay_ms = 500
    expected.overspent = 7
    let merged = left.metering
    #expect(merged == expected)
    #expect(expected.meanWait_ns == 16)
    #expect(expected.meanCutoffDelay_ms == 350)
    var none = card(0)
    none.merge(card(0))
    let nothing = none.metering
    #expect(nothing == nil)
    none.merge(right)
    let taken = none.metering
    #expect(taken == right.metering)
  }

  @Test("The largest debt is the largest of all parts, whichever came first")
  func largestDebt() {
    var left = card(1)
    for debt: Int64 in [0, 5, 3] { left.note(debt: debt) }
    var right = card(2)
    right.note(debt: 4)
    right.merge(left)
    left.merge(card(2))
    let (one, other) = (left.largestDebt, right.largestDebt)
    #expect(one == 5)
    #expect(other == 5)
  }

  @Test("The digest wraps around instead of overflowing")
  func digestWraps() {
    var left = card(0)
    left.digest = .max
    left.recordedDigest = .max
    var right = card(0)
    right.digest = 3
    right.recordedDigest = 1
    left.merge(right)
    #expect(left.digest == 2)
    #expect(left.recordedDigest == 0)
  }

  @Test("Seconds are counted for a year and left out for many, peaks only when asked for")
  func peaks() {
    var year = Scorecard(start: start, end: start.addingMonths(12), kinds: 1, statuses: 1, peaks: true)
    year.peaks.count(0, at: start)
    year.peaks.flush()
    var decade = Scorecard(start: start, end: start.addingMonths(24), kinds: 1, statuses: 1, peaks: true)
    decade.peaks.count(0, at: start)
    decade.peaks.flush()
    var none = Scorecard(start: start, end: start.addingMonths(12), kinds: 1, statuses: 1, peaks: false)
    #expect(year.peaks.busiestSecond()?.count == 1)
    #expect(decade.peaks.busiestSecond() == nil)
    #expect(decade.peaks.busiestMinute(0)?.count == 1)
    none.peaks.count(0, at: start)
    none.peaks.flush()
    #expect(none.peaks.busiestMinute(nil) == nil)
    #expect(none.peaks.busiestSecond() == nil)
  }

  private func card(_ factor: Int64) -> Scorecard {
    var card = Scorecard(start: start, end: start.addingMonths(1), kinds: 2, statuses: 2, peaks: true)
    card.commands.add(factor, row: 1, column: 1)
    card.observations.add(2 * factor, row: 31)
    card.ownersByMonth.add(3 * factor, row: 0, column: Scorecard.OwnerColumn.gone.rawValue)
    card.flows.add(Transfer(debit: .cash, credit: .availablePaid, amount: 4 * factor, code: .purchase), at: start)
    card.balances.add(5 * factor, row: Int(Account.cash.rawValue))
    card.eventsRun = 6 * factor
    card.eventsCancelled = 7 * factor
    card.eventsScheduled = 8 * factor
    card.eventsPending = 9 * factor
    card.owners = 10 * factor
    for _ in 0..<factor { card.peaks.count(1, at: start) }
    card.peaks.flush()
    card.digest = UInt64(11 * factor)
    card.recordedDigest = UInt64(12 * factor)
    return card
  }

  private func figures(_ card: borrowing Scorecard) -> [Int64] {
    [
      card.commands[1, 1], card.observations[31], card.ownersByMonth[0, 2], card.flows.total(.purchase),
      card.balances[Int(Account.cash.rawValue)], card.eventsRun, card.eventsCancelled, card.eventsScheduled, card.eventsPending,
      card.owners, Int64(card.peaks.busiestMinute(1)?.count ?? 0), Int64(card.digest), Int64(card.recordedDigest),
    ]
  }
}
