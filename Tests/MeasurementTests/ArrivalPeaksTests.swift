import Accounting
import Testing

@testable import Measurement

@Suite("Arrival peaks")
struct ArrivalPeaksTests {
  private let start = CivilDate(year: 2026, month: 3, day: 1).midnight
  private var end: Instant { start.advanced(by: Duration_ms.day) }

  @Test("The busiest minute and second are found by kind and over all, the earliest of equals")
  func busiest() {
    var peaks = ArrivalPeaks(start: start, end: end, kinds: 2, seconds: true)
    count(3, kind: 0, at: 60_000, in: &peaks)
    count(2, kind: 0, at: 7_200_000, in: &peaks)
    count(2, kind: 1, at: 7_200_999, in: &peaks)
    count(3, kind: 0, at: 10_800_000, in: &peaks)
    #expect(peaks.busiestMinute(0) == .init(count: 3, at: start.advanced(by: 60_000)))
    #expect(peaks.busiestMinute(1) == .init(count: 2, at: start.advanced(by: 7_200_000)))
    #expect(peaks.busiestMinute(nil) == .init(count: 4, at: start.advanced(by: 7_200_000)))
    #expect(peaks.busiestSecond() == .init(count: 4, at: start.advanced(by: 7_200_000)))
  }

  @Test("An hour adds up its sixty minutes, counted from the start of the run, the last one cut short")
  func hours() {
    let late = start.advanced(by: 30 * Duration_ms.minute)
    let horizon = late.advanced(by: 90 * Duration_ms.minute)
    var peaks = ArrivalPeaks(start: late, end: horizon, kinds: 1, seconds: false)
    count(2, kind: 0, at: 30 * Duration_ms.minute, in: &peaks)
    count(2, kind: 0, at: 90 * Duration_ms.minute - 1, in: &peaks)
    count(3, kind: 0, at: 90 * Duration_ms.minute, in: &peaks)
    #expect(peaks.busiestHour(0) == .init(count: 4, at: late))
    #expect(peaks.busiestHour(nil)?.count == 4)
    count(2, kind: 0, at: 120 * Duration_ms.minute - 1, in: &peaks)
    #expect(peaks.busiestHour(0) == .init(count: 5, at: late.advanced(by: Duration_ms.hour)))
    #expect(peaks.busiestSecond() == nil)
  }

  @Test("Nothing counted, or only outside the run, has no peak")
  func nothing() {
    var peaks = ArrivalPeaks(start: start, end: end, kinds: 1, seconds: true)
    #expect(peaks.busiestMinute(nil) == nil)
    count(1, kind: 0, at: -1, in: &peaks)
    count(1, kind: 0, at: 2 * Duration_ms.day, in: &peaks)
    #expect(peaks.busiestMinute(nil) == nil)
    #expect(peaks.busiestHour(0) == nil)
    #expect(peaks.busiestSecond() == nil)
  }

  @Test("A second that outgrows its byte is counted on, whether by counting or by merging")
  func crowdedSeconds() {
    var peaks = filled(254)
    #expect(peaks.busiestSecond()?.count == 254)
    peaks.merge(filled(1))
    #expect(peaks.busiestSecond()?.count == 255)
    peaks.merge(filled(300))
    #expect(peaks.busiestSecond()?.count == 555)
    count(1, kind: 0, at: 0, in: &peaks)
    #expect(peaks.busiestSecond()?.count == 556)
    #expect(peaks.busiestMinute(0)?.count == 556)
    var small = filled(200)
    small.merge(filled(300))
    #expect(small.busiestSecond()?.count == 500)
  }

  @Test("Of two crowded seconds the busier is found, the earlier of equals")
  func crowdedRivals() {
    var peaks = filled(300)
    count(301, kind: 0, at: 5_000, in: &peaks)
    #expect(peaks.busiestSecond() == .init(count: 301, at: start.advanced(by: 5_000)))
    count(1, kind: 0, at: 0, in: &peaks)
    #expect(peaks.busiestSecond() == .init(count: 301, at: start))
    count(255, kind: 0, at: 9_000, in: &peaks)
    #expect(peaks.busiestSecond()?.at == start)
  }

  @Test("Merging gives the same peaks in any grouping")
  func merging() {
    var first = filled(100)
    first.merge(filled(100))
    first.merge(filled(100))
    var pair = filled(100)
    pair.merge(filled(100))
    var second = filled(100)
    second.merge(pair)
    #expect(first.busiestSecond() == second.busiestSecond())
    #expect(first.busiestMinute(nil) == second.busiestMinute(nil))
    #expect(first.busiestHour(nil)?.count == 300)
  }

  @Test("A minute that outgrows its two bytes is counted on, whether by counting or by merging")
  func crowdedMinutes() {
    var peaks = filled(65_535)
    #expect(peaks.busiestMinute(0)?.count == 65_535)
    count(2, kind: 0, at: 30_000, in: &peaks)
    #expect(peaks.busiestMinute(0)?.count == 65_537)
    peaks.merge(filled(65_540))
    #expect(peaks.busiestMinute(nil)?.count == 131_077)
    #expect(peaks.busiestHour(0)?.count == 131_077)
  }

  @Test("Cards that count into the same tables need no adding up")
  func sharedTables() {
    let tables = PeakTables(start: start, end: end, kinds: 2, seconds: true)
    var first = ArrivalPeaks(into: tables)
    var second = ArrivalPeaks(into: tables)
    count(3, kind: 0, at: 0, in: &first)
    count(4, kind: 1, at: 0, in: &second)
    first.merge(second)
    #expect(first.busiestMinute(nil) == .init(count: 7, at: start))
    #expect(second.busiestMinute(0)?.count == 3)
    #expect(first.busiestSecond()?.count == 7)
  }

  private func filled(_ times: Int) -> ArrivalPeaks {
    var peaks = ArrivalPeaks(start: start, end: end, kinds: 1, seconds: true)
    count(times, kind: 0, at: 0, in: &peaks)
    return peaks
  }

  private func count(_ times: Int, kind: Int, at offset_ms: Int64, in peaks: inout ArrivalPeaks) {
    for _ in 0..<times { peaks.count(kind, at: start.advanced(by: offset_ms)) }
    peaks.flush()
  }
}
