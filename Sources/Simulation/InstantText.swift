import Accounting

/// Times as people and files write them: RFC 3339, UTC, to the millisecond.
extension Instant {
  /// Why a text is not a time.
  public enum TextError: Error, Equatable {
    case malformed
    /// Well written, but there is no such day or time of day.
    case impossible
    /// Not within the years 1970 to 9999.
    case outOfRange
  }

  /// The first and the last instant that a file may name, in milliseconds: 1970-01-01T00:00:00Z to 9999-12-31T23:59:59.999Z.
  public static let writtenRange: ClosedRange<Int64> = 0...253_402_300_799_999

  /// Reads `2026-01-31T08:30:00Z`, with up to three decimals of a second and any offset from UTC.
  public init(rfc3339 text: some StringProtocol) throws(TextError) {
    var reader = TimeTextReader(bytes: Array(text.utf8))
    self = try reader.read()
  }

  /// Such as `2026-01-31T08:30:00Z`, with three decimals where there are milliseconds; `never` for what never comes.
  public var rfc3339: String {
    if self == .never { return "never" }
    guard Instant.writtenRange.contains(milliseconds) else { return String(milliseconds) }
    let date = date
    let second = Int(timeOfDay_ms / 1_000)
    let fraction = Int(timeOfDay_ms % 1_000)
    var text = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))T"
    text += "\(padded(second / 3_600, 2)):\(padded(second / 60 % 60, 2)):\(padded(second % 60, 2))"
    if fraction != 0 { text += ".\(padded(fraction, 3))" }
    return text + "Z"
  }
}

/// `number` with leading zeros up to `width` digits.
private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

private struct TimeTextReader {
  let bytes: [UInt8]
  var position = 0

  init(bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func read() throws(Instant.TextError) -> Instant {
    let year = try number(digits: 4)
    try skip("-")
    let month = try number(digits: 2)
    try skip("-")
    let day = try number(digits: 2)
    try skip("Tt")
    let hour = try number(digits: 2)
    try skip(":")
    let minute = try number(digits: 2)
    try skip(":")
    let second = try number(digits: 2)
    let millisecond = try fraction()
    let offset = try offset_minutes()
    guard position == bytes.count else { throw .malformed }
    guard (1...12).contains(month), day >= 1, day <= CivilDate.daysInMonth(year: year, month: month) else { throw .impossible }
    guard hour < 24, minute < 60, second < 60 else { throw .impossible }
    let days = Int64(CivilDate(year: year, month: month, day: day).daysSinceEpoch)
    let minutes = Int64(hour * 60 + minute - offset)
    let total = days * Duration_ms.day + minutes * Duration_ms.minute + Int64(second) * Duration_ms.second + Int64(millisecond)
    guard Instant.writtenRange.contains(total) else { throw .outOfRange }
    return Instant(milliseconds: total)
  }

  private mutating func number(digits: Int) throws(Instant.TextError) -> Int {
    var value = 0
    for _ in 0..<digits {
      guard let digit = digit() else { throw .malformed }
      value = value * 10 + digit
    }
    return value
  }

  private mutating func digit() -> Int? {
    guard position < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[position]) else { return nil }
    position += 1
    return Int(bytes[position - 1] - UInt8(ascii: "0"))
  }

  private mutating func skip(_ allowed: String) throws(Instant.TextError) {
    guard position < bytes.count, allowed.utf8.contains(bytes[position]) else { throw .malformed }
    position += 1
  }

  private mutating func fraction() throws(Instant.TextError) -> Int {
    guard position < bytes.count, bytes[position] == UInt8(ascii: ".") else { return 0 }
    position += 1
    guard let first = digit() else { throw .malformed }
    let second = digit()
    let third = second == nil ? nil : digit()
    return first * 100 + (second ?? 0) * 10 + (third ?? 0)
  }

  private mutating func offset_minutes() throws(Instant.TextError) -> Int {
    guard position < bytes.count else { throw .malformed }
    position += 1
    switch bytes[position - 1] {
    case UInt8(ascii: "Z"), UInt8(ascii: "z"): return 0
    case UInt8(ascii: "+"): return try offsetAfterSign()
    case UInt8(ascii: "-"): return -(try offsetAfterSign())
    default: throw .malformed
    }
  }

  private mutating func offsetAfterSign() throws(Instant.TextError) -> Int {
    let hours = try number(digits: 2)
    try skip(":")
    let minutes = try number(digits: 2)
    guard hours < 24, minutes < 60 else { throw .impossible }
    return hours * 60 + minutes
  }
}
