import Accounting
import Pricing

extension Codec where Value == Int64 {
  /// An amount above or equal to zero in the catalog's currency, in minor units: `3.00 USD` is 300.
  static let money = money(from: 0)

  /// An amount of at least one minor unit.
  static let positiveMoney = money(from: 1)

  private static func money(from least: Int64) -> Codec {
    let pattern = "^[0-9][0-9_]*(\\.[0-9]+)? ?[A-Z]{3}$"
    return Codec(schema: .text(pattern: pattern, example: "3.00 USD")) { cursor in cursor.money(from: least) }
  }
}

extension Cursor {
  /// An amount in minor units; nil after a report. Exact: digits that the currency does not have are refused, not rounded.
  func money(from least: Int64) -> Int64? {
    let currency = context.currency ?? .usd
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
      return minorUnits(try DecimalText(quantity.number), of: currency, from: least)
    } catch .tooLong {
      report(.amountTooLarge, "the amount '\(clipped(text))'", allowed: "at most \(largest(currency))")
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

  private func minorUnits(_ decimal: DecimalText, of currency: Currency, from least: Int64) -> Int64? {
    let text = clipped(tree.text ?? "")
    if decimal.isNegative, decimal.digits != 0 {
      report(.negativeAmount, "the amount '\(text)' is below zero", allowed: "amounts from zero on")
      return nil
    }
    guard decimal.decimals <= currency.decimals || context.currency == nil else {
      let unit = currency.decimals == 1 ? "decimal" : "decimals"
      report(.tooManyDecimals, "the amount '\(text)'", allowed: "at most \(currency.decimals) \(unit) in \(currency.code)")
      return nil
    }
    guard let amount = decimal.scaled(by: max(currency.decimals, decimal.decimals)), amount <= Limits.largestAmount else {
      report(.amountTooLarge, "the amount '\(text)'", allowed: "at most \(largest(currency))")
      return nil
    }
    guard amount >= least else {
      report(.outOfRange, "the amount '\(text)'", allowed: "an amount above zero")
      return nil
    }
    return amount
  }

  private func largest(_ currency: Currency) -> String { "\(Limits.largestAmount / currency.scale) \(currency.code)" }
}
