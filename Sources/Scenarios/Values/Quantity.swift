/// A number with what stands behind it: `3.00 USD`, `30 %`, `6 hours`.
struct Quantity {
  let number: Substring
  /// Without the spaces around it; empty for a plain number.
  let unit: Substring

  /// Splits `text` where the number ends; nil when it does not begin with a digit, a sign or a point.
  init?(_ text: String) {
    let trimmed = text[...].trimmed
    let number = trimmed.prefix { $0.isASCII && ($0.isNumber || "+-._".contains($0)) }
    guard !number.isEmpty else { return nil }
    self.number = number
    unit = trimmed[number.endIndex...].trimmed
  }
}

extension Substring {
  /// Without spaces at both ends.
  var trimmed: Substring {
    var result = drop { $0 == " " }
    while result.last == " " { result.removeLast() }
    return result
  }
}

/// Whether `text` spells what no quantity may be.
func isNotFinite(_ text: String) -> Bool {
  ["nan", "inf", "infinity", "infinite"].contains(text.lowercased().filter { !"+-.".contains($0) })
}
