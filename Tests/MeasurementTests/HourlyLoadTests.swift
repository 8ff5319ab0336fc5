import Accounting
import Testing

@testable import Measurement

@Suite("Load by the hour of the clock")
struct HourlyLoadTests {
  @Test("Hours are those of the clock, and add up to everything that was counted")
  func hours() {
    let start = CivilDate(year: 2026, month: 3, day: 1).midnight.advanced(by: 22 * Duration_ms.hour + 45 * Duration_ms.minute)
    var peaks = ArrivalPeaks(start: start, end: start.advanced(by: 3 * Duration_ms.hour), kinds: 2, seconds: false)
    func count(_ commands: Int, _ kind: Int, minute: Int64) {
      for _ in 0..<commands { peaks.count(kind, at: start.advanced(by: minute * Duration_ms.minute)) }
    }
    count(2, 0, minute: 0)
    count(3, 1, minute: 14)
    count(5, 0, minute: 15)
    count(7, 1, minute: 74)
    count(11, 0, minute: 75)
    count(13, 0, minute: 179)
    peaks.flush()
    #expect(peaks.perHour() == [5, 12, 11, 13])
  }

  @Test("Without peaks there are no hours")
  func nothing() {
    let start = CivilDate(year: 2026, month: 3, day: 1).midnight
    #expect(ArrivalPeaks(start: start, end: start, kinds: 2, seconds: false).perHour() == [])
  }
}
