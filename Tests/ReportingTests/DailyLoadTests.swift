import Accounting
import Measurement
import Testing

@testable import Reporting

@Suite("Load by day and hour of the day")
struct DailyLoadTests {
  @Test("Days are those of the calendar, hours those of the day, and both add up to all commands")
  func days() {
    // From 18:30 on the first day to midnight after the third.
    let midnight = CivilDate(year: 2026, month: 3, day: 1).midnight
    let start = midnight.advanced(by: 18 * Duration_ms.hour + 30 * Duration_ms.minute)
    var card = Scorecard(start: start, end: midnight.advanced(by: 3 * Duration_ms.day), kinds: 1, statuses: 1, peaks: true)
    let second = midnight.advanced(by: Duration_ms.day)
    for time in [start, start.advanced(by: Duration_ms.hour), second, second.advanced(by: 18 * Duration_ms.hour)] {
      card.peaks.count(0, at: time)
    }
    for _ in 0..<5 { card.peaks.count(0, at: second.advanced(by: 18 * Duration_ms.hour + 1)) }
    card.peaks.flush()
    let load = card.peakLoad()
    #expect(load.perDay == [2, 7, 0])
    #expect(load.day == PeakNote(count: 7, at: second))
    #expect(load.hours.count == 24 && load.hours.map(\.hour) == Array(0..<24))
    #expect(load.hours.filter { $0.count > 0 }.map(\.hour) == [0, 18, 19])
    #expect(load.hours[18].count == 7 && load.hours[18].onBusiestDay == 6)
    #expect(load.hours[19].count == 1 && load.hours[19].onBusiestDay == 0)
    #expect(load.hours[0].onBusiestDay == 1)
  }

  @Test("A run that sent nothing, or did not count, has no days")
  func nothing() {
    let start = CivilDate(year: 2026, month: 3, day: 1).midnight
    let counted = Scorecard(start: start, end: start.advanced(by: Duration_ms.day), kinds: 1, statuses: 1, peaks: true)
    #expect(counted.peakLoad().perDay == [] && counted.peakLoad().hours == [] && counted.peakLoad().day == nil)
    let uncounted = Scorecard(start: start, end: start.advanced(by: Duration_ms.day), kinds: 1, statuses: 1, peaks: false)
    #expect(uncounted.peakLoad().perDay == [])
  }

  @Test("A page finds the dates of its days again")
  func dates() {
    let days = RunDays(first: "2026-02-27T18:30:00Z")
    #expect(days.date(0) == "2026-02-27" && days.date(2) == "2026-03-01" && days.month(2) == "2026-03")
    #expect(days.days(until: "2026-03-01T12:00:00Z") == 2.5)
    #expect(days.days(until: "2026-02-27T00:00:00.250Z") == 0)
    for text in [nil, "", "never", "2026-13-01T00:00:00Z", "2026-02-27", "2026-02-27T00:00:00+01:00"] {
      #expect(days.days(until: text) == nil)
    }
    #expect(RunDays(first: "").date(3) == "3")
  }
}
