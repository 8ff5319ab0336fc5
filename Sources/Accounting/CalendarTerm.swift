/// A date of the proleptic Gregorian calendar, UTC.
public struct CivilDate: Hashable, Comparable, Sendable {
  public var year: Int
  /// 1 to 12.
  public var month: Int
  /// 1 to 31.
  public var day: Int

  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  public static func < (left: CivilDate, right: CivilDate) -> Bool {
    (left.year, left.month, left.day) < (right.year, right.month, right.day)
  }

  /// Whether the Gregorian calendar gives `year` a 29 February.
  public static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// Days in a month of the Gregorian calendar, 28 to 31.
  public static func daysInMonth(year: Int, month: Int) -> Int {
    precondition((1...12).contains(month), "A month is a number from 1 to 12.")
    switch month {
    case 2: return isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: return 30
    default: return 31
    }
  }

  /// The date that lies `days` days after 1970-01-01. Years are counted from March, so that the leap day ends a year.
  public init(daysSinceEpoch days: Int) {
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let marchMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
    month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days from 1970-01-01 to this date.
  public var daysSinceEpoch: Int {
    let marchYear = month <= 2 ? year - 1 : year
    let era = (marchYear >= 0 ? marchYear : marchYear - 399) / 400
    let yearOfEra = marchYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Midnight UTC at the start of this date.
  public var midnight: Instant { Instant(milliseconds: Int64(daysSinceEpoch) * Duration_ms.day) }

  /// Months since year 0, for counting whole months.
  public var monthIndex: Int { year * 12 + month - 1 }
}

extension Instant {
  /// The UTC date that this instant falls on.
  public var date: CivilDate {
    CivilDate(daysSinceEpoch: Int(floorDivision(milliseconds, Duration_ms.day)))
  }

  /// Milliseconds since midnight UTC, 0 to 86,399,999.
  public var timeOfDay_ms: Int64 { milliseconds - floorDivision(milliseconds, Duration_ms.day) * Duration_ms.day }

  /// The same time of day `months` calendar months later, on `anchorDay` or, where that month is shorter, on its last day.
  ///
  /// The anchor day is the day that was first agreed (31 for a subscription begun on 31 January). Keeping it, instead of
  /// chaining clamped dates, lets 31 January, 28 February, 31 March follow each other. Source: rule HI-D2, FH-7.
  public func addingMonths(_ months: Int, anchorDay: Int? = nil) -> Instant {
    let from = date
    let index = from.monthIndex + months
    let year = index >= 0 ? index / 12 : (index - 11) / 12
    let month = index - year * 12 + 1
    let day = min(anchorDay ?? from.day, CivilDate.daysInMonth(year: year, month: month))
    return CivilDate(year: year, month: month, day: day).midnight.advanced(by: timeOfDay_ms)
  }
}

/// How long something is valid: a calendar term such as "12 months", a fixed time, or for ever.
public enum CalendarTerm: Hashable, Sendable {
  case never
  case months(Int)
  case milliseconds(Int64)

  /// The first instant that is no longer covered (validity is half-open) when the term starts at `start`.
  public func end(from start: Instant) -> Instant {
    switch self {
    case .never: .never
    case .months(let count): start.addingMonths(count)
    case .milliseconds(let length): start.advanced(by: length)
    }
  }
}

/// Division that rounds towards minus infinity, so that instants before 1970 fall on the right day.
func floorDivision(_ dividend: Int64, _ divisor: Int64) -> Int64 {
  let quotient = dividend / divisor
  return dividend % divisor < 0 ? quotient - 1 : quotient
}
