/// An exact quotient: measured shares and limits are compared without rounding.
struct Fraction: Sendable {
  var numerator: Int128
  /// Above zero.
  var denominator: Int128

  init(_ numerator: Int128, over denominator: Int128 = 1) {
    precondition(denominator > 0, "A quotient of nothing is no data.")
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Below, equal or above: -1, 0 or 1. Operands of a threshold are below 2^63 over 2^63, and limits below 10^18 over 10^8.
  func compared(to other: Fraction) -> Int {
    let left = numerator * other.denominator
    let right = other.numerator * denominator
    return left < right ? -1 : left == right ? 0 : 1
  }

  /// Times 10 to the power `places`, rounded half away from zero; nil beyond 64 bits.
  func scaled(by places: Int) -> Int64? {
    var value = numerator
    for _ in 0..<places {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return nil }
      value = product
    }
    let (whole, rest) = (value.magnitude / denominator.magnitude, value.magnitude % denominator.magnitude)
    let rounded = rest >= denominator.magnitude - rest ? whole + 1 : whole
    return Int64(exactly: value < 0 ? -Int128(rounded) : Int128(rounded))
  }
}
