import Accounting

extension Codec where Value == Instant {
  /// A date or a time of day, UTC: `2026-01-01`, `2026-06-10T08:00Z`, `2026-06-10T08:00:30Z`.
  static let date = Codec(
    schema: .text(pattern: "^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2}(:[0-9]{2})?Z)?$", example: "2026-01-01")
  ) { $0.instant(expected: Cursor.dateForms) }
}

/// When a run ends: after a calendar term, or at a date.
enum Horizon: Sendable {
  case term(CalendarTerm)
  case date(Instant)

  func end(from start: Instant) -> Instant {
    switch self {
    case .term(let term): term.end(from: start)
    case .date(let end): end
    }
  }
}

extension Codec where Value == Horizon {
  /// `1 year`, `18 months`, `90 days`, or the date at which the run ends.
  static let horizon = Codec(schema: .anyOf([Codec<CalendarTerm>.term.schema, Codec<Instant>.date.schema])) { cursor in
    let text = cursor.tree.text ?? ""
    let looksLikeDate = text.utf8.prefix(5).elementsEqual(text.utf8.prefix(4).filter { $0 >= 48 && $0 <= 57 } + [45])
    if looksLikeDate { return cursor.instant(expected: Cursor.dateForms).map(Horizon.date) }
    return cursor.term(allowsNever: false).map(Horizon.term)
  }
}

extension Cursor {
  static let dateForms = "a date such as '2026-01-01' or '2026-06-10T08:00Z', years 1970 to 2199"

  /// An instant; nil after a report. Dates that the calendar does not have are refused.
  func instant(expected: String) -> Instant? {
    guard let text = text(expected: expected) else { return nil }
    guard let parts = DateParts(text) else {
      let isLocal = text.contains("T") && !text.hasSuffix("Z")
      report(
        .notADate, "'\(clipped(text))' is not a date", allowed: expected,
        hint: isLocal ? "times are UTC and end in 'Z'" : nil)
      return nil
    }
    guard (1_970...2_199).contains(parts.year) else {
      report(.outOfRange, "the year \(parts.year)", allowed: expected)
      return nil
    }
    guard (1...12).contains(parts.month) else {
      report(.impossibleDate, "the month \(parts.month) of '\(clipped(text))'", allowed: "months from 01 to 12")
      return nil
    }
    let days = CivilDate.daysInMonth(year: parts.year, month: parts.month)
    guard (1...days).contains(parts.day) else {
      report(
        .impossibleDate, "the day \(parts.day) of '\(clipped(text))'", allowed: "days from 01 to \(days) in that month")
      return nil
    }
    guard parts.hour <= 23, parts.minute <= 59, parts.second <= 59 else {
      report(.impossibleDate, "the time of day of '\(clipped(text))'", allowed: "times from 00:00:00 to 23:59:59")
      return nil
    }
    let time = Int64(parts.hour) * Duration_ms.hour + Int64(parts.minute) * Duration_ms.minute + Int64(parts.second) * 1_000
    return CivilDate(year: parts.year, month: parts.month, day: parts.day).midnight.advanced(by: time)
  }
}

/// The numbers of a date as written, not yet checked against the calendar.
private struct DateParts {
  var year = 0
  var month = 0
  var day = 0
  var hour = 0
  var minute = 0
  var second = 0

  init?(_ text: String) {
    let form: String
    switch text.utf8.count {
    case 10: form = "yyyy-mm-dd"
    case 17: form = "yyyy-mm-ddThh:nnZ"
    case 20: form = "yyyy-mm-ddThh:nn:ssZ"
    default: return nil
    }
    for (letter, byte) in zip(form.utf8, text.utf8) {
      let digit = Int(byte) - 48
      switch letter {
      case UInt8(ascii: "-"), UInt8(ascii: ":"), UInt8(ascii: "T"), UInt8(ascii: "Z"):
        guard byte == letter else { return nil }
        continue
      default:
        guard (0...9).contains(digit) else { return nil }
      }
      switch letter {
      case UInt8(ascii: "y"): year = year * 10 + digit
      case UInt8(ascii: "m"): month = month * 10 + digit
      case UInt8(ascii: "d"): day = day * 10 + digit
      case UInt8(ascii: "h"): hour = hour * 10 + digit
      case UInt8(ascii: "n"): minute = minute * 10 + digit
      default: second = second * 10 + digit
      }
    }
  }
}
