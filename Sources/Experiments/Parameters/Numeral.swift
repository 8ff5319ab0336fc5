/// A decimal number as people write it, exact: 27.50 is 2750 with two places.
public struct Numeral: Hashable, Sendable {
  public let digits: Int64
  public let places: Int

  public init(digits: Int64, places: Int) {
    self.digits = digits
    self.places = places
  }

  static let mostPlaces = 9

  /// Digits with an optional sign and point, such as "-0.25"; underscores may group them. Nil for anything else, and for more digits
  /// than are exact.
  init?(_ text: some StringProtocol) {
    let isNegative = text.first == "-"
    let body = isNegative ? text.dropFirst() : text[...]
    let parts = body.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first, whole.first?.isNumber == true else { return nil }
    let fraction = parts.count == 2 ? parts[1] : ""
    if parts.count == 2, fraction.isEmpty || fraction.contains("_") { return nil }
    let all = String(whole).filter { $0 != "_" } + fraction
    guard all.utf8.allSatisfy({ (48...57).contains($0) }), all.utf8.count <= 15, fraction.count <= Numeral.mostPlaces,
      let magnitude = Int64(all)
    else { return nil }
    self.init(digits: isNegative ? -magnitude : magnitude, places: fraction.count)
  }

  /// The same number with more places; nil where its digits would not be exact as floating point.
  func scaled(to places: Int) -> Int64? {
    if places < self.places { return nil }
    var value = digits
    for _ in self.places..<places {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow || product.magnitude > 1 << 53 { return nil }
      value = product
    }
    return value
  }

  public var double: Double { Double(digits) / Numeral.power(places) }

  static func power(_ places: Int) -> Double { (0..<places).reduce(1.0) { power, _ in power * 10 } }

  /// As people write it: "27.50", "-0.25".
  public var text: String {
    var digits = String(self.digits.magnitude)
    if digits.count <= places { digits = String(repeating: "0", count: places + 1 - digits.count) + digits }
    let sign = self.digits < 0 ? "-" : ""
    return places == 0 ? sign + digits : "\(sign)\(digits.dropLast(places)).\(digits.suffix(places))"
  }
}
