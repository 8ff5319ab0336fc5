import Accounting

/// Numbers and times as text, the same in every locale.
enum NumberText {
  /// "1,234,567", negative numbers with a leading "-".
  static func grouped(_ number: Int64) -> String {
    (number < 0 ? "-" : "") + grouped(digits: Substring(String(number.magnitude)), by: ",")
  }

  static func grouped(digits: Substring, by separator: String) -> String {
    if separator.isEmpty { return String(digits) }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index) % 3 == 0 { text += separator }
      text.append(digit)
    }
    return text
  }

  /// "-1,234.5" for -1,234.46 with one place.
  static func decimal(_ number: Double, places: Int) -> String {
    let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
    return MoneyUnit(code: "", decimals: places).text(Int64(saturating: number * scale))
  }

  /// "1 check", "2,000 checks".
  static func counted(_ number: Int64, _ noun: String) -> String { "\(grouped(number)) \(noun)\(number == 1 ? "" : "s")" }

  /// Sixteen hexadecimal digits.
  static func hex(_ word: UInt64) -> String { padded(String(word, radix: 16), to: 16) }

  /// "8.104" for 8,104 milliseconds.
  static func seconds(_ milliseconds: Int64) -> String { MoneyUnit(code: "s", decimals: 3).plainText(milliseconds) }

  /// "45 s", "2 min 05 s", "3 h 07 min".
  static func duration(seconds: Int64) -> String {
    if seconds < 60 { return "\(max(0, seconds)) s" }
    if seconds < 3_600 { return "\(seconds / 60) min \(padded(String(seconds % 60), to: 2)) s" }
    return "\(grouped(seconds / 3_600)) h \(padded(String(seconds / 60 % 60), to: 2)) min"
  }

  /// "0.000045 s", "12.5 s", "2 min 05 s": to the microsecond below a minute.
  static func microseconds(_ microseconds: Int64) -> String {
    if microseconds >= 60_000_000 { return duration(seconds: microseconds / 1_000_000) }
    let text = MoneyUnit(code: "s", decimals: 6).plainText(max(0, microseconds))
    let short = text.reversed().drop { $0 == "0" }.reversed()
    return (short.last == "." ? String(short.dropLast()) : String(short)) + " s"
  }

  /// "38.1 MB", in decimal megabytes, rounded down.
  static func megabytes(_ bytes: Int64) -> String {
    MoneyUnit(code: "MB", decimals: 1).text(bytes / 100_000) + " MB"
  }

  /// "2026-03"
  static func month(_ date: CivilDate) -> String { "\(padded(String(date.year), to: 4))-\(padded(String(date.month), to: 2))" }

  /// "2026-03-07"
  static func date(_ date: CivilDate) -> String { "\(month(date))-\(padded(String(date.day), to: 2))" }

  /// RFC 3339 in UTC: "2026-03-07T11:02:09Z", with milliseconds only where there are some.
  static func instant(_ instant: Instant) -> String {
    if instant == .never { return "never" }
    if instant == .distantPast { return "always" }
    let time = instant.timeOfDay_ms
    let clock = [time / 3_600_000, time / 60_000 % 60, time / 1_000 % 60].map { padded(String($0), to: 2) }
    let fraction = time % 1_000 == 0 ? "" : "." + padded(String(time % 1_000), to: 3)
    return "\(date(instant.date))T\(clock.joined(separator: ":"))\(fraction)Z"
  }

  private static func padded(_ digits: String, to width: Int) -> String {
    String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
