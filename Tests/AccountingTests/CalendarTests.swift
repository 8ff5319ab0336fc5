import Testing

@testable import Accounting

@Suite("Calendar terms")
struct CalendarTests {
  @Test(
    "Month ends are clamped and the anchor day is kept",
    arguments: [
      ("2026-01-31", 1, 31, "2026-02-28"), ("2026-01-31", 2, 31, "2026-03-31"), ("2024-02-29", 12, nil, "2025-02-28"),
      ("2025-02-28", 12, nil, "2026-02-28"), ("2025-12-31", 2, nil, "2026-02-28"), ("2026-02-28", 1, 31, "2026-03-31"),
    ])
  func clampedMonths(from: String, months: Int, anchor: Int?, to: String) {
    let result = date(from).midnight.advanced(by: 3_600_000).addingMonths(months, anchorDay: anchor)
    #expect(result == date(to).midnight.advanced(by: 3_600_000))
  }

  @Test("Days and dates are each other's inverse over eight hundred years")
  func daysRoundTrip() {
    var previous = CivilDate(daysSinceEpoch: -150_000)
    for days in -149_999...150_000 {
      let date = CivilDate(daysSinceEpoch: days)
      #expect(date.daysSinceEpoch == days)
      if !(previous < date) { Issue.record("\(previous) is not before \(date)") }
      previous = date
    }
    #expect(CivilDate(daysSinceEpoch: 0) == CivilDate(year: 1970, month: 1, day: 1))
    #expect(CivilDate(year: 2026, month: 11, day: 21).daysSinceEpoch == 20_778)
  }

  private func date(_ text: String) -> CivilDate {
    let parts = text.split(separator: "-").compactMap { Int($0) }
    return CivilDate(year: parts[0], month: parts[1], day: parts[2])
  }
}
