import Foundation
import Testing

@testable import Accounting

/// Foundation's Gregorian calendar as the oracle.
@Suite("Calendar against Foundation")
struct CalendarOracleTests {
  private var calendar: Calendar {
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = TimeZone(identifier: "UTC") ?? .gmt
    return calendar
  }

  private func foundationDate(_ instant: Instant) -> Date { Date(timeIntervalSince1970: Double(instant.milliseconds) / 1_000) }

  @Test("Dates agree on ten thousand days between 1900 and 2200")
  func datesAgree() {
    let calendar = calendar
    for index in 0..<10_000 as Range<Int64> {
      let instant = CivilDate(year: 1_900, month: 1, day: 1).midnight.advanced(
        by: index * 11 * Duration_ms.day + index * 7_919_000)
      let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute], from: foundationDate(instant))
      let date = instant.date
      if date != CivilDate(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0) {
        Issue.record("\(instant): \(date), Foundation says \(parts)")
      }
      let minutes = Int64(parts.hour ?? 0) * 60 + Int64(parts.minute ?? 0)
      if instant.timeOfDay_ms / Duration_ms.minute != minutes { Issue.record("\(instant): \(instant.timeOfDay_ms), \(parts)") }
    }
  }

  @Test("Adding months agrees from every day of eight years, forwards and backwards")
  func monthsAgree() {
    let calendar = calendar
    let first = CivilDate(year: 2_019, month: 1, day: 1).daysSinceEpoch
    for day in first..<(first + 8 * 366) {
      let from = CivilDate(daysSinceEpoch: day).midnight.advanced(by: 10 * Duration_ms.hour + 30 * Duration_ms.minute)
      for months in [1, 2, 6, 11, 12, 13, 48, -1, -12, -14] {
        let expected = calendar.date(byAdding: .month, value: months, to: foundationDate(from))
        let result = foundationDate(from.addingMonths(months))
        if result != expected { Issue.record("\(from.date) + \(months) months: \(result), not \(String(describing: expected))") }
      }
    }
  }

  @Test("Days in a month agree from 1800 to 2400")
  func daysInMonthAgree() {
    let calendar = calendar
    for year in stride(from: 1_800, through: 2_400, by: 4) {
      for offset in [0, 1] {
        for month in [1, 2, 4, 12] {
          let date = calendar.date(from: DateComponents(year: year + offset, month: month, day: 1)) ?? .distantPast
          let days = calendar.range(of: .day, in: .month, for: date)?.count
          if CivilDate.daysInMonth(year: year + offset, month: month) != days {
            Issue.record("\(year + offset)-\(month): \(days ?? 0)")
          }
        }
      }
    }
    #expect(CivilDate.isLeap(2_000) && !CivilDate.isLeap(1_900) && CivilDate.isLeap(2_024) && !CivilDate.isLeap(2_023))
  }

  @Test(
    "Terms end where they should, and what never ends stays so",
    arguments: [
      (CalendarTerm.never, Instant.never), (.months(12), CivilDate(year: 2_025, month: 2, day: 28).midnight),
      (.months(1), CivilDate(year: 2_024, month: 3, day: 29).midnight),
      (.milliseconds(Duration_ms.week), CivilDate(year: 2_024, month: 3, day: 7).midnight), (.milliseconds(.max), .never),
    ])
  func terms(term: CalendarTerm, end: Instant) {
    #expect(term.end(from: CivilDate(year: 2_024, month: 2, day: 29).midnight) == end)
    #expect(Instant.never.advanced(by: 5) == .never)
  }

  @Test(
    "kb-adv-001, kb-adv-004, kb-whole-002: seven months, seven weeks, two whole months",
    arguments: [("2016-04-08", "2016-11-08", 7), ("2012-07-16", "2012-09-16", 2)])
  func peerCases(from: String, to: String, months: Int) throws {
    func instant(_ text: String) -> Instant {
      let parts = text.split(separator: "-").compactMap { Int($0) }
      return CivilDate(year: parts[0], month: parts[1], day: parts[2]).midnight
    }
    #expect(instant(from).addingMonths(months) == instant(to))
    #expect(instant(to).date.monthIndex - instant(from).date.monthIndex == months)
    #expect(instant("2016-04-08").advanced(by: 7 * Duration_ms.week) == instant("2016-05-27"))
  }

  @Test("Before 1970 an instant falls on its own day")
  func beforeTheEpoch() {
    #expect(Instant(milliseconds: -1).date == CivilDate(year: 1_969, month: 12, day: 31))
    #expect(Instant(milliseconds: -1).timeOfDay_ms == Duration_ms.day - 1)
    #expect(floorDivision(-7, 2) == -4 && floorDivision(7, 2) == 3 && floorDivision(-8, 2) == -4)
  }
}
