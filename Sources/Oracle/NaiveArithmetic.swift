import Accounting
import Pricing

/// The oracle's own arithmetic: wide integers and loops, nothing of the core's. Money in minor units, time in milliseconds.
enum Naive {
  /// Later than everything.
  static let forever = Int64.max

  /// `amount * part / whole` by the name of the rounding. - Precondition: `whole > 0`.
  static func share(_ amount: Int64, _ part: Int64, of whole: Int64, _ rounding: Rounding) -> Int64 {
    let product = Int128(amount) * Int128(part)
    let sign: Int128 = product < 0 ? -1 : 1
    let (floor, rest) = (product * sign).quotientAndRemainder(dividingBy: Int128(whole))
    let isUp =
      switch rounding {
      case .down: false
      case .up: rest > 0
      case .halfUp: rest * 2 >= Int128(whole)
      case .halfEven: rest * 2 > Int128(whole) || (rest * 2 == Int128(whole) && floor % 2 == 1)
      }
    return Int64(sign * (isUp ? floor + 1 : floor))
  }

  static func millionths(_ amount: Int64, _ share: Share, _ rounding: Rounding) -> Int64 {
    Naive.share(amount, share.millionths, of: 1_000_000, rounding)
  }

  /// The smallest multiple of `step` that is at least `amount`.
  static func roundedUp(_ amount: Int64, to step: Int64) -> Int64 {
    let wide = (Int128(amount) + Int128(step) - 1) / Int128(step) * Int128(step)
    return Int64(clamping: wide)
  }

  static func later(_ time: Int64, by length: Int64) -> Int64 {
    time == forever || length == forever ? forever : time + length
  }

  // MARK: Calendar

  /// Year, month, day, and the milliseconds since midnight. Years and months are counted off one by one.
  struct Civil {
    var year: Int
    var month: Int
    var day: Int
    var rest: Int64
  }

  static func length(ofMonth month: Int, _ year: Int) -> Int {
    let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0
    return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1]
  }

  /// Whole days since 1970-01-01, towards the past.
  static func dayNumber(_ time: Int64) -> Int {
    let day: Int64 = 24 * 60 * 60 * 1_000
    var number = time / day
    if number * day > time { number -= 1 }
    return Int(number)
  }

  static func civil(_ time: Int64) -> Civil {
    var days = dayNumber(time)
    let rest = time - Int64(days) * 24 * 60 * 60 * 1_000
    var year = 1970
    var month = 1
    while days < 0 {
      year -= 1
      for month in 1...12 { days += length(ofMonth: month, year) }
    }
    while days >= length(ofMonth: month, year) {
      days -= length(ofMonth: month, year)
      month += 1
      if month == 13 {
        month = 1
        year += 1
      }
    }
    return Civil(year: year, month: month, day: days + 1, rest: rest)
  }

  static func time(_ civil: Civil) -> Int64 {
    var days = civil.day - 1
    var year = 1970
    while year < civil.year {
      for month in 1...12 { days += length(ofMonth: month, year) }
      year += 1
    }
    while year > civil.year {
      year -= 1
      for month in 1...12 { days -= length(ofMonth: month, year) }
    }
    for month in 1..<civil.month { days += length(ofMonth: month, civil.year) }
    return Int64(days) * 24 * 60 * 60 * 1_000 + civil.rest
  }

  /// The same day and time of day some months later, or the last day of that month. Source: rules FH-7, HI-D2.
  static func months(_ count: Int, after time: Int64) -> Int64 {
    var civil = civil(time)
    let step = count < 0 ? -1 : 1
    for _ in 0..<abs(count) {
      civil.month += step
      if civil.month == 13 { (civil.month, civil.year) = (1, civil.year + 1) }
      if civil.month == 0 { (civil.month, civil.year) = (12, civil.year - 1) }
    }
    civil.day = min(civil.day, length(ofMonth: civil.month, civil.year))
    return Naive.time(civil)
  }

  /// `count` terms after `time`, at once, so that a short month on the way does not move the day.
  static func terms(_ count: Int, _ term: CalendarTerm, after time: Int64) -> Int64 {
    switch term {
    case .never: count == 0 ? time : forever
    case .months(let months): Naive.months(months * count, after: time)
    case .milliseconds(let length): later(time, by: length == forever ? forever : length * Int64(count))
    }
  }

  static func startOfMonth(_ time: Int64) -> Int64 {
    var civil = civil(time)
    civil.day = 1
    civil.rest = 0
    return Naive.time(civil)
  }

  static func startOfNextMonth(_ time: Int64) -> Int64 { months(1, after: startOfMonth(time)) }
}
