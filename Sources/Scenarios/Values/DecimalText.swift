/// A decimal number as it was written, exact: `3.50` is 350 with two decimals. No amount passes through `Double`.
struct DecimalText: Hashable {
  var isNegative: Bool
  /// All digits without the point.
  var digits: Int64
  var decimals: Int

  enum Refusal: Error, Equatable {
    case notANumber
    /// More digits than an amount can have.
    case tooLong
  }

  /// Digits that are kept: every such number, scaled or not, fits 64 bits.
  static let mostDigits = 18

  /// Reads `-1_000.25`; underscores may group digits. Leading zeros and trailing decimal zeros do not count.
  init(_ text: Substring) throws(Refusal) {
    var rest = text[...]
    isNegative = rest.first == "-"
    if rest.first == "-" || rest.first == "+" { rest = rest.dropFirst() }
    let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let whole = parts.first, Self.isDigits(whole), parts.count == 1 || Self.isDigits(parts[1]) else {
      throw .notANumber
    }
    var fraction = parts.count == 2 ? parts[1].filter { $0 != "_" } : ""
    while fraction.last == "0" { fraction.removeLast() }
    let all = (whole.filter { $0 != "_" } + fraction).drop { $0 == "0" }
    guard all.count <= Self.mostDigits, fraction.count <= Self.mostDigits, let digits = all.isEmpty ? 0 : Int64(all) else {
      throw .tooLong
    }
    self.digits = digits
    decimals = fraction.count
  }

  /// ASCII digits with single underscores between them.
  private static func isDigits(_ text: Substring) -> Bool {
    guard let first = text.first, let last = text.last, first != "_", last != "_" else { return false }
    return text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "_") }
  }

  /// The number times 10 to the power `places`; nil when digits would be lost or 64 bits do not hold it.
  func scaled(by places: Int) -> Int64? {
    guard decimals <= places else { return nil }
    var value = digits
    for _ in decimals..<places {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = product
    }
    return isNegative ? -value : value
  }

  /// The nearest floating-point number, for rates and other plain numbers.
  var double: Double {
    var power = 1.0
    for _ in 0..<decimals { power *= 10 }
    return (isNegative ? -1 : 1) * Double(digits) / power
  }
}
