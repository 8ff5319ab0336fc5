import Accounting

extension ThresholdResolver {
  /// The limit in the smallest unit, or as a share of 1, and its number as written without grouping.
  ///
  /// Digits that the unit does not have are refused, not rounded; so is a number of another unit.
  func limit(_ word: Word, _ unit: ThresholdUnit) throws(ThresholdError) -> (value: Fraction, text: String) {
    let number = word.text.prefix { $0.isASCII && ($0.isNumber || "+-._".contains($0)) }
    let name = word.text[number.endIndex...].drop { $0 == " " }
    let example = ThresholdResolver.example(unit)
    guard let decimal = Decimal(number) else {
      let found = word.text.isEmpty ? "no limit" : "'\(clip(word.text))' is no limit"
      throw ThresholdError(.syntax, at: word.offset, found, allowed: "a number such as '\(example)'")
    }
    let unitOffset = word.offset + word.text.unicodeScalars.count - name.unicodeScalars.count
    try check(String(name), against: unit, at: unitOffset, word: word, example)
    // A mean of counts may lie between two of them.
    let places = if case .amount(let money) = unit { money.decimals } else { 6 }
    guard decimal.decimals <= places else {
      throw ThresholdError(
        .outOfRange, at: word.offset, "'\(clip(word.text))'", allowed: "at most \(places) decimal places")
    }
    guard decimal.digits < 1_000_000_000_000_000_000 else {
      throw ThresholdError(.outOfRange, at: word.offset, "'\(clip(word.text))'", allowed: "at most 18 digits")
    }
    return (try value(decimal, unit, word), decimal.text)
  }

  private func value(_ decimal: Decimal, _ unit: ThresholdUnit, _ word: Word) throws(ThresholdError) -> Fraction {
    func power(_ exponent: Int) -> Int128 { (0..<exponent).reduce(1) { power, _ in power * 10 } }
    let signed = decimal.isNegative ? -decimal.digits : decimal.digits
    switch unit {
    case .count: return Fraction(signed, over: power(decimal.decimals))
    case .share: return Fraction(signed, over: power(decimal.decimals + 2))
    case .amount(let money):
      let minor = signed * power(money.decimals - decimal.decimals)
      guard minor.magnitude < Int128.Magnitude(Int64.max) else {
        throw ThresholdError(.outOfRange, at: word.offset, "'\(clip(word.text))'", allowed: "an amount of 64 bits")
      }
      return Fraction(minor)
    }
  }

  private func check(
    _ name: String, against unit: ThresholdUnit, at offset: Int, word: Word, _ example: String
  ) throws(ThresholdError) {
    switch unit {
    case .count where name.isEmpty: return
    case .share where name == "%": return
    case .amount(let money) where name == money.code: return
    case .amount(let money) where ThresholdResolver.isCurrency(name) && ThresholdResolver.isCurrency(money.code):
      throw ThresholdError(.wrongCurrency, at: offset, "'\(clip(word.text))'", allowed: "amounts such as '\(example)'")
    default:
      let found = name.isEmpty ? "'\(clip(word.text))' has no unit" : "'\(clip(word.text))'"
      throw ThresholdError(
        .wrongUnit, at: name.isEmpty ? word.offset : offset, found,
        allowed: unit == .count ? "a plain number such as '\(example)'" : "a value such as '\(example)'")
    }
  }

  /// Three capital letters, as no other asset has.
  private static func isCurrency(_ code: String) -> Bool {
    code.utf8.count == 3 && code.utf8.allSatisfy { (0x41...0x5A).contains($0) }
  }

  private static func example(_ unit: ThresholdUnit) -> String {
    switch unit {
    case .count: "100"
    case .share: "5 %"
    case .amount(let money): "50 \(money.code)"
    }
  }

  /// A decimal number as it was written, exact.
  private struct Decimal {
    var isNegative: Bool
    /// Without the point, at most 10^30.
    var digits: Int128
    var decimals: Int
    /// Without grouping.
    var text: String

    /// nil for what is no number: digits with single underscores between them, a point, a sign.
    init?(_ written: Substring) {
      isNegative = written.first == "-"
      let rest = written.first == "-" || written.first == "+" ? written.dropFirst() : written
      let parts = rest.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      guard let whole = parts.first, Decimal.isDigits(whole), parts.count == 1 || Decimal.isDigits(parts[1]) else { return nil }
      var fraction = parts.count == 2 ? parts[1].filter { $0 != "_" } : ""
      while fraction.last == "0" { fraction.removeLast() }
      let all = String(whole.filter { $0 != "_" }.drop { $0 == "0" })
      guard all.count + fraction.count <= 30 else { return nil }
      digits = Int128(all + fraction) ?? 0
      decimals = fraction.count
      if digits == 0 { isNegative = false }
      text = (isNegative ? "-" : "") + (all.isEmpty ? "0" : all) + (fraction.isEmpty ? "" : ".\(fraction)")
    }

    private static func isDigits(_ text: Substring) -> Bool {
      guard let first = text.first, let last = text.last, first != "_", last != "_", !text.contains("__") else { return false }
      return text.allSatisfy { $0.isASCII && ($0.isNumber || $0 == "_") }
    }
  }
}
