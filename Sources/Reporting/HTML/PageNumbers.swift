/// Amounts of one currency or asset as a page shows them: tables and captions round to hundredths, the CSV behind them does not.
struct PageAmounts {
  let unit: MoneyUnit

  var code: String { unit.code }

  /// "1,234.50": as many decimals as the unit has, but two at most; halves are rounded away from zero.
  func text(_ minor: Int64) -> String {
    let dropped = max(0, min(18, unit.decimals - 2))
    if dropped == 0 { return PageNumber.signed(unit.text(minor)) }
    let divisor = (0..<dropped).reduce(Int64(1)) { power, _ in power * 10 }
    let (quotient, rest) = minor.quotientAndRemainder(dividingBy: divisor)
    let carry: Int64 = rest.magnitude >= (divisor / 2).magnitude ? (minor < 0 ? -1 : 1) : 0
    let rounded = MoneyUnit(code: unit.code, decimals: 2).text(quotient + carry)
    return PageNumber.signed(rounded)
  }

  /// "1,234 USD" from 1,000 on, "12.50 USD" below: for sentences.
  func words(_ minor: Int64) -> String {
    let major = self.major(minor)
    if abs(major) < 1_000 { return "\(text(minor)) \(code)" }
    if abs(major) >= 9e15 { return "\(PageNumber.signed(unit.text(minor))) \(code)" }
    return "\(PageNumber.signed(NumberText.grouped(Int64(major.rounded())))) \(code)"
  }

  /// In major units, for drawing.
  func major(_ minor: Int64) -> Double { (0..<min(18, unit.decimals)).reduce(Double(minor)) { value, _ in value / 10 } }

  /// Every digit, as spreadsheets read it.
  func plain(_ minor: Int64) -> String { unit.plainText(minor) }
}

/// Numbers that a page shows, the same in every locale.
enum PageNumber {
  /// The sign for less than nothing, as wide as a plus.
  static let minus = "−"

  /// Text of a number with that sign.
  static func signed(_ text: String) -> String { text.hasPrefix("-") ? minus + text.dropFirst() : text }

  /// "1.2 M", "350 k", "12": for axes and tiles.
  static func short(_ value: Double) -> String {
    let size = abs(value)
    let steps: [(Double, String)] = [(1e15, " P"), (1e12, " T"), (1e9, " G"), (1e6, " M"), (1e3, " k")]
    for (index, (step, name)) in steps.enumerated() {
      // 999,950 would be written as 1000 k.
      if size >= step * 0.9995 {
        let (divisor, suffix) = size / step >= 999.5 && index > 0 ? steps[index - 1] : (step, name)
        return decimal(value / divisor, digits: size / divisor >= 99.95 ? 0 : 1) + suffix
      }
    }
    return decimal(value, digits: size >= 99.5 ? 0 : size >= 1 || size == 0 ? 1 : 2)
  }

  /// At most `digits` decimals, without needless zeros: "0.5", "12", "-3.25".
  static func decimal(_ value: Double, digits: Int) -> String {
    guard value.isFinite, abs(value) < 9e12 else { return value > 0 ? "∞" : value < 0 ? "\(minus)∞" : "–" }
    let scale = (0..<digits).reduce(1.0) { power, _ in power * 10 }
    let parts = Int64((abs(value) * scale).rounded())
    var text = MoneyUnit(code: "", decimals: digits).plainText(parts)
    if digits > 0 {
      while text.last == "0" { text.removeLast() }
      if text.last == "." { text.removeLast() }
    }
    return value < 0 && parts != 0 ? "\(minus)\(text)" : text
  }

  /// "1,234.5": at most `digits` decimals.
  static func grouped(_ value: Double, digits: Int) -> String {
    grouped(decimal(value, digits: digits).replacing(minus, with: "-"))
  }

  /// "18,613.984755" for "18613.984755", and "254,751.19" for "254751.190000": zeros at the end beyond two decimals say nothing.
  static func grouped(_ written: String) -> String {
    let parts = written.split(separator: ".", maxSplits: 1)
    guard let whole = parts.first, let number = Int64(whole) else { return written }
    var text = written.hasPrefix("-") ? minus + NumberText.grouped(number).drop { $0 == "-" } : NumberText.grouped(number)
    guard parts.count == 2, parts[1].allSatisfy(\.isNumber) else { return parts.count == 2 ? written : text }
    var decimals = parts[1]
    while decimals.count > 2, decimals.last == "0" { decimals.removeLast() }
    text += "." + decimals
    return text
  }

  /// "29 %", "0.4 %", "98.6 %": one decimal at the ends of the scale, where it matters. nil without a whole.
  static func percent(_ part: Double, of whole: Double) -> String? {
    guard whole != 0, part.isFinite, whole.isFinite else { return nil }
    let share = part / whole * 100
    let size = abs(share)
    if size > 0, size < 0.05 { return share < 0 ? "more than \(minus)0.1 %" : "less than 0.1 %" }
    return decimal(share, digits: size < 10 || (size > 90 && size < 100) ? 1 : 0) + " %"
  }

  /// "250 µs", "3.2 s", "2.5 min", "5.3 h", "12 d": three digits at most, and none of a millionth.
  static func wait(microseconds: Double) -> String {
    let steps: [(Double, String)] = [(86_400e6, "d"), (3_600e6, "h"), (60e6, "min"), (1e6, "s"), (1e3, "ms"), (1, "µs")]
    for (size, unit) in steps where microseconds >= size * 0.9995 {
      let value = microseconds / size
      return "\(decimal(value, digits: value < 9.95 ? 1 : 0)) \(unit)"
    }
    return "0 s"
  }

  /// "+1.6 %", "-12 %", "±0 %".
  static func change(from before: Double, to after: Double) -> String? {
    guard before != 0, let text = percent(after - before, of: abs(before)) else { return nil }
    return text.hasPrefix(minus) || text.hasPrefix("more") || text.hasPrefix("less") ? text : text == "0 %" ? "±0 %" : "+\(text)"
  }

  /// "March 2026" for "2026-03"; what is no month is shown as it is.
  static func month(_ text: String, isShort: Bool = false) -> String {
    guard let (year, month) = parts(text) else { return text }
    let name = names[month - 1]
    return "\(isShort ? String(name.prefix(3)) : name) \(year)"
  }

  /// The year and the month, 1 to 12, of "2026-03".
  static func parts(_ text: String) -> (year: String, month: Int)? {
    let parts = text.split(separator: "-")
    guard parts.count == 2, let month = Int(parts[1]), (1...12).contains(month) else { return nil }
    return (String(parts[0]), month)
  }

  static let names = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
  ]

  /// "7 March 2026, 11:02 UTC" for an instant by RFC 3339; what is none is shown as it is.
  static func time(_ text: String) -> String {
    guard let mark = text.firstIndex(of: "T"), text.count >= 20 else { return text }
    let date = text[..<mark].split(separator: "-")
    guard date.count == 3, let month = Int(date[1]), (1...12).contains(month), let day = Int(date[2]) else { return text }
    let clock = text[text.index(after: mark)...].prefix(5)
    return "\(day) \(names[month - 1]) \(date[0])" + (clock == "00:00" ? "" : ", \(clock) UTC")
  }
}
