import Accounting

extension Codec where Value == Double {
  /// A plain number within a range. Decimal digits only: no exponents, no NaN.
  static func number(_ range: ClosedRange<Double>) -> Codec {
    let schema = JSON.object([.init("type", .string("number"))])
    return Codec(schema: schema) { cursor in
      let expected = "a number from \(plain(range.lowerBound)) to \(plain(range.upperBound))"
      guard let decimal = cursor.decimal(expected: expected) else { return nil }
      guard range.contains(decimal.double) else {
        cursor.report(.outOfRange, "the number \(clipped(cursor.tree.text ?? ""))", allowed: expected)
        return nil
      }
      return decimal.double
    }
  }

  /// A chance or a share of things: `30 %`, from 0 % to 100 %.
  static let probability = Codec<Share>.share.map { Double($0.millionths) / 1_000_000 }

  /// How much more or less a year: `20 %`, `-5 %`.
  static let growth = Codec(schema: .text(pattern: "^-?[0-9][0-9_]*(\\.[0-9]+)? ?%$", example: "20 %")) { cursor in
    let expected = "a percentage from -99 % to 1000 % a year"
    guard let share = cursor.millionths(expected: expected) else { return nil }
    guard (-990_000...10_000_000).contains(share) else {
      cursor.report(.outOfRange, "'\(clipped(cursor.tree.text ?? ""))'", allowed: expected)
      return nil
    }
    return Double(share) / 1_000_000
  }

  /// How many times as much: `x3`, `x0.5`, also `x3 jobs`.
  static let multiplier = Codec(schema: .text(pattern: "^x ?[0-9]+(\\.[0-9]+)?( jobs| activity)?$", example: "x3 jobs")) {
    cursor in
    let expected = "a multiplier such as 'x3' or 'x0.5', up to x1000"
    guard let text = cursor.text(expected: expected) else { return nil }
    guard text.first == "x", let quantity = Quantity(String(text.dropFirst())),
      ["", "jobs", "activity"].contains(quantity.unit), let decimal = try? DecimalText(quantity.number)
    else {
      let isNumber = (try? DecimalText(text[...])) != nil
      cursor.report(
        .notAMultiplier, "'\(clipped(text))' is not a multiplier", allowed: expected,
        hint: isNumber ? "write 'x\(text)'" : nil)
      return nil
    }
    guard (0...1_000).contains(decimal.double) else {
      cursor.report(.outOfRange, "the multiplier '\(clipped(text))'", allowed: expected)
      return nil
    }
    return decimal.double
  }
}

extension Codec where Value == Int64 {
  /// A whole number within a range; underscores may group its digits.
  static func integer(_ range: ClosedRange<Int64>) -> Codec {
    let number = JSON.object([
      .init("type", .string("integer")), .init("minimum", .integer(range.lowerBound)),
      .init("maximum", .integer(range.upperBound)),
    ])
    let schema = JSON.anyOf([number, .text(pattern: "^[0-9]+(_[0-9]+)*$", example: "10_000")])
    return Codec(schema: schema) { cursor in
      let expected = "a whole number from \(range.lowerBound) to \(range.upperBound)"
      guard let decimal = cursor.decimal(expected: expected) else { return nil }
      guard let value = decimal.scaled(by: 0), range.contains(value) else {
        cursor.report(.outOfRange, "the number \(clipped(cursor.tree.text ?? ""))", allowed: expected)
        return nil
      }
      return value
    }
  }
}

extension Codec where Value == Share {
  /// A share in per cent, exact to the millionth: `30 %`, `0.5 %`, from 0 % to 100 %.
  static let share = Codec(schema: .text(pattern: "^[0-9][0-9_]*(\\.[0-9]+)? ?%$", example: "30 %")) { cursor in
    let expected = "a share from 0 % to 100 %"
    guard let millionths = cursor.millionths(expected: expected) else { return nil }
    guard (0...1_000_000).contains(millionths) else {
      cursor.report(.shareOutOfRange, "the share '\(clipped(cursor.tree.text ?? ""))'", allowed: expected)
      return nil
    }
    return Share(millionths: millionths)
  }
}

extension Cursor {
  /// A number without a unit; nil after a report.
  func decimal(expected: String) -> DecimalText? {
    guard let text = text(expected: expected) else { return nil }
    if isNotFinite(text) {
      report(.notFinite, "'\(clipped(text))'", allowed: expected)
      return nil
    }
    do {
      return try DecimalText(text[...].trimmed)
    } catch .tooLong {
      report(.outOfRange, "a number of too many digits", allowed: expected)
    } catch {
      let unit = Quantity(text).map { $0.unit.isEmpty ? nil : "leave out '\(clipped(String($0.unit)))'" } ?? nil
      report(.notANumber, "'\(clipped(text))' is not a number", allowed: expected, hint: unit)
    }
    return nil
  }

  /// A percentage in millionths of the whole, of either sign; nil after a report.
  func millionths(expected: String) -> Int64? {
    guard let text = text(expected: expected) else { return nil }
    if isNotFinite(text.filter { $0 != "%" && $0 != " " }) {
      report(.notFinite, "'\(clipped(text))'", allowed: expected)
      return nil
    }
    guard let quantity = Quantity(text), quantity.unit == "%" else {
      report(.notAShare, "'\(clipped(text))' is not a share", allowed: expected, hint: percentHint(for: text))
      return nil
    }
    do {
      let decimal = try DecimalText(quantity.number)
      guard let millionths = decimal.scaled(by: 4) else {
        report(
          decimal.decimals > 4 ? .tooManyDecimals : .shareOutOfRange, "the share '\(clipped(text))'",
          allowed: "\(expected), with at most 4 decimals")
        return nil
      }
      return millionths
    } catch .tooLong {
      report(.shareOutOfRange, "a share of too many digits", allowed: expected)
    } catch {
      report(.notAShare, "'\(clipped(text))' is not a share", allowed: expected)
    }
    return nil
  }
}

/// How a plain fraction such as 0.3 is written in per cent; nil for anything else.
private func percentHint(for text: String) -> String? {
  guard let fraction = try? DecimalText(text[...].trimmed), let millionths = fraction.scaled(by: 6) else { return nil }
  guard (0...1_000_000).contains(millionths) else { return "write '\(clipped(text)) %'" }
  return "write '\(plain(Double(millionths) / 10_000)) %'"
}

/// A number for messages, without a needless ".0".
func plain(_ number: Double) -> String {
  number.rounded() == number && number.magnitude < 1e15 ? "\(Int64(number))" : "\(number)"
}
