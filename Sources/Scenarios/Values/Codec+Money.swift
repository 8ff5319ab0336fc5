import Accounting
import Pricing

extension Codec where Value == Int64 {
  /// An amount above or equal to zero in the catalog's currency, in minor units: `3.00 USD` is 300.
  static let money = money(from: 0)

  /// An amount of at least one minor unit.
  static let positiveMoney = money(from: 1)

  /// The price of one unit of something counted, in thousandths of a minor unit: `0.125 USD` a minute is 12,500.
  static let unitPrice = money(from: 0, example: "0.12 USD", finerDecimals: 3)

  private static func money(from least: Int64, example: String = "3.00 USD", finerDecimals: Int = 0) -> Codec {
    let pattern = "^[0-9][0-9_]*(\\.[0-9]+)? ?[A-Z]{3}$"
    return Codec(schema: .text(pattern: pattern, example: example)) { cursor in
      cursor.money(from: least, finerDecimals: finerDecimals)
    }
  }
}

extension Cursor {
  /// An amount in minor units; nil after a report. Exact: digits that the currency does not have are refused, not rounded.
  ///
  /// - Parameter finerDecimals: decimals beyond the currency's own that prices of small things may have; the result is finer by
  ///   as many.
  func money(from least: Int64, finerDecimals: Int = 0) -> Int64? {
    let currency = context.currency ?? .usd
    let largest = largest(currency, finerDecimals)
    let example = "an amount such as '3\(currency.decimals >= 2 ? ".00" : "") \(currency.code)'"
    guard let text = text(expected: example) else { return nil }
    guard let quantity = Quantity(text) else {
      report(isNotFinite(String(text.prefix { $0 != " " })) ? .notFinite : .notAnAmount, "'\(clipped(text))'", allowed: example)
      return nil
    }
    guard !quantity.unit.isEmpty else {
      report(
        .amountWithoutCurrency, "'\(clipped(text))' has no currency", allowed: example,
        hint: "write '\(clipped(text)) \(currency.code)'")
      return nil
    }
    guard isKnown(unit: quantity.unit, of: text) else { return nil }
    do {
      return minorUnits(try DecimalText(quantity.number), of: currency, from: least, finerDecimals)
    } catch .tooLong {
      report(.amountTooLarge, "the amount '\(clipped(text))'", allowed: "at most \(largest.text)")
    } catch {
      report(.notAnAmount, "'\(clipped(text))' is not an amount", allowed: example)
    }
    return nil
  }

  /// Whether the unit is the catalog's currency.
  private func isKnown(unit: Substring, of text: String) -> Bool {
    if let currency = context.currency, currency.code == unit { return true }
    let isCode = unit.utf8.count == 3 && unit.utf8.allSatisfy { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
    // Before the currency is known, because the catalog is wrong, any will do.
    if context.currency == nil, isCode { return true }
    let code = context.currency?.code ?? Currency.usd.code
    report(
      isCode ? .wrongCurrency : .notAnAmount, "'\(clipped(text))'", allowed: "amounts in \(code), the catalog's currency",
      hint: unit.uppercased() == code || unit == "$" ? "write '\(code)'" : nil)
    return false
  }

  private func minorUnits(_ decimal: DecimalText, of currency: Currency, from least: Int64, _ finerDecimals: Int) -> Int64? {
    let largest = largest(currency, finerDecimals)
    let places = currency.decimals + finerDecimals
    let text = clipped(tree.text ?? "")
    if decimal.isNegative, decimal.digits != 0 {
      report(.negativeAmount, "the amount '\(text)' is below zero", allowed: "amounts from zero on")
      return nil
    }
    guard decimal.decimals <= places || context.currency == nil else {
      let unit = places == 1 ? "decimal" : "decimals"
      report(.tooManyDecimals, "the amount '\(text)'", allowed: "at most \(places) \(unit) in \(currency.code)")
      return nil
    }
    guard let amount = decimal.scaled(by: max(places, decimal.decimals)), amount <= largest.amount else {
      report(.amountTooLarge, "the amount '\(text)'", allowed: "at most \(largest.text)")
      return nil
    }
    guard amount >= least else {
      report(.outOfRange, "the amount '\(text)'", allowed: "an amount above zero")
      return nil
    }
    return amount
  }

  /// The largest amount that may be written, in its own smallest unit and as people write it. A price of one unit is multiplied
  /// by quantities in thousandths, so it may be a thousandth of a thousandth of what an amount may be.
  private func largest(_ currency: Currency, _ finerDecimals: Int) -> (amount: Int64, text: String) {
    let finer = (0..<finerDecimals).reduce(Int64(1)) { power, _ in power * 10 }
    let amount = Limits.largestAmount / finer
    return (amount, "\(amount / finer / currency.scale) \(currency.code)")
  }
}
