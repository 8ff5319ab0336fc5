import Accounting
import Testing

@testable import Reporting

@Suite("The progress line")
struct ProgressLineTests {
  @Test("It tells per cent, owners, speed and the time left")
  func typical() {
    let line = ProgressLine(ownersDone: 840, owners: 2_000, events: 4_956_000, seconds: 4)
    #expect(line.text() == " 42 %  840 of 2,000 owners, 1.2 M events/s, 6 s left")
  }

  @Test("Simulated time is counted in years of owners, because owners live one after the other")
  func ownerYears() {
    let year_ms: Int64 = 31_557_600_000
    let line = ProgressLine(ownersDone: 840, owners: 2_000, events: 4_956_000, seconds: 4, horizon_ms: 2 * year_ms)
    #expect(line.text() == " 42 %  840 of 2,000 owners, 1,680 owner-years, 1.2 M events/s, 6 s left")
    #expect(ProgressLine(ownersDone: 1, owners: 2, events: 0, seconds: 0, horizon_ms: 2 * year_ms - 1).ownerYears == 1)
    #expect(ProgressLine(ownersDone: .max, owners: .max, events: 0, seconds: 0, horizon_ms: .max).ownerYears == 0)
  }

  @Test("Where owners live side by side there is a date")
  func date() {
    let line = ProgressLine(
      ownersDone: 0, owners: 50, events: 1_000, seconds: 1, horizon_ms: 31_557_600_000, done: 0.5,
      date: CivilDate(year: 2026, month: 7, day: 2))
    #expect(line.text() == " 50 %  2026-07-02, 0 of 50 owners, 25 owner-years, 1,000 events/s, 1 s left")
  }

  @Test("Before the start it is said how large the run will be")
  func estimate() {
    let line = EstimateLine(events: 3_346_853, owners: 10_000, seconds: 0.77, threads: 2)
    #expect(line.text == "about 3.3 M events of 10,000 owners, about 1 s on 2 threads")
    #expect(
      EstimateLine(events: 950, owners: 1, seconds: 3_725, threads: 1).text
        == "about 950 events of 1 owner, about 1 h 02 min on 1 thread")
    #expect(EstimateLine(events: 1, owners: 1, seconds: .infinity, threads: 1).text == "about 1 events of 1 owner")
  }

  @Test("At the start nothing is promised, at the end nothing is left")
  func edges() {
    #expect(ProgressLine(ownersDone: 0, owners: 10, events: 0, seconds: 0).text() == "  0 %  0 of 10 owners")
    #expect(
      ProgressLine(ownersDone: 10, owners: 10, events: 95_000, seconds: 10).text()
        == "100 %  10 of 10 owners, 9,500 events/s, 0 s left")
    #expect(ProgressLine(ownersDone: 0, owners: 0, events: 0, seconds: 1).percent == 100)
  }

  @Test(
    "Per cent are rounded down, so that 100 means done",
    arguments: [(29, 100, 29), (1_999, 2_000, 99), (2_000, 2_000, 100), (-1, 5, 0), (9, 5, 100)] as [(Int64, Int64, Int64)])
  func percent(done: Int64, owners: Int64, percent: Int64) {
    #expect(ProgressLine(ownersDone: done, owners: owners, events: 0, seconds: 1).percent == percent)
  }

  @Test("The time left is rounded up and follows the speed so far")
  func timeLeft() {
    #expect(ProgressLine(ownersDone: 1, owners: 3, events: 0, seconds: 0.1).secondsLeft == 1)
    #expect(ProgressLine(ownersDone: 100, owners: 1_000, events: 0, seconds: 60).secondsLeft == 540)
    #expect(ProgressLine(ownersDone: 1, owners: 2, events: 0, seconds: .nan).secondsLeft == nil)
    #expect(ProgressLine(ownersDone: 1, owners: .max, events: 0, seconds: 1e9).secondsLeft == nil)
    let half = ProgressLine(ownersDone: 0, owners: 10, events: 0, seconds: 5, done: 0.5)
    #expect(half.secondsLeft == 5 && half.percent == 50)
    #expect(ProgressLine(ownersDone: 9, owners: 10, events: 0, seconds: 5, done: 1).percent == 99)
  }

  @Test("It never takes more columns than there are")
  func width() {
    let line = ProgressLine(ownersDone: .max / 2, owners: .max, events: .max, seconds: 1_000)
    #expect(line.text(style: TextStyle(colours: false, unicode: false, columns: 60)).count <= 60)
  }

  @Test(
    "Large rates are shortened", arguments: [(9_999, "9,999"), (12_345, "12.3 k"), (1_200_000, "1.2 M")] as [(Int64, String)])
  func short(number: Int64, text: String) { #expect(ProgressLine.short(number) == text) }
}
