import Accounting
import Testing

@testable import Reporting

@Suite("Numbers as text")
struct NumberTextTests {
  @Test(
    "Money is exact to the last minor unit",
    arguments: [
      (0, 2, "0.00"), (5, 2, "0.05"), (12, 2, "0.12"), (-5, 2, "-0.05"), (123_456_789, 2, "1,234,567.89"),
      (-100_000, 2, "-1,000.00"),
      (1_200, 0, "1,200"), (1, 6, "0.000001"), (-1_234_567_890, 6, "-1,234.567890"),
      (Int64.max, 2, "92,233,720,368,547,758.07"), (Int64.min, 2, "-92,233,720,368,547,758.08"),
      (Int64.min, 0, "-9,223,372,036,854,775,808"),
    ] as [(Int64, Int, String)])
  func money(minor: Int64, decimals: Int, text: String) {
    let unit = MoneyUnit(code: "X", decimals: decimals)
    #expect(unit.text(minor) == text)
    #expect(unit.plainText(minor) == text.filter { $0 != "," })
  }

  @Test(
    "Whole numbers are grouped by three",
    arguments: [(999, "999"), (1_000, "1,000"), (-1_234_567, "-1,234,567")] as [(Int64, String)])
  func grouped(number: Int64, text: String) { #expect(NumberText.grouped(number) == text) }

  @Test("Instants are RFC 3339, with milliseconds only where there are some")
  func instants() {
    let day = CivilDate(year: 2028, month: 2, day: 29).midnight
    #expect(NumberText.instant(day) == "2028-02-29T00:00:00Z")
    #expect(NumberText.instant(day.advanced(by: 86_399_007)) == "2028-02-29T23:59:59.007Z")
    #expect(NumberText.instant(Instant(milliseconds: -1)) == "1969-12-31T23:59:59.999Z")
    #expect(NumberText.instant(.never) == "never")
  }

  @Test(
    "Durations are read at a glance",
    arguments: [(0, "0 s"), (59, "59 s"), (125, "2 min 05 s"), (11_220, "3 h 07 min")] as [(Int64, String)])
  func durations(seconds: Int64, text: String) { #expect(NumberText.duration(seconds: seconds) == text) }

  @Test("Small figures: bytes, hexadecimal, seconds, plurals")
  func others() {
    #expect(NumberText.megabytes(38_150_000) == "38.1 MB")
    #expect(NumberText.hex(.max) == "ffffffffffffffff")
    #expect(NumberText.hex(0) == "0000000000000000")
    #expect(NumberText.seconds(8_104) == "8.104")
    #expect(NumberText.counted(1, "check") == "1 check")
    #expect(NumberText.counted(0, "check") == "0 checks")
  }
}
