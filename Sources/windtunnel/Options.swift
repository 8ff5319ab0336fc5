import ArgumentParser
import Auditing
import Simulation

enum AuditOption: String, CaseIterable, ExpressibleByArgument {
  case step, sweep, final, off

  var level: AuditLevel {
    switch self {
    case .step: .step
    case .sweep: .sweep
    case .final: .final
    case .off: .off
    }
  }
}

enum FormatOption: String, CaseIterable, ExpressibleByArgument {
  case text, json, markdown
}

extension RunOptions.AgendaKind: ExpressibleByArgument {}

/// `key.path=value`.
struct Setting: ExpressibleByArgument {
  var key: String
  var value: String

  init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else { return nil }
    key = String(argument[..<equals])
    value = String(argument[argument.index(after: equals)...])
  }
}

/// A span of wall time: `90s`, `2m`, `1h`; bare numbers are seconds.
struct WallTime: ExpressibleByArgument, CustomStringConvertible {
  var seconds: Int64
  /// As it was given.
  var text: String

  init(seconds: Int64) {
    self.seconds = seconds
    text = "\(seconds)s"
  }

  init?(argument: String) {
    let digits = argument.prefix { $0.isASCII && $0.isNumber }
    guard let number = Int64(digits), (1...1_000_000).contains(number) else { return nil }
    let units: [String: Int64] = [
      "": 1, "s": 1, "second": 1, "seconds": 1, "m": 60, "min": 60, "minute": 60, "minutes": 60, "h": 3_600, "hour": 3_600,
      "hours": 3_600,
    ]
    let unit = argument.dropFirst(digits.count).drop { $0 == " " }
    guard let factor = units[String(unit)] else { return nil }
    seconds = number * factor
    text = argument
  }

  var description: String { text }
}

/// Numbers of owners: `7`, `o7`, `0..99`, or several of these with commas between.
struct OwnerNumbers: ExpressibleByArgument {
  var ranges: [ClosedRange<Int>]

  /// Everybody.
  static let all = OwnerNumbers(ranges: [0...999_999_999])

  private init(ranges: [ClosedRange<Int>]) { self.ranges = ranges }

  init?(argument: String) {
    if argument == "all" {
      self = .all
      return
    }
    ranges = []
    for part in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let dots = part.firstRange(of: "..") else {
        guard let number = OwnerNumbers.number(part) else { return nil }
        ranges.append(number...number)
        continue
      }
      guard let first = OwnerNumbers.number(part[..<dots.lowerBound]), let last = OwnerNumbers.number(part[dots.upperBound...]),
        first <= last
      else { return nil }
      ranges.append(first...last)
    }
  }

  private static func number(_ text: Substring) -> Int? {
    let digits = text.hasPrefix("o") ? text.dropFirst() : text
    guard !digits.isEmpty, digits.count <= 9, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(digits)
  }

  /// The number, if it is only one.
  var single: Int? { ranges.count == 1 && ranges[0].count == 1 ? ranges[0].lowerBound : nil }

  /// The chosen numbers below `count`, rising, each once.
  func numbers(below count: Int) -> [Int] {
    var chosen: Set<Int> = []
    for range in ranges where range.lowerBound < count { chosen.formUnion(range.clamped(to: 0...max(0, count - 1))) }
    return chosen.sorted()
  }
}

/// `text` as one word of a shell's command line.
func shellWord(_ text: String) -> String {
  let harmless = text.utf8.allSatisfy {
    (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || "-_./=,:%+@".utf8.contains($0)
  }
  return harmless && !text.isEmpty ? text : "'" + text.replacing("'", with: "'\\''") + "'"
}
