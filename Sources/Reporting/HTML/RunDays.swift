import Accounting

/// The days of a run by their numbers, from the one on which it begins.
struct RunDays {
  private let midnight: Instant?

  /// - Parameter first: the first instant by RFC 3339.
  init(first: String) { midnight = RunDays.instant(first).map { $0.advanced(by: -$0.timeOfDay_ms) } }

  /// "2026-03-07", or the number where the start is not known.
  func date(_ day: Int) -> String {
    guard let midnight, (0..<1_000_000).contains(day) else { return String(day) }
    return NumberText.date(midnight.advanced(by: Int64(day) * Duration_ms.day).date)
  }

  /// "2026-03".
  func month(_ day: Int) -> String { String(date(day).prefix(7)) }

  /// How many days, and parts of one, lie before `time`.
  func days(until time: String?) -> Double? {
    guard let midnight, let time, let end = RunDays.instant(time) else { return nil }
    return Double(end.since(midnight)) / Double(Duration_ms.day)
  }

  /// "2026-03-07T11:02:09Z", with or without parts of a second, as reports have it; nil for anything else.
  private static func instant(_ text: String) -> Instant? {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, bytes.last == UInt8(ascii: "Z") else { return nil }
    func number(_ range: Range<Int>, _ allowed: ClosedRange<Int>) -> Int? {
      let digits = bytes[range]
      guard digits.allSatisfy({ (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }) else { return nil }
      let value = digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
      return allowed.contains(value) ? value : nil
    }
    let marks: [(Int, Unicode.Scalar)] = [(4, "-"), (7, "-"), (10, "T"), (13, ":"), (16, ":")]
    guard marks.allSatisfy({ bytes[$0] == UInt8(ascii: $1) }), let year = number(0..<4, 1...9_999),
      let month = number(5..<7, 1...12),
      let day = number(8..<10, 1...31), let hour = number(11..<13, 0...23), let minute = number(14..<16, 0...59),
      let second = number(17..<19, 0...59)
    else { return nil }
    let midnight = CivilDate(year: year, month: month, day: 1).midnight.advanced(by: Int64(day - 1) * Duration_ms.day)
    return midnight.advanced(by: Int64(hour * 3_600 + minute * 60 + second) * Duration_ms.second)
  }
}
