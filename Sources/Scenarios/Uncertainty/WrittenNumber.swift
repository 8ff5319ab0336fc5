/// A number with what stands around it: `25 %`, `3.00 USD`, `12 months`, `x3`, `-0.6`.
struct WrittenNumber: Hashable, Sendable {
  var value: Double
  /// Digits behind the point as they were written, zeros too.
  var decimals: Int
  /// What stands around the number.
  var form: Form

  /// What a number looks like.
  struct Form: Hashable, Sendable {
    /// "x" of a multiplier, or nothing.
    var prefix = ""
    /// Without spaces around it; empty for a plain number.
    var unit = ""

    /// A value in this form, exact to so many decimals.
    func text(_ value: Double, decimals: Int) -> String {
      let scale = (0..<decimals).reduce(Int64(1)) { power, _ in power * 10 }
      let scaled = (value * Double(scale)).rounded()
      guard let whole = Int64(exactly: scaled) else { return "\(prefix)\(value)\(unit.isEmpty ? "" : " " + unit)" }
      let digits = String(whole.magnitude % UInt64(scale))
      let fraction = decimals == 0 ? "" : "." + String(repeating: "0", count: decimals - digits.count) + digits
      let sign = whole < 0 ? "-" : ""
      return "\(prefix)\(sign)\(whole.magnitude / UInt64(scale))\(fraction)" + (unit.isEmpty ? "" : " " + unit)
    }
  }

  /// nil for what is no number with a unit at most.
  init?(_ text: String) {
    let trimmed = text[...].trimmed
    let prefix = trimmed.first == "x" ? "x" : ""
    guard let quantity = Quantity(String(trimmed.dropFirst(prefix.count))), let decimal = try? DecimalText(quantity.number) else {
      return nil
    }
    let fraction = quantity.number.firstIndex(of: ".").map { quantity.number[$0...].dropFirst() }
    value = decimal.double
    decimals = fraction?.count { $0.isNumber } ?? 0
    form = Form(prefix: prefix, unit: String(quantity.unit))
  }
}
